//! The records of one input, whatever its format.

use std::io;

use super::input::{Format, Input};
use super::lines::{Cut, Lines, MAX_RECORD, Separator};
use super::ndjson::parse;
use super::record::{BadRecord, Record, not_utf8};
use super::tabular::Table;
use crate::render::RecordId;
use crate::session::Role;

/// Gives the records of an input one after the other, in order.
pub struct Reader {
    kind: Kind,
    number: u64,
    raw: Vec<u8>,
}

enum Kind {
    Given(std::vec::IntoIter<String>),
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
        let kind = match format {
            Format::Text => Kind::Text(Lines::new(input.bytes, separator)),
            Format::Ndjson => Kind::Ndjson(Lines::new(input.bytes, separator)),
            Format::Table(delimiter) => match Table::open(input.bytes, delimiter)? {
                Ok(table) => Kind::Table(Box::new(table)),
                Err(error) => return Ok(Err(error)),
            },
        };
        Ok(Ok(Self { kind, number: 0, raw: Vec::new() }))
    }

    /// Messages that are in memory already; their number stands for the line.
    #[must_use]
    pub fn of_texts(texts: Vec<String>) -> Self {
        Self { kind: Kind::Given(texts.into_iter()), number: 0, raw: Vec::new() }
    }

    /// Whether the next record is not in memory yet, so that whoever waits for the last one should get it now.
    #[must_use]
    pub fn must_read(&self) -> bool {
        match &self.kind {
            Kind::Given(_) => false,
            Kind::Text(lines) | Kind::Ndjson(lines) => lines.must_read(),
            Kind::Table(table) => table.must_read(),
        }
    }
}

impl Iterator for Reader {
    type Item = io::Result<Result<Record, BadRecord>>;

    fn next(&mut self) -> Option<Self::Item> {
        // A blank line of NDJSON is no record; a blank line of text is a message of nothing.
        let (lines, parse, blanks): (_, fn(&[u8], u64) -> _, _) = match &mut self.kind {
            Kind::Given(texts) => {
                self.number += 1;
                return texts.next().map(|text| Ok(Ok(Record::of_text(text, self.number))));
            }
            Kind::Table(table) => return table.next().transpose(),
            Kind::Text(lines) => (lines, plain, true),
            Kind::Ndjson(lines) => (lines, parse, false),
        };
        loop {
            let cut = match lines.next(&mut self.raw).transpose()? {
                Ok(cut) => cut,
                Err(error) => return Some(Err(error)),
            };
            self.number += 1;
            let line = self.number;
            if let Cut::TooLong(length) = cut {
                let error = format!("the record has {length} bytes; no more than {MAX_RECORD} are read");
                return Some(Ok(Err(BadRecord { id: RecordId::Line(line), line, error })));
            }
            if blanks || !self.raw.trim_ascii().is_empty() {
                return Some(Ok(parse(&self.raw, line)));
            }
        }
    }
}

/// A line of text as a record.
fn plain(bytes: &[u8], line: u64) -> Result<Record, BadRecord> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Record::of_text(text.to_owned(), line)),
        Err(error) => {
            let error = not_utf8(bytes, error.valid_up_to());
            Err(BadRecord { id: RecordId::Line(line), line, error })
        }
    }
}

impl Record {
    /// A message of which nothing else is known.
    #[must_use]
    pub fn of_text(text: String, line: u64) -> Self {
        Self {
            id: RecordId::Line(line),
            line,
            text,
            time: None,
            session: None,
            role: Role::User,
            account: None,
            region: None,
            device: None,
            user: None,
            history: None,
        }
    }
}
