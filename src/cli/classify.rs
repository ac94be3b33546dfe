//! `fenliu classify`, and `fenliu` alone: decides messages.

use super::arguments::{Classify, Common, OutputFormat};
use super::checkpoint::{Keeper, Start};
use super::feed::{Fed, Feeding, feed_into, finish, nothing_to_read};
use super::follow::{follow, refuse};
use super::messages::{Messages, Stop};
use super::outlets::Opening;
use super::start::print_help;
use super::summary::Wanted;
use super::watch::INTERRUPTED;
use super::writing::Plan;
use super::{pack, profile, world};
use crate::stream::{Form, Job, Tally};

/// The score that `--exit-code` looks for when nothing says which messages are.
const NOTEWORTHY: f64 = 50.0;

pub(super) fn run(arguments: &Classify, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    if nothing_to_read(&arguments.reading) && arguments.keeping.checkpoint.is_none() {
        return print_help(None);
    }
    if arguments.follow.is_some() {
        refuse(&arguments.reading)?;
    }
    let profiles = profile::profiles(arguments.profile.as_deref())?;
    let triage = pack::triage(common)?;
    let mut plan = Plan::new(arguments, triage.lexicon(), world::output_style(common))?;
    let (keeper, start) = Keeper::begin(arguments, common, &triage.lexicon().pack, messages)?;
    // Standard error is free when decisions go elsewhere.
    let shown = plan.writes_stdout() && world::stdout_is_terminal();
    let screen_free = world::stderr_is_terminal() && !shown;
    let wanted = Wanted::new(arguments, screen_free);
    plan.writing.facts = wanted.any();
    let mut job = Job {
        writing: plan.writing.clone(),
        profiles: profiles.as_ref(),
        redact: arguments.redact,
        ..world::job(&triage, common, plan.output)
    };
    if let Some(keeper) = &keeper {
        job.clock = keeper.clock();
    }
    let deciding = Deciding { arguments, common, messages, job, wanted, screen_free };
    match keeper {
        Some(keeper) if start.finished => Ok(deciding.nothing_left(&keeper, &start.fed)),
        keeper => deciding.decide(plan, keeper, start),
    }
}

/// A run, once it is known what it is to do.
struct Deciding<'d> {
    arguments: &'d Classify,
    common: &'d Common,
    messages: &'d Messages,
    job: Job<'d>,
    wanted: Wanted,
    /// Standard error may be drawn on.
    screen_free: bool,
}

impl Deciding<'_> {
    /// Decides everything that there is to decide.
    fn decide(self, mut plan: Plan, mut keeper: Option<Keeper<'_>>, start: Start) -> Result<u8, Stop> {
        let Self { arguments, messages, job, wanted, .. } = &self;
        let mut counts = match start.opening {
            Opening::Resumed(_) => start.counts.filter(|_| wanted.any()),
            _ => wanted.counts(job.triage),
        };
        let mut reading = arguments.reading.clone();
        reading.records.now = Some(job.clock.now);
        let opening = if arguments.follow.is_some() { Opening::InSight } else { start.opening };
        let mut outlets = plan.open(&opening)?;
        if let Some(file) = wanted.file() {
            outlets.written_later(file);
        }
        let feeding = Feeding {
            out: &mut outlets,
            sessions: start.sessions.under(job.triage.lexicon().policy.session.clone()),
            counts: counts.as_mut(),
            unordered: arguments.unordered,
            progress: self.screen_free && !messages.quiet(),
            from: start.fed,
            keeper: keeper.as_mut(),
        };
        let fed = match arguments.follow {
            Some(from) => follow((&reading, from), messages, job, self.common, feeding)?,
            None => feed_into(&reading, messages, job, feeding)?,
        };
        let written = outlets.settle().map_err(|error| outlets.stop(&error))?;
        finish(outlets, &fed, keeper.is_some(), messages)?;
        if let Some(counts) = &counts {
            wanted.write(counts, &fed, job.triage, self.common, messages)?;
        }
        if let Some(keeper) = keeper.filter(|_| !fed.interrupted) {
            keeper.finish(&written, &fed.tally, counts.as_ref())?;
        }
        Ok(self.code(&fed))
    }

    /// Says that a run was finished before.
    fn nothing_left(&self, keeper: &Keeper<'_>, fed: &Fed) -> u8 {
        let (name, records) = (keeper.path().display(), fed.tally.records);
        self.messages.note(&format!(
            "{name}: the run is finished, with {records} records; nothing is done. Delete it to begin anew"
        ));
        self.code(fed)
    }

    /// The exit code of what was done.
    fn code(&self, fed: &Fed) -> u8 {
        match fed.interrupted {
            true => INTERRUPTED,
            false => u8::from(self.arguments.exit_code && !found(&self.job, &fed.tally)),
        }
    }
}

/// Whether any message is what was looked for.
fn found(job: &Job<'_>, tally: &Tally) -> bool {
    if job.writing.only.is_all() {
        tally.highest.is_some_and(|highest| highest >= NOTEWORTHY)
    } else {
        tally.kept > 0
    }
}

/// The form of a format; auto is text on a terminal, NDJSON elsewhere.
pub(super) fn form(format: OutputFormat) -> Form {
    match format {
        OutputFormat::Text => Form::Text,
        OutputFormat::Ndjson => Form::Ndjson,
        OutputFormat::Csv => Form::Csv,
        OutputFormat::Tsv => Form::Tsv,
        OutputFormat::Auto if world::stdout_is_terminal() => Form::Text,
        OutputFormat::Auto => Form::Ndjson,
    }
}
