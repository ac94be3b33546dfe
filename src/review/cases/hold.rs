//! Where a decision is not what a case demands.

use super::golden::{Expected, Golden};
use super::proofs::stands_in;
use crate::lexicon::Emergency;
use crate::session::SessionView;
use crate::triage::Report;

/// One key of a case that does not hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mismatch {
    /// The key.
    pub key: &'static str,
    /// What the case demands.
    pub wanted: String,
    /// What was decided.
    pub got: String,
}

/// What a case demands and the report does not give.
#[must_use]
pub fn mismatches(golden: &Golden, report: &Report<'_>, view: Option<&SessionView<'_>>) -> Vec<Mismatch> {
    let Expected { topics, category, need, emergency, desk, open, missing, handoff, score, .. } =
        &golden.expected;
    let decision = &report.decision;
    let mut found = Vec::new();
    let mut check = |key, wanted: Option<String>, got: String| {
        if let Some(wanted) = wanted.filter(|wanted| *wanted != got) {
            found.push(Mismatch { key, wanted, got });
        }
    };
    let got = ordered(decision.topics.iter().map(|topic| topic.id.as_str()));
    check("topics", topics.as_ref().map(|topics| ordered(topics.iter().map(String::as_str))), got);
    let got = decision.category.map_or("none", |category| category.id.as_str());
    check("category", category.clone(), got.to_owned());
    check("need", need.clone(), decision.need.name().to_owned());
    check("emergency", emergency.clone(), decision.emergency.map_or("none", Emergency::name).to_owned());
    check("desk", desk.clone(), decision.desk.desk.id.clone());
    let open_now = decision.desk.open.map_or("not stated".to_owned(), |open| open.to_string());
    check("open", open.map(|open| open.to_string()), open_now);
    let got = ordered(decision.missing.iter().map(|missing| missing.id));
    check("missing", missing.as_ref().map(|missing| ordered(missing.iter().map(String::as_str))), got);
    check("handoff", handoff.map(|handoff| handoff.to_string()), decision.handoff.to_string());
    if let Some([least, most]) = score
        && !(*least..=*most).contains(&decision.score)
    {
        let wanted = format!("{least} to {most}");
        found.push(Mismatch { key: "score", wanted, got: decision.score.to_string() });
    }
    let state = view.map_or("no session", |view| view.state.name());
    let mut check = |key, wanted: Option<&String>, got: &str| {
        if let Some(wanted) = wanted.filter(|wanted| *wanted != got) {
            found.push(Mismatch { key, wanted: wanted.clone(), got: got.to_owned() });
        }
    };
    check("session_state", golden.expected.session_state.as_ref(), state);
    findings(&golden.expected, report, &mut found);
    found
}

/// A list whose order means nothing.
fn ordered<'i>(ids: impl Iterator<Item = &'i str>) -> String {
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    format!("[{}]", ids.join(", "))
}

fn findings(expected: &Expected, report: &Report<'_>, mismatches: &mut Vec<Mismatch>) {
    for wanted in expected.finds.iter().flatten() {
        let same = report.findings.iter().filter(|finding| {
            finding.kind().name() == wanted.kind && report.message.quote(finding.span) == wanted.text
        });
        let states: Vec<&str> = same.map(|finding| finding.state.name()).collect();
        let state = wanted.state.as_deref();
        if states.is_empty() || state.is_some_and(|state| !states.contains(&state)) {
            let got = if states.is_empty() { "nothing there".to_owned() } else { states.join(", ") };
            let state = state.map_or(String::new(), |state| format!(" {state}"));
            let wanted = format!("{} “{}”{state}", wanted.kind, wanted.text);
            mismatches.push(Mismatch { key: "finds", wanted, got });
        }
    }
    for (key, ids, must) in [("fires", &expected.fires, true), ("silent", &expected.silent, false)] {
        for id in ids {
            if stands_in(report, id, must) != must {
                let got = report.findings.iter().find(|finding| finding.term().is_some_and(|t| t.id == *id));
                let got = got.map_or("not found".to_owned(), |finding| {
                    let refused = finding.refused_by.as_ref().map(|refusal| refusal.name());
                    let refused = refused.map_or(String::new(), |name| format!(", refused by {name}"));
                    format!("{}{refused}", finding.state.name())
                });
                mismatches.push(Mismatch { key, wanted: id.clone(), got });
            }
        }
    }
}
