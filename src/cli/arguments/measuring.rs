//! Commands that hold decisions against labels: eval, tune, suggest, replay.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::reading::Reading;
use crate::review::PRIOR;

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
pub(in crate::cli) struct Eval {
    /// Files of labelled rows, one JSON object a line; - or none for standard input
    #[arg(value_name = "FILE")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Give the figures for each value of a field as well; may be given several times
    #[arg(long, value_name = "FIELD", help_heading = "Output")]
    pub(in crate::cli) by: Vec<String>,
    /// Show so many of the worst errors of each sort, with what was found
    #[arg(long, value_name = "N", default_value = "0", help_heading = "Output")]
    pub(in crate::cli) errors: usize,
    /// Show messages as they were written, with the numbers, addresses and names that are starred out otherwise
    #[arg(long, help_heading = "Output")]
    pub(in crate::cli) no_redact: bool,
    /// Show so many terms, those that err most first [default when no number is given: 20]
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "20", value_parser = terms,
          help_heading = "Output")]
    pub(in crate::cli) terms: Option<usize>,
    /// Tables for people, or one JSON object
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(in crate::cli) output: EvalFormat,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum EvalFormat {
    Text,
    Json,
}

fn terms(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "expected a number. If it is a file, name it before --terms".to_owned())
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
pub(in crate::cli) struct Tune {
    /// Files of labelled rows, one JSON object a line; - or none for standard input
    #[arg(value_name = "FILE")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Rows that share this field are left out together, to see how figures do on others [default: source, where rows
    /// have it]
    #[arg(long, value_name = "FIELD", help_heading = "Fitting")]
    pub(in crate::cli) group: Option<String>,
    /// The present value of each figure counts as much as so many messages that agree with it
    #[arg(long, value_name = "N", default_value_t = PRIOR, help_heading = "Fitting")]
    pub(in crate::cli) prior: u32,
    /// Write the new figures into the policy.toml of --pack
    #[arg(long, requires = "pack", help_heading = "Output")]
    pub(in crate::cli) write: bool,
    /// Tables for people, or one JSON object
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(in crate::cli) output: EvalFormat,
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
pub(in crate::cli) struct Suggest {
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
    /// A file of labelled rows, as for eval; may be given several times
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub(in crate::cli) labelled: Vec<PathBuf>,
    /// Suggest no more than so many strings
    #[arg(long, value_name = "N", default_value = "50", help_heading = "Output")]
    pub(in crate::cli) most: usize,
    /// Leave out what stands in fewer messages than so many
    #[arg(long, value_name = "N", default_value = "10", help_heading = "Output")]
    pub(in crate::cli) least: u32,
    /// Show messages as they were written, with the numbers, addresses and names that are starred out otherwise
    #[arg(long, help_heading = "Output")]
    pub(in crate::cli) no_redact: bool,
    /// For people, or one JSON object a string
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(in crate::cli) output: SuggestFormat,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum SuggestFormat {
    /// For people
    Text,
    /// A JSON object a line
    Ndjson,
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
pub(in crate::cli) struct Replay {
    /// Files of labelled turns, one JSON object a line; - or none for standard input
    #[arg(value_name = "FILE")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Weighs early against late hits, -1 to 1: above 0 early ones lose more, below 0 late ones do
    #[arg(long, value_name = "A", default_value = "0", value_parser = adjust, allow_hyphen_values = true,
          help_heading = "Deciding")]
    pub(in crate::cli) adjust: f64,
    /// A table for people, or one JSON object
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(in crate::cli) output: EvalFormat,
}

fn adjust(text: &str) -> Result<f64, String> {
    let wrong = || "expected a number from -1 to 1".to_owned();
    text.parse().ok().filter(|adjust| (-1.0..=1.0).contains(adjust)).ok_or_else(wrong)
}
