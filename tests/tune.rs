//! `fenliu tune`: figures that keep the laws, scores that are those of the decision, levels that are found again.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use std::{env, fs};

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::lexicon::{Lexicon, Need};
use fenliu::review::{Figure, Figures, Grounds, Sample, rewrite, tune};
use fenliu::triage::{Context, Triage};
use proptest::prelude::*;

static TRIAGE: LazyLock<Triage> = LazyLock::new(|| Triage::new(Lexicon::builtin()));

fn context() -> Context<'static> {
    Context::at(Clock { now: parse_moment("2026-11-24T14:30").unwrap(), source: ClockSource::Option })
}

/// What messages are made of, so that every part of the score takes part.
const PARTS: &[&str] = &[
    "退款三天了还没到账",
    "报错40029",
    "账号被冻结了",
    "我要投诉你们",
    "转人工",
    "花呗怎么还",
    "质量太差",
    "一直打不开",
    "小孩充值了",
    "钱被骗走了",
    "人在国外",
    "昨天",
    "谢谢",
    "骗子公司",
    "，",
    "。",
    "没有被盗",
];

fn message() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PARTS), 1..5).prop_map(|parts| parts.join("，"))
}

/// Grounds of every kind that a score may have.
fn grounds() -> impl Strategy<Value = Grounds> {
    let weights = prop::array::uniform5(prop_oneof![3 => Just(0_u16), 1 => 1..3_u16]);
    (weights, 0..4_usize, any::<bool>(), prop::array::uniform4(prop::bool::weighted(0.1)), 0..3_u8).prop_map(
        |(weights, need, handoff, emergencies, evidence)| Grounds {
            weights,
            need: Need::ALL[need],
            handoff,
            emergencies,
            evidence,
        },
    )
}

fn sample() -> impl Strategy<Value = Sample> {
    (grounds(), any::<bool>(), prop::option::of("[ab]"))
        .prop_map(|(grounds, needed, group)| Sample::new(grounds, needed, group))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_score_is_that_of_the_decision(text in message()) {
        let report = TRIAGE.run(&text, &context());
        let policy = &TRIAGE.lexicon().policy;
        let figures = Figures::of(policy);
        let score = figures.score(&Grounds::of(&report), [policy.one_evidence, policy.both_evidence]);
        prop_assert!((score * 100.0 - report.decision.score).abs() < 0.011, "{text}: {score} {}", report.decision.score);
        prop_assert_eq!(Grounds::of(&report).scores(), report.decision.score > 0.0);
    }

    #[test]
    fn fitted_figures_keep_the_laws(samples in prop::collection::vec(sample(), 0..40), prior in 0_u32..20) {
        let tuning = tune(TRIAGE.lexicon(), &samples, prior);
        prop_assert!(tuning.figures.lawful(), "{:?}", tuning.figures);
        prop_assert_eq!(&tuning, &tune(TRIAGE.lexicon(), &samples, prior));
        let policy = rewritten(&tuning.figures);
        prop_assert_eq!(Figures::of(&policy.policy), tuning.figures);
        let (weights, floors) = (policy.policy.weights, policy.policy.need_floors);
        prop_assert!(weights.windows(2).all(|pair| pair[0] < pair[1]) && floors.is_sorted());
        prop_assert!(weights.iter().all(|weight| 0.0 < *weight && *weight < 1.0));
        prop_assert_eq!(&floors[..2], &[0.0, 0.0]);
    }

    #[test]
    fn more_never_scores_less(samples in prop::collection::vec(sample(), 1..30), one in grounds(), weight in 0..5_usize) {
        let figures = tune(TRIAGE.lexicon(), &samples, 5).figures;
        let score = |grounds: &Grounds| figures.score(grounds, [1.6, 2.0]);
        let mut more = one;
        more.weights[weight] += 1;
        prop_assert!(score(&more) >= score(&one));
        let mut proved = one;
        proved.evidence = 2;
        prop_assert!(score(&proved) >= score(&one));
        prop_assert!((0.0..=1.0).contains(&score(&more)));
        // A heavier term instead of a lighter one.
        if weight < 4 {
            let mut heavier = one;
            heavier.weights[weight + 1] += 1;
            prop_assert!(score(&heavier) >= score(&more));
        }
    }
}

/// The built-in pack with other figures.
fn rewritten(figures: &Figures) -> Lexicon {
    let mut sources = Lexicon::builtin_sources();
    let policy = sources.iter_mut().find(|source| source.name.ends_with("policy.toml")).unwrap();
    policy.text = rewrite(&policy.text, figures).unwrap();
    Lexicon::parse(&sources).unwrap()
}

