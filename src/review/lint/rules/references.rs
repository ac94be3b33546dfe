//! Names that nothing uses, and one name for two things.

use crate::diagnostic::Level;
use crate::review::lint::rule::Rule;

/// The table.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "L601",
        name: "unused-concept",
        level: Level::Warning,
        why: ("No pattern uses the concept.", "没有写法用到这个概念。"),
        mend: ("Leave it out, or use it.", "删掉它，或者用上它。"),
        example: r#"# concepts.toml
[[concept]]
name = "未到账"
any  = ["未到账", "没到账"]

[[concept]]
name = "钱包"
any  = ["零钱", "余额"]
"#,
    },
    Rule {
        code: "L602",
        name: "one-name-twice",
        level: Level::Error,
        why: (
            "Names of concepts are folded: two spellings of one name are one concept, and only the later list holds.",
            "概念的名字也要归一：一个名字的两种写法是同一个概念，只有后一个列表有效。",
        ),
        mend: ("Bring both into one list.", "合并成一个列表。"),
        example: r#"# concepts.toml
[[concept]]
name = "未到账"
any  = ["未到账"]

[[concept]]
name = "未到賬"
any  = ["没到账"]
"#,
    },
    Rule {
        code: "L603",
        name: "unused-desk",
        level: Level::Warning,
        why: (
            "No rule leads to the desk, or no desk has the way in.",
            "没有去向通到这个坐席，或没有坐席用到这个入口。",
        ),
        mend: ("Leave it out, or use it.", "删掉它，或者用上它。"),
        example: r#"# desk.toml
[[entry]]
id     = "app"
name   = "应用内"
source = "样例"

[[desk]]
id     = "finance"
name   = "财务组"
entry  = "app"
source = "样例"

[[desk]]
id     = "front"
name   = "前台"
entry  = "app"
source = "样例"

[[desk]]
id     = "night"
name   = "夜班"
entry  = "app"
source = "样例"
"#,
    },
    Rule {
        code: "L604",
        name: "unreachable-route",
        level: Level::Warning,
        why: (
            "The first rule that holds wins. One above holds wherever this one does, so it is never reached.",
            "从上往下第一条成立的算数。前面有一条总会先成立，这一条永远走不到。",
        ),
        mend: ("Move it up, or leave it out.", "往前移，或删掉它。"),
        example: r#"# policy.toml
order   = ["payment", "fault"]
weights = [0.1, 0.2, 0.5, 0.7, 0.9]

[floors]
problem        = 0.3
dispute        = 0.6
handoff        = 0.4
fund_loss      = 0.9
account_frozen = 0.8
minor          = 0.8
overseas       = 0.7

[emergency]
speedup = 5

[evidence]
one  = 1.6
both = 2.0

[keeps]
hypothetical = ["payment", "fault"]

[[route]]
id       = "payment"
category = "payment"
need     = "problem"
desk     = "finance"

[[route]]
id       = "payment-dispute"
category = "payment"
need     = "dispute"
desk     = "front"

[[route]]
id   = "rest"
desk = "front"
"#,
    },
    Rule {
        code: "L605",
        name: "alias-of-two-families",
        level: Level::Warning,
        why: (
            "A word that names two systems makes a number that follows it a code of both.",
            "一个名字指两个系统，后面的数字就成了两族的码。",
        ),
        mend: ("Leave it to one of them.", "只留给其中一族。"),
        example: r#"# codes.toml
[[family]]
id      = "bank"
name    = "银行"
aliases = ["发卡行", "银联"]
codes   = [{ code = "51", means = "余额不够", do = "换一张卡" }]

[[family]]
id      = "unionpay"
name    = "银联"
aliases = ["银联"]
codes   = [{ code = "54", means = "卡过期了", do = "换一张卡" }]
"#,
    },
    Rule {
        code: "L606",
        name: "remove-and-more",
        level: Level::Warning,
        why: (
            "A term with `remove = true` goes away; what else its entry says is never read.",
            "写了 `remove = true` 的词条会被删除，其余的键没有用。",
        ),
        mend: ("Leave one of the two out.", "两个只留一个。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text = "退款…{未到账}"
hits = ["退款申请三天了钱还未到账"]

[[term]]
text   = "提现…{未到账}"
weight = 5
remove = true
"#,
    },
];
