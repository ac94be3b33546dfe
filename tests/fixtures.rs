//! Golden messages reach the decision that their file says. A `[[case]]` states what matters to it and leaves the rest.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::path::Path;

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::diagnostic::Source;
use fenliu::lexicon::Lexicon;
use fenliu::review::Outcome;
use fenliu::review::cases::{Golden, amend, audit, read, run, sentences, unproved};
use fenliu::triage::{Context, Triage};

/// Rows of the service description that must have a case, with the look-alikes that go elsewhere.
const ROWS: &[&str] = &[
    "K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8", "K10", "B1", "B2", "X1", "X2", "X3", "X4", "X7", "F1",
    "F2", "F3", "T1", "T2", "T3", "T5", "V5", "P4", "P6", "P9", "D3",
];

fn sources() -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let is_toml = |path: &std::path::PathBuf| path.extension().is_some_and(|extension| extension == "toml");
    let source = |path: std::path::PathBuf| Source {
        name: format!("fixtures/{}", path.file_name().unwrap().to_string_lossy()),
        text: std::fs::read_to_string(path).unwrap(),
    };
    paths.into_iter().filter(is_toml).map(source).collect()
}

fn cases() -> Vec<Golden> {
    let read = |source: &Source| read(source).unwrap_or_else(|faults| panic!("{}: {faults:?}", source.name));
    sources().iter().flat_map(read).collect()
}

#[test]
fn golden_messages_reach_their_decisions() {
    let triage = Triage::new(Lexicon::builtin());
    let cases = cases();
    let audit = audit(triage.lexicon(), sources(), &run(&triage, &cases), &sentences(&triage, |_| false));
    let wrong = audit.trials.iter().filter(|trial| trial.outcome == Outcome::Failed);
    let wrong: Vec<String> = wrong
        .map(|trial| format!("{}/{}: {}", trial.suite, trial.name, trial.message.as_ref().unwrap().en))
        .collect();
    assert!(cases.len() > 100, "only {} cases were found", cases.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(audit.findings, []);
}

#[test]
fn every_row_of_the_service_has_a_case() {
    let rows: Vec<String> = cases().into_iter().filter_map(|case| case.row).collect();
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
        let text = fenliu::render::case::golden(&report, &Context::at(clock));
        let cases = read(&Source { name: "drawn.toml".into(), text }).unwrap();
        assert_eq!(cases.len(), 1);
        assert_eq!(cases[0].message, message);
        assert_eq!(run(&triage, &cases)[0].mismatches, []);
    }
}

fn read_one(text: &str) -> Vec<Golden> {
    read(&Source { name: "a.toml".into(), text: text.into() }).unwrap()
}

/// Every key of a case can fail, and says what it wanted.
#[test]
fn each_key_is_looked_at() {
    let triage = Triage::new(Lexicon::builtin());
    let text = r#"
        [[case]]
        message = "今天天气不错"
        topics = ["fault"]
        category = "fault"
        need = "dispute"
        emergency = "minor"
        desk = "tech"
        open = false
        missing = ["order_no"]
        handoff = true
        score = [99, 100]
        session = "s"
        session_state = "handed"
        fires = ["payment/花呗"]
        finds = [{ kind = "code", text = "400" }]
    "#;
    let cases = read_one(text);
    let tried = run(&triage, &cases);
    let keys: Vec<_> = tried[0].mismatches.iter().map(|mismatch| mismatch.key).collect();
    let all = [
        "topics",
        "category",
        "need",
        "emergency",
        "desk",
        "open",
        "missing",
        "handoff",
        "score",
        "session_state",
        "finds",
        "fires",
    ];
    assert_eq!(keys, all);
    // Amended, it holds.
    let amended = amend(text, &[&tried[0]]).unwrap();
    assert_eq!(run(&triage, &read_one(&amended.text))[0].mismatches, [], "{}", amended.text);
}

#[test]
fn cases_of_a_conversation_are_its_turns() {
    let triage = Triage::new(Lexicon::builtin());
    let cases = read_one(
        r#"
        [[case]]
        message = "退款未到账"
        session = "s"
        session_state = "none"
        [[case]]
        message = "退款未到账！"
        session = "other"
        session_state = "none"
        [[case]]
        message = "退款未到账！"
        session = "s"
        session_state = "offered"
        [[case]]
        message = "您好，我来处理"
        session = "s"
        role = "agent"
        session_state = "handed"
    "#,
    );
    for tried in run(&triage, &cases) {
        assert_eq!(tried.mismatches, [], "{}", tried.golden.name);
    }
}

#[test]
fn what_is_wrong_with_the_cases_themselves_is_said() {
    let mut lexicon = Lexicon::builtin();
    lexicon.terms.retain(|term| term.id != "payment/花呗");
    lexicon.terms[0].hits.clear();
    lexicon.terms[1].hits.clear();
    let ids = [lexicon.terms[0].id.clone(), lexicon.terms[1].id.clone()];
    let triage = Triage::new(lexicon);
    let cases = read_one(&format!(
        "[[case]]\nmessage = \"花呗怎么还款\"\nfires = [\"payment/花呗\", \"{}\"]\n\n[[case]]\nmessage = \"今天天气不错\"\nneed = \"none\"\ntodo = \"t\"\n\n[[case]]\nmessage = \"今天天气不错\"\nneed = \"problem\"\ntodo = \"t\"\n",
        ids[0]
    ));
    assert_eq!(unproved(triage.lexicon(), cases.iter()).len(), 1);
    let audit = audit(triage.lexicon(), Vec::new(), &run(&triage, &cases), &[]);
    let codes: Vec<_> = audit.findings.iter().map(|finding| finding.diagnostic.code).collect();
    assert_eq!(codes, ["case-term-gone", "todo-holds", "term-without-case"]);
    assert_eq!(audit.findings[2].entry, ids[1]);
    let outcomes: Vec<_> = audit.trials.iter().map(|trial| trial.outcome).collect();
    assert_eq!(outcomes, [Outcome::Failed, Outcome::Passed, Outcome::Todo]);
}
