//! `fenliu eval`: its figures are those that counting the decisions of `fenliu classify` gives.

// A test that can't start the program has nothing else to say.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

const PACK: &str = "tests/eval/parcel";
const ROWS: &str = include_str!("eval/labelled.jsonl");
const TOPICS: [&str; 2] = ["billing", "delivery"];
const NEEDS: [&str; 4] = ["none", "inquiry", "problem", "dispute"];

fn run(arguments: &[&str], input: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fenliu"))
        .args(["--now", "2026-11-24T12:00", "--lang", "en"].iter().chain(arguments))
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn measured(arguments: &[&str]) -> Value {
    let arguments = [&["eval", "--pack", PACK, "--output", "json"], arguments].concat();
    serde_json::from_str(&run(&arguments, ROWS)).unwrap()
}

/// Every row with its decision.
fn decided() -> Vec<(Value, Value)> {
    let object = |line: &str| serde_json::from_str(line).unwrap();
    let rows: String = ROWS.lines().filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect();
    let out = run(&["classify", "--pack", PACK, "--input", "ndjson", "--output", "ndjson"], &rows);
    assert_eq!(rows.lines().count(), out.lines().count());
    rows.lines().map(object).zip(out.lines().map(object)).collect()
}

fn has(object: &Value, topic: &str) -> bool {
    object["topics"].as_array().unwrap().iter().any(|name| name == topic)
}

fn escalates(object: &Value) -> bool {
    matches!(object["need"].as_str(), Some("problem" | "dispute"))
}

/// Precision, recall and F1 of pairs of decided and labelled.
fn figures(pairs: impl Iterator<Item = (bool, bool)>) -> [f64; 3] {
    let (mut hit, mut given, mut wanted) = (0.0, 0.0, 0.0);
    for (decided, labelled) in pairs {
        hit += f64::from(decided && labelled);
        given += f64::from(decided);
        wanted += f64::from(labelled);
    }
    let share = |of: f64| if of > 0.0 { hit / of } else { 0.0 };
    let (precision, recall) = (share(given), share(wanted));
    let sum = precision + recall;
    [precision, recall, if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }]
}

fn check(shown: &Value, counted: f64, what: &str) {
    let shown = shown.as_f64().unwrap_or_else(|| panic!("{what} is {shown}"));
    assert!((shown - counted).abs() < 1e-6, "{what}: {shown} is shown, {counted} counted");
}

#[test]
fn figures_are_those_of_a_count() {
    let (rows, shown) = (decided(), measured(&[]));
    let check_all = |shown: &Value, counted: [f64; 3], what: &str| {
        for (key, counted) in ["precision", "recall", "f1"].into_iter().zip(counted) {
            check(&shown[key], counted, &format!("{what} {key}"));
        }
    };
    let mut f1s = Vec::new();
    for topic in TOPICS {
        let counted = figures(rows.iter().map(|(row, decision)| (has(decision, topic), has(row, topic))));
        check_all(&shown["topics"][topic], counted, topic);
        f1s.push(counted[2]);
    }
    check(&shown["topics_macro_f1"], f1s.iter().sum::<f64>() / 2.0, "topics macro-F1");
    let counted = figures(rows.iter().map(|(row, decision)| (escalates(decision), escalates(row))));
    check_all(&shown["escalation"], counted, "escalation");
    for labelled in NEEDS {
        for decided in NEEDS {
            let pairs =
                rows.iter().filter(|(row, decision)| row["need"] == labelled && decision["need"] == decided);
            assert_eq!(shown["need"]["confusion"][labelled][decided], pairs.count(), "{labelled} {decided}");
        }
    }
    let primary: Vec<_> = rows.iter().filter(|(row, _)| row.get("primary").is_some()).collect();
    let name = |decision: &Value| decision["category"].as_str().unwrap_or("none").to_owned();
    let right = primary.iter().filter(|(row, decision)| row["primary"] == name(decision)).count();
    check(&shown["primary_accuracy"], right as f64 / primary.len() as f64, "primary");
}

#[test]
fn auc_and_calibration_are_those_of_a_count() {
    let (rows, shown) = (decided(), measured(&[]));
    let scores = |wanted: bool| {
        let of = rows.iter().filter(move |(row, _)| escalates(row) == wanted);
        of.map(|(_, decision)| decision["score"].as_f64().unwrap()).collect::<Vec<_>>()
    };
    let (high, low) = (scores(true), scores(false));
    let won: f64 =
        high.iter().flat_map(|a| low.iter().map(move |b| f64::from(a > b) + 0.5 * f64::from(a == b))).sum();
    check(&shown["escalation"]["auc"], won / (high.len() * low.len()) as f64, "AUC");
    let mut error = 0.0;
    for (place, bin) in shown["calibration"]["bins"].as_array().unwrap().iter().enumerate() {
        let within = |score: &&f64| (**score / 10.0).floor().min(9.0) as usize == place;
        let [high, low] =
            [&high, &low].map(|scores| scores.iter().filter(within).copied().collect::<Vec<_>>());
        let count = high.len() + low.len();
        assert_eq!(bin["rows"], count);
        if count > 0 {
            let mean = high.iter().chain(&low).sum::<f64>() / 100.0 / count as f64;
            let observed = high.len() as f64 / count as f64;
            check(&bin["mean"], mean, "mean score");
            check(&bin["observed"], observed, "observed share");
            error += (mean - observed).abs() * count as f64 / rows.len() as f64;
        }
    }
    check(&shown["calibration"]["expected_error"], error, "expected calibration error");
}

