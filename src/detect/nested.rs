//! Findings that lie inside others and mean nothing there: the ? of a link asks nothing, the 晚上 of 晚上好 is no time.

use super::finding::{Finding, Identifier, Kind, Refusal};
use crate::lexicon::{Owner, Signal};
use crate::text::Span;

/// Refuses terms inside addresses and evidence inside greetings. The findings are in order of their place.
pub fn refuse_nested(findings: &mut [Finding<'_>]) {
    let addresses = spans(findings, |finding| {
        matches!(finding.kind(), Kind::Identifier(Identifier::Url | Identifier::Email))
    });
    refuse(findings, &addresses, |kind| kind == Kind::Term, &Refusal::Address);
    let greetings = spans(findings, |finding| {
        finding.term().is_some_and(|term| term.owner == Owner::Signal(Signal::Greeting))
    });
    refuse(findings, &greetings, |kind| kind != Kind::Term, &Refusal::Greeting);
}

/// The counted findings of a sort, as places that reach as far as any before them.
fn spans(findings: &[Finding<'_>], wanted: impl Fn(&Finding<'_>) -> bool) -> Vec<Span> {
    let mut furthest = 0;
    let found = findings.iter().filter(|finding| finding.counted() && wanted(finding));
    found
        .map(|finding| {
            furthest = furthest.max(finding.span.end);
            Span::new(finding.span.start, furthest)
        })
        .collect()
}

fn refuse<'t>(
    findings: &mut [Finding<'t>],
    outer: &[Span],
    concerns: impl Fn(Kind) -> bool,
    refusal: &Refusal<'t>,
) {
    if outer.is_empty() {
        return;
    }
    for finding in findings.iter_mut().filter(|finding| concerns(finding.kind()) && finding.counted()) {
        let before = outer.partition_point(|span| span.start <= finding.span.start);
        if before > 0 && outer[before - 1].contains(finding.span) {
            finding.refused_by = Some(refusal.clone());
        }
    }
}
