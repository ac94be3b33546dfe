//! Feeds everything that a command line asks to read through to its output.

use super::arguments::{InputFormat, Reading};
use super::files::Source;
use super::messages::{BadRecords, Messages, Stop, cause};
use super::outlets::{Outlets, Place};
use super::world;
use crate::review::Counts;
use crate::session::Sessions;
use crate::stream::{Answer, Halt, Sink, Tally, run};

/// Whether there is nothing to read but what somebody would have to type, unasked.
pub(super) fn nothing_to_read(reading: &Reading) -> bool {
    reading.files.is_empty() && reading.text.is_empty() && world::stdin_is_terminal()
}

/// Where answers go, and what is remembered of them.
pub(super) struct Feeding<'f> {
    pub(super) out: &'f mut Outlets,
    pub(super) sessions: Sessions,
    /// What a summary is made of, where one is wanted.
    pub(super) counts: Option<&'f mut Counts>,
    /// Answers may come in any order.
    pub(super) unordered: bool,
}

/// Answers every record of every source on standard output, after a head.
pub(super) fn feed(
    reading: &Reading,
    messages: &Messages,
    head: String,
    answer: &dyn Answer,
) -> Result<Tally, Stop> {
    let mut out = Outlets::open(vec![(Place::Stdout, head)])?;
    let feeding = Feeding { out: &mut out, sessions: Sessions::default(), counts: None, unordered: false };
    let tally = feed_into(reading, messages, answer, feeding)?;
    out.finish(true)?;
    Ok(tally)
}

/// Answers every record of every source. Conversations go on from one source to the next. What can't be read is named, and
/// the rest is done.
pub(super) fn feed_into(
    reading: &Reading,
    messages: &Messages,
    answer: &dyn Answer,
    mut feeding: Feeding<'_>,
) -> Result<Tally, Stop> {
    if reading.whole && !matches!(reading.input, InputFormat::Auto | InputFormat::Text) {
        return Err(Stop::Failed("--whole reads plain text. Leave it out, or leave out --input".to_owned()));
    }
    let mut tally = Tally::default();
    let mut bad = BadRecords::new(messages);
    for source in Source::all(reading) {
        let reader = match source.open(reading) {
            Ok(reader) => reader,
            Err(error) => {
                messages.error(&error);
                continue;
            }
        };
        let (name, file, before) = (source.name(), source.file(), tally.records);
        let mut on_bad = |record: &_| bad.add(&name, record);
        let mut sink = Sink {
            sessions: &mut feeding.sessions,
            out: &mut *feeding.out,
            tally: &mut tally,
            counts: feeding.counts.as_deref_mut(),
            on_bad: &mut on_bad,
            unordered: feeding.unordered,
        };
        match run(reader, file.as_deref(), answer, &mut sink, reading.threads()) {
            Err(Halt::Write(error)) => return Err(feeding.out.stop(&error)),
            Err(Halt::Read(error)) => {
                messages.error(&format!("{name}: can't be read further: {}", cause(&error)));
            }
            Ok(()) if tally.records == before => messages.note(&format!("{name}: holds no record")),
            Ok(()) => {}
        }
    }
    bad.sum_up(&tally);
    if tally.broken > 0 {
        messages.error(&format!("the program failed over {} records; that is an error in it", tally.broken));
    }
    Ok(tally)
}
