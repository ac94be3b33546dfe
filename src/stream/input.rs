//! A stream of bytes whose beginning has been looked at: without its byte order mark, its format known.

use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

use super::compression::{EXTENSIONS, decompressed};

/// Bytes read at once. Large enough that a read costs nothing beside the matching.
const CHUNK: usize = 64 * 1024;
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

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

/// An opened input.
pub struct Input {
    object: bool,
    pub(super) bytes: Bytes,
}

impl Input {
    /// Reads the beginning, decompressed where it is compressed, as far as the first byte that is no blank.
    ///
    /// # Errors
    /// The handle can't be read, or what it holds can't be decompressed.
    pub fn open(handle: Box<dyn Read + Send>) -> io::Result<Self> {
        let mut handle = decompressed(handle)?;
        let mut head = Vec::new();
        let mut ended = false;
        while !ended && head.len() < CHUNK && first_byte(&head).is_none() {
            ended = read_once(&mut handle, &mut head)? == 0;
        }
        let object = opens_object(&head);
        if head.starts_with(BYTE_ORDER_MARK) {
            head.drain(..BYTE_ORDER_MARK.len());
        }
        let bytes: Box<dyn Read + Send> = Box::new(Cursor::new(head).chain(handle));
        Ok(Self { object, bytes: BufReader::with_capacity(CHUNK, bytes) })
    }

    /// NDJSON when it begins like a JSON object, else plain text.
    #[must_use]
    pub fn format_of_content(&self) -> Format {
        if self.object { Format::Ndjson } else { Format::Text }
    }
}

/// The first byte that is neither blank nor part of a byte order mark, once that can be told.
fn first_byte(head: &[u8]) -> Option<u8> {
    if head.len() < BYTE_ORDER_MARK.len() && BYTE_ORDER_MARK.starts_with(head) {
        return None;
    }
    let head = head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(head);
    head.iter().copied().find(|byte| !byte.is_ascii_whitespace())
}

/// Whether a JSON object begins here, or an array of them, which the reader then says how to mend; `{thread-1} …` of a
/// log is none.
fn opens_object(head: &[u8]) -> bool {
    let head = head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(head).trim_ascii_start();
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
