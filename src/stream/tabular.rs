//! Rows of a table with a header: real quoting, cells of several lines, one row in memory at most.

use std::io::{self, BufRead, BufReader, Cursor};

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
        if self.rows.open_quote {
            let after = if self.rows.again.is_some() { "read on after this line" } else { "one row" };
            return bad(format!("a quote is never closed; the rest of the file is {after}"));
        }
        let (cells, columns) = (self.rows.ends.len(), self.columns.len());
        let mut draft = Draft::default();
        if cells != columns {
            let hint = if self.rows.row.contains(&b'\n') {
                ". It runs over several lines: is a quote never closed?"
            } else {
                ""
            };
            let s = if cells == 1 { "" } else { "s" };
            return bad(format!("the row has {cells} cell{s}, the header {columns}{hint}"));
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
    /// The row as it stands in the file, in case its quote is never closed.
    written: Vec<u8>,
    /// The row ended with the input, inside a quoted cell.
    open_quote: bool,
    /// What follows the first line of such a row: it is read once more, as rows of its own.
    again: Option<Vec<u8>>,
    /// Whether that was done: once is enough, so that reading stays linear.
    recovered: bool,
    ended: bool,
    /// The line that comes next.
    line: u64,
    /// The line on which the row began.
    first_line: u64,
}

impl Rows {
    fn new(bytes: Bytes, delimiter: u8, cap: usize) -> Self {
        let parser = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        let (row, ends) = (Vec::new(), Vec::new());
        Self {
            bytes,
            parser,
            cap,
            row,
            ends,
            too_long: false,
            written: Vec::new(),
            open_quote: false,
            again: None,
            recovered: false,
            ended: false,
            line: 1,
            first_line: 1,
        }
    }

    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.row[start..end])
    }

    fn must_read(&self) -> bool {
        self.again.is_none() && memchr::memchr(b'\n', self.bytes.buffer()).is_none()
    }

    /// Reads a row; false at the end of the input.
    fn next(&mut self) -> io::Result<bool> {
        if let Some(rest) = self.again.take() {
            self.bytes = BufReader::new(Box::new(Cursor::new(rest)));
            self.parser.reset();
            (self.ended, self.recovered, self.line) = (false, true, self.first_line + 1);
        }
        self.skip_blank_lines()?;
        self.first_line = self.line;
        self.row.clear();
        self.written.clear();
        self.ends.clear();
        self.too_long = false;
        let (mut output, mut ends) = ([0; 4096], [0; 64]);
        loop {
            let chunk = match self.bytes.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                chunk => chunk?,
            };
            // A line end of our own shows whether the input stops inside quotes: only there it ends no row.
            let probe = chunk.is_empty() && !self.ended;
            let bytes = if probe { b"\n" } else { chunk };
            let (result, read, written, ended) = self.parser.read_record(bytes, &mut output, &mut ends);
            if probe {
                self.ended = true;
            } else {
                self.line += memchr::memchr_iter(b'\n', &chunk[..read]).count() as u64;
                if !self.too_long && !self.recovered {
                    self.written.extend_from_slice(&chunk[..read]);
                }
                self.bytes.consume(read);
            }
            self.keep(&output[..written], &ends[..ended]);
            match result {
                ReadRecordResult::Record => {
                    self.open_quote = self.ended && !probe;
                    self.again = self.after_first_line();
                    return Ok(true);
                }
                ReadRecordResult::End => return Ok(false),
                _ => {}
            }
        }
    }

    /// What follows the first line of a row whose quote is never closed.
    fn after_first_line(&mut self) -> Option<Vec<u8>> {
        let lost = self.open_quote && !self.too_long && !self.recovered;
        let end = memchr::memchr(b'\n', &self.written).filter(|_| lost)?;
        Some(self.written.split_off(end + 1))
    }

    fn keep(&mut self, output: &[u8], ends: &[usize]) {
        self.too_long |=
            self.row.len() + output.len() > self.cap || self.ends.len() + ends.len() > MAX_COLUMNS;
        if self.too_long {
            // Nothing of it will be used: give the memory back as well.
            self.row = Vec::new();
            self.written = Vec::new();
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Rows, Table};
    use crate::render::RecordId;
    use crate::stream::input::Input;

    fn table(bytes: &str, delimiter: u8) -> Result<Vec<String>, String> {
        let input = Input::open(Box::new(std::io::Cursor::new(bytes.to_owned()))).unwrap();
        let mut table = Table::open(input.bytes, delimiter).unwrap()?;
        let mut shown = Vec::new();
        while let Some(record) = table.next().unwrap() {
            shown.push(match record {
                Ok(record) => match &record.id {
                    RecordId::Text(id) => format!("{}: {id}: {}", record.line, record.text),
                    _ => format!("{}: {}", record.line, record.text),
                },
                Err(bad) => format!("{}: ! {}", bad.line, bad.error),
            });
        }
        Ok(shown)
    }

    #[test]
    fn rows_become_records_or_complaints() {
        let rows: [(&str, &[&str]); 13] = [
            ("", &[]),
            ("text\n", &[]),
            ("text\n一\n二", &["2: 一", "3: 二"]),
            ("\u{feff}text\r\n一\r\n\r\n二\r\n", &["2: 一", "4: 二"]),
            ("id,text\n7,\"一\n二\"\n8,三\n", &["2: 7: 一\n二", "4: 8: 三"]),
            ("text,id\n\"他说\"\"好\"\"\",\n", &["2: 他说\"好\""]),
            ("text,id\n5\" 屏,1\n", &["2: 1: 5\" 屏"]),
            ("text,id\n一\n二,2\n", &["2: ! the row has 1 cell, the header 2", "3: 2: 二"]),
            (
                "text\n\"一\n二\n\n三",
                &[
                    "2: ! a quote is never closed; the rest of the file is read on after this line",
                    "3: 二",
                    "5: 三",
                ],
            ),
            ("text\n一\n\"二", &["2: 一", "3: ! a quote is never closed; the rest of the file is one row"]),
            ("text\n\"一\"", &["2: 一"]),
            (
                "text,id\n\"一\n\"二\n三,3\n",
                &[
                    "2: ! the row has 1 cell, the header 2. It runs over several lines: is a quote never closed?",
                    "4: 3: 三",
                ],
            ),
            (
                "text,role\n一,customer\n",
                &["2: ! \"role\" is 'customer', expected user, agent, bot or system"],
            ),
        ];
        for (bytes, expected) in rows {
            assert_eq!(table(bytes, b',').unwrap(), expected, "{bytes:?}");
        }
        assert_eq!(table("text\tid\n一,二\t2\n", b'\t').unwrap(), ["2: 2: 一,二"]);
    }

    #[test]
    fn a_header_without_text_names_what_it_has() {
        let error = table("id,message\n1,一\n", b',').unwrap_err();
        assert!(error.contains("'id', 'message'"), "{error}");
    }

    proptest! {
        #[test]
        fn whatever_is_quoted_comes_back(cells in proptest::collection::vec("[\"\r\n, a一]{0,12}", 1..70)) {
            let quoted: Vec<_> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            let bytes = format!("{}\n", quoted.join(","));
            let input = Input::open(Box::new(std::io::Cursor::new(bytes))).unwrap();
            let mut rows = Rows::new(input.bytes, b',', 10_000);
            prop_assert!(rows.next().unwrap());
            let found: Vec<_> = rows.cells().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
            prop_assert_eq!(found, cells);
            prop_assert!(!rows.next().unwrap());
        }
    }
}
