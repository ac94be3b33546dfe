//! Conversations: cases in tests/sessions, each told through the whole pipeline.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::num::NonZeroUsize;
use std::path::Path;

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::lexicon::{Lexicon, SessionPolicy};
use fenliu::render::{Lang, Offsets, Style};
use fenliu::session::Sessions;
use fenliu::stream::{Form, Format, Input, Job, Output, Reader, Separator, Sink, Tally, Writing, run};
use fenliu::triage::Triage;
use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    conversation: Vec<Conversation>,
}

/// Turns in order, and what is remembered about so many conversations at once.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Conversation {
    id: String,
    row: Option<String>,
    max_sessions: Option<u32>,
    turn: Vec<Told>,
}

/// A record, and what its decision must say about the conversation; what is left out may be anything.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    text: String,
    session: Option<String>,
    role: Option<String>,
    time: Option<String>,
    category: Option<String>,
    need: Option<String>,
    desk: Option<String>,
    turn: Option<u32>,
    switches: Option<u32>,
    state: Option<String>,
    why: Option<String>,
    effective: Option<[String; 2]>,
    late: Option<bool>,
    forgotten: Option<bool>,
}

const NOW: &str = "2026-11-24T14:30";

fn files() -> Vec<(String, File)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &Path| {
        let text = std::fs::read_to_string(path).unwrap();
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    paths.iter().map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), read(path))).collect()
}

/// Records through the pipeline, as lines of NDJSON.
fn decide(triage: &Triage, input: String, sessions: &mut Sessions) -> Vec<Value> {
    let clock = Clock { now: parse_moment(NOW).unwrap(), source: ClockSource::Option };
    let style = Style { color: false, width: 80, lang: Lang::Zh };
    let output = Output { form: Form::Ndjson, style, offsets: Offsets::Bytes };
    let job = Job {
        triage,
        clock,
        account: None,
        region: None,
        device: None,
        profiles: None,
        redact: false,
        output,
        writing: Writing::default(),
    };
    let input = Input::open(Box::new(std::io::Cursor::new(input.into_bytes()))).unwrap();
    let reader = Reader::open(input, Format::Ndjson, Separator::Newline).unwrap().unwrap();
    let mut out = Vec::new();
    let mut sink = Sink {
        sessions,
        out: &mut out,
        tally: &mut Tally::default(),
        counts: None,
        on_bad: &mut |_| {},
        unordered: false,
        stop: &std::sync::atomic::AtomicBool::new(false),
    };
    run(reader, None, &job, &mut sink, NonZeroUsize::MIN).unwrap();
    String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn record(told: &Told, id: &str) -> String {
    let fields = [
        ("text", Some(told.text.as_str())),
        ("session", Some(told.session.as_deref().unwrap_or(id))),
        ("role", told.role.as_deref()),
        ("time", told.time.as_deref()),
    ];
    let given = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), Value::from(value?))));
    format!("{}\n", Value::Object(given.collect::<Map<_, _>>()))
}

/// What a turn says and the decision doesn't.
fn differences(told: &Told, decision: &Value) -> Vec<String> {
    let session = &decision["session"];
    let full = |time: &str| Value::from(format!("{time}:00+08:00"));
    let none = |value: &str| if value == "none" { Value::Null } else { Value::from(value) };
    let wanted = [
        ("category", &decision["category"], told.category.as_deref().map(none)),
        ("need", &decision["need"], told.need.as_deref().map(Value::from)),
        ("desk", &decision["desk"]["id"], told.desk.as_deref().map(Value::from)),
        ("turn", &session["turn"], told.turn.map(Value::from)),
        ("switches", &session["switches"], told.switches.map(Value::from)),
        ("state", &session["state"], told.state.as_deref().map(Value::from)),
        ("why", &session["why"], told.why.as_deref().map(none)),
        ("late", &session["late"], Some(told.late.unwrap_or_default().into())),
        ("forgotten", &session["forgotten"], Some(told.forgotten.unwrap_or_default().into())),
        ("from", &session["effective_from"], told.effective.as_ref().map(|[from, _]| full(from))),
        ("until", &session["effective_until"], told.effective.as_ref().map(|[_, until]| full(until))),
    ];
    let wrong = wanted.into_iter().filter_map(|(name, got, wanted)| {
        let wanted = wanted?;
        (*got != wanted).then(|| format!("{name}: wanted {wanted}, got {got}"))
    });
    let stray = (!session["effective_from"].is_null() && session["state"] != "offered")
        .then(|| "an offer without its state".to_owned());
    wrong.chain(stray).collect()
}

#[test]
fn conversations_go_as_their_files_say() {
    let triage = Triage::new(Lexicon::builtin());
    let (mut wrong, mut told) = (String::new(), 0);
    let mut rows = Vec::new();
    for (group, file) in files() {
        for conversation in file.conversation {
            let mut policy = SessionPolicy::default();
            policy.max_sessions = conversation.max_sessions.unwrap_or(policy.max_sessions);
            let id = &conversation.id;
            let input = conversation.turn.iter().map(|turn| record(turn, id)).collect();
            let decisions = decide(&triage, input, &mut Sessions::new(policy));
            assert_eq!(decisions.len(), conversation.turn.len());
            for (place, (turn, decision)) in conversation.turn.iter().zip(&decisions).enumerate() {
                for difference in differences(turn, decision) {
                    wrong.push_str(&format!("{group}/{id} {}: {}: {difference}\n", place + 1, turn.text));
                }
                told += 1;
            }
            rows.extend(conversation.row);
        }
    }
    assert!(told > 60, "only {told} turns");
    assert!(wrong.is_empty(), "{wrong}");
    assert!(["F4", "F5"].iter().all(|row| rows.iter().any(|there| there == row)), "{rows:?}");
}

/// Without a session nothing is remembered: the field is null, and order changes nothing.
#[test]
fn records_without_a_session_know_nothing_of_one_another() {
    let triage = Triage::new(Lexicon::builtin());
    let texts = ["退款三天没到账", "我的号被盗了", "页面打不开", "我要投诉", "转人工", "在吗"];
    let alone: Vec<Value> = texts
        .iter()
        .map(|text| {
            let record = format!("{{\"id\":0,\"text\":\"{text}\"}}\n");
            decide(&triage, record, &mut Sessions::default()).remove(0)
        })
        .collect();
    let mut sessions = Sessions::default();
    let all: String = texts.iter().rev().map(|text| format!("{{\"id\":0,\"text\":\"{text}\"}}\n")).collect();
    for (mut got, mut wanted) in decide(&triage, all, &mut sessions).into_iter().rev().zip(alone) {
        assert!(got["session"].is_null());
        (got["source"], wanted["source"]) = (Value::Null, Value::Null);
        assert_eq!(got, wanted);
    }
    assert!(sessions.is_empty());
}
