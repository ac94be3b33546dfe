//! Every rule has a golden pair: its own example in a small sound pack, and the exact report. The document of the rules is
//! written from the same table. `UPDATE=1 cargo test --test rules` writes both anew.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::path::{Path, PathBuf};

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::diagnostic::{Lang, Level, Source};
use fenliu::lexicon::Lexicon;
use fenliu::render::{Style, audit, rules};
use fenliu::review::Audit;
use fenliu::review::lint::{Options, Rates, Rule, check};
use fenliu::triage::{Context, Triage};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")
}

/// The small pack, with one of its files replaced.
fn pack(name: &str, text: &str) -> Vec<Source> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder().join("base")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut sources = Vec::new();
    for path in paths {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        if file != name {
            sources.push(Source { name: file, text: std::fs::read_to_string(&path).unwrap() });
        }
    }
    if !name.is_empty() {
        sources.push(Source { name: name.into(), text: text.into() });
        sources.sort_by(|a, b| a.name.cmp(&b.name));
    }
    sources
}

fn example(rule: &Rule) -> Audit {
    let (name, text) = rule.example();
    let sources = match rule.code {
        // What is missing is the rest of the pack.
        "L007" => vec![Source { name: name.into(), text: text.into() }],
        _ => pack(name, text),
    };
    let rates = (rule.code == "L303").then(|| rates(&sources));
    let now = parse_moment("2026-11-24T14:30").unwrap();
    check(&sources, &Options { now, notes: rule.level == Level::Note, rates: rates.as_ref() })
}

/// Three hundred messages, a third of them about the same thing.
fn rates(sources: &[Source]) -> Rates {
    let triage = Triage::new(Lexicon::parse(sources).unwrap());
    let now = parse_moment("2026-11-24T14:30").unwrap();
    let context = Context::at(Clock { now, source: ClockSource::Option });
    let mut rates = Rates::default();
    for place in 0..300 {
        let text = if place % 3 == 0 { "昨天付的货款今天到账了吗" } else { "你好，在吗" };
        rates.count(&triage.run(text, &context).findings);
    }
    rates
}

fn golden(path: &Path, got: &str) {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, got).unwrap();
    }
    assert_eq!(got, std::fs::read_to_string(path).unwrap_or_default(), "{}", path.display());
}

#[test]
fn every_rule_finds_its_example_and_draws_it_as_its_golden_file_says() {
    let mut lacking = Vec::new();
    for rule in Rule::all() {
        let found = example(rule);
        if !found.findings.iter().any(|finding| finding.diagnostic.code == rule.code) {
            lacking.push(rule.code);
        }
        let mut drawn = String::new();
        for lang in [Lang::En, Lang::Zh] {
            drawn.push_str(&audit::text(&found, &Style { color: false, width: 100, lang }));
        }
        golden(&folder().join(format!("{}.out", rule.code)), &drawn);
    }
    assert!(lacking.is_empty(), "these do not find their examples: {lacking:?}");
}

#[test]
fn no_golden_file_is_left_over() {
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let known = Rule::all().any(|rule| rule.code == stem);
        assert!(known || path.is_dir(), "{}", path.display());
    }
}

#[test]
fn the_small_pack_is_sound() {
    let now = parse_moment("2026-11-24T14:30").unwrap();
    let found = check(&pack("", ""), &Options { now, notes: false, rates: None });
    let text = audit::text(&found, &Style { color: false, width: 100, lang: Lang::En });
    assert!(found.findings.is_empty(), "{text}");
}

#[test]
fn the_documents_are_written_from_the_table() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    golden(&docs.join("rules.md"), &rules::document(Lang::En));
    golden(&docs.join("rules.zh-CN.md"), &rules::document(Lang::Zh));
}

#[test]
fn every_fault_of_the_parser_is_under_a_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon");
    let mut codes = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for call in ["fault(", "Diagnostic::error("] {
            for rest in text.split(call).skip(1) {
                let Some(code) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next())
                else {
                    continue;
                };
                assert!(Rule::find(code).is_some(), "{code} in {}", path.display());
                codes += 1;
            }
        }
    }
    assert!(codes > 25, "only {codes} were found");
}

#[test]
fn pages_fit_the_terminal() {
    for rule in Rule::all() {
        for lang in [Lang::En, Lang::Zh] {
            let page = rules::page(rule, &Style { color: false, width: 60, lang });
            let (text, _) = page.split_once("    # ").unwrap();
            let widest = text.lines().map(fenliu::text::columns).max().unwrap();
            assert!(widest <= 60, "{}: {widest}", rule.code);
            assert!(page.contains(rule.name));
        }
    }
}
