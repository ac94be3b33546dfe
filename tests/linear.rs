//! Work grows no faster than the text, whatever pack and text: steps of the matcher, findings and bytes written.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::detect::Scratch;
use fenliu::lexicon::Lexicon;
use fenliu::render::{Lang, Offsets, Origin, PackInfo, RecordId, json};
use fenliu::triage::{Context, Triage};

/// What twice the text may cost beside twice the work, in tenths.
const ROOM: u64 = 22;
/// What a decision costs that does not depend on the length.
const CONSTANT: u64 = 6_000;

/// Steps looked at, findings, and bytes of the decision.
fn work(triage: &Triage, text: &str) -> [u64; 3] {
    let now = parse_moment("2026-11-24T14:30").unwrap();
    let context = Context::at(Clock { now, source: ClockSource::Option });
    let mut scratch = Scratch::default();
    let report = triage.run_with(&mut scratch, text, &context);
    let pack = PackInfo { name: "", version: "", hash: "" };
    let origin = Origin {
        id: &RecordId::Line(1),
        file: None,
        line: 1,
        session: None,
        carried: fenliu::render::Carried::default(),
    };
    let mut line = String::new();
    json::decision(&report, &origin, &pack, Offsets::Chars, Lang::En, &mut line);
    [scratch.work, report.findings.len() as u64, line.len() as u64]
}

fn hold(name: &str, triage: &Triage, (head, unit, tail): (&str, &str, &str), most: usize) {
    let text = |times: usize| format!("{head}{}{tail}", unit.repeat(times));
    let mut times = most / 8;
    let mut before = work(triage, &text(times));
    while times < most {
        times *= 2;
        let now = work(triage, &text(times));
        for (what, (before, now)) in ["steps", "findings", "bytes"].iter().zip(before.iter().zip(now)) {
            assert!(
                now * 10 <= before * ROOM + CONSTANT * 10,
                "{name}: {times} times, {before} {what} became {now}"
            );
        }
        before = now;
    }
}

#[test]
fn on_hostile_texts_with_the_builtin_pack() {
    let triage = Triage::new(Lexicon::builtin());
    let rows = include_str!("linear.txt").lines().filter(|line| !line.starts_with('#'));
    let mut seen = 0;
    for row in rows {
        let parts: Vec<&str> = row.split('|').map(str::trim).collect();
        let [name, head, unit, tail] = parts[..] else { panic!("{row}") };
        let unit = unit.replace('␣', " ").replace('␤', "\n");
        hold(name, &triage, (head, &unit, tail), 4_000);
        seen += 1;
    }
    assert!(seen >= 60);
}

#[test]
fn a_hundred_thousand_tomorrows() {
    let triage = Triage::new(Lexicon::builtin());
    hold("明天", &triage, ("", "明天", ""), 100_000);
}

#[test]
fn on_packs_whose_wordings_begin_alike_and_overlap() {
    let mut terms = String::new();
    for length in 1..40 {
        let prefix = "退".to_owned() + &"款".repeat(length % 3) + &"甲".repeat(length);
        terms += &format!("[[term]]\ntext = \"{prefix}\"\nweight = 4\nhits = [\"x\"]\n");
        terms += &format!(
            "[[term]]\ntext = \"(甲|乙)…{{层}}…乙[{prefix}]\"\nvariants = [\"乙……甲……{prefix}\"]\nweight = 3\nhits = [\"x\"]\nnot_within = [\"甲…{prefix}\"]\n"
        );
    }
    let mut concepts = "[[concept]]\nname = \"层\"\nany = [\"{层1}\", \"甲\"]\n".to_owned();
    for layer in 1..20 {
        concepts +=
            &format!("[[concept]]\nname = \"层{layer}\"\nany = [\"{{层{}}}乙\", \"甲\"]\n", layer + 1);
    }
    concepts += "[[concept]]\nname = \"层20\"\nany = [\"丙\"]\n";
    let mut sources: Vec<_> = Lexicon::builtin_sources()
        .into_iter()
        .filter(|source| {
            ["policy.toml", "desk.toml", "pack.toml"].iter().any(|end| source.name.ends_with(end))
        })
        .collect();
    for name in ["security", "payment", "fault", "complaint", "concepts"] {
        let text = match name {
            "payment" => format!("name = \"类\"\n{terms}"),
            "concepts" => concepts.clone(),
            _ => "name = \"类\"\n".to_owned(),
        };
        sources.push(fenliu::diagnostic::Source { name: format!("{name}.toml"), text });
    }
    let triage = Triage::new(Lexicon::parse(&sources).unwrap());
    for unit in ["甲", "乙", "甲乙", "退款甲", "甲丙乙乙", "乙甲，", "退退甲甲乙"] {
        hold(unit, &triage, ("", unit, ""), 4_000);
    }
}
