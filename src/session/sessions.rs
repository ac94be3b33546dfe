//! The memory of all conversations: who is remembered, and for how long.

use jiff::ToSpan as _;
use jiff::civil::DateTime;

use super::course::{Course, apart};
use super::shelf::Shelf;
use super::turn::{Turn, fingerprint};
use super::view::SessionView;
use crate::calendar::ClockSource;
use crate::lexicon::SessionPolicy;

/// Everything remembered between the turns of conversations.
///
/// It is plain data: it reads no clock, and the same turns in the same order always give the same views. Turns of one
/// conversation must come in their order. How conversations are mixed makes no difference as long as no more than
/// [`SessionPolicy::max_sessions`] are remembered and, between two turns of a conversation, no turn is more than
/// [`SessionPolicy::grace_minutes`] ahead of the second.
#[derive(Clone, Debug, Default)]
pub struct Sessions {
    pub(super) policy: SessionPolicy,
    pub(super) courses: Shelf<Course>,
    /// Conversations that had to go to make room, so that they are known when they come back: as many as there are
    /// others at most.
    pub(super) evicted: Shelf<()>,
}

impl Sessions {
    /// A memory of nothing.
    #[must_use]
    pub fn new(policy: SessionPolicy) -> Self {
        Self { policy, ..Self::default() }
    }

    /// The same memory under a policy: one that was read carries none of its own.
    #[must_use]
    pub fn under(self, policy: SessionPolicy) -> Self {
        Self { policy, ..self }
    }

    /// How many conversations are remembered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.courses.len()
    }

    /// Whether none is remembered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many of those that had to go are still known by their id.
    #[must_use]
    pub fn evicted(&self) -> usize {
        self.evicted.len()
    }

    /// Takes the next turn and says how its conversation stands then.
    pub fn observe<'t>(&mut self, turn: Turn<'t>) -> SessionView<'t> {
        let key = fingerprint(turn.session);
        let time = (turn.clock.source == ClockSource::Record).then_some(turn.clock.now);
        let known = self.courses.take(&key);
        let evicted = self.evicted.take(&key);
        let (mut course, last) = known.filter(|(_, last)| !self.over(*last, time)).unwrap_or_default();
        course.take(&turn, &self.policy);
        let mut view = course.view(turn.session);
        view.late = time < last && time.is_some();
        view.forgotten = evicted.is_some_and(|((), last)| !self.over(last, time));
        self.make_room(time);
        self.courses.put(key, time.max(last), course);
        view
    }

    /// Whether a conversation has been silent for so long that the next turn begins another one.
    fn over(&self, last: Option<DateTime>, time: Option<DateTime>) -> bool {
        last.zip(time).is_some_and(|(last, time)| apart(last, time, self.policy.gap_minutes))
    }

    /// Drops what is over for good, and what there is no room for.
    fn make_room(&mut self, time: Option<DateTime>) {
        if let Some(time) = time {
            let minutes = i64::from(self.policy.gap_minutes) + i64::from(self.policy.grace_minutes);
            let oldest = time.saturating_sub(minutes.minutes());
            self.courses.drop_before(oldest);
            self.evicted.drop_before(oldest);
        }
        let most = self.policy.max_sessions.max(1) as usize;
        while self.courses.len() >= most
            && let Some((key, last)) = self.courses.take_oldest()
        {
            self.evicted.put(key, last, ());
        }
        while self.evicted.len() > most && self.evicted.take_oldest().is_some() {}
    }
}
