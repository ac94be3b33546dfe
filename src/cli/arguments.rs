//! The command line, as people write it.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::DateTime;

use super::desk::PageOutput;
use super::lexicon::Lexicon;
use crate::calendar::parse_moment;
use crate::render::{Lang, Offsets};
use crate::review::PRIOR;
use crate::stream::Account;

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
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) classify: Classify,
    #[command(flatten)]
    pub(super) common: Common,
}

const NOTES: &str = "\
A record of more than 16 MiB is skipped to its end and named like one that can't be read.

Exit codes: 0 it ran, whatever was decided; 1 nothing reached the score (only with --exit-code); 2 it could \
not run, or not on every file. Records that can't be read are named in their place and don't change the exit code.";

#[derive(Subcommand, Debug)]
pub(super) enum Command {
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

/// Options of every command.
#[derive(Args, Debug)]
pub(super) struct Common {
    /// Folder of a pack to use instead of the built-in one
    #[arg(long, global = true, value_name = "DIR", help_heading = "Deciding")]
    pub(super) pack: Option<PathBuf>,
    /// The time to decide for, in Shanghai unless it says otherwise [default: the clock]
    #[arg(long, global = true, value_name = "TIME", value_parser = parse_moment, help_heading = "Deciding")]
    pub(super) now: Option<DateTime>,
    /// The account of messages that name none
    #[arg(long, global = true, value_name = "SORT", help_heading = "Deciding")]
    pub(super) account: Option<Account>,
    /// The region of messages that name none, e.g. HK
    #[arg(long, global = true, help_heading = "Deciding")]
    pub(super) region: Option<String>,
    /// The device of messages that name none, e.g. mobile
    #[arg(long, global = true, help_heading = "Deciding")]
    pub(super) device: Option<String>,
    /// The language of the words around the data [default: from LC_ALL, LC_MESSAGES or LANG]
    #[arg(long, global = true, value_name = "LANG", help_heading = "Output")]
    pub(super) lang: Option<Lang>,
    /// When to use colour; auto heeds NO_COLOR and CLICOLOR_FORCE
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    pub(super) color: Color,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Output")]
    pub(super) quiet: bool,
    /// Name every record that can't be read, not the first five
    #[arg(short, long, global = true, help_heading = "Output")]
    pub(super) verbose: bool,
}

/// What to read.
#[derive(Args, Debug)]
pub(super) struct Reading {
    /// Files to read; - or none for standard input
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// A message itself; may be given several times
    #[arg(short, long, value_name = "TEXT", help_heading = "Input", allow_hyphen_values = true)]
    pub(super) text: Vec<String>,
    /// How messages are written; auto goes by the file's ending, else by how it begins
    #[arg(long, value_name = "FORMAT", default_value = "auto", help_heading = "Input")]
    pub(super) input: InputFormat,
    /// Records end with NUL instead of a line feed (text and NDJSON)
    #[arg(short = '0', long, help_heading = "Input")]
    pub(super) null: bool,
    /// Each file, or standard input, is one message
    #[arg(long, conflicts_with = "null", help_heading = "Input")]
    pub(super) whole: bool,
    /// Work on this many records side by side; all processors by default. The output is the same whatever the number
    #[arg(short = 'j', long, value_name = "N", help_heading = "Input")]
    pub(super) threads: Option<NonZeroUsize>,
}

impl Reading {
    /// How many records are worked on side by side.
    pub(super) fn threads(&self) -> NonZeroUsize {
        let all = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.threads.unwrap_or_else(all)
    }
}

#[derive(Args, Debug)]
pub(super) struct Classify {
    #[command(flatten)]
    pub(super) reading: Reading,
    /// How decisions are written; auto is text on a terminal, NDJSON elsewhere
    #[arg(long, value_name = "FORMAT", default_value = "auto", help_heading = "Output")]
    pub(super) output: OutputFormat,
    /// The unit of spans
    #[arg(long, value_name = "UNIT", default_value = "bytes", help_heading = "Output")]
    pub(super) offsets: Offsets,
    /// Leave with 1 when no message reached --min-score
    #[arg(long, help_heading = "Output")]
    pub(super) exit_code: bool,
    /// The score that --exit-code looks for, 0 to 100
    #[arg(long, value_name = "S", default_value = "50", value_parser = score, requires = "exit_code",
          help_heading = "Output")]
    pub(super) min_score: f64,
}

