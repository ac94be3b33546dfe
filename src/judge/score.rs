//! How strongly a message asks for a person: noisy-or over the terms that carry weight, floors, and evidence last.

use std::collections::{BTreeMap, HashSet};

use super::need::{Meaning, standing};
use crate::detect::{Finding, Refusal};
use crate::lexicon::{Lexicon, Need, Owner, Policy, Stage, State, Term};

/// The score and how it came about.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Score {
    /// 0–100, two decimals, rounded down.
    pub(super) points: f64,
    /// Strength of each category, 0–1, in policy order.
    pub(super) strengths: Vec<f64>,
    /// The floor that lifted it, 0–1, if one did.
    pub(super) floor: Option<(&'static str, f64)>,
    /// The power that evidence gave; 1 without evidence.
    pub(super) power: f64,
}

/// Whether a finding is a trouble of a category that the writer affirms.
pub(super) fn is_trouble(finding: &Finding<'_>) -> Option<(usize, u8)> {
    let term = standing(finding)?;
    match term.owner {
        Owner::Category(category) if finding.state == State::Affirmed && term.stage != Stage::Topic => {
            Some((category, term.weight))
        }
        _ => None,
    }
}

/// Lets each term count once a message, and only the heaviest of overlapping ones in a category.
pub(super) fn settle(findings: &mut [Finding<'_>]) {
    let mut order: Vec<(usize, usize, u8)> = findings
        .iter()
        .enumerate()
        .filter_map(|(place, finding)| {
            is_trouble(finding).map(|(category, weight)| (place, category, weight))
        })
        .collect();
    if order.len() < 2 {
        return;
    }
    // Starts and ends keep their order when a message is dressed up (zero-width characters), lengths don't.
    order.sort_by_key(|&(place, category, weight)| {
        let span = findings[place].span;
        (category, std::cmp::Reverse(weight), span.start, std::cmp::Reverse(span.end))
    });
    let mut taken: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut terms: HashSet<*const Term> = HashSet::new();
    for (place, category, _) in order {
        let span = findings[place].span;
        // Taken spans of a category never overlap, so only the last one that starts before this one's end can touch it.
        let touching = taken.range((category, 0)..(category, span.end)).next_back();
        let id = findings[place].term().map(std::ptr::from_ref);
        if touching.is_some_and(|(_, end)| *end > span.start) {
            findings[place].refused_by = Some(Refusal::Overlap);
        } else if id.is_some_and(|id| !terms.insert(id)) {
            findings[place].refused_by = Some(Refusal::Repeat);
        } else {
            taken.insert((category, span.start), span.end);
        }
    }
}

/// Adds the settled findings up.
pub(super) fn score(lexicon: &Lexicon, findings: &[Finding<'_>], meaning: &Meaning) -> Score {
    let policy = &lexicon.policy;
    let mut rest = vec![1.0; lexicon.categories.len()];
    for finding in findings.iter().filter(|finding| finding.counted()) {
        if let Some((category, weight)) = is_trouble(finding) {
            rest[category] *= 1.0 - policy.weights[usize::from(weight) - 1];
        }
    }
    let strengths: Vec<f64> = rest.iter().map(|rest| 1.0 - rest).collect();
    let sum = 1.0 - rest.iter().product::<f64>();
    let floor = floors(policy, meaning).filter(|(_, floor)| *floor > sum);
    let lifted = floor.map_or(sum, |(_, floor)| floor);
    let power = if lifted > 0.0 { power(policy, findings) } else { 1.0 };
    Score { points: points(1.0 - (1.0 - lifted).powf(power)), strengths, floor, power }
}

/// The highest floor that holds.
fn floors(policy: &Policy, meaning: &Meaning) -> Option<(&'static str, f64)> {
    let need = Need::ALL.iter().zip(policy.need_floors).find(|(need, _)| **need == meaning.need);
    let need = need.map(|(need, floor)| (need.name(), floor));
    let handoff = meaning.handoff.then_some(("handoff", policy.handoff_floor));
    let emergencies = meaning.emergencies.iter().map(|e| (e.name(), policy.emergencies[*e as usize].floor));
    [need, handoff].into_iter().flatten().chain(emergencies).max_by(|a, b| a.1.total_cmp(&b.1))
}

fn power(policy: &Policy, findings: &[Finding<'_>]) -> f64 {
    let evidence = super::proof::evidence(findings);
    match (evidence.code, evidence.time) {
        (true, true) => policy.both_evidence,
        (false, false) => 1.0,
        _ => policy.one_evidence,
    }
}

/// 0–1 as points: two decimals, rounded down. The small push keeps 0.3 from becoming 29.99 by binary fractions.
fn points(score: f64) -> f64 {
    ((score * 10_000.0 + 1e-7).floor() / 100.0).clamp(0.0, 100.0)
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn the_power_law_of_the_service() {
        for (score, power, expected) in
            [(0.10, 1.6, 15.5), (0.50, 1.6, 67.0), (0.90, 1.6, 97.5), (0.3, 1.0, 30.0)]
        {
            let raised: f64 = 1.0 - (1.0_f64 - score).powf(power);
            assert!((points(raised) - expected).abs() < 0.06, "{score} became {}", points(raised));
        }
    }
}
