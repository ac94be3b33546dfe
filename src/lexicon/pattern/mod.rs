//! The little language of wordings: literals, `(a|b)`, `{concept}`, `[optional]`, `…` (a gap inside one clause) and `……`
//! (one inside one sentence).
//!
//! A pattern stands for a set of routes. A route is a row of steps, each a set of literals, linked by "right after" or
//! by a gap. All literals of all routes go into one automaton and the routes are followed over its hits
//! ([`crate::detect`]), so a pattern costs time linear in the text whatever it says.

mod grammar;
mod route;

pub use grammar::{Concepts, PatternFault, parse};
pub(super) use grammar::{DEPTH, parse_any};
pub use route::{FAR, GAP, Link, Route, Step, loosen};
