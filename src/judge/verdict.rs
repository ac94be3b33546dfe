//! From findings to a decision.

use super::context::Context;
use super::decision::{Because, Decision};
use super::need::{Meaning, meaning};
use super::score::{Score, is_trouble, score, settle};
use super::{advice, answer, desk, prior, proof, reasons, route};
use crate::detect::{Finding, mentions_code};
use crate::lexicon::{Category, Lexicon, Rule};
use crate::text::{Message, letters};

/// What a decision takes into account beside the findings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'m> {
    /// The writer's region is known and not the mainland.
    pub(super) abroad: bool,
    pub(super) message: &'m Message<'m>,
}

/// What follows from the findings, before it is put into words.
#[derive(Clone, Debug)]
pub(super) struct Verdict<'t> {
    pub(super) meaning: Meaning,
    pub(super) score: Score,
    /// Place of the deciding category.
    pub(super) category: Option<usize>,
    pub(super) rule: &'t Rule,
}

/// Judges the findings of one message: settles which of them count, then decides.
#[must_use]
pub fn judge<'t>(
    lexicon: &'t Lexicon,
    findings: &mut [Finding<'t>],
    context: &Context<'_>,
    message: &Message<'_>,
) -> Decision<'t> {
    settle(findings);
    let setting = Setting { abroad: lexicon.policy.is_abroad(context.region), message };
    let verdict = verdict(lexicon, findings, setting);
    let mut evidence = proof::evidence(findings);
    evidence.code_mentioned = !evidence.code && mentions_code(message);
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
            reasons: reasons::reasons(lexicon, &verdict, findings, setting),
            flip: reasons::flip(lexicon, &verdict, findings, setting),
        },
        prior: prior::prior(&lexicon.categories, &context.past, verdict.category.map(category_at)),
        evidence,
        desk,
    }
}

/// Decides from settled findings.
pub(super) fn verdict<'t>(
    lexicon: &'t Lexicon,
    findings: &[Finding<'_>],
    setting: Setting<'_>,
) -> Verdict<'t> {
    let meaning = meaning(lexicon, findings, setting.abroad);
    let score = score(lexicon, findings, &meaning);
    let category = deciding(lexicon, findings, setting, &meaning, &score);
    let rule = route::rule(&lexicon.policy, &meaning, category);
    Verdict { meaning, score, category, rule }
}

/// The topic that decides: one with real trouble before one that is only spoken of, then policy order. So a complaint
/// about a subject where nothing concrete went wrong stays a complaint, as does a long one that tells of one fault in passing.
fn deciding(
    lexicon: &Lexicon,
    findings: &[Finding<'_>],
    setting: Setting<'_>,
    meaning: &Meaning,
    score: &Score,
) -> Option<usize> {
    let by_emergency =
        meaning.emergencies.first().and_then(|e| lexicon.policy.emergencies[*e as usize].category);
    let topics = || (0..meaning.topics.len()).filter(|place| meaning.topics[*place]);
    let first = || topics().find(|place| score.strengths[*place] > 0.0).or_else(|| topics().next());
    by_emergency.or_else(|| first().map(|first| leading(lexicon, findings, setting, first)))
}

/// The category that leads instead of the first, if the policy has one and it is the point of the message.
fn leading(lexicon: &Lexicon, findings: &[Finding<'_>], setting: Setting<'_>, first: usize) -> usize {
    let troubles = |category| {
        let ours = findings.iter().filter(|finding| finding.counted());
        ours.filter_map(is_trouble).filter(|&(of, weight)| of == category && weight > 1).count()
    };
    match &lexicon.policy.lead {
        Some(lead)
            if lead.over.contains(&first)
                && troubles(first) == 1
                && troubles(lead.category) >= lead.troubles
                && letters(setting.message.folded()) >= lead.letters =>
        {
            lead.category
        }
        _ => first,
    }
}
