//! How findings become a decision: probabilities, floors, what assertion takes away, and the ordered route.

use serde::{Deserialize, Serialize};

use super::assertion::State;
use super::desk::Sourced;
use super::term::Signal;

/// How much a message needs a person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Nothing to do.
    None,
    /// Self-service can answer it.
    Inquiry,
    /// Something is wrong for the writer.
    Problem,
    /// It has escalated.
    Dispute,
}

impl Need {
    /// Every need, in order.
    pub const ALL: [Self; 4] = [Self::None, Self::Inquiry, Self::Problem, Self::Dispute];

    /// The stable name in the decision.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Inquiry => "inquiry",
            Self::Problem => "problem",
            Self::Dispute => "dispute",
        }
    }

    /// The level of the funnel: 1 self-service, 2 specialist, 3 supervisor.
    #[must_use]
    pub const fn tier(self) -> u8 {
        match self {
            Self::None | Self::Inquiry => 1,
            Self::Problem => 2,
            Self::Dispute => 3,
        }
    }
}

/// The four emergencies, the one that wins first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Emergency {
    /// A child spent money.
    Minor,
    /// Money stolen, defrauded, sent to a cheat: then being abroad is not the cause.
    FundLoss,
    /// The writer is abroad, and that is the difficulty.
    Overseas,
    /// The writer's account, card or money is blocked now.
    AccountFrozen,
}

impl Emergency {
    /// Every emergency, in order of precedence.
    pub const ALL: [Self; 4] = [Self::Minor, Self::FundLoss, Self::Overseas, Self::AccountFrozen];

    /// The stable name in the decision.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.signal().name()
    }

    /// The signal that speaks for it.
    #[must_use]
    pub const fn signal(self) -> Signal {
        match self {
            Self::Minor => Signal::Minor,
            Self::Overseas => Signal::Overseas,
            Self::FundLoss => Signal::FundLoss,
            Self::AccountFrozen => Signal::AccountFrozen,
        }
    }
}

/// What an emergency brings with it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct EmergencyPolicy {
    /// Score floor, 0–1.
    pub floor: f64,
    /// The category it belongs to, by its place in the lexicon, if any.
    pub category: Option<usize>,
}

/// The whole policy of a pack.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Policy {
    /// Probability that a term of weight 1–5 alone needs a person, 0–1.
    pub weights: [f64; 5],
    /// Score floor for each need, 0–1, in the order of [`Need::ALL`]; the first two are 0.
    pub need_floors: [f64; 4],
    /// Score floor for a hand-over wish, 0–1.
    pub handoff_floor: f64,
    /// For each emergency in the order of [`Emergency::ALL`].
    pub emergencies: [EmergencyPolicy; 4],
    /// Regions of the mainland, lower case; any other region is abroad. `cn` covers `cn-gd`.
    pub home: Vec<String>,
    /// How many times faster a person steps in at an emergency.
    pub emergency_speedup: Sourced<f64>,
    /// Power of the evidence when there is a code or a time element.
    pub one_evidence: f64,
    /// Power of the evidence when there are both.
    pub both_evidence: f64,
    /// Categories (by place) that keep their topic when a finding is in a state.
    pub keeps: Vec<(State, Vec<usize>)>,
    /// When a category leads though one before it has trouble, if any does.
    pub lead: Option<Lead>,
    /// The ordered route: the first whose condition holds decides the desk.
    pub route: Vec<Rule>,
    /// Proof that desks ask for.
    pub proofs: Vec<Proof>,
    /// What is remembered between the messages of a conversation.
    pub session: SessionPolicy,
}

impl Policy {
    /// Whether a region is known and lies outside the mainland.
    #[must_use]
    pub fn is_abroad(&self, region: Option<&str>) -> bool {
        let Some(region) = region.map(|region| region.trim().to_lowercase()) else { return false };
        let is_home = |home: &String| {
            region
                .strip_prefix(home.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
        };
        !region.is_empty() && !self.home.iter().any(is_home)
    }

    /// Whether a finding of a category keeps its topic in a state other than affirmed.
    #[must_use]
    pub fn keeps_topic(&self, state: State, category: usize) -> bool {
        self.keeps.iter().any(|(kept, categories)| *kept == state && categories.contains(&category))
    }
}

/// A category that is the point of a long message if most of its troubles are of it: one fault told in passing leads none.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Lead {
    /// That category, by its place in the lexicon.
    pub category: usize,
    /// The categories it leads instead of, where they have a single trouble.
    pub over: Vec<usize>,
    /// It has at least so many troubles.
    pub troubles: usize,
    /// The message has at least so many letters and digits.
    pub letters: usize,
}

/// One line of the route.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// Name of the rule, shown in reasons.
    pub id: String,
    /// Id of the desk that gets the message.
    pub desk: String,
    /// When it holds: every part that is given must.
    pub when: Condition,
}

/// When a rule holds. An empty condition always does.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Condition {
    /// It is this emergency.
    pub emergency: Option<Emergency>,
    /// This outside channel is asked for or threatened.
    pub signal: Option<Signal>,
    /// The deciding category, by its place in the lexicon.
    pub category: Option<usize>,
    /// There is a deciding category, or there is none.
    pub has_category: Option<bool>,
    /// Need at least this.
    pub need: Option<Need>,
    /// There is a hand-over wish.
    pub handoff: Option<bool>,
}

/// Ids of the proof that a desk may ask for.
pub(super) const PROOFS: [&str; 3] = ["order_no", "event_time", "bound_minor"];

/// Something that a desk asks for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Proof {
    /// Stable id: `order_no`, `event_time`, `bound_minor`.
    pub id: String,
    /// The question to ask the writer, in Chinese.
    pub question: String,
}

/// When a conversation should be offered a person, and how long it is remembered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SessionPolicy {
    /// Changes of category in a row that make an offer.
    pub switches: u32,
    /// How often the same request is made in a row until that makes an offer.
    pub repeats: u32,
    /// Rises of need, without a fall between them, that make an offer.
    pub rises: u32,
    /// An offer takes effect so many minutes later, at least and at most.
    pub offer_minutes: [u32; 2],
    /// A conversation that is silent for more minutes than this is forgotten.
    pub gap_minutes: u32,
    /// Its memory is freed when a turn comes that is so many minutes later still.
    pub grace_minutes: u32,
    /// No more conversations than this are remembered.
    pub max_sessions: u32,
}

impl Default for SessionPolicy {
    /// The three changes and the 10–15 minutes are claims of the service's description (seventh section, on the funnel);
    /// all other figures are a choice of this program.
    fn default() -> Self {
        Self {
            switches: 3,
            repeats: 2,
            rises: 2,
            offer_minutes: [10, 15],
            gap_minutes: 60,
            grace_minutes: 10,
            max_sessions: 100_000,
        }
    }
}
