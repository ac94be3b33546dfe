//! A decision as a golden case for a fixture file.

use std::fmt::Write as _;

use super::canvas::is_control;
use super::reasons;
use super::writer::score;
use crate::calendar::rfc3339;
use crate::triage::{Context, Report};

/// A `[[case]]` block in TOML that holds a message and what was decided about it. `score` is a range of one point; what
/// is none is written `"none"`; `finds` lists the counted findings.
#[must_use]
pub fn golden(report: &Report<'_>, context: &Context<'_>) -> String {
    let decision = &report.decision;
    let mut toml = String::from("[[case]]\n");
    line("message", &quoted(report.message.written()), &mut toml);
    line("now", &quoted(&rfc3339(report.clock.now)), &mut toml);
    if context.enterprise {
        line("account", "\"enterprise\"", &mut toml);
    }
    for (key, value) in [("region", context.region), ("device", context.device)] {
        if let Some(value) = value {
            line(key, &quoted(value), &mut toml);
        }
    }
    let topics: Vec<_> = decision.topics.iter().map(|topic| quoted(&topic.id)).collect();
    line("topics", &format!("[{}]", topics.join(", ")), &mut toml);
    line("category", &quoted(decision.category.map_or("none", |category| category.id.as_str())), &mut toml);
    line("need", &quoted(decision.need.name()), &mut toml);
    line("emergency", &quoted(decision.emergency.map_or("none", |emergency| emergency.name())), &mut toml);
    line("desk", &quoted(&decision.desk.desk.id), &mut toml);
    let least = score(decision.score).floor();
    let most = if least == decision.score { least } else { least + 1.0 };
    line("score", &format!("[{least:?}, {most:?}]"), &mut toml);
    finds(report, &mut toml);
    toml
}

fn line(key: &str, value: &str, toml: &mut String) {
    let _ = writeln!(toml, "{key:<9} = {value}");
}

fn finds(report: &Report<'_>, toml: &mut String) {
    let counted: Vec<_> = report.findings.iter().filter(|finding| finding.counted()).collect();
    if counted.is_empty() {
        return line("finds", "[]", toml);
    }
    line("finds", "[", toml);
    for finding in counted {
        let text = quoted(reasons::quote(report, finding.span));
        let kind = quoted(finding.kind().name());
        let state = quoted(finding.state.name());
        let _ = writeln!(toml, "    {{ kind = {kind}, text = {text}, state = {state} }},");
    }
    toml.push_str("]\n");
}

/// A basic string of TOML; whatever would act on a terminal is escaped.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            _ if is_control(character) => {
                let _ = write!(quoted, "\\U{:08X}", u32::from(character));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}
