//! An audit as a code quality report of GitLab: a list of issues.

use serde_json::{Value, json};

use super::safe;
use crate::diagnostic::{Lang, Level};
use crate::review::{Audit, Outcome};

/// The audit as a code quality report. Failed cases are issues too.
#[must_use]
pub fn gitlab(audit: &Audit, lang: Lang) -> String {
    let mut issues: Vec<Value> = Vec::new();
    for finding in &audit.findings {
        let diagnostic = &finding.diagnostic;
        let severity = match diagnostic.level {
            Level::Error => "critical",
            Level::Warning => "minor",
            Level::Note => "info",
        };
        issues.push(json!({
            "description": safe::line(diagnostic.message.in_lang(lang)),
            "check_name": diagnostic.code,
            "fingerprint": finding.fingerprint,
            "severity": severity,
            "location": {
                "path": diagnostic.file,
                "lines": { "begin": finding.place.line, "end": finding.place.end_line },
            },
        }));
    }
    for trial in audit.trials.iter().filter(|trial| trial.outcome == Outcome::Failed) {
        let (file, line) = trial.at.as_ref().map_or((trial.suite.as_str(), 1), |(file, line)| (file, *line));
        let message = trial.message.as_ref().map_or("", |message| message.in_lang(lang));
        issues.push(json!({
            "description": safe::line(&format!("{}/{}: {message}", trial.suite, trial.name)),
            "check_name": "case",
            "fingerprint": trial.fingerprint(),
            "severity": "critical",
            "location": { "path": file, "lines": { "begin": line, "end": line } },
        }));
    }
    let mut text = serde_json::to_string_pretty(&issues).unwrap_or_default();
    text.push('\n');
    safe::json(&text)
}
