//! The service, row by row: golden cases in fixtures/service, held against the JSON that the program prints.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

#[path = "service/rows.rs"]
mod rows;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::diagnostic::Source;
use fenliu::judge::{Board, History, Past, Sort, after_service};
use fenliu::lexicon::{Lexicon, Wait};
use fenliu::render::{self, Carried, Lang, Offsets, Origin, PackInfo, RecordId, Style, json, schema};
use fenliu::review::{Event, track};
use fenliu::stream::{Account, Form, Job, Output, Profiles, Record};
use fenliu::triage::{Context, Triage};
use serde::Deserialize;
use serde_json::{Value, json};

static TRIAGE: LazyLock<Triage> = LazyLock::new(|| Triage::new(Lexicon::builtin()));

const NOW: &str = "2026-11-24T14:30";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Whoever updates expected values must leave this file alone.
    by_hand: bool,
    #[serde(default)]
    case: Vec<Case>,
    #[serde(default)]
    board: Vec<BoardCase>,
    #[serde(default)]
    ticket: Vec<TicketCase>,
}

/// A message, and what its decision must say. `says` is a part of the JSON; `null` are paths at which it says nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    row: String,
    #[serde(default)]
    look_alike: bool,
    message: String,
    now: Option<String>,
    account: Option<String>,
    region: Option<String>,
    device: Option<String>,
    user: Option<String>,
    history: Option<History>,
    /// A file of profiles, as `--profile` takes it.
    profile: Option<String>,
    /// Share of each category by the writer's past.
    shares: Option<BTreeMap<String, f64>>,
    says: Option<toml::Value>,
    #[serde(default)]
    null: Vec<String>,
    finds: Option<toml::Value>,
    proof: Option<Vec<Proof>>,
    missing: Option<Vec<String>>,
    score: Option<[f64; 2]>,
    same_score_as: Option<String>,
    #[serde(default)]
    advice: Vec<String>,
    #[serde(default)]
    no_advice: Vec<String>,
    pressure: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Proof {
    id: String,
    quotes: Vec<String>,
}

/// The page of all desks at a moment, and what it must say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BoardCase {
    row: String,
    #[serde(default)]
    look_alike: bool,
    now: Option<String>,
    account: Option<String>,
    sort: Option<String>,
    ended: Option<String>,
    #[serde(default)]
    low_rating: bool,
    entry: Option<String>,
    says: Option<toml::Value>,
    #[serde(default)]
    null: Vec<String>,
    entries: Option<Vec<String>>,
    desks: Option<Vec<String>>,
    lines: Option<toml::Value>,
    after: Option<toml::Value>,
}

/// The events of a ticket, what its drawing must say, and whether its desk is late.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TicketCase {
    row: String,
    #[serde(default)]
    look_alike: bool,
    account: Option<String>,
    now: String,
    events: Vec<toml::Table>,
    says: Vec<String>,
    late: bool,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/service")
}

fn files() -> Vec<(String, File)> {
    let mut paths: Vec<_> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.file_name().is_some_and(|name| name != "rows.toml"));
    paths.sort();
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        let file = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path.file_name().unwrap().to_string_lossy().into_owned(), file)
    };
    paths.iter().map(read).collect()
}

fn clock(now: Option<&str>) -> Clock {
    Clock { now: parse_moment(now.unwrap_or(NOW)).unwrap(), source: ClockSource::Option }
}

fn pack() -> PackInfo<'static> {
    let pack = &TRIAGE.lexicon().pack;
    PackInfo { name: &pack.name, version: &pack.version, hash: &pack.hash }
}

fn decide(message: &str, context: &Context<'_>) -> Value {
    let report = TRIAGE.run(message, context);
    let origin =
        Origin { id: &RecordId::Line(1), file: None, line: 1, session: None, carried: Carried::default() };
    let mut line = String::new();
    json::decision(&report, &origin, &pack(), Offsets::Bytes, Lang::Zh, &mut line);
    serde_json::from_str(&line).unwrap()
}

