//! Keeps the checkpoint of a run: knows which inputs lie behind, and writes down how far it has come.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::about::About;
use super::document::{Document, Within, Written};
use super::inputs::{KnownInput, differ, readable_twice};
use super::pace::Pace;
use super::start::Start;
use crate::calendar::Clock;
use crate::cli::arguments::{Classify, Common, Reading};
use crate::cli::feed::Fed;
use crate::cli::files::Source;
use crate::cli::messages::{Messages, Stop};
use crate::cli::outlets::Opening;
use crate::cli::whole_file::unwritable;
use crate::cli::world;
use crate::lexicon::Pack;
use crate::review::Counts;
use crate::session::Sessions;
use crate::stream::{Reached, Tally};

/// Keeps the checkpoint of one run.
pub(in crate::cli) struct Keeper<'m> {
    path: PathBuf,
    messages: &'m Messages,
    run: About,
    clock: Clock,
    pace: Pace,
    began: Instant,
    /// What the run had taken before it was ended.
    took: Duration,
    /// Files that were begun, the last one perhaps not done.
    inputs: Vec<KnownInput>,
    /// How many of them this run has still to pass over.
    behind: usize,
    /// Where the one after those is gone on with.
    within: Option<Within>,
    /// Records of all inputs before the last one.
    before: u64,
    read: u64,
    encodings: BTreeMap<String, u64>,
    /// The checkpoint itself could not be written.
    failed: bool,
}

/// What is known of a source that comes next.
pub(in crate::cli) enum Met {
    /// Nothing.
    New,
    /// It is done, or was passed over.
    Behind,
    /// It is gone on with.
    Within(Within),
}

impl<'m> Keeper<'m> {
    /// A keeper, if the arguments ask for checkpoints, and what the run begins with.
    ///
    /// # Errors
    /// The arguments ask for what can't be gone on with, or the checkpoint is of another run, or damaged.
    pub(in crate::cli) fn begin(
        arguments: &Classify,
        common: &Common,
        pack: &Pack,
        messages: &'m Messages,
    ) -> Result<(Option<Self>, Start), Stop> {
        let keeping = &arguments.keeping;
        let Some(path) = &keeping.checkpoint else { return Ok((None, Start::default())) };
        let name = path.display();
        readable_twice(&arguments.reading)?;
        let found = match (path.exists(), keeping.resume) {
            (true, _) if !path.is_file() => {
                return failed(format!("{name}: it is no file, so no checkpoint can be written there"));
            }
            (true, false) => {
                return failed(format!(
                    "{name}: there is a checkpoint already. Go on with it: --resume; or delete it to begin anew"
                ));
            }
            (true, true) => Document::read(path)
                .map_err(|how| Stop::Failed(format!("{name}: {how}. Delete it to begin anew")))?,
            (false, _) => None,
        };
        let mut keeper = Self {
            path: path.clone(),
            messages,
            run: About::new(arguments, common, pack)?,
            clock: world::clock(common),
            pace: Pace::new(keeping.checkpoint_every),
            began: Instant::now(),
            took: Duration::ZERO,
            inputs: Vec::new(),
            behind: 0,
            within: None,
            before: 0,
            read: 0,
            encodings: BTreeMap::new(),
            failed: false,
        };
        let start = match found {
            Some(found) => keeper.take_up(found, &arguments.reading)?,
            None => Start { opening: Opening::Kept, ..Start::default() },
        };
        Ok((Some(keeper), start))
    }

