//! The commands below `fenliu lexicon`, one line each.

use clap::Subcommand;

use super::{check, coverage, diff, fmt, init, rule, schema, test};
use crate::cli::arguments::{Common, Explain};
use crate::cli::explain;
use crate::cli::messages::{Messages, Stop, say_drawing, visible};
use crate::text::columns;

/// What can be done with a pack.
#[derive(Subcommand, Debug)]
pub(in crate::cli) enum Lexicon {
    /// Say everything that is wrong with a pack
    Check(check::Check),
    /// Hold a pack to its golden cases, and to its own hits and misses
    Test(test::Test),
    /// Say what of a pack is never exercised, by its cases or by real messages
    Coverage(coverage::Coverage),
    /// Say what a changed pack decides otherwise, and which line did it
    Diff(diff::Diff),
    /// Draw one message: the same as `fenliu explain`
    Explain(Explain),
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
        Lexicon::Test(arguments) => test::run(arguments, common, messages),
        Lexicon::Coverage(arguments) => coverage::run(arguments, common, messages),
        Lexicon::Diff(arguments) => diff::run(arguments, common, messages),
        Lexicon::Explain(arguments) => explain::run(arguments, common),
        Lexicon::Fmt(arguments) => fmt::run(arguments, common, messages),
        Lexicon::Init(arguments) => init::run(arguments, messages),
        Lexicon::Rule(arguments) => rule::run(arguments, common),
        Lexicon::Schema(arguments) => schema::run(arguments),
    }
}

/// Complains about a value of an option, with marks under what it is about.
pub(super) fn pointed(option: &str, value: &str, at: &std::ops::Range<usize>, message: &str) -> Stop {
    let before = visible(value.get(..at.start).unwrap_or(value));
    let inside = visible(value.get(at.clone()).unwrap_or_default());
    let marks = "^".repeat(columns(&inside).max(1));
    say_drawing(&format!("  {}\n  {}{marks}\n", visible(value), " ".repeat(columns(&before))));
    Stop::Failed(format!("{option}: {message}"))
}
