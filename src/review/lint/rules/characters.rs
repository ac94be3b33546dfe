//! Characters that are not what they seem.

use crate::diagnostic::Level;
use crate::review::lint::rule::Rule;

/// The table.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "L701",
        name: "invisible-character",
        level: Level::Warning,
        why: (
            "A character that nobody sees: zero-width, bidirectional, a stray byte order mark. In patterns it is dropped; in names and comments it makes two things look alike, or turns what a reader sees.",
            "看不见的字符：零宽、双向控制、多余的字节序标记。在写法里会被丢掉，在名字和注释里会让两样东西看起来一样，或颠倒显示顺序。",
        ),
        mend: ("Delete it and type the line anew.", "删掉它，这一行重新打一遍。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text = "退\u200B款…{未到账}"
hits = ["退款申请三天了钱还未到账"]
"#,
    },
    Rule {
        code: "L702",
        name: "look-alike",
        level: Level::Warning,
        why: (
            "A Cyrillic or Greek letter among Latin ones, Japanese kana among Han characters: it looks right and matches nothing that a customer types.",
            "拉丁字母里混进了西里尔或希腊字母，汉字里混进了日文假名：看着对，客户打的字却对不上。",
        ),
        mend: ("Type the character that it looks like.", "改成它看起来的那个字。"),
        example: r#"# fault.toml
name = "故障"

[[term]]
text     = "闪退"
variants = ["\u0430pp打不开"]
hits     = ["软件一打开就闪退，重装也没用"]
"#,
    },
    Rule {
        code: "L703",
        name: "look-alike-operator",
        level: Level::Warning,
        why: (
            "Wide brackets and bars are plain characters in a pattern; alternatives, options and gaps are written ( ) [ ] { } | and ….",
            "全角的括号和竖线在写法里只是普通字符；多选、可选、概念和间隔要写 ( ) [ ] { } | 和 …。",
        ),
        mend: ("Write the sign of the pattern language, or leave it out.", "改成写法里的符号，或删掉它。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text     = "退款…{未到账}"
variants = ["扣款（异常|失败）"]
hits     = ["退款申请三天了钱还未到账"]
"#,
    },
    Rule {
        code: "L704",
        name: "space-at-edge",
        level: Level::Warning,
        why: (
            "A pattern that begins or ends with a space is easily taken for another one.",
            "写法首尾有空格，容易和没有空格的弄混。",
        ),
        mend: ("Leave the space out.", "删掉空格。"),
        example: r#"# fault.toml
name = "故障"

[[term]]
text     = "闪退"
variants = ["打开就退出 "]
hits     = ["软件一打开就闪退，重装也没用"]
"#,
    },
];
