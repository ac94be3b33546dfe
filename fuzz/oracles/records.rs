//! The record readers: byte by byte reads what whole reads, compressed what plain, and NDJSON what `serde_json` does.

use std::io::{Cursor, Read, Write};

use fenliu::render::RecordId;
use fenliu::stream::{BadRecord, Format, Input, Reader, Record, Separator, parse};

/// A handle that gives one byte a read, as a slow pipe does.
struct Slow(Cursor<Vec<u8>>);

impl Read for Slow {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let most = into.len().min(1);
        self.0.read(&mut into[..most])
    }
}

/// The first byte chooses the format and the separator; the rest is the file.
pub(crate) fn check(bytes: &[u8]) {
    let Some((first, file)) = bytes.split_first() else { return };
    let format =
        [Format::Text, Format::Ndjson, Format::Table(b','), Format::Table(b'\t')][usize::from(first % 4)];
    let separator = if first & 4 == 0 { Separator::Newline } else { Separator::Nul };
    let whole = read(Box::new(Cursor::new(file.to_vec())), format, separator);
    let slow = read(Box::new(Slow(Cursor::new(file.to_vec()))), format, separator);
    // How much of broken data comes out before the fault depends on how it came in; that it is broken does not.
    if compressed(file) && whole.is_err() {
        assert!(slow.is_err(), "byte by byte: {whole:?}, {slow:?}");
    } else {
        assert_eq!(whole, slow, "byte by byte");
    }
    // What is compressed already is decompressed once.
    if whole.is_ok() && !compressed(file) {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        let packed = gzip.write_all(file).and_then(|()| gzip.finish());
        let packed = packed.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(whole, read(Box::new(Cursor::new(packed)), format, separator), "compressed");
    }
    if let Ok(Ok(line)) = std::str::from_utf8(file).map(|file| file.lines().next().ok_or(())) {
        json(line);
    }
}

/// Told apart generously: by the first byte of anything that may be compressed.
fn compressed(file: &[u8]) -> bool {
    matches!(file.first(), Some(0x1F | 0x28 | 0x50..=0x5F | b'B' | 0xFD))
}

type Records = Result<Vec<Result<Record, BadRecord>>, String>;

fn read(handle: Box<dyn Read + Send>, format: Format, separator: Separator) -> Records {
    let input = Input::open(handle).map_err(|error| error.to_string())?;
    let reader = Reader::open(input, format, separator).map_err(|error| error.to_string())??;
    reader.map(|record| record.map_err(|error| error.to_string())).collect()
}

/// A line is a record exactly when it is an object with a text of its own.
fn json(line: &str) {
    let value: Result<serde_json::Value, _> = serde_json::from_str(line);
    match (parse(line.as_bytes(), 1), value) {
        (Ok(record), Ok(value)) => {
            assert_eq!(value["text"].as_str(), Some(record.text.as_str()));
            match (&record.id, &value["id"]) {
                (RecordId::Text(id), value) => assert_eq!(value.as_str(), Some(id.as_str())),
                (RecordId::Number(number), value) => assert!(value.is_number(), "{number}"),
                (RecordId::Line(_), value) => assert!(value.is_null(), "{value}"),
            }
        }
        (Ok(_), Err(error)) => {
            // Deep values that nobody asked for are let pass without being built.
            assert!(error.to_string().contains("recursion limit"), "{line}: {error}");
        }
        (Err(bad), Ok(value)) if value.is_object() && value["text"].is_string() => {
            // Another field is wrong, and the complaint names it; or numbers and surrogates that `Value` reads laxly.
            assert!(bad.error.contains('"') || bad.error.starts_with("no JSON"), "{line}: {}", bad.error);
        }
        (Err(bad), _) => assert!(!bad.error.is_empty() && !bad.error.contains('\n')),
    }
}
