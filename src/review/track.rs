//! The way of a ticket from event records, and what on it is late against the figures of the desk.

use std::collections::HashMap;

use jiff::civil::DateTime;
use jiff::{SignedDuration, ToSpan as _};
use serde::Deserialize;

use crate::calendar::{Clock, is_open, next_opening, parse_moment, until};
use crate::judge::{Board, Place, Sort};
use crate::lexicon::{AfterService, Hours, Lexicon, Wait};

/// A step of a ticket.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Step {
    /// The message came in.
    Received,
    /// A desk was chosen for it.
    Routed,
    /// It waits for a person.
    Waiting,
    /// A person has dealt with it: the service has ended.
    Handled,
    /// The writer has rated the service.
    Rated,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 5] = [Self::Received, Self::Routed, Self::Waiting, Self::Handled, Self::Rated];

    /// The stable name in event records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Routed => "routed",
            Self::Waiting => "waiting",
            Self::Handled => "handled",
            Self::Rated => "rated",
        }
    }
}

/// One event record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// Id of the ticket.
    pub ticket: String,
    /// What happened.
    pub step: Step,
    /// When, Shanghai wall clock.
    pub at: DateTime,
    /// Id of the desk that it went to, if the record names one.
    pub desk: Option<String>,
    /// The writer's account is an enterprise's, if the record says what it is.
    pub enterprise: Option<bool>,
}

/// An event record as it is written; fields of other names are let pass.
#[derive(Deserialize)]
struct Written {
    ticket: Option<serde_json::Value>,
    event: Option<String>,
    time: Option<String>,
    desk: Option<String>,
    account: Option<String>,
}

impl Event {
    /// Reads one line: an object with `ticket` (a string or a number), `event` and `time`, and perhaps `desk` and `account`.
    ///
    /// # Errors
    /// What is wrong with it, in one sentence.
    pub fn parse(line: &str) -> Result<Self, String> {
        if !line.trim_start().starts_with('{') {
            return Err("no JSON object. An event is {\"ticket\": …, \"event\": …, \"time\": …}".to_owned());
        }
        let written: Written = serde_json::from_str(line).map_err(|error| format!("no event: {error}"))?;
        let ticket = match written.ticket {
            Some(serde_json::Value::String(id)) if !id.is_empty() => id,
            Some(serde_json::Value::Number(id)) => id.to_string(),
            Some(_) => return Err("\"ticket\" must be a string or a number, and not empty".to_owned()),
            None => return Err("the event has no \"ticket\"".to_owned()),
        };
        let name = written.event.ok_or("the event has no \"event\"")?;
        let step = Step::ALL.into_iter().find(|step| step.name() == name).ok_or_else(|| {
            let short: String = name.chars().take(60).collect();
            format!("\"event\" is '{short}', expected received, routed, waiting, handled or rated")
        })?;
        let time = written.time.ok_or("the event has no \"time\"")?;
        let short: String = time.chars().take(60).collect();
        let at = parse_moment(&short).map_err(|error| format!("\"time\": {error}"))?;
        let enterprise = match written.account.as_deref() {
            None | Some("") => None,
            Some("personal") => Some(false),
            Some("enterprise") => Some(true),
            Some(_) => return Err("\"account\" must be personal or enterprise".to_owned()),
        };
        Ok(Self { ticket, step, at, desk: written.desk.filter(|desk| !desk.is_empty()), enterprise })
    }
}

/// How something stands that is due at a moment. Minutes are rounded up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// It was done in time.
    InTime,
    /// It was done so many minutes too late.
    Late(i64),
    /// It is not done, and still has time.
    Open,
    /// It is not done, and has been due for so many minutes.
    Overdue(i64),
}

impl Standing {
    /// Whether the moment has passed, be it done since or not.
    #[must_use]
    pub const fn is_late(self) -> bool {
        matches!(self, Self::Late(_) | Self::Overdue(_))
    }
}

/// Something that is due at a moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// The moment.
    pub at: DateTime,
    /// How it stands.
    pub standing: Standing,
}

/// A ticket as it stands at a moment.
#[derive(Clone, Debug)]
pub struct Ticket<'l> {
    /// Its id.
    pub id: String,
    /// The writer's account is an enterprise's.
    pub enterprise: bool,
    /// Such an account may follow its tickets; `None` when the source states nothing.
    pub tracking: Option<bool>,
    /// What happened up to that moment, by time; for equal times by step.
    pub events: Vec<Event>,
    /// Id of the desk it went to last, if a record names one.
    pub desk: Option<String>,
    /// That desk with its figures, if the pack has it.
    pub place: Option<Place<'l>>,
    /// When a person should have dealt with it, by the longest wait that the desk states; `None` when it states no minutes.
    pub answer: Option<Due>,
    /// Until when a rating is taken; `None` before the service has ended, or when nothing is stated.
    pub rating: Option<Due>,
    /// The steps that come before an earlier one, e.g. handled before it was received.
    pub odd: Vec<Step>,
}

