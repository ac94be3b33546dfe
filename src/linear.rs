//! Work grows no faster than the text, whatever pack and text: everything that is counted while a message is judged.

use proptest::prelude::{Just, Strategy, any, prop, proptest};
use proptest::prop_oneof;

use crate::calendar::{Clock, ClockSource, parse_moment};
use crate::detect::Scratch;
use crate::diagnostic::Source;
use crate::lexicon::Lexicon;
use crate::text::take_counted;
use crate::triage::{Context, Triage};

/// What twice the text may cost, in tenths of what the text cost.
const ROOM: u64 = 21;
/// What the ends of a text may cost beside that.
const CONSTANT: u64 = 4_000;

const COUNTED: [&str; 6] = ["looks of readers", "words", "guards", "cues", "steps", "findings"];

fn work(triage: &Triage, text: &str) -> [u64; 6] {
    let now = parse_moment("2026-11-24T14:30").unwrap();
    let context = Context::at(Clock { now, source: ClockSource::Option });
    let mut scratch = Scratch::default();
    take_counted();
    let findings = triage.run_with(&mut scratch, text, &context).findings.len() as u64;
    let [looks, words, guards, cues] = take_counted();
    [looks, words, guards, cues, scratch.work, findings]
}

/// Holds the work on a text against that on a text of twice as many units.
fn hold(triage: &Triage, (head, unit, tail): (&str, &str, &str), times: usize) -> [u64; 6] {
    let once = work(triage, &format!("{head}{}{tail}", unit.repeat(times)));
    let twice = work(triage, &format!("{head}{}{tail}", unit.repeat(times * 2)));
    for (what, (once, twice)) in COUNTED.iter().zip(once.iter().zip(twice)) {
        assert!(
            twice * 10 <= once * ROOM + CONSTANT * 10,
            "{head:?} {unit:?} {tail:?}: {times} times {once} {what}, twice as many {twice}"
        );
    }
    once
}

#[test]
fn on_hostile_texts_with_the_builtin_pack() {
    let triage = Triage::new(Lexicon::builtin());
    let rows = include_str!("../tests/linear.txt").lines().filter(|line| !line.starts_with('#'));
    let mut sum = [0; 6];
    for row in rows {
        let parts: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, head, unit, tail] = parts[..] else { panic!("{row}") };
        let unit = unit.replace('␣', " ").replace('␤', "\n");
        // A text is the longer the shorter its unit: a reader that looks too far shows in either.
        let done = hold(&triage, (head, &unit, tail), 24_000 / unit.len());
        sum.iter_mut().zip(done).for_each(|(sum, done)| *sum += done);
    }
    assert!(sum.iter().all(|counted| *counted > 10_000), "{sum:?}");
}

/// A hundred thousand of the shortest, and so many cues that each would see all others.
#[test]
fn on_long_texts() {
    let triage = Triage::new(Lexicon::builtin());
    for (head, unit, tail, times) in [
        ("", "明天", "", 50_000),
        ("", "5", "", 50_000),
        ("", "（", "", 50_000),
        ("我的退款", "没有", "到账", 10_000),
        ("账号", "如果没有怎么已经去年", "被盗", 5_000),
        ("", "退款一二三四五六七八九", "没到账", 5_000),
    ] {
        hold(&triage, (head, unit, tail), times);
    }
}

/// Two blocks of different text, each as long as the other: what looks from one into the other shows here.
#[test]
fn on_a_block_behind_another() {
    let triage = Triage::new(Lexicon::builtin());
    let units = [
        "5",
        "a",
        " ",
        "（",
        "退款",
        "没有",
        "明天",
        "连续三天",
        "报错500 ",
        "12345 ",
        "3次",
        "，",
        "-",
        ".",
    ];
    for first in units {
        for second in units {
            let text = |times: usize| format!("错误码500{}{}", first.repeat(times), second.repeat(times));
            let (once, twice) = (work(&triage, &text(1_000)), work(&triage, &text(2_000)));
            for (what, (once, twice)) in COUNTED.iter().zip(once.iter().zip(twice)) {
                assert!(
                    twice * 10 <= once * ROOM + CONSTANT * 10,
                    "{first:?} and then {second:?}: {once} {what} became {twice}"
                );
            }
        }
    }
}

