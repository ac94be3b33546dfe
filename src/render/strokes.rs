//! What a finding looks like under the text, and what its label says.

use super::canvas::Ink;
use super::origin::Lang;
use super::{phrases, reasons};
use crate::detect::{Finding, Kind};
use crate::lexicon::Stage;
use crate::lexicon::State;
use crate::triage::Report;

/// How a finding is underlined: its line, the hook its label hangs on, and a hook that another hangs through.
#[derive(Clone, Copy)]
pub(super) struct Stroke {
    pub(super) line: char,
    pub(super) hook: char,
    pub(super) crossed: char,
    pub(super) ink: Ink,
}

impl Stroke {
    pub(super) fn of(finding: &Finding<'_>) -> Self {
        if !finding.counted() {
            Self { line: '┈', hook: '┬', crossed: '┼', ink: Ink::Dim }
        } else if finding.state != State::Affirmed {
            Self { line: '╌', hook: '┬', crossed: '┼', ink: Ink::Dim }
        } else if finding.kind() == Kind::Term {
            Self { line: '━', hook: '┯', crossed: '┿', ink: Ink::Trouble }
        } else {
            Self { line: '─', hook: '┬', crossed: '┼', ink: Ink::Proof }
        }
    }
}

/// One line of single-column marks.
#[derive(Default)]
pub(super) struct Strip(Vec<(char, Ink)>);

impl Strip {
    pub(super) fn put(&mut self, column: usize, mark: char, ink: Ink) {
        if self.0.len() <= column {
            self.0.resize(column + 1, (' ', Ink::Plain));
        }
        self.0[column] = (mark, ink);
    }

    pub(super) fn pieces(self) -> Vec<(String, Ink)> {
        let runs = self.0.chunk_by(|(_, ink), (_, next)| ink == next);
        runs.map(|run| (run.iter().map(|(mark, _)| mark).collect(), run[0].1)).collect()
    }
}

/// What is said about a finding: what it is, its id and weight, how it is meant, and why it does not count.
pub(super) fn label(report: &Report<'_>, finding: &Finding<'_>, lang: Lang) -> Vec<String> {
    let mut parts = vec![reasons::meaning(report, finding, lang)];
    if let Some(term) = finding.term() {
        parts.push(term.id.clone());
        let weight = term.weight;
        let words = phrases::weight(weight, lang);
        parts.push(match lang {
            Lang::Zh => format!("权重 {weight} {words}"),
            Lang::En => format!("weight {weight}, {words}"),
        });
        if term.stage != Stage::Problem {
            parts.push(phrases::stage(term.stage.name(), lang).to_owned());
        }
        if finding.counted() || finding.state != State::Affirmed {
            parts.push(phrases::state(finding.state.name(), lang).to_owned());
        }
    }
    parts.extend(reasons::known(finding, lang));
    if let Some(refusal) = &finding.refused_by {
        let why = phrases::refusal(refusal.name(), reasons::detail(&report.message, refusal), lang);
        parts.push(format!("{}{why}", lang.pick("不计：", "not counted: ")));
    }
    parts
}
