//! What the parser finds: syntax, keys, values, references that lead nowhere.

use crate::diagnostic::Level;
use crate::review::lint::rule::Rule;

/// The table.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "L001",
        name: "toml",
        level: Level::Error,
        why: (
            "The file is no TOML from here on. Everything that can still be read is looked at all the same.",
            "从这里起不是合法的 TOML。其余能读的部分照常检查。",
        ),
        mend: (
            "Close the quote, the bracket or the header; write text values in quotes.",
            "补全引号、括号或表头；文字要加引号。",
        ),
        example: r#"# payment.toml
name = "支付"

[[term]]
text = "退款失败
hits = ["申请的退款失败了怎么办"]
"#,
    },
    Rule {
        code: "L002",
        name: "unknown-key",
        level: Level::Error,
        why: (
            "A key that the format does not have. It would be ignored, and what it was meant to do would not happen, so it is refused.",
            "格式里没有这个键。忽略它就等于不照你的意思办，所以不放行。",
        ),
        mend: (
            "Write the key that is named as the nearest, or leave it out.",
            "改成提示里最接近的键，或删掉它。",
        ),
        example: r#"# payment.toml
name = "支付"

[[term]]
text   = "退款失败"
wieght = 4
hits   = ["申请的退款失败了怎么办"]
"#,
    },
    Rule {
        code: "L003",
        name: "missing-key",
        level: Level::Error,
        why: (
            "A key that must be there is not: a term without sentences that it must find proves nothing, a desk without a source can't be checked.",
            "缺少必须有的键：没有例句的词条什么也证明不了，没有出处的坐席没法核对。",
        ),
        mend: ("Add it; the help line shows one.", "按提示补上。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text = "退款失败"
"#,
    },
    Rule {
        code: "L004",
        name: "wrong-type",
        level: Level::Error,
        why: (
            "A value of the wrong sort: a number where a text belongs, a text where a list belongs.",
            "值的类型不对：该写文字的写了数字，该写列表的写了文字。",
        ),
        mend: ("Write the sort of value that the message names.", "改成提示里说的类型。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text   = "退款失败"
weight = "四"
hits   = ["申请的退款失败了怎么办"]
"#,
    },
    Rule {
        code: "L005",
        name: "out-of-range",
        level: Level::Error,
        why: ("A number outside the range that it can have.", "数字超出范围。"),
        mend: ("Choose one inside the range.", "改到范围之内。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text   = "退款失败"
weight = 9
hits   = ["申请的退款失败了怎么办"]
"#,
    },
    Rule {
        code: "L006",
        name: "unknown-value",
        level: Level::Error,
        why: (
            "A value that is none of those the key can have, often a misspelt stage, signal or state.",
            "这个键没有这种取值，多半是 stage、signal 或状态写错了。",
        ),
        mend: ("Write one of those that are named.", "改成提示里列出的取值。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text  = "退款失败"
stage = "problm"
hits  = ["申请的退款失败了怎么办"]
"#,
    },
    Rule {
        code: "L007",
        name: "missing-file",
        level: Level::Error,
        why: (
            "A pack of its own needs pack.toml, policy.toml and desk.toml; a pack that extends the built-in one takes those that it lacks from there.",
            "独立的词库要有 pack.toml、policy.toml 和 desk.toml；扩展内置词库的，缺的从内置词库里取。",
        ),
        mend: (
            "Add the file, or extends = \"builtin\" to pack.toml.",
            "补上文件，或在 pack.toml 里写 extends = \"builtin\"。",
        ),
        example: r#"# pack.toml
name    = "lonely"
version = "1"
"#,
    },
    Rule {
        code: "L010",
        name: "pattern",
        level: Level::Error,
        why: (
            "The pattern can't be read: a bracket that is not closed, a concept that there is none of, a concept that contains itself, or more wordings than a pattern may stand for.",
            "写法读不懂：括号没有结尾、概念不存在、概念包含自己，或展开后说法太多。",
        ),
        mend: (
            "Close the bracket, name an existing concept, or part the pattern.",
            "补全括号，改成已有的概念，或把写法拆开。",
        ),
        example: r#"# payment.toml
name = "支付"

[[term]]
text = "退款…{没到帐}"
hits = ["退款申请三天了还没到账"]

[[term]]
text = "提现(失败|不了"
hits = ["今天提现失败了两回"]
"#,
    },
    Rule {
        code: "L011",
        name: "duplicate-term",
        level: Level::Error,
        why: (
            "Two terms of one file with the same text have the same id; only the later one would hold.",
            "同一个文件里两条词条 text 相同，id 也就相同，只有后一条有效。",
        ),
        mend: ("Bring both into one entry.", "合并成一条。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text = "退款…{未到账}"
hits = ["退款申请三天了钱还未到账"]

[[term]]
text   = "退款…{未到账}"
weight = 4
hits   = ["退款都一周了钱还未到账"]
"#,
    },
    Rule {
        code: "L012",
        name: "duplicate-concept",
        level: Level::Error,
        why: (
            "A concept is defined twice in one file; only the later list would hold.",
            "同一个概念定义了两次，只有后一个列表有效。",
        ),
        mend: ("Bring both into one list.", "合并成一个列表。"),
        example: r#"# concepts.toml
[[concept]]
name = "未到账"
any  = ["未到账"]

[[concept]]
name = "未到账"
any  = ["没到账"]
"#,
    },
    Rule {
        code: "L013",
        name: "unknown-term",
        level: Level::Error,
        why: (
            "`remove = true` names a term that the pack it extends does not have, so nothing would be removed.",
            "`remove = true` 要删的词条在所扩展的词库里不存在，什么也删不掉。",
        ),
        mend: ("Write the text of the term exactly as it stands there.", "照原词条的 text 一字不差地写。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text = "退款…{未到账}"
hits = ["退款申请三天了钱还未到账"]

[[term]]
text   = "提现…{未到账}"
remove = true
"#,
    },
    Rule {
        code: "L014",
        name: "unknown-category",
        level: Level::Error,
        why: (
            "The policy names a category that no file stands for.",
            "policy.toml 里写的类别没有对应的文件。",
        ),
        mend: ("Mend the spelling, or add the file of that name.", "改正拼写，或加上同名的文件。"),
        example: r#"# policy.toml
order   = ["payment", "faults"]
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
category = "payments"
desk     = "finance"

[[route]]
id   = "rest"
desk = "front"
"#,
    },
    Rule {
        code: "L015",
        name: "unknown-desk",
        level: Level::Error,
        why: (
            "A rule of the policy leads to a desk that desk.toml does not have.",
            "去向指向的坐席在 desk.toml 里没有。",
        ),
        mend: ("Mend the spelling, or add the desk.", "改正拼写，或加上这个坐席。"),
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
desk     = "finanse"

[[route]]
id   = "rest"
desk = "front"
"#,
    },
    Rule {
        code: "L016",
        name: "unknown-entry",
        level: Level::Error,
        why: ("A desk names a way in that desk.toml does not have.", "坐席写的入口在 desk.toml 里没有。"),
        mend: ("Mend the spelling, or add the [[entry]].", "改正拼写，或加上这个 [[entry]]。"),
        example: r#"# desk.toml
[[entry]]
id     = "app"
name   = "应用内"
source = "样例"

[[desk]]
id     = "finance"
name   = "财务组"
entry  = "ap"
source = "样例"

[[desk]]
id     = "front"
name   = "前台"
entry  = "app"
source = "样例"
"#,
    },
    Rule {
        code: "L017",
        name: "order",
        level: Level::Error,
        why: (
            "Every category must stand in `order` of policy.toml once: it says which of several wins.",
            "每个类别都要在 policy.toml 的 `order` 里写一次：它决定同时命中时谁优先。",
        ),
        mend: ("Add the category, or leave the second mention out.", "补上类别，或删掉重复的。"),
        example: r#"# policy.toml
order   = ["payment", "payment"]
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
id   = "rest"
desk = "front"
"#,
    },
    Rule {
        code: "L018",
        name: "weights",
        level: Level::Error,
        why: (
            "The probabilities of the weights 1 to 5 must not fall: a heavier term can't count for less.",
            "权重 1 到 5 的概率不能越来越小：更重的词不能反而更轻。",
        ),
        mend: ("List them from weight 1 to weight 5.", "按权重 1 到 5 的顺序写。"),
        example: r#"# policy.toml
order   = ["payment", "fault"]
weights = [0.1, 0.5, 0.2, 0.7, 0.9]

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
id   = "rest"
desk = "front"
"#,
    },
    Rule {
        code: "L019",
        name: "evidence",
        level: Level::Error,
        why: (
            "Both sorts of evidence together must not weigh less than one of them.",
            "两种证据都有时，不能比只有一种时更轻。",
        ),
        mend: ("Make `both` at least as much as `one`.", "让 `both` 不小于 `one`。"),
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

[keeps]
hypothetical = ["payment", "fault"]

[evidence]
one  = 2.0
both = 1.5

[[route]]
id       = "payment"
category = "payment"
need     = "problem"
desk     = "finance"

[[route]]
id   = "rest"
desk = "front"
"#,
    },
    Rule {
        code: "L020",
        name: "route",
        level: Level::Error,
        why: (
            "The last rule must hold for every message, or some would reach nobody.",
            "最后一条去向必须对任何消息都成立，否则有的消息没人接。",
        ),
        mend: (
            "End with a [[route]] that has only `id` and `desk`.",
            "最后写一条只有 `id` 和 `desk` 的 [[route]]。",
        ),
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
id   = "front"
need = "problem"
desk = "front"

[[route]]
id       = "payment"
category = "payment"
desk     = "finance"
"#,
    },
    Rule {
        code: "L021",
        name: "session",
        level: Level::Error,
        why: (
            "Minutes of a conversation that can't be: they fall, or are no whole numbers.",
            "会话的分钟数不成立：先大后小，或不是整数。",
        ),
        mend: ("Write the least and the most: [10, 15].", "写最少和最多的分钟数：[10, 15]。"),
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

[session]
offer_minutes = [15, 10]

[[route]]
id       = "payment"
category = "payment"
need     = "problem"
desk     = "finance"

[[route]]
id   = "rest"
desk = "front"
"#,
    },
    Rule {
        code: "L022",
        name: "hours",
        level: Level::Error,
        why: (
            "Opening hours that can't be read. Both ends are a time of the day, 24:00 at most.",
            "服务时间读不懂。两头都是一天里的时刻，最晚 24:00。",
        ),
        mend: ("hours = \"08:00-24:00\".", "hours = \"08:00-24:00\"。"),
        example: r#"# desk.toml
[account.personal]
hours  = "8点到24点"
source = "样例"

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
"#,
    },
    Rule {
        code: "L023",
        name: "alias",
        level: Level::Error,
        why: (
            "An alias of a family of codes that is too short to name a system would be found everywhere.",
            "错误码族的名字太短，到处都能碰上。",
        ),
        mend: ("Write the name as customers do.", "写客户真会说的名字。"),
        example: r#"# codes.toml
[[family]]
id      = "bank"
name    = "银行"
aliases = ["银行", "a"]
codes   = [{ code = "51", means = "余额不够", do = "换一张卡" }]
"#,
    },
    Rule {
        code: "L024",
        name: "code",
        level: Level::Error,
        why: ("What stands there can't be an error code.", "这里写的不可能是错误码。"),
        mend: ("Write the code as the system shows it.", "照系统显示的样子写。"),
        example: r#"# codes.toml
[[family]]
id      = "bank"
name    = "银行"
aliases = ["银行"]
codes   = [{ code = "", means = "余额不够", do = "换一张卡" }]
"#,
    },
    Rule {
        code: "L025",
        name: "duplicate-code",
        level: Level::Error,
        why: (
            "One code twice in a family; letter case makes no difference. Only the later meaning would hold.",
            "同一族里一个码写了两次，不分大小写，只有后一个有效。",
        ),
        mend: ("Keep one of them.", "只留一个。"),
        example: r#"# codes.toml
[[family]]
id      = "bank"
name    = "银行"
aliases = ["银行"]
codes   = [
    { code = "E51", means = "余额不够", do = "换一张卡" },
    { code = "e51", means = "余额不足", do = "换一张卡" },
]
"#,
    },
    Rule {
        code: "L026",
        name: "duplicate-family",
        level: Level::Error,
        why: ("One family of codes twice in a file.", "同一族错误码在一个文件里写了两次。"),
        mend: ("Bring both into one.", "合并成一族。"),
        example: r#"# codes.toml
[[family]]
id      = "bank"
name    = "银行"
aliases = ["银行"]
codes   = [{ code = "51", means = "余额不够", do = "换一张卡" }]

[[family]]
id      = "bank"
name    = "银行"
aliases = ["发卡行"]
codes   = [{ code = "54", means = "卡过期了", do = "换一张卡" }]
"#,
    },
    Rule {
        code: "L027",
        name: "calendar",
        level: Level::Error,
        why: (
            "A day of calendar.toml that is no date, lies in another year than the one it stands under, or can't be a holiday or a make-up workday.",
            "calendar.toml 里的日子不是日期、不在所在的那一年，或不可能放假或调休。",
        ),
        mend: (
            "Write the days as the notice has them: 2026-01-01; make-up workdays are days of a weekend.",
            "照通知写：2026-01-01；调休上班的日子是周末。",
        ),
        example: r#"# calendar.toml
[[year]]
year   = 2026
source = "样例通知"
off    = [{ name = "元旦", from = "2026-01-03", until = "2026-01-01" }]
"#,
    },
];
