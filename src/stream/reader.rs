//! The records of one input, whatever its format and encoding.

use std::collections::VecDeque;
use std::io;

use super::decoding::{Decoding, Text};
use super::fields::Fields;
use super::input::{Format, Input};
use super::lines::{Lines, MAX_RECORD, Position, Raw, Separator};
use super::logs::Prefix;
use super::ndjson;
use super::noticed::Notice;
use super::record::{BadRecord, Record};
use super::tabular::{Rows, Table};
use crate::render::CutOff;

/// How an input is cut into records, and how those are read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// What ends a record. A table has rows, whatever is said here.
    pub separator: Separator,
    /// The longest record that is read whole, in bytes, at least 1.
    pub max_record: usize,
    /// Bytes that are no characters stop the reading.
    pub strict: bool,
    /// Which fields are read.
    pub fields: Fields,
    /// What stands in front of the message in a line of text.
    pub prefix: Option<Prefix>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        let (separator, fields) = (Separator::Newline, Fields::default());
        Self { separator, max_record: MAX_RECORD, strict: false, fields, prefix: None }
    }
}

/// Gives the records of an input one after the other, in order.
pub struct Reader {
    pub(super) kind: Kind,
    pub(super) decoding: Decoding,
    options: ReadOptions,
    /// Records that were read and not given yet: they waited until it was known how to decode them.
    held: VecDeque<Raw>,
    /// What stopped the reading behind them.
    failed: Option<io::Error>,
    /// Used again and again.
    raw: Raw,
    pub(super) at: Position,
    pub(super) plain: Option<std::fs::File>,
}

pub(super) enum Kind {
    Given(Box<dyn Iterator<Item = Result<Record, BadRecord>> + Send>),
    Text(Lines),
    Ndjson(Lines),
    Table(Box<Table>),
}

impl Reader {
    /// Begins to read. A table has rows, whatever the separator.
    ///
    /// # Errors
    /// The outer error is the handle's; the inner one says, for people, why a table's header is of no use.
    pub fn open(input: Input, format: Format, separator: Separator) -> io::Result<Result<Self, String>> {
        Self::open_with(input, format, ReadOptions { separator, ..ReadOptions::default() })
    }

    /// Begins to read, as the options say.
    ///
    /// # Errors
    /// The outer error is the handle's; the inner one says, for people, why a table's header is of no use.
    pub fn open_with(input: Input, format: Format, options: ReadOptions) -> io::Result<Result<Self, String>> {
        let mut decoding = Decoding::new(&input, options.strict);
        let Input { bytes, notes: _, start, again, plain, .. } = input;
        decoding.again = again;
        let cap = options.max_record.max(1);
        let lines = |bytes| Lines::new(bytes, start, options.separator, cap);
        let kind = match format {
            Format::Text => Kind::Text(lines(bytes)),
            Format::Ndjson => Kind::Ndjson(lines(bytes)),
            Format::Table(delimiter) => {
                let rows = Rows::new(bytes, start, delimiter, cap);
                match Table::open(rows, &options.fields, |cell| decoding.of_header(cell))? {
                    Ok(table) => Kind::Table(Box::new(table)),
                    Err(error) => return Ok(Err(error)),
                }
            }
        };
        let mut reader = Self::of(kind, decoding, options);
        (reader.plain, reader.at) = (plain, reader.place());
        Ok(Ok(reader))
    }

    /// Messages that are in memory already; their number stands for the line.
    #[must_use]
    pub fn of_texts(texts: Vec<String>) -> Self {
        Self::of_records(texts.into_iter().zip(1..).map(|(text, number)| Ok(Record::of_text(text, number))))
    }

    /// Records that were read already.
    #[must_use]
    pub fn of_records(
        records: impl IntoIterator<Item = Result<Record, BadRecord>, IntoIter: Send + 'static>,
    ) -> Self {
        let kind = Kind::Given(Box::new(records.into_iter()));
        Self::of(kind, Decoding::none(), ReadOptions::default())
    }

    fn of(kind: Kind, decoding: Decoding, options: ReadOptions) -> Self {
        let (held, raw, at) = (VecDeque::new(), Raw::default(), Position::default());
        Self { kind, decoding, options, held, failed: None, raw, at, plain: None }
    }

