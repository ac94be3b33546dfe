//! Everything that deciding needs beside the record, and how one record becomes its lines of output.

use std::borrow::Cow;

use super::only::Only;
use super::profiles::{Profiles, past};
use super::record::{Account, BadRecord, Record};
use super::run::{Answer, Answered, end_line};
use super::split::Split;
use crate::calendar::{Clock, ClockSource};
use crate::detect::Scratch;
use crate::render::csv::Sheet;
use crate::render::redact::{Hidden, redact};
use crate::render::{Offsets, Origin, PackInfo, Style, csv, json, text};
use crate::review::Counted;
use crate::session::{Turn, Words};
use crate::triage::{Context, Report, Triage};

/// How decisions are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// For people, a line each.
    Text,
    /// A JSON object a line.
    Ndjson,
    /// A table with a header, its cells parted by commas.
    Csv,
    /// The same with tabs.
    Tsv,
}

impl Form {
    /// What parts the cells of a table; `None` where it is none.
    #[must_use]
    pub const fn delimiter(self) -> Option<u8> {
        match self {
            Self::Csv => Some(b','),
            Self::Tsv => Some(b'\t'),
            Self::Text | Self::Ndjson => None,
        }
    }
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
    /// Which of them are written, and what of them.
    pub writing: Writing,
}

/// Which decisions are written, and what of them. By default everything, in one form.
#[derive(Clone, Debug, Default)]
pub struct Writing {
    /// Which decisions are written.
    pub only: Only,
    /// More forms in which each decision is written, behind the first.
    pub also: Vec<Output>,
    /// What is written of each.
    pub chosen: Chosen,
    /// By what they are parted.
    pub split: Option<Split>,
    /// Whether facts are given for a summary.
    pub facts: bool,
    /// Conversations are not followed, because records come in any order.
    pub unordered: bool,
}

/// The fields and columns that are written.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The fields of NDJSON; `None` for all.
    pub fields: Option<json::Fields>,
    /// The columns of CSV.
    pub csv: Sheet,
    /// The columns of TSV.
    pub tsv: Sheet,
}

impl Default for Chosen {
    fn default() -> Self {
        Self { fields: None, csv: Sheet::CSV, tsv: Sheet::TSV }
    }
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

    /// Writes a decision in every form, and says where each ends unless there is one alone.
    fn write(&self, report: &Report<'_>, origin: &Origin<'_>, out: &mut String) -> Vec<usize> {
        if !self.redact {
            return self.each(out, |output, out| self.line(*output, report, origin, out));
        }
        let hidden = Hidden::of(&report.message, &report.findings);
        let report = hidden.report(report);
        self.each(out, |output, out| self.line(*output, &report, origin, out))
    }

    fn each(&self, out: &mut String, line: impl Fn(&Output, &mut String)) -> Vec<usize> {
        let start = out.len();
        line(&self.output, out);
        if self.writing.also.is_empty() {
            return Vec::new();
        }
        let mut ends = vec![out.len() - start];
        for output in &self.writing.also {
            line(output, out);
            ends.push(out.len() - start);
        }
        ends
    }

    fn line(&self, output: Output, report: &Report<'_>, origin: &Origin<'_>, out: &mut String) {
        let Output { form, style, offsets } = output;
        let (pack, chosen) = (self.pack(), &self.writing.chosen);
        match form {
            Form::Text => text::line(report, origin, &style, out),
            Form::Ndjson => {
                let start = out.len();
                json::decision(report, origin, &pack, offsets, style.lang, out);
                if let Some(fields) = &chosen.fields {
                    fields.keep(out, start);
                }
            }
            Form::Csv => csv::decision(report, origin, &pack, offsets, style.lang, &chosen.csv, out),
            Form::Tsv => csv::decision(report, origin, &pack, offsets, style.lang, &chosen.tsv, out),
        }
    }

    /// Whether a record need not be decided: it is no hit, nothing else is wanted, and no conversation and no summary asks.
    fn passes_over(&self, record: &Record, scratch: &mut Scratch) -> bool {
        let writing = &self.writing;
        let alone = writing.unordered || record.session.is_none();
        alone && !writing.facts && writing.only.wants_hits() && !self.triage.may_matter(scratch, &record.text)
    }

    fn bad_record<'x>(&self, bad: &BadRecord, file: Option<&str>, out: &mut String) -> Answered<'x> {
        let writing = &self.writing;
        let lexicon = self.triage.lexicon();
        let group = writing.split.map(|split| split.unreadable(lexicon)).unwrap_or_default();
        // It meets no condition.
        if !writing.only.is_all() {
            return Answered { left_out: true, group, ..Answered::default() };
        }
        // What the complaint quotes may be private.
        let error = if self.redact { redact(&bad.error, &[]).into() } else { Cow::Borrowed(&*bad.error) };
        let origin = bad.origin(file);
        let ends = self.each(out, |output, out| output.bad_record(&origin, &error, &writing.chosen, out));
        Answered { ends, group, ..Answered::default() }
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
            Err(bad) => return self.bad_record(bad, file, out),
        };
        if self.passes_over(record, scratch) {
            return Answered { score: Some(0.0), left_out: true, ..Answered::default() };
        }
        let report = self.decide(record, scratch);
        let (writing, decision, lexicon) = (&self.writing, &report.decision, self.triage.lexicon());
        let mut answered = Answered {
            score: Some(decision.score),
            left_out: !writing.only.holds(decision, lexicon),
            group: writing.split.map(|split| split.group(decision, lexicon)).unwrap_or_default(),
            facts: writing.facts.then(|| Counted::of(&report, lexicon)),
            ..Answered::default()
        };
        let origin = record.origin(file);
        let turn = if writing.unordered { None } else { self.turn(record, &report) };
        match turn {
            None if answered.left_out => {}
            None => answered.ends = self.write(&report, &origin, out),
            // The conversation goes on, whoever reads of it.
            Some(turn) if answered.left_out => answered.turn = Some((turn, Box::new(|_, _| Vec::new()))),
            Some(turn) => {
                let write = move |view, out: &mut String| {
                    self.write(&report, &Origin { session: Some(view), ..origin }, out)
                };
                answered.turn = Some((turn, Box::new(write)));
            }
        }
        answered
    }
}

impl Output {
    /// What stands before the first decision; a byte order mark before a table, if `mark` asks for one.
    #[must_use]
    pub fn head(&self, chosen: &Chosen, mark: bool) -> String {
        let mut head = String::new();
        let sheet = match self.form {
            Form::Text | Form::Ndjson => return head,
            Form::Csv => &chosen.csv,
            Form::Tsv => &chosen.tsv,
        };
        if mark {
            head.push('\u{feff}');
        }
        csv::header(sheet, &mut head);
        end_line(&mut head);
        head
    }

    /// Writes what stands in the place of a record that could not be read.
    fn bad_record(&self, origin: &Origin<'_>, error: &str, chosen: &Chosen, out: &mut String) {
        match self.form {
            Form::Text => text::bad_record(origin, error, &self.style, out),
            Form::Ndjson => {
                let start = out.len();
                json::bad_record(origin, error, out);
                if let Some(fields) = &chosen.fields {
                    fields.keep(out, start);
                }
            }
            Form::Csv => csv::bad_record(origin, error, &chosen.csv, out),
            Form::Tsv => csv::bad_record(origin, error, &chosen.tsv, out),
        }
    }
}