#[derive(Args, Debug)]
#[command(
    override_usage = "fenliu explain [OPTIONS] [TEXT|FILE]",
    before_help = "\
Examples:
  fenliu explain '付款页面打不开'               a message
  fenliu explain message.txt                   a file that holds one message
  sed -n 5p m.ndjson | fenliu explain          a line of NDJSON, with its time and account
  fenliu explain --why-not finance '…'         what it lacked to go to that desk
  fenliu explain --as-case '…' >> cases.toml   keep it as a golden case"
)]
pub(super) struct Explain {
    /// The message, or a file that holds it; - or none for standard input
    #[arg(value_name = "TEXT|FILE", conflicts_with = "text")]
    pub(super) message: Option<OsString>,
    /// The message, even if a file has that name
    #[arg(short, long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(super) text: Option<String>,
    /// Say why it did not go to this desk, and the smallest change that would send it there
    #[arg(long, value_name = "DESK")]
    pub(super) why_not: Option<String>,
    /// Print it as a golden case, to be put into a fixture file
    #[arg(long, conflicts_with = "why_not")]
    pub(super) as_case: bool,
}

#[derive(Args, Debug)]
#[command(
    override_usage = "fenliu extract [OPTIONS] [FILE]...",
    before_help = "\
Examples:
  echo '近24小时付款失败3次，报错40029' | fenliu extract
  fenliu extract --output csv chat.ndjson      a table with a row a finding"
)]
pub(super) struct Extract {
    #[command(flatten)]
    pub(super) reading: Reading,
    /// How evidence is written; auto is text on a terminal, NDJSON elsewhere
    #[arg(long, value_name = "FORMAT", default_value = "auto", help_heading = "Output")]
    pub(super) output: OutputFormat,
    /// The unit of spans
    #[arg(long, value_name = "UNIT", default_value = "bytes", help_heading = "Output")]
    pub(super) offsets: Offsets,
}

#[derive(Args, Debug)]
#[command(
    override_usage = "fenliu segment [OPTIONS] [FILE]...",
    before_help = "\
Examples:
  echo '退款三天了还没到账' | fenliu segment    words parted by spaces
  fenliu segment --output ndjson chat.ndjson   words with their places"
)]
pub(super) struct Segment {
    #[command(flatten)]
    pub(super) reading: Reading,
    /// How words are written: parted by spaces, or one JSON object a message
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(super) output: SegmentFormat,
    /// The unit of spans
    #[arg(long, value_name = "UNIT", default_value = "bytes", help_heading = "Output")]
    pub(super) offsets: Offsets,
}

#[derive(Args, Debug)]
#[command(
    override_usage = "fenliu eval [OPTIONS] [FILE]...",
    before_help = "\
Examples:
  fenliu eval labelled.jsonl                       all figures
  fenliu eval labelled.jsonl --by source           and those of each source
  fenliu eval labelled.jsonl --errors 10 --terms   the worst errors, the terms that err most
  fenliu eval labelled.jsonl --output json | jq .topics_macro_f1",
    after_help = "\
A labelled row is a JSON object with text, topics (a list of categories), need (none, inquiry, problem, dispute), \
and perhaps primary, emergency and any other field.