    /// Whether the next record is not in memory yet, so that whoever waits for the last one should get it now.
    #[must_use]
    pub fn must_read(&self) -> bool {
        match &self.kind {
            Kind::Given(..) => false,
            _ if !self.held.is_empty() || self.failed.is_some() => false,
            Kind::Text(lines) | Kind::Ndjson(lines) => lines.must_read(),
            Kind::Table(table) => table.must_read(),
        }
    }

    /// Tells what was noticed beside the records, then and later.
    #[must_use]
    pub fn notice(&self) -> Notice {
        Notice(self.decoding.notes.clone())
    }

    /// Where the reading stands, which may be ahead of what was given.
    fn place(&self) -> Position {
        match &self.kind {
            Kind::Given(..) => self.at,
            Kind::Text(lines) | Kind::Ndjson(lines) => lines.at,
            Kind::Table(table) => table.at(),
        }
    }

    /// Puts the next record that nobody read yet into `raw`; false at the end.
    fn read(&mut self, raw: &mut Raw) -> io::Result<bool> {
        match &mut self.kind {
            Kind::Given(..) => Ok(false),
            Kind::Text(lines) | Kind::Ndjson(lines) => lines.next(raw),
            Kind::Table(table) => table.next(raw),
        }
    }

    /// Waits until it is known how to decode a record.
    fn decide(&mut self, first: Raw) -> io::Result<()> {
        let mut held = VecDeque::from([first]);
        if !self.decoding.look_ahead()? {
            let mut bytes = self.decoding.weigh(&held[0]);
            while bytes < super::decoding::HELD {
                let mut raw = Raw::default();
                match self.read(&mut raw) {
                    Ok(false) => break,
                    Ok(true) => {
                        self.decoding.weigh(&raw);
                        bytes += raw.bytes.len() + size_of::<Raw>();
                        held.push_back(raw);
                    }
                    Err(error) => {
                        self.failed = Some(error);
                        break;
                    }
                }
            }
            self.decoding.settle();
        }
        self.held = held;
        Ok(())
    }

    /// Whether bytes are no record: a blank line of NDJSON is none; one of text is a message of nothing.
    fn is_blank(&self, raw: &Raw) -> bool {
        matches!(self.kind, Kind::Ndjson(_)) && raw.bytes.trim_ascii().is_empty() && !raw.cut
    }

    /// The record that bytes make; `None` while it is not known how to decode them.
    fn make(&self, raw: &Raw) -> io::Result<Option<Result<Record, BadRecord>>> {
        let Some(Text { text, ends }) = self.decoding.text(raw)? else { return Ok(None) };
        let (line, fields) = (raw.line, &self.options.fields);
        let mut made = match &self.kind {
            Kind::Table(table) => table.record(raw, &text, &ends),
            Kind::Ndjson(_) if raw.cut => ndjson::record_of_head(&text, line, fields),
            Kind::Ndjson(_) => ndjson::record(&text, line, fields),
            Kind::Text(_) | Kind::Given(..) => match &self.options.prefix {
                Some(prefix) => prefix.record(&text, line, &fields.keep),
                None => Ok(Record::of_text(text.into_owned(), line)),
            },
        };
        if let Ok(record) = &mut made {
            if raw.cut {
                record.cut = Some(CutOff { bytes: raw.length, read: raw.bytes.len() as u64 });
                self.decoding.notes.change(|noticed| noticed.cut.add(line));
            }
            if record.unmatched {
                self.decoding.notes.change(|noticed| noticed.unmatched.add(line));
            }
        }
        Ok(Some(made))
    }

    /// The next record that is one.
    fn step(&mut self) -> io::Result<Option<Result<Record, BadRecord>>> {
        loop {
            let mut raw = std::mem::take(&mut self.raw);
            if let Some(held) = self.held.pop_front() {
                raw = held;
            } else if let Some(error) = self.failed.take() {
                return Err(error);
            } else if !self.read(&mut raw)? {
                self.at = self.place();
                return Ok(None);
            }
            if self.is_blank(&raw) {
                (self.at, self.raw) = (raw.after, raw);
                continue;
            }
            let Some(record) = self.make(&raw)? else {
                self.decide(raw)?;
                continue;
            };
            (self.at, self.raw) = (raw.after, raw);
            return Ok(Some(record));
        }
    }
}

impl Iterator for Reader {
    type Item = io::Result<Result<Record, BadRecord>>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Kind::Given(records) = &mut self.kind {
            let record = records.next()?;
            self.at.lines = record.as_ref().map_or_else(|bad| bad.line, |record| record.line);
            return Some(Ok(record));
        }
        self.step().transpose()
    }
}
