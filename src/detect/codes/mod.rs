//! Error codes: shapes decide what may be one, cues decide what is one.

mod cues;
mod names;
mod numbers;
mod shapes;
mod walk;

pub(super) use walk::{FIRST, codes};
