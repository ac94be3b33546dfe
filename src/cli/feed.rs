//! Feeds everything that a command line asks to read through to standard output.

use std::io::{self, BufWriter, Write};

use super::arguments::{InputFormat, Reading};
use super::files::Source;
use super::messages::{BadRecords, Messages, Stop, cause};
use super::world;
use crate::session::Sessions;
use crate::stream::{Answer, Halt, Sink, Tally, run};

/// Bytes of output that wait to be written together.
const WAITING: usize = 64 * 1024;

/// Whether there is nothing to read but what somebody would have to type, unasked.
pub(super) fn nothing_to_read(reading: &Reading) -> bool {
    reading.files.is_empty() && reading.text.is_empty() && world::stdin_is_terminal()
}

/// Answers every record of every source, after a head. Conversations go on from one source to the
/// next. What can't be read is named, and the rest is done.
pub(super) fn feed(
    reading: &Reading,
    messages: &Messages,
    head: &str,
    answer: &dyn Answer,
    mut sessions: Sessions,
) -> Result<Tally, Stop> {
    if reading.whole && !matches!(reading.input, InputFormat::Auto | InputFormat::Text) {
        return Err(Stop::Failed("--whole reads plain text. Leave it out, or leave out --input".to_owned()));
    }
    let mut out = BufWriter::with_capacity(WAITING, io::stdout());
    let mut tally = Tally::default();
    let mut bad = BadRecords::new(messages);
    out.write_all(head.as_bytes()).map_err(|error| Stop::of_output(&error))?;
    for source in Source::all(reading) {
        let reader = match source.open(reading) {
            Ok(reader) => reader,
            Err(closed) => {
                closed.tell(messages);
                continue;
            }
        };
        let (name, file, before) = (source.name(), source.file(), tally.records);
        let notice = reader.notice();
        let mut on_bad = |record: &_| bad.add(&name, record);
        let mut sink =
            Sink { sessions: &mut sessions, out: &mut out, tally: &mut tally, on_bad: &mut on_bad };
        match run(reader, file.as_deref(), answer, &mut sink, reading.threads()) {
            Err(Halt::Write(error)) => return Err(Stop::of_output(&error)),
            Err(Halt::Read(error)) => {
                messages.error(&format!("{name}: can't be read further: {}", cause(&error)));
            }
            Ok(()) if tally.records == before => messages.note(&format!("{name}: holds no record")),
            Ok(()) => {}
        }
        messages.noticed(&name, &notice.now());
    }
    out.flush().map_err(|error| Stop::of_output(&error))?;
    bad.sum_up(&tally);
    Ok(tally)
}
