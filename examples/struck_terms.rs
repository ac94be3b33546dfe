//! How many of 50 terms that are struck from the built-in pack come back among 200 suggestions:
//! `cargo run --release --example struck_terms CORPUS [LABELLED.jsonl]`.

use std::collections::{BTreeMap, BTreeSet};
use std::{env, fs, io};

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::detect::Scratch;
use fenliu::diagnostic::Source;
use fenliu::lexicon::{Lexicon, Need, Owner, Stage, State};
use fenliu::review::{Limits, Suggester};
use fenliu::triage::{Context, Report, Triage};

const STRUCK: usize = 50;
const SUGGESTIONS: usize = 200;
/// A term that fires less often can't be expected back.
const LEAST_FIRES: usize = 20;
/// A string in fewer messages is not suggested: what `fenliu suggest` leaves out.
const LEAST_SEEN: u32 = 10;
const SEED: u64 = 1;

fn main() -> io::Result<()> {
    let path = env::args().nth(1).ok_or_else(|| io::Error::other("the path of a corpus is missing"))?;
    let corpus = fs::read_to_string(path)?;
    let labelled = env::args().nth(2).map(fs::read_to_string).transpose()?.unwrap_or_default();
    let now = parse_moment("2026-11-24T12:00").map_err(io::Error::other)?;
    let context = Context::at(Clock { now, source: ClockSource::Option });
    let whole = Triage::new(Lexicon::builtin());
    let mut fires: BTreeMap<String, usize> = BTreeMap::new();
    let mut scratch = Scratch::default();
    for line in corpus.lines() {
        let report = whole.run_with(&mut scratch, line, &context);
        fired(&report).into_iter().for_each(|id| *fires.entry(id.to_owned()).or_default() += 1);
    }
    let often = fires.into_iter().filter(|(_, count)| *count >= LEAST_FIRES).map(|(id, _)| id);
    let struck = draw(often.collect());
    let pack = Lexicon::parse(&without(&struck)).map_err(|faults| io::Error::other(format!("{faults:?}")))?;
    let triage = Triage::new(pack);
    let mut suggester = Suggester::new(triage.segmenter());
    for (line, text) in corpus.lines().enumerate() {
        suggester.add(&triage.run_with(&mut scratch, text, &context), 0, line as u64 + 1);
    }
    for (line, row) in labelled.lines().enumerate() {
        let row: serde_json::Value = serde_json::from_str(row)?;
        let needed = row["need"] == Need::Problem.name() || row["need"] == Need::Dispute.name();
        let text = row["text"].as_str().unwrap_or_default();
        suggester.add_labelled(&triage.run_with(&mut scratch, text, &context), needed, 1, line as u64 + 1);
    }
    let suggestions = suggester.finish(Limits { most: SUGGESTIONS, least: LEAST_SEEN });
    let mut back: BTreeSet<String> = BTreeSet::new();
    let mut naming = 0;
    for suggestion in &suggestions.list {
        let report = whole.run(&suggestion.text, &context);
        let here: Vec<_> = fired(&report).into_iter().filter(|id| struck.contains(*id)).collect();
        naming += usize::from(!here.is_empty());
        back.extend(here.into_iter().map(str::to_owned));
    }
    let (count, of) = (back.len(), struck.len());
    say(&format!(
        "{count} of {of} struck terms return; {naming} of {} suggestions fire one",
        suggestions.list.len()
    ))
}

/// The troubles of categories that a message tells of.
fn fired<'r>(report: &Report<'r>) -> BTreeSet<&'r str> {
    let terms =
        report.findings.iter().filter(|f| f.counted() && f.state == State::Affirmed).filter_map(|f| f.term());
    let troubles =
        terms.filter(|term| matches!(term.owner, Owner::Category(_)) && term.stage != Stage::Topic);
    troubles.map(|term| term.id.as_str()).collect()
}

/// Draws some without replacement (Fisher and Yates), with the generator of the bootstrap.
fn draw(mut ids: Vec<String>) -> BTreeSet<String> {
    let mut state = SEED;
    for place in (1..ids.len()).rev() {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        ids.swap(place, (mixed % (place as u64 + 1)) as usize);
    }
    ids.into_iter().take(STRUCK).collect()
}

/// A pack that is the built-in one without some terms.
fn without(struck: &BTreeSet<String>) -> Vec<Source> {
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    for (file, text) in struck.iter().filter_map(|id| id.split_once('/')) {
        files.entry(file).or_default().push_str(&format!("[[term]]\ntext = {text:?}\nremove = true\n"));
    }
    let head = "name = \"struck\"\nversion = \"1\"\nextends = \"builtin\"\n".to_owned();
    let pack = Source { name: "pack.toml".to_owned(), text: head };
    let files = files.into_iter().map(|(stem, text)| Source { name: format!("{stem}.toml"), text });
    std::iter::once(pack).chain(files).collect()
}

fn say(text: &str) -> io::Result<()> {
    io::Write::write_all(&mut io::stdout().lock(), format!("{text}\n").as_bytes())
}
