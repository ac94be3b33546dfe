//! A stream of bytes whose beginning has been looked at: without its byte order mark, its format known.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

use super::compression::{EXTENSIONS, decompressed, is_compressed};
use super::encoding::Encoding;
use super::noticed::Notes;
use super::utf16::{self, Utf16};

/// Bytes read at once. Large enough that a read costs nothing beside the matching.
pub(super) const CHUNK: usize = 64 * 1024;
const UTF_8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Bytes with a look-ahead; what is decoded or decompressed goes in between here and the handle.
pub(super) type Bytes = BufReader<Box<dyn Read + Send>>;

/// How records are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Every line is a message.
    Text,
    /// Every line is a JSON object with a `text`.
    Ndjson,
    /// A table with a header row; the cells are parted by this byte.
    Table(u8),
}

impl Format {
    /// The format that a file's name promises, if it promises one; `chat.csv.gz` promises what `chat.csv` does.
    #[must_use]
    pub fn of_name(path: &Path) -> Option<Self> {
        let lower = |path: &Path| Some(path.extension()?.to_str()?.to_ascii_lowercase());
        let mut extension = lower(path)?;
        if EXTENSIONS.contains(&extension.as_str()) {
            extension = lower(Path::new(path.file_stem()?))?;
        }
        match extension.as_str() {
            "ndjson" | "jsonl" | "json" => Some(Self::Ndjson),
            "csv" => Some(Self::Table(b',')),
            "tsv" => Some(Self::Table(b'\t')),
            _ => None,
        }
    }
}

/// Opens the same bytes once more, from their beginning.
pub type Again = Box<dyn Fn() -> io::Result<Box<dyn Read + Send>> + Send>;

/// An opened input.
pub struct Input {
    object: bool,
    encoding: Encoding,
    /// It grows while it is read.
    live: bool,
    pub(super) bytes: Bytes,
    pub(super) notes: Notes,
    /// Bytes of the beginning that belong to no record.
    pub(super) start: u64,
    /// Opens it once more, where that can be done.
    pub(super) again: Option<Again>,
    /// The file itself, where a byte of it is a byte of what is read.
    pub(super) plain: Option<File>,
}

impl Input {
    /// Reads the beginning, decompressed where it is compressed, as far as the first byte that is no blank.
    ///
    /// # Errors
    /// The handle can't be read, or what it holds can't be decompressed.
    pub fn open(handle: Box<dyn Read + Send>) -> io::Result<Self> {
        Self::open_as(handle, Encoding::Auto)
    }

    /// The same for bytes of which it was said what they are written in.
    ///
    /// # Errors
    /// The handle can't be read, or what it holds can't be decompressed.
    pub fn open_as(handle: Box<dyn Read + Send>, encoding: Encoding) -> io::Result<Self> {
        let (handle, _) = decompressed(handle)?;
        Self::of_decompressed(handle, encoding)
    }

