//! The same thing said twice.

use crate::diagnostic::Level;
use crate::review::lint::rule::Rule;

/// The table.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "L101",
        name: "wording-twice",
        level: Level::Warning,
        why: (
            "Texts and patterns are folded alike: letter case, full and half width, traditional and simplified characters, symbols between Han characters. A wording that folds to one that the term already has finds nothing more.",
            "文字和写法按同样的规则归一：大小写、全角半角、繁体简体、汉字之间的符号。归一后和已有说法相同的，多写无用。",
        ),
        mend: ("Leave it out.", "删掉它。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text     = "退款…{未到账}"
variants = ["扣款异常", "扣款異常", "扣款(异常|異常)"]
hits     = ["退款申请三天了钱还未到账", "昨天扣款异常了一次"]
"#,
    },
    Rule {
        code: "L102",
        name: "text-twice",
        level: Level::Warning,
        why: (
            "Two terms of a file whose texts are read alike are two ids for one thing: every message counts both, and whoever edits one forgets the other.",
            "同一个文件里两条词条的 text 归一后相同，一件事有了两个 id：改了一条会忘了另一条。",
        ),
        mend: ("Bring both into one entry.", "合并成一条。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text = "退款…{未到账}"
hits = ["退款申请三天了钱还未到账"]

[[term]]
text = "扣款异常"
hits = ["昨天扣款异常了一次"]

[[term]]
text = "扣款異常"
hits = ["刚才又扣款异常了"]
"#,
    },
    Rule {
        code: "L103",
        name: "wording-in-two-terms",
        level: Level::Warning,
        why: (
            "The same wording in two terms of a category or signal. Of overlapping hits only the heaviest counts, so one of the two never does anything.",
            "同一种说法写在同一类的两条词条里。重叠的命中只算最重的一条，另一条永远不起作用。",
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
variants = ["扣款异常"]
hits     = ["这个月会员多扣了钱没人管"]
"#,
    },
    Rule {
        code: "L104",
        name: "idle-term",
        level: Level::Warning,
        why: (
            "Everything that this term finds is found by a broader one of the same category that is worth as much: striking it out changes no decision.",
            "这一条能命中的，同类里更宽的一条都能命中，而且分量一样：删掉它结果不变。",
        ),
        mend: ("Leave it out, give it more weight, or a stage of its own.", "删掉它，或加重，或改 stage。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text = "退款…{未到账}"
hits = ["退款申请三天了钱还未到账"]

[[term]]
text = "扣款异常"
hits = ["昨天扣款异常了一次"]

[[term]]
text = "微信扣款异常"
hits = ["昨天微信扣款异常了一次"]
"#,
    },
    Rule {
        code: "L105",
        name: "entry-twice",
        level: Level::Warning,
        why: (
            "A guard, a cue or a concept lists a wording that it already has in another spelling.",
            "排除、线索或概念里，同一种说法换个写法又列了一次。",
        ),
        mend: ("Leave one of them out.", "删掉其中一个。"),
        example: r#"# concepts.toml
[[concept]]
name = "未到账"
any  = ["未到账", "没到账", "沒到賬"]
"#,
    },
    Rule {
        code: "L106",
        name: "sentence-twice",
        level: Level::Warning,
        why: (
            "A sentence that stands twice proves nothing the second time.",
            "同一句例句写了两次，第二次什么也没证明。",
        ),
        mend: ("Write another sentence instead.", "换一句不同的话。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text = "退款…{未到账}"
hits = ["退款申请三天了钱还未到账", "退款申請三天了錢還未到賬"]
"#,
    },
    Rule {
        code: "L108",
        name: "idle-wording",
        level: Level::Note,
        why: (
            "Another wording of the same term finds all that this one does. It may be there for readers, so this is only a note.",
            "同一条里的另一种说法已经能命中它。也许是写给人看的，所以只是提示。",
        ),
        mend: ("Leave it out.", "可以删掉。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text     = "退款…{未到账}"
variants = ["扣款异常", "微信扣款异常"]
hits     = ["退款申请三天了钱还未到账", "昨天扣款异常了一次"]
"#,
    },
    Rule {
        code: "L109",
        name: "wording-in-broader-term",
        level: Level::Note,
        why: (
            "A broader term of the same category that is worth as much finds all that this wording does.",
            "同类里更宽、分量不轻的一条已经能命中这种说法。",
        ),
        mend: ("Leave it out, or give its term more weight.", "可以删掉，或加重。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text = "退款…{未到账}"
hits = ["退款申请三天了钱还未到账"]

[[term]]
text = "扣款异常"
hits = ["昨天扣款异常了一次"]

[[term]]
text     = "多扣了钱"
variants = ["支付宝扣款异常"]
hits     = ["这个月会员多扣了钱没人管"]
"#,
    },
];
