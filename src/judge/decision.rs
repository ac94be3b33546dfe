//! The decision: everything that is said about one message.

use jiff::civil::DateTime;

use super::prior::Prior;
use crate::lexicon::{Account, Category, Desk, Emergency, Entry, Hours, Need, Rule, Sourced, Wait};
use crate::text::Span;

/// What was decided about a message, and why.
#[derive(Clone, Debug)]
pub struct Decision<'t> {
    /// 0–100, two decimals, rounded down: how strongly this asks for a person.
    pub score: f64,
    /// How much it needs a person.
    pub need: Need,
    /// The writer asks for a person.
    pub handoff: bool,
    /// The categories the message is about, in policy order.
    pub topics: Vec<&'t Category>,
    /// The topic that decides.
    pub category: Option<&'t Category>,
    /// Each category's strength, 0–1, in policy order.
    pub strengths: Vec<(&'t Category, f64)>,
    /// The emergency, if it is one.
    pub emergency: Option<Emergency>,
    /// Who handles it.
    pub desk: DeskChoice<'t>,
    /// What proof is there.
    pub evidence: Evidence,
    /// What the subject of self-service is, by its place in the list of findings; `None` where a person answers, or where
    /// nothing names a subject.
    pub answer: Option<usize>,
    /// The proof that the desk asks for, and where the message gives it.
    pub proof: Vec<Proven<'t>>,
    /// What an outside channel requires and the message lacks.
    pub missing: Vec<Missing<'t>>,
    /// What to tell the writer, in Chinese.
    pub advice: Vec<Advice<'t>>,
    /// The reasons and the nearest change.
    pub because: Because<'t>,
    /// What the writer's past would lead one to expect; nothing else here depends on it.
    pub prior: Option<Prior<'t>>,
}

impl Decision<'_> {
    /// The level of the funnel; it follows need alone.
    #[must_use]
    pub fn tier(&self) -> u8 {
        self.need.tier()
    }

    /// The one question that asks the writer for everything that is missing, in Chinese.
    #[must_use]
    pub fn question(&self) -> Option<String> {
        let (first, rest) = self.missing.split_first()?;
        // Nobody says 请问 twice in one breath.
        let rest = rest.iter().map(|more| more.question.strip_prefix("请问").unwrap_or(more.question));
        Some(std::iter::once(first.question).chain(rest).collect())
    }
}

/// The desk, the way in, and how things stand there now.
#[derive(Clone, Debug)]
pub struct DeskChoice<'t> {
    /// Who handles it.
    pub desk: &'t Desk,
    /// The way in.
    pub way_in: Option<&'t Entry>,
    /// Another way in, to try when that one does not lead to a person.
    pub alternative: Option<&'t Entry>,
    /// What holds for the writer's kind of account.
    pub account: &'t Account,
    /// That kind is enterprise.
    pub enterprise: bool,
    /// When somebody is there; `None` when the source states nothing.
    pub hours: Option<Hours>,
    /// Open now; `None` when the hours are not stated.
    pub open: Option<bool>,
    /// When it opens next, if it is closed.
    pub next_opening: Option<DateTime>,
    /// Expected wait, after an emergency's division; `None` when nothing is stated.
    pub wait: Option<Expected<'t>>,
    /// The other figure that the source gives for the same wait, where it contradicts itself.
    pub also: Option<Expected<'t>>,
    /// The rule that chose it.
    pub rule: &'t Rule,
}

/// An expected wait, and where the figure comes from.
#[derive(Clone, PartialEq, Debug)]
pub struct Expected<'t> {
    /// How long.
    pub wait: Wait,
    /// The figure before an emergency divided it.
    pub base: Option<Base<'t>>,
    /// Document and section that the figure comes from.
    pub source: &'t str,
}

/// What an emergency divided.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Base<'t> {
    /// How long it takes otherwise.
    pub wait: &'t Wait,
    /// How many times faster a person steps in.
    pub speedup: &'t Sourced<f64>,
}

/// What proof a message carries.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Evidence {
    /// It names an error code.
    pub code: bool,
    /// It speaks of an error code and does not say which.
    pub code_mentioned: bool,
    /// It has a time element: a time, a duration, a recurrence or a count.
    pub time: bool,
    /// It names a sum.
    pub amount: bool,
    /// It names an order.
    pub order: bool,
    /// It cites an earlier case.
    pub ticket: bool,
    /// It has something attached.
    pub attachment: bool,
}

/// Proof that a desk asks for, and where the message gives it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proven<'t> {
    /// Stable id: `order_no`, `event_time`, `bound_minor`.
    pub id: &'t str,
    /// The question that asks the writer for it, in Chinese.
    pub question: &'t str,
    /// Where it stands; empty when the message does not give it.
    pub spans: Vec<Span>,
}

/// Something an outside channel requires and the message lacks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Missing<'t> {
    /// Stable id: `order_no`, `event_time`.
    pub id: &'t str,
    /// The question to ask the writer, in Chinese.
    pub question: &'t str,
}

/// One piece of advice to the writer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Advice<'t> {
    /// Stable id: `leave_out_pressure`.
    pub id: &'t str,
    /// What to say, in Chinese.
    pub text: &'t str,
    /// The places it is about.
    pub spans: Vec<Span>,
}

/// Why the decision is what it is.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Because<'t> {
    /// The reasons, strongest effect first.
    pub reasons: Vec<Reason<'t>>,
    /// The smallest change that would send it elsewhere.
    pub flip: Option<Flip<'t>>,
}

/// One reason.
#[derive(Clone, PartialEq, Debug)]
pub enum Reason<'t> {
    /// A finding carried weight: its place in the list of findings, and how many points of the score it brought.
    Finding {
        /// Place in the list of findings.
        index: usize,
        /// What the score would lose without it.
        points: f64,
    },
    /// Evidence raised the intensity by this power.
    Evidence {
        /// The power k of 1 − (1 − S)^k.
        power: f64,
    },
    /// The score was lifted to a floor.
    Floor {
        /// What the floor belongs to: a need, an emergency, a hand-over wish.
        of: &'static str,
        /// The floor, 0–100.
        to: f64,
    },
    /// An emergency was a candidate but another one came first.
    OtherEmergency(Emergency),
    /// A finding was set aside by what the writer says about it.
    SetAside {
        /// Place in the list of findings.
        index: usize,
    },
    /// This rule of the policy chose the desk.
    Rule(&'t str),
}

/// The smallest change that would send the message to another desk.
#[derive(Clone, PartialEq, Debug)]
pub struct Flip<'t> {
    /// Places in the list of findings that would have to go.
    pub without: Vec<usize>,
    /// The desk it would then go to.
    pub desk: &'t Desk,
    /// The need it would then have.
    pub need: Need,
}
