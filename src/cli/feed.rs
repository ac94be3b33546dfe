//! Feeds everything that a command line asks to read through to its output.

use std::collections::BTreeMap;
use std::fs;
use std::rc::Rc;
use std::time::{Duration, Instant};

use same_file::Handle;

use super::arguments::{InputFormat, Reading};
use super::checkpoint::{Keeper, Kept, Met};
use super::files::{Closed, Source, Sources};
use super::messages::{BadRecords, Messages, Stop, cause};
use super::outlets::{Opening, Outlets, Place};
use super::progress::Progress;
use super::watch::{INTERRUPTED, Watch};
use super::world;
use crate::review::Counts;
use crate::session::Sessions;
use crate::stream::{Answer, Halt, Reached, Reader, Sink, Tally, run};

/// Whether there is nothing to read but what somebody would have to type, unasked.
pub(super) fn nothing_to_read(reading: &Reading) -> bool {
    reading.files.is_empty() && reading.text.is_empty() && world::stdin_is_terminal()
}

/// Where answers go, and what is remembered of them.
pub(super) struct Feeding<'f, 'm> {
    pub(super) out: &'f mut Outlets,
    pub(super) sessions: Sessions,
    /// What a summary is made of, where one is wanted.
    pub(super) counts: Option<&'f mut Counts>,
    /// Answers may come in any order.
    pub(super) unordered: bool,
    /// A bar may be drawn on standard error.
    pub(super) progress: bool,
    /// What an earlier run came to, that this one goes on with.
    pub(super) from: Fed,
    /// Keeps checkpoints, where they are wanted.
    pub(super) keeper: Option<&'f mut Keeper<'m>>,
}

/// What came of it.
#[derive(Default)]
pub(super) struct Fed {
    pub(super) tally: Tally,
    /// It was stopped before its end.
    pub(super) interrupted: bool,
    /// Bytes that were read, compressed ones as they are.
    pub(super) bytes: u64,
    pub(super) took: Duration,
    /// Records by the encoding that they were read in, as far as readers tell.
    pub(super) encodings: BTreeMap<String, u64>,
}

/// Answers every record of every source on standard output, after a head. Gives the exit code.
pub(super) fn feed(
    reading: &Reading,
    messages: &Messages,
    head: String,
    answer: &dyn Answer,
) -> Result<u8, Stop> {
    let mut out = Outlets::open(vec![(Place::Stdout, head)], &Opening::Whole)?;
    let progress = world::stderr_is_terminal() && !world::stdout_is_terminal() && !messages.quiet();
    let feeding = Feeding {
        out: &mut out,
        sessions: Sessions::default(),
        counts: None,
        unordered: false,
        progress,
        from: Fed::default(),
        keeper: None,
    };
    let fed = feed_into(reading, messages, answer, feeding)?;
    finish(out, &fed, false, messages).map(|()| if fed.interrupted { INTERRUPTED } else { 0 })
}

/// Lets what was written appear, and says how far it goes if it is not whole.
pub(super) fn finish(out: Outlets, fed: &Fed, kept: bool, messages: &Messages) -> Result<(), Stop> {
    let partial = out.finish(!fed.interrupted)?;
    if fed.interrupted {
        let mut said = format!("interrupted; {} records were done", fed.tally.records);
        let names: Vec<String> = partial.iter().map(|path| path.display().to_string()).collect();
        if !names.is_empty() {
            said += &format!(", and are in {}", names.join(", "));
        }
        if kept {
            said += ". Go on with --resume";
        }
        messages.note(&said);
    }
    Ok(())
}