    /// Takes up what a checkpoint says.
    fn take_up(&mut self, found: Document<'static>, reading: &Reading) -> Result<Start, Stop> {
        let name = self.path.display();
        if let Some(how) = self.run.differs(&found.run) {
            return failed(format!(
                "{name}: {how}. Use what the run was begun with, or delete the checkpoint to begin anew"
            ));
        }
        if !found.finished
            && let Some(how) = differ(reading, &found.inputs)
        {
            return failed(format!("{how}. Bring back what was read, or delete {name} to begin anew"));
        }
        self.messages.recall(found.first_bad.map(Cow::into_owned), found.failed);
        self.pace.start(found.tally.records);
        self.clock = found.clock;
        self.took = Duration::try_from_secs_f64(found.seconds).unwrap_or_default();
        self.inputs = found.inputs.into_owned();
        self.behind = self.inputs.len().saturating_sub(usize::from(found.within.is_some()));
        (self.within, self.read) = (found.within, found.read);
        self.encodings = found.encodings.into_owned();
        let (took, encodings) = (self.took, self.encodings.clone());
        Ok(Start {
            opening: Opening::Resumed(found.outputs.into_owned()),
            fed: Fed { tally: found.tally, bytes: found.read, took, encodings, interrupted: false },
            counts: found.counts.map(Cow::into_owned),
            sessions: found.conversations.into_owned(),
            finished: found.finished,
        })
    }

    /// Now, for all that the run decides.
    pub(in crate::cli) fn clock(&self) -> Clock {
        self.clock
    }

    /// Where the checkpoint is written.
    pub(in crate::cli) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it was the checkpoint that could not be written.
    pub(in crate::cli) fn failed(&self) -> bool {
        self.failed
    }

    /// Notes that a source comes next, after so many records, and says what is known of it.
    pub(in crate::cli) fn meet(&mut self, source: &Source, records: u64) -> Met {
        let Source::File(path) = source else {
            let passed = self.behind > 0 || self.within.is_some();
            return if passed { Met::Behind } else { Met::New };
        };
        if self.behind > 0 {
            self.behind -= 1;
            return Met::Behind;
        }
        if let Some(within) = self.within.take() {
            self.before = within.before;
            return Met::Within(within);
        }
        self.inputs.push(KnownInput::of(path));
        self.before = records;
        Met::New
    }

    /// The source that was met last is done.
    pub(in crate::cli) fn done(&mut self, encodings: &BTreeMap<String, u64>, read: u64) {
        self.encodings.clone_from(encodings);
        self.read = read;
    }

    /// Whether a checkpoint is due after so many records.
    pub(in crate::cli) fn due(&self, records: u64) -> bool {
        self.pace.due(records)
    }

    /// Writes down how far the run has come. What was written before is on the disk.
    ///
    /// # Errors
    /// The checkpoint can't be written; the one before it stands.
    pub(in crate::cli) fn note(&mut self, outputs: &[Written], reached: &Reached<'_>) -> io::Result<()> {
        self.write(outputs, reached, false)
    }

    /// Writes down that the run has come to its end. Nothing of conversations is needed any more.
    ///
    /// # Errors
    /// The checkpoint can't be written; the one before it stands.
    pub(in crate::cli) fn finish(
        mut self,
        outputs: &[Written],
        tally: &Tally,
        counts: Option<&Counts>,
    ) -> Result<(), Stop> {
        let reached = Reached { stand: None, sessions: &Sessions::default(), tally, counts };
        let written = self.write(outputs, &reached, true);
        written.map_err(|error| Stop::Failed(unwritable(&self.path, &error)))
    }

    fn write(&mut self, outputs: &[Written], reached: &Reached<'_>, finished: bool) -> io::Result<()> {
        let began = Instant::now();
        let within = reached.stand.map(|stand| Within { before: self.before, stand: stand.clone() });
        let document = Document {
            format: Document::FORMAT,
            finished,
            run: Cow::Borrowed(&self.run),
            clock: self.clock,
            seconds: (self.took + self.began.elapsed()).as_secs_f64(),
            inputs: Cow::Borrowed(&self.inputs),
            within,
            read: self.read,
            encodings: Cow::Borrowed(&self.encodings),
            outputs: Cow::Borrowed(outputs),
            tally: *reached.tally,
            first_bad: self.messages.first_bad().map(Cow::Borrowed),
            failed: self.messages.failed(),
            counts: reached.counts.map(Cow::Borrowed),
            conversations: Cow::Borrowed(reached.sessions),
        };
        let done = document.write(&self.path);
        self.failed |= done.is_err();
        self.pace.written(reached.tally.records, began.elapsed());
        done
    }
}

fn failed<T>(text: String) -> Result<T, Stop> {
    Err(Stop::Failed(text))
}
