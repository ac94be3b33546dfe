//! What it means and who should hear it.

mod advice;
mod after;
mod answer;
mod board;
mod context;
mod decision;
mod desk;
mod need;
mod prior;
mod proof;
mod reasons;
mod route;
mod score;
mod verdict;

pub use after::{AfterService, after_service};
pub use board::{Board, Group, Place, Sort};
pub use context::Context;
pub use decision::{
    Advice, Base, Because, Decision, DeskChoice, Evidence, Expected, Flip, Missing, Proven, Reason,
};
pub use prior::{Alike, History, Past, PastSource, Prior};
pub use verdict::judge;