fn board(case: &BoardCase) -> Value {
    let lexicon = TRIAGE.lexicon();
    let enterprise = case.account.as_deref() == Some("enterprise");
    let sort = if case.sort.as_deref() == Some("pack") { Sort::Pack } else { Sort::Wait };
    let ended = case.ended.as_deref().map(|ended| parse_moment(ended).unwrap());
    let clock = clock(case.now.as_deref());
    let mut board = Board::new(lexicon, clock, enterprise, sort, ended);
    board.after = after_service(&lexicon.desks, ended, case.low_rating, clock.now);
    let mut page = String::new();
    json::board(&board, &pack(), &mut page);
    serde_json::from_str(&page).unwrap()
}

/// What is wanted and not there, one line each. Tables are looked into; lists must be as long, their tables are looked into
/// too; numbers are equal as numbers.
fn lacking(wanted: &toml::Value, got: &Value, path: &str, said: &mut String) {
    match (wanted, got) {
        (toml::Value::Table(table), got) => {
            for (key, wanted) in table {
                let path = format!("{path}.{key}");
                lacking(wanted, got.get(key).unwrap_or(&Value::Null), &path, said);
            }
        }
        (toml::Value::Array(items), Value::Array(values)) if items.len() == values.len() => {
            for (place, (wanted, got)) in items.iter().zip(values).enumerate() {
                lacking(wanted, got, &format!("{path}[{place}]"), said);
            }
        }
        (wanted, got) => {
            let same = match wanted {
                toml::Value::Integer(number) => got.as_f64() == Some(*number as f64),
                toml::Value::Float(number) => got.as_f64() == Some(*number),
                toml::Value::String(text) => got.as_str() == Some(text),
                toml::Value::Boolean(flag) => got.as_bool() == Some(*flag),
                _ => false,
            };
            if !same {
                let _ = writeln!(said, "    {path}: wanted {wanted}, got {got}");
            }
        }
    }
}

fn at<'v>(value: &'v Value, path: &str) -> &'v Value {
    path.split('.').fold(value, |value, key| &value[key])
}

fn nothing(value: &Value, paths: &[String], said: &mut String) {
    for path in paths.iter().filter(|path| !at(value, path).is_null()) {
        let _ = writeln!(said, "    {path}: wanted nothing, got {}", at(value, path));
    }
}

fn texts(list: &Value, key: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| item[key].as_str().unwrap().to_owned()).collect()
}

fn quotes(message: &str, spans: &Value) -> Vec<String> {
    let place = |span: &Value, end: usize| usize::try_from(span[end].as_u64().unwrap()).unwrap();
    let spans = spans.as_array().unwrap().iter();
    spans.map(|span| message[place(span, 0)..place(span, 1)].to_owned()).collect()
}

/// The record that a case tells of.
fn record(case: &Case) -> Record {
    let account = case.account.as_deref().map(|account| match account {
        "enterprise" => Account::Enterprise,
        _ => Account::Personal,
    });
    Record {
        account,
        region: case.region.clone(),
        device: case.device.clone(),
        user: case.user.clone(),
        history: case.history.clone(),
        ..Record::of_text(case.message.clone(), 1)
    }
}

