//! What a message is as a whole, whatever is found in it.

use super::code_mentions::mentions_code;
use crate::text::{Message, is_han};

/// What a message is as a whole.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Whole {
    /// Letters and digits, a Han character being one.
    pub letters: usize,
    /// It speaks of an error code, named or not.
    pub mentions_code: bool,
}

impl Whole {
    /// Of a message.
    #[must_use]
    pub fn of(message: &Message<'_>) -> Self {
        Self { letters: letters(message.folded()), mentions_code: mentions_code(message) }
    }
}

/// How many letters and digits there are.
pub(super) fn letters(text: &str) -> usize {
    text.chars()
        .filter(|&c| c.is_ascii_alphanumeric() || is_han(c) || !c.is_ascii() && c.is_alphanumeric())
        .count()
}