impl Ticket<'_> {
    /// The first time that something happened.
    #[must_use]
    pub fn first(&self, step: Step) -> Option<DateTime> {
        self.events.iter().find(|event| event.step == step).map(|event| event.at)
    }

    /// Whether the desk is late, or was. A missed rating is the writer's, not the desk's.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.answer.is_some_and(|due| due.standing.is_late())
    }
}

/// The tickets of event records as they stand now, in the order in which each was first named.
///
/// Events after `clock.now` have not happened yet. `enterprise`: the account of tickets whose records name none.
#[must_use]
pub fn track<'l>(
    lexicon: &'l Lexicon,
    events: impl IntoIterator<Item = Event>,
    clock: Clock,
    enterprise: bool,
) -> Vec<Ticket<'l>> {
    let boards = [false, true].map(|enterprise| {
        // Waits and hours do not depend on the moment.
        Board::new(lexicon, clock, enterprise, Sort::Pack, None)
    });
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut all: Vec<Vec<Event>> = Vec::new();
    for event in events.into_iter().filter(|event| event.at <= clock.now) {
        let place = *places.entry(event.ticket.clone()).or_insert_with(|| {
            all.push(Vec::new());
            all.len() - 1
        });
        all[place].push(event);
    }
    let after = lexicon.desks.service.after.as_ref();
    all.into_iter().map(|events| ticket(events, &boards, after, clock.now, enterprise)).collect()
}

fn ticket<'l>(
    mut events: Vec<Event>,
    boards: &[Board<'l>; 2],
    after: Option<&AfterService>,
    now: DateTime,
    enterprise: bool,
) -> Ticket<'l> {
    events.sort_by_key(|event| (event.at, event.step));
    let enterprise = events.iter().rev().find_map(|event| event.enterprise).unwrap_or(enterprise);
    let desk = events.iter().rev().find_map(|event| event.desk.clone());
    let board = &boards[usize::from(enterprise)];
    let at = |place: &&Place<'l>| place.desk.is_some_and(|one| Some(&one.id) == desk.as_ref());
    let place = board.places.iter().find(at).cloned();
    let mut ticket = Ticket {
        id: events.first().map(|event| event.ticket.clone()).unwrap_or_default(),
        enterprise,
        tracking: board.account.tracking,
        odd: odd(&events),
        events,
        desk,
        place,
        answer: None,
        rating: None,
    };
    let handled = ticket.first(Step::Handled);
    if let Some(place) = &ticket.place
        && let Some(Wait::Minutes(_, most)) = place.wait.as_ref().map(|expected| &expected.wait)
        && let Some(start) = ticket.first(Step::Received).or(ticket.events.first().map(|event| event.at))
        && let Some(at) = due(place.hours, start, *most)
    {
        let standing = standing(at, handled, now, false);
        ticket.answer = Some(Due { at, standing });
    }
    if let Some(after) = after
        && let Some(at) = handled.and_then(|end| until(after.rating_minutes.value, end))
    {
        let standing = standing(at, ticket.first(Step::Rated), now, true);
        ticket.rating = Some(Due { at, standing });
    }
    ticket
}

/// How something stands. `excluded`: the moment itself is too late.
fn standing(due: DateTime, done: Option<DateTime>, now: DateTime, excluded: bool) -> Standing {
    let over = |at: DateTime| at > due || (excluded && at == due);
    match done {
        Some(at) if over(at) => Standing::Late(minutes(due, at)),
        Some(_) => Standing::InTime,
        None if over(now) => Standing::Overdue(minutes(due, now)),
        None => Standing::Open,
    }
}

/// Minutes from one moment to another, rounded up.
fn minutes(from: DateTime, to: DateTime) -> i64 {
    let seconds = to.duration_since(from).as_secs();
    seconds / 60 + i64::from(seconds % 60 > 0)
}

/// So many minutes later, counting only those in which somebody is there; all of them where hours are not stated. `None`
/// past the end of time.
fn due(hours: Option<Hours>, start: DateTime, minutes: f64) -> Option<DateTime> {
    // A cast of a float saturates; a wait of a pack is finite and not negative.
    let mut left = SignedDuration::from_secs((minutes * 60.0).round() as i64);
    let Some(hours) = hours.filter(|hours| !hours.all_day() && hours.opens < hours.closes) else {
        return start.checked_add(left).ok();
    };
    let mut at = start;
    loop {
        if !is_open(hours.opens, hours.closes, at) {
            at = next_opening(hours.opens, at)?;
        }
        let midnight = at.date().at(0, 0, 0, 0);
        let closes = midnight.checked_add(i64::from(hours.closes).minutes()).ok()?;
        let today = closes.duration_since(at);
        if left <= today {
            return at.checked_add(left).ok();
        }
        left = left.checked_sub(today)?;
        at = closes;
    }
}

