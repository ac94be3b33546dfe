//! `check` on the built-in pack, on a copy with a hundred faults in it, and on whatever else is thrown at it.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use fenliu::calendar::parse_moment;
use fenliu::diagnostic::{Lang, Source};
use fenliu::lexicon::Lexicon;
use fenliu::render::{Style, audit};
use fenliu::review::Audit;
use fenliu::review::lint::{Baseline, Options, check};
use serde::Deserialize;

/// Of a hundred faults at least so many must be found.
const LEAST_FOUND: usize = 95;
/// The built-in pack may have so many findings, each argued in it.
const MOST_BUILTIN: usize = 2;

#[derive(Deserialize)]
struct Seeds {
    fault: Vec<Seed>,
}

#[derive(Deserialize)]
struct Seed {
    code: String,
    file: String,
    append: String,
}

fn look(sources: &[Source], notes: bool) -> Audit {
    let now = parse_moment("2026-11-24T14:30").unwrap();
    check(sources, &Options { now, notes, rates: None })
}

fn drawn(audit: &Audit) -> String {
    audit::text(audit, &Style { color: false, width: 100, lang: Lang::En })
}

#[test]
fn the_builtin_pack_has_next_to_no_findings() {
    let found = look(&Lexicon::builtin_sources(), false);
    assert!(found.findings.len() <= MOST_BUILTIN, "{}", drawn(&found));
}

#[test]
fn a_hundred_faults_in_a_copy_of_the_builtin_pack_are_found() {
    let seeds: Seeds = toml::from_str(include_str!("seeded.toml")).unwrap();
    assert!(seeds.fault.len() >= 100, "only {} faults", seeds.fault.len());
    let mut sources = Lexicon::builtin_sources();
    let mut places: Vec<Range<usize>> = Vec::new();
    for seed in &seeds.fault {
        let name = format!("lexicons/{}", seed.file);
        let source = sources.iter_mut().find(|source| source.name == name).unwrap();
        let start = source.text.len();
        write!(source.text, "\n{}", seed.append).unwrap();
        places.push(start..source.text.len());
    }
    let found = look(&sources, true);
    let mut missed = String::new();
    let mut count = 0;
    for (seed, place) in seeds.fault.iter().zip(&places) {
        let name = format!("lexicons/{}", seed.file);
        let hit = found.findings.iter().any(|finding| {
            finding.diagnostic.code == seed.code
                && finding.diagnostic.file == name
                && place.contains(&finding.diagnostic.at.start)
        });
        count += usize::from(hit);
        if !hit {
            let here = found.findings.iter().filter(|finding| {
                finding.diagnostic.file == name && place.contains(&finding.diagnostic.at.start)
            });
            let here: Vec<_> = here.map(|finding| finding.diagnostic.code).collect();
            let _ = writeln!(missed, "{} in {}, found {here:?}:\n{}", seed.code, seed.file, seed.append);
        }
    }
    let all = seeds.fault.len();
    println!("{count} of {all} found");
    assert!(count * 100 >= LEAST_FOUND * all, "{count} of {all} found; missed:\n{missed}");
}

#[test]
fn fingerprints_are_their_own_and_stay_when_lines_move() {
    let mut sources = Lexicon::builtin_sources();
    let payment = sources.iter_mut().find(|source| source.name.ends_with("payment.toml")).unwrap();
    payment.text.push_str("\n[[term]]\ntext = \"青团\"\nhits = [\"青团\"]\nmisses = [\"没有\", \"没有\"]\n");
    let before = look(&sources, true);
    assert!(before.findings.len() > 10);
    let payment = sources.iter_mut().find(|source| source.name.ends_with("payment.toml")).unwrap();
    payment.text.insert_str(0, "# 上面多了两行\n\n");
    let after = look(&sources, true);
    let prints = |audit: &Audit| {
        let mut prints: BTreeMap<String, usize> = BTreeMap::new();
        for finding in &audit.findings {
            *prints.entry(finding.fingerprint.clone()).or_default() += 1;
        }
        prints
    };
    assert_eq!(prints(&before), prints(&after));
    assert!(prints(&before).values().all(|count| *count == 1));
    // What is known is left out, and nothing else.
    let mut rest = after;
    let known = Baseline::read(&Baseline::write(&before)).unwrap();
    known.hide(&mut rest, &fenliu::diagnostic::Said::alike("then"));
    assert!(rest.findings.is_empty());
}

/// Whatever a file holds, a check ends and says something about it.
#[test]
fn broken_files_are_no_end() {
    let base = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/base");
    let base: Vec<Source> = std::fs::read_dir(base)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| Source {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            text: std::fs::read_to_string(&path).unwrap(),
        })
        .collect();
    let bad = [
        "",
        "[",
        "a = ",
        "[[term]]",
        "[[term]]\ntext = \"\"\n",
        "[[term]]\ntext = \"(\"\nhits = [\"\"]",
        "\u{0}",
        "term = 3",
        "[term]\ntext = \"x\"",
        "name = \"\"\"\n",
        "# fenliu:",
        "# fenliu: allow",
        "# fenliu: allow L101 until=",
        "[[term]]\ntext = \"…\"\nhits = [\"…\"]",
        "[[term]]\ntext = \"{}\"\nhits = [\"a\"]\nnot_within = [\"{\"]",
        "[[concept]]\nname = \"\"\nany = []",
        "x.y.z = 1\n[x]\n",
    ];
    for file in ["payment.toml", "policy.toml", "pack.toml", "concepts.toml", "new.toml"] {
        for text in bad {
            let mut sources: Vec<Source> =
                base.iter().filter(|source| source.name != file).cloned().collect();
            sources.push(Source { name: file.into(), text: text.into() });
            let found = look(&sources, false);
            assert!(!found.findings.is_empty(), "{file}: {text:?}");
            assert!(!drawn(&found).is_empty());
        }
    }
}
