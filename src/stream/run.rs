//! Records to decisions to output, in order, counting.

use std::borrow::Cow;
use std::io::{self, Write};
use std::num::NonZeroUsize;

use super::parallel::side_by_side;
use super::profiles::{Profiles, past};
use super::reader::Reader;
use super::record::{Account, BadRecord, Record};
use crate::calendar::{Clock, ClockSource};
use crate::detect::Scratch;
use crate::render::redact::{Hidden, redact};
use crate::render::{Offsets, Origin, PackInfo, Style, csv, json, text};
use crate::session::{SessionView, Sessions, Turn, Words};
use crate::triage::{Context, Report, Triage};

/// How decisions are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// For people, a line each.
    Text,
    /// A JSON object a line.
    Ndjson,
    /// A table with a header.
    Csv,
}

/// How decisions look.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// Their form.
    pub form: Form,
    /// Colour, width and language.
    pub style: Style,
    /// The unit of spans.
    pub offsets: Offsets,
}

/// Everything that deciding needs beside the record; the fields of a record go before it.
#[derive(Clone, Debug)]
pub struct Job<'j> {
    /// Decides.
    pub triage: &'j Triage,
    /// Now, for records without a time.
    pub clock: Clock,
    /// The account of records that name none.
    pub account: Option<Account>,
    /// The region of records that name none.
    pub region: Option<&'j str>,
    /// The device of records that name none.
    pub device: Option<&'j str>,
    /// What is known of writers' past; it changes no decision.
    pub profiles: Option<&'j Profiles>,
    /// Star out what is private, in what is shown and nowhere else.
    pub redact: bool,
    /// How decisions look.
    pub output: Output,
}

impl<'j> Job<'j> {
    /// Decides one record, with memory that is used again and again.
    #[must_use]
    pub fn decide<'r>(&self, record: &'r Record, scratch: &mut Scratch) -> Report<'r>
    where
        'j: 'r,
    {
        self.triage.run_with(scratch, &record.text, &self.context(record))
    }

    /// What is known about a record beside its text; its own fields go before the options.
    #[must_use]
    pub fn context<'r>(&self, record: &'r Record) -> Context<'r>
    where
        'j: 'r,
    {
        let clock = match record.time {
            Some(now) => Clock { now, source: ClockSource::Record },
            None => self.clock,
        };
        let account = record.account.or(self.account);
        let region = record.region.as_deref().or(self.region);
        Context {
            clock,
            enterprise: account == Some(Account::Enterprise),
            region,
            device: record.device.as_deref().or(self.device),
            past: past(self.profiles, record, account, region),
        }
    }

    /// Name, version and hash of the pack that decides.
    #[must_use]
    pub fn pack(&self) -> PackInfo<'j> {
        let pack = &self.triage.lexicon().pack;
        PackInfo { name: &pack.name, version: &pack.version, hash: &pack.hash }
    }

    /// The place of a decided record in its conversation, if it names one.
    #[must_use]
    pub fn turn<'r>(&self, record: &'r Record, report: &Report<'r>) -> Option<Turn<'r>> {
        let decision = &report.decision;
        Some(Turn {
            session: record.session.as_deref()?,
            role: record.role,
            clock: report.clock,
            category: decision.category.map(|category| category.id.as_str()),
            need: decision.need,
            handoff: decision.handoff,
            words: Words::of(report.message.folded()),
        })
    }

    fn write(&self, report: &Report<'_>, origin: &Origin<'_>, out: &mut String) {
        if !self.redact {
            return self.write_as_it_is(report, origin, out);
        }
        let hidden = Hidden::of(&report.message, &report.findings);
        self.write_as_it_is(&hidden.report(report), origin, out);
    }

    fn write_as_it_is(&self, report: &Report<'_>, origin: &Origin<'_>, out: &mut String) {
        let Output { form, style, offsets } = self.output;
        match form {
            Form::Text => text::line(report, origin, &style, out),
            Form::Ndjson => json::decision(report, origin, &self.pack(), offsets, style.lang, out),
            Form::Csv => csv::decision(report, origin, &self.pack(), offsets, style.lang, out),
        }
    }
}

