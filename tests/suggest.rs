//! `fenliu suggest`: strings that go with need come first, with true counts, whatever they are made of.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::lexicon::Lexicon;
use fenliu::review::{Limits, Suggester, Suggestions};
use fenliu::triage::{Context, Triage};
use proptest::prelude::*;
use serde_json::Value;

static TRIAGE: LazyLock<Triage> = LazyLock::new(|| Triage::new(Lexicon::builtin()));

fn context() -> Context<'static> {
    Context::at(Clock { now: parse_moment("2026-11-24T14:30").unwrap(), source: ClockSource::Option })
}

/// Messages of a made-up shop. 串味 (took on a smell) is a trouble that the pack does not know; 包邮 is none.
fn corpus() -> Vec<String> {
    let mut messages = Vec::new();
    for number in 0..60 {
        let colour = ["红", "蓝", "黑", "绿", "灰"][number % 5];
        messages.push(format!("{colour}盒茶叶串味，质量太差"));
        messages.push(format!("{colour}盒茶叶闻着串味"));
        messages.push(format!("{colour}盒茶叶包邮，颜色挺多"));
        messages.push(format!("今天看了第{number}回，{colour}色的包邮"));
    }
    messages
}

fn suggested(messages: &[String], limits: Limits) -> Suggestions {
    let mut suggester = Suggester::new(TRIAGE.segmenter());
    for (line, text) in messages.iter().enumerate() {
        suggester.add(&TRIAGE.run(text, &context()), 0, line as u64 + 1);
    }
    suggester.finish(limits)
}

#[test]
fn what_goes_with_need_comes_first() {
    let suggestions = suggested(&corpus(), Limits { most: 20, least: 5 });
    assert_eq!(suggestions.corpus, [60, 180]);
    let first = &suggestions.list[0];
    assert!(first.text.contains("串味"), "{:?}", suggestions.list);
    assert!(suggestions.list.iter().all(|one| !one.text.contains("包邮") && !one.text.contains("质量")));
    // Those that say so by other words, and those that would begin to.
    assert_eq!((first.loud, first.quiet), (60, 60));
    assert!(first.examples.iter().all(|example| example.line % 4 == 2), "{:?}", first.examples);
    assert!(!first.in_dictionary && first.cohesion.is_some_and(|bits| bits > 0.9));
}

#[test]
fn labels_tell_what_would_be_gained_and_lost() {
    let mut suggester = Suggester::new(TRIAGE.segmenter());
    for (line, text) in corpus().iter().enumerate() {
        let report = TRIAGE.run(text, &context());
        suggester.add(&report, 0, line as u64 + 1);
        suggester.add_labelled(&report, text.contains("串味") || line == 3, 1, line as u64 + 1);
    }
    let suggestions = suggester.finish(Limits { most: 20, least: 5 });
    assert_eq!((suggestions.labelled, suggestions.unseen), ([121, 119], [61, 119]));
    let first = &suggestions.list[0];
    assert!(first.text.contains("串味"), "{first:?}");
    let labelled = first.labelled.unwrap();
    assert_eq!((labelled.gained, labelled.lost), (60, 0));
    assert!(first.z_labels.unwrap() > 0.0);
}

#[test]
fn what_a_finding_explains_is_not_suggested() {
    // 没到账 is a term; 花呗 only names a subject, and what touches it may be one.
    let messages: Vec<String> =
        (0..40).flat_map(|n| [format!("退款没到账{n}"), format!("花呗瘫痪，投诉{n}")]).collect();
    let suggestions = suggested(&messages, Limits { most: 99, least: 5 });
    assert!(suggestions.list.iter().all(|one| !one.text.contains("没到账") && !one.text.contains("投诉")));
}

#[test]
fn nothing_comes_of_nothing() {
    assert_eq!(suggested(&[], Limits { most: 9, least: 0 }).list, []);
    assert_eq!(suggested(&["，。".into(), String::new()], Limits { most: 9, least: 0 }).list, []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_text_is_counted_and_quoted_as_it_stands(texts in prop::collection::vec("[退款没到账串味a0ａ㎡\u{200b}，\\PC]{0,12}", 0..12)) {
        let suggestions = suggested(&texts, Limits { most: 50, least: 0 });
        for one in &suggestions.list {
            prop_assert!(one.text.chars().count() >= 2);
            for example in &one.examples {
                let text = &texts[example.line as usize - 1];
                let shown = [&*example.before, &*example.text, &*example.after].concat();
                prop_assert!(text.contains(&shown), "{shown}");
            }
        }
    }
}

fn run(arguments: &[&str], input: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fenliu"))
        .args(["--now", "2026-11-24T12:00", "--lang", "en"].iter().chain(arguments))
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

#[test]
fn lines_are_objects_and_hide_numbers() {
    let input = corpus().iter().fold(String::new(), |mut all, text| {
        let _ = writeln!(all, "{text}，电话13800138000找Tom");
        all
    });
    let lines = run(&["suggest", "--output", "ndjson", "--least", "5"], &input);
    assert_eq!(lines, run(&["suggest", "--output", "ndjson", "--least", "5"], &input), "the same every time");
    let objects: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(objects[0]["rank"], 1);
    assert!(objects[0]["text"].as_str().unwrap().contains("串味"));
    assert_eq!((&objects[0]["flips"], &objects[0]["gained"]), (&Value::from(60), &Value::Null));
    assert_eq!(objects[0]["examples"][0]["file"], "<stdin>");
    let text = run(&["suggest", "--least", "5"], &input);
    for output in [lines, text] {
        assert!(!output.contains("138") && !output.contains("Tom"), "{output}");
    }
}
