//! The smallest change that would send a message to a desk, found by judging it again.

use super::near::Near;
use super::why::Step;
use crate::detect::{Finding, Refusal, What};
use crate::judge::{self, Decision};
use crate::lexicon::{Desk, Lexicon, State};
use crate::review::case::stands;
use crate::text::Span;
use crate::triage::{Context, Report};

/// Findings that may be changed to see what happens; more would make long messages slow.
const WEIGHED: usize = 16;
/// Changes that are told, at most.
const TOLD: usize = 3;

/// Tries what would have to be otherwise.
pub(super) struct Trial<'t, 'r, 'c> {
    pub(super) lexicon: &'t Lexicon,
    pub(super) report: &'r Report<'t>,
    pub(super) context: &'r Context<'c>,
    pub(super) desk: &'t Desk,
}

impl<'t> Trial<'t, '_, '_> {
    /// The smallest changes: one step alone, else two. Those that take nothing but what the message holds come first.
    pub(super) fn smallest(&self, near: &[Near<'t>]) -> Vec<Vec<Step<'t>>> {
        let own = self.own_steps();
        let added: Vec<Step<'t>> = near.iter().map(|near| Step::Add(near.term)).collect();
        let singles = own.iter().chain(&added).map(|step| vec![*step]);
        let mut found: Vec<Vec<Step<'t>>> = singles.filter(|steps| self.leads(steps)).take(TOLD).collect();
        if !found.is_empty() {
            return found;
        }
        for (place, one) in own.iter().enumerate() {
            for other in own[place + 1..].iter().chain(&added) {
                let steps = vec![*one, *other];
                if found.len() < TOLD && self.leads(&steps) {
                    found.push(steps);
                }
            }
        }
        found
    }

    fn own_steps(&self) -> Vec<Step<'t>> {
        let mut steps = Vec::new();
        let terms = self.report.findings.iter().enumerate().filter(|(_, finding)| finding.term().is_some());
        for (place, finding) in terms.take(WEIGHED) {
            if !stands(finding.refused_by.as_ref()) {
                steps.push(Step::Accept(place));
            } else if finding.state != State::Affirmed {
                steps.push(Step::Affirm(place));
            }
        }
        let drops = self.report.findings.iter().enumerate();
        let drops = drops.filter(|(_, finding)| finding.counted() && finding.term().is_some());
        steps.extend(drops.take(WEIGHED).map(|(place, _)| Step::Drop(place)));
        steps
    }

    fn leads(&self, steps: &[Step<'t>]) -> bool {
        self.decide(steps).is_some_and(|decision| decision.desk.desk.id == self.desk.id)
    }

    fn decide(&self, steps: &[Step<'t>]) -> Option<Decision<'t>> {
        let findings = &self.report.findings;
        let mut then: Vec<Finding<'t>> = Vec::with_capacity(findings.len() + 1);
        for (place, finding) in findings.iter().enumerate() {
            let gone = |step: &Step<'_>| match step {
                Step::Drop(dropped) => *dropped == place || doubles(&findings[*dropped], finding),
                _ => false,
            };
            if steps.iter().any(gone) {
                continue;
            }
            let mut finding = finding.clone();
            // Settled anew with what is otherwise now.
            if stands(finding.refused_by.as_ref()) {
                finding.refused_by = None;
            }
            for step in steps {
                match step {
                    Step::Accept(accepted) if *accepted == place => finding.refused_by = None,
                    Step::Affirm(affirmed) if *affirmed == place => finding.state = State::Affirmed,
                    _ => {}
                }
            }
            then.push(finding);
        }
        let end = self.report.message.written().len();
        for step in steps {
            if let Step::Add(term) = step {
                then.push(Finding::new(Span::new(end, end + 1), What::Term(term)));
            }
        }
        Some(judge::judge(self.lexicon, &mut then, self.context, &self.report.message))
    }
}

/// Whether `other` was outweighed or repeated by a finding, so that it goes along with it.
fn doubles(finding: &Finding<'_>, other: &Finding<'_>) -> bool {
    let (Some(term), Some(other_term)) = (finding.term(), other.term()) else { return false };
    match other.refused_by {
        Some(Refusal::Repeat) => std::ptr::eq(term, other_term),
        Some(Refusal::Overlap) => term.owner == other_term.owner && finding.span.overlaps(other.span),
        _ => false,
    }
}