Exit codes: 0 it ran; 2 it could not run, or not on every file, or no row could be read. Rows that can't be read are \
named and left out."
)]
pub(super) struct Eval {
    /// Files of labelled rows, one JSON object a line; - or none for standard input
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Give the figures for each value of a field as well; may be given several times
    #[arg(long, value_name = "FIELD", help_heading = "Output")]
    pub(super) by: Vec<String>,
    /// Show so many of the worst errors of each sort, with what was found
    #[arg(long, value_name = "N", default_value = "0", help_heading = "Output")]
    pub(super) errors: usize,
    /// Show so many terms, those that err most first [default when no number is given: 20]
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "20", value_parser = terms,
          help_heading = "Output")]
    pub(super) terms: Option<usize>,
    /// Tables for people, or one JSON object
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(super) output: EvalFormat,
}

#[derive(Args, Debug)]
#[command(
    override_usage = "fenliu desk [OPTIONS]",
    before_help = "\
Examples:
  fenliu desk                                      who can be reached now, the shortest wait first
  fenliu desk --account enterprise                 as an enterprise account finds it
  fenliu desk --now 2026-11-24T07:59 --output json
  fenliu desk --output html=desks.html             one page for a phone"
)]
pub(super) struct Desk {
    /// How the places of a group are ordered: the shortest expected wait first, or as the pack lists them
    #[arg(long, value_name = "BY", default_value = "wait", help_heading = "Output")]
    pub(super) sort: SortBy,
    /// When a service ended, to see whether it can still be rated
    #[arg(long, value_name = "TIME", value_parser = parse_moment, help_heading = "Deciding")]
    pub(super) ended: Option<DateTime>,
    /// How the page is written, and where to: text, json or html, and =FILE for a file
    #[arg(long, value_name = "FORM[=FILE]", default_value = "text", value_parser = PageOutput::parse,
          help_heading = "Output")]
    pub(super) output: PageOutput,
}

#[derive(Args, Debug)]
#[command(
    override_usage = "fenliu track [OPTIONS] [FILE]...",
    before_help = "\
Examples:
  fenliu track events.ndjson                          all tickets as they stand now
  fenliu track events.ndjson --now 2026-11-24T15:00   as they stood then
  fenliu track events.ndjson --output html=tickets.html",
    after_help = "\
An event is a JSON object with ticket, event (received, routed, waiting, handled, rated) and time, and perhaps desk (an id of \
the pack) and account. A ticket is late by the figures of its desk.

Exit codes: 0 it ran, whatever is late; 2 it could not run, or not on every file, or no event could be read. Events that \
can't be read are named and left out."
)]
pub(super) struct Track {
    /// Files of event records, one JSON object a line; - or none for standard input
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// How tickets are drawn, and where to: text or html, and =FILE for a file
    #[arg(long, value_name = "FORM[=FILE]", default_value = "text", value_parser = PageOutput::parse_drawing,
          help_heading = "Output")]
    pub(super) output: PageOutput,
}

#[derive(Args, Debug)]
#[command(
    override_usage = "fenliu replay [OPTIONS] [FILE]...",
    before_help = "\
Examples:
  fenliu replay sessions.ndjson                 recall, needless and late hand-overs at every threshold
  fenliu replay sessions.ndjson --adjust 0.5    an early hand-over costs more than a late one
  fenliu replay sessions.ndjson --output json | jq .thresholds",
    after_help = "\
A labelled turn is a record with text, session, and perhaps role and time; transfer is true where a person should take over.

Exit codes: 0 it ran; 2 it could not run, or not on every file, or no turn could be read. Turns that can't be read are \
named and left out."
)]
pub(super) struct Replay {
    /// Files of labelled turns, one JSON object a line; - or none for standard input
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Weighs early against late hits, -1 to 1: above 0 early ones lose more, below 0 late ones do
    #[arg(long, value_name = "A", default_value = "0", value_parser = adjust, allow_hyphen_values = true,
          help_heading = "Deciding")]
    pub(super) adjust: f64,
    /// A table for people, or one JSON object
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(super) output: EvalFormat,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SortBy {
    Wait,
    Pack,
}

