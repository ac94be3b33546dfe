//! Outputs whose run is kept: where they stand is what a checkpoint is about.

use std::collections::BTreeMap;
use std::io;

use super::keeper::Keeper;
use crate::cli::messages::Stop;
use crate::cli::outlets::Outlets;
use crate::cli::whole_file::unwritable;
use crate::stream::{Lines, Outlet, Reached};

/// The outputs of a run and, where there are checkpoints, their keeper.
pub(in crate::cli) struct Kept<'k, 'm> {
    pub(in crate::cli) outlets: &'k mut Outlets,
    pub(in crate::cli) keeper: Option<&'k mut Keeper<'m>>,
}

impl Kept<'_, '_> {
    /// An input is done, with all of so many bytes, and records by the encoding that they were read in.
    ///
    /// # Errors
    /// A checkpoint was due, and can't be written.
    pub(in crate::cli) fn done(
        &mut self,
        encodings: &BTreeMap<String, u64>,
        read: u64,
        reached: &Reached<'_>,
    ) -> Result<(), Stop> {
        if let Some(keeper) = &mut self.keeper {
            keeper.done(encodings, read);
        }
        if self.due(reached.tally.records, false) {
            self.keep(reached).map_err(|error| self.stop(&error))?;
        }
        Ok(())
    }

    /// What it means that something could not be written.
    pub(in crate::cli) fn stop(&self, error: &io::Error) -> Stop {
        match &self.keeper {
            Some(keeper) if keeper.failed() => Stop::Failed(unwritable(keeper.path(), error)),
            _ => self.outlets.stop(error),
        }
    }
}

impl Outlet for Kept<'_, '_> {
    fn put(&mut self, lines: &Lines<'_>) -> io::Result<()> {
        self.outlets.put(lines)
    }

    fn pass_on(&mut self) -> io::Result<()> {
        self.outlets.pass_on()
    }

    fn due(&mut self, records: u64, ending: bool) -> bool {
        self.keeper.as_ref().is_some_and(|keeper| ending || keeper.due(records))
    }

    fn keep(&mut self, reached: &Reached<'_>) -> io::Result<()> {
        let Some(keeper) = &mut self.keeper else { return Ok(()) };
        let written = self.outlets.settle()?;
        keeper.note(&written, reached)
    }
}
