//! What the message as a whole makes of its parts: troubles outweighed by praise, subjects only named in passing.

use super::finding::{Finding, Refusal};
use crate::lexicon::{Owner, Signal, Stage, State};

/// How many words of praise outweigh one trouble of a weight: a mild one (太薄) takes one, a plain one two. On fewer,
/// reviewers who praise and complain mean the complaint.
const fn praise_against(weight: u8) -> usize {
    if weight <= 2 { 1 } else { 2 }
}

/// A message of more letters and digits than this tells something; a shorter one that names a subject asks about it (花呗还款).
const LONG: usize = 22;

/// Reads the findings of terms in the light of one another. `length`: the letters and digits of the message, pressure
/// words apart.
pub(super) fn temper(findings: &mut Vec<Finding<'_>>, length: usize) {
    quieten(findings);
    outweigh(findings);
    if length > LONG {
        pass_over(findings);
    }
}

/// A hint is for want of anything plainer: beside a trouble it says nothing more and is left out.
fn quieten(findings: &mut Vec<Finding<'_>>) {
    if findings.iter().any(|finding| finding.counted() && is_trouble(finding)) {
        findings.retain(|finding| !is_hint(finding));
    }
}

/// A review that is mostly praise is praise: its troubles, unless their terms are immune, are told as a content writer
/// tells them. Something that has escalated is never outweighed.
fn outweigh(findings: &mut [Finding<'_>]) {
    let stands = |finding: &&Finding<'_>| finding.counted() && finding.state == State::Affirmed;
    let praise: usize =
        distinct(findings.iter().filter(stands).filter(|f| is_signal(f, &[Signal::Praise])), |_| 1);
    let drownable = |finding: &Finding<'_>| {
        finding
            .term()
            .is_some_and(|term| term.stage == Stage::Problem && !term.immune.contains(&State::Praise))
    };
    let troubles = || findings.iter().filter(stands).filter(|finding| is_trouble(finding));
    if praise == 0 || !troubles().all(drownable) || praise < distinct(troubles(), praise_against) {
        return;
    }
    for finding in findings.iter_mut().filter(|f| f.counted() && f.state == State::Affirmed && is_trouble(f))
    {
        finding.state = State::Praise;
    }
}

/// In a long message that neither asks nor tells of a trouble, a subject is only named.
fn pass_over(findings: &mut [Finding<'_>]) {
    let asks = |finding: &Finding<'_>| match finding.term().map(|term| term.owner) {
        Some(Owner::Signal(signal)) => {
            !matches!(signal, Signal::Praise | Signal::Pressure | Signal::Greeting)
        }
        _ => is_trouble(finding),
    };
    if findings.iter().any(|finding| finding.counted() && asks(finding)) {
        return;
    }
    let subject = |finding: &&mut Finding<'_>| {
        finding.counted()
            && finding
                .term()
                .is_some_and(|term| matches!(term.owner, Owner::Category(_)) && term.stage == Stage::Topic)
    };
    for finding in findings.iter_mut().filter(subject) {
        finding.refused_by = Some(Refusal::Passing);
    }
}

/// A trouble of weight 1.
fn is_hint(finding: &Finding<'_>) -> bool {
    finding.term().is_some_and(|term| {
        matches!(term.owner, Owner::Category(_)) && term.stage == Stage::Problem && term.weight == 1
    })
}

/// A trouble of a category that is more than a hint.
fn is_trouble(finding: &Finding<'_>) -> bool {
    finding.term().is_some_and(|term| {
        matches!(term.owner, Owner::Category(_)) && term.stage != Stage::Topic && term.weight > 1
    })
}

fn is_signal(finding: &Finding<'_>, signals: &[Signal]) -> bool {
    finding
        .term()
        .is_some_and(|term| matches!(term.owner, Owner::Signal(signal) if signals.contains(&signal)))
}

/// What findings come to by their weights, those that overlap counted once, as the heaviest of them. They come in order
/// of their place.
fn distinct<'f, 't: 'f>(
    findings: impl Iterator<Item = &'f Finding<'t>>,
    worth: impl Fn(u8) -> usize,
) -> usize {
    let (mut end, mut sum, mut heaviest) = (0, 0, 0);
    for finding in findings {
        let weight = finding.term().map_or(0, |term| term.weight);
        if finding.span.start >= end {
            sum += worth(weight);
            heaviest = weight;
        } else if weight > heaviest {
            sum += worth(weight) - worth(heaviest);
            heaviest = weight;
        }
        end = end.max(finding.span.end);
    }
    sum
}