#[test]
fn groups_are_parts_of_the_whole() {
    let shown = measured(&["--by", "shop", "--by", "need"]);
    for breakdown in shown["by"].as_array().unwrap() {
        let groups = breakdown["groups"].as_array().unwrap();
        let sum = |pointer: &str| {
            groups.iter().map(|group| group.pointer(pointer).unwrap().as_u64().unwrap()).sum::<u64>()
        };
        assert_eq!(shown["rows"], sum("/rows"));
        for pointer in ["/topics/billing/right", "/escalation/decided", "/need/confusion/problem/none"] {
            assert_eq!(*shown.pointer(pointer).unwrap(), sum(pointer), "{pointer}");
        }
    }
    let values: Vec<_> =
        shown["by"][0]["groups"].as_array().unwrap().iter().map(|group| &group["value"]).collect();
    assert_eq!(values, [&Value::Null, &Value::from("east"), &Value::from("west")]);
    // A group is measured as if it stood alone.
    let east: String =
        ROWS.lines().filter(|row| row.contains("\"east\"")).map(|row| format!("{row}\n")).collect();
    let alone: Value =
        serde_json::from_str(&run(&["eval", "--pack", PACK, "--output", "json"], &east)).unwrap();
    for key in ["rows", "topics", "topics_macro_f1", "primary_accuracy", "need", "escalation", "emergency"] {
        assert_eq!(shown["by"][0]["groups"][1][key], alone[key], "{key}");
    }
}

#[test]
fn terms_are_counted_by_what_the_decisions_found() {
    let rows = decided();
    let shown = measured(&["--terms", "99"]);
    let fired = |decision: &Value| -> BTreeSet<String> {
        let found = decision["findings"].as_array().unwrap().iter();
        let stands = |finding: &&Value| {
            finding["state"] == "affirmed"
                && matches!(finding["refused_by"].as_str(), None | Some("overlap" | "repeat"))
        };
        found.filter(stands).filter_map(|finding| finding["id"].as_str().map(str::to_owned)).collect()
    };
    let table = shown["terms"]["rows"].as_array().unwrap();
    assert!(table.len() > 5);
    for term in table {
        let id = term["id"].as_str().unwrap();
        let cases: Vec<_> = rows.iter().filter(|(_, decision)| fired(decision).contains(id)).collect();
        assert_eq!(term["fired"], cases.len(), "{id}");
        let right = cases.iter().filter(|(row, _)| {
            let needed = term["stage"] == "topic" || escalates(row);
            if id == "signals/号被封" {
                row["emergency"] == "account_frozen"
            } else {
                has(row, term["category"].as_str().unwrap()) && needed
            }
        });
        assert_eq!(term["right"], right.count(), "{id}");
        let judged = |name: &&String| *name != "signals/怎么" && *name != id;
        let company = |(_, decision): &&&(Value, Value)| fired(decision).iter().any(|name| judged(&name));
        assert_eq!(term["overlaps"], cases.iter().filter(company).count(), "{id}");
    }
    let wrong: Vec<_> = table.iter().map(|term| term["wrong"].as_u64().unwrap()).collect();
    assert!(wrong.is_sorted_by(|one, other| one >= other) && wrong[0] > 0, "{wrong:?}");
    let set_aside = table.iter().find(|term| term["id"] == "billing/多收").unwrap();
    assert_eq!(set_aside["set_aside"], 1);
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let arguments = ["eval", "--pack", PACK, "--output", "json", "--errors", "3"];
    let from_stdin = run(&arguments, ROWS);
    assert_eq!(from_stdin, run(&arguments, ROWS));
    let from_file = run(&[&arguments[..], &["tests/eval/labelled.jsonl"]].concat(), "");
    let name = |out: &str, name: &str| out.replace(&format!("{name}:"), "");
    assert_eq!(name(&from_stdin, "<stdin>"), name(&from_file, "tests/eval/labelled.jsonl"));
}

#[test]
fn colour_changes_no_letter_and_stays_off_without_a_terminal() {
    let arguments = ["eval", "--pack", PACK, "--errors", "3", "--terms", "9", "--by", "shop"];
    let plain = run(&arguments, ROWS);
    assert!(!plain.contains('\u{1b}'));
    let coloured = run(&[&arguments[..], &["--color", "always"]].concat(), ROWS);
    let mut pieces = coloured.split('\u{1b}');
    let first = pieces.next().unwrap_or_default().to_owned();
    let rest = pieces.map(|piece| piece.split_once('m').unwrap().1);
    assert_eq!(plain, rest.fold(first, |text, piece| text + piece));
    assert!(coloured.len() > plain.len());
}
