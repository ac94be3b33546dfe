//! One decision as one line of JSON: the contract, whose schema is `decision.schema.json`.

mod because;
mod desk;
mod findings;
mod line;
mod session;

pub use line::{SCHEMA_VERSION, bad_record, decision, extraction};

pub(super) use desk::clock_time;
pub(super) use line::{clock_source, proofs};
