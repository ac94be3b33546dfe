//! The contracts of the JSON output, as JSON Schema 2020-12.

/// The schema of one line of output: a decision, or a record that could not be read.
pub const DECISION: &str = include_str!("decision.schema.json");

/// The schema of the board of desks, as `fenliu desk --output json` writes it.
pub const DESK: &str = include_str!("desk.schema.json");
