//! An audit for people: each finding under the line it is about, then the cases that failed, then what is to be said.

use std::fmt::Write as _;

use super::safe;
use crate::diagnostic::{Lang, Source};
use crate::render::Style;
use crate::render::commands::disarmed;
use crate::render::diagnostics::{self, Beside};
use crate::review::{Audit, Outcome};

/// Draws an audit.
#[must_use]
pub fn text(audit: &Audit, style: &Style) -> String {
    let lang = style.lang;
    let mut out = String::new();
    let source = |file: &str| audit.sources.iter().find(|source: &&Source| source.name == file);
    for finding in &audit.findings {
        let beside: Vec<Beside<'_>> = finding
            .related
            .iter()
            .filter_map(|related| {
                let source = source(&related.file)?;
                Some(Beside { source, at: related.at.clone(), message: &related.message })
            })
            .collect();
        let diagnostic = &finding.diagnostic;
        out.push_str(&diagnostics::one(diagnostic, source(&diagnostic.file), &beside, style));
        out.push_str("\n\n");
    }
    let complaints: Vec<_> = audit.findings.iter().map(|finding| &finding.diagnostic).collect();
    if !complaints.is_empty() {
        diagnostics::count(&complaints, lang, &mut out);
    }
    trials(audit, lang, &mut out);
    if complaints.is_empty() && audit.trials.is_empty() {
        let files = audit.sources.len();
        let _ = match lang {
            Lang::Zh => writeln!(out, "{files} 个文件，没有发现问题"),
            Lang::En => writeln!(out, "{files} files, nothing found"),
        };
    }
    for remark in &audit.remarks {
        let _ = writeln!(out, "{}", safe::line(remark.in_lang(lang)));
    }
    disarmed(&out).into_owned()
}

/// The cases that do not hold, with the reasons, and how many do.
fn trials(audit: &Audit, lang: Lang, out: &mut String) {
    for trial in audit.trials.iter().filter(|trial| trial.outcome == Outcome::Failed) {
        let place = trial.at.as_ref().map_or_else(String::new, |(file, line)| format!(" ({file}:{line})"));
        let name = safe::line(&format!("{}/{}{place}", trial.suite, trial.name));
        let _ = writeln!(out, "{} {name}", lang.pick("不成立", "failed"));
        let said = trial.message.as_ref().map_or("", |message| message.in_lang(lang));
        for line in safe::lines(said).lines() {
            let _ = writeln!(out, "    {line}");
        }
    }
    if audit.trials.is_empty() {
        return;
    }
    let outcomes = [
        (Outcome::Passed, "条成立", "passed"),
        (Outcome::Failed, "条不成立", "failed"),
        (Outcome::Todo, "条待办", "todo"),
        (Outcome::Skipped, "条未试", "skipped"),
    ];
    let counts = outcomes.iter().filter_map(|(outcome, zh, en)| {
        let count = audit.outcomes(*outcome);
        (count > 0).then(|| format!("{count} {}", lang.pick(zh, en)))
    });
    let _ = writeln!(out, "{}", counts.collect::<Vec<_>>().join(lang.pick("，", ", ")));
}
