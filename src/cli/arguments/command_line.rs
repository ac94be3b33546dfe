//! The whole command line: one struct for the command that is not named, and one for each that is.

use clap::{Parser, Subcommand, ValueEnum};

use super::keeping::Options;
use super::{Classify, Common, Desk, Eval, Explain, Extract, Replay, Segment, Suggest, Track, Tune};
use crate::cli::lexicon::Lexicon;

/// Reads Chinese customer messages and says what they are about, how much they need a person, and which desk
/// should get them, with reasons.
#[derive(Parser, Debug)]
#[command(
    name = "fenliu",
    version,
    override_usage = "fenliu [OPTIONS] [FILE]...\n       fenliu <COMMAND>",
    help_template = "{about-with-newline}
Examples:
  echo '退款三天了还没到账' | fenliu            decide what comes in, a line a message
  fenliu messages.ndjson > decisions.ndjson    files in, one JSON object a message out
  fenliu -t '付款页面打不开' --output text      one message from the command line
  fenliu explain '付款页面打不开'               draw one message with all reasons
  fenliu --now 2026-11-24T19:30 chat.csv       as if it were that evening in Shanghai

{usage-heading} {usage}

{all-args}{after-help}
",
    after_help = NOTES
)]
pub(in crate::cli) struct Arguments {
    #[command(subcommand)]
    pub(in crate::cli) command: Option<Command>,
    #[command(flatten)]
    pub(in crate::cli) classify: Classify,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
}

impl Arguments {
    /// Gives what reads logs the time by which those find their year that have none: `--now`, if it is said.
    pub(in crate::cli) fn hand_over_now(&mut self) {
        let reading = match &mut self.command {
            None => &mut self.classify.reading,
            Some(Command::Classify(classify)) => &mut classify.reading,
            Some(Command::Extract(extract)) => &mut extract.reading,
            Some(Command::Segment(segment)) => &mut segment.reading,
            Some(Command::Suggest(suggest)) => &mut suggest.reading,
            Some(_) => return,
        };
        reading.records.now = self.common.now;
    }

    /// Gives what keeps checkpoints the options that were given.
    pub(in crate::cli) fn hand_over_options(&mut self, options: Options) {
        match &mut self.command {
            None => self.classify.keeping.options = options,
            Some(Command::Classify(classify)) => classify.keeping.options = options,
            Some(_) => {}
        }
    }
}

const NOTES: &str = "\
A record of more than 1 MiB (--max-record) is decided by its beginning, and says so.

Exit codes: 0 it ran, whatever was decided; 1 nothing reached the score (only with --exit-code); 2 it could \
not run, or not on every file. Records that can't be read are named in their place and don't change the exit code.";

#[derive(Subcommand, Debug)]
pub(in crate::cli) enum Command {
    /// Decide messages: what fenliu does when no command is named
    #[command(override_usage = "fenliu classify [OPTIONS] [FILE]...", after_help = NOTES)]
    Classify(Classify),
    /// Draw one message: what was found, what counted, what was decided and why
    Explain(Explain),
    /// Find error codes, times, counts, amounts and numbers, and decide nothing
    Extract(Extract),
    /// Part messages into words
    Segment(Segment),
    /// Show everybody who can be reached: ways in, desks, emergency and outside channels
    Desk(Desk),
    /// Draw how far tickets have come, and which are late
    Track(Track),
    /// Replay labelled conversations at every threshold, to choose when a person is offered
    Replay(Replay),
    /// Measure decisions against labels that people gave
    Eval(Eval),
    /// Lexicons as code: check, format, test and compare packs
    Lexicon {
        #[command(subcommand)]
        command: Lexicon,
    },
    /// Fit the figures of the score to labels that people gave
    Tune(Tune),
    /// Find strings that the pack may lack as terms
    Suggest(Suggest),
    /// Print the JSON Schema of the output
    Schema {
        /// What to describe
        what: Schema,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page: fenliu man | man -l -
    Man {
        /// The command to describe instead of the whole
        command: Option<String>,
    },
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum Schema {
    /// One line of NDJSON output
    Decision,
    /// The page of `fenliu desk --output json`
    Desk,
    /// The file of `fenliu --summary=FILE`
    Summary,
    /// What `fenliu replay --output json` writes
    Replay,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Arguments;

    #[test]
    fn the_command_line_is_sound_and_explained() {
        let mut command = Arguments::command();
        command.clone().debug_assert();
        command.build();
        for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
            }
        }
    }

    #[test]
    fn the_limit_in_the_help_is_the_one_that_holds() {
        let mebibytes = crate::stream::MAX_RECORD / (1024 * 1024);
        assert!(super::NOTES.contains(&format!("{mebibytes} MiB (--max-record)")));
    }
}
