//! Rows of a table: real quoting, cells of several lines, one row in memory at most, and no more of it than the cap.

use std::io::{self, BufRead, BufReader, Cursor};

use csv_core::ReadRecordResult;

use super::fields::{Column, Fields};
use super::input::Bytes;
use super::lines::{Position, Raw};
use super::record::{BadRecord, Draft, Field, Record, shortened};
use crate::render::RecordId;

/// More columns than this are no table of messages; the rest of such a row is not kept.
const MAX_COLUMNS: usize = 4096;

/// Bytes of a header that are read at least, however short records shall be.
const HEADER: usize = 64 * 1024;

/// A table whose header has been read.
pub(super) struct Table {
    rows: Rows,
    /// What each column is called, and what it holds; `None` is let pass.
    columns: Vec<(String, Option<Field>)>,
    /// The first row, when it is a record and not a header.
    first: Option<Raw>,
    fields: Fields,
}

impl Table {
    /// Reads the header. An input without any row is a table without records. `text` makes text of the header's bytes.
    ///
    /// # Errors
    /// The inner error says, for people, why the header is of no use.
    pub(super) fn open(
        mut rows: Rows,
        fields: &Fields,
        text: impl Fn(&[u8]) -> String,
    ) -> io::Result<Result<Self, String>> {
        let (mut head, fields, cap) = (Raw::default(), fields.clone(), rows.cap);
        if !fields.headless {
            rows.cap = cap.max(HEADER);
        }
        let any = rows.next(&mut head)?;
        rows.cap = cap;
        if !any {
            return Ok(Ok(Self { rows, columns: Vec::new(), first: None, fields }));
        }
        if !fields.headless && (head.cut || head.fault.is_some()) {
            return Ok(
                Err("the header is longer than any header should be. Is a quote never closed?".into()),
            );
        }
        let names: Vec<String> = if fields.headless {
            (1..=head.ends.len()).map(|number| number.to_string()).collect()
        } else {
            cells(&head.bytes, &head.ends).map(|cell| text(cell).trim().to_owned()).collect()
        };
        let place = match (&fields.column, fields.headless) {
            (Some(column), _) => column.among(&names),
            (None, true) => None,
            (None, false) => names.iter().position(|name| name == Field::Text.name()),
        };
        let Some(place) = place else { return Ok(Err(no_column(&names, &fields))) };
        let field = |(at, name): (usize, String)| {
            let named = Field::named(&name).filter(|&field| field != Field::Text && !fields.headless);
            (name, if at == place { Some(Field::Text) } else { named })
        };
        let columns = names.into_iter().enumerate().map(field).collect();
        let first = fields.headless.then_some(head);
        Ok(Ok(Self { rows, columns, first, fields }))
    }

    pub(super) fn must_read(&self) -> bool {
        self.first.is_none() && self.rows.must_read()
    }

    pub(super) fn at(&self) -> Position {
        self.first.as_ref().map_or(self.rows.at, |_| self.rows.start)
    }

    /// Where the next byte is read, behind a first row that waits.
    pub(super) fn consumed(&mut self) -> Position {
        self.rows.turn_back();
        self.rows.at
    }

    /// Whether what follows a quote that is never closed is read once more, now or next.
    pub(super) fn recovered(&self) -> bool {
        self.rows.recovered || self.rows.again.is_some()
    }

    pub(super) fn set_recovered(&mut self, recovered: bool) {
        self.rows.recovered = recovered;
    }

    /// Goes on at another place of the same input.
    pub(super) fn go_on(&mut self, bytes: Option<Bytes>, at: Position) {
        self.first = None;
        self.rows.go_on(bytes, at);
    }

    pub(super) fn bytes(&mut self) -> &mut Bytes {
        &mut self.rows.bytes
    }

    /// Puts the next row into `row`; false at the end.
    pub(super) fn next(&mut self, row: &mut Raw) -> io::Result<bool> {
        if let Some(first) = self.first.take() {
            *row = first;
            return Ok(true);
        }
        self.rows.next(row)
    }

