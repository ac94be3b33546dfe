//! A pack as the rules look at it: the files as written beside the lexicon that they became, ready to try sentences.

use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::{Date, DateTime};

use super::document::{Document, Entry, Text};
use super::rule::Rule;
use super::sayings::{self, sayings};
use crate::calendar::{Clock, ClockSource};
use crate::detect::{Refusal, Scratch};
use crate::diagnostic::{Diagnostic, Said, Source};
use crate::lexicon::{Lexicon, Stage, State, Term};
use crate::review::audit::{Audit, Finding};
use crate::triage::{Context, Report, Triage};

/// Everything that a rule may look at.
pub(super) struct Lens<'p> {
    /// The files that are looked at.
    pub(super) documents: Vec<Document<'p>>,
    /// The pack, as far as it could be read; without it only the files can be looked at.
    pub(super) triage: Option<Triage>,
    /// The time that sentences are tried at, and that suppressions end by.
    pub(super) now: DateTime,
}

/// A term of the files that are looked at.
#[derive(Clone, Copy)]
pub(super) struct Own<'l> {
    /// The file and the entry that it is written in.
    pub(super) document: &'l Document<'l>,
    pub(super) entry: &'l Entry,
    /// What it became.
    pub(super) term: &'l Term,
}

/// One wording of a term: its text or a variant.
pub(super) struct Wording<'l> {
    pub(super) text: &'l Text,
    /// Its routes among those of the term.
    pub(super) routes: Range<usize>,
}

impl<'p> Lens<'p> {
    pub(super) fn new(sources: &'p [Source], lexicon: Option<Lexicon>, now: DateTime) -> Self {
        let documents = sources.iter().map(Document::new).collect();
        Self { documents, triage: lexicon.map(Triage::new), now }
    }

    pub(super) fn today(&self) -> Date {
        self.now.date()
    }

    /// The lexicon, where there is one.
    pub(super) fn lexicon(&self) -> Option<&Lexicon> {
        self.triage.as_ref().map(Triage::lexicon)
    }

    /// The terms of the files that are looked at, in order. Of two with the same id the last one became the term.
    pub(super) fn terms(&self) -> Vec<Own<'_>> {
        let Some(lexicon) = self.lexicon() else { return Vec::new() };
        let places: HashMap<&str, &Term> =
            lexicon.terms.iter().map(|term| (term.id.as_str(), term)).collect();
        let mut own = Vec::new();
        for document in &self.documents {
            for entry in document.entries_of("term").filter(|entry| !entry.has("remove")) {
                if let Some(term) = places.get(entry.id.as_str())
                    && term.at.0 == document.source.name
                    && entry.extent.contains(&term.at.1.start)
                {
                    own.push(Own { document, entry, term });
                }
            }
        }
        own
    }

    /// Decides a sentence, as any message.
    pub(super) fn decide<'t>(
        &'t self,
        triage: &'t Triage,
        scratch: &mut Scratch,
        text: &'t str,
    ) -> Report<'t> {
        let clock = Clock { now: self.now, source: ClockSource::Option };
        triage.run_with(scratch, text, &Context::at(clock))
    }
}

impl<'l> Own<'l> {
    /// Its wordings that have routes: text first, then variants.
    pub(super) fn wordings(&self) -> Vec<Wording<'l>> {
        let texts = self.entry.strings_of("text").take(1).chain(self.entry.strings_of("variants"));
        let starts = std::iter::once(0).chain(self.term.wordings.iter().copied());
        texts
            .zip(starts.zip(self.term.wordings.iter().copied()))
            .map(|(text, (start, end))| Wording { text, routes: start..end })
            .filter(|wording| !wording.routes.is_empty())
            .collect()
    }

    /// The sayings of a wording.
    pub(super) fn sayings(&self, wording: &Wording<'_>) -> Vec<String> {
        sayings(&self.term.routes[wording.routes.clone()], sayings::MOST)
    }

    /// Whether a sentence must be affirmed, not only spoken of, for the term to fire: topics are only spoken of.
    pub(super) fn must_be_affirmed(&self) -> bool {
        self.term.stage != Stage::Topic
    }
}

/// Whether a term stands in a report: found, not refused by anything but another finding, and affirmed where it must be.
pub(super) fn fires(report: &Report<'_>, id: &str, affirmed: bool) -> bool {
    report.findings.iter().any(|finding| {
        finding.term().is_some_and(|term| term.id == id)
            && matches!(finding.refused_by, None | Some(Refusal::Overlap | Refusal::Repeat))
            && (!affirmed || finding.state == State::Affirmed)
    })
}

/// Where findings gather.
pub(super) struct Notes<'a> {
    pub(super) audit: &'a mut Audit,
}

impl Notes<'_> {
    /// Notes what a rule found about an entry: `subject` is what of the entry it is about.
    pub(super) fn add(
        &mut self,
        code: &str,
        (document, entry): (&Document<'_>, &Entry),
        at: Range<usize>,
        subject: &str,
        message: Said,
    ) -> &mut Finding {
        let rule = Rule::find(code).unwrap_or_else(|| unreachable!("{code} is in the table"));
        let file = document.source.name.clone();
        let diagnostic = Diagnostic { code: rule.code, level: rule.level, message, file, at, help: None };
        self.audit.add(diagnostic, &entry.id, subject)
    }
}

impl Finding {
    /// The same finding with a line that says how to mend it.
    pub(super) fn help(&mut self, en: impl Into<String>, zh: impl Into<String>) -> &mut Self {
        self.diagnostic.help = Some(Said::new(en, zh));
        self
    }
}
