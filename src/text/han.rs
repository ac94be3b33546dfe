//! Which characters are Han, for everything that asks.

/// Whether a character is a Han ideograph, or stands for one in a word (々, 〇).
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}'
        | '々' | '〇')
}

/// How many letters and digits a text has, a Han character being one.
pub(crate) fn letters(text: &str) -> usize {
    text.chars()
        .filter(|&c| c.is_ascii_alphanumeric() || is_han(c) || !c.is_ascii() && c.is_alphanumeric())
        .count()
}
