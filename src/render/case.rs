//! A decision as a golden case.

use crate::triage::Report;

/// The case, as TOML.
#[must_use]
pub fn golden(report: &Report<'_>) -> String {
    format!("[[case]]\nmessage = {:?}\n", report.message.written())
}
