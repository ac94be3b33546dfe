//! Records to their evidence alone.

use std::borrow::Cow;

use super::job::{Form, Output};
use super::record::{BadRecord, Record};
use super::run::{Answer, Answered};
use crate::calendar::{Clock, ClockSource};
use crate::detect::{self, Scratch};
use crate::lexicon::CodeBook;
use crate::render::redact::{Hidden, redact};
use crate::render::{extraction, json, text};

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
        if let Some(delimiter) = self.output.form.delimiter() {
            extraction::header(delimiter, &mut head);
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
        let delimiter = form.delimiter().unwrap_or(b',');
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
                let origin = record.origin(file);
                match form {
                    Form::Text => extraction::lines(&found, &origin, &style, out),
                    Form::Ndjson => json::extraction(&found, &origin, offsets, out),
                    Form::Csv | Form::Tsv => extraction::rows(&found, &origin, offsets, delimiter, out),
                }
            }
            Err(bad) => {
                let origin = bad.origin(file);
                let error =
                    if self.redact { redact(&bad.error, &[]).into() } else { Cow::Borrowed(&*bad.error) };
                match form {
                    Form::Text => text::bad_record(&origin, &error, &style, out),
                    Form::Ndjson => json::bad_record(&origin, &error, out),
                    Form::Csv | Form::Tsv => extraction::bad_row(&origin, &error, delimiter, out),
                }
            }
        }
        Answered::default()
    }
}
