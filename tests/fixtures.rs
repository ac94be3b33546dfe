//! Golden messages reach the decision that their file says. A `[[case]]` states what matters to it and leaves the rest.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fmt::Write as _;
use std::path::Path;

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::lexicon::{Emergency, Lexicon};
use fenliu::triage::{Context, Report, Triage};
use serde::Deserialize;

/// Rows of the service description that must have a case, with the look-alikes that go elsewhere.
const ROWS: &[&str] = &[
    "K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8", "K10", "B1", "B2", "X1", "X2", "X3", "X4", "X7", "F1",
    "F2", "F3", "T1", "T2", "T3", "T5", "V5", "P4", "P6", "P9", "D3",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: Option<String>,
    row: Option<String>,
    message: String,
    now: Option<String>,
    region: Option<String>,
    account: Option<String>,
    device: Option<String>,
    topics: Option<Vec<String>>,
    category: Option<String>,
    need: Option<String>,
    emergency: Option<String>,
    desk: Option<String>,
    open: Option<bool>,
    missing: Option<Vec<String>>,
    handoff: Option<bool>,
    score: Option<[f64; 2]>,
    finds: Option<Vec<Found>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Found {
    kind: String,
    text: String,
    state: Option<String>,
}

fn files() -> Vec<(String, File)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let file = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (path.file_stem().unwrap().to_string_lossy().into_owned(), file)
        })
        .collect()
}

/// What a case says and the report doesn't, one line each.
fn differences(case: &Case, report: &Report<'_>) -> String {
    let decision = &report.decision;
    let mut said = String::new();
    let mut check = |what: &str, wanted: Option<&String>, got: &str| {
        if wanted.is_some_and(|wanted| wanted != got) {
            let _ = writeln!(said, "    {what}: wanted {}, got {got}", wanted.unwrap());
        }
    };
    check("need", case.need.as_ref(), decision.need.name());
    check("category", case.category.as_ref(), decision.category.map_or("none", |category| &category.id));
    check("emergency", case.emergency.as_ref(), decision.emergency.map_or("none", Emergency::name));
    check("desk", case.desk.as_ref(), &decision.desk.desk.id);
    let topics: Vec<&String> = decision.topics.iter().map(|topic| &topic.id).collect();
    if let Some(wanted) = &case.topics {
        let (mut wanted, mut got): (Vec<&String>, _) = (wanted.iter().collect(), topics.clone());
        wanted.sort();
        got.sort();
        if wanted != got {
            let _ = writeln!(said, "    topics: wanted {wanted:?}, got {topics:?}");
        }
    }
    if case.handoff.is_some_and(|handoff| handoff != decision.handoff) {
        let _ = writeln!(said, "    handoff: got {}", decision.handoff);
    }
    if case.open.is_some_and(|open| decision.desk.open != Some(open)) {
        let _ = writeln!(said, "    open: got {:?}", decision.desk.open);
    }
    let missing: Vec<&str> = decision.missing.iter().map(|missing| missing.id).collect();
    if case.missing.as_ref().is_some_and(|wanted| *wanted != missing) {
        let _ = writeln!(said, "    missing: wanted {:?}, got {missing:?}", case.missing.as_ref().unwrap());
    }
    if case.score.is_some_and(|[least, most]| decision.score < least || decision.score > most) {
        let _ = writeln!(said, "    score: wanted {:?}, got {}", case.score.unwrap(), decision.score);
    }
    for found in case.finds.iter().flatten() {
        let there = report.findings.iter().any(|finding| {
            finding.kind().name() == found.kind
                && report.message.quote(finding.span) == found.text
                && found.state.as_ref().is_none_or(|state| state == finding.state.name())
        });
        if !there {
            let _ = writeln!(said, "    finds: no {} “{}”", found.kind, found.text);
        }
    }
    said
}

#[test]
fn golden_messages_reach_their_decisions() {
    let triage = Triage::new(Lexicon::builtin());
    let (mut wrong, mut tried) = (String::new(), 0);
    for (group, file) in files() {
        for case in &file.case {
            let now = case.now.as_deref().unwrap_or("2026-11-24T14:30");
            let clock = Clock { now: parse_moment(now).unwrap(), source: ClockSource::Option };
            let context = Context {
                enterprise: case.account.as_deref() == Some("enterprise"),
                region: case.region.as_deref(),
                device: case.device.as_deref(),
                ..Context::at(clock)
            };
            let report = triage.run(&case.message, &context);
            let differences = differences(case, &report);
            tried += 1;
            if !differences.is_empty() {
                let id = case.id.as_deref().or(case.row.as_deref()).unwrap_or("?");
                let found: Vec<_> = report
                    .findings
                    .iter()
                    .filter_map(|f| {
                        Some(format!(
                            "{} {}{}",
                            f.term()?.id,
                            f.state.name(),
                            if f.counted() { "" } else { " refused" }
                        ))
                    })
                    .collect();
                let _ = writeln!(wrong, "{group}/{id}: {}\n{differences}    found: {found:?}", case.message);
            }
        }
    }
    assert!(tried > 100, "only {tried} cases were found");
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_row_of_the_service_has_a_case() {
    let rows: Vec<String> =
        files().into_iter().flat_map(|(_, file)| file.case).filter_map(|case| case.row).collect();
    let lacking: Vec<_> = ROWS.iter().filter(|row| !rows.iter().any(|there| there == *row)).collect();
    assert!(lacking.is_empty(), "no case for {lacking:?}");
}

/// `explain --as-case` prints a case that this loader reads and that holds.
#[test]
fn a_drawn_case_holds() {
    let triage = Triage::new(Lexicon::builtin());
    let clock = Clock { now: parse_moment("2026-11-24T14:30").unwrap(), source: ClockSource::Option };
    for message in
        ["退款三天了还没到账，报错400", "他说“没事”\n换行\t\"引号\"", "今天天气不错", "我要打12315"]
    {
        let report = triage.run(message, &Context::at(clock));
        let file: File = toml::from_str(&fenliu::render::case::golden(&report, &Context::at(clock))).unwrap();
        assert_eq!(file.case.len(), 1);
        assert_eq!(file.case[0].message, message);
        let again = triage.run(&file.case[0].message, &Context::at(clock));
        assert_eq!(differences(&file.case[0], &again), "");
    }
}
