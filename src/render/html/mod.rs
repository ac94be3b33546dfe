//! Self-contained pages for a browser: no script, nothing loaded from elsewhere, everything escaped.

mod board;
mod card;
mod escape;
mod page;

pub use board::board;
