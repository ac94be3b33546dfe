//! The whole way from a message to a decision, on one screen.

use crate::calendar::Clock;
use crate::detect::{self, Finding, Scratch, TermFinder};
use crate::judge::{self, Decision};
use crate::lexicon::Lexicon;
use crate::text::{Message, Segmenter};

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
}

impl Context<'_> {
    /// A personal account on the mainland of which nothing else is known.
    #[must_use]
    pub const fn at(clock: Clock) -> Self {
        Self { clock, enterprise: false, region: None, device: None }
    }
}

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

/// A pack, ready to judge messages: immutable, cheap to share between threads.
#[derive(Debug)]
pub struct Triage {
    lexicon: Lexicon,
    finder: TermFinder,
    segmenter: Segmenter,
}

impl Triage {
    /// Makes a pack ready. It can't fail: a `Lexicon` that parsed is sound.
    #[must_use]
    pub fn new(lexicon: Lexicon) -> Self {
        let finder = TermFinder::new(&lexicon);
        let segmenter = Segmenter::new(detect::words(&lexicon));
        Self { lexicon, finder, segmenter }
    }

    /// Judges one message.
    #[must_use]
    pub fn run<'t>(&'t self, text: &'t str, context: &Context<'_>) -> Report<'t> {
        self.run_with(&mut Scratch::default(), text, context)
    }

    /// Judges one message with memory that is used again and again: one [`Scratch`] a thread.
    #[must_use]
    pub fn run_with<'t>(&'t self, scratch: &mut Scratch, text: &'t str, context: &Context<'_>) -> Report<'t> {
        let message = Message::new(text);
        let mut findings = self.finder.find(&self.lexicon, &self.segmenter, &message, scratch);
        findings.extend(detect::evidence_with(&self.lexicon.codes, &message, context.clock.now));
        findings.sort_by_key(|finding| finding.span);
        let mentions_code = detect::mentions_code(&message);
        let decision = judge::judge(&self.lexicon, &mut findings, context, mentions_code);
        Report { message, findings, decision, clock: context.clock }
    }

    /// The pack.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Its segmenter, which knows the terms of the pack.
    #[must_use]
    pub fn segmenter(&self) -> &Segmenter {
        &self.segmenter
    }
}
