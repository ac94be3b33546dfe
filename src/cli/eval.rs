//! `fenliu eval`: measures decisions against labels.

use super::arguments::{Common, Eval, EvalFormat};
use super::feed::nothing_to_read;
use super::labelled::{Row, Rows, reading};
use super::messages::{Messages, Stop};
use super::start::{print, print_help};
use super::{pack, world};
use crate::render::Offsets;
use crate::render::evaluation::{self, About};
use crate::render::redact::Hidden;
use crate::review::{Breakdown, Case, Evaluator, Options};
use crate::stream::{Form, Output};

pub(super) fn run(arguments: &Eval, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    let reading = reading(&arguments.files);
    if nothing_to_read(&reading) {
        return print_help(Some("eval"));
    }
    let triage = pack::triage(common)?;
    let style = world::output_style(common);
    let job = world::job(&triage, common, Output { form: Form::Text, style, offsets: Offsets::Bytes });
    let terms = arguments.terms;
    let options = Options { by: arguments.by.clone(), errors: arguments.errors, terms: terms.is_some() };
    let evaluator = Evaluator::new(triage.lexicon(), options);
    let mut cases = Vec::new();
    let mut on_row = |row: Row<'_>| {
        let mut facts = evaluator.facts(&row.report);
        let place = format!("{}:{}", row.name, row.record.line);
        let mut text = row.record.text.clone();
        if arguments.errors > 0 && !arguments.no_redact {
            let hidden = Hidden::of(&row.report.message, &row.report.findings);
            facts.fired.iter_mut().for_each(|fired| fired.span = hidden.span(fired.span));
            text = hidden.text;
        }
        cases.push(Case { place, text, label: row.label, facts });
    };
    let read = Rows { evaluator: &evaluator, job: &job }.read(&reading, messages, &mut on_row)?;
    let evaluation = evaluator.evaluate(cases);
    if let Some(breakdown) = evaluation.breakdowns.iter().find(|breakdown| nowhere(breakdown)) {
        return Err(Stop::Failed(read.no_such_field("by", &breakdown.field)));
    }
    let about =
        About { pack: job.pack(), clock: job.clock, bad: read.tally.bad, terms: terms.unwrap_or_default() };
    let mut out = String::new();
    match arguments.output {
        EvalFormat::Text => evaluation::text(&evaluation, &about, &style, &mut out),
        EvalFormat::Json => evaluation::object(&evaluation, &about, &mut out),
    }
    print(&out)
}

/// Whether no row has the field.
fn nowhere(breakdown: &Breakdown) -> bool {
    breakdown.groups.iter().all(|group| group.value.is_none())
}
