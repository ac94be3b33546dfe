//! Suppressions that hide nothing, or for no reason.

use crate::diagnostic::Level;
use crate::review::lint::rule::Rule;

/// The table.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "L901",
        name: "unused-suppression",
        level: Level::Warning,
        why: (
            "The suppression hides nothing: what it was for has been mended, or never was there. Left alone it would hide the next fault.",
            "这条豁免什么也没掩盖：问题已经改好，或本来就没有。留着它会掩盖下一个问题。",
        ),
        mend: ("Leave it out.", "删掉它。"),
        example: r#"# fault.toml
name = "故障"

# fenliu: allow L304 reason="当机立断很少出现在客服消息里"
[[term]]
text = "闪退"
hits = ["软件一打开就闪退，重装也没用"]
"#,
    },
    Rule {
        code: "L902",
        name: "expired-suppression",
        level: Level::Warning,
        why: (
            "The day that the suppression was to end has passed, so it hides nothing any more. `--now` sets the day.",
            "豁免的截止日期已过，不再生效。日期以 `--now` 为准。",
        ),
        mend: ("Mend what it hid, or say why it goes on.", "改好它掩盖的问题，或写明为什么延期。"),
        example: r#"# fault.toml
name = "故障"

# fenliu: allow L403 until=2026-10-31 reason="等客服给例句"
[[term]]
text = "闪退"
hits = ["闪退！"]
"#,
    },
    Rule {
        code: "L903",
        name: "suppression-without-reason",
        level: Level::Warning,
        why: (
            "A suppression says why what it hides is right. Without that nobody can tell later whether it still is.",
            "豁免要写明为什么可以不改，否则以后没人知道还成不成立。",
        ),
        mend: ("Add reason=\"…\".", "补上 reason=\"…\"。"),
        example: r#"# fault.toml
name = "故障"

# fenliu: allow L403 until=2027-01-31
[[term]]
text = "闪退"
hits = ["闪退！"]
"#,
    },
    Rule {
        code: "L904",
        name: "bad-suppression",
        level: Level::Warning,
        why: (
            "The suppression can't be read: a rule that there is none of, a date that is none, a word that means nothing.",
            "豁免读不懂：没有这条规则，日期不对，或写了别的词。",
        ),
        mend: (
            "Write it like this: # fenliu: allow L103 until=2027-01-31 reason=\"…\".",
            "照这样写：# fenliu: allow L103 until=2027-01-31 reason=\"…\"。",
        ),
        example: r#"# fault.toml
name = "故障"

# fenliu: allow L499 until=明年 reason="以后再说"
[[term]]
text = "闪退"
hits = ["软件一打开就闪退，重装也没用"]
"#,
    },
];
