//! `fenliu classify`, and `fenliu` alone: decides messages.

use super::arguments::{Classify, Common, OutputFormat};
use super::feed::{Feeding, feed_into, nothing_to_read};
use super::messages::{Messages, Stop};
use super::start::print_help;
use super::writing::Plan;
use super::{pack, world};
use crate::session::Sessions;
use crate::stream::{Form, Job};

/// The score that `--exit-code` looks for when nothing says which messages are.
const NOTEWORTHY: f64 = 50.0;

pub(super) fn run(arguments: &Classify, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    let reading = &arguments.reading;
    if nothing_to_read(reading) {
        return print_help(None);
    }
    let triage = pack::triage(common)?;
    let mut plan = Plan::new(arguments, triage.lexicon(), world::output_style(common))?;
    let job = Job { writing: plan.writing.clone(), ..world::job(&triage, common, plan.output) };
    let mut outlets = plan.open()?;
    let feeding = Feeding {
        out: &mut outlets,
        sessions: Sessions::new(triage.lexicon().policy.session.clone()),
        counts: None,
        unordered: arguments.unordered,
    };
    let tally = feed_into(reading, messages, &job, feeding)?;
    outlets.finish(true)?;
    let found = if job.writing.only.is_all() {
        tally.highest.is_some_and(|highest| highest >= NOTEWORTHY)
    } else {
        tally.kept > 0
    };
    Ok(u8::from(arguments.exit_code && !found))
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