    /// The record that a row makes. Its cells are text already, one after the other, and end where `ends` says.
    pub(super) fn record(&self, row: &Raw, text: &str, ends: &[usize]) -> Result<Record, BadRecord> {
        let line = row.line;
        let bad = |error| Err(BadRecord { id: RecordId::Line(line), line, error });
        if let Some(fault) = &row.fault {
            return bad(fault.clone());
        }
        let mut draft = Draft::default();
        let (cells, columns) = (ends.len(), self.columns.len());
        if cells != columns && !row.cut {
            let several = row.bytes.contains(&b'\n');
            let hint = if several { ". It runs over several lines: is a quote never closed?" } else { "" };
            let s = if cells == 1 { "" } else { "s" };
            let head = if self.fields.headless { "first row" } else { "header" };
            return bad(format!("the row has {cells} cell{s}, the {head} {columns}{hint}"));
        }
        let starts = std::iter::once(0).chain(ends.iter().copied());
        for ((start, &end), (name, field)) in starts.zip(ends).zip(&self.columns) {
            let cell = text.get(start..end).unwrap_or_default();
            match *field {
                Some(field) if !cell.is_empty() || field == Field::Text => draft.set(field, cell.into()),
                _ => {}
            }
            if self.fields.keep.holds(name, field.is_some()) {
                draft.keep(name, &serde_json::Value::from(cell).to_string());
            }
        }
        if row.cut {
            self.take_rest(&mut draft, text, ends, row);
        }
        draft.finish(line, "text")
    }

    /// Of a row that was cut, the cell in whose middle that happened: the message, if it is the one.
    fn take_rest(&self, draft: &mut Draft, text: &str, ends: &[usize], row: &Raw) {
        let rest = text.get(ends.last().copied().unwrap_or(0)..).unwrap_or_default();
        if self.columns.get(ends.len()).is_some_and(|(_, field)| *field == Some(Field::Text)) {
            draft.set(Field::Text, rest.into());
        } else if draft.text.is_none() {
            draft.complain(format!(
                "the row has {} bytes, and its message stands behind what is read of it. Is a quote never closed? \
                 Else raise --max-record",
                row.length
            ));
        }
    }
}

/// The complaint about a header in which no column holds the messages.
fn no_column(names: &[String], fields: &Fields) -> String {
    let found: Vec<_> = names.iter().take(20).map(|name| format!("'{}'", shortened(name))).collect();
    let (found, more) = (found.join(", "), if names.len() > 20 { ", …" } else { "" });
    match (&fields.column, fields.headless) {
        (Some(Column(wanted)), true) => {
            format!("there is no column {wanted}; the first row has {} cells", names.len())
        }
        (None, true) => "without a header, say which column holds the messages: `--column 1`".to_owned(),
        (Some(Column(wanted)), false) => {
            format!("the header has no column '{}'; it has {found}{more}", shortened(wanted))
        }
        (None, false) => format!(
            "the header has no column 'text'; it has {found}{more}. Say which column holds the messages: `--column NAME`"
        ),
    }
}

pub(super) fn cells<'r>(row: &'r [u8], ends: &'r [usize]) -> impl Iterator<Item = &'r [u8]> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(ends).map(|(start, &end)| row.get(start..end).unwrap_or_default())
}

/// Rows as cells of bytes.
pub(super) struct Rows {
    bytes: Bytes,
    parser: csv_core::Reader,
    cap: usize,
    /// The row as it stands in the file, in case its quote is never closed.
    written: Vec<u8>,
    /// What follows the first line of such a row: it is read once more, as rows of its own.
    again: Option<Vec<u8>>,
    /// Whether that was done: once is enough, so that reading stays linear.
    recovered: bool,
    ended: bool,
    /// The place that comes next.
    at: Position,
    /// The place where the row began.
    start: Position,
}

/// Makes a parser ready for a row. A byte order mark at the very beginning was taken off with the encoding; after an empty
/// line the parser no longer looks for one, which it would find or not as the bytes happen to come.
fn begin(parser: &mut csv_core::Reader) {
    parser.reset();
    parser.read_record(b"\n", &mut [0; 1], &mut [0; 1]);
}

impl Rows {
    pub(super) fn new(bytes: Bytes, start: u64, delimiter: u8, cap: usize) -> Self {
        let mut parser = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        begin(&mut parser);
        let at = Position { lines: 0, bytes: start };
        let (written, again) = (Vec::new(), None);
        Self { bytes, parser, cap, written, again, recovered: false, ended: false, at, start: at }
    }

    fn must_read(&self) -> bool {
        self.again.is_none() && memchr::memchr(b'\n', self.bytes.buffer()).is_none()
    }

    fn go_on(&mut self, bytes: Option<Bytes>, at: Position) {
        if let Some(bytes) = bytes {
            self.bytes = bytes;
        }
        begin(&mut self.parser);
        (self.again, self.ended, self.at, self.start) = (None, false, at, at);
    }

    /// Goes back behind the first line of a row whose quote is never closed, if that is still to be done.
    fn turn_back(&mut self) {
        if let Some(rest) = self.again.take() {
            self.at.lines = self.start.lines + 1;
            self.at.bytes -= rest.len() as u64;
            self.bytes = BufReader::new(Box::new(Cursor::new(rest)));
            begin(&mut self.parser);
            (self.ended, self.recovered) = (false, true);
        }
    }

