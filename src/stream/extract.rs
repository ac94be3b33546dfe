//! Records to their evidence alone.

use super::record::{BadRecord, Record};
use super::run::{Answer, Answered, Form, Output};
use crate::calendar::{Clock, ClockSource};
use crate::detect::{self, Scratch};
use crate::lexicon::CodeBook;
use crate::render::redact::{Hidden, redact};
use crate::render::{Origin, extraction, json};

/// Everything that extracting needs beside the record.
#[derive(Clone, Copy, Debug)]
pub struct Extractor<'j> {
    /// The codes that are known.
    pub codes: &'j CodeBook,
    /// Now, for records without a time.
    pub clock: Clock,
    /// Star out what is private, in what is shown and nowhere else.
    pub redact: bool,
    /// How evidence looks.
    pub output: Output,
}

impl Extractor<'_> {
    /// What stands before the first record.
    #[must_use]
    pub fn head(&self) -> String {
        let mut head = String::new();
        if self.output.form == Form::Csv {
            extraction::header(&mut head);
        }
        head
    }
}

impl Answer for Extractor<'_> {
    /// Writes the evidence of one record, or what stands in its place.
    fn answer<'r>(
        &'r self,
        record: &'r Result<Record, BadRecord>,
        file: Option<&'r str>,
        _: &mut Scratch,
        out: &mut String,
    ) -> Answered<'r> {
        let Output { form, style, offsets } = self.output;
        match record {
            Ok(record) => {
                let clock = match record.time {
                    Some(now) => Clock { now, source: ClockSource::Record },
                    None => self.clock,
                };
                let found = detect::extract(self.codes, &record.text, clock);
                let hidden;
                let found = if self.redact {
                    hidden = Hidden::of(&found.message, &found.findings);
                    hidden.extraction(&found)
                } else {
                    found
                };
                let origin = Origin { id: &record.id, file, line: record.line, session: None };
                match form {
                    Form::Text => extraction::lines(&found, &origin, &style, out),
                    Form::Ndjson => json::extraction(&found, &origin, offsets, out),
                    Form::Csv => extraction::rows(&found, &origin, offsets, out),
                }
            }
            Err(bad) => {
                let origin = Origin { id: &bad.id, file, line: bad.line, session: None };
                match form {
                    Form::Csv if self.redact => {
                        extraction::bad_row(&origin, &redact(&bad.error, &[]), out);
                    }
                    Form::Csv => extraction::bad_row(&origin, &bad.error, out),
                    Form::Text | Form::Ndjson => self.output.bad_record(bad, file, self.redact, out),
                }
            }
        }
        Answered::default()
    }
}
