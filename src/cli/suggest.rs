//! `fenliu suggest`: strings that a pack may lack as terms.

use super::arguments::{Common, Suggest, SuggestFormat};
use super::feed::nothing_to_read;
use super::files::Source;
use super::labelled::{self, Row, Rows};
use super::messages::{BadRecords, Messages, Stop, cause};
use super::start::{print, print_help};
use super::{pack, world};
use crate::detect::Scratch;
use crate::render::Offsets;
use crate::render::suggest::{self as render, About};
use crate::review::{Evaluator, Limits, Options, Suggester};
use crate::stream::{Form, Job, Output, Reader, Tally};

pub(super) fn run(arguments: &Suggest, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    if nothing_to_read(&arguments.reading) {
        return print_help(Some("suggest"));
    }
    let triage = pack::triage(common)?;
    let style = world::output_style(common);
    let job = world::job(&triage, common, Output { form: Form::Text, style, offsets: Offsets::Bytes });
    let mut files = Vec::new();
    let mut suggester = Suggester::new(triage.segmenter());
    corpus(arguments, &job, messages, &mut files, &mut suggester);
    if !arguments.labelled.is_empty() {
        let evaluator = Evaluator::new(triage.lexicon(), Options::default());
        let mut on_row = |row: Row<'_>| {
            let file = place(&mut files, row.name);
            suggester.add_labelled(&row.report, row.label.escalates(), file, row.record.line);
        };
        let reading = labelled::reading(&arguments.labelled);
        Rows { evaluator: &evaluator, job: &job }.read(&reading, messages, &mut on_row)?;
    }
    let suggestions = suggester.finish(Limits { most: arguments.most, least: arguments.least });
    let about = About { pack: job.pack(), files: &files, redact: !arguments.no_redact };
    let mut out = String::new();
    match arguments.output {
        SuggestFormat::Text => render::text(&suggestions, &about, &style, &mut out),
        SuggestFormat::Ndjson => render::lines(&suggestions, &about, &mut out),
    }
    if out.is_empty() {
        return Ok(0);
    }
    print(&out)
}

/// Counts every message of every source. What can't be read is named, and the rest is done.
fn corpus(
    arguments: &Suggest,
    job: &Job<'_>,
    messages: &Messages,
    files: &mut Vec<String>,
    suggester: &mut Suggester<'_>,
) {
    let mut bad = BadRecords::new(messages);
    let mut tally = Tally::default();
    for source in Source::all(&arguments.reading) {
        let (name, before) = (source.name(), tally.records);
        match source.open(&arguments.reading) {
            Ok(reader) => {
                let (file, notice) = (place(files, &name), reader.notice());
                one(reader, (&name, file), job, messages, &mut bad, &mut tally, suggester);
                messages.noticed(&name, &notice.now());
            }
            Err(closed) => {
                closed.tell(messages);
                continue;
            }
        }
        if tally.records == before {
            messages.note(&format!("{name}: holds no record"));
        }
    }
    bad.sum_up(&tally);
}

fn one(
    reader: Reader,
    (name, file): (&str, u32),
    job: &Job<'_>,
    messages: &Messages,
    bad: &mut BadRecords<'_>,
    tally: &mut Tally,
    suggester: &mut Suggester<'_>,
) {
    let mut scratch = Scratch::default();
    for record in reader {
        match record {
            Err(error) => {
                messages.error(&format!("{name}: can't be read further: {}", cause(&error)));
                return;
            }
            Ok(Ok(record)) => suggester.add(&job.decide(&record, &mut scratch), file, record.line),
            Ok(Err(error)) => {
                tally.bad += 1;
                bad.add(name, &error);
            }
        }
        tally.records += 1;
    }
}

/// The place of a name in the list, which grows by it if it is new.
fn place(files: &mut Vec<String>, name: &str) -> u32 {
    let place = files.iter().position(|known| known == name).unwrap_or_else(|| {
        files.push(name.to_owned());
        files.len() - 1
    });
    u32::try_from(place).unwrap_or(u32::MAX)
}
