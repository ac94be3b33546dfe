//! Who can be reached, by which way, when, and how long it takes: dated, sourced data.

/// All desks, entries and accounts of a pack.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Desks {
    /// The desks, in page order.
    pub desks: Vec<Desk>,
    /// The ways in, in page order.
    pub entries: Vec<Entry>,
    /// What holds for personal accounts.
    pub personal: Account,
    /// What holds for enterprise accounts.
    pub enterprise: Account,
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
}

/// Who handles a message.
#[derive(Clone, PartialEq, Debug)]
pub struct Desk {
    /// Stable id: `finance`.
    pub id: String,
    /// Name for people: 金融专线.
    pub name: String,
    /// Id of the entry that leads there, if one does.
    pub entry: Option<String>,
    /// Its hours and waits are those of the writer's account; else nothing is stated.
    pub account_hours: bool,
    /// It handles an emergency: a person steps in faster.
    pub emergency: bool,
    /// It belongs to an outside channel, which asks for proof.
    pub outside: bool,
    /// How long it takes; `None` when the source states nothing.
    pub wait: Option<Wait>,
    /// Document and section that the figures come from.
    pub source: String,
}

/// A way in.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Stable id: `wallet`.
    pub id: String,
    /// Name for people: 钱包帮助中心.
    pub name: String,
    /// The taps that lead there; empty when the source names none.
    pub path: Vec<String>,
    /// What it is for.
    pub scope: String,
    /// How long it takes; `None` when the source states nothing.
    pub wait: Option<Wait>,
    /// Document and section that the figures come from.
    pub source: String,
}

/// What holds for one kind of account.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Account {
    /// When people are there; `None` when the source states nothing.
    pub hours: Option<Hours>,
    /// How long it takes where the entry states nothing (personal), or whatever the entry (enterprise).
    pub wait: Option<Wait>,
    /// Document and section that the figures come from.
    pub source: String,
}

/// When somebody is there, in minutes after midnight, Shanghai: 8:00–24:00 is 480–1440.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hours {
    /// First minute of the day.
    pub opens: u16,
    /// First minute that no longer belongs.
    pub closes: u16,
}

/// An expected wait.
#[derive(Clone, PartialEq, Debug)]
pub enum Wait {
    /// From so many to so many minutes.
    Minutes(f64, f64),
    /// Only words, such as 当日回复.
    Words(String),
}
