//! The commands below `fenliu lexicon`, one line each.

use clap::Subcommand;

use super::{check, fmt, init, rule, schema};
use crate::cli::arguments::Common;
use crate::cli::messages::{Messages, Stop};

/// What can be done with a pack.
#[derive(Subcommand, Debug)]
pub(in crate::cli) enum Lexicon {
    /// Say everything that is wrong with a pack
    Check(check::Check),
    /// Bring pack files into their one layout
    Fmt(fmt::Fmt),
    /// Make a new pack that passes check
    Init(init::Init),
    /// Say what a code of check means
    Rule(rule::RuleArguments),
    /// Print the JSON Schema of a file of a pack, for editors
    Schema(schema::SchemaArguments),
}

/// Runs the command.
///
/// # Errors
/// It could not run: a pack that can't be read, an output that can't be written.
pub(in crate::cli) fn run(command: &Lexicon, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    match command {
        Lexicon::Check(arguments) => check::run(arguments, common, messages),
        Lexicon::Fmt(arguments) => fmt::run(arguments, common, messages),
        Lexicon::Init(arguments) => init::run(arguments, messages),
        Lexicon::Rule(arguments) => rule::run(arguments, common),
        Lexicon::Schema(arguments) => schema::run(arguments),
    }
}
