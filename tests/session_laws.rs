//! The laws of what is remembered of conversations, and its bounds.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::collections::BTreeMap;

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::lexicon::{Lexicon, Need, SessionPolicy};
use fenliu::session::{Handover, Role, SessionView, Sessions, Turn, Why, Words};
use jiff::ToSpan as _;
use jiff::civil::DateTime;
use proptest::prelude::*;

/// A turn without its conversation.
#[derive(Clone, Debug)]
struct Said {
    role: Role,
    category: Option<&'static str>,
    need: Need,
    handoff: bool,
    words: Words,
    /// Minutes since the turn before; some are late.
    minutes: Option<i32>,
}

fn said() -> impl Strategy<Value = Said> {
    let role = prop_oneof![8 => Just(Role::User), 1 => Just(Role::Agent), 2 => Just(Role::Bot)];
    let category = prop::sample::select(&[None, Some("a"), Some("b"), Some("c"), Some("d")][..]);
    let words = prop::sample::select(&["一", "二", "三"][..]).prop_map(Words::of);
    let minutes = prop_oneof![8 => (0..20).prop_map(Some), 2 => (55..100).prop_map(Some), 1 => (-30..0).prop_map(Some), 1 => Just(None)];
    (role, category, prop::sample::select(&Need::ALL[..]), prop::bool::weighted(0.1), words, minutes)
        .prop_map(|(role, category, need, handoff, words, minutes)| Said {
            role,
            category,
            need,
            handoff,
            words,
            minutes,
        })
}

/// The turns of a conversation, each with the time at which it stands in a common log.
fn timed(says: &[Said], start: i32, id: &'static str) -> Vec<(DateTime, Turn<'static>)> {
    let mut now = parse_moment("2026-11-24T08:00").unwrap() + i64::from(start).minutes();
    let turns = says.iter().map(|said| {
        now += i64::from(said.minutes.unwrap_or_default()).minutes();
        let source = if said.minutes.is_some() { ClockSource::Record } else { ClockSource::Option };
        let Said { role, category, need, handoff, words, .. } = *said;
        let clock = Clock { now, source };
        (now, Turn { session: id, role, clock, category, need, handoff, words })
    });
    turns.collect()
}