/// The steps that happened before a step that comes before them.
fn odd(events: &[Event]) -> Vec<Step> {
    let mut odd = Vec::new();
    for (place, event) in events.iter().enumerate() {
        // Waiting and routing may well come again; what is odd is an end or a rating before a beginning.
        let early = match event.step {
            Step::Handled => events[place..].iter().any(|later| later.step == Step::Received),
            Step::Rated => !events[..place].iter().any(|before| before.step == Step::Handled),
            _ => false,
        };
        if early && !odd.contains(&event.step) {
            odd.push(event.step);
        }
    }
    odd
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::ClockSource;

    fn moment(text: &str) -> DateTime {
        parse_moment(text).unwrap()
    }

    #[test]
    fn nobody_is_late_while_the_desk_is_closed() {
        let personal = Some(Hours { opens: 480, closes: 1440 });
        let short = Some(Hours { opens: 540, closes: 600 });
        for (hours, start, minutes, expected) in [
            (personal, "2026-11-24T14:00", 30.0, "2026-11-24T14:30"),
            (personal, "2026-11-24T02:00", 30.0, "2026-11-24T08:30"),
            (personal, "2026-11-24T23:50", 30.0, "2026-11-25T08:20"),
            (personal, "2026-11-24T23:30", 30.0, "2026-11-25T00:00"),
            (short, "2026-11-24T09:30", 130.0, "2026-11-26T09:40"),
            (None, "2026-11-24T23:50", 30.0, "2026-11-25T00:20"),
            (None, "2026-11-24T23:50", 0.5, "2026-11-24T23:50:30"),
        ] {
            assert_eq!(due(hours, moment(start), minutes), Some(moment(expected)), "{start} {minutes}");
        }
        assert_eq!(due(personal, DateTime::MAX, 30.0), None);
    }

    #[test]
    fn a_moment_is_late_only_after_it() {
        let due = moment("2026-11-24T14:30");
        let second = moment("2026-11-24T14:30:01");
        assert_eq!(standing(due, Some(due), second, false), Standing::InTime);
        assert_eq!(standing(due, Some(due), second, true), Standing::Late(0));
        assert_eq!(standing(due, Some(second), second, false), Standing::Late(1));
        assert_eq!(standing(due, None, due, false), Standing::Open);
        assert_eq!(standing(due, None, second, false), Standing::Overdue(1));
    }

    #[test]
    fn what_is_wrong_with_an_event_is_said() {
        for (line, expected) in [
            ("[1]", "no JSON object"),
            ("{", "no event: EOF"),
            (r#"{"event":"received","time":"2026-11-24"}"#, "the event has no \"ticket\""),
            (r#"{"ticket":true,"event":"received","time":"2026-11-24"}"#, "must be a string or a number"),
            (r#"{"ticket":1,"event":"closed","time":"2026-11-24"}"#, "'closed', expected received"),
            (r#"{"ticket":1,"event":"received"}"#, "has no \"time\""),
            (r#"{"ticket":1,"event":"received","time":"gestern"}"#, "'gestern' is no time"),
            (r#"{"ticket":1,"event":"rated","time":"2026-11-24","account":"vip"}"#, "personal or enterprise"),
        ] {
            let said = Event::parse(line).unwrap_err();
            assert!(said.contains(expected), "{line}: {said}");
        }
    }

    proptest! {
        /// Whatever the records, no panic, and their order makes no difference to a ticket.
        #[test]
        fn the_order_of_records_makes_no_difference(
            steps in prop::collection::vec((0..5usize, 0..3000i64, prop::option::of(0..3u8)), 1..12), turned in 0..12usize,
        ) {
            let lexicon = Lexicon::builtin();
            let start = moment("2026-11-24");
            let mut events: Vec<Event> = steps.iter().map(|&(step, minute, desk)| Event {
                ticket: "a".to_owned(),
                step: Step::ALL[step],
                at: start + minute.minutes(),
                desk: desk.map(|_| "finance".to_owned()),
                enterprise: None,
            }).collect();
            let clock = Clock { now: start + 2000.minutes(), source: ClockSource::Option };
            let stands = |events: &[Event]| {
                let tickets = track(&lexicon, events.iter().cloned(), clock, false);
                tickets.first().map(|ticket| (ticket.answer, ticket.rating, ticket.odd.clone()))
            };
            let before = stands(&events);
            let turned = turned % events.len();
            events.rotate_left(turned);
            prop_assert_eq!(stands(&events), before);
        }
    }
}
