//! `fenliu classify`, and `fenliu` alone: decides messages.

use super::arguments::{Classify, Common, OutputFormat};
use super::feed::{feed, nothing_to_read};
use super::messages::{Messages, Stop};
use super::start::print_help;
use super::{pack, profile, world};
use crate::render::{Offsets, Style};
use crate::session::Sessions;
use crate::stream::{Form, Job, Output};

pub(super) fn run(arguments: &Classify, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    let reading = &arguments.reading;
    if nothing_to_read(reading) {
        return print_help(None);
    }
    let profiles = profile::profiles(arguments.profile.as_deref())?;
    let triage = pack::triage(common)?;
    let output = output(arguments.output, arguments.offsets, world::output_style(common));
    let job =
        Job { profiles: profiles.as_ref(), redact: arguments.redact, ..world::job(&triage, common, output) };
    let sessions = Sessions::new(triage.lexicon().policy.session.clone());
    let tally = feed(reading, messages, &job.output.head(), &job, sessions)?;
    let reached = tally.highest.is_some_and(|highest| highest >= arguments.min_score);
    Ok(u8::from(arguments.exit_code && !reached))
}

/// How output looks; auto is text on a terminal, NDJSON elsewhere.
pub(super) fn output(format: OutputFormat, offsets: Offsets, style: Style) -> Output {
    let form = match format {
        OutputFormat::Text => Form::Text,
        OutputFormat::Ndjson => Form::Ndjson,
        OutputFormat::Csv => Form::Csv,
        OutputFormat::Auto if world::stdout_is_terminal() => Form::Text,
        OutputFormat::Auto => Form::Ndjson,
    };
    Output { form, style, offsets }
}
