//! Reads labelled rows and decides their messages: what measuring and fitting begin with.

use std::path::PathBuf;

use super::arguments::{InputFormat, Reading};
use super::files::Source;
use super::messages::{BadRecords, Messages, Stop, cause};
use crate::detect::Scratch;
use crate::render::RecordId;
use crate::review::{Evaluator, Label, fields};
use crate::stream::{BadRecord, Job, Reader, Record, Tally, parse};
use crate::triage::Report;

/// How many field names a complaint about a field lists.
const LISTED: usize = 12;

/// A row is taken as a line of text first: its labels are read beside its message.
pub(super) fn reading(files: &[PathBuf]) -> Reading {
    Reading { files: files.to_vec(), input: InputFormat::Text, ..Reading::default() }
}

/// A row that could be read, and what was decided about its message.
pub(super) struct Row<'r> {
    /// The name of the file, for people.
    pub(super) name: &'r str,
    pub(super) label: Label,
    pub(super) record: &'r Record,
    pub(super) report: Report<'r>,
}

/// What was read.
#[derive(Default)]
pub(super) struct Read {
    pub(super) tally: Tally,
    /// The first row that could be read, as written.
    first: Option<String>,
}

/// Reads rows, one after the other.
pub(super) struct Rows<'e, 'l> {
    pub(super) evaluator: &'e Evaluator<'l>,
    pub(super) job: &'e Job<'e>,
}

impl Rows<'_, '_> {
    /// Hands on every row of every source. What can't be read is named, and the rest is done.
    ///
    /// # Errors
    /// No row could be read.
    pub(super) fn read(
        &self,
        reading: &Reading,
        messages: &Messages,
        on_row: &mut dyn FnMut(Row<'_>),
    ) -> Result<Read, Stop> {
        let mut bad = BadRecords::new(messages);
        let mut read = Read::default();
        for source in Source::all(reading) {
            let (name, before) = (source.name(), read.tally.records);
            match source.open(reading) {
                Ok(reader) => self.read_one(reader, &name, messages, &mut bad, &mut read, on_row),
                Err(closed) => {
                    closed.tell(messages);
                    continue;
                }
            }
            if read.tally.records == before {
                messages.note(&format!("{name}: holds no row"));
            }
        }
        bad.sum_up(&read.tally);
        if read.first.is_none() {
            return Err(Stop::Failed(
                "no labelled row could be read, so there is nothing to measure".to_owned(),
            ));
        }
        Ok(read)
    }

    fn read_one(
        &self,
        reader: Reader,
        name: &str,
        messages: &Messages,
        bad: &mut BadRecords<'_>,
        read: &mut Read,
        on_row: &mut dyn FnMut(Row<'_>),
    ) {
        let (mut scratch, notice) = (Scratch::default(), reader.notice());
        for line in reader {
            let row = match line {
                Err(error) => {
                    messages.error(&format!("{name}: can't be read further: {}", cause(&error)));
                    return;
                }
                Ok(Ok(line)) if line.text.trim().is_empty() => continue,
                Ok(Ok(line)) => self.row(&line, name, &mut scratch, on_row).map(|()| {
                    read.first.get_or_insert(line.text);
                }),
                Ok(Err(error)) => Err(error),
            };
            read.tally.records += 1;
            if let Err(error) = row {
                read.tally.bad += 1;
                bad.add(name, &error);
            }
        }
        messages.noticed(name, &notice.now());
    }

    /// Hands on the row that a line holds, decided.
    fn row(
        &self,
        line: &Record,
        name: &str,
        scratch: &mut Scratch,
        on_row: &mut dyn FnMut(Row<'_>),
    ) -> Result<(), BadRecord> {
        let error = |error| BadRecord { id: RecordId::Line(line.line), line: line.line, error };
        let label = self.evaluator.label(&line.text).map_err(error)?;
        let record = parse(line.text.as_bytes(), line.line)?;
        let report = self.job.decide(&record, scratch);
        on_row(Row { name, label, record: &record, report });
        Ok(())
    }
}

impl Read {
    /// The complaint about a field that no row has.
    pub(super) fn no_such_field(&self, option: &str, field: &str) -> String {
        let mut known = fields(self.first.as_deref().unwrap_or_default());
        let more = if known.len() > LISTED { ", …" } else { "" };
        known.truncate(LISTED);
        format!(
            "--{option} {field}: no row has that field with a string, a number or a boolean. The first row has {}{more}",
            known.join(", ")
        )
    }
}
