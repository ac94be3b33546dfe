//! A decision for people.

use std::fmt::Write as _;

use super::{Origin, Style};
use crate::triage::Report;

/// One decision, one line.
pub fn line(report: &Report<'_>, origin: &Origin<'_>, _style: &Style, out: &mut String) {
    let _ = writeln!(out, "{} {} {:?}", origin.line, report.decision.score, report.message.written());
}

/// One record that could not be read, one line.
pub fn bad_record(origin: &Origin<'_>, error: &str, _style: &Style, out: &mut String) {
    let _ = writeln!(out, "{} error: {error:?}", origin.line);
}

/// One decision, drawn.
pub fn explain(report: &Report<'_>, _style: &Style, out: &mut String) {
    let _ = writeln!(out, "{:?} {}", report.message.written(), report.decision.score);
}
