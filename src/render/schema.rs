//! The JSON Schema of a decision.

/// The schema of one line of NDJSON output.
pub const DECISION: &str = "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"}";
