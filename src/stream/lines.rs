//! Cuts bytes into records at a separator, holding one record at most, and no more of it than the cap.

use std::io::{self, BufRead};

use serde::{Deserialize, Serialize};

use super::input::Bytes;

/// The longest record that is read whole unless another limit is said, in bytes: 1 MiB. Of a longer one the beginning is read.
pub const MAX_RECORD: usize = 1024 * 1024;

/// What ends a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Separator {
    /// A line feed, with or without a carriage return before it.
    Newline,
    /// A NUL byte.
    Nul,
    /// Nothing but the end: the whole input is one record.
    End,
}

impl Separator {
    fn byte(self) -> Option<u8> {
        match self {
            Self::Newline => Some(b'\n'),
            Self::Nul => Some(0),
            Self::End => None,
        }
    }
}

/// A place between two records.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Position {
    /// Lines before it; with NUL between records, records.
    pub lines: u64,
    /// Bytes before it: of the file when it is neither compressed nor UTF-16, else of what it becomes as UTF-8.
    pub bytes: u64,
}

/// A record as bytes, not decoded yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Raw {
    /// At most as many as the cap allows: its beginning, if it is longer.
    pub(super) bytes: Vec<u8>,
    /// Where each cell of a table's row ends.
    pub(super) ends: Vec<usize>,
    /// Bytes of the whole record.
    pub(super) length: u64,
    /// Whether bytes are missing at its end.
    pub(super) cut: bool,
    /// The line it begins on, counted from 1; with NUL between records, its number.
    pub(super) line: u64,
    /// What is wrong with a row, so that no record can be made of it.
    pub(super) fault: Option<String>,
    /// Where the next record begins.
    pub(super) after: Position,
}

/// Records of an input, one after the other.
pub(super) struct Lines {
    pub(super) bytes: Bytes,
    separator: Separator,
    cap: usize,
    pub(super) at: Position,
}

impl Lines {
    pub(super) fn new(bytes: Bytes, start: u64, separator: Separator, cap: usize) -> Self {
        Self { bytes, separator, cap, at: Position { lines: 0, bytes: start } }
    }

    /// Whether the next record is not in memory yet, so that reading it may have to wait.
    pub(super) fn must_read(&self) -> bool {
        self.separator.byte().is_none_or(|byte| memchr::memchr(byte, self.bytes.buffer()).is_none())
    }

    /// Goes on at another place of the same input.
    pub(super) fn go_on(&mut self, bytes: Option<Bytes>, at: Position) {
        if let Some(bytes) = bytes {
            self.bytes = bytes;
        }
        self.at = at;
    }

