//! What speaks against itself.

use crate::diagnostic::Level;
use crate::review::lint::rule::Rule;

/// The table.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "L501",
        name: "hit-and-miss",
        level: Level::Error,
        why: ("One sentence is both to fire and not to fire.", "同一句话既要命中又不要命中。"),
        mend: ("Decide which it is.", "想清楚它到底算不算。"),
        example: r#"# fault.toml
name = "故障"

[[term]]
text   = "闪退"
hits   = ["软件一打开就闪退，重装也没用"]
misses = ["軟件一打開就閃退，重裝也沒用"]
"#,
    },
    Rule {
        code: "L502",
        name: "never-counts",
        level: Level::Warning,
        why: (
            "Of overlapping hits in a category only the heaviest counts. A heavier term lies in this wording, so this one, its stage included, never counts: a dispute written so is lost.",
            "同一类里重叠的命中只算最重的。更重的一条就在这种说法里面，所以这一条连同它的 stage 永远不算数：写成 dispute 也白写。",
        ),
        mend: (
            "Raise its weight, or take it out of the other term's way with `not_within`.",
            "提高权重，或在那一条里用 `not_within` 排除它。",
        ),
        example: r#"# payment.toml
name = "支付"

[[term]]
text   = "扣款异常"
weight = 4
hits   = ["昨天扣款异常了一次"]

[[term]]
text     = "重复扣款异常"
weight   = 2
stage    = "dispute"
variants = ["退款…{未到账}"]
hits     = ["退款申请三天了钱还未到账"]
"#,
    },
    Rule {
        code: "L503",
        name: "two-weights",
        level: Level::Warning,
        why: (
            "The same wording in two terms of a category with different weights or stages: only one of them ever counts, and which one is for nobody to see.",
            "同一种说法在同类的两条里权重或 stage 不同：只有一条算数，看不出是哪一条。",
        ),
        mend: ("Keep one of them.", "只留一个。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text     = "退款…{未到账}"
variants = ["扣款异常"]
hits     = ["退款申请三天了钱还未到账", "昨天扣款异常了一次"]

[[term]]
text     = "多扣了钱"
weight   = 4
variants = ["扣款异常"]
hits     = ["这个月会员多扣了钱没人管"]
"#,
    },
    Rule {
        code: "L504",
        name: "cue-of-two-states",
        level: Level::Warning,
        why: (
            "One wording is a cue of two states on the same side. The order of the states decides, and the other entry never acts.",
            "同一种说法在同一侧是两种状态的线索。谁先谁后是固定的，另一条永远不起作用。",
        ),
        mend: ("Keep one of them.", "只留一个。"),
        example: r#"# assertion.toml
[[cue]]
state     = "hypothetical"
any       = ["万一", "假如"]
direction = "before"

[[cue]]
state     = "asked"
any       = ["如何防止", "假如"]
direction = "before"
"#,
    },
];