fn views(turns: impl Iterator<Item = Turn<'static>>, policy: &SessionPolicy) -> Vec<SessionView<'static>> {
    let mut sessions = Sessions::new(policy.clone());
    turns.map(|turn| sessions.observe(turn)).collect()
}

/// The views of each conversation, in its order.
fn by_session(views: Vec<SessionView<'static>>) -> BTreeMap<&'static str, Vec<SessionView<'static>>> {
    let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
    views.into_iter().for_each(|view| all.entry(view.id).or_default().push(view));
    all
}

const IDS: [&str; 6] = ["甲", "乙", "丙", "丁", "戊", "己"];

fn conversations() -> impl Strategy<Value = Vec<Vec<(DateTime, Turn<'static>)>>> {
    prop::collection::vec((prop::collection::vec(said(), 0..14), 0..300i32), IDS.len())
        .prop_map(|all| all.iter().zip(IDS).map(|((says, start), id)| timed(says, *start, id)).collect())
}

proptest! {
    // A failure shows its input; it belongs into a case by hand, not into a file of seeds.
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Conversations mixed as a log mixes them, lines up to ten minutes out of order, decide like one after the other.
    #[test]
    fn mixed_conversations_decide_like_grouped_ones(
        conversations in conversations(),
        jitter in prop::collection::vec(0..=10i64, 90),
    ) {
        let policy = SessionPolicy::default();
        let grouped = views(conversations.iter().flatten().map(|(_, turn)| *turn), &policy);
        let mut rest: Vec<_> = conversations.iter().map(|turns| turns.iter().copied().peekable()).collect();
        let mut mixed = Vec::new();
        for place in 0.. {
            let heads = rest.iter_mut().enumerate().filter_map(|(number, turns)| {
                let shift = jitter[(place * IDS.len() + number) % jitter.len()];
                turns.peek().map(|(time, _)| (*time + shift.minutes(), number))
            });
            let Some((_, number)) = heads.min() else { break };
            mixed.extend(rest[number].next().map(|(_, turn)| turn));
        }
        prop_assert_eq!(by_session(views(mixed.into_iter(), &policy)), by_session(grouped));
    }

    /// Conversations without times are remembered in any mixture.
    #[test]
    fn order_between_untimed_conversations_changes_nothing(
        says in prop::collection::vec((0..IDS.len(), said()), 0..60),
    ) {
        let policy = SessionPolicy::default();
        let turns: Vec<_> = says.into_iter().map(|(number, said)| {
            let said = Said { minutes: None, ..said };
            timed(&[said], 0, IDS[number])[0].1
        }).collect();
        let mut grouped = turns.clone();
        grouped.sort_by_key(|turn| turn.session);
        prop_assert_eq!(
            by_session(views(turns.into_iter(), &policy)),
            by_session(views(grouped.into_iter(), &policy))
        );
    }

    /// A memory that was written down and read again is the same: it is written the same, and says the same of all that follows.
    #[test]
    fn a_memory_that_was_saved_goes_on(
        says in prop::collection::vec((0..IDS.len(), said()), 0..60),
        at in any::<prop::sample::Index>(),
        max_sessions in 1..8u32,
    ) {
        let policy = SessionPolicy { max_sessions, ..SessionPolicy::default() };
        let mut minutes = 0;
        let turns: Vec<_> = says.into_iter().map(|(number, said)| {
            minutes += said.minutes.unwrap_or_default().max(0);
            timed(&[said], minutes, IDS[number])[0].1
        }).collect();
        let (before, after) = turns.split_at(at.index(turns.len() + 1));
        let mut sessions = Sessions::new(policy.clone());
        for turn in before {
            sessions.observe(*turn);
        }
        let written = serde_json::to_string(&sessions).unwrap();
        let mut read = serde_json::from_str::<Sessions>(&written).unwrap().under(policy);
        prop_assert_eq!((read.len(), read.evicted()), (sessions.len(), sessions.evicted()));
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), written);
        for turn in after {
            prop_assert_eq!(read.observe(*turn), sessions.observe(*turn));
        }
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), serde_json::to_string(&sessions).unwrap());
    }

    /// What every course keeps to, whatever is said.
    #[test]
    fn a_course_only_rises(says in prop::collection::vec(said(), 0..40), max_sessions in 1..5u32) {
        let policy = SessionPolicy { max_sessions, ..SessionPolicy::default() };
        let turns = timed(&says, 0, "甲");
        let views = views(turns.iter().map(|(_, turn)| *turn), &policy);
        let mut before = SessionView::new("甲");
        let mut last = None;
        for ((time, turn), view) in turns.into_iter().zip(views) {
            let time = (turn.clock.source == ClockSource::Record).then_some(time);
            let gap = last.zip(time).map(|(last, time): (DateTime, DateTime)| time.duration_since(last).as_mins());
            prop_assert_eq!(view.late, gap.is_some_and(|gap| gap < 0));
            if gap.is_some_and(|gap| gap > 60) {
                before = SessionView::new("甲");
                last = None;
            }
            prop_assert_eq!(view.turn, before.turn + u32::from(turn.role == Role::User));
            prop_assert!(view.state >= before.state);
            if turn.role != Role::User || turn.category.is_none() {
                prop_assert_eq!(view.switches, before.switches);
                prop_assert!(view.state != Handover::Offered || before.state == Handover::Offered);
            }
            prop_assert_eq!(view.offer.is_some(), view.state == Handover::Offered);
            prop_assert_eq!(view.why.is_some(), view.state != Handover::None);
            if view.state == before.state {
                prop_assert_eq!((view.offer, view.why), (before.offer, before.why));
            }
            prop_assert!(!view.forgotten);
            (before, last) = (view, time.max(last));
        }
    }
}

/// The built-in pack with a section `[session]` of its own.
fn pack(section: &str) -> Lexicon {
    let mut sources = Lexicon::builtin_sources();
    let policy = sources.iter_mut().find(|source| source.name.ends_with("policy.toml")).unwrap();
    if let Some((before, after)) = policy.text.clone().split_once("\n[session]") {
        policy.text = format!("{before}{}", after.find("\n[").map_or("", |next| &after[next..]));
    }
    policy.text.push_str(section);
    Lexicon::parse(&sources).unwrap()
}