    /// Puts the next record into `record`, without its separator; false at the end of the input. Of a record that is
    /// longer than the cap the beginning is kept, the rest is passed over.
    pub(super) fn next(&mut self, record: &mut Raw) -> io::Result<bool> {
        record.bytes.clear();
        record.length = 0;
        let mut ended = false;
        let mut began = false;
        while !ended {
            let chunk = match self.bytes.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                chunk => chunk?,
            };
            if chunk.is_empty() {
                break;
            }
            began = true;
            let end = self.separator.byte().and_then(|byte| memchr::memchr(byte, chunk));
            ended = end.is_some();
            let part = &chunk[..end.unwrap_or(chunk.len())];
            record.length += part.len() as u64;
            let room = self.cap - record.bytes.len();
            record.bytes.extend_from_slice(&part[..part.len().min(room)]);
            let used = part.len() + usize::from(ended);
            self.bytes.consume(used);
            self.at.bytes += used as u64;
        }
        if began {
            self.at.lines += 1;
            self.trim(record, ended);
        }
        (record.line, record.after) = (self.at.lines, self.at);
        Ok(began)
    }

    /// Takes off the carriage return of a Windows line; of a whole input, the line end that editors add.
    fn trim(&self, record: &mut Raw, ended: bool) {
        record.cut = record.length > record.bytes.len() as u64;
        if record.cut {
            return;
        }
        let bytes = &mut record.bytes;
        if self.separator == Separator::End && bytes.last() == Some(&b'\n') {
            bytes.pop();
        } else if self.separator != Separator::Newline || !ended {
            return;
        }
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        record.length = bytes.len() as u64;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use proptest::prelude::*;

    use super::{Lines, Raw, Separator};
    use crate::stream::input::Input;

    fn cut(bytes: &[u8], separator: Separator, cap: usize) -> Vec<Result<Vec<u8>, u64>> {
        let input = Input::open(Box::new(std::io::Cursor::new(bytes.to_vec()))).unwrap();
        let mut lines = Lines::new(input.bytes, input.start, separator, cap);
        let (mut found, mut record) = (Vec::new(), Raw::default());
        while lines.next(&mut record).unwrap() {
            assert!(record.bytes.len() <= cap);
            found.push(if record.cut { Err(record.length) } else { Ok(record.bytes.clone()) });
        }
        assert_eq!(lines.at.bytes, bytes.len() as u64);
        found
    }

    #[test]
    fn every_line_is_a_record() {
        type Row<'r> = (&'r [u8], Separator, &'r [&'r [u8]]);
        let rows: [Row<'_>; 10] = [
            (b"", Separator::Newline, &[]),
            (b"\n", Separator::Newline, &[b""]),
            (b"a\n\nb", Separator::Newline, &[b"a", b"", b"b"]),
            (b"a\r\nb\r\n", Separator::Newline, &[b"a", b"b"]),
            (b"\xEF\xBB\xBFa\n", Separator::Newline, &[b"a"]),
            (b"\xEF\xBB", Separator::Newline, &[b"\xEF\xBB"]),
            (b"a\r\r\n", Separator::Newline, &[b"a\r"]),
            (b"a\nb\0c", Separator::Nul, &[b"a\nb", b"c"]),
            (b"a\0\0", Separator::Nul, &[b"a", b""]),
            (b"a\nb\r\n", Separator::End, &[b"a\nb"]),
        ];
        for (bytes, separator, expected) in rows {
            let expected: Vec<_> = expected.iter().map(|record| Ok(record.to_vec())).collect();
            assert_eq!(cut(bytes, separator, 100), expected, "{bytes:?}");
        }
    }

    #[test]
    fn of_a_long_record_the_beginning_is_read_and_the_next_one_whole() {
        let found = cut(b"12345\n123456\n1", Separator::Newline, 5);
        assert_eq!(found, [Ok(b"12345".to_vec()), Err(6), Ok(b"1".to_vec())]);
    }

    /// A handle that gives one byte a read, as a slow pipe does.
    struct Slow(Vec<u8>);

    impl Read for Slow {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            if self.0.is_empty() || into.is_empty() {
                return Ok(0);
            }
            into[0] = self.0.remove(0);
            Ok(1)
        }
    }

    #[test]
    fn a_byte_order_mark_that_comes_byte_by_byte_is_taken_off() {
        let input = Input::open(Box::new(Slow("\u{feff}  {\"text\"".as_bytes().to_vec()))).unwrap();
        assert_eq!(input.format_of_content(), crate::stream::Format::Ndjson);
        let mut lines = Lines::new(input.bytes, input.start, Separator::Newline, 100);
        let mut record = Raw::default();
        lines.next(&mut record).unwrap();
        assert_eq!(record.bytes, b"  {\"text\"");
    }

    proptest! {
        #[test]
        fn no_byte_is_lost(bytes in proptest::collection::vec(prop_oneof![Just(b'\n'), Just(b'a'), Just(0)], 0..200)) {
            let found = cut(&bytes, Separator::Newline, 1000);
            let joined: Vec<u8> = found.into_iter().map(Result::unwrap).collect::<Vec<_>>().join(&b'\n');
            prop_assert_eq!(joined.as_slice(), bytes.strip_suffix(b"\n").unwrap_or(&bytes));
        }
    }
}