/// Labels that come as often as the figures say, exactly: no dice, so no luck.
fn drawn(weights: [f64; 5]) -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut draw = |counts: [u16; 5]| {
        let rest: f64 = weights.iter().zip(counts).map(|(p, n)| (1.0 - p).powi(n.into())).product();
        for row in 0..400 {
            let grounds = Grounds {
                weights: counts,
                need: Need::Problem,
                handoff: false,
                emergencies: [false; 4],
                evidence: 0,
            };
            let needed = f64::from(row) < 400.0 * (1.0 - rest);
            samples.push(Sample::new(grounds, needed, Some((row % 7).to_string())));
        }
    };
    for place in 0..5 {
        let mut one = [0; 5];
        one[place] = 1;
        draw(one);
        one[(place + 2) % 5] += 1;
        draw(one);
    }
    samples
}

#[test]
fn levels_that_made_the_labels_are_found_again() {
    for levels in [[0.35, 0.45, 0.62, 0.80, 0.95], [0.40, 0.41, 0.42, 0.90, 0.97]] {
        let tuning = tune(TRIAGE.lexicon(), &drawn(levels), 1);
        for (place, level) in levels.into_iter().enumerate() {
            let found = tuning.figures.value(Figure::Weight(place as u8 + 1));
            assert!((found - level).abs() <= 0.021, "weight {}: {level} became {found}", place + 1);
        }
        assert_eq!(tuning.parts, 7);
        assert!(tuning.crossed.calibration_error < 0.03 && tuning.crossed.log_loss < tuning.before.log_loss);
    }
}

#[test]
fn without_labels_nothing_moves() {
    let tuning = tune(TRIAGE.lexicon(), &[], 5);
    assert_eq!(tuning.figures, Figures::of(&TRIAGE.lexicon().policy));
}

#[test]
fn comments_and_blanks_stay() {
    let before = "# top\nweights = [0.1, 0.2, # two\n 0.3, 0.40, 1]\nmore = 1 # kept\n[floors] # below\nproblem   = 0.3\n\
                  dispute = 0.6 # d\nhandoff = 0.4\nminor = 0.8\nfund_loss = 0.9\noverseas = 0.7\naccount_frozen = 0.8\n";
    let figures = Figures::of(&TRIAGE.lexicon().policy);
    let after = rewrite(before, &figures).unwrap();
    let skeleton = |text: &str| text.chars().filter(|c| !c.is_ascii_digit() && *c != '.').collect::<String>();
    assert_eq!(skeleton(before), skeleton(&after));
    assert_ne!(before, after);
    assert_eq!(rewrite(&after, &figures).unwrap(), after);
    for (text, fault) in [("x = [", "invalid"), ("", "weights"), ("weights = []\n[floors]\n", "problem")] {
        let error = rewrite(text, &figures).unwrap_err();
        assert!(error.contains(fault) || fault == "invalid", "{error}");
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fenliu"));
    command.args(["--now", "2026-11-24T12:00", "--lang", "en"]).args(arguments).output().unwrap()
}

const ROWS: &str = "tests/tune/labelled.jsonl";

#[test]
fn a_pack_that_rests_on_the_built_in_one_gets_a_policy_of_its_own() {
    let folder = folder("tuned-pack");
    fs::write(folder.join("pack.toml"), "name = \"own\"\nversion = \"1\"\nextends = \"builtin\"\n").unwrap();
    let pack = folder.to_str().unwrap();
    let first = run(&["tune", ROWS, "--pack", pack, "--write"]);
    assert_eq!(first.status.code(), Some(0), "{first:?}");
    let policy = fs::read_to_string(folder.join("policy.toml")).unwrap();
    let builtin = Lexicon::builtin_sources().into_iter().find(|source| source.name.ends_with("policy.toml"));
    let skeleton = |text: &str| text.chars().filter(|c| !c.is_ascii_digit() && *c != '.').collect::<String>();
    assert_eq!(skeleton(&policy), skeleton(&builtin.unwrap().text));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "nothing else is left behind");
    // Without --write nothing changes; the pack still decides.
    assert_eq!(run(&["tune", ROWS, "--pack", pack]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(folder.join("policy.toml")).unwrap(), policy);
}

#[test]
fn what_can_not_be_done_is_said() {
    let said = |arguments: &[&str]| {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(said(&["tune", ROWS, "--group", "shpo"]).contains("--group shpo: no row has that field"));
    assert!(said(&["tune", ROWS, "--write"]).contains("--pack"));
    assert!(said(&["tune", "/dev/null"]).contains("no labelled row"));
}

#[test]
fn json_says_what_the_text_says() {
    let output = run(&["tune", ROWS, "--output", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["group"], "source");
    assert_eq!(json["rows"], json["figures"].as_array().map(|_| 24).unwrap());
    let text = String::from_utf8(run(&["tune", ROWS]).stdout).unwrap();
    for figure in json["figures"].as_array().unwrap() {
        let pair =
            format!("{:.2}  {:.2}", figure["before"].as_f64().unwrap(), figure["after"].as_f64().unwrap());
        let spaced: Vec<String> =
            text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join("  ")).collect();
        assert!(spaced.iter().any(|line| line.contains(&pair)), "{figure}");
    }
    assert_eq!(json["written"], serde_json::Value::Null);
}
