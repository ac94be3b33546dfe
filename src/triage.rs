//! The whole way from a message to a decision, on one screen.

use crate::calendar::Clock;
use crate::detect::Finding;
use crate::judge::Decision;
use crate::text::Message;

/// Everything said about one message; borrows from the message and the `Triage`.
#[derive(Clone, Debug)]
pub struct Report<'t> {
    /// The message and its way back.
    pub message: Message<'t>,
    /// What was found, refused findings included, in order of their place.
    pub findings: Vec<Finding<'t>>,
    /// What was decided.
    pub decision: Decision<'t>,
    /// The time it was decided for.
    pub clock: Clock,
}

/// What is known about a message beside its text.
#[derive(Clone, Debug)]
pub struct Context<'c> {
    /// Now, and where that was taken from.
    pub clock: Clock,
    /// The writer has an enterprise account.
    pub enterprise: bool,
    /// Region of the writer's account, e.g. `HK`; none when unknown.
    pub region: Option<&'c str>,
    /// Device the message was sent from: `mobile`, `pc`; none when unknown.
    pub device: Option<&'c str>,
}
