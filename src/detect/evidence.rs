//! Concrete proof in passes of typed claims: the first claim owns the span.

use std::ops::Range;

use jiff::civil::DateTime;

use super::finding::{Finding, What};
use super::reading::Text;
use super::{codes, identifiers, quantities, times};
use crate::text::Message;

/// Codes, times, counts, amounts and identifiers of a message, in order of their place, never overlapping.
///
/// The order of the claims is fixed: links and mail addresses, network addresses, times, versions, counts and amounts,
/// numbers that identify something, error codes last. So the 400 of a hotline or a sum is never a code. Relative times are
/// counted from `now`. A message without a digit or a word of time costs one look at each of its bytes.
#[must_use]
pub fn evidence<'t>(message: &Message<'_>, now: DateTime) -> Vec<Finding<'t>> {
    let text = Text::new(message.folded());
    let mut claims = Claims { text, done: Vec::new(), fresh: Vec::new() };
    claims.pass(|text, at| identifiers::address(text, at));
    claims.pass(|text, at| times::phrase(text, at, now).map(|phrase| (phrase.range, Some(phrase.what))));
    claims.pass(|text, at| identifiers::version(text, at));
    claims.pass(|text, at| quantities::quantity(text, at));
    claims.pass(|text, at| identifiers::number(text, at));
    codes::codes(message, &mut claims);
    let found = claims.done.into_iter();
    found.filter_map(|(range, what)| what.map(|what| Finding::new(message.span(range), what))).collect()
}

/// A claimed range; what has no finding (a port, a size) only keeps others away.
pub(super) type Claim = (Range<usize>, Option<What<'static>>);

/// The ranges claimed so far, in order.
pub(super) struct Claims<'a> {
    pub(super) text: Text<'a>,
    done: Vec<Claim>,
    fresh: Vec<Claim>,
}

impl<'a> Claims<'a> {
    /// Walks the text once and claims what `find` finds in unclaimed text. `find` may look around but must answer in
    /// bounded time.
    pub(super) fn pass(&mut self, mut find: impl FnMut(Text<'a>, usize) -> Option<Claim>) {
        let text = self.text;
        let (mut at, mut next) = (0, 0);
        while at < text.len() {
            while self.done.get(next).is_some_and(|(range, _)| range.end <= at) {
                next += 1;
            }
            if let Some((range, _)) = self.done.get(next).filter(|(range, _)| range.start <= at) {
                at = range.end;
                continue;
            }
            let limit = self.done.get(next).map_or(text.len(), |(range, _)| range.start);
            match find(text, at)
                .filter(|(range, _)| range.end <= limit && range.end > at && range.start >= at)
            {
                Some(claim) => {
                    at = claim.0.end;
                    self.fresh.push(claim);
                }
                None => at += text.char(at).map_or(1, char::len_utf8),
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
