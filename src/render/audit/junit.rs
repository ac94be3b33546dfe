//! An audit as JUnit XML: a suite a file or group of cases, a test case a finding or a case.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::json::level;
use super::safe::xml;
use crate::diagnostic::{Lang, Level};
use crate::review::{Audit, Outcome};

/// One test case.
struct Row {
    name: String,
    outcome: Outcome,
    kind: &'static str,
    message: String,
}

/// The audit as JUnit XML. Files without a finding are a case that passed; notes are no failures and are left out.
#[must_use]
pub fn junit(audit: &Audit, lang: Lang) -> String {
    let suites = suites(audit, lang);
    let count = |outcome| suites.values().flatten().filter(|row: &&Row| row.outcome == outcome).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<testsuites name=\"fenliu {}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">",
        xml(audit.command),
        suites.values().map(Vec::len).sum::<usize>(),
        count(Outcome::Failed),
        count(Outcome::Skipped) + count(Outcome::Todo),
    );
    for (name, rows) in &suites {
        suite(audit, name, rows, &mut out);
    }
    out.push_str("</testsuites>\n");
    out
}

fn suites(audit: &Audit, lang: Lang) -> BTreeMap<String, Vec<Row>> {
    let mut suites: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    // Only a check looks at the files themselves; elsewhere they are there for excerpts.
    if audit.command == "check" {
        for source in &audit.sources {
            suites.entry(source.name.clone()).or_default();
        }
    }
    for finding in audit.findings.iter().filter(|finding| finding.diagnostic.level != Level::Note) {
        let diagnostic = &finding.diagnostic;
        let help =
            diagnostic.help.as_ref().map_or_else(String::new, |help| format!("\n{}", help.in_lang(lang)));
        let (message, place) = (diagnostic.message.in_lang(lang), &finding.place);
        let name = format!("{} {} {}", diagnostic.code, finding.entry, finding.fingerprint);
        let message = format!("{message}\n{}:{}:{}{help}", diagnostic.file, place.line, place.column);
        let row = Row { name, outcome: Outcome::Failed, kind: level(diagnostic.level), message };
        suites.entry(diagnostic.file.clone()).or_default().push(row);
    }
    for rows in suites.values_mut().filter(|rows| rows.is_empty()) {
        let name = "check".to_owned();
        rows.push(Row { name, outcome: Outcome::Passed, kind: "", message: String::new() });
    }
    for trial in &audit.trials {
        let said = trial.message.as_ref().map_or("", |message| message.in_lang(lang));
        let place = trial.at.as_ref().map_or_else(String::new, |(file, line)| format!("{file}:{line}\n"));
        let message = if said.is_empty() { String::new() } else { format!("{place}{said}") };
        let row = Row { name: trial.name.clone(), outcome: trial.outcome, kind: "case", message };
        suites.entry(trial.suite.clone()).or_default().push(row);
    }
    suites
}

fn suite(audit: &Audit, name: &str, rows: &[Row], out: &mut String) {
    let count = |outcome| rows.iter().filter(|row| row.outcome == outcome).count();
    let _ = writeln!(
        out,
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">",
        xml(name),
        rows.len(),
        count(Outcome::Failed),
        count(Outcome::Skipped) + count(Outcome::Todo),
    );
    out.push_str("    <properties>\n");
    let _ = writeln!(out, "      <property name=\"version\" value=\"{}\"/>", xml(env!("CARGO_PKG_VERSION")));
    if let Some(pack) = &audit.pack {
        let pack = format!("{} {} ({})", pack.name, pack.version, pack.hash);
        let _ = writeln!(out, "      <property name=\"pack\" value=\"{}\"/>", xml(&pack));
    }
    out.push_str("    </properties>\n");
    for row in rows {
        case(name, row, out);
    }
    out.push_str("  </testsuite>\n");
}

fn case(suite: &str, row: &Row, out: &mut String) {
    let _ = write!(out, "    <testcase classname=\"{}\" name=\"{}\"", xml(suite), xml(&row.name));
    let first = row.message.lines().next().unwrap_or_default();
    match row.outcome {
        Outcome::Passed => out.push_str("/>\n"),
        Outcome::Failed => {
            let (kind, first, all) = (row.kind, xml(first), xml(&row.message));
            let _ = writeln!(out, "><failure type=\"{kind}\" message=\"{first}\">{all}</failure></testcase>");
        }
        Outcome::Todo | Outcome::Skipped => {
            let _ = writeln!(out, "><skipped message=\"{}\"/></testcase>", xml(&row.message));
        }
    }
}
