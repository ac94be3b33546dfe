//! Decisions and the board of desks as JSON: the contracts of `decision.schema.json` and `desk.schema.json`.

mod because;
mod board;
mod desk;
mod fields;
mod findings;
mod line;
mod places;
mod prior;
mod session;

pub use board::board;
pub use fields::Fields;
pub use line::{SCHEMA_VERSION, bad_record, decision, extraction};

pub use crate::render::writer::inert;

pub(super) use line::{clock_source, proofs};
pub(super) use places::clock_time;
