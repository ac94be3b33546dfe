//! What the sentences of a term prove.

use crate::diagnostic::Level;
use crate::review::lint::rule::Rule;

/// The table.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "L401",
        name: "hit-misses",
        level: Level::Error,
        why: (
            "A sentence of `hits` must fire its term. It does not: nothing is found, a guard refuses it, or a cue says that it is not so.",
            "`hits` 里的句子必须命中这一条。现在没有：没找到、被排除，或被断言线索抵消。",
        ),
        mend: ("Mend the wording or the sentence.", "改说法，或改例句。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text = "退款…{未到账}"
hits = ["退款申请三天了钱还没影子"]
"#,
    },
    Rule {
        code: "L402",
        name: "miss-fires",
        level: Level::Error,
        why: (
            "A sentence of `misses` must not count for its term, and does.",
            "`misses` 里的句子不该算数，却算了。",
        ),
        mend: ("Add a guard or a cue, or narrow the wording.", "补排除或线索，或把说法写窄。"),
        example: r#"# fault.toml
name = "故障"

[[term]]
text   = "闪退"
hits   = ["软件一打开就闪退，重装也没用"]
misses = ["新版加了防闪退功能"]
"#,
    },
    Rule {
        code: "L403",
        name: "hit-is-the-term",
        level: Level::Error,
        why: (
            "A hit that is nothing but the term shows only that the pattern finds itself. A sentence shows that it is found among other words, and reads on.",
            "例句只有词条本身，只说明写法能找到自己。要写一句完整的话，才说明它在别的词中间也找得到。",
        ),
        mend: ("Write a sentence as a customer would.", "写一句客户真会说的话。"),
        example: r#"# fault.toml
name = "故障"

[[term]]
text = "闪退"
hits = ["闪退！"]
"#,
    },
    Rule {
        code: "L404",
        name: "idle-miss",
        level: Level::Note,
        why: (
            "A miss that holds no wording of its term, not even a refused one, would be missed whatever the term's guards were. It may stand guard against wordings to come, so this is only a note.",
            "这句 miss 里没有这一条的任何说法，连被排除的也没有：排除怎么写它都不会命中。也许是防着以后的说法，所以只是提示。",
        ),
        mend: (
            "Write a sentence that holds a wording and still must not count.",
            "写一句含有这种说法、却不该算数的话。",
        ),
        example: r#"# fault.toml
name = "故障"

[[term]]
text   = "闪退"
hits   = ["软件一打开就闪退，重装也没用"]
misses = ["软件很好用"]
"#,
    },
    Rule {
        code: "L405",
        name: "unproved-guard",
        level: Level::Warning,
        why: (
            "Mutation: the guard is struck out, and every miss still holds. Either nothing shows that it is needed, or another guard does its work.",
            "变异检查：去掉这条排除，所有 misses 依然成立。要么没有例句证明需要它，要么另一条排除已经管住了。",
        ),
        mend: (
            "Add a miss that only this guard refuses, or leave it out.",
            "补一句只靠它排除的 miss，或删掉它。",
        ),
        example: r#"# fault.toml
name = "故障"

[[term]]
text       = "闪退"
not_within = ["防闪退"]
hits       = ["软件一打开就闪退，重装也没用"]
"#,
    },
    Rule {
        code: "L406",
        name: "unproved-wording",
        level: Level::Note,
        why: (
            "Mutation: the wording is struck out, and every hit still fires. No sentence shows that it finds what it should. A pack has many wordings, so this is only a note.",
            "变异检查：去掉这种说法，所有 hits 依然命中。没有例句证明它管用。说法很多，所以只是提示。",
        ),
        mend: ("Add a sentence that only this wording finds.", "补一句只有它能命中的话。"),
        example: r#"# fault.toml
name = "故障"

[[term]]
text     = "闪退"
variants = ["打开就退出"]
hits     = ["软件老是闪退，重装也没用"]
"#,
    },
    Rule {
        code: "L407",
        name: "unproved-immunity",
        level: Level::Note,
        why: (
            "Mutation: the immunity is struck out, and every hit still fires. It may stand against cues that sentences to come bring, so this is only a note.",
            "变异检查：去掉 `immune`，所有 hits 依然命中。也许是防着以后的线索，所以只是提示。",
        ),
        mend: (
            "Add a hit with such a cue in it, or leave the immunity out.",
            "补一句带这种线索的 hit，或删掉它。",
        ),
        example: r#"# fault.toml
name = "故障"

[[term]]
text   = "闪退"
immune = ["hypothetical"]
hits   = ["软件一打开就闪退，重装也没用"]
"#,
    },
];
