//! `fenliu segment`: parts messages into words.

use serde_json::{Value, json};

use super::arguments::{Common, Segment, SegmentFormat};
use super::feed::{feed, nothing_to_read};
use super::messages::{Messages, Stop, visible};
use super::pack;
use super::start::print_help;
use crate::detect::Scratch;
use crate::render::{Offsets, RecordId, disarmed, json as render};
use crate::stream::{Answer, Answered, BadRecord, Record};
use crate::text::{Message, Segmenter, Span};

pub(super) fn run(arguments: &Segment, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    if nothing_to_read(&arguments.reading) {
        return print_help(Some("segment"));
    }
    let triage = pack::triage(common)?;
    let Segment { output, offsets, .. } = *arguments;
    let words = Words { segmenter: triage.segmenter(), output, offsets };
    feed(&arguments.reading, messages, String::new(), &words)
}

/// Answers records with their words.
struct Words<'s> {
    segmenter: &'s Segmenter,
    output: SegmentFormat,
    offsets: Offsets,
}

impl Answer for Words<'_> {
    fn answer<'r>(
        &'r self,
        record: &'r Result<Record, BadRecord>,
        file: Option<&'r str>,
        _: &mut Scratch,
        out: &mut String,
    ) -> Answered<'r> {
        match (record, self.output) {
            (Ok(record), SegmentFormat::Text) => out.push_str(&disarmed(&plain(record, self.segmenter))),
            (Ok(record), SegmentFormat::Ndjson) => {
                let object = object(record, self.segmenter, self.offsets).to_string();
                out.push_str(&render::inert(&object));
            }
            // An empty line keeps the lines of input and output side by side.
            (Err(_), SegmentFormat::Text) => {}
            (Err(bad), SegmentFormat::Ndjson) => bad_record(bad, file, out),
        }
        Answered::default()
    }
}

/// The words of a message as written, blanks left out.
fn words<'m>(message: &Message<'m>, segmenter: &Segmenter) -> Vec<(Span, &'m str)> {
    let folded = segmenter.words(message.folded()).into_iter().filter(|word| !word.is_empty());
    let written = folded.map(|word| message.span(word)).map(|span| (span, message.quote(span)));
    written.filter(|(_, word)| !word.trim().is_empty()).collect()
}

fn plain(record: &Record, segmenter: &Segmenter) -> String {
    let words = words(&Message::new(&record.text), segmenter);
    let shown: Vec<_> = words.into_iter().map(|(_, word)| visible(word)).collect();
    shown.join(" ")
}

fn object(record: &Record, segmenter: &Segmenter, offsets: Offsets) -> Value {
    let mut units = Units { text: &record.text, offsets, byte: 0, unit: 0 };
    let words: Vec<_> = words(&Message::new(&record.text), segmenter)
        .into_iter()
        .map(|(span, word)| json!({"text": word, "span": [units.at(span.start), units.at(span.end)]}))
        .collect();
    json!({"id": id(&record.id), "words": words})
}

fn id(id: &RecordId) -> Value {
    match id {
        RecordId::Number(number) => Value::Number(number.clone()),
        RecordId::Text(text) => Value::from(text.as_str()),
        RecordId::Line(line) => Value::from(*line),
    }
}

fn bad_record(bad: &BadRecord, file: Option<&str>, out: &mut String) {
    render::bad_record(&bad.origin(file), &bad.error, out);
}

/// Byte offsets counted in another unit, each from the last one and not from the beginning.
struct Units<'t> {
    text: &'t str,
    offsets: Offsets,
    byte: usize,
    unit: usize,
}

impl Units<'_> {
    fn at(&mut self, byte: usize) -> usize {
        let (from, to) = (self.byte.min(byte), self.byte.max(byte));
        let passed = self.text.get(from..to).unwrap_or_default();
        let count = match self.offsets {
            Offsets::Bytes => passed.len(),
            Offsets::Chars => passed.chars().count(),
            Offsets::Utf16 => passed.chars().map(char::len_utf16).sum(),
        };
        self.unit = if byte < self.byte { self.unit - count } else { self.unit + count };
        self.byte = byte;
        self.unit
    }
}
