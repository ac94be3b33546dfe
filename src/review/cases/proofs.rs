//! The sentences with which the terms of a pack prove themselves: hits that must fire, misses that must not.

use crate::calendar::{Clock, ClockSource, parse_moment};
use crate::lexicon::{Lexicon, Stage, State, Term};
use crate::review::case::stands;
use crate::triage::{Context, Report, Triage};

/// One sentence of one term, tried.
#[derive(Clone, PartialEq, Debug)]
pub struct Sentence<'l> {
    /// The term.
    pub term: &'l Term,
    /// The sentence.
    pub text: &'l str,
    /// The term must fire on it; else it must not.
    pub hit: bool,
    /// It does as it must.
    pub holds: bool,
    /// The terms that were found in it, each with its standing.
    pub found: Vec<String>,
}

/// Whether a term stands in a report, not refused; `affirmed`: and is meant as it is said.
#[must_use]
pub fn stands_in(report: &Report<'_>, id: &str, affirmed: bool) -> bool {
    report.findings.iter().any(|finding| {
        finding.term().is_some_and(|term| term.id == id)
            && stands(finding.refused_by.as_ref())
            && (!affirmed || finding.state == State::Affirmed)
    })
}

/// Tries every hit and every miss of a pack, in file order, those that `wanted` names alone. Hits must be affirmed unless
/// the term only names a subject; on a miss it must not be affirmed.
pub fn sentences<'l>(triage: &'l Triage, wanted: impl Fn(&Term) -> bool) -> Vec<Sentence<'l>> {
    let lexicon: &Lexicon = triage.lexicon();
    let now = parse_moment("2026-11-24T14:30").unwrap_or_default();
    let context = Context::at(Clock { now, source: ClockSource::Option });
    let mut tried = Vec::new();
    for term in lexicon.terms.iter().filter(|term| wanted(term)) {
        let all =
            term.hits.iter().map(|text| (text, true)).chain(term.misses.iter().map(|text| (text, false)));
        for (text, hit) in all {
            let report = triage.run(text, &context);
            let affirmed = !hit || term.stage != Stage::Topic;
            let holds = stands_in(&report, &term.id, affirmed) == hit;
            let found = if holds { Vec::new() } else { standing(&report) };
            tried.push(Sentence { term, text, hit, holds, found });
        }
    }
    tried
}

/// The terms of a report, each with how it is meant and what refused it.
pub(super) fn standing(report: &Report<'_>) -> Vec<String> {
    let terms = report.findings.iter().filter_map(|finding| Some((finding, finding.term()?)));
    let said = terms.map(|(finding, term)| {
        let refused = finding.refused_by.as_ref().map(|refusal| refusal.name());
        let refused = refused.map_or(String::new(), |name| format!(", refused by {name}"));
        format!("{} ({}{refused})", term.id, finding.state.name())
    });
    said.collect()
}
