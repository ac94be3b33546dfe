//! What it means and who should hear it.

mod decision;

pub use decision::{Advice, Because, Decision, DeskChoice, Evidence, Flip, Missing, Reason};
