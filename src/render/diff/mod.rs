//! A comparison of two packs: for people, for programs, for a comment on a pull request.

mod examples;
mod json;
mod markdown;
mod text;
mod words;

use crate::render::PackInfo;
use crate::review::diff::{Blame, Budget, Change, Compared};

pub use json::object;
pub use markdown::markdown;
pub use text::text;

/// One of the two packs, as it is named.
#[derive(Clone, Copy, Debug)]
pub struct Side<'d> {
    /// Where it comes from: a folder, a revision, an archive.
    pub from: &'d str,
    /// Its name, version and hash.
    pub pack: PackInfo<'d>,
}

/// Everything that is to be shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'d> {
    /// The old pack.
    pub old: Side<'d>,
    /// The new one.
    pub new: Side<'d>,
    /// What was changed in words.
    pub changes: &'d [Change],
    /// What that changes for messages; none where there were no messages.
    pub replayed: Option<Replayed<'d>>,
    /// Messages a day, to tell how many more reach a person.
    pub per_day: Option<f64>,
    /// At most so many examples for each way from one desk to another.
    pub examples: usize,
    /// Private things are starred out.
    pub redact: bool,
}

/// Both packs over the same messages.
#[derive(Clone, Copy, Debug)]
pub struct Replayed<'d> {
    /// What was found.
    pub compared: &'d Compared,
    /// What moved each message.
    pub blame: &'d Blame,
    /// What must not be passed.
    pub budgets: &'d [Budget],
    /// Records that could not be read.
    pub bad: u64,
}
