//! Cuts bytes into records at a separator, holding one record at most, and never one longer than the cap.

use std::io::{self, BufRead};

use super::input::Bytes;

/// The longest record that is read, in bytes: 16 MiB. A longer one is skipped to its end and named as bad.
pub const MAX_RECORD: usize = 16 * 1024 * 1024;

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

/// How one record came out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Cut {
    /// It is in the buffer.
    Whole,
    /// It was longer than the cap and has been skipped: so many bytes.
    TooLong(u64),
}

/// Records of an input, one after the other.
pub(super) struct Lines {
    bytes: Bytes,
    separator: Separator,
    cap: usize,
}

impl Lines {
    pub(super) fn new(bytes: Bytes, separator: Separator) -> Self {
        Self { bytes, separator, cap: MAX_RECORD }
    }

    /// Whether the next record is not in memory yet, so that reading it may have to wait.
    pub(super) fn must_read(&self) -> bool {
        self.separator.byte().is_none_or(|byte| memchr::memchr(byte, self.bytes.buffer()).is_none())
    }

    /// Puts the next record into `record`, without its separator; `None` at the end of the input.
    pub(super) fn next(&mut self, record: &mut Vec<u8>) -> io::Result<Option<Cut>> {
        record.clear();
        let mut length = 0_u64;
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
            length += part.len() as u64;
            if length <= self.cap as u64 {
                record.extend_from_slice(part);
            } else {
                // Nothing of it will be used: give the memory back as well.
                *record = Vec::new();
            }
            let used = part.len() + usize::from(ended);
            self.bytes.consume(used);
        }
        if !began {
            return Ok(None);
        }
        if length > self.cap as u64 {
            return Ok(Some(Cut::TooLong(length)));
        }
        self.trim(record, ended);
        Ok(Some(Cut::Whole))
    }

    /// Takes off the carriage return of a Windows line; of a whole input, the line end that editors add.
    fn trim(&self, record: &mut Vec<u8>, ended: bool) {
        if self.separator == Separator::End && record.last() == Some(&b'\n') {
            record.pop();
        } else if self.separator != Separator::Newline || !ended {
            return;
        }
        if record.last() == Some(&b'\r') {
            record.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use proptest::prelude::*;

    use super::{Cut, Lines, Separator};
    use crate::stream::input::Input;

    fn cut(bytes: &[u8], separator: Separator, cap: usize) -> Vec<Result<Vec<u8>, u64>> {
        let input = Input::open(Box::new(std::io::Cursor::new(bytes.to_vec()))).unwrap();
        let mut lines = Lines { bytes: input.bytes, separator, cap };
        let (mut found, mut record) = (Vec::new(), Vec::new());
        while let Some(cut) = lines.next(&mut record).unwrap() {
            found.push(match cut {
                Cut::Whole => Ok(record.clone()),
                Cut::TooLong(length) => Err(length),
            });
        }
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
    fn a_long_record_is_skipped_and_the_next_one_read() {
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
        let mut lines = Lines::new(input.bytes, Separator::Newline);
        let mut record = Vec::new();
        lines.next(&mut record).unwrap();
        assert_eq!(record, b"  {\"text\"");
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
