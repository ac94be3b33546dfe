//! Who can be reached, by which way, when, and how long it takes: dated, sourced data.

use serde::{Deserialize, Serialize};

use super::service::Service;

/// All desks, entries and accounts of a pack, and what the service says about itself.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Desks {
    /// The desks, in page order.
    pub desks: Vec<Desk>,
    /// The ways in, in page order.
    pub entries: Vec<Entry>,
    /// What holds for personal accounts.
    pub personal: Account,
    /// What holds for enterprise accounts.
    pub enterprise: Account,
    /// Reference lines, best hours, devices, what comes after the service.
    pub service: Service,
}

impl Desks {
    /// The desk of an id.
    #[must_use]
    pub fn desk(&self, id: &str) -> Option<&Desk> {
        self.desks.iter().find(|desk| desk.id == id)
    }

    /// The entry of an id.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// What holds for one kind of account.
    #[must_use]
    pub fn account(&self, enterprise: bool) -> &Account {
        if enterprise { &self.enterprise } else { &self.personal }
    }
}

/// Something that a document states, and where it states it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Sourced<T> {
    /// What is stated.
    pub value: T,
    /// Document and section.
    pub source: String,
}

/// Who handles a message.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Desk {
    /// Stable id: `finance`.
    pub id: String,
    /// Name for people: 金融专线.
    pub name: String,
    /// What it is for.
    pub scope: String,
    /// The field it is an expert in: 支付.
    pub field: Option<String>,
    /// How a message comes to it.
    pub treatment: Option<Treatment>,
    /// Its place before other desks, 1 the first; `None` when the source states nothing.
    pub precedence: Option<u32>,
    /// Id of the entry that leads there, if one does.
    pub entry: Option<String>,
    /// Its hours and waits are those of the writer's account; else nothing is stated.
    pub account_hours: bool,
    /// It handles an emergency: a person steps in faster.
    pub emergency: bool,
    /// It belongs to an outside channel, which asks for proof.
    pub outside: bool,
    /// The label that the writer has to choose.
    pub label: Option<String>,
    /// The words of the prompt that opens it.
    pub prompt: Option<String>,
    /// How an outside channel passes the case on.
    pub transfer: Option<String>,
    /// The level it lifts a case to: `regulator`.
    pub level: Option<String>,
    /// The form that it wants a complaint in: `written`.
    pub form: Option<String>,
    /// Ids of the proof it asks for.
    pub proof: Vec<String>,
    /// How long it takes; `None` when the source states nothing.
    pub wait: Option<Sourced<Wait>>,
    /// Document and section that speak of it.
    pub source: String,
}

/// How a message comes to a desk.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Treatment {
    /// It goes there at once, past the machine.
    Direct,
    /// It is passed on to a specialist.
    Specialist,
    /// It is given to a person before others.
    Priority,
}

impl Treatment {
    /// Every treatment.
    pub const ALL: [Self; 3] = [Self::Direct, Self::Specialist, Self::Priority];

    /// The stable name in the decision.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Specialist => "specialist",
            Self::Priority => "priority",
        }
    }
}

/// A way in.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Entry {
    /// Stable id: `wallet`.
    pub id: String,
    /// Name for people: 钱包帮助中心.
    pub name: String,
    /// The taps that lead there; empty when the source names none.
    pub path: Vec<String>,
    /// What it is for.
    pub scope: String,
    /// Its hours are those of the writer's account; else nothing is stated.
    pub account_hours: bool,
    /// How long it takes; `None` when the source states nothing.
    pub wait: Option<Sourced<Wait>>,
    /// How often it leads to a person.
    pub success_rate: Option<Sourced<Share>>,
    /// Id of an entry to try when this one does not lead to a person.
    pub alternative: Option<String>,
    /// The system decides after the description whether a person gets it.
    pub pending_review: bool,
    /// What a writer should know about it.
    pub note: Option<String>,
    /// Document and section that speak of it.
    pub source: String,
}

/// What holds for one kind of account.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Account {
    /// Where its way in is found, in words; empty when the source states nothing.
    pub place: String,
    /// When people are there; `None` when the source states nothing.
    pub hours: Option<Sourced<Hours>>,
    /// How long it takes where the entry states nothing (personal), or whatever the entry (enterprise).
    pub wait: Option<Sourced<Wait>>,
    /// The person it may reach without a desk.
    pub manager: Option<Manager>,
    /// It may follow a ticket and look at earlier ones; `None` when the source states nothing.
    pub tracking: Option<bool>,
    /// Document and section that speak of it.
    pub source: String,
}

/// Somebody who looks after an account.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Manager {
    /// Name for people: 客户经理直连.
    pub name: String,
    /// How long it takes.
    pub wait: Option<Sourced<Wait>>,
    /// Document and section that speak of it.
    pub source: String,
}

/// When somebody is there, in minutes after midnight, Shanghai: 8:00–24:00 is 480–1440.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hours {
    /// First minute of the day.
    pub opens: u16,
    /// First minute that no longer belongs.
    pub closes: u16,
}

impl Hours {
    /// Whether they never close.
    #[must_use]
    pub const fn all_day(self) -> bool {
        self.opens == 0 && self.closes == 24 * 60
    }
}

impl std::fmt::Display for Hours {
    /// `08:00–24:00`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [opens, closes] = [self.opens, self.closes].map(|minute| (minute / 60, minute % 60));
        write!(f, "{:02}:{:02}–{:02}:{:02}", opens.0, opens.1, closes.0, closes.1)
    }
}

/// An expected wait.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Wait {
    /// From so many to so many minutes.
    Minutes(f64, f64),
    /// Only words, such as 当日回复.
    Words(String),
}

/// A share as a document puts it, 0–1.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub enum Share {
    /// Less than this.
    Below(f64),
    /// About this.
    About(f64),
    /// More than this.
    Above(f64),
}

impl Share {
    /// The stable name of how it is bounded.
    #[must_use]
    pub const fn bound(self) -> &'static str {
        match self {
            Self::Below(_) => "below",
            Self::About(_) => "about",
            Self::Above(_) => "above",
        }
    }

    /// The figure, 0–1.
    #[must_use]
    pub const fn value(self) -> f64 {
        match self {
            Self::Below(share) | Self::About(share) | Self::Above(share) => share,
        }
    }
}
