//! The whole way from a message to a decision, on one screen.

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
    lexicon: Lexicon,
    finder: TermFinder,
    segmenter: Segmenter,
}

impl Triage {
    /// Makes a pack ready. It can't fail: a `Lexicon` that parsed is sound.
    #[must_use]
    pub fn new(lexicon: Lexicon) -> Self {
        let finder = TermFinder::new(&lexicon);
        let segmenter = finder.segmenter();
        Self { lexicon, finder, segmenter }
    }

    /// The pack that the program carries, ready at once: the build did the work. It judges as `Triage::new(Lexicon::builtin())`
    /// does.
    #[must_use]
    pub fn builtin() -> Self {
        let lexicon = Lexicon::as_built();
        let finder = TermFinder::builtin(&lexicon);
        let segmenter = finder.segmenter();
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
        self.run_watched(scratch, text, context, &mut |_| {})
    }

    /// Judges one message, telling the place in the pack of every assertion cue that says how a term is meant.
    pub(crate) fn run_watched<'t>(
        &'t self,
        scratch: &mut Scratch,
        text: &'t str,
        context: &Context<'_>,
        on_cue: &mut dyn FnMut(usize),
    ) -> Report<'t> {
        let message = Message::new(text);
        let evidence = self.evidence(&message, context);
        let mut findings = self.find_watched(scratch, &message, evidence, on_cue);
        let decision = self.decide(&message, &mut findings, context);
        Report { message, findings, decision, clock: context.clock }
    }

    /// Whether a message may be a hit: soon told, and a message that is none has no category, no emergency and no hand-over,
    /// and needs nothing or asks something.
    pub(crate) fn may_matter(&self, scratch: &mut Scratch, text: &str) -> bool {
        self.finder.may_matter(&self.lexicon, text, scratch)
    }

    /// The evidence in a message that was read already. It depends on the codes of the pack and on nothing else in it.
    pub(crate) fn evidence<'t>(&'t self, message: &Message<'_>, context: &Context<'_>) -> Vec<Finding<'t>> {
        detect::evidence_with(&self.lexicon.codes, message, context.clock.now)
    }

    /// Everything that was found, with the evidence that is known already, before it is judged.
    pub(crate) fn find<'t>(
        &'t self,
        scratch: &mut Scratch,
        message: &Message<'_>,
        evidence: Vec<Finding<'t>>,
    ) -> Vec<Finding<'t>> {
        self.find_watched(scratch, message, evidence, &mut |_| {})
    }

    fn find_watched<'t>(
        &'t self,
        scratch: &mut Scratch,
        message: &Message<'_>,
        evidence: Vec<Finding<'t>>,
        on_cue: &mut dyn FnMut(usize),
    ) -> Vec<Finding<'t>> {
        let (lexicon, segmenter) = (&self.lexicon, &self.segmenter);
        let mut findings = self.finder.find_watched(lexicon, segmenter, message, scratch, on_cue);
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
        judge::judge(&self.lexicon, findings, context, message)
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
