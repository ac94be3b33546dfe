//! A baseline: the findings of a day, written down, so that only what is new is told.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::json;

use crate::diagnostic::Said;
use crate::review::audit::Audit;

/// Findings that are known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Baseline {
    fingerprints: BTreeSet<String>,
}

#[derive(Deserialize)]
struct File {
    fenliu_baseline: u32,
    findings: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    fingerprint: String,
}

impl Baseline {
    /// The findings of an audit.
    #[must_use]
    pub fn of(audit: &Audit) -> Self {
        Self { fingerprints: audit.findings.iter().map(|finding| finding.fingerprint.clone()).collect() }
    }

    /// Reads what [`Self::write`] wrote.
    ///
    /// # Errors
    /// What is wrong with the text, in words.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(text).map_err(|error| format!("it is no baseline: {error}"))?;
        if file.fenliu_baseline != 1 {
            return Err(format!("it is a baseline of version {}, and only 1 is known", file.fenliu_baseline));
        }
        Ok(Self { fingerprints: file.findings.into_iter().map(|row| row.fingerprint).collect() })
    }

    /// The findings of an audit as a file: one a line, in an order that stays, so that changes to it read well.
    #[must_use]
    pub fn write(audit: &Audit) -> String {
        let rows: BTreeMap<_, _> = audit
            .findings
            .iter()
            .map(|finding| {
                let key = (finding.diagnostic.code, &finding.entry, &finding.fingerprint);
                let row = json!({
                    "fingerprint": finding.fingerprint,
                    "code": finding.diagnostic.code,
                    "entry": finding.entry,
                    "subject": finding.subject,
                });
                (key, row.to_string())
            })
            .collect();
        let rows: Vec<String> = rows.into_values().collect();
        let list = if rows.is_empty() { String::new() } else { format!("\n{}\n", rows.join(",\n")) };
        format!("{{\"fenliu_baseline\": 1, \"findings\": [{list}]}}\n")
    }

    /// Takes the known findings out of an audit; `from` says where they are known from.
    pub fn hide(&self, audit: &mut Audit, from: &Said) {
        let before = audit.findings.len();
        let there: BTreeSet<&String> = audit.findings.iter().map(|finding| &finding.fingerprint).collect();
        let gone = self.fingerprints.iter().filter(|known| !there.contains(known)).count();
        audit.findings.retain(|finding| !self.fingerprints.contains(&finding.fingerprint));
        let hidden = before - audit.findings.len();
        if hidden > 0 {
            let unit = if hidden == 1 { "finding" } else { "findings" };
            audit.remarks.push(Said::new(
                format!("{hidden} {unit} left out, known from {}", from.en),
                format!("{}已有的 {hidden} 处没有列出", from.zh),
            ));
        }
        if gone > 0 {
            audit.remarks.push(Said::new(
                format!("{gone} of {} are mended", from.en),
                format!("{}里的 {gone} 处已经改好", from.zh),
            ));
        }
    }
}
