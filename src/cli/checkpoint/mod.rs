//! Checkpoints: what a long run notes of itself, so that another one goes on there and writes the same bytes.

mod about;
mod document;
mod inputs;
mod keeper;
mod kept;
mod pace;
mod rows;
mod start;

pub(super) use document::Written;
pub(super) use keeper::{Keeper, Met};
pub(super) use kept::Kept;
pub(super) use start::Start;
