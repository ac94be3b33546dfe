//! What a message is about and how much it needs: each finding by its stage and how it is meant.

use crate::detect::{Finding, Refusal};
use crate::lexicon::{Emergency, Lexicon, Need, Owner, Signal, Stage, State, Term};

/// What the findings mean together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Meaning {
    /// Whether each category is a topic, in policy order.
    pub(super) topics: Vec<bool>,
    /// How much it needs a person.
    pub(super) need: Need,
    /// A person is asked for.
    pub(super) handoff: bool,
    /// The emergencies that are candidates, the one that wins first.
    pub(super) emergencies: Vec<Emergency>,
    /// The outside channels asked for or threatened, in page order.
    pub(super) outside: Vec<Signal>,
}

/// A finding of a term that still means something: not refused, or refused only as carrying no weight of its own.
pub(super) fn standing<'t>(finding: &Finding<'t>) -> Option<&'t Term> {
    let weightless = matches!(finding.refused_by, None | Some(Refusal::Overlap | Refusal::Repeat));
    finding.term().filter(|_| weightless)
}

/// Reads the findings. `abroad`: the writer's region is known and not the mainland.
pub(super) fn meaning(lexicon: &Lexicon, findings: &[Finding<'_>], abroad: bool) -> Meaning {
    let mut meaning = Meaning {
        topics: vec![false; lexicon.categories.len()],
        need: Need::None,
        handoff: false,
        emergencies: Vec::new(),
        outside: Vec::new(),
    };
    let last_question = last_question(findings);
    let told = findings.iter().any(tells);
    for finding in findings {
        let Some(term) = standing(finding) else { continue };
        let question_follows = last_question.is_some_and(|start| start >= finding.span.end);
        match term.owner {
            Owner::Category(category) => {
                let (topic, need) = contribution(lexicon, term, category, finding.state, question_follows);
                meaning.topics[category] |= topic;
                // A subject that is merely named asks something only where nothing is told of it.
                if !(told && term.stage == Stage::Topic && finding.state == State::Affirmed) {
                    meaning.need = meaning.need.max(need);
                }
            }
            Owner::Signal(signal) => meaning.hear(signal, term, finding.state),
        }
    }
    // A region alone is the cause only where nothing else is.
    if abroad && meaning.need >= Need::Problem && meaning.emergencies.is_empty() {
        meaning.emergencies.push(Emergency::Overseas);
    }
    meaning.emergencies.sort_unstable();
    meaning.emergencies.dedup();
    for emergency in &meaning.emergencies {
        if let Some(category) = lexicon.policy.emergencies[*emergency as usize].category {
            meaning.topics[category] = true;
        }
    }
    meaning
}

impl Meaning {
    fn hear(&mut self, signal: Signal, term: &Term, state: State) {
        let affirmed = state == State::Affirmed;
        let asked = matches!(state, State::Asked | State::Hypothetical);
        match signal {
            Signal::FundLoss | Signal::AccountFrozen | Signal::Minor | Signal::Overseas => {
                if affirmed {
                    let emergency = Emergency::ALL.into_iter().find(|emergency| emergency.signal() == signal);
                    self.emergencies.extend(emergency);
                    self.need = self.need.max(stage_need(term.stage));
                } else if asked {
                    self.need = self.need.max(Need::Inquiry);
                }
            }
            Signal::ConsumerPlatform | Signal::CompanySite | Signal::Ministry => {
                if affirmed || asked {
                    self.outside.push(signal);
                    let need = if affirmed { stage_need(term.stage) } else { Need::Inquiry };
                    self.need = self.need.max(need);
                }
            }
            Signal::Handoff => {
                if affirmed || asked {
                    self.handoff = true;
                    self.need = self.need.max(Need::Inquiry);
                }
            }
            // 没什么, 不怎么, 客服帮我弄好了 ask nothing; a question about somebody else's trouble asks.
            Signal::Question | Signal::Request => {
                if affirmed || asked || state == State::SomeoneElse {
                    self.need = self.need.max(Need::Inquiry);
                }
            }
            Signal::Pressure | Signal::Greeting | Signal::Praise => {}
        }
    }
}

/// Whether a finding tells how things stand without asking anything: a trouble that is not, or no longer, the writer's.
fn tells(finding: &Finding<'_>) -> bool {
    let settled = matches!(
        finding.state,
        State::Negated | State::Resolved | State::Past | State::SomeoneElse | State::Praise
    );
    let trouble = |term: &Term| {
        matches!(term.owner, Owner::Category(_)) && term.stage != Stage::Topic && !is_hint(term)
    };
    settled && standing(finding).is_some_and(trouble)
}

/// Where the last question of the message starts.
fn last_question(findings: &[Finding<'_>]) -> Option<usize> {
    let is_question = |term: &Term| term.owner == Owner::Signal(Signal::Question);
    findings.iter().filter(|f| standing(f).is_some_and(is_question)).map(|f| f.span.start).max()
}

/// What one finding of a category says: whether it is a topic, and how much it needs.
fn contribution(
    lexicon: &Lexicon,
    term: &Term,
    category: usize,
    state: State,
    question_follows: bool,
) -> (bool, Need) {
    if is_hint(term) {
        return (false, Need::None);
    }
    let keeps = || lexicon.policy.keeps_topic(state, category);
    match state {
        State::Affirmed => (true, stage_need(term.stage)),
        State::Hypothetical | State::Asked => (keeps(), Need::Inquiry),
        State::Negated | State::Resolved if question_follows => (keeps(), Need::Inquiry),
        // Somebody else's trouble is a topic once the writer asks about it.
        State::SomeoneElse if question_follows => (true, Need::Inquiry),
        _ => (keeps(), Need::None),
    }
}

/// A trouble of weight 1 is a hint: it adds to the score, and decides nothing by itself.
fn is_hint(term: &Term) -> bool {
    term.weight == 1 && term.stage == Stage::Problem
}

fn stage_need(stage: Stage) -> Need {
    match stage {
        Stage::Topic => Need::Inquiry,
        Stage::Problem => Need::Problem,
        Stage::Dispute => Need::Dispute,
    }
}
