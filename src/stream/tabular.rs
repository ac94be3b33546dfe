//! Rows of a table with a header: real quoting, cells of several lines, one row in memory at most.

use std::io::{self, BufRead};

use csv_core::ReadRecordResult;

use super::input::Bytes;
use super::lines::MAX_RECORD;
use super::record::{BadRecord, Draft, Field, Record, not_utf8, shortened};
use crate::render::RecordId;

/// More columns than this are no table of messages; the rest of such a row is not kept.
const MAX_COLUMNS: usize = 4096;

/// A table whose header has been read.
pub(super) struct Table {
    rows: Rows,
    /// What each column holds; `None` is let pass.
    columns: Vec<Option<Field>>,
}

impl Table {
    /// Reads the header. An input without any row is a table without records.
    ///
    /// # Errors
    /// The inner error says, for people, why the header is of no use.
    pub(super) fn open(bytes: Bytes, delimiter: u8) -> io::Result<Result<Self, String>> {
        let mut rows = Rows::new(bytes, delimiter, MAX_RECORD);
        if !rows.next()? {
            return Ok(Ok(Self { rows, columns: Vec::new() }));
        }
        if rows.too_long {
            return Ok(
                Err("the header is longer than any header should be. Is a quote never closed?".into()),
            );
        }
        let names: Vec<_> =
            rows.cells().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
        let columns: Vec<_> = names.iter().map(|name| Field::named(name)).collect();
        if columns.contains(&Some(Field::Text)) {
            return Ok(Ok(Self { rows, columns }));
        }
        let found: Vec<_> = names.iter().take(20).map(|name| format!("'{}'", shortened(name))).collect();
        let more = if names.len() > 20 { ", …" } else { "" };
        Ok(Err(format!(
            "the header has no column 'text'; it has {}{more}. Name the column that holds the messages 'text'",
            found.join(", ")
        )))
    }

    pub(super) fn must_read(&self) -> bool {
        self.rows.must_read()
    }

    pub(super) fn next(&mut self) -> io::Result<Option<Result<Record, BadRecord>>> {
        if !self.rows.next()? {
            return Ok(None);
        }
        Ok(Some(self.record()))
    }

    fn record(&self) -> Result<Record, BadRecord> {
        let line = self.rows.first_line;
        let bad = |error| Err(BadRecord { id: RecordId::Line(line), line, error });
        if self.rows.too_long {
            return bad(format!("the row is longer than {MAX_RECORD} bytes. Is a quote never closed?"));
        }
        let (cells, columns) = (self.rows.ends.len(), self.columns.len());
        let mut draft = Draft::default();
        if cells != columns {
            let hint = if self.rows.row.contains(&b'\n') {
                ". It runs over several lines: is a quote never closed?"
            } else {
                ""
            };
            return bad(format!("the row has {cells} cells, the header {columns}{hint}"));
        }
        for (cell, column) in self.rows.cells().zip(&self.columns) {
            let Some(field) = *column else { continue };
            match std::str::from_utf8(cell) {
                Ok("") if field != Field::Text => {}
                Ok(value) => draft.set(field, value.into()),
                Err(error) => draft.complain(format!(
                    "in column '{}', {}",
                    field.name(),
                    not_utf8(cell, error.valid_up_to())
                )),
            }
        }
        draft.finish(line)
    }
}

/// Rows as cells of bytes.
struct Rows {
    bytes: Bytes,
    parser: csv_core::Reader,
    cap: usize,
    /// The cells of the row, one after the other, and where each ends.
    row: Vec<u8>,
    ends: Vec<usize>,
    too_long: bool,
    /// The line that comes next.
    line: u64,
    /// The line on which the row began.
    first_line: u64,
}

impl Rows {
    fn new(bytes: Bytes, delimiter: u8, cap: usize) -> Self {
        let parser = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        let (row, ends) = (Vec::new(), Vec::new());
        Self { bytes, parser, cap, row, ends, too_long: false, line: 1, first_line: 1 }
    }

    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.row[start..end])
    }

    fn must_read(&self) -> bool {
        memchr::memchr(b'\n', self.bytes.buffer()).is_none()
    }

    /// Reads a row; false at the end of the input.
    fn next(&mut self) -> io::Result<bool> {
        self.skip_blank_lines()?;
        self.first_line = self.line;
        self.row.clear();
        self.ends.clear();
        self.too_long = false;
        let (mut output, mut ends) = ([0; 4096], [0; 64]);
        loop {
            let chunk = match self.bytes.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                chunk => chunk?,
            };
            let (result, read, written, ended) = self.parser.read_record(chunk, &mut output, &mut ends);
            self.line += memchr::memchr_iter(b'\n', &chunk[..read]).count() as u64;
            self.bytes.consume(read);
            self.keep(&output[..written], &ends[..ended]);
            match result {
                ReadRecordResult::Record => return Ok(true),
                ReadRecordResult::End => return Ok(false),
                _ => {}
            }
        }
    }

    fn keep(&mut self, output: &[u8], ends: &[usize]) {
        self.too_long |=
            self.row.len() + output.len() > self.cap || self.ends.len() + ends.len() > MAX_COLUMNS;
        if self.too_long {
            // Nothing of it will be used: give the memory back as well.
            self.row = Vec::new();
            self.ends.clear();
        } else {
            self.row.extend_from_slice(output);
            self.ends.extend_from_slice(ends);
        }
    }

    /// Passes over empty lines, so that the line on which a row begins is known.
    fn skip_blank_lines(&mut self) -> io::Result<()> {
        loop {
            let chunk = match self.bytes.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                chunk => chunk?,
            };
            let blank = chunk.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            self.line += memchr::memchr_iter(b'\n', &chunk[..blank]).count() as u64;
            self.bytes.consume(blank);
            if blank == 0 {
                return Ok(());
            }
        }
    }
}
