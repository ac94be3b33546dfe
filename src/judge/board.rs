//! Everybody who can be reached, on one board: by which way, whether open now, how long it takes.

use std::cmp::Ordering;

use jiff::civil::{Date, DateTime};

use super::after::{AfterService, after_service};
use super::decision::Expected;
use super::desk::{Presence, plain, presence, waits};
use crate::calendar::{Clock, Day, is_open, is_weekend};
use crate::lexicon::{Account, Desk, Entry, Hours, Lexicon, Period, Wait};

/// How the places of a group are ordered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// The shortest expected wait first; then waits in words, then those of which nothing is stated.
    Wait,
    /// As the pack lists them.
    Pack,
}

/// What sort of place it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Group {
    /// A way in.
    Entry,
    /// An emergency channel.
    Emergency,
    /// A desk of the service itself.
    Desk,
    /// An outside channel.
    Outside,
}

impl Group {
    /// Every group, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Entry, Self::Emergency, Self::Desk, Self::Outside];

    /// The stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Emergency => "emergency",
            Self::Desk => "desk",
            Self::Outside => "outside",
        }
    }
}

/// Something that can be reached.
#[derive(Clone, Debug)]
pub struct Place<'t> {
    /// What sort of place it is.
    pub group: Group,
    /// The desk; `None` for a way in.
    pub desk: Option<&'t Desk>,
    /// The way in: itself, or the one that leads to the desk.
    pub entry: Option<&'t Entry>,
    /// Another way in, to try when that one does not lead to a person.
    pub alternative: Option<&'t Entry>,
    /// When somebody is there; `None` when the source states nothing.
    pub hours: Option<Hours>,
    /// Open now; `None` when the hours are not stated.
    pub open: Option<bool>,
    /// When it opens next, if it is closed.
    pub next_opening: Option<DateTime>,
    /// Expected wait; `None` when nothing is stated.
    pub wait: Option<Expected<'t>>,
    /// The other figure that the source gives for the same wait.
    pub also: Option<Expected<'t>>,
}

impl<'t> Place<'t> {
    /// Stable id.
    #[must_use]
    pub fn id(&self) -> &'t str {
        self.desk.map(|desk| &desk.id).or(self.entry.map(|entry| &entry.id)).map_or("", String::as_str)
    }

    /// Name for people.
    #[must_use]
    pub fn name(&self) -> &'t str {
        self.desk.map(|desk| &desk.name).or(self.entry.map(|entry| &entry.name)).map_or("", String::as_str)
    }

    /// What it is for.
    #[must_use]
    pub fn scope(&self) -> &'t str {
        self.desk.map(|desk| &desk.scope).or(self.entry.map(|entry| &entry.scope)).map_or("", String::as_str)
    }

    /// Document and section that speak of it.
    #[must_use]
    pub fn source(&self) -> &'t str {
        self.desk
            .map(|desk| &desk.source)
            .or(self.entry.map(|entry| &entry.source))
            .map_or("", String::as_str)
    }
}

/// The whole board for one kind of account at one moment.
#[derive(Clone, Debug)]
pub struct Board<'t> {
    /// The moment it holds for.
    pub clock: Clock,
    /// It is for enterprise accounts.
    pub enterprise: bool,
    /// What holds for that kind of account.
    pub account: &'t Account,
    /// How the places of a group are ordered.
    pub sort: Sort,
    /// The places, group by group.
    pub places: Vec<Place<'t>>,
    /// What sort of day it is; `None` in a year whose holidays are not known.
    pub day: Option<Day>,
    /// What comes after the service, if the pack says.
    pub after: Option<AfterService<'t>>,
    /// The pack, for whatever does not depend on the moment.
    pub lexicon: &'t Lexicon,
}

