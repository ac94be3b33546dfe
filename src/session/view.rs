//! What is said about a conversation beside a decision.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// How far a conversation has come on its way to a person. It only rises, until the conversation is forgotten.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
#[serde(rename_all = "snake_case")]
pub enum Handover {
    /// Nothing speaks for a person yet.
    #[default]
    None,
    /// A person should be offered.
    Offered,
    /// The writer has asked for a person.
    Requested,
    /// A person has spoken.
    Handed,
}

impl Handover {
    /// Every state, in order.
    pub const ALL: [Self; 4] = [Self::None, Self::Offered, Self::Requested, Self::Handed];

    /// The stable name in the decision.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Offered => "offered",
            Self::Requested => "requested",
            Self::Handed => "handed",
        }
    }
}

/// What brought a conversation to its state.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The category changed again and again.
    Switches,
    /// The same request was made again.
    Repeat,
    /// The need rose again and again.
    Rising,
    /// The writer asked for a person.
    Handoff,
    /// A person spoke.
    Agent,
}

impl Why {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::Switches, Self::Repeat, Self::Rising, Self::Handoff, Self::Agent];

    /// The stable name in the decision.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Switches => "switches",
            Self::Repeat => "repeat",
            Self::Rising => "rising",
            Self::Handoff => "handoff",
            Self::Agent => "agent",
        }
    }
}

/// When an offer takes effect: at some moment from the one to the other, Shanghai wall clock.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Offer {
    /// Not before.
    pub from: DateTime,
    /// Not after.
    pub until: DateTime,
}

/// How a conversation stands after a turn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SessionView<'s> {
    /// Id of the conversation.
    pub id: &'s str,
    /// How many turns the writer has had, this one included; 0 before the first.
    pub turn: u32,
    /// How many changes of category there were in a row, up to this turn.
    pub switches: u32,
    /// How far it has come.
    pub state: Handover,
    /// What brought it there; none at the beginning.
    pub why: Option<Why>,
    /// When the offer takes effect, while one stands.
    pub offer: Option<Offer>,
    /// The turn is earlier than one before it.
    pub late: bool,
    /// What was known of the conversation had to go to make room for others: it begins anew.
    pub forgotten: bool,
}

impl<'s> SessionView<'s> {
    /// A conversation of which nothing is known.
    #[must_use]
    pub const fn new(id: &'s str) -> Self {
        Self {
            id,
            turn: 0,
            switches: 0,
            state: Handover::None,
            why: None,
            offer: None,
            late: false,
            forgotten: false,
        }
    }
}
