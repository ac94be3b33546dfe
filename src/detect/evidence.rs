//! Concrete proof in passes of typed claims: the first claim owns the span.

use std::ops::Range;

use jiff::civil::DateTime;

use super::code_mentions::mentions_code;
use super::finding::{Finding, Kind, What};
use super::reading::{Classes, Text};
use super::{codes, identifiers, known_codes, quantities, times, windows};
use crate::calendar::Clock;
use crate::lexicon::CodeBook;
use crate::text::{Message, Work, count};

/// Codes, times, counts, amounts and identifiers of a message, in order of their place. They never overlap, but that a
/// run of days (连续三天) is a count beside the duration.
///
/// The order of the claims is fixed: links and mail addresses, network addresses, times, versions, counts and amounts,
/// numbers that identify something, error codes last. So the 400 of a hotline or a sum is never a code. Relative times are
/// counted from `now`. A message without a digit or a word of time costs one look at each of its bytes.
///
/// ```
/// # use fenliu::{calendar::parse_moment, detect::{Kind, evidence}, text::Message};
/// let message = Message::new("近24小时付款失败3次，报错 E1024");
/// let found = evidence(&message, parse_moment("2026-11-24T19:30")?);
/// let kinds: Vec<Kind> = found.iter().map(|finding| finding.kind()).collect();
/// assert_eq!(kinds, [Kind::Time, Kind::Count, Kind::Code]);
/// # Ok::<(), String>(())
/// ```
#[must_use]
pub fn evidence<'t>(message: &Message<'_>, now: DateTime) -> Vec<Finding<'t>> {
    findings(message, claims(message, now))
}

/// The same, with what is known about the codes.
#[must_use]
pub fn evidence_with<'t>(codes: &'t CodeBook, message: &Message<'_>, now: DateTime) -> Vec<Finding<'t>> {
    let mut claims: Vec<Known<'t>> = claims(message, now);
    known_codes::look_up(codes, Text::new(message.folded()), &mut claims);
    findings(message, claims)
}

/// All evidence of one message and nothing else.
#[derive(Clone, Debug)]
pub struct Extraction<'t> {
    /// The message and its way back.
    pub message: Message<'t>,
    /// What was found, in order of its place.
    pub findings: Vec<Finding<'t>>,
    /// It speaks of an error code and does not say which.
    pub code_mentioned: bool,
    /// The time that relative times are counted from.
    pub clock: Clock,
}

/// Reads the evidence out of a text, with what is known about its codes.
#[must_use]
pub fn extract<'t>(codes: &'t CodeBook, text: &'t str, clock: Clock) -> Extraction<'t> {
    let message = Message::new(text);
    let findings = evidence_with(codes, &message, clock.now);
    let named = findings.iter().any(|finding| finding.kind() == Kind::Code);
    let code_mentioned = !named && mentions_code(&message);
    Extraction { message, findings, code_mentioned, clock }
}

/// What each pass can begin with, in the order of the passes.
static FIRSTS: Classes = Classes::new(&[
    &identifiers::ADDRESS,
    &times::FIRST,
    &identifiers::VERSION,
    &quantities::FIRST,
    &identifiers::NUMBER,
    &codes::FIRST,
]);

/// The place of a set in [`FIRSTS`].
#[derive(Clone, Copy)]
pub(super) enum Pass {
    Addresses,
    Times,
    Versions,
    Quantities,
    Numbers,
    Codes,
}

fn claims(message: &Message<'_>, now: DateTime) -> Vec<Claim> {
    let text = Text::new(message.folded());
    let places = FIRSTS.places(text);
    if places.is_empty() {
        return Vec::new();
    }
    // Most messages have no letter and no digit of ASCII, and so nothing of what is made of them.
    let latin = places.iter().any(|(at, _)| text.byte(*at).is_ascii_alphanumeric());
    let mut claims = Claims { text, places, done: Vec::new(), fresh: Vec::new() };
    if latin {
        claims.pass(Pass::Addresses, identifiers::address);
    }
    claims.pass(Pass::Times, |text, at| {
        times::phrase(text, at, now).map(|phrase| (phrase.range, Some(phrase.what)))
    });
    claims.pass(Pass::Versions, identifiers::version);
    claims.pass(Pass::Quantities, quantities::quantity);
    claims.pass(Pass::Numbers, identifiers::number);
    if latin {
        codes::codes(message, &mut claims);
    }
    windows::link(message, &mut claims.done);
    claims.done
}

fn findings<'t>(message: &Message<'_>, claims: Vec<Known<'t>>) -> Vec<Finding<'t>> {
    let found = claims.into_iter();
    found.filter_map(|(range, what)| what.map(|what| Finding::new(message.span(range), what))).collect()
}

/// A claimed range; what has no finding (a port, a size) only keeps others away.
pub(super) type Claim = Known<'static>;

/// A claim that may borrow what the pack knows.
pub(super) type Known<'t> = (Range<usize>, Option<What<'t>>);

/// The ranges claimed so far, in order.
pub(super) struct Claims<'a> {
    pub(super) text: Text<'a>,
    /// Where some pass may begin something, and which.
    places: Vec<(usize, u8)>,
    done: Vec<Claim>,
    fresh: Vec<Claim>,
}

impl<'a> Claims<'a> {
    /// Walks the text once and claims what `find` finds in unclaimed text, asking only where the pass may begin something.
    /// `find` may look around but must answer in bounded time.
    pub(super) fn pass(&mut self, pass: Pass, mut find: impl FnMut(Text<'a>, usize) -> Option<Claim>) {
        let text = self.text;
        let (mut free, mut next) = (0, 0);
        count(Work::Looks, self.places.len());
        for &(at, passes) in &self.places {
            if passes >> pass as u8 & 1 == 0 || at < free {
                continue;
            }
            while self.done.get(next).is_some_and(|(range, _)| range.end <= at) {
                next += 1;
            }
            if let Some((range, _)) = self.done.get(next).filter(|(range, _)| range.start <= at) {
                free = range.end;
                continue;
            }
            let limit = self.done.get(next).map_or(text.len(), |(range, _)| range.start);
            let fits = |(range, _): &Claim| range.end <= limit && range.end > at && range.start >= at;
            if let Some(claim) = find(text, at).filter(fits) {
                free = claim.0.end;
                self.fresh.push(claim);
            }
        }
        self.settle();
    }

    /// Brings this pass's claims in order with the earlier ones.
    fn settle(&mut self) {
        if !self.fresh.is_empty() {
            self.done.append(&mut self.fresh);
            self.done.sort_by_key(|(range, _)| range.start);
        }
    }
}
