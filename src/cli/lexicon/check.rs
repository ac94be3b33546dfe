//! `fenliu lexicon check`: says everything that is wrong with a pack.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::corpus;
use super::output::{Reporting, report, write};
use super::packs::{PackFiles, packs};
use super::revision::sources_at;
use crate::cli::arguments::Common;
use crate::cli::messages::{Messages, Stop, cause};
use crate::cli::{pack, world};
use crate::diagnostic::{Said, Source};
use crate::review::Audit;
use crate::review::lint::{Baseline, Options, Rates, check};

/// Arguments of `check`.
#[derive(Args, Debug)]
#[command(
    override_usage = "fenliu lexicon check [OPTIONS] [PATH]...",
    before_help = "\
Examples:
  fenliu lexicon check                                the pack of this folder
  fenliu lexicon check --against origin/main          only what a branch brings
  fenliu lexicon check --output text --output sarif=check.sarif --output junit=check.xml
  fenliu lexicon rule L405                            what a code means",
    after_help = "\
Exit codes: 0 nothing as bad as --fail-on; 1 something is; 2 it could not run, or not on every file."
)]
pub(in crate::cli) struct Check {
    /// Folders of packs, or files in them [default: --pack, else lexicons/, else the built-in pack]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Messages to count hits in, so that terms that fire everywhere are found; may be given several times
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub(super) corpus: Vec<PathBuf>,
    /// Leave out the findings that this file lists
    #[arg(long, value_name = "FILE", help_heading = "Comparing")]
    pub(super) baseline: Option<PathBuf>,
    /// Write today's findings to the file of --baseline instead, and leave with 0
    #[arg(long, requires = "baseline", help_heading = "Comparing")]
    pub(super) write_baseline: bool,
    /// Leave out what was there already in this folder, or where this revision and HEAD parted
    #[arg(long, value_name = "FOLDER|REF", help_heading = "Comparing")]
    pub(super) against: Option<String>,
    /// Give notes too: wordings that no sentence needs, wordings that others cover
    #[arg(long, help_heading = "Output")]
    pub(super) notes: bool,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

pub(super) fn run(arguments: &Check, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    let known = match &arguments.baseline {
        Some(file) if !arguments.write_baseline => Some((file, read_baseline(file)?)),
        _ => None,
    };
    let mut whole = Audit::new("check", Vec::new());
    for pack in packs(&arguments.paths, common, messages)? {
        let mut audit = look(&pack.sources, arguments, common, messages)?;
        if let Some(reference) = &arguments.against {
            against(reference, &pack, arguments, common, messages, &mut audit)?;
        }
        if !pack.named.is_empty() {
            audit.findings.retain(|finding| pack.named.contains(&finding.diagnostic.file));
        }
        whole.join(audit);
    }
    if let (true, Some(file)) = (arguments.write_baseline, &arguments.baseline) {
        write(file, &Baseline::write(&whole))?;
        messages.note(&format!("{}: {} findings written down", file.display(), whole.findings.len()));
        return Ok(0);
    }
    if let Some((file, baseline)) = known {
        let name = file.display();
        baseline.hide(&mut whole, &Said::new(format!("{name}"), format!("{name} ")));
    }
    report(&whole, &arguments.reporting, common)
}

/// Everything that is wrong with some files.
fn look(sources: &[Source], arguments: &Check, common: &Common, messages: &Messages) -> Result<Audit, Stop> {
    let rates = if arguments.corpus.is_empty() {
        None
    } else {
        let mut rates = Rates::default();
        corpus::each(&arguments.corpus, sources, common, messages, &mut |findings| rates.count(findings))?;
        Some(rates)
    };
    let options = Options { now: world::clock(common).now, notes: arguments.notes, rates: rates.as_ref() };
    Ok(check(sources, &options))
}

/// Takes out of an audit what was there already.
fn against(
    reference: &str,
    pack: &PackFiles,
    arguments: &Check,
    common: &Common,
    messages: &Messages,
    audit: &mut Audit,
) -> Result<(), Stop> {
    let path = Path::new(reference);
    let before = if path.is_dir() {
        let (sources, faults) = pack::files(path).map_err(Stop::Failed)?;
        if let Some(fault) = faults.into_iter().next() {
            return Err(Stop::Failed(fault));
        }
        sources
    } else if let Some(folder) = &pack.folder {
        sources_at(reference, folder)?
    } else {
        let text = "the built-in pack has no past. Name the folder of a pack";
        return Err(Stop::Failed(format!("--against {reference}: {text}")));
    };
    if before.is_empty() {
        let sentence = Said::new(
            format!("there was no such pack at {reference}, so all of it is new"),
            format!("{reference} 里还没有这个词库，全部算新增"),
        );
        audit.remarks.push(sentence);
        return Ok(());
    }
    let known = look(&before, arguments, common, messages)?;
    let from = Said::new(reference.to_owned(), format!("{reference} "));
    Baseline::of(&known).hide(audit, &from);
    Ok(())
}

fn read_baseline(file: &Path) -> Result<Baseline, Stop> {
    let failed = |why: String| Stop::Failed(format!("{}: {why}", file.display()));
    let text =
        fs::read_to_string(file).map_err(|error| failed(format!("can't be read: {}", cause(&error))))?;
    Baseline::read(&text).map_err(failed)
}
