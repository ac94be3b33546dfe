//! Self-contained pages for a browser: no script, nothing loaded from elsewhere, everything escaped.

mod board;
mod card;
mod escape;
mod page;
mod track;

pub use board::board;
pub use track::track;
