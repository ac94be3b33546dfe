//! The commands below `fenliu lexicon`, one line each.

use clap::Subcommand;

use super::check;
use crate::cli::arguments::Common;
use crate::cli::messages::{Messages, Stop};

/// What can be done with a pack.
#[derive(Subcommand, Debug)]
pub(in crate::cli) enum Lexicon {
    /// Say everything that is wrong with a pack
    Check(check::Check),
}

/// Runs the command.
///
/// # Errors
/// It could not run: a pack that can't be read, an output that can't be written.
pub(in crate::cli) fn run(command: &Lexicon, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    match command {
        Lexicon::Check(arguments) => check::run(arguments, common, messages),
    }
}