/// The figures are data: a pack may set each, and what it leaves out has its default.
#[test]
fn figures_come_from_the_pack() {
    let default = SessionPolicy::default();
    assert_eq!(pack("").policy.session, default);
    assert_eq!(Lexicon::builtin().policy.session, default);
    let section = "\n[session]\nswitches = 1\noffer_minutes = [0, 5]\ngap_minutes = 5\nsource = \"x\"\n";
    let policy = pack(section).policy.session;
    let wanted = SessionPolicy { switches: 1, offer_minutes: [0, 5], gap_minutes: 5, ..default };
    assert_eq!(policy, wanted);
    let mut sessions = Sessions::new(policy);
    let turn = |category, minute| Turn { category: Some(category), ..turn_at("甲", minute) };
    assert_eq!(sessions.observe(turn("a", 0)).state, Handover::None);
    let view = sessions.observe(turn("b", 5));
    assert_eq!((view.state, view.why), (Handover::Offered, Some(Why::Switches)));
    assert_eq!(view.offer.unwrap().until, turn("b", 10).clock.now);
    assert_eq!(sessions.observe(turn("a", 11)).turn, 1);
}

fn turn_at(session: &str, minute: i64) -> Turn<'_> {
    let now = parse_moment("2026-11-24T00:00").unwrap() + minute.minutes();
    let clock = Clock { now, source: ClockSource::Record };
    let words = Words::of("");
    Turn { session, role: Role::User, clock, category: None, need: Need::None, handoff: false, words }
}

/// Memory is freed with time, and only then.
#[test]
fn silent_conversations_are_freed() {
    let mut sessions = Sessions::default();
    sessions.observe(turn_at("甲", 0));
    sessions.observe(turn_at("乙", 60));
    assert_eq!(sessions.len(), 2);
    assert_eq!(sessions.observe(turn_at("甲", 60)).turn, 2);
    sessions.observe(turn_at("丙", 130));
    assert_eq!(sessions.len(), 3);
    sessions.observe(turn_at("丙", 131));
    assert_eq!(sessions.len(), 1);
    let untimed = |session| {
        let turn = turn_at(session, 0);
        Turn { clock: Clock { source: ClockSource::System, ..turn.clock }, ..turn }
    };
    // The clock of the run makes no gap: it neither ends a conversation nor frees another one.
    assert_eq!(sessions.observe(untimed("丙")).turn, 3);
    sessions.observe(untimed("丁"));
    sessions.observe(turn_at("丙", 100_000));
    assert_eq!(sessions.observe(untimed("丁")).turn, 2);
}

/// A hundred thousand conversations at once are all remembered; those over the cap go, the longest silent ones first,
/// and come back as forgotten.
#[test]
fn memory_is_bounded() {
    const MOST: u32 = 100_000;
    let mut sessions = Sessions::default();
    for round in 1..=4 {
        for number in 0..MOST {
            let view = sessions.observe(turn_at(&number.to_string(), i64::from(round))).turn;
            assert_eq!(view, round);
        }
        assert_eq!(sessions.len(), MOST as usize);
    }
    for number in MOST..MOST + 1000 {
        assert!(!sessions.observe(turn_at(&number.to_string(), 5)).forgotten);
        assert_eq!(sessions.len(), MOST as usize);
    }
    assert_eq!(sessions.evicted(), 1000);
    let back = sessions.observe(turn_at("0", 6));
    assert_eq!((back.turn, back.forgotten), (1, true));
    assert!(!sessions.observe(turn_at("0", 6)).forgotten);
    // The one that made room was the longest silent: 1000; 999 went before it.
    assert!(sessions.observe(turn_at("1000", 6)).forgotten);
    assert!(!sessions.observe(turn_at("90000", 6)).forgotten);
    // Who comes back after a gap would have been forgotten anyway.
    let view = sessions.observe(turn_at("2", 66));
    assert_eq!((view.turn, view.forgotten), (1, false));
    for number in 0..3 * MOST {
        sessions.observe(turn_at(&format!("x{number}"), 67));
        assert!(sessions.len() <= MOST as usize && sessions.evicted() <= MOST as usize);
    }
    // Time frees both.
    sessions.observe(turn_at("x", 67 + 71));
    assert_eq!((sessions.len(), sessions.evicted()), (1, 0));
}

/// The end of time is no reason to stop.
#[test]
fn offers_at_the_end_of_time_stand() {
    let mut sessions = Sessions::default();
    let now = parse_moment("9999-12-31T23:59:59").unwrap();
    for category in ["a", "b", "c", "d"] {
        let turn = turn_at("甲", 0);
        let turn = Turn { category: Some(category), clock: Clock { now, ..turn.clock }, ..turn };
        let view = sessions.observe(turn);
        assert!(category != "d" || view.why == Some(Why::Switches) && view.offer.unwrap().from >= now);
    }
    sessions.observe(Turn {
        clock: Clock { now: DateTime::MIN, source: ClockSource::Record },
        ..turn_at("甲", 0)
    });
    assert_eq!(sessions.len(), 1);
}
