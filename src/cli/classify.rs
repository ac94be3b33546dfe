//! `fenliu classify`, and `fenliu` alone: decides messages.

use super::arguments::{Classify, Common, OutputFormat};
use super::feed::{Feeding, feed_into, finish, nothing_to_read};
use super::follow::{follow, refuse};
use super::messages::{Messages, Stop};
use super::start::print_help;
use super::summary::Wanted;
use super::watch::INTERRUPTED;
use super::writing::Plan;
use super::{pack, profile, world};
use crate::session::Sessions;
use crate::stream::{Form, Job, Tally};

/// The score that `--exit-code` looks for when nothing says which messages are.
const NOTEWORTHY: f64 = 50.0;

pub(super) fn run(arguments: &Classify, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    let reading = &arguments.reading;
    if nothing_to_read(reading) {
        return print_help(None);
    }
    if arguments.follow.is_some() {
        refuse(reading)?;
    }
    let profiles = profile::profiles(arguments.profile.as_deref())?;
    let triage = pack::triage(common)?;
    let mut plan = Plan::new(arguments, triage.lexicon(), world::output_style(common))?;
    // Standard error is free when decisions go elsewhere.
    let shown = plan.writes_stdout() && world::stdout_is_terminal();
    let screen_free = world::stderr_is_terminal() && !shown;
    let wanted = Wanted::new(arguments, screen_free);
    let mut counts = wanted.counts(&triage);
    plan.writing.facts = counts.is_some();
    let job = Job {
        writing: plan.writing.clone(),
        profiles: profiles.as_ref(),
        redact: arguments.redact,
        ..world::job(&triage, common, plan.output)
    };
    let mut outlets = plan.open(arguments.follow.is_some())?;
    if let Some(file) = wanted.file() {
        outlets.written_later(file);
    }
    let feeding = Feeding {
        out: &mut outlets,
        sessions: Sessions::new(triage.lexicon().policy.session.clone()),
        counts: counts.as_mut(),
        unordered: arguments.unordered,
        progress: screen_free && !messages.quiet(),
    };
    let fed = match arguments.follow {
        Some(from) => follow((reading, from), messages, &job, common, feeding)?,
        None => feed_into(reading, messages, &job, feeding)?,
    };
    finish(outlets, &fed, messages)?;
    if let Some(counts) = &counts {
        wanted.write(counts, &fed, &triage, common, messages)?;
    }
    Ok(match fed.interrupted {
        true => INTERRUPTED,
        false => u8::from(arguments.exit_code && !found(&job, &fed.tally)),
    })
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
