//! How far a run has come, so that another one can go on there: noted between records, in the order of the input.

use serde::{Deserialize, Serialize};

use super::encoding::ReadAs;
use super::lines::Position;
use super::noticed::Noticed;
use super::run::Tally;
use crate::review::Counts;
use crate::session::Sessions;

/// Where an input was left, between two records, and all that reading on takes from the records before.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct Stand {
    /// Where the next record begins.
    pub position: Position,
    /// How records are read that are no UTF-8, once that is settled.
    #[serde(rename = "not_utf8")]
    pub(super) otherwise: Option<ReadAs>,
    /// A quote that is never closed was met in the table, so that what follows is read once more and not a third time.
    pub(super) recovered: bool,
    /// What was noticed until here.
    pub noticed: Noticed,
}

/// Everything that a run has come to: what it wrote is written, and the next record is not begun.
#[derive(Clone, Copy, Debug)]
pub struct Reached<'r> {
    /// Where the input stands; none between two inputs.
    pub stand: Option<&'r Stand>,
    /// What is remembered of conversations.
    pub sessions: &'r Sessions,
    /// What was counted.
    pub tally: &'r Tally,
    /// What a summary is made of, where one is wanted.
    pub counts: Option<&'r Counts>,
}
