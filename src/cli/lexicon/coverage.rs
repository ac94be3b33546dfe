//! `fenliu lexicon coverage`: says what of a pack is never exercised.

use std::path::PathBuf;

use clap::Args;

use super::corpus::records;
use super::fixtures::fixtures;
use super::packs::sound;
use super::written::{Form, Writing, deliver};
use crate::calendar::{Clock, ClockSource, parse_moment};
use crate::cli::arguments::Common;
use crate::cli::messages::{Messages, Stop};
use crate::cli::world;
use crate::render::{Offsets, PackInfo, coverage};
use crate::review::Files;
use crate::review::coverage::{Counter, Coverage as Covered, Threshold, parse_thresholds};
use crate::stream::{self, Output};
use crate::triage::{Context, Triage};

/// Arguments of `coverage`.
#[derive(Args, Debug)]
#[command(
    override_usage = "fenliu lexicon coverage [OPTIONS] [FIXTURE]...",
    before_help = "\
Examples:
  fenliu lexicon coverage                                   by fixtures/, and all hits and misses
  fenliu lexicon coverage --corpus messages.ndjson          and how often each term fires there
  fenliu lexicon coverage --fail-under terms=100,guards=95  for CI
  fenliu lexicon coverage --without-sentences               by golden cases alone",
    after_help = "\
Terms, guards, cues, concepts, rules and desks can be covered; all stands for each of them, and corpus.terms means by \
the messages of --corpus. Shares are never rounded up: 99.9 % is not 100 %.

Exit codes: 0 it ran, and everything asked for is covered; 1 something is not; 2 it could not run."
)]
pub(in crate::cli) struct Coverage {
    /// Fixture files, or folders of them [default: fixtures/ where it is there]
    #[arg(value_name = "FIXTURE")]
    pub(super) fixtures: Vec<PathBuf>,
    /// Real messages to count in as well; may be given several times
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub(super) corpus: Vec<PathBuf>,
    /// Leave out the hits and misses of the pack
    #[arg(long, help_heading = "Input")]
    pub(super) without_sentences: bool,
    /// So often a thing must take part to be covered
    #[arg(long, value_name = "N", default_value = "1", help_heading = "Output")]
    pub(super) min_cases: u64,
    /// Leave with 1 where less than so many percent are covered: terms=95,guards=90
    #[arg(long, value_name = "SORT=PERCENT", help_heading = "Output")]
    pub(super) fail_under: Vec<String>,
    /// Rows of a list, at most
    #[arg(long, value_name = "N", default_value = "20", help_heading = "Output")]
    pub(super) rows: usize,
    #[command(flatten)]
    pub(super) writing: Writing,
}

pub(super) fn run(arguments: &Coverage, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    arguments.writing.check()?;
    let thresholds = thresholds(arguments)?;
    let (triage, sources) = sound(common)?;
    let files = Files::of(&sources);
    let mut cases = Counter::new(&triage);
    for golden in fixtures(&arguments.fixtures, common, messages).cases {
        cases.add(&golden.message, &golden.context());
    }
    if !arguments.without_sentences {
        let now = parse_moment("2026-11-24T14:30").unwrap_or_default();
        let context = Context::at(Clock { now, source: ClockSource::Option });
        let terms = triage.lexicon().terms.iter();
        terms
            .flat_map(|term| term.hits.iter().chain(&term.misses))
            .for_each(|text| cases.add(text, &context));
    }
    let of =
        |counter: Counter<'_>| Covered::of(triage.lexicon(), &files, counter.finish(), arguments.min_cases);
    let cases = of(cases);
    if cases.usage.messages == 0 && arguments.corpus.is_empty() {
        return Err(Stop::Failed(
            "no case was counted: there is no fixture, and no sentence of the pack".to_owned(),
        ));
    }
    let corpus = corpus(arguments, &triage, common, messages)?.map(of);
    let pack = &triage.lexicon().pack;
    let shown = coverage::Shown {
        pack: PackInfo { name: &pack.name, version: &pack.version, hash: &pack.hash },
        lexicon: triage.lexicon(),
        cases: &cases,
        corpus: corpus.as_ref(),
        thresholds: &thresholds,
        rows: arguments.rows,
    };
    deliver(&arguments.writing, common, &|form, style, _| match form {
        Form::Text => coverage::text(&shown, style),
        Form::Json => coverage::object(&shown),
        Form::Markdown => coverage::markdown(&shown, style.lang),
    })?;
    Ok(u8::from(thresholds.iter().any(|threshold| !shown.reached(threshold))))
}

fn thresholds(arguments: &Coverage) -> Result<Vec<Threshold>, Stop> {
    let mut thresholds = Vec::new();
    for list in &arguments.fail_under {
        let read = parse_thresholds(list)
            .map_err(|fault| super::pointed("--fail-under", list, &fault.at, &fault.message))?;
        thresholds.extend(read);
    }
    if let Some(threshold) =
        thresholds.iter().find(|threshold| threshold.corpus && arguments.corpus.is_empty())
    {
        let text = format!("--fail-under {}: there is no --corpus to count in", threshold.text);
        return Err(Stop::Failed(text));
    }
    Ok(thresholds)
}

fn corpus<'t>(
    arguments: &Coverage,
    triage: &'t Triage,
    common: &Common,
    messages: &Messages,
) -> Result<Option<Counter<'t>>, Stop> {
    if arguments.corpus.is_empty() {
        return Ok(None);
    }
    let style = world::output_style(common);
    let form = stream::Form::Text;
    let job = world::job(triage, common, Output { form, style, offsets: Offsets::Bytes });
    let mut counter = Counter::new(triage);
    records(&arguments.corpus, messages, &mut |_, record| counter.add(&record.text, &job.context(record)))?;
    Ok(Some(counter))
}
