//! Commands that look at messages: classify, explain, extract, segment.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::keeping::Keeping;
use super::reading::Reading;
use crate::lexicon::alternatives;
use crate::render::Offsets;
use crate::stream::Split;

#[derive(Args, Debug)]
pub(in crate::cli) struct Classify {
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
    /// Wait for what is added to the files, as tail -F does, and go on with the next file of the same name; --follow=new
    /// passes over what they hold already
    #[arg(
        long,
        value_name = "FROM",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "start",
        conflicts_with_all = ["text", "whole", "exit_code"],
        help_heading = "Input"
    )]
    pub(in crate::cli) follow: Option<FollowFrom>,
    /// A JSON file of writers' past tickets: gives a prior, shown beside the decision and never part of it
    #[arg(long, value_name = "FILE", help_heading = "Deciding")]
    pub(in crate::cli) profile: Option<PathBuf>,
    /// How decisions are written, and where: auto, text, ndjson, csv or tsv; may be given several times, all but one with a
    /// file [default: text on a terminal, NDJSON elsewhere]
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = target, help_heading = "Output")]
    pub(in crate::cli) output: Vec<Target>,
    /// Write only decisions that are so: hits, emergency, handoff, category=A,B, desk=A, need>=problem, tier=2, score>=50; may
    /// be given several times, then all must hold
    #[arg(long, value_name = "CONDITION", help_heading = "Output")]
    pub(in crate::cli) only: Vec<String>,
    /// Write only decisions that score at least so much, 0 to 100
    #[arg(long, value_name = "S", value_parser = score, help_heading = "Output")]
    pub(in crate::cli) min_score: Option<f64>,
    /// Write only these fields of NDJSON, or columns of a table: id,score,desk.id
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help_heading = "Output")]
    pub(in crate::cli) fields: Vec<String>,
    /// Write a file for each desk, category, need or tier, into the folder of --output FORMAT=FOLDER/
    #[arg(long, value_name = "BY", help_heading = "Output")]
    pub(in crate::cli) split_by: Option<Split>,
    /// Begin tables with a byte order mark, by which Excel knows UTF-8
    #[arg(long, help_heading = "Output")]
    pub(in crate::cli) bom: bool,
    /// Write decisions as soon as they are made, not in the order of the input; conversations are not followed then
    #[arg(long, help_heading = "Output")]
    pub(in crate::cli) unordered: bool,
    /// Sum up at the end: on standard error, or as JSON in a file [default: on a terminal that shows no decisions]
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, help_heading = "Output")]
    pub(in crate::cli) summary: Option<Option<PathBuf>>,
    /// Star out numbers, addresses and names that tell who wrote it; spans count in the text as shown
    #[arg(long, help_heading = "Output")]
    pub(in crate::cli) redact: bool,
    /// The unit of spans
    #[arg(long, value_name = "UNIT", default_value = "bytes", help_heading = "Output")]
    pub(in crate::cli) offsets: Offsets,
    /// Leave with 1 when no message scored 50, or, with --only or --min-score, when none met them
    #[arg(long, help_heading = "Output")]
    pub(in crate::cli) exit_code: bool,
    #[command(flatten)]
    pub(in crate::cli) keeping: Keeping,
}

/// Where the reading of files that grow begins.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum FollowFrom {
    /// At the start of each file
    Start,
    /// Behind what each file holds already
    New,
}

/// The formats of decisions and of evidence.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum OutputFormat {
    Auto,
    Text,
    Ndjson,
    Csv,
    Tsv,
}

/// A format, and the file or folder that it goes to instead of standard output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::cli) struct Target {
    pub(in crate::cli) format: OutputFormat,
    pub(in crate::cli) file: Option<PathBuf>,
}

fn target(text: &str) -> Result<Target, String> {
    let (name, file) = match text.split_once('=') {
        Some((_, "")) => return Err("a file's name is missing after =".to_owned()),
        Some((name, "-")) => (name, None),
        Some((name, file)) => (name, Some(PathBuf::from(file))),
        None => (text, None),
    };
    let format = OutputFormat::from_str(name, false).map_err(|_| {
        let known: Vec<String> = OutputFormat::value_variants()
            .iter()
            .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
            .collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        format!("there is no such format. {}", alternatives(name, &known))
    })?;
    Ok(Target { format, file })
}

fn score(text: &str) -> Result<f64, String> {
    let score: f64 = text.parse().map_err(|_| "expected a number from 0 to 100".to_owned())?;
    if (0.0..=100.0).contains(&score) { Ok(score) } else { Err("expected a number from 0 to 100".to_owned()) }
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
pub(in crate::cli) struct Explain {
    /// The message, or a file that holds it; - or none for standard input
    #[arg(value_name = "TEXT|FILE", conflicts_with = "text")]
    pub(in crate::cli) message: Option<OsString>,
    /// The message, even if a file has that name
    #[arg(short, long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(in crate::cli) text: Option<String>,
    /// Say why it did not go to this desk, and the smallest change that would send it there
    #[arg(long, value_name = "DESK")]
    pub(in crate::cli) why_not: Option<String>,
    /// A JSON file of writers' past tickets: gives a prior, shown beside the decision and never part of it
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) profile: Option<PathBuf>,
    /// Star out numbers, addresses and names that tell who wrote it
    #[arg(long)]
    pub(in crate::cli) redact: bool,
    /// Print it as a golden case, to be put into a fixture file
    #[arg(long, conflicts_with_all = ["why_not", "redact"])]
    pub(in crate::cli) as_case: bool,
}

#[derive(Args, Debug)]
#[command(
    override_usage = "fenliu extract [OPTIONS] [FILE]...",
    before_help = "\
Examples:
  echo '近24小时付款失败3次，报错40029' | fenliu extract
  fenliu extract --output csv chat.ndjson      a table with a row a finding"
)]
pub(in crate::cli) struct Extract {
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
    /// Star out numbers, addresses and names that tell who wrote it; spans count in the text as shown
    #[arg(long, help_heading = "Output")]
    pub(in crate::cli) redact: bool,
    /// How evidence is written; auto is text on a terminal, NDJSON elsewhere
    #[arg(long, value_name = "FORMAT", default_value = "auto", help_heading = "Output")]
    pub(in crate::cli) output: OutputFormat,
    /// The unit of spans
    #[arg(long, value_name = "UNIT", default_value = "bytes", help_heading = "Output")]
    pub(in crate::cli) offsets: Offsets,
}

#[derive(Args, Debug)]
#[command(
    override_usage = "fenliu segment [OPTIONS] [FILE]...",
    before_help = "\
Examples:
  echo '退款三天了还没到账' | fenliu segment    words parted by spaces
  fenliu segment --output ndjson chat.ndjson   words with their places"
)]
pub(in crate::cli) struct Segment {
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
    /// How words are written: parted by spaces, or one JSON object a message
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(in crate::cli) output: SegmentFormat,
    /// The unit of spans
    #[arg(long, value_name = "UNIT", default_value = "bytes", help_heading = "Output")]
    pub(in crate::cli) offsets: Offsets,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum SegmentFormat {
    Text,
    Ndjson,
}
