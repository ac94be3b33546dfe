//! The whole way from a message to a decision, on one screen.

use std::sync::Arc;

use crate::calendar::Clock;
use crate::detect::{self, Finding, Scratch, TermFinder};
use crate::judge::{self, Decision};
use crate::lexicon::Lexicon;
use crate::text::{Message, Segmenter};

pub use crate::judge::Context;

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
    lexicon: Arc<Lexicon>,
    finder: TermFinder,
    segmenter: Segmenter,
}

impl Triage {
    /// Makes a pack ready. It can't fail: a `Lexicon` that parsed is sound.
    #[must_use]
    pub fn new(lexicon: Lexicon) -> Self {
        let lexicon = Arc::new(lexicon);
        let finder = TermFinder::new(&lexicon);
        let segmenter = Segmenter::new(detect::words(Arc::clone(&lexicon)));
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
        detect::refuse_nested(&mut findings);
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