#[derive(Args, Debug)]
#[command(
    override_usage = "fenliu tune [OPTIONS] [FILE]...",
    before_help = "\
Examples:
  fenliu tune labelled.jsonl                       what labels say about the figures of the policy
  fenliu tune labelled.jsonl --group shop          leave out a shop at a time
  fenliu tune labelled.jsonl --pack mine --write   put the new figures into mine/policy.toml",
    after_help = "\
Labelled rows are those of `fenliu eval`. Without --write nothing is changed.

Exit codes: 0 it ran; 2 it could not run, or not on every file, or no row could be read, or nothing could be written."
)]
pub(super) struct Tune {
    /// Files of labelled rows, one JSON object a line; - or none for standard input
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Rows that share this field are left out together, to see how figures do on others [default: source, where rows
    /// have it]
    #[arg(long, value_name = "FIELD", help_heading = "Fitting")]
    pub(super) group: Option<String>,
    /// The present value of each figure counts as much as so many messages that agree with it
    #[arg(long, value_name = "N", default_value_t = PRIOR, help_heading = "Fitting")]
    pub(super) prior: u32,
    /// Write the new figures into the policy.toml of --pack
    #[arg(long, requires = "pack", help_heading = "Output")]
    pub(super) write: bool,
    /// Tables for people, or one JSON object
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(super) output: EvalFormat,
}

#[derive(Args, Debug)]
#[command(
    override_usage = "fenliu suggest [OPTIONS] [FILE]...",
    before_help = "\
Examples:
  fenliu suggest corpus.txt                              by what the pack decides of other messages
  fenliu suggest corpus.txt --labelled labelled.jsonl    and by labels
  fenliu suggest corpus.txt --output ndjson | jq -r .text"
)]
pub(super) struct Suggest {
    #[command(flatten)]
    pub(super) reading: Reading,
    /// A file of labelled rows, as for eval; may be given several times
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub(super) labelled: Vec<PathBuf>,
    /// Suggest no more than so many strings
    #[arg(long, value_name = "N", default_value = "50", help_heading = "Output")]
    pub(super) most: usize,
    /// Leave out what stands in fewer messages than so many
    #[arg(long, value_name = "N", default_value = "10", help_heading = "Output")]
    pub(super) least: u32,
    /// For people, or one JSON object a string
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(super) output: SuggestFormat,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SuggestFormat {
    /// For people
    Text,
    /// A JSON object a line
    Ndjson,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum InputFormat {
    Auto,
    Text,
    Ndjson,
    Csv,
    Tsv,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum OutputFormat {
    Auto,
    Text,
    Ndjson,
    Csv,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SegmentFormat {
    Text,
    Ndjson,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum EvalFormat {
    Text,
    Json,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Schema {
    /// One line of NDJSON output
    Decision,
    /// The page of `fenliu desk --output json`
    Desk,
}

impl ValueEnum for Offsets {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Bytes, Self::Chars, Self::Utf16]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Bytes => "bytes",
            Self::Chars => "chars",
            Self::Utf16 => "utf16",
        }))
    }
}

impl ValueEnum for Lang {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Zh, Self::En]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Zh => "zh",
            Self::En => "en",
        }))
    }
}

impl ValueEnum for Account {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Personal, Self::Enterprise]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Personal => "personal",
            Self::Enterprise => "enterprise",
        }))
    }
}

fn score(text: &str) -> Result<f64, String> {
    let score: f64 = text.parse().map_err(|_| "expected a number from 0 to 100".to_owned())?;
    if (0.0..=100.0).contains(&score) { Ok(score) } else { Err("expected a number from 0 to 100".to_owned()) }
}

fn adjust(text: &str) -> Result<f64, String> {
    let wrong = || "expected a number from -1 to 1".to_owned();
    text.parse().ok().filter(|adjust| (-1.0..=1.0).contains(adjust)).ok_or_else(wrong)
}

fn terms(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "expected a number. If it is a file, name it before --terms".to_owned())
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
        assert!(super::NOTES.contains(&format!("{mebibytes} MiB")));
    }
}
