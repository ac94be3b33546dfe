//! The terms that would lead to a desk and almost fired.

use super::why::Missed;
use crate::lexicon::pattern::Route;
use crate::lexicon::{Lexicon, Need, Owner, Signal, Stage, Term};
use crate::text::Bridged;
use crate::triage::Report;

/// Terms that almost fired, at most.
const NEAR: usize = 3;
/// A term almost fired when this share of its wording is there.
const LEAST: f64 = 0.5;
/// Characters of a message in which wordings are looked for.
const LOOKED_AT: usize = 400;

/// A term that almost fired.
#[derive(Clone, Debug)]
pub struct Near<'t> {
    /// The term.
    pub term: &'t Term,
    /// How much of its wording is there, 0–1.
    pub share: f64,
    /// What is there, folded.
    pub has: Vec<String>,
    /// What is not, folded: one wording of each step that is missing.
    pub lacks: Vec<String>,
}

/// Whether a term speaks for what some rule of the desk asks for.
fn leads(term: &Term, rules: &[Missed<'_>]) -> bool {
    rules.iter().any(|missed| {
        let when = &missed.rule.when;
        match term.owner {
            Owner::Category(place) => match when.category {
                Some(wanted) => wanted == place && term.stage != Stage::Topic,
                None => when.need == Some(Need::Dispute) && term.stage == Stage::Dispute,
            },
            Owner::Signal(signal) => {
                when.signal == Some(signal)
                    || when.emergency.is_some_and(|emergency| emergency.signal() == signal)
                    || (when.handoff == Some(true) && signal == Signal::Handoff)
            }
        }
    })
}

pub(super) fn near<'t>(lexicon: &'t Lexicon, report: &Report<'t>, rules: &[Missed<'_>]) -> Vec<Near<'t>> {
    let bridged = Bridged::new(report.message.folded());
    let text: Vec<char> = bridged.text().chars().take(LOOKED_AT).collect();
    let there = |term: &Term| {
        report.findings.iter().any(|finding| finding.term().is_some_and(|found| std::ptr::eq(found, term)))
    };
    let candidates = lexicon.terms.iter().filter(|term| leads(term, rules) && !there(term));
    let mut near: Vec<Near<'t>> = candidates
        .filter_map(|term| {
            let best = term.routes.iter().map(|route| part(route, &text));
            let best = best.max_by(|one, other| one.0.total_cmp(&other.0))?;
            let (share, has, lacks) = best;
            // One character is chance.
            let telling = has.iter().any(|part| part.chars().nth(1).is_some());
            (telling && share >= LEAST).then_some(Near { term, share, has, lacks })
        })
        .collect();
    near.sort_by(|one, other| {
        other.share.total_cmp(&one.share).then(other.term.weight.cmp(&one.term.weight))
    });
    near.truncate(NEAR);
    near
}

/// How much of a route is there (the mean over its steps), what is, and what is not. For a step of which nothing is there
/// its shortest wording stands.
fn part(route: &Route, text: &[char]) -> (f64, Vec<String>, Vec<String>) {
    let (mut sum, mut steps) = (0.0, 0.0);
    let (mut has, mut lacks) = (Vec::new(), Vec::new());
    for step in route {
        let wordings = step.literals.iter().map(|literal| {
            let chars: Vec<char> = literal.chars().collect();
            let common = common(&chars, text);
            #[allow(clippy::cast_precision_loss)]
            let share = common.len() as f64 / chars.len().max(1) as f64;
            (share, common, chars)
        });
        let best =
            wordings.max_by(|one, other| one.0.total_cmp(&other.0).then(other.2.len().cmp(&one.2.len())));
        let Some((share, common, chars)) = best else { continue };
        sum += share;
        steps += 1.0;
        if !common.is_empty() {
            has.push(common.iter().collect());
        }
        if common.len() < chars.len() {
            lacks.push(chars.iter().collect());
        }
    }
    (if steps > 0.0 { sum / steps } else { 0.0 }, has, lacks)
}

/// The longest run of characters of a wording that stands in a text. One character alone is chance, unless it is all.
fn common(wording: &[char], text: &[char]) -> Vec<char> {
    let mut best = 0..0;
    for start in 0..wording.len() {
        for at in 0..text.len() {
            let same =
                wording[start..].iter().zip(&text[at..]).take_while(|(one, other)| one == other).count();
            if same > best.len() {
                best = start..start + same;
            }
        }
    }
    let one = best.len() == 1 && (wording.len() > 1 || !wording[best.start].is_alphanumeric());
    if one { Vec::new() } else { wording[best].to_vec() }
}
