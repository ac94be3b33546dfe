//! A decision as one CSV row.

use std::fmt::Write as _;

use super::{Lang, Offsets, Origin, PackInfo};
use crate::triage::Report;

/// The header row.
pub fn header(out: &mut String) {
    out.push_str("id,score,error\n");
}

/// One decision, one row.
pub fn decision(
    report: &Report<'_>,
    origin: &Origin<'_>,
    _pack: &PackInfo<'_>,
    _offsets: Offsets,
    _lang: Lang,
    out: &mut String,
) {
    let _ = writeln!(out, "{:?},{},", origin.id, report.decision.score);
}

/// One record that could not be read, one row.
pub fn bad_record(origin: &Origin<'_>, error: &str, out: &mut String) {
    let _ = writeln!(out, "{:?},,{error:?}", origin.id);
}