/// What a case says and the decision does not.
fn differences(case: &Case) -> String {
    let profiles = case.profile.as_ref().map(|text| Profiles::parse(text).unwrap());
    let style = Style { color: false, width: 80, lang: Lang::Zh };
    let job = Job {
        triage: &TRIAGE,
        clock: clock(case.now.as_deref()),
        account: None,
        region: None,
        device: None,
        profiles: profiles.as_ref(),
        redact: false,
        output: Output { form: Form::Ndjson, style, offsets: Offsets::Bytes },
        writing: fenliu::stream::Writing::default(),
    };
    let record = record(case);
    let context = job.context(&record);
    let got = decide(&case.message, &context);
    let mut said = String::new();
    let mut without = decide(&case.message, &Context { past: Past::default(), ..context });
    without["prior"] = got["prior"].clone();
    if without != got {
        said.push_str("    the past changes more than the prior\n");
    }
    if let Some(shares) = &case.shares {
        let got: BTreeMap<String, f64> = serde_json::from_value(got["prior"]["categories"].clone()).unwrap();
        if got != *shares {
            let _ = writeln!(said, "    shares: wanted {shares:?}, got {got:?}");
        }
    }
    if let Some(wanted) = &case.says {
        lacking(wanted, &got, "", &mut said);
    }
    nothing(&got, &case.null, &mut said);
    for wanted in case.finds.iter().flat_map(|finds| finds.as_array().unwrap()) {
        let there = got["findings"].as_array().unwrap().iter().any(|finding| {
            let mut missing = String::new();
            lacking(wanted, finding, "", &mut missing);
            missing.is_empty() && finding["counted"] == json!(true)
        });
        if !there {
            let _ = writeln!(said, "    finds: no {wanted}");
        }
    }
    let mut compare = |what: &str, wanted: &[String], got: &[String]| {
        if wanted != got {
            let _ = writeln!(said, "    {what}: wanted {wanted:?}, got {got:?}");
        }
    };
    if let Some(missing) = &case.missing {
        compare("missing", missing, &texts(&got["missing"], "id"));
    }
    let advice = got["advice"].as_array().unwrap();
    if let Some(pressure) = &case.pressure {
        let told = advice.iter().find(|advice| advice["id"] == "leave_out_pressure").unwrap();
        compare("pressure", pressure, &quotes(&case.message, &told["spans"]));
    }
    if let Some(wanted) = &case.proof {
        let ids: Vec<String> = wanted.iter().map(|proof| proof.id.clone()).collect();
        let proof = &got["desk"]["channel"]["proof"];
        compare("proof", &ids, &texts(proof, "id"));
        for (wanted, got) in wanted.iter().zip(proof.as_array().unwrap()) {
            compare(&wanted.id, &wanted.quotes, &quotes(&case.message, &got["spans"]));
        }
    }
    let ids = texts(&got["advice"], "id");
    for (list, wanted) in [(&case.advice, true), (&case.no_advice, false)] {
        for id in list.iter().filter(|id| ids.contains(id) != wanted) {
            let _ = writeln!(said, "    advice: {id} in {ids:?} should be {wanted}");
        }
    }
    let score = got["score"].as_f64().unwrap();
    if case.score.is_some_and(|[least, most]| score < least || score > most) {
        let _ = writeln!(said, "    score: wanted {:?}, got {score}", case.score.unwrap());
    }
    if let Some(other) = &case.same_score_as {
        let other = decide(other, &context)["score"].as_f64().unwrap();
        if score != other {
            let _ = writeln!(said, "    score: {score}, of the other message {other}");
        }
    }
    said
}

/// What a case says and the board does not.
fn board_differences(case: &BoardCase) -> String {
    let got = board(case);
    let mut said = String::new();
    let one = case.entry.as_ref().map_or(&got, |id| {
        got["entries"].as_array().unwrap().iter().find(|entry| entry["id"] == json!(id)).unwrap()
    });
    if let Some(wanted) = &case.says {
        lacking(wanted, one, "", &mut said);
    }
    nothing(one, &case.null, &mut said);
    for (key, wanted) in [("entries", &case.entries), ("desks", &case.desks)] {
        if wanted.as_ref().is_some_and(|wanted| *wanted != texts(&got[key], "id")) {
            let _ = writeln!(said, "    {key}: got {:?}", texts(&got[key], "id"));
        }
    }
    for (key, wanted) in [("lines", &case.lines), ("after_service", &case.after)] {
        if let Some(wanted) = wanted {
            lacking(wanted, &got[key], key, &mut said);
        }
    }
    said
}

