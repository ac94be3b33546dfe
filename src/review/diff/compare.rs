//! Both packs over the same messages in one pass: each is read and folded once.

use std::collections::{BTreeSet, HashMap};

use super::outcome::{Names, Outcome};
use super::tally::Counts;
use crate::calendar::Clock;
use crate::detect::{Finding, Identifier, Kind, Scratch, What};
use crate::judge::Past;
use crate::lexicon::{Lexicon, Term};
use crate::review::case::stands;
use crate::text::{Message, Span};
use crate::triage::{Context, Triage};

/// Messages that are kept with their text; beyond that they are only counted. Those that no longer reach a person are
/// kept whatever their number.
pub const KEPT: usize = 50_000;

/// A message that the two packs decide otherwise.
#[derive(Clone, Debug)]
pub struct Moved {
    /// Where it comes from, for people: `messages.ndjson:12`.
    pub place: String,
    /// The message as written.
    pub text: String,
    /// What the old pack decides.
    pub old: Outcome,
    /// What the new pack decides.
    pub new: Outcome,
    /// Numbers and addresses in it that may tell who wrote it.
    pub private: Vec<(Identifier, Span)>,
    /// The terms that either pack found in it, refused ones included.
    pub terms: BTreeSet<String>,
    pub(super) circumstances: Circumstances,
}

/// What was known about a message beside its text.
#[derive(Clone, Debug)]
pub(super) struct Circumstances {
    clock: Clock,
    enterprise: bool,
    region: Option<String>,
    device: Option<String>,
}

impl Circumstances {
    pub(super) fn context(&self) -> Context<'_> {
        let (region, device) = (self.region.as_deref(), self.device.as_deref());
        Context { clock: self.clock, enterprise: self.enterprise, region, device, past: Past::default() }
    }
}

/// One of the two packs.
#[derive(Debug)]
struct Reading<'t> {
    triage: &'t Triage,
    scratch: Scratch,
}

/// Two packs over messages that come one after the other.
#[derive(Debug)]
pub struct Comparison<'t> {
    old: Reading<'t>,
    new: Reading<'t>,
    /// The packs know the same codes, so that evidence is looked for once.
    same_codes: bool,
    /// They judge the same findings alike.
    same_judge: bool,
    names: Names,
    counts: Counts,
    moved: Vec<Moved>,
    /// How often each term fired for either pack: old and new.
    fired: HashMap<&'t str, [u64; 2]>,
}

/// What a comparison found.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Desks and categories.
    pub names: Names,
    /// All counts.
    pub counts: Counts,
    /// The messages that are decided otherwise, in order of reading.
    pub moved: Vec<Moved>,
    /// How often each term fired, by id, for the old and the new pack; those that differ, most first.
    pub fired: Vec<(String, [u64; 2])>,
}

impl<'t> Comparison<'t> {
    /// Compares these two.
    #[must_use]
    pub fn new(old: &'t Triage, new: &'t Triage) -> Self {
        let (before, after) = (old.lexicon(), new.lexicon());
        Self {
            same_codes: before.codes == after.codes,
            same_judge: judge_alike(before, after),
            names: Names::of(before, after),
            old: Reading { triage: old, scratch: Scratch::default() },
            new: Reading { triage: new, scratch: Scratch::default() },
            counts: Counts::default(),
            moved: Vec::new(),
            fired: HashMap::new(),
        }
    }

    /// The desks and categories that either pack knows.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Compares one message. `place` is only asked for where something is different.
    pub fn add(&mut self, text: &str, context: &Context<'_>, place: impl FnOnce() -> String) {
        let message = Message::new(text);
        let evidence = self.old.triage.evidence(&message, context);
        let other =
            if self.same_codes { evidence.clone() } else { self.new.triage.evidence(&message, context) };
        let mut before = self.old.triage.find(&mut self.old.scratch, &message, evidence);
        let mut after = self.new.triage.find(&mut self.new.scratch, &message, other);
        let decision = self.old.triage.decide(&message, &mut before, context);
        let old = self.names.outcome(self.old.triage.lexicon(), &decision);
        // Judging is a function of the findings and of what `judge_alike` compared.
        let new = if self.same_judge && found_alike(&before, &after) {
            old
        } else {
            let decision = self.new.triage.decide(&message, &mut after, context);
            self.names.outcome(self.new.triage.lexicon(), &decision)
        };
        self.counts.add(&old, &new);
        self.fire(&before, 0);
        self.fire(&after, 1);
        if !old.agrees(&new) && (self.moved.len() < KEPT || (old.person && !new.person)) {
            let terms = before.iter().chain(&after).filter_map(Finding::term).map(|term| term.id.clone());
            self.moved.push(Moved {
                place: place(),
                text: text.to_owned(),
                old,
                new,
                private: private(&before),
                terms: terms.collect(),
                circumstances: Circumstances {
                    clock: context.clock,
                    enterprise: context.enterprise,
                    region: context.region.map(str::to_owned),
                    device: context.device.map(str::to_owned),
                },
            });
        }
    }

    /// Counts the terms that stand, each once a message.
    fn fire(&mut self, findings: &[Finding<'t>], side: usize) {
        let stands = |finding: &&Finding<'_>| stands(finding.refused_by.as_ref());
        let mut terms: Vec<&'t Term> =
            findings.iter().filter(stands).filter_map(|finding| finding.term()).collect();
        terms.sort_unstable_by_key(|term| std::ptr::from_ref(*term));
        terms.dedup_by_key(|term| std::ptr::from_ref(*term));
        for term in terms {
            self.fired.entry(&term.id).or_default()[side] += 1;
        }
    }

    /// What was found.
    #[must_use]
    pub fn finish(self) -> Compared {
        let differing = self.fired.into_iter().filter(|(_, [old, new])| old != new);
        let mut fired: Vec<(String, [u64; 2])> =
            differing.map(|(id, counts)| (id.to_owned(), counts)).collect();
        fired.sort_by(|(id, [a, b]), (other, [c, d])| {
            c.abs_diff(*d).cmp(&a.abs_diff(*b)).then_with(|| id.cmp(other))
        });
        Compared { names: self.names, counts: self.counts, moved: self.moved, fired }
    }
}

/// Whether two packs judge the same findings alike.
fn judge_alike(old: &Lexicon, new: &Lexicon) -> bool {
    old.policy == new.policy && old.desks == new.desks && old.categories == new.categories
}

/// Whether two packs found the same, as far as judging looks at it. `before` may have been settled already: what that
/// refuses follows from the rest.
fn found_alike(before: &[Finding<'_>], after: &[Finding<'_>]) -> bool {
    before.len() == after.len()
        && before.iter().zip(after).all(|(one, other)| {
            let settled = |finding: &Finding<'_>| match &finding.refused_by {
                Some(crate::detect::Refusal::Overlap | crate::detect::Refusal::Repeat) => None,
                refusal => refusal.as_ref().map(crate::detect::Refusal::name),
            };
            one.span == other.span
                && one.state == other.state
                && settled(one) == settled(other)
                && match (&one.what, &other.what) {
                    (What::Term(one), What::Term(other)) => {
                        (&one.id, one.owner, one.weight, one.stage)
                            == (&other.id, other.owner, other.weight, other.stage)
                    }
                    (one, other) => one == other,
                }
        })
}

fn private(findings: &[Finding<'_>]) -> Vec<(Identifier, Span)> {
    let identifiers = findings.iter().filter_map(|finding| match finding.kind() {
        Kind::Identifier(identifier) => Some((identifier, finding.span)),
        _ => None,
    });
    identifiers.collect()
}
