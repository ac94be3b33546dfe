//! Hides in examples what may identify somebody: numbers and Latin names.

use crate::render::redact;
use crate::review::Example;

/// What stands for a hidden character.
const HIDDEN: char = '*';

/// What stands before the string, the string, and what stands after it. Digits and Latin letters are hidden, but for
/// those of the string itself, which many messages have.
pub(super) fn masked(example: &Example, hide: bool) -> [String; 3] {
    if !hide {
        return [example.before.clone(), example.text.clone(), example.after.clone()];
    }
    let [before, after] = [&example.before, &example.after].map(|text| redact::redact(text, &[]));
    let mask = |text: &str| -> String {
        text.chars().map(|c| if c.is_ascii_alphanumeric() || is_wide(c) { HIDDEN } else { c }).collect()
    };
    [mask(&before), example.text.clone(), mask(&after)]
}

/// Full-width digits and letters.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')
}

#[cfg(test)]
mod tests {
    use super::masked;
    use crate::review::Example;

    #[test]
    fn numbers_and_names_are_hidden() {
        let example = Example {
            file: 0,
            line: 1,
            before: "我是Tom，１３８".to_owned(),
            text: "app闪退".to_owned(),
            after: "了 6222".to_owned(),
        };
        assert_eq!(masked(&example, true), ["我是***，***", "app闪退", "了 ****"]);
        assert_eq!(masked(&example, false)[2], "了 6222");
    }
}
