//! What we know: categories of terms, signals, assertion cues, policy and desks.

mod desk;
#[allow(clippy::module_inception)]
mod lexicon;
mod policy;
mod term;

pub use desk::{Desk, Desks, Entry, Hours, Wait};
pub use lexicon::{Lexicon, Pack};
pub use policy::{Emergency, Need, Rule};
pub use term::{Category, Owner, Signal, Stage, Term};
