//! What we know: categories of terms, signals, assertion cues, policy and desks.

mod desk;
mod policy;
mod term;

pub use desk::{Desk, Desks, Entry, Hours, Wait};
pub use policy::{Emergency, Need, Rule};
pub use term::{Category, Owner, Signal, Stage, Term};
