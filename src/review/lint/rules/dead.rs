//! What can never act.

use crate::diagnostic::Level;
use crate::review::lint::rule::Rule;

/// The table.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "L202",
        name: "always-refused",
        level: Level::Error,
        why: (
            "Whatever the wording finds is refused by a guard of its own term, or lies in a pressure word.",
            "这种说法的命中总是被自己这一条的排除挡掉，或落在催促的话里。",
        ),
        mend: ("Narrow the guard, or leave the wording out.", "缩小排除，或删掉这种说法。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text       = "退款…{未到账}"
variants   = ["扣款异常"]
not_within = ["扣款异常"]
hits       = ["退款申请三天了钱还未到账"]
misses     = ["昨天扣款异常了一次"]
"#,
    },
    Rule {
        code: "L204",
        name: "gap-at-edge",
        level: Level::Warning,
        why: (
            "A gap where a pattern begins or ends stands for nothing: there is nothing on its other side.",
            "写法开头或结尾的 … 不起作用：另一边没有字。",
        ),
        mend: ("Leave it out.", "删掉它。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text = "…扣款异常"
hits = ["昨天扣款异常了一次"]
"#,
    },
    Rule {
        code: "L205",
        name: "dead-guard",
        level: Level::Warning,
        why: (
            "`not_within` refuses a hit that lies inside the guard. This guard holds none of the term's wordings, so it can't refuse anything.",
            "`not_within` 排除的是落在其中的命中。这条排除里不含本条的任何说法，什么也排除不了。",
        ),
        mend: (
            "Write the whole word that the hit stands in, or leave it out.",
            "写出命中所在的整个词，或删掉它。",
        ),
        example: r#"# fault.toml
name = "故障"

[[term]]
text       = "闪退"
not_within = ["闪光灯", "防闪退"]
hits       = ["软件一打开就闪退，重装也没用"]
misses     = ["新版加了防闪退功能"]
"#,
    },
    Rule {
        code: "L206",
        name: "drawn-out",
        level: Level::Warning,
        why: (
            "Three or more of the same Han character in a row are read as one, in messages as in patterns: 快快快 finds every 快.",
            "同一个汉字连写三次以上会归一成一个，消息和写法都是这样：快快快 会命中每一个 快。",
        ),
        mend: ("Write the character once, or leave the wording out.", "只写一个，或删掉这种说法。"),
        example: r#"# signals.toml
[[term]]
text     = "转人工"
signal   = "handoff"
variants = ["人工人工", "转转转人工"]
hits     = ["听不懂的话请给我转人工", "人工人工在哪里"]
"#,
    },
    Rule {
        code: "L207",
        name: "cue-in-pseudo",
        level: Level::Warning,
        why: (
            "A cue inside one of its look-alikes does nothing, and this one is its own look-alike.",
            "落在 pseudo 里的线索不起作用，而这一个自己就写在 pseudo 里。",
        ),
        mend: ("Take it out of `any` or of `pseudo`.", "从 `any` 或 `pseudo` 里删掉。"),
        example: r#"# assertion.toml
[[cue]]
state     = "hypothetical"
any       = ["万一", "假如"]
direction = "before"
pseudo    = ["不怕一万就怕万一", "假如"]
"#,
    },
    Rule {
        code: "L208",
        name: "idle-immunity",
        level: Level::Warning,
        why: (
            "The term is immune to a state that no cue of the pack gives.",
            "写了对某种状态免疫，可是没有任何线索会给出这种状态。",
        ),
        mend: ("Leave it out, or add the cue.", "删掉它，或加上线索。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text   = "退款…{未到账}"
immune = ["hypothetical", "praise"]
hits   = ["万一退款还未到账怎么办"]
"#,
    },
];
