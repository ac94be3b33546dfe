//! From findings to a decision.

use super::context::Context;
use super::decision::{Because, Decision};
use super::need::{Meaning, meaning};
use super::score::{Score, score, settle};
use super::{advice, answer, desk, prior, proof, reasons, route};
use crate::detect::Finding;
use crate::lexicon::{Category, Lexicon, Rule};

/// What follows from the findings, before it is put into words.
#[derive(Clone, Debug)]
pub(super) struct Verdict<'t> {
    pub(super) meaning: Meaning,
    pub(super) score: Score,
    /// Place of the deciding category.
    pub(super) category: Option<usize>,
    pub(super) rule: &'t Rule,
}

/// Judges the findings of one message: settles which of them count, then decides. `mentions_code`: it speaks of an error
/// code, named or not.
#[must_use]
pub fn judge<'t>(
    lexicon: &'t Lexicon,
    findings: &mut [Finding<'t>],
    context: &Context<'_>,
    mentions_code: bool,
) -> Decision<'t> {
    settle(findings);
    let abroad = lexicon.policy.is_abroad(context.region);
    let verdict = verdict(lexicon, findings, abroad);
    let mut evidence = proof::evidence(findings);
    evidence.code_mentioned = mentions_code && !evidence.code;
    let category_at = |place: usize| &lexicon.categories[place];
    let topics: Vec<&Category> = (0..lexicon.categories.len())
        .filter(|place| verdict.meaning.topics[*place])
        .map(category_at)
        .collect();
    let desk = desk::choose(lexicon, &verdict, context);
    let asked = proof::asked(lexicon, desk.desk, findings, context.clock.now);
    Decision {
        score: verdict.score.points,
        need: verdict.meaning.need,
        handoff: verdict.meaning.handoff,
        topics,
        category: verdict.category.map(category_at),
        strengths: lexicon.categories.iter().zip(verdict.score.strengths.iter().copied()).collect(),
        emergency: verdict.meaning.emergencies.first().copied(),
        answer: answer::subject(&verdict, findings),
        missing: proof::missing(desk.desk, &asked),
        advice: advice::advice(lexicon, &verdict, &evidence, findings, context),
        proof: asked,
        because: Because {
            reasons: reasons::reasons(lexicon, &verdict, findings, abroad),
            flip: reasons::flip(lexicon, &verdict, findings, abroad),
        },
        prior: prior::prior(&lexicon.categories, &context.past, verdict.category.map(category_at)),
        evidence,
        desk,
    }
}

/// Decides from settled findings.
pub(super) fn verdict<'t>(lexicon: &'t Lexicon, findings: &[Finding<'_>], abroad: bool) -> Verdict<'t> {
    let meaning = meaning(lexicon, findings, abroad);
    let score = score(lexicon, findings, &meaning);
    let category = deciding(&meaning, &score, lexicon);
    let rule = route::rule(&lexicon.policy, &meaning, category);
    Verdict { meaning, score, category, rule }
}

/// The topic that decides: one with real trouble before one that is only spoken of, then policy order. So a complaint
/// about a subject where nothing concrete went wrong stays a complaint.
fn deciding(meaning: &Meaning, score: &Score, lexicon: &Lexicon) -> Option<usize> {
    let by_emergency =
        meaning.emergencies.first().and_then(|e| lexicon.policy.emergencies[*e as usize].category);
    let topics = || (0..meaning.topics.len()).filter(|place| meaning.topics[*place]);
    by_emergency.or_else(|| topics().find(|place| score.strengths[*place] > 0.0)).or_else(|| topics().next())
}
