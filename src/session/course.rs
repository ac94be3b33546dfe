//! The course of one conversation, turn by turn.

use jiff::civil::DateTime;
use jiff::{SignedDuration, ToSpan as _};
use serde::{Deserialize, Serialize};

use super::turn::{Role, Turn, Words};
use super::view::{Handover, Offer, SessionView, Why};
use crate::lexicon::{Need, SessionPolicy};

/// What is remembered of one conversation.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Default, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct Course {
    turn: u32,
    switches: u32,
    rises: u32,
    said: u32,
    /// The last turn that counted.
    before: Option<Before>,
    state: Handover,
    why: Option<Why>,
    offer: Option<Offer>,
}

/// What the next turn that counts is compared with.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
struct Before {
    category: Box<str>,
    need: Need,
    words: Words,
}

impl Course {
    /// Takes the next turn.
    ///
    /// Only turns of the writer that have a category count; all others leave every row as it is.
    pub(super) fn take(&mut self, turn: &Turn<'_>, policy: &SessionPolicy) {
        match turn.role {
            Role::Agent => self.rise(Handover::Handed, Why::Agent),
            Role::Bot | Role::System => {}
            Role::User => {
                self.turn = self.turn.saturating_add(1);
                let reason = turn.category.and_then(|category| self.count(category, turn, policy));
                if turn.handoff {
                    self.rise(Handover::Requested, Why::Handoff);
                } else if let Some(reason) = reason
                    && self.state < Handover::Offered
                {
                    self.rise(Handover::Offered, reason);
                    self.offer = Some(offer(turn.clock.now, policy));
                }
            }
        }
    }

    /// Carries the rows on, and says what speaks for an offer.
    fn count(&mut self, category: &str, turn: &Turn<'_>, policy: &SessionPolicy) -> Option<Why> {
        let Turn { need, words, .. } = *turn;
        let request = need >= Need::Inquiry;
        match &self.before {
            None => (self.switches, self.rises, self.said) = (0, 0, u32::from(request)),
            Some(before) => {
                let next = |row: u32| row.saturating_add(1);
                self.switches = if *before.category == *category { 0 } else { next(self.switches) };
                // From nothing to a question is where most conversations begin, no rise.
                self.rises = match need.cmp(&before.need) {
                    std::cmp::Ordering::Greater if before.need >= Need::Inquiry => next(self.rises),
                    std::cmp::Ordering::Less => 0,
                    _ => self.rises,
                };
                let again = *before.category == *category && before.words == words;
                self.said = if !request { 0 } else { 1 + if again { self.said } else { 0 } };
            }
        }
        self.before = Some(Before { category: category.into(), need, words });
        [
            (self.switches >= policy.switches, Why::Switches),
            (self.said >= policy.repeats, Why::Repeat),
            (self.rises >= policy.rises, Why::Rising),
        ]
        .into_iter()
        .find_map(|(holds, why)| holds.then_some(why))
    }

    /// A state is never left for a lower one, nor reached twice.
    fn rise(&mut self, state: Handover, why: Why) {
        if self.state < state {
            (self.state, self.why, self.offer) = (state, Some(why), None);
        }
    }

    /// How it stands now.
    pub(super) fn view<'s>(&self, id: &'s str) -> SessionView<'s> {
        SessionView {
            turn: self.turn,
            switches: self.switches,
            state: self.state,
            why: self.why,
            offer: self.offer,
            ..SessionView::new(id)
        }
    }
}

/// An offer that is made at a moment.
fn offer(now: DateTime, policy: &SessionPolicy) -> Offer {
    let [from, until] = policy.offer_minutes.map(|minutes| later(now, minutes));
    Offer { from, until }
}

/// A moment some minutes later; the end of time where there is none.
pub(super) fn later(moment: DateTime, minutes: u32) -> DateTime {
    moment.saturating_add(i64::from(minutes).minutes())
}

/// Whether more than so many minutes lie between two moments.
pub(super) fn apart(from: DateTime, to: DateTime, minutes: u32) -> bool {
    to.duration_since(from) > SignedDuration::from_mins(i64::from(minutes))
}
