//! Feeds everything that a command line asks to read through to standard output.

use std::io::{self, BufWriter, Write};

use super::arguments::{InputFormat, Reading};
use super::files::Source;
use super::messages::{BadRecords, Messages, Stop, cause};
use super::world;
use crate::detect::Scratch;
use crate::stream::{BadRecord, Halt, Record, Tally, run};

/// Bytes of output that wait to be written together.
const WAITING: usize = 64 * 1024;

/// What is done to a record of a file: see [`crate::stream::Answer`].
pub(super) type Answer<'a> =
    dyn Fn(&Result<Record, BadRecord>, Option<&str>, &mut Scratch, &mut String) -> Option<f64> + Sync + 'a;

/// Whether there is nothing to read but what somebody would have to type, unasked.
pub(super) fn nothing_to_read(reading: &Reading) -> bool {
    reading.files.is_empty() && reading.text.is_empty() && world::stdin_is_terminal()
}

/// Answers every record of every source, after a head. What can't be read is named, and the rest is done.
pub(super) fn feed(
    reading: &Reading,
    messages: &Messages,
    head: &str,
    answer: &Answer<'_>,
) -> Result<Tally, Stop> {
    if reading.whole && !matches!(reading.input, InputFormat::Auto | InputFormat::Text) {
        return Err(Stop::Failed("--whole reads plain text. Leave it out, or leave out --input".to_owned()));
    }
    let mut out = BufWriter::with_capacity(WAITING, io::stdout().lock());
    let mut tally = Tally::default();
    let mut bad = BadRecords::new(messages);
    out.write_all(head.as_bytes()).map_err(|error| Stop::of_output(&error))?;
    for source in Source::all(reading) {
        let reader = match source.open(reading) {
            Ok(reader) => reader,
            Err(error) => {
                messages.error(&error);
                continue;
            }
        };
        let (name, file, before) = (source.name(), source.file(), tally.records);
        let answer = |record: &_, scratch: &mut _, out: &mut _| answer(record, file.as_deref(), scratch, out);
        match run(reader, &answer, &mut out, &mut tally, &mut |record| bad.add(&name, record)) {
            Err(Halt::Write(error)) => return Err(Stop::of_output(&error)),
            Err(Halt::Read(error)) => {
                messages.error(&format!("{name}: can't be read further: {}", cause(&error)));
            }
            Ok(()) if tally.records == before => messages.note(&format!("{name}: holds no record")),
            Ok(()) => {}
        }
    }
    out.flush().map_err(|error| Stop::of_output(&error))?;
    bad.sum_up(&tally);
    Ok(tally)
}
