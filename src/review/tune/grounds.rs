//! What the score of a message is made of, so that it can be scored again with other figures.

use crate::detect::Finding;
use crate::judge::Reason;
use crate::lexicon::{Emergency, Lexicon, Need, Owner, Stage, State, Term};
use crate::triage::Report;

/// What the score of a message is made of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Grounds {
    /// How many counted findings have weight 1–5.
    pub weights: [u16; 5],
    /// How much it needs a person.
    pub need: Need,
    /// A person is asked for.
    pub handoff: bool,
    /// The emergencies that are candidates, in the order of [`Emergency::ALL`].
    pub emergencies: [bool; 4],
    /// How many of the two sorts of evidence there are: an error code, a time element.
    pub evidence: u8,
}

impl Grounds {
    /// Takes them from a report.
    #[must_use]
    pub fn of(report: &Report<'_>) -> Self {
        let decision = &report.decision;
        let mut weights = [0; 5];
        for term in report.findings.iter().filter_map(trouble) {
            weights[usize::from(term.weight) - 1] += 1;
        }
        let other = |reason: &Reason<'_>| match reason {
            Reason::OtherEmergency(emergency) => Some(*emergency),
            _ => None,
        };
        let candidates: Vec<Emergency> =
            decision.because.reasons.iter().filter_map(other).chain(decision.emergency).collect();
        Self {
            weights,
            need: decision.need,
            handoff: decision.handoff,
            emergencies: Emergency::ALL.map(|emergency| candidates.contains(&emergency)),
            evidence: u8::from(decision.evidence.code) + u8::from(decision.evidence.time),
        }
    }

    /// Whether anything gives it a score at all, whatever the figures are.
    #[must_use]
    pub fn scores(&self) -> bool {
        self.weights != [0; 5]
            || self.need >= Need::Problem
            || self.handoff
            || self.emergencies.contains(&true)
    }
}

/// The terms that carry the weight of a message, by their place in the lexicon that decided, in order.
pub(super) fn carriers(lexicon: &Lexicon, report: &Report<'_>) -> Vec<usize> {
    let place = |term: &Term| lexicon.terms.iter().position(|known| std::ptr::eq(known, term));
    let mut places: Vec<usize> = report.findings.iter().filter_map(trouble).filter_map(place).collect();
    places.sort_unstable();
    places
}

/// The term of a finding that carries weight: counted, affirmed, a problem or dispute of a category.
fn trouble<'t>(finding: &Finding<'t>) -> Option<&'t Term> {
    let term = finding.term().filter(|_| finding.counted() && finding.state == State::Affirmed)?;
    (matches!(term.owner, Owner::Category(_)) && term.stage != Stage::Topic).then_some(term)
}
