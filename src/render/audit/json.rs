//! An audit as one JSON object.

use serde_json::{Value, json};

use super::safe;
use crate::diagnostic::{Level, Said};
use crate::review::{Audit, Finding, Outcome, Place, Trial};

/// The version of this object's shape.
const SCHEMA_VERSION: &str = "1";

/// The audit as JSON, with everything that it holds but the files.
#[must_use]
pub fn json(audit: &Audit) -> String {
    let object = json!({
        "schema_version": SCHEMA_VERSION,
        "tool": { "name": "fenliu", "version": env!("CARGO_PKG_VERSION"), "command": audit.command },
        "pack": audit.pack.as_ref().map(|pack| {
            json!({ "name": pack.name, "version": pack.version, "hash": pack.hash })
        }),
        "counts": {
            "error": audit.count(Level::Error),
            "warning": audit.count(Level::Warning),
            "note": audit.count(Level::Note),
            "passed": audit.outcomes(Outcome::Passed),
            "failed": audit.outcomes(Outcome::Failed),
            "todo": audit.outcomes(Outcome::Todo),
            "skipped": audit.outcomes(Outcome::Skipped),
        },
        "findings": audit.findings.iter().map(finding).collect::<Vec<_>>(),
        "cases": audit.trials.iter().map(trial).collect::<Vec<_>>(),
        "remarks": audit.remarks.iter().map(said).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&object).unwrap_or_default();
    text.push('\n');
    safe::json(&text)
}

fn finding(finding: &Finding) -> Value {
    let diagnostic = &finding.diagnostic;
    json!({
        "code": diagnostic.code,
        "level": level(diagnostic.level),
        "message": said(&diagnostic.message),
        "help": diagnostic.help.as_ref().map(said),
        "file": diagnostic.file,
        "at": place(&finding.place),
        "bytes": [diagnostic.at.start, diagnostic.at.end],
        "entry": finding.entry,
        "subject": finding.subject,
        "fingerprint": finding.fingerprint,
        "related": finding.related.iter().map(|related| {
            json!({ "file": related.file, "at": place(&related.place), "message": said(&related.message) })
        }).collect::<Vec<_>>(),
    })
}

fn trial(trial: &Trial) -> Value {
    json!({
        "suite": trial.suite,
        "name": trial.name,
        "outcome": trial.outcome.name(),
        "message": trial.message.as_ref().map(said),
        "file": trial.at.as_ref().map(|(file, _)| file),
        "line": trial.at.as_ref().map(|(_, line)| line),
    })
}

fn said(said: &Said) -> Value {
    json!({ "en": said.en, "zh": said.zh })
}

fn place(place: &Place) -> Value {
    json!({
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    })
}

/// The name of a level in machine output.
pub(super) const fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}