/// What a case says and the drawing of its ticket does not.
fn ticket_differences(case: &TicketCase) -> String {
    let event = |event: &toml::Table| {
        let mut line = json!(event);
        line["ticket"] = json!("T-1");
        Event::parse(&line.to_string()).unwrap()
    };
    let clock = clock(Some(&case.now));
    let enterprise = case.account.as_deref() == Some("enterprise");
    let tickets = track(TRIAGE.lexicon(), case.events.iter().map(event), clock, enterprise);
    let mut drawing = String::new();
    render::track::text(&tickets, clock, &Style { color: false, width: 80, lang: Lang::Zh }, &mut drawing);
    let mut said = String::new();
    for words in case.says.iter().filter(|words| !drawing.contains(words.as_str())) {
        let _ = writeln!(said, "    says: no {words} in\n{drawing}");
    }
    if tickets[0].is_late() != case.late {
        let _ = writeln!(said, "    late: {}", !case.late);
    }
    said
}

#[test]
fn every_case_holds() {
    let (mut wrong, mut tried) = (String::new(), 0);
    for (file, cases) in files() {
        assert!(cases.by_hand, "{file} must say by_hand = true");
        for case in &cases.case {
            tried += 1;
            let differences = differences(case);
            if !differences.is_empty() {
                let _ = writeln!(wrong, "{file} {}: {}\n{differences}", case.row, case.message);
            }
        }
        for case in &cases.board {
            tried += 1;
            let differences = board_differences(case);
            if !differences.is_empty() {
                let _ = writeln!(wrong, "{file} {}: the board\n{differences}", case.row);
            }
        }
        for case in &cases.ticket {
            tried += 1;
            let differences = ticket_differences(case);
            if !differences.is_empty() {
                let _ = writeln!(wrong, "{file} {}: a ticket\n{differences}", case.row);
            }
        }
    }
    assert!(tried > 150, "only {tried} cases were found");
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn boards_keep_to_their_schema() {
    let schema: Value = serde_json::from_str(schema::DESK).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for case in files().iter().flat_map(|(_, file)| &file.board) {
        let board = board(case);
        let faults: Vec<String> = validator.iter_errors(&board).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{}: {faults:?}", case.row);
    }
}

/// A figure is replaced by one line, which brings its own source; everything that rests on it follows.
#[test]
fn replacing_a_figure_is_one_line() {
    let builtin = include_str!("../lexicons/desk.toml");
    let line = "wait           = \"当日回复\"";
    assert_eq!(builtin.matches(line).count(), 1);
    let desk = builtin.replace(line, "wait = { is = [30, 90], source = \"300 tickets\" }");
    let source = |name: &str, text: &str| Source { name: name.into(), text: text.into() };
    let pack = "name = \"ours\"\nversion = \"1\"\nextends = \"builtin\"\n";
    let lexicon = Lexicon::parse(&[source("pack.toml", pack), source("desk.toml", &desk)]).unwrap();
    let triage = Triage::new(lexicon);
    let report = triage.run("聊天记录丢失", &Context::at(clock(None)));
    let wait = report.decision.desk.wait.unwrap();
    assert_eq!((wait.wait, wait.source), (Wait::Minutes(30.0, 90.0), "300 tickets"));
}

/// Which rows have a case, and which of those a look-alike.
fn told() -> Vec<(String, bool)> {
    let files = files();
    let cases = files.iter().flat_map(|(_, file)| &file.case).map(|case| (&case.row, case.look_alike));
    let boards = files.iter().flat_map(|(_, file)| &file.board).map(|case| (&case.row, case.look_alike));
    let tickets = files.iter().flat_map(|(_, file)| &file.ticket).map(|case| (&case.row, case.look_alike));
    cases.chain(boards).chain(tickets).map(|(row, look_alike)| (row.clone(), look_alike)).collect()
}

#[test]
fn every_row_of_the_service_has_its_cases() {
    rows::check(&folder().join("rows.toml"), &told());
}
