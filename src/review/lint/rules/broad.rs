//! What matches far too much.

use crate::diagnostic::Level;
use crate::review::lint::rule::Rule;

/// The table.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "L301",
        name: "single-character",
        level: Level::Warning,
        why: (
            "A single Han character stands in hundreds of words. Greetings, questions, praise and pressure may be so short; a category, an emergency or a wish for a person may not.",
            "单个汉字出现在成百上千的词里。招呼、提问、夸奖、催促可以这么短，类别、紧急情形和找人工不行。",
        ),
        mend: ("Write the words that are meant.", "写出真正要找的词。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text     = "退款…{未到账}"
variants = ["扣"]
hits     = ["退款申请三天了钱还未到账", "怎么又扣我的钱"]
"#,
    },
    Rule {
        code: "L302",
        name: "everyday-word",
        level: Level::Warning,
        why: (
            "The word is so common in everyday Chinese (by the frequencies of the dictionary) that finding it says little about a message.",
            "按词典的词频，这是日常用语里的常用词，命中它说明不了什么。",
        ),
        mend: ("Join it with what makes it a trouble.", "和说明出事的词连起来写。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text     = "退款…{未到账}"
variants = ["没有"]
hits     = ["退款申请三天了钱还未到账", "退的钱我怎么没有看到"]
"#,
    },
    Rule {
        code: "L303",
        name: "common-in-corpus",
        level: Level::Warning,
        why: (
            "With `--corpus`: the term fires on so many messages that it tells them apart no more.",
            "用了 `--corpus`：这一条命中的消息太多，已经区分不了什么。",
        ),
        mend: ("Narrow its wordings.", "把说法写窄一些。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text = "到账"
hits = ["退款申请三天了，到账没看到"]
"#,
    },
    Rule {
        code: "L304",
        name: "word-holds-it",
        level: Level::Warning,
        why: (
            "A dictionary word holds the wording by chance: a part of the word lies across its edge (手续 in 手续费 across 续费), or a rarer wording lies in a commoner idiom. The segmenter does not refuse it, because the hit cuts no word.",
            "词典里有的词碰巧含有这种说法：词的一部分跨过它的边（手续费里的 续费），或者更常见的成语里有它。命中没有切断词，分词不会排除。",
        ),
        mend: (
            "Add the word to `not_within`, with a sentence in `misses`.",
            "把这个词加进 `not_within`，并在 `misses` 里写一句。",
        ),
        example: r#"# fault.toml
name = "故障"

[[term]]
text     = "闪退"
variants = ["当机"]
hits     = ["软件一打开就闪退，重装也没用", "电脑用着用着当机了"]
"#,
    },
    Rule {
        code: "L305",
        name: "words-meet-in-it",
        level: Level::Warning,
        why: (
            "Where two everyday words meet, the end of the one and the beginning of the other make the wording, and the segmenter does not refuse it: a term is known as a word, and so may win over the two.",
            "两个日常用词相连的地方碰巧拼出这种说法，分词也没有排除：词条会登记为词，可能压过那两个词。",
        ),
        mend: (
            "Add the pair to `not_within`, with a sentence in `misses`; or use `whole_words`.",
            "把这两个词连起来加进 `not_within`，并在 `misses` 里写一句；或用 `whole_words`。",
        ),
        example: r#"# fault.toml
name = "故障"

[[term]]
text     = "闪退"
variants = ["国人"]
hits     = ["软件一打开就闪退，重装也没用", "国人的软件老出毛病"]
"#,
    },
    Rule {
        code: "L306",
        name: "costly",
        level: Level::Warning,
        why: (
            "Spelt out, the wording holds thousands of literals in its routes. Matching stays linear, but reading the pack and its memory grow, and hardly anybody meant all of them.",
            "这种写法展开后有几千个字面片段。匹配仍是线性的，但读词库变慢、占内存，而且没人真想要这么多。",
        ),
        mend: ("Put … between its parts, or part it into variants.", "各部分之间用 …，或拆成几条 variants。"),
        example: r#"# payment.toml
name = "支付"

[[term]]
text     = "退款…{未到账}"
variants = ["[我|我的][这笔|那笔](退|扣|付|收|转)[了](款|钱)[今天|昨天|刚才|上周](没|未)[有](到|成|进|退)[账](了|呢|吗)"]
hits     = ["退款申请三天了钱还未到账", "我的退款没有到账吗"]
"#,
    },
    Rule {
        code: "L307",
        name: "words-may-meet-in-it",
        level: Level::Note,
        why: (
            "As L305, for pairs of words that are met less often. Many of them are never written side by side, so this is only a note.",
            "同 L305，只是那两个词少见一些，很多从不连在一起写，所以只是提示。",
        ),
        mend: (
            "Add the pair to `not_within` if customers write it, with a sentence in `misses`.",
            "如果客户真会这样写，就加进 `not_within`，并在 `misses` 里写一句。",
        ),
        example: r#"# fault.toml
name = "故障"

[[term]]
text     = "闪退"
variants = ["封号"]
hits     = ["软件一打开就闪退，重装也没用", "登录就说我封号"]
"#,
    },
];
