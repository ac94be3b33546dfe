//! What labels say about the figures of a policy: tables for people, one JSON object for programs.

mod json;
mod text;

use super::origin::PackInfo;

pub use json::object;
pub use text::text;

/// What stands beside the figures.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The pack that decided.
    pub pack: PackInfo<'a>,
    /// Rows that could not be read.
    pub bad: u64,
    /// The field whose values were left out one after the other; none when rows were dealt out.
    pub group: Option<&'a str>,
    /// How many messages the present value of a figure stood for.
    pub prior: u32,
    /// The file that the new figures were written into.
    pub written: Option<&'a str>,
}
