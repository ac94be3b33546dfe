//! Terms that a pack lacks: a table for people, a JSON object a string for programs.

mod json;
mod mask;
mod text;

use super::origin::PackInfo;

pub use json::lines;
pub use text::text;

/// What stands beside the suggestions.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The pack that decided.
    pub pack: PackInfo<'a>,
    /// Names of the files that were read, by the places that examples give.
    pub files: &'a [String],
    /// Star out what may identify somebody.
    pub redact: bool,
}