impl Answer for Job<'_> {
    /// Decides one record and writes the decision, or what stands in the place of one.
    fn answer<'r>(
        &'r self,
        record: &'r Result<Record, BadRecord>,
        file: Option<&'r str>,
        scratch: &mut Scratch,
        out: &mut String,
    ) -> Answered<'r> {
        let record = match record {
            Ok(record) => record,
            Err(bad) => {
                self.output.bad_record(bad, file, self.redact, out);
                return Answered::default();
            }
        };
        let report = self.decide(record, scratch);
        let score = Some(report.decision.score);
        let origin = Origin { id: &record.id, file, line: record.line, session: None };
        let Some(turn) = self.turn(record, &report) else {
            self.write(&report, &origin, out);
            return Answered { score, turn: None };
        };
        let write = move |view, out: &mut String| {
            self.write(&report, &Origin { session: Some(view), ..origin }, out);
        };
        Answered { score, turn: Some((turn, Box::new(write))) }
    }
}

impl Output {
    /// What stands before the first decision.
    #[must_use]
    pub fn head(&self) -> String {
        let mut head = String::new();
        if self.form == Form::Csv {
            csv::header(&mut head);
            end_line(&mut head);
        }
        head
    }

    /// Writes what stands in the place of a record that could not be read; `redacted`, what the complaint quotes may be
    /// private.
    pub fn bad_record(&self, bad: &BadRecord, file: Option<&str>, redacted: bool, out: &mut String) {
        let error = if redacted { redact(&bad.error, &[]).into() } else { Cow::Borrowed(&*bad.error) };
        let origin = Origin { id: &bad.id, file, line: bad.line, session: None };
        match self.form {
            Form::Text => text::bad_record(&origin, &error, &self.style, out),
            Form::Ndjson => json::bad_record(&origin, &error, out),
            Form::Csv => csv::bad_record(&origin, &error, out),
        }
    }
}

/// What was counted.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Tally {
    /// Records, bad ones included.
    pub records: u64,
    /// Records that could not be read.
    pub bad: u64,
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
    /// For a record of a conversation: its turn, and what writes its line once that was taken.
    pub turn: Option<(Turn<'r>, Box<WriteTurn<'r>>)>,
}

/// Writes the line of a turn.
pub type WriteTurn<'r> = dyn FnOnce(SessionView<'r>, &mut String) + Send + 'r;

/// Where answers go, in the order of the input: what is remembered of conversations, the output, the count.
pub struct Sink<'s> {
    /// What is remembered of conversations, from one input to the next.
    pub sessions: &'s mut Sessions,
    /// Lines of output.
    pub out: &'s mut (dyn Write + Send),
    /// What was counted.
    pub tally: &'s mut Tally,
    /// Hears of every record that could not be read.
    pub on_bad: &'s mut (dyn FnMut(&BadRecord) + Send),
}

impl Sink<'_> {
    /// Takes the answer to one record; `text` is its line, or for a turn a place to write it. Leaves nothing in `text`.
    pub(super) fn put(
        &mut self,
        record: &Result<Record, BadRecord>,
        answered: Answered<'_>,
        text: &mut String,
    ) -> Result<(), Halt> {
        if let Some((turn, write)) = answered.turn {
            write(self.sessions.observe(turn), text);
        }
        self.tally.records += 1;
        self.tally.highest = self.tally.highest.into_iter().chain(answered.score).reduce(f64::max);
        if let Err(bad) = record {
            self.tally.bad += 1;
            (self.on_bad)(bad);
        }
        end_line(text);
        self.out.write_all(text.as_bytes()).map_err(Halt::Write)?;
        text.clear();
        Ok(())
    }

    pub(super) fn flush(&mut self) -> Result<(), Halt> {
        self.out.flush().map_err(Halt::Write)
    }
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
    while let Some(record) = reader.next() {
        let record = record.map_err(Halt::Read)?;
        let answered = answer.answer(&record, file, &mut scratch, &mut text);
        sink.put(&record, answered, &mut text)?;
        if reader.must_read() {
            sink.flush()?;
        }
    }
    Ok(())
}

/// A record of output is a line, whoever wrote it.
pub(super) fn end_line(text: &mut String) {
    if !text.ends_with('\n') {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, Job, Output};
    use crate::calendar::{Clock, ClockSource, parse_moment};
    use crate::detect::Scratch;
    use crate::lexicon::Lexicon;
    use crate::render::{Lang, Offsets, Style};
    use crate::session::Sessions;
    use std::num::NonZeroUsize;

    use crate::stream::{Input, Reader, Separator, Sink, Tally, parse, run};
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
            on_bad: &mut |_| {},
        };
        run(reader, None, &job, &mut sink, NonZeroUsize::MIN).unwrap();
        assert_eq!(String::from_utf8(out).unwrap().lines().count(), 3);
        assert_eq!((tally.records, tally.bad), (3, 0));
    }
}
