//! What self-service should answer: the finding that names the subject.

use super::need::standing;
use super::verdict::Verdict;
use crate::detect::Finding;
use crate::lexicon::{Need, Owner, Stage, State};

/// The place of the finding that names the subject of an inquiry: in the deciding category a topic before a trouble that is
/// only asked about, a longer one before a shorter one, then the first.
pub(super) fn subject(verdict: &Verdict<'_>, findings: &[Finding<'_>]) -> Option<usize> {
    if verdict.meaning.need != Need::Inquiry {
        return None;
    }
    let category = Owner::Category(verdict.category?);
    let named = findings.iter().enumerate().filter_map(|(place, finding)| {
        let term = standing(finding).filter(|term| term.owner == category)?;
        let rank =
            (term.stage == Stage::Topic, finding.span.end - finding.span.start, std::cmp::Reverse(place));
        (finding.state != State::SomeoneElse).then_some((rank, place))
    });
    named.max().map(|(_, place)| place)
}
