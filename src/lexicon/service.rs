//! What the service says about itself beyond its desks: reference lines, best hours, devices, what comes afterwards.

use serde::{Deserialize, Serialize};

use super::desk::{Hours, Share, Sourced};

/// What the service says about itself. Every text is ready to be shown: its figures have been filled in.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Service {
    /// The shares that a batch is held against, in page order.
    pub lines: Vec<Line>,
    /// Hours that are better or worse than others, in page order.
    pub periods: Vec<Period>,
    /// Which devices do worse.
    pub device: Option<DeviceTip>,
    /// What comes after the service.
    pub after: Option<AfterService>,
}

/// A share of the messages that the machine is said to answer or solve.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Line {
    /// Stable id: `solved_by_machine`.
    pub id: String,
    /// What it is the share of, for people.
    pub name: String,
    /// The share.
    pub share: Sourced<Share>,
}

/// A part of the day that is better or worse than others.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Period {
    /// Stable id, also of the advice: `avoid_peak`.
    pub id: String,
    /// Name for people: 高峰.
    pub name: String,
    /// When it is.
    pub hours: Sourced<Hours>,
    /// It holds on workdays only, make-up workdays included.
    pub workdays: bool,
    /// It is better to come at another time.
    pub avoid: bool,
    /// What to tell the writer.
    pub text: String,
}

/// Which devices do worse, and what to do about it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DeviceTip {
    /// Devices that get a person later, folded to lower case.
    pub slower: Vec<String>,
    /// What to tell the writer.
    pub text: String,
    /// Document and section.
    pub source: String,
}

/// What comes after the service.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AfterService {
    /// How many minutes after its end a rating is taken.
    pub rating_minutes: Sourced<u32>,
    /// Id of the desk that takes a further complaint.
    pub complaint: String,
    /// What to tell about the rating.
    pub rating: String,
    /// What to tell about staff numbers: none can be promised.
    pub staff: String,
    /// What to tell about a further complaint.
    pub written: String,
}
