//! Which moved messages are shown, and how.

use super::{Replayed, Shown, words};
use crate::render::redact::redact;
use crate::review::diff::Moved;

/// A moved message as it may be shown.
pub(super) struct Example<'d> {
    /// Its place among the moved messages.
    pub(super) number: usize,
    pub(super) moved: &'d Moved,
    /// The message, redacted unless that was declined.
    pub(super) text: String,
}

pub(super) fn example<'d>(shown: &Shown<'d>, replayed: &Replayed<'d>, number: usize) -> Example<'d> {
    let moved = &replayed.compared.moved[number];
    let text = if shown.redact { redact(&moved.text, &moved.private) } else { moved.text.clone() };
    Example { number, moved, text }
}

/// Every message that reached a person and no longer does.
pub(super) fn lost<'d>(shown: &Shown<'d>, replayed: &Replayed<'d>) -> Vec<Example<'d>> {
    let moved = replayed.compared.moved.iter().enumerate();
    let lost = moved.filter(|(_, moved)| moved.old.person && !moved.new.person);
    lost.map(|(number, _)| example(shown, replayed, number)).collect()
}

/// The first messages that go from one desk to another; for a desk to itself, those whose need or category is another.
pub(super) fn of_way<'d>(
    shown: &Shown<'d>,
    replayed: &Replayed<'d>,
    (old, new): (usize, usize),
) -> Vec<Example<'d>> {
    let moved = replayed.compared.moved.iter().enumerate();
    let ours = moved.filter(|(_, moved)| moved.old.desk == old && moved.new.desk == new);
    ours.take(shown.examples).map(|(number, _)| example(shown, replayed, number)).collect()
}

/// The changes that moved a message, in words: `security/验证码 (lexicons/security.toml:12)`. Nothing where it was not
/// traced.
pub(super) fn causes(shown: &Shown<'_>, replayed: &Replayed<'_>, number: usize) -> Option<Vec<String>> {
    let causes = replayed.blame.causes.get(number)?.as_ref()?;
    let said = causes.iter().map(|cause| {
        let change = &shown.changes[cause.change];
        format!("{}{} ({})", words::sign(change.kind), change.id, words::site(change))
    });
    Some(said.collect())
}
