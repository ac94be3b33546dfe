//! `fenliu lexicon test`: holds a pack to its cases, and brings cases in line with a pack where somebody says so.

use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::fixtures::{Fixtures, fixtures};
use super::output::{Reporting, report, write};
use super::packs::sound;
use crate::cli::arguments::Common;
use crate::cli::messages::{Messages, Stop, visible};
use crate::review::Outcome;
use crate::review::cases::{self, Sentence, Tried, amend, sentences};
use crate::triage::Triage;

/// Arguments of `test`.
#[derive(Args, Debug)]
#[command(
    override_usage = "fenliu lexicon test [OPTIONS] [FIXTURE]...",
    before_help = "\
Examples:
  fenliu lexicon test                          the cases of fixtures/, and all hits and misses
  fenliu lexicon test --filter payment         only what has that in its name
  fenliu lexicon test --output junit=cases.xml for a CI server
  fenliu lexicon test --review                 look at each case that fails: y takes the new values, n keeps the old",
    after_help = "\
A case with `row`, or with `by_hand = true`, says what people want: --update and --review leave it as it is. \
A case with `todo = \"why\"` is known not to hold; once it holds, that is a finding.

Exit codes: 0 all cases hold; 1 some don't, a term has no case, or a case names a term that is gone; 2 it could not \
run: nothing was tried, or a file could not be read."
)]
pub(in crate::cli) struct Test {
    /// Fixture files, or folders of them [default: fixtures/ where it is there]
    #[arg(value_name = "FIXTURE")]
    pub(super) fixtures: Vec<PathBuf>,
    /// Try only the cases whose name has this in it: file/id, or the id of a term
    #[arg(long, value_name = "TEXT")]
    pub(super) filter: Option<String>,
    /// Leave out the hits and misses of the pack
    #[arg(long)]
    pub(super) without_sentences: bool,
    /// Bring the expected values of cases that fail in line with what is decided now
    #[arg(long, conflicts_with = "review")]
    pub(super) update: bool,
    /// The same, asking for each case: y, n or q
    #[arg(long)]
    pub(super) review: bool,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

pub(super) fn run(arguments: &Test, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    let (triage, pack) = sound(common)?;
    let mut fixtures = fixtures(&arguments.fixtures, common, messages);
    let named = !arguments.fixtures.is_empty();
    if named && fixtures.cases.is_empty() && !messages.failed() {
        return Err(Stop::Failed("no case was tried: the fixtures named hold none".to_owned()));
    }
    let wanted = |name: &str| arguments.filter.as_deref().is_none_or(|filter| name.contains(filter));
    fixtures.cases.retain(|case| wanted(&case.name));
    let all = sentences(&triage, |term| !arguments.without_sentences && wanted(&term.id));
    let mut tried = cases::run(&triage, &fixtures.cases);
    if tried.is_empty() && all.is_empty() {
        let hint = match &arguments.filter {
            Some(filter) => format!(": nothing has `{filter}` in its name"),
            None => ": there is no fixture, and no sentence of the pack".to_owned(),
        };
        return Err(Stop::Failed(format!("no case was tried{hint}")));
    }
    let mut text = Fixtures { sources: fixtures.sources.clone(), cases: Vec::new() };
    if arguments.update || arguments.review {
        let chosen = if arguments.review { ask(&tried)? } else { (0..tried.len()).collect() };
        let amended = amended(&fixtures, &tried, &chosen, messages)?;
        text.sources = amended;
        for source in &text.sources {
            text.cases.extend(crate::review::cases::read(source).unwrap_or_default());
        }
        text.cases.retain(|case| wanted(&case.name));
        tried = cases::run(&triage, &text.cases);
    }
    let mut sources = text.sources.clone();
    sources.extend(pack);
    finish(&triage, sources, &tried, &all, arguments, common)
}

fn finish(
    triage: &Triage,
    sources: Vec<crate::diagnostic::Source>,
    tried: &[Tried<'_>],
    all: &[Sentence<'_>],
    arguments: &Test,
    common: &Common,
) -> Result<u8, Stop> {
    let mut audit = cases::audit(triage.lexicon(), sources, tried, all);
    audit.sort();
    report(&audit, &arguments.reporting, common)
}

/// Whether a case can be brought in line: it fails, or it is a todo that holds.
fn is_open(tried: &Tried<'_>) -> bool {
    tried.outcome() == Outcome::Failed || (tried.golden.todo.is_some() && tried.mismatches.is_empty())
}

/// Writes the files whose chosen cases were amended, and gives all files as they are then.
fn amended(
    fixtures: &Fixtures,
    tried: &[Tried<'_>],
    chosen: &[usize],
    messages: &Messages,
) -> Result<Vec<crate::diagnostic::Source>, Stop> {
    let mut sources = fixtures.sources.clone();
    for source in &mut sources {
        let ours = |place: &&usize| tried[**place].golden.file == source.name && is_open(&tried[**place]);
        let ours: Vec<&Tried<'_>> = chosen.iter().filter(ours).map(|place| &tried[*place]).collect();
        for kept in ours.iter().filter(|tried| !tried.golden.may_be_amended()) {
            let golden = kept.golden;
            messages.note(&format!(
                "{}:{}: {} says what people want (row or by_hand), so it stays as it is. Change it by hand",
                golden.file, golden.line, golden.name
            ));
        }
        if ours.is_empty() {
            continue;
        }
        let amended =
            amend(&source.text, &ours).map_err(|error| Stop::Failed(format!("{}: {error}", source.name)))?;
        if amended.text != source.text {
            write(Path::new(&source.name), &amended.text)?;
            let cases = if amended.cases == 1 { "case" } else { "cases" };
            messages.note(&format!("{}: {} {cases} amended", source.name, amended.cases));
            source.text = amended.text;
        }
    }
    Ok(sources)
}

/// Asks about each case that fails. No answer at all, at the end of the input, is a q.
fn ask(tried: &[Tried<'_>]) -> Result<Vec<usize>, Stop> {
    let (mut input, mut out) = (io::stdin().lock(), io::stdout().lock());
    let open: Vec<usize> = (0..tried.len()).filter(|place| is_open(&tried[*place])).collect();
    let open: Vec<usize> = open.into_iter().filter(|place| tried[*place].golden.may_be_amended()).collect();
    answers(tried, &open, &mut input, &mut out).map_err(|error| Stop::of_output(&error))
}

fn answers(
    tried: &[Tried<'_>],
    open: &[usize],
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> io::Result<Vec<usize>> {
    let mut chosen = Vec::new();
    for (number, place) in open.iter().enumerate() {
        let (golden, mismatches) = (tried[*place].golden, &tried[*place].mismatches);
        writeln!(out, "\n[{}/{}] {} ({}:{})", number + 1, open.len(), golden.name, golden.file, golden.line)?;
        writeln!(out, "  {}", visible(&golden.message))?;
        for mismatch in mismatches {
            let (wanted, got) = (visible(&mismatch.wanted), visible(&mismatch.got));
            writeln!(out, "  {}: {wanted} -> {got}", mismatch.key)?;
        }
        if mismatches.is_empty() {
            writeln!(out, "  it holds: take todo out")?;
        }
        loop {
            write!(out, "take the new values? [y/n/q] ")?;
            out.flush()?;
            let mut line = String::new();
            if input.read_line(&mut line)? == 0 {
                writeln!(out)?;
                return Ok(chosen);
            }
            match line.trim() {
                "y" | "yes" => chosen.push(*place),
                "n" | "no" => {}
                "q" | "quit" => return Ok(chosen),
                _ => continue,
            }
            break;
        }
    }
    Ok(chosen)
}
