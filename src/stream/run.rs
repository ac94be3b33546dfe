//! Records to answers to output, in order, counting.

use std::io;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use super::checkpoint::{Reached, Stand};
use super::outlet::{Lines, Outlet};
use super::parallel::side_by_side;
use super::reader::Reader;
use super::record::{BadRecord, Record};
use crate::detect::Scratch;
use crate::review::{Counted, Counts};
use crate::session::{SessionView, Sessions, Turn};

/// What was counted.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Debug, Default)]
pub struct Tally {
    /// Records, bad ones included.
    pub records: u64,
    /// Records that could not be read, or were not decided.
    pub bad: u64,
    /// Of these, records over which the program itself fell: an error in it.
    pub broken: u64,
    /// Records that were decided and not left out.
    pub kept: u64,
    /// The highest score, 0–100; none while nothing was decided.
    pub highest: Option<f64>,
}

/// What stopped a run before the end of its input.
#[derive(Debug)]
pub enum Halt {
    /// The input can't be read further.
    Read(io::Error),
    /// The output can't be written.
    Write(io::Error),
}

/// What is done to records: for each a line of output is written, and its score given back.
///
/// It depends on the record alone, so that records may be worked on side by side, each hand with a scratch of its own. A record of a conversation has to wait
/// for its turn before its line can be written; all that is costly is done by then.
pub trait Answer: Sync {
    /// Answers one record of a file.
    fn answer<'r>(
        &'r self,
        record: &'r Result<Record, BadRecord>,
        file: Option<&'r str>,
        scratch: &mut Scratch,
        out: &mut String,
    ) -> Answered<'r>;
}

/// What became of a record.
#[derive(Default)]
pub struct Answered<'r> {
    /// The score, 0–100; none where nothing was decided.
    pub score: Option<f64>,
    /// Nothing of it is written.
    pub left_out: bool,
    /// The place of its group, where the output is parted.
    pub group: usize,
    /// Where the lines of each form end in what was written; empty when there is one form.
    pub ends: Vec<usize>,
    /// What a summary counts of it.
    pub facts: Option<Counted>,
    /// What is said in its place, when the program fell over it.
    pub broken: Option<Box<BadRecord>>,
    /// For a record of a conversation: its turn, and what writes its line once that was taken.
    pub turn: Option<(Turn<'r>, Box<WriteTurn<'r>>)>,
}

/// Writes the lines of a turn, and says where those of each form end unless there is one form.
pub type WriteTurn<'r> = dyn FnOnce(SessionView<'r>, &mut String) -> Vec<usize> + Send + 'r;

/// Where answers go, in the order of the input: what is remembered of conversations, the output, the count.
pub struct Sink<'s> {
    /// What is remembered of conversations, from one input to the next.
    pub sessions: &'s mut Sessions,
    /// Lines of output.
    pub out: &'s mut dyn Outlet,
    /// What was counted.
    pub tally: &'s mut Tally,
    /// What a summary is made of, where one is wanted.
    pub counts: Option<&'s mut Counts>,
    /// Hears of every record that could not be read.
    pub on_bad: &'s mut (dyn FnMut(&BadRecord) + Send),
    /// Answers are taken as soon as they are there, not in the order of the input.
    pub unordered: bool,
    /// Set from outside when the run should end: then no further record is read.
    pub stop: &'s AtomicBool,
}

impl Sink<'_> {
    /// Takes the answer to one record; `text` is its line, or for a turn a place to write it. Leaves nothing in `text`.
    pub(super) fn put<'r>(
        &mut self,
        record: &'r Result<Record, BadRecord>,
        mut answered: Answered<'r>,
        (answer, file): (&'r dyn Answer, Option<&'r str>),
        text: &mut String,
    ) -> Result<(), Halt> {
        if let Some((turn, write)) = answered.turn.take() {
            let view = self.sessions.observe(turn);
            match unbroken(|| write(view, text)) {
                Ok(ends) => answered.ends = ends,
                Err(why) => {
                    text.clear();
                    answered = broken(record, (answer, file), &why, text);
                }
            }
        }
        self.count(record, &mut answered);
        if !answered.left_out {
            end_line(text);
            let lines = Lines { text, ends: &answered.ends, group: answered.group };
            self.out.put(&lines).map_err(Halt::Write)?;
        }
        text.clear();
        Ok(())
    }

    fn count(&mut self, record: &Result<Record, BadRecord>, answered: &mut Answered<'_>) {
        self.tally.records += 1;
        self.tally.kept += u64::from(answered.score.is_some() && !answered.left_out);
        self.tally.highest = self.tally.highest.into_iter().chain(answered.score).reduce(f64::max);
        if let Some((counts, facts)) = self.counts.as_deref_mut().zip(answered.facts.take()) {
            counts.add(facts);
        }
        let bad = record.as_ref().err().or(answered.broken.as_deref());
        if let Some(bad) = bad {
            self.tally.bad += 1;
            self.tally.broken += u64::from(answered.broken.is_some());
            (self.on_bad)(bad);
        }
    }

    pub(super) fn flush(&mut self) -> Result<(), Halt> {
        self.out.pass_on().map_err(Halt::Write)
    }

    /// Lets the output note how far the run has come, where that is due; always when it is asked to end.
    pub(super) fn reach(&mut self, stand: impl FnOnce() -> Stand) -> Result<(), Halt> {
        // What is written in any order has no place to go on at.
        if self.unordered || !self.out.due(self.tally.records, self.stop.load(Ordering::Relaxed)) {
            return Ok(());
        }
        let (sessions, tally, counts) = (&*self.sessions, &*self.tally, self.counts.as_deref());
        self.out.keep(&Reached { stand: Some(&stand()), sessions, tally, counts }).map_err(Halt::Write)
    }
}

