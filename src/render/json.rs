//! A decision as one JSON object.

use std::fmt::Write as _;

use super::{Lang, Offsets, Origin, PackInfo, RecordId};
use crate::triage::Report;

fn head(origin: &Origin<'_>, out: &mut String) {
    out.push_str("{\"id\":");
    let _ = match origin.id {
        RecordId::Number(number) => write!(out, "{number}"),
        RecordId::Text(text) => write!(out, "{}", serde_json::Value::from(text.as_str())),
        RecordId::Line(line) => write!(out, "{line}"),
    };
    let _ = write!(
        out,
        ",\"source\":{{\"file\":{},\"line\":{}}}",
        serde_json::Value::from(origin.file),
        origin.line
    );
}

/// One decision, one line.
pub fn decision(
    report: &Report<'_>,
    origin: &Origin<'_>,
    pack: &PackInfo<'_>,
    _offsets: Offsets,
    _lang: Lang,
    out: &mut String,
) {
    head(origin, out);
    let text = serde_json::Value::from(report.message.written());
    let session = serde_json::Value::from(origin.session);
    let _ = writeln!(
        out,
        ",\"score\":{},\"text\":{text},\"session\":{session},\"pack\":\"{}\"}}",
        report.decision.score, pack.name
    );
}

/// One record that could not be read, one line.
pub fn bad_record(origin: &Origin<'_>, error: &str, out: &mut String) {
    head(origin, out);
    let _ = writeln!(out, ",\"error\":{}}}", serde_json::Value::from(error));
}
