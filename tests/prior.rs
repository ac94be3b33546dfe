//! The prior of a profile stands beside a decision: nothing else depends on it, and every output shows it as a guess.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::detect::Scratch;
use fenliu::judge::History;
use fenliu::lexicon::Lexicon;
use fenliu::render::{Lang, Offsets, Style, json, schema};
use fenliu::stream::{Account, Form, Job, Output, Profiles, Record};
use fenliu::triage::Triage;
use proptest::prelude::*;
use serde_json::Value;

static TRIAGE: LazyLock<Triage> = LazyLock::new(|| Triage::new(Lexicon::builtin()));

static PROFILES: LazyLock<Profiles> = LazyLock::new(|| {
    Profiles::parse(
        r#"{"profiles": {"u": {"history": {"payment": 4}, "account": "enterprise", "region": "HK"}},
            "alike": [{"region": "HK", "history": {"security": 9}}, {"history": {"fault": 2}}]}"#,
    )
    .unwrap()
});

fn decided(record: &Record, profiles: Option<&Profiles>) -> Value {
    let style = Style { color: false, width: 80, lang: Lang::Zh };
    let job = Job {
        triage: &TRIAGE,
        clock: Clock { now: parse_moment("2026-11-24T14:30").unwrap(), source: ClockSource::Option },
        account: None,
        region: None,
        device: None,
        profiles,
        redact: false,
        output: Output { form: Form::Ndjson, style, offsets: Offsets::Bytes },
        writing: fenliu::stream::Writing::default(),
    };
    let report = job.decide(record, &mut Scratch::default());
    let origin = record.origin(None);
    let mut line = String::new();
    json::decision(&report, &origin, &job.pack(), Offsets::Bytes, Lang::Zh, &mut line);
    serde_json::from_str(&line).unwrap()
}

fn message() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("退款三天了还没到账".to_owned()),
        Just("我的号被盗了".to_owned()),
        Just("没有被盗，怎么防止被盗".to_owned()),
        Just("孩子充值了2000".to_owned()),
        Just("我要投诉".to_owned()),
        Just("转人工".to_owned()),
        Just("你好".to_owned()),
        "\\PC{0,8}",
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.join("，"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever is known of the past, the decision is the same but for `prior`, which keeps to the schema.
    #[test]
    fn the_past_changes_nothing_but_the_prior(
        text in message(),
        history in prop::option::of(prop::collection::btree_map(
            prop_oneof!["security", "payment", "fault", "complaint", "refund", "\\PC{0,4}"], any::<u32>(), 0..5)),
        user in prop_oneof![Just(None), Just(Some("u".to_owned())), Just(Some("v".to_owned()))],
        enterprise in any::<bool>(),
    ) {
        static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
            jsonschema::validator_for(&serde_json::from_str(schema::DECISION).unwrap()).unwrap()
        });
        let account = enterprise.then_some(Account::Enterprise);
        let bare = Record { account, ..Record::of_text(text, 1) };
        let told = Record { user, history: history.clone(), ..bare.clone() };
        let without = decided(&bare, None);
        let mut with = decided(&told, Some(&PROFILES));
        prop_assert!(without["prior"].is_null());
        prop_assert!(SCHEMA.is_valid(&with), "{}", with["prior"]);
        let prior = with["prior"].clone();
        prop_assert!(prior["suggests"].is_null() || with["category"].is_null());
        let known = |id: &&str| history.as_ref().is_some_and(|history: &History| history.contains_key(*id));
        if ["security", "payment", "fault", "complaint"].iter().any(known) {
            prop_assert_eq!(&prior["based_on"]["from"], "record");
        }
        with["prior"] = Value::Null;
        prop_assert_eq!(with, without);
    }
}

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn folder(name: &str) -> Folder {
    let path = std::env::temp_dir().join(format!("fenliu-prior-{name}-{}", std::process::id()));
    fs::create_dir_all(&path).unwrap();
    Folder(path)
}

fn run(arguments: &[&str], input: &str) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fenliu"));
    let pipe = Stdio::piped;
    command.args(["--now", "2026-11-24T14:30", "--lang", "en"]).args(arguments);
    let mut child = command.stdin(pipe()).stdout(pipe()).stderr(pipe()).spawn().unwrap();
    // A run that stops at its options reads nothing, and closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[test]
fn every_output_shows_it_as_a_guess() {
    let folder = folder("shown");
    let file = folder.0.join("profiles.json");
    fs::write(&file, r#"{"profiles": {"7": {"history": {"payment": 3}}}}"#).unwrap();
    let profile = file.to_str().unwrap();
    let line = r#"{"text":"麻烦帮我看看","customer":7}"#;
    let (text, _, _) = run(&["classify", "--profile", profile, "--output", "text"], line);
    assert!(text.contains("a guess: perhaps 支付问题, ask first; 3 earlier"), "{text}");
    let (csv, _, _) = run(&["classify", "--profile", profile, "--output", "csv"], line);
    let shares = "security: 0.1429 | payment: 0.5714 | fault: 0.1429 | complaint: 0.1429";
    assert!(csv.lines().next().unwrap().contains(",prior,") && csv.contains(shares), "{csv}");
    let (drawing, _, _) = run(&["explain", "--profile", profile], line);
    assert!(drawing.contains("guess") && drawing.contains("支付问题 57.1%"), "{drawing}");
    let (json, _, _) = run(&["--profile", profile], line);
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["prior"]["suggests"], "payment");
    // A table brings the past as JSON in a cell.
    let table = "text,user,history\n麻烦帮我看看,x,\"{\"\"fault\"\": 2}\"\n";
    let (json, _, _) = run(&["--input", "csv"], table);
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["prior"]["suggests"], "fault");
}

#[test]
fn a_profile_that_is_none_stops_the_run() {
    let folder = folder("wrong");
    let file = folder.0.join("profiles.json");
    fs::write(&file, r#"{"history": {"payment": "three"}}"#).unwrap();
    let name = file.to_str().unwrap();
    let (out, error, code) = run(&["--profile", name], "退款未到账");
    assert_eq!((out.as_str(), code), ("", Some(2)));
    assert!(error.contains("profiles.json: invalid type: string \"three\", expected u32"), "{error}");
    let (_, error, code) = run(&["--profile", "/nowhere.json"], "退款未到账");
    assert!(code == Some(2) && error.contains("/nowhere.json: can't be read: "), "{error}");
}
