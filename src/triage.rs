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
        let evidence = self.evidence(&message, context);
        let (findings, decision) = self.judge(scratch, &message, evidence, context);
        Report { message, findings, decision, clock: context.clock }
    }

    /// The evidence in a message that was read already. It depends on the codes of the pack and on nothing else in it.
    pub(crate) fn evidence<'t>(&'t self, message: &Message<'_>, context: &Context<'_>) -> Vec<Finding<'t>> {
        detect::evidence_with(&self.lexicon.codes, message, context.clock.now)
    }

    /// What was found in a message that was read already, in order of place, and what was decided.
    pub(crate) fn judge<'t>(
        &'t self,
        scratch: &mut Scratch,
        message: &Message<'_>,
        evidence: Vec<Finding<'t>>,
        context: &Context<'_>,
    ) -> (Vec<Finding<'t>>, Decision<'t>) {
        let mut findings = self.find(scratch, message, evidence);
        let decision = self.decide(message, &mut findings, context);
        (findings, decision)
    }

    /// Everything that was found, with the evidence that is known already, before it is judged.
    pub(crate) fn find<'t>(
        &'t self,
        scratch: &mut Scratch,
        message: &Message<'_>,
        evidence: Vec<Finding<'t>>,
    ) -> Vec<Finding<'t>> {
        let mut findings = self.finder.find(&self.lexicon, &self.segmenter, message, scratch);
        findings.extend(evidence);
        findings.sort_by_key(|finding| finding.span);
        detect::refuse_nested(&mut findings);
        findings
    }

    /// Judges what was found: settles which findings count, and decides.
    pub(crate) fn decide<'t>(
        &'t self,
        message: &Message<'_>,
        findings: &mut [Finding<'t>],
        context: &Context<'_>,
    ) -> Decision<'t> {
        judge::judge(&self.lexicon, findings, context, detect::mentions_code(message))
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
