//! The labelled conversations of fixtures/replay: what they are, and what the program says about them.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

const CONVERSATIONS: &str = include_str!("../fixtures/replay/conversations.ndjson");

/// Conversations in which a person comes late: what the writer says first names no trouble that a pack could know.
const LATE: [&str; 6] = ["c37", "c38", "c39", "c40", "c41", "c42"];

fn fenliu(arguments: &[&str], input: &str) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fenliu"));
    let pipe = Stdio::piped;
    let mut child = command.args(arguments).stdin(pipe()).stdout(pipe()).stderr(pipe()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn replayed(more: &[&str]) -> Value {
    fenliu(&[&["replay", "-", "--output", "json"], more].concat(), CONVERSATIONS)
}

/// The same of some conversations.
fn replayed_of(sessions: &[&str], more: &[&str]) -> Value {
    let of = |line: &&str| sessions.iter().any(|session| line.contains(&format!("\"{session}\"")));
    let lines: Vec<&str> = CONVERSATIONS.lines().filter(of).collect();
    fenliu(&[&["replay", "-", "--output", "json"], more].concat(), &lines.join("\n"))
}

/// The row that a threshold stands in.
fn row(replayed: &Value, threshold: u64) -> &Value {
    let within =
        |row: &&Value| row["from"].as_u64() <= Some(threshold) && row["to"].as_u64() >= Some(threshold);
    replayed["thresholds"].as_array().unwrap().iter().find(within).unwrap()
}

#[test]
fn there_are_enough_conversations_of_both_sorts() {
    let mut wanted: BTreeMap<String, bool> = BTreeMap::new();
    for line in CONVERSATIONS.lines() {
        let turn: Value = serde_json::from_str(line).unwrap();
        let label = wanted.entry(turn["session"].as_str().unwrap().to_owned()).or_default();
        *label |= turn["transfer"] == true;
    }
    let yes = wanted.values().filter(|wanted| **wanted).count();
    assert!(wanted.len() >= 30 && yes >= 15 && wanted.len() - yes >= 10, "{} {yes}", wanted.len());
    let got = replayed(&[]);
    assert_eq!(
        (got["conversations"].as_u64(), got["wanted"].as_u64()),
        (Some(wanted.len() as u64), Some(yes as u64))
    );
}

#[test]
fn thresholds_leave_no_gap_and_one_beats_the_ends() {
    let got = replayed(&[]);
    let rows = got["thresholds"].as_array().unwrap();
    let mut next = 1;
    for row in rows {
        assert_eq!(row["from"], next);
        next = row["to"].as_u64().unwrap() + 1;
    }
    assert_eq!(next, 101);
    let golden = |row: &Value| row["gt_t"]["2"].as_f64().unwrap();
    let best = rows.iter().map(golden).fold(0.0, f64::max);
    assert!(best > golden(&rows[rows.len() - 1]) && best > 0.5, "{best}");
    assert!(rows[0]["recall"].as_f64() >= rows[rows.len() - 1]["recall"].as_f64());
}

#[test]
fn the_adjustment_moves_golden_transfer_alone() {
    let (plain, early) = (replayed(&[]), replayed(&["--adjust", "1"]));
    let pairs = plain["thresholds"].as_array().unwrap().iter().zip(early["thresholds"].as_array().unwrap());
    let mut moved = false;
    for (plain, early) in pairs {
        assert_eq!(
            (&plain["recall"], &plain["f1"], &plain["late"]),
            (&early["recall"], &early["f1"], &early["late"])
        );
        moved |= plain["gt_t"] != early["gt_t"];
    }
    assert!(moved);
}

/// Each is met, none early, and as many turns late as it was written to be; the whole counts them, and no others.
#[test]
fn late_hand_overs_are_counted_by_their_turns() {
    for (session, turns) in LATE.iter().zip([1, 1, 2, 2, 1, 3]) {
        let got = replayed_of(&[session], &[]);
        let got = row(&got, 20);
        let counts = ["met", "late", "early", "needless"].map(|key| got[key].as_u64().unwrap());
        assert_eq!((counts, got["lateness_turns"].as_f64()), ([1, 1, 0, 0], Some(turns as f64)), "{session}");
        for tolerance in 1..=3_u64 {
            let score = got["gt_t"][tolerance.to_string()].as_f64().unwrap();
            assert_eq!(score > 0.0, turns <= tolerance, "{session} {tolerance}");
            assert!(score < 1.0);
        }
    }
    let late = replayed_of(&LATE, &[]);
    assert_eq!(
        (row(&late, 20)["late"].as_u64(), row(&late, 20)["lateness_turns"].as_f64()),
        (Some(6), Some(1.6667))
    );
    assert_eq!(row(&replayed(&[]), 20)["late"], row(&late, 20)["late"]);
}

/// At 1 a late hit within the tolerance loses nothing, at -1 it loses more.
#[test]
fn the_adjustment_weighs_late_hits() {
    let golden = |adjust: &str| {
        let got = replayed_of(&LATE, &["--adjust", adjust]);
        row(&got, 20)["gt_t"]["3"].as_f64().unwrap()
    };
    assert_eq!(golden("1"), 1.0);
    assert!(golden("-1") < golden("0") && golden("0") < 1.0);
}

#[test]
fn what_is_written_keeps_to_its_schema() {
    let schema = fenliu(&["schema", "replay"], "");
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let nobody = "{\"session\":\"a\",\"text\":\"你好\"}";
    let empty = fenliu(&["replay", "-", "--output", "json"], nobody);
    for got in [replayed(&[]), replayed(&["--adjust", "-0.5"]), replayed_of(&LATE, &[]), empty] {
        let faults: Vec<String> = validator.iter_errors(&got).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?}");
        let mut wrong = got;
        wrong["thresholds"][0]["more"] = Value::Null;
        assert!(!validator.is_valid(&wrong));
    }
}
