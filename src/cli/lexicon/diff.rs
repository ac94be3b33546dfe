//! `fenliu lexicon diff`: says what a changed pack decides otherwise, and which line did it.

use std::path::PathBuf;

use clap::Args;

use super::corpus::records;
use super::old::{Old, old};
use super::packs::{Chosen, chosen, parsed};
use super::pointed;
use super::written::{Form, Writing, deliver};
use crate::cli::arguments::Common;
use crate::cli::messages::{Messages, Stop};
use crate::cli::world;
use crate::lexicon::Lexicon;
use crate::render::diff::{self, Replayed, Shown, Side};
use crate::render::{Offsets, PackInfo};
use crate::review::Files;
use crate::review::diff::{
    Blame, Budget, Change, Compared, Comparison, Names, blame, changes, parse_budgets,
};
use crate::stream::{self, Output};
use crate::triage::Triage;

/// Arguments of `diff`.
#[derive(Args, Debug)]
#[command(
    override_usage = "fenliu lexicon diff [OPTIONS] --against <REF|DIR|TAR>",
    before_help = "\
Examples:
  fenliu lexicon diff --against origin/main                          what a branch changes, in words
  fenliu lexicon diff --against origin/main --corpus messages.ndjson and for real messages
  fenliu lexicon diff --against old-pack/ --pack new-pack/           without git
  fenliu lexicon diff … --fail-on 'security.lost>0, desk.changed>0.5%'
  fenliu lexicon diff … --output markdown=diff.md --output json=diff.json",
    after_help = "\
A budget is SUBJECT.gained, .lost or .changed, then > or >=, then a number of messages or a share of them with %. \
Subjects: escalation, desk (or channel), category, need, tier, emergency, score, and the id of any category or desk \
(desk:ID where both have it).

Messages are redacted: telephone, card, identity and order numbers, addresses and names are starred out.

Exit codes: 0 it ran, and no budget is exceeded; 1 one is; 2 it could not run: a pack that can't be read, no such \
revision, a corpus without messages."
)]
pub(in crate::cli) struct Diff {
    /// The old pack: a folder, a .tar, a revision of git (where it and HEAD parted), or builtin [default: on a CI server, what
    /// the change is to be merged into]
    #[arg(long, value_name = "REF|DIR|TAR", help_heading = "Comparing")]
    pub(super) against: Option<String>,
    /// Messages to decide with both packs; may be given several times; - for standard input
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub(super) corpus: Vec<PathBuf>,
    /// Leave with 1 when a budget is exceeded
    #[arg(long, value_name = "BUDGETS", requires = "corpus", help_heading = "Comparing")]
    pub(super) fail_on: Vec<String>,
    /// Messages a day, to tell how many more will reach a person
    #[arg(long, value_name = "N", value_parser = per_day, requires = "corpus", help_heading = "Output")]
    pub(super) per_day: Option<f64>,
    /// So many examples for each way from one desk to another
    #[arg(long, value_name = "N", default_value = "5", help_heading = "Output")]
    pub(super) examples: usize,
    /// Show messages as they are
    #[arg(long, help_heading = "Output")]
    pub(super) no_redact: bool,
    #[command(flatten)]
    pub(super) writing: Writing,
}

fn per_day(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok();
    number.filter(|n| n.is_finite() && *n >= 0.0).ok_or_else(|| "expected a number from 0 on".to_owned())
}

pub(super) fn run(arguments: &Diff, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    arguments.writing.check()?;
    let new = chosen(common)?;
    let old = old(arguments.against.as_deref(), new.folder.as_deref())?;
    let before = parsed(&old.sources, &format!("--against {}", old.from), common)?;
    let after = parsed(&new.sources, &new.name, common)?;
    let files = [Files::of(&old.sources), Files::of(&new.sources)];
    let changes = changes(&files[0], &files[1]);
    let (before, after) = (Triage::new(before), Triage::new(after));
    let names = Comparison::new(&before, &after).names().clone();
    let budgets = budgets(arguments, &names)?;
    let replay = if arguments.corpus.is_empty() {
        None
    } else {
        Some(replay(arguments, [&before, &after], &files, &changes, common, messages)?)
    };
    let replayed = replay.as_ref().map(|(compared, blame, bad)| Replayed {
        compared,
        blame,
        budgets: &budgets,
        bad: *bad,
    });
    let shown = shown(arguments, (&old, &before), (&new, &after), &changes, replayed);
    deliver(&arguments.writing, common, &|form, style, most| match form {
        Form::Text => diff::text(&shown, style),
        Form::Json => diff::object(&shown),
        Form::Markdown => diff::markdown(&shown, most, style.lang),
    })?;
    let exceeded =
        replay.is_some_and(|(compared, ..)| budgets.iter().any(|budget| budget.exceeded(&compared.counts)));
    Ok(u8::from(exceeded))
}

fn shown<'d>(
    arguments: &Diff,
    (old, before): (&'d Old, &'d Triage),
    (new, after): (&'d Chosen, &'d Triage),
    changes: &'d [Change],
    replayed: Option<Replayed<'d>>,
) -> Shown<'d> {
    Shown {
        old: Side { from: &old.from, pack: info(before.lexicon()) },
        new: Side { from: &new.name, pack: info(after.lexicon()) },
        changes,
        replayed,
        per_day: arguments.per_day,
        examples: arguments.examples,
        redact: !arguments.no_redact,
    }
}

fn info(lexicon: &Lexicon) -> PackInfo<'_> {
    let pack = &lexicon.pack;
    PackInfo { name: &pack.name, version: &pack.version, hash: &pack.hash }
}

fn budgets(arguments: &Diff, names: &Names) -> Result<Vec<Budget>, Stop> {
    let mut budgets = Vec::new();
    for list in &arguments.fail_on {
        let read = parse_budgets(list, names)
            .map_err(|fault| pointed("--fail-on", list, &fault.at, &fault.message))?;
        budgets.extend(read);
    }
    Ok(budgets)
}

/// Both packs over the corpus, in one pass, and what moved each message.
fn replay(
    arguments: &Diff,
    [before, after]: [&Triage; 2],
    [old, new]: &[Files; 2],
    changes: &[Change],
    common: &Common,
    messages: &Messages,
) -> Result<(Compared, Blame, u64), Stop> {
    let style = world::output_style(common);
    let job = world::job(after, common, Output { form: stream::Form::Text, style, offsets: Offsets::Bytes });
    let mut comparison = Comparison::new(before, after);
    let tally = records(&arguments.corpus, messages, &mut |name, record| {
        comparison.add(&record.text, &job.context(record), || format!("{name}:{}", record.line));
    })?;
    let compared = comparison.finish();
    let blame = blame(old, new, changes, &compared);
    Ok((compared, blame, tally.bad))
}
