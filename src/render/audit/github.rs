//! An audit as annotations: commands in the log of a GitHub workflow.

use std::fmt::Write as _;

use super::safe::{github_message, github_property};
use crate::diagnostic::{Lang, Level};
use crate::review::{Audit, Outcome};

/// GitHub shows so many annotations of a sort for one step.
const MOST: usize = 10;

/// One annotation.
struct Note {
    level: Level,
    properties: String,
    message: String,
}

/// The annotations: errors first, at most ten errors and ten warnings, and one line for all others. Notes are left out.
#[must_use]
pub fn github(audit: &Audit, lang: Lang) -> String {
    let notes = notes(audit, lang);
    let mut out = String::new();
    let mut left = 0;
    for (level, command) in [(Level::Error, "error"), (Level::Warning, "warning")] {
        let of_level: Vec<&Note> = notes.iter().filter(|note| note.level == level).collect();
        left += of_level.len().saturating_sub(MOST);
        for note in of_level.iter().take(MOST) {
            let _ = writeln!(out, "::{command} {}::{}", note.properties, note.message);
        }
    }
    if left > 0 {
        let text = match lang {
            Lang::Zh => format!("另有 {left} 处没有标注，见日志或摘要"),
            Lang::En => format!("{left} more are not annotated; see the log or the summary"),
        };
        let _ = writeln!(
            out,
            "::notice title=fenliu {}::{}",
            github_property(audit.command),
            github_message(&text)
        );
    }
    out
}

fn notes(audit: &Audit, lang: Lang) -> Vec<Note> {
    let mut notes = Vec::new();
    for finding in &audit.findings {
        let (diagnostic, place) = (&finding.diagnostic, &finding.place);
        let mut properties = format!("file={},line={}", github_property(&diagnostic.file), place.line);
        // Columns are heeded only inside one line.
        if place.line == place.end_line {
            let end = place.end_column.max(place.column);
            let _ = write!(properties, ",endLine={},col={},endColumn={end}", place.end_line, place.column);
        } else {
            let _ = write!(properties, ",endLine={}", place.end_line);
        }
        let _ = write!(
            properties,
            ",title={}",
            github_property(&format!("{} {}", diagnostic.code, finding.entry))
        );
        let help =
            diagnostic.help.as_ref().map_or_else(String::new, |help| format!("\n{}", help.in_lang(lang)));
        let message = github_message(&format!("{}{help}", diagnostic.message.in_lang(lang)));
        notes.push(Note { level: diagnostic.level, properties, message });
    }
    for trial in audit.trials.iter().filter(|trial| trial.outcome == Outcome::Failed) {
        let title = github_property(&format!("{}/{}", trial.suite, trial.name));
        let properties = match &trial.at {
            Some((file, line)) => format!("file={},line={line},title={title}", github_property(file)),
            None => format!("title={title}"),
        };
        let said = trial
            .message
            .as_ref()
            .map_or(lang.pick("用例不成立", "the case does not hold"), |message| message.in_lang(lang));
        notes.push(Note { level: Level::Error, properties, message: github_message(said) });
    }
    notes
}