    /// Reads a row; false at the end of the input.
    pub(super) fn next(&mut self, row: &mut Raw) -> io::Result<bool> {
        self.turn_back();
        self.skip_blank_lines()?;
        self.start = self.at;
        self.written.clear();
        row.bytes.clear();
        row.ends.clear();
        (row.cut, row.fault, row.line) = (false, None, self.at.lines + 1);
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
                self.at.lines += memchr::memchr_iter(b'\n', &chunk[..read]).count() as u64;
                self.at.bytes += read as u64;
                if !row.cut && !self.recovered {
                    self.written.extend_from_slice(&chunk[..read]);
                }
                self.bytes.consume(read);
            }
            self.keep(row, &output[..written], &ends[..ended]);
            match result {
                ReadRecordResult::Record => {
                    self.end(row, self.ended && !probe);
                    return Ok(true);
                }
                ReadRecordResult::End => return Ok(false),
                _ => {}
            }
        }
    }

    /// Ends a row, inside a quote that is never closed or not.
    fn end(&mut self, row: &mut Raw, open_quote: bool) {
        (row.length, row.after) = (self.at.bytes - self.start.bytes, self.at);
        if !open_quote {
            return;
        }
        // What follows the first line is read as rows of its own, if it is still in memory.
        let end = memchr::memchr(b'\n', &self.written).filter(|_| !row.cut && !self.recovered);
        self.again = end.map(|end| self.written.split_off(end + 1));
        let after = if self.again.is_some() { "read on after this line" } else { "one row" };
        row.fault = Some(format!("a quote is never closed; the rest of the file is {after}"));
        if let Some(again) = &self.again {
            row.after = Position { lines: self.start.lines + 1, bytes: self.at.bytes - again.len() as u64 };
        }
    }

    fn keep(&mut self, row: &mut Raw, output: &[u8], ends: &[usize]) {
        if row.ends.len() + ends.len() > MAX_COLUMNS {
            row.fault = Some(format!("the row has more than {MAX_COLUMNS} cells"));
            return;
        }
        let room = self.cap - row.bytes.len();
        row.cut |= output.len() > room;
        row.bytes.extend_from_slice(&output[..output.len().min(room)]);
        if row.cut {
            // It will not be read once more: give the memory back.
            self.written = Vec::new();
        }
        row.ends.extend(ends.iter().filter(|&&end| end <= row.bytes.len()));
    }

    /// Passes over empty lines, so that the line on which a row begins is known.
    fn skip_blank_lines(&mut self) -> io::Result<()> {
        loop {
            let chunk = match self.bytes.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                chunk => chunk?,
            };
            let blank = chunk.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            self.at.lines += memchr::memchr_iter(b'\n', &chunk[..blank]).count() as u64;
            self.at.bytes += blank as u64;
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

    use super::{Raw, Rows};
    use crate::render::RecordId;
    use crate::stream::{Format, Input, Reader, Separator};

    fn table(bytes: &str, delimiter: u8) -> Result<Vec<String>, String> {
        let input = Input::open(Box::new(std::io::Cursor::new(bytes.to_owned()))).unwrap();
        let mut reader = Reader::open(input, Format::Table(delimiter), Separator::Newline).unwrap()?;
        let mut shown = Vec::new();
        for record in &mut reader {
            shown.push(match record.unwrap() {
                Ok(record) => match &record.id {
                    RecordId::Text(id) => format!("{}: {id}: {}", record.line, record.text),
                    _ => format!("{}: {}", record.line, record.text),
                },
                Err(bad) => format!("{}: ! {}", bad.line, bad.error),
            });
        }
        assert_eq!(reader.position().bytes, bytes.len() as u64, "{bytes:?}");
        Ok(shown)
    }

    #[test]
    fn rows_become_records_or_complaints() {
        let rows: [(&str, &[&str]); 14] = [
            ("", &[]),
            ("text\n", &[]),
            ("text\n一\n二", &["2: 一", "3: 二"]),
            ("\u{feff}text\r\n一\r\n\r\n二\r\n", &["2: 一", "4: 二"]),
            ("\r\ntext\n\u{feff}一\n", &["3: \u{feff}一"]),
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
            let (mut rows, mut row) = (Rows::new(input.bytes, 0, b',', 10_000), Raw::default());
            prop_assert!(rows.next(&mut row).unwrap());
            let found: Vec<_> =
                super::cells(&row.bytes, &row.ends).map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
            prop_assert_eq!(found, cells);
            prop_assert!(!rows.next(&mut row).unwrap());
        }
    }
}