    /// The same for a handle that waits at its end for what will be written there: no record of it waits for those behind it
    /// to say what it is written in; in [`Encoding::Auto`] it is UTF-8 or GB18030.
    ///
    /// # Errors
    /// The handle can't be read, or what it holds is compressed.
    pub fn open_live(handle: Box<dyn Read + Send>, encoding: Encoding) -> io::Result<Self> {
        let (handle, compressed) = decompressed(handle)?;
        if compressed {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "it is compressed, and can't be followed",
            ));
        }
        Ok(Self { live: true, ..Self::of_decompressed(handle, encoding)? })
    }

    /// The same for a file, which can be sought in and, with `again`, read a second time.
    ///
    /// # Errors
    /// The file can't be read, or what it holds can't be decompressed.
    pub fn open_file(file: File, encoding: Encoding, again: Option<Again>) -> io::Result<Self> {
        let twin = file.try_clone().ok().filter(|_| again.is_some());
        let (handle, compressed) = decompressed(Box::new(file))?;
        let mut input = Self::of_decompressed(handle, encoding)?;
        let plain = !compressed && !input.notes.copy().utf16;
        (input.plain, input.again) = (twin.filter(|_| plain), again);
        Ok(input)
    }

    fn of_decompressed(mut handle: Box<dyn Read + Send>, encoding: Encoding) -> io::Result<Self> {
        let (mut head, notes) = (Vec::new(), Notes::default());
        let mut ended = false;
        while !ended && may_be_utf16(&head) {
            ended = read_once(&mut handle, &mut head)? == 0;
        }
        let order = match encoding {
            Encoding::Auto | Encoding::Utf16 => utf16::marked(&head),
            Encoding::Utf8 | Encoding::Gb18030 | Encoding::Big5 => None,
        };
        let order = order.or((encoding == Encoding::Utf16).then_some(encoding_rs::UTF_16LE));
        if let Some(order) = order {
            head.drain(..utf16::marked(&head).map_or(0, |_| 2));
            let bytes = Box::new(Cursor::new(head).chain(handle));
            handle = Box::new(Utf16::new(bytes, order, notes.clone()));
            notes.change(|noticed| noticed.utf16 = true);
            (head, ended) = (Vec::new(), false);
        }
        while !ended && head.len() < CHUNK && first_byte(&head).is_none() {
            ended = read_once(&mut handle, &mut head)? == 0;
        }
        let object = opens_object(&head);
        let mut start = 0;
        if head.starts_with(UTF_8_MARK) {
            head.drain(..UTF_8_MARK.len());
            start = UTF_8_MARK.len() as u64;
        }
        let bytes: Box<dyn Read + Send> = Box::new(Cursor::new(head).chain(handle));
        let bytes = BufReader::with_capacity(CHUNK, bytes);
        Ok(Self { object, encoding, live: false, bytes, notes, start, again: None, plain: None })
    }

    /// NDJSON when it begins like a JSON object, else plain text.
    #[must_use]
    pub fn format_of_content(&self) -> Format {
        if self.object { Format::Ndjson } else { Format::Text }
    }

    /// What it was said to be written in.
    pub(super) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Whether it grows while it is read.
    pub(super) fn is_live(&self) -> bool {
        self.live
    }
}

/// Whether a file that begins like this holds no text: a NUL stands there, as in an image or a program, and it is neither
/// UTF-16 nor compressed.
#[must_use]
pub fn is_binary(head: &[u8]) -> bool {
    memchr::memchr(0, head).is_some() && utf16::marked(head).is_none() && !is_compressed(head)
}

/// Whether the beginning might yet be a byte order mark of UTF-16.
fn may_be_utf16(head: &[u8]) -> bool {
    matches!(head, [] | [0xFF | 0xFE])
}

/// The first byte that is neither blank nor part of a byte order mark, once that can be told.
fn first_byte(head: &[u8]) -> Option<u8> {
    if head.len() < UTF_8_MARK.len() && UTF_8_MARK.starts_with(head) {
        return None;
    }
    let head = head.strip_prefix(UTF_8_MARK).unwrap_or(head);
    head.iter().copied().find(|byte| !byte.is_ascii_whitespace())
}

/// Whether a JSON object begins here, or an array of them, which the reader then says how to mend; `{thread-1} …` of a
/// log is none.
fn opens_object(head: &[u8]) -> bool {
    let head = head.strip_prefix(UTF_8_MARK).unwrap_or(head).trim_ascii_start();
    let head = head.strip_prefix(b"[").map_or(head, <[u8]>::trim_ascii_start);
    let inside = head.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    inside.is_some_and(|inside| matches!(inside.first(), None | Some(b'"' | b'}')))
}

/// One read, repeated only when a signal interrupted it.
pub(super) fn read_once(handle: &mut dyn Read, into: &mut Vec<u8>) -> io::Result<usize> {
    let mut chunk = vec![0; CHUNK];
    loop {
        match handle.read(&mut chunk) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(read) => {
                into.extend_from_slice(&chunk[..read]);
                return Ok(read);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Format;

    #[test]
    fn a_name_promises_a_format_compressed_or_not() {
        let rows = [
            ("a.csv", Some(Format::Table(b','))),
            ("a.TSV.GZ", Some(Format::Table(b'\t'))),
            ("a.b/chat.jsonl.zst", Some(Format::Ndjson)),
            ("chat.gz", None),
            (".csv.xz", None),
            ("csv.gz", None),
            ("chat.log", None),
        ];
        for (name, format) in rows {
            assert_eq!(Format::of_name(Path::new(name)), format, "{name}");
        }
    }
}
