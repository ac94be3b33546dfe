//! What it means and who should hear it.

mod advice;
mod context;
mod decision;
mod desk;
mod need;
mod reasons;
mod route;
mod score;
mod verdict;

pub use context::Context;
pub use decision::{Advice, Because, Decision, DeskChoice, Evidence, Expected, Flip, Missing, Reason};
pub use verdict::judge;
