//! Commands that look at messages: classify, explain, extract, segment.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::reading::Reading;
use crate::render::Offsets;

#[derive(Args, Debug)]
pub(in crate::cli) struct Classify {
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
    /// A JSON file of writers' past tickets: gives a prior, shown beside the decision and never part of it
    #[arg(long, value_name = "FILE", help_heading = "Deciding")]
    pub(in crate::cli) profile: Option<PathBuf>,
    /// How decisions are written; auto is text on a terminal, NDJSON elsewhere
    #[arg(long, value_name = "FORMAT", default_value = "auto", help_heading = "Output")]
    pub(in crate::cli) output: OutputFormat,
    /// The unit of spans
    #[arg(long, value_name = "UNIT", default_value = "bytes", help_heading = "Output")]
    pub(in crate::cli) offsets: Offsets,
    /// Star out numbers, addresses and names that tell who wrote it; spans count in the text as shown
    #[arg(long, help_heading = "Output")]
    pub(in crate::cli) redact: bool,
    /// Leave with 1 when no message reached --min-score
    #[arg(long, help_heading = "Output")]
    pub(in crate::cli) exit_code: bool,
    /// The score that --exit-code looks for, 0 to 100
    #[arg(long, value_name = "S", default_value = "50", value_parser = score, requires = "exit_code",
          help_heading = "Output")]
    pub(in crate::cli) min_score: f64,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum OutputFormat {
    Auto,
    Text,
    Ndjson,
    Csv,
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
