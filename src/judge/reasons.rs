//! Why a decision is what it is, and the smallest change that would send the message elsewhere.

use super::decision::{Flip, Reason};
use super::need::{meaning, standing};
use super::score::score;
use super::verdict::{Setting, Verdict, verdict};
use crate::detect::{Finding, Refusal};
use crate::lexicon::{Lexicon, Owner, Signal, Stage, State};

/// At most so many findings are weighed one by one; more would make long messages slow.
const WEIGHED: usize = 8;

/// The reasons, strongest effect first.
pub(super) fn reasons<'t>(
    lexicon: &'t Lexicon,
    verdict: &Verdict<'t>,
    findings: &[Finding<'t>],
    setting: Setting<'_>,
) -> Vec<Reason<'t>> {
    let mut weighed: Vec<(usize, f64)> = carrying(findings)
        .into_iter()
        .map(|index| {
            let without = without(findings, &[index]);
            let rest = score(lexicon, &without, &meaning(lexicon, &without, setting.abroad));
            (index, ((verdict.score.points - rest.points) * 100.0).round() / 100.0)
        })
        .collect();
    weighed.retain(|(_, points)| *points > 0.0);
    weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut reasons = vec![Reason::Rule(&verdict.rule.id)];
    reasons.extend(weighed.into_iter().map(|(index, points)| Reason::Finding { index, points }));
    if verdict.score.power > 1.0 {
        reasons.push(Reason::Evidence { power: verdict.score.power });
    }
    if let Some((of, to)) = verdict.score.floor {
        reasons.push(Reason::Floor { of, to: to * 100.0 });
    }
    reasons.extend(verdict.meaning.emergencies.iter().skip(1).map(|other| Reason::OtherEmergency(*other)));
    let set_aside = findings.iter().enumerate().filter(|(_, finding)| {
        finding.state != State::Affirmed && standing(finding).is_some_and(|term| term.stage != Stage::Topic)
    });
    reasons.extend(set_aside.map(|(index, _)| Reason::SetAside { index }));
    reasons
}

/// The smallest change: the fewest findings, strongest first, without which another desk would get the message.
pub(super) fn flip<'t>(
    lexicon: &'t Lexicon,
    now: &Verdict<'t>,
    findings: &[Finding<'t>],
    setting: Setting<'_>,
) -> Option<Flip<'t>> {
    let candidates = carrying(findings);
    let judged_without = |places: &[usize]| {
        let then = verdict(lexicon, &without(findings, places), setting);
        let desk = lexicon.desks.desk(&then.rule.desk)?;
        (then.rule.desk != now.rule.desk).then_some(Flip {
            without: places.to_vec(),
            desk,
            need: then.meaning.need,
        })
    };
    candidates.iter().find_map(|place| judged_without(&[*place])).or_else(|| {
        // No single one: let them go one after the other, the heaviest first.
        (2..=candidates.len()).find_map(|count| judged_without(&candidates[..count]))
    })
}

/// The findings that a decision rests on, the heaviest first, at most [`WEIGHED`].
fn carrying(findings: &[Finding<'_>]) -> Vec<usize> {
    let mut places: Vec<(usize, u8)> = findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.state == State::Affirmed && finding.counted())
        .filter_map(|(place, finding)| {
            let term = standing(finding)?;
            let carries = match term.owner {
                Owner::Category(_) => term.stage != Stage::Topic,
                Owner::Signal(signal) => {
                    signal.is_outside() || signal.is_emergency() || signal == Signal::Handoff
                }
            };
            carries.then_some((place, term.weight))
        })
        .collect();
    places.sort_by_key(|(place, weight)| (std::cmp::Reverse(*weight), *place));
    places.truncate(WEIGHED);
    places.into_iter().map(|(place, _)| place).collect()
}

/// The findings without some of them and without what those outweighed or were repeated by: a wording that goes takes
/// its doubles along. What remains is settled anew.
fn without<'t>(findings: &[Finding<'t>], places: &[usize]) -> Vec<Finding<'t>> {
    let goes = |place: usize, finding: &Finding<'t>| {
        places.contains(&place) || places.iter().any(|gone| doubles(&findings[*gone], finding))
    };
    let mut rest: Vec<Finding<'t>> = findings
        .iter()
        .enumerate()
        .filter(|(place, finding)| !goes(*place, finding))
        .map(|(_, finding)| finding.clone())
        .collect();
    for finding in &mut rest {
        if matches!(finding.refused_by, Some(Refusal::Overlap | Refusal::Repeat)) {
            finding.refused_by = None;
        }
    }
    super::score::settle(&mut rest);
    rest
}

/// Whether `other` says the same as `finding`: the same term again, or the same category in the same place.
fn doubles(finding: &Finding<'_>, other: &Finding<'_>) -> bool {
    let (Some(term), Some(other_term)) = (finding.term(), other.term()) else { return false };
    match other.refused_by {
        Some(Refusal::Repeat) => std::ptr::eq(term, other_term),
        Some(Refusal::Overlap) => term.owner == other_term.owner && finding.span.overlaps(other.span),
        _ => false,
    }
}