/// Answers one record, even if the program falls over it: then that is said in its place, and the rest goes on.
pub(super) fn answer_one<'r>(
    record: &'r Result<Record, BadRecord>,
    (answer, file): (&'r dyn Answer, Option<&'r str>),
    scratch: &mut Scratch,
    text: &mut String,
) -> Answered<'r> {
    let start = text.len();
    unbroken(|| answer.answer(record, file, scratch, text)).unwrap_or_else(|why| {
        // Nobody knows what state it was left in.
        *scratch = Scratch::default();
        text.truncate(start);
        broken(record, (answer, file), &why, text)
    })
}

/// What is done, or why the program fell over it.
fn unbroken<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
        words.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
    })
}

/// Writes what stands in the place of a record over which the program fell.
fn broken<'x>(
    record: &Result<Record, BadRecord>,
    (answer, file): (&dyn Answer, Option<&str>),
    why: &str,
    text: &mut String,
) -> Answered<'x> {
    let (id, line) = match record {
        Ok(record) => (record.id.clone(), record.line),
        Err(bad) => (bad.id.clone(), bad.line),
    };
    let error = format!("internal error, please report it with this message: {why}");
    let bad = Err(BadRecord { id, line, error });
    let start = text.len();
    let instead = unbroken(|| {
        let Answered { left_out, group, ends, .. } = answer.answer(&bad, file, &mut Scratch::default(), text);
        (left_out, group, ends)
    });
    let (left_out, group, ends) = instead.unwrap_or_else(|_| {
        text.truncate(start);
        (true, 0, Vec::new())
    });
    Answered { left_out, group, ends, broken: bad.err().map(Box::new), ..Answered::default() }
}

/// Answers every record of an input with a line of output, in the same order whatever the number of `threads`. `file` is
/// what the input is called.
///
/// What is written waits in the sink only as long as more input is in memory: a line that comes alone is answered at once.
///
/// # Errors
/// The handle that failed; what was answered before stands, and is counted.
pub fn run(
    mut reader: Reader,
    file: Option<&str>,
    answer: &dyn Answer,
    sink: &mut Sink<'_>,
    threads: NonZeroUsize,
) -> Result<(), Halt> {
    if threads.get() > 1 {
        return side_by_side(reader, file, answer, sink, threads);
    }
    let (mut text, mut scratch) = (String::new(), Scratch::default());
    while !sink.stop.load(Ordering::Relaxed)
        && let Some(record) = reader.next()
    {
        let record = record.map_err(Halt::Read)?;
        let answered = answer_one(&record, (answer, file), &mut scratch, &mut text);
        sink.put(&record, answered, (answer, file), &mut text)?;
        if reader.must_read() {
            sink.flush()?;
        }
        sink.reach(|| reader.stand())?;
    }
    sink.reach(|| reader.stand())
}

/// A record of output is a line, whoever wrote it.
pub(super) fn end_line(text: &mut String) {
    if !text.ends_with('\n') {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use crate::calendar::{Clock, ClockSource, parse_moment};
    use crate::detect::Scratch;
    use crate::lexicon::Lexicon;
    use crate::render::{Lang, Offsets, Style};
    use crate::session::Sessions;
    use std::num::NonZeroUsize;
    use std::sync::atomic::AtomicBool;

    use crate::stream::{Form, Input, Job, Output, Reader, Separator, Sink, Tally, Writing, parse, run};
    use crate::triage::Triage;

    fn job(triage: &Triage) -> Job<'_> {
        let clock = Clock { now: parse_moment("2026-11-24").unwrap(), source: ClockSource::Option };
        let style = Style { color: false, width: 80, lang: Lang::En };
        let output = Output { form: Form::Ndjson, style, offsets: Offsets::Bytes };
        Job {
            triage,
            clock,
            account: None,
            region: None,
            device: None,
            profiles: None,
            redact: false,
            output,
            writing: Writing::default(),
        }
    }

    #[test]
    fn the_time_of_a_record_goes_before_the_option() {
        let triage = Triage::new(Lexicon::builtin());
        let timed = parse(br#"{"text":"a","time":"2025-01-01"}"#, 1).unwrap();
        let clock = job(&triage).decide(&timed, &mut Scratch::default()).clock;
        assert_eq!((clock.now, clock.source), (parse_moment("2025-01-01").unwrap(), ClockSource::Record));
        let plain = parse(br#"{"text":"a"}"#, 1).unwrap();
        assert_eq!(job(&triage).decide(&plain, &mut Scratch::default()).clock, job(&triage).clock);
    }

    #[test]
    fn every_record_has_its_line_of_output() {
        let triage = Triage::new(Lexicon::builtin());
        let input = Input::open(Box::new("一\n\n三\n".as_bytes())).unwrap();
        let reader = Reader::open(input, crate::stream::Format::Text, Separator::Newline).unwrap().unwrap();
        let (mut out, mut tally) = (Vec::new(), Tally::default());
        let job = job(&triage);
        let mut sink = Sink {
            sessions: &mut Sessions::default(),
            out: &mut out,
            tally: &mut tally,
            counts: None,
            on_bad: &mut |_| {},
            unordered: false,
            stop: &AtomicBool::new(false),
        };
        run(reader, None, &job, &mut sink, NonZeroUsize::MIN).unwrap();
        assert_eq!(String::from_utf8(out).unwrap().lines().count(), 3);
        assert_eq!((tally.records, tally.bad), (3, 0));
    }
}
