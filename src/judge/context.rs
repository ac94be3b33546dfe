//! What is known about a message beside its text.

use super::prior::Past;
use crate::calendar::Clock;

/// What is known about a message beside its text.
#[derive(Clone, Copy, Debug)]
pub struct Context<'c> {
    /// Now, and where that was taken from.
    pub clock: Clock,
    /// The writer has an enterprise account.
    pub enterprise: bool,
    /// Region of the writer's account, e.g. `HK`; none when unknown.
    pub region: Option<&'c str>,
    /// Device the message was sent from: `mobile`, `pc`; none when unknown.
    pub device: Option<&'c str>,
    /// What is known of the writer's past. It gives a [`Prior`](super::Prior) and changes nothing else.
    pub past: Past<'c>,
}

impl Context<'_> {
    /// A personal account on the mainland of which nothing else is known.
    #[must_use]
    pub const fn at(clock: Clock) -> Self {
        Self {
            clock,
            enterprise: false,
            region: None,
            device: None,
            past: Past { user: None, own: None, alike: None },
        }
    }
}
