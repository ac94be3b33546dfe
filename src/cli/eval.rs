//! `fenliu eval`: measures decisions against labels.

use super::arguments::{Common, Eval, EvalFormat, InputFormat, Reading};
use super::feed::nothing_to_read;
use super::files::Source;
use super::messages::{BadRecords, Messages, Stop, cause};
use super::start::{print, print_help};
use super::{pack, world};
use crate::detect::Scratch;
use crate::render::evaluation::{self, About};
use crate::render::{Offsets, RecordId};
use crate::review::{Breakdown, Case, Evaluator, Options, fields};
use crate::stream::{BadRecord, Form, Job, Output, Reader, Record, Tally, parse};

/// How many field names a complaint about a field lists.
const LISTED: usize = 12;

pub(super) fn run(arguments: &Eval, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    let reading = reading(arguments);
    if nothing_to_read(&reading) {
        return print_help(Some("eval"));
    }
    let triage = pack::triage(common)?;
    let style = world::output_style(common);
    let job = world::job(&triage, common, Output { form: Form::Text, style, offsets: Offsets::Bytes });
    let terms = arguments.terms;
    let options = Options { by: arguments.by.clone(), errors: arguments.errors, terms: terms.is_some() };
    let evaluator = Evaluator::new(triage.lexicon(), options);
    let mut rows = Rows {
        evaluator: &evaluator,
        job: &job,
        scratch: Scratch::default(),
        cases: Vec::new(),
        first: None,
        tally: Tally::default(),
    };
    rows.read(&reading, messages);
    if rows.cases.is_empty() {
        return Err(Stop::Failed("no labelled row could be read, so there is nothing to measure".to_owned()));
    }
    let evaluation = evaluator.evaluate(rows.cases);
    if let Some(breakdown) = evaluation.breakdowns.iter().find(|breakdown| nowhere(breakdown)) {
        return Err(Stop::Failed(no_such_field(&breakdown.field, rows.first.as_deref().unwrap_or_default())));
    }
    let about =
        About { pack: job.pack(), clock: job.clock, bad: rows.tally.bad, terms: terms.unwrap_or_default() };
    let mut out = String::new();
    match arguments.output {
        EvalFormat::Text => evaluation::text(&evaluation, &about, &style, &mut out),
        EvalFormat::Json => evaluation::object(&evaluation, &about, &mut out),
    }
    print(&out)
}

/// A row is taken as a line of text first: its labels are read beside its message.
fn reading(arguments: &Eval) -> Reading {
    Reading {
        files: arguments.files.clone(),
        text: Vec::new(),
        input: InputFormat::Text,
        null: false,
        whole: false,
        threads: None,
    }
}

/// Rows on their way to cases.
struct Rows<'e> {
    evaluator: &'e Evaluator<'e>,
    job: &'e Job<'e>,
    scratch: Scratch,
    cases: Vec<Case>,
    /// The first row that could be read, as written.
    first: Option<String>,
    tally: Tally,
}

impl Rows<'_> {
    /// Reads every source. What can't be read is named, and the rest is done.
    fn read(&mut self, reading: &Reading, messages: &Messages) {
        let mut bad = BadRecords::new(messages);
        for source in Source::all(reading) {
            let (name, before) = (source.name(), self.tally.records);
            match source.open(reading) {
                Ok(reader) => self.read_one(reader, &name, messages, &mut bad),
                Err(error) => {
                    messages.error(&error);
                    continue;
                }
            }
            if self.tally.records == before {
                messages.note(&format!("{name}: holds no row"));
            }
        }
        bad.sum_up(&self.tally);
    }

    fn read_one(&mut self, reader: Reader, name: &str, messages: &Messages, bad: &mut BadRecords<'_>) {
        for line in reader {
            let case = match line {
                Err(error) => {
                    messages.error(&format!("{name}: can't be read further: {}", cause(&error)));
                    return;
                }
                Ok(Ok(line)) if line.text.trim().is_empty() => continue,
                Ok(Ok(line)) => self.case(&line, name),
                Ok(Err(error)) => Err(error),
            };
            self.tally.records += 1;
            match case {
                Ok(case) => self.cases.push(case),
                Err(error) => {
                    self.tally.bad += 1;
                    bad.add(name, &error);
                }
            }
        }
    }

    /// The case that a line holds, decided.
    fn case(&mut self, line: &Record, name: &str) -> Result<Case, BadRecord> {
        let error = |error| BadRecord { id: RecordId::Line(line.line), line: line.line, error };
        let label = self.evaluator.label(&line.text).map_err(error)?;
        let record = parse(line.text.as_bytes(), line.line)?;
        let facts = self.evaluator.facts(&self.job.decide(&record, &mut self.scratch));
        self.first.get_or_insert_with(|| line.text.clone());
        Ok(Case { place: format!("{name}:{}", line.line), text: record.text, label, facts })
    }
}

/// Whether no row has the field.
fn nowhere(breakdown: &Breakdown) -> bool {
    breakdown.groups.iter().all(|group| group.value.is_none())
}

fn no_such_field(field: &str, row: &str) -> String {
    let mut known = fields(row);
    let more = if known.len() > LISTED { ", …" } else { "" };
    known.truncate(LISTED);
    format!(
        "--by {field}: no row has that field with a string, a number or a boolean. The first row has {}{more}",
        known.join(", ")
    )
}
