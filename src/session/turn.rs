//! One turn of a conversation: all that a memory needs to know about a decided message.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::calendar::Clock;
use crate::lexicon::Need;

/// Who speaks in a turn.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Role {
    /// The customer.
    #[default]
    User,
    /// A person of the service.
    Agent,
    /// A robot of the service.
    Bot,
    /// Notes of the system.
    System,
}

/// A decided message of a conversation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Turn<'t> {
    /// Id of the conversation.
    pub session: &'t str,
    /// Who speaks.
    pub role: Role,
    /// When. Only the time of a record makes gaps: the clock of the run stands still.
    pub clock: Clock,
    /// Id of the topic that decides.
    pub category: Option<&'t str>,
    /// How much it needs a person.
    pub need: Need,
    /// The writer asks for a person.
    pub handoff: bool,
    /// What was said.
    pub words: Words,
}

/// What was said, as a fingerprint: equal for messages whose letters and digits are equal after folding.
///
/// 128 bits of SHA-256, so that a memory holds no texts and nobody can make two messages that collide.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Words(#[serde(with = "super::saved::digits")] [u8; 16]);

impl Words {
    /// The fingerprint of a folded text.
    ///
    /// ```
    /// # use fenliu::session::Words;
    /// assert_eq!(Words::of("退款没到账！"), Words::of("退款 没到账"));
    /// assert_ne!(Words::of("退款没到账"), Words::of("退款到账"));
    /// ```
    #[must_use]
    pub fn of(folded: &str) -> Self {
        let plain: String = folded.chars().filter(|character| character.is_alphanumeric()).collect();
        Self(fingerprint(&plain))
    }
}

/// The first 128 bits of SHA-256.
pub(super) fn fingerprint(text: &str) -> [u8; 16] {
    let mut first = [0; 16];
    first.copy_from_slice(&Sha256::digest(text.as_bytes())[..16]);
    first
}
