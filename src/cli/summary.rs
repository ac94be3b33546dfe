//! `--summary[=FILE]`: what a run was about, on standard error or in a file.

use std::path::{Path, PathBuf};

use super::arguments::{Classify, Common};
use super::feed::Fed;
use super::messages::{Messages, Stop, say_drawing};
use super::whole_file::write;
use super::world;
use crate::render::{PackInfo, summary};
use crate::review::{Counts, Run};
use crate::triage::Triage;

/// Fewer records need no summary that nobody asked for.
const MANY: u64 = 10;

/// Where a summary goes, if it goes anywhere.
pub(super) struct Wanted {
    asked: bool,
    /// On a terminal that nothing else is drawn on.
    unasked: bool,
    file: Option<PathBuf>,
}

impl Wanted {
    /// What the arguments ask for. `screen_free` says that standard error is a terminal without decisions on it.
    pub(super) fn new(arguments: &Classify, screen_free: bool) -> Self {
        let file = arguments.summary.clone().flatten();
        Self { asked: arguments.summary.is_some() && file.is_none(), unasked: screen_free, file }
    }

    /// Whether anybody will see it.
    pub(super) fn any(&self) -> bool {
        self.asked || self.unasked || self.file.is_some()
    }

    /// The file that it goes to.
    pub(super) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Counts for it; none where nobody will see them.
    pub(super) fn counts(&self, triage: &Triage) -> Option<Counts> {
        self.any().then(|| Counts::new(triage.lexicon()))
    }

    /// Writes it.
    ///
    /// # Errors
    /// The file can't be written.
    pub(super) fn write(
        &self,
        counts: &Counts,
        fed: &Fed,
        triage: &Triage,
        common: &Common,
        messages: &Messages,
    ) -> Result<(), Stop> {
        let lexicon = triage.lexicon();
        let lines = &lexicon.desks.service.lines;
        let mut summed = counts.summary(lexicon);
        summed.run = run(fed);
        let mut written = String::new();
        if self.asked || (self.unasked && !messages.quiet() && fed.tally.records >= MANY) {
            summary::text(&summed, lines, &world::message_style(common), &mut written);
            say_drawing(&written);
        }
        if let Some(file) = &self.file {
            written.clear();
            let pack = &lexicon.pack;
            let pack = PackInfo { name: &pack.name, version: &pack.version, hash: &pack.hash };
            summary::json(&summed, lines, &pack, &mut written);
            write(file, &written)?;
        }
        Ok(())
    }
}

fn run(fed: &Fed) -> Run {
    Run {
        records: fed.tally.records,
        bad: fed.tally.bad,
        broken: fed.tally.broken,
        written: fed.tally.kept,
        bytes: fed.bytes,
        seconds: fed.took.as_secs_f64(),
        interrupted: fed.interrupted,
        encodings: fed.encodings.clone(),
    }
}