/// Answers every record of every source. Conversations go on from one source to the next. What can't be read is named, and
/// the rest is done.
pub(super) fn feed_into(
    reading: &Reading,
    messages: &Messages,
    answer: &dyn Answer,
    mut feeding: Feeding<'_, '_>,
) -> Result<Fed, Stop> {
    if reading.whole && !matches!(reading.input, InputFormat::Auto | InputFormat::Text) {
        return Err(Stop::Failed("--whole reads plain text. Leave it out, or leave out --input".to_owned()));
    }
    let begun = Instant::now();
    let watch = Watch::default();
    watch.heed_signals();
    let written: Rc<[Handle]> = feeding.out.written().into();
    let total = if feeding.progress { total(Source::all(reading).without(&written)) } else { None };
    let progress = Progress::begin(&watch, total, feeding.progress);
    let Fed { mut tally, bytes, took, mut encodings, .. } = feeding.from;
    watch.passed(bytes);
    let mut bad = BadRecords::after(messages, tally.bad);
    for source in Source::all(reading).without(&written) {
        if watch.stopped() {
            break;
        }
        let opened = open(&source, (reading, &watch), feeding.keeper.as_deref_mut(), tally.records);
        let (reader, before) = match opened {
            Ok(Some(opened)) => opened,
            Ok(None) => continue,
            Err(_) if watch.stopped() => break,
            Err(closed) => {
                progress.aside(|| closed.tell(messages));
                continue;
            }
        };
        let (name, file) = (source.name(), source.file());
        let notice = reader.notice();
        let mut on_bad = |record: &_| progress.aside(|| bad.add(&name, record));
        let mut out = Kept { outlets: &mut *feeding.out, keeper: feeding.keeper.as_deref_mut() };
        let mut sink = Sink {
            sessions: &mut feeding.sessions,
            out: &mut out,
            tally: &mut tally,
            counts: feeding.counts.as_deref_mut(),
            on_bad: &mut on_bad,
            unordered: feeding.unordered,
            stop: watch.stop(),
        };
        let done = run(reader, file.as_deref(), answer, &mut sink, reading.threads());
        watch.done();
        match done {
            Err(Halt::Write(error)) => return Err(out.stop(&error)),
            _ if watch.stopped() => {}
            Err(Halt::Read(error)) => progress.aside(|| {
                messages.error(&format!("{name}: can't be read further: {}", cause(&error)));
            }),
            Ok(()) if tally.records == before => {
                progress.aside(|| messages.note(&format!("{name}: holds no record")));
            }
            Ok(()) => {}
        }
        let noticed = notice.now();
        for (encoding, count) in noticed.encodings(tally.records.saturating_sub(before)) {
            *encodings.entry(encoding.to_owned()).or_default() += count;
        }
        progress.aside(|| messages.noticed(&name, &noticed));
        if !watch.stopped() {
            let (sessions, counts) = (&feeding.sessions, feeding.counts.as_deref());
            out.done(&encodings, watch.bytes(), &Reached { stand: None, sessions, tally: &tally, counts })?;
        }
    }
    drop(progress);
    bad.sum_up(&tally);
    let (interrupted, bytes) = (watch.stopped(), watch.bytes());
    Ok(Fed { tally, interrupted, bytes, took: took + begun.elapsed(), encodings })
}

/// Begins to read a source, where an earlier run left it, and says how many records came before it; none if it was done.
///
/// # Errors
/// Why it can't be read, or not from there.
fn open(
    source: &Source,
    (reading, watch): (&Reading, &Watch),
    keeper: Option<&mut Keeper<'_>>,
    records: u64,
) -> Result<Option<(Reader, u64)>, Closed> {
    let met = keeper.map_or(Met::New, |keeper| keeper.meet(source, records));
    if let Met::Behind = met {
        return Ok(None);
    }
    let mut reader = source.open_watched(reading, watch)?;
    let Met::Within(within) = met else { return Ok(Some((reader, records))) };
    match reader.go_on(&within.stand) {
        Ok(()) => Ok(Some((reader, within.before))),
        Err(error) => {
            Err(Closed::Failed(format!("{}: can't be gone on with: {}", source.name(), cause(&error))))
        }
    }
}

/// Bytes of everything that is read, where all of it is in files.
fn total(sources: Sources<'_>) -> Option<u64> {
    let length = |source: Source| match source {
        Source::File(path) => fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|file| file.len()),
        _ => None,
    };
    sources.map(length).sum()
}