/// Words that patterns and texts are made of: they begin alike, hold one another, and are cues of one another.
const WORDS: &[&str] =
    &["甲", "甲乙", "甲甲", "乙甲", "乙", "丙", "没", "没有", "退款", "退款甲", "款", "a", "a1"];

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(WORDS)
}

fn pattern() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        3 => word().prop_map(str::to_owned),
        2 => (word(), word()).prop_map(|(a, b)| format!("({a}|{b})")),
        2 => word().prop_map(|a| format!("[{a}]")),
        2 => Just("{一}".to_owned()),
        2 => word().prop_map(|a| format!("…{a}")),
        1 => word().prop_map(|a| format!("……{a}")),
        1 => word().prop_map(|a| format!("[{a}…]{a}")),
    ];
    (word(), prop::collection::vec(part, 0..6)).prop_map(|(first, rest)| format!("{first}{}", rest.concat()))
}

/// A category of generated terms, guards among them.
fn terms() -> impl Strategy<Value = String> {
    let guard =
        prop::option::of((prop::sample::select(&["not_within", "not_after", "not_before"][..]), pattern()));
    let term = (pattern(), 1..=5u8, any::<bool>(), guard);
    prop::collection::vec(term, 1..8).prop_map(|terms| {
        let mut file = "name = \"类\"\n".to_owned();
        for (place, (pattern, weight, whole, guard)) in terms.iter().enumerate() {
            // No two terms of a file alike.
            let tail = "[补]".repeat(place);
            file += &format!(
                "[[term]]\ntext = \"{pattern}{tail}\"\nweight = {weight}\nwhole_words = {whole}\nhits = [\"x\"]\n"
            );
            if let Some((kind, guard)) = guard {
                file += &format!("{kind} = [\"{guard}\"]\n");
            }
        }
        file
    })
}

fn cues() -> impl Strategy<Value = String> {
    let state = prop::sample::select(&["negated", "resolved", "hypothetical", "asked"][..]);
    let direction = prop::sample::select(&["before", "after", "both"][..]);
    let scope = prop::sample::select(&["clause", "sentence", "message"][..]);
    prop::collection::vec((state, direction, scope, word(), word(), word()), 0..5).prop_map(|cues| {
        let cue = |(state, direction, scope, cue, until, pseudo)| {
            format!(
                "[[cue]]\nstate = \"{state}\"\nany = [\"{cue}\"]\nuntil = [\"{until}\"]\npseudo = [\"{pseudo}\"]\n\
                 direction = \"{direction}\"\nscope = \"{scope}\"\n"
            )
        };
        cues.into_iter().map(cue).collect()
    })
}

/// Concepts in one another, and one that is a gap.
const CONCEPTS: &str = "[[concept]]\nname = \"一\"\nany = [\"{二}\", \"甲\"]\n[[concept]]\nname = \"二\"\nany = [\"{三}乙\", \"乙\"]\n\
                        [[concept]]\nname = \"三\"\nany = [\"丙…甲\", \"没有\"]\n";

fn pack() -> impl Strategy<Value = Triage> {
    (terms(), terms(), cues()).prop_filter_map("not a sound pack", |(security, payment, cues)| {
        let kept = Lexicon::builtin_sources().into_iter().filter(|source| {
            ["policy", "desk", "pack"].iter().any(|stem| source.name.ends_with(&format!("/{stem}.toml")))
        });
        let mut sources: Vec<Source> = kept.collect();
        let empty = "name = \"类\"\n".to_owned();
        for (name, text) in [
            ("security.toml", security),
            ("payment.toml", payment),
            ("fault.toml", empty.clone()),
            ("complaint.toml", empty),
            ("assertion.toml", cues),
            ("concepts.toml", CONCEPTS.to_owned()),
        ] {
            sources.push(Source { name: name.to_owned(), text });
        }
        Lexicon::parse(&sources).ok().map(Triage::new)
    })
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => word(),
        1 => prop::sample::select(&["，", "。", " ", "-", "3次", "明天", "5", "报错40029", "("][..]),
    ];
    prop::collection::vec(piece, 1..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(96))]

    #[test]
    fn on_generated_packs_and_texts(triage in pack(), head in text(), unit in text(), tail in text()) {
        hold(&triage, (&head, &unit, &tail), 6_000 / unit.len());
    }
}
