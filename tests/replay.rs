//! The labelled conversations of fixtures/replay: what they are, and what the program says about them.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

const CONVERSATIONS: &str = include_str!("../fixtures/replay/conversations.ndjson");

fn replayed(more: &[&str]) -> Value {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/replay/conversations.ndjson");
    let mut command = Command::new(env!("CARGO_BIN_EXE_fenliu"));
    let output = command.args(["replay", file, "--output", "json"]).args(more).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
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