impl<'t> Board<'t> {
    /// The board of a pack. `ended`: when a service ended, for what comes after it.
    #[must_use]
    pub fn new(
        lexicon: &'t Lexicon,
        clock: Clock,
        enterprise: bool,
        sort: Sort,
        ended: Option<DateTime>,
    ) -> Self {
        let desks = &lexicon.desks;
        let entries = desks.entries.iter().map(|one| entry(one, lexicon, enterprise, clock.now));
        let others = desks.desks.iter().map(|one| desk(one, lexicon, enterprise, clock.now));
        let mut places: Vec<Place<'t>> = entries.chain(others).collect();
        // Both sorts are stable, so the order of the pack stands where nothing speaks for another.
        if sort == Sort::Wait {
            places.sort_by(|a, b| by_wait(a, b));
        }
        places.sort_by_key(|place| Group::ALL.iter().position(|group| *group == place.group));
        Self {
            clock,
            enterprise,
            account: desks.account(enterprise),
            sort,
            places,
            day: lexicon.holidays.day(clock.now.date()),
            after: after_service(desks, ended, false, clock.now),
            lexicon,
        }
    }

    /// The places of a group, in order.
    pub fn group(&self, group: Group) -> impl Iterator<Item = &Place<'t>> {
        self.places.iter().filter(move |place| place.group == group)
    }

    /// Whether a part of the day is now; on a day whose holidays are not known, Monday to Friday count as workdays.
    #[must_use]
    pub fn is_now(&self, period: &Period) -> bool {
        let now = self.clock.now;
        let worked = |date: Date| self.day.map_or(!is_weekend(date), Day::is_worked);
        is_open(period.hours.value.opens, period.hours.value.closes, now)
            && (!period.workdays || worked(now.date()))
    }
}

fn entry<'t>(entry: &'t Entry, lexicon: &'t Lexicon, enterprise: bool, now: DateTime) -> Place<'t> {
    let account = lexicon.desks.account(enterprise);
    let Presence { hours, open, next_opening } = presence(account, entry.account_hours, now);
    // Entries are described for personal accounts; an enterprise account's figure holds whatever the entry.
    let (wait, also) = match (&entry.wait, &account.wait) {
        (Some(_), Some(wait)) if enterprise => {
            let manager = account.manager.as_ref().and_then(|manager| manager.wait.as_ref());
            (Some(wait), manager)
        }
        (Some(wait), other) => (Some(wait), other.as_ref().filter(|_| !enterprise)),
        (None, _) => (None, None),
    };
    Place {
        group: Group::Entry,
        desk: None,
        entry: Some(entry),
        alternative: entry.alternative.as_deref().and_then(|id| lexicon.desks.entry(id)),
        hours,
        open,
        next_opening,
        wait: wait.map(plain),
        also: also.map(plain),
    }
}

fn desk<'t>(desk: &'t Desk, lexicon: &'t Lexicon, enterprise: bool, now: DateTime) -> Place<'t> {
    let way_in = desk.entry.as_deref().and_then(|id| lexicon.desks.entry(id));
    let Presence { hours, open, next_opening } =
        presence(lexicon.desks.account(enterprise), desk.account_hours, now);
    let [wait, also] = waits(desk, way_in, lexicon, enterprise);
    let group = match desk {
        Desk { emergency: true, .. } => Group::Emergency,
        Desk { outside: true, .. } => Group::Outside,
        _ => Group::Desk,
    };
    Place { group, desk: Some(desk), entry: way_in, alternative: None, hours, open, next_opening, wait, also }
}

/// By the longest and then the shortest of the expected minutes; then words, then nothing.
fn by_wait(a: &Place<'_>, b: &Place<'_>) -> Ordering {
    let key = |place: &Place<'_>| match place.wait.as_ref().map(|expected| &expected.wait) {
        Some(Wait::Minutes(least, most)) => (0, *most, *least),
        Some(Wait::Words(_)) => (1, 0.0, 0.0),
        None => (2, 0.0, 0.0),
    };
    let (a, b) = (key(a), key(b));
    a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2))
}
