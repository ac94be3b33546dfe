//! The rules that a pack is held to: for each a code, a name, why it is one, an example and how to mend it.

use super::rules;
use crate::diagnostic::{Lang, Level};

/// One rule. What it says stands here alone: `fenliu lexicon rule`, `docs/rules.md` and the reports read it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rule {
    /// Stable code: `L103`. The first digit is the family.
    pub code: &'static str,
    /// Stable name: `wording-in-two-terms`.
    pub name: &'static str,
    /// How bad a finding is.
    pub level: Level,
    /// What is looked for and why, one paragraph, in English and in Chinese.
    pub why: (&'static str, &'static str),
    /// How to mend it, one sentence or two, in English and in Chinese.
    pub mend: (&'static str, &'static str),
    /// A pack file that has it; its first line is a comment with the file's name.
    pub example: &'static str,
}

/// The families, by the first digit of their codes.
pub const FAMILIES: [(char, &str, &str); 9] = [
    ('0', "Syntax and schema", "语法和字段"),
    ('1', "Said twice", "重复"),
    ('2', "Never matches", "永远不起作用"),
    ('3', "Too broad", "太宽"),
    ('4', "Proof", "例句"),
    ('5', "Contradictions", "自相矛盾"),
    ('6', "References", "引用"),
    ('7', "Characters", "字符"),
    ('9', "Suppressions", "豁免"),
];

impl Rule {
    /// Every rule, in order of codes.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        rules::TABLES.iter().copied().flatten()
    }

    /// The rule of a code or a name, whatever the letter case.
    #[must_use]
    pub fn find(code: &str) -> Option<&'static Self> {
        Self::all().find(|rule| rule.code.eq_ignore_ascii_case(code) || rule.name.eq_ignore_ascii_case(code))
    }

    /// Why it is a rule.
    #[must_use]
    pub const fn why(&self, lang: Lang) -> &'static str {
        lang.pick(self.why.1, self.why.0)
    }

    /// How to mend a finding.
    #[must_use]
    pub const fn mend(&self, lang: Lang) -> &'static str {
        lang.pick(self.mend.1, self.mend.0)
    }

    /// The file that its example is, and the text of it.
    #[must_use]
    pub fn example(&self) -> (&'static str, &'static str) {
        let (first, _) = self.example.split_once('\n').unwrap_or_default();
        (first.trim_start_matches("# "), self.example)
    }
}

#[cfg(test)]
mod tests {
    use super::{FAMILIES, Rule};

    #[test]
    fn codes_and_names_are_their_own_and_in_order() {
        let codes: Vec<_> = Rule::all().map(|rule| rule.code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
        let mut names: Vec<_> = Rule::all().map(|rule| rule.name).collect();
        names.sort_unstable();
        assert!(names.is_sorted_by(|a, b| a < b));
        for rule in Rule::all() {
            assert!(rule.code.len() == 4 && rule.code.starts_with('L'), "{}", rule.code);
            assert!(FAMILIES.iter().any(|family| rule.code[1..].starts_with(family.0)), "{}", rule.code);
            assert!(rule.example().0.ends_with(".toml"), "{}", rule.code);
            for said in [rule.why.0, rule.mend.0, rule.why.1, rule.mend.1] {
                assert!(said.ends_with(['.', '。', '?', '？']), "{}: {said}", rule.code);
            }
            assert_eq!(Rule::find(rule.name), Some(rule));
        }
    }
}
