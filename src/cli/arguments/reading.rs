//! What a command reads, and how.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::records::Records;
use super::walking::Walking;

/// What to read.
#[derive(Args, Clone, Debug, Default)]
pub(in crate::cli) struct Reading {
    /// Files and folders to read; - or none for standard input
    #[arg(value_name = "FILE")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// A message itself; may be given several times
    #[arg(short, long, value_name = "TEXT", help_heading = "Input", allow_hyphen_values = true)]
    pub(in crate::cli) text: Vec<String>,
    /// How messages are written; auto goes by the file's ending, else by how it begins
    #[arg(long, value_name = "FORMAT", default_value = "auto", help_heading = "Input")]
    pub(in crate::cli) input: InputFormat,
    /// Records end with NUL instead of a line feed (text and NDJSON)
    #[arg(short = '0', long, help_heading = "Input")]
    pub(in crate::cli) null: bool,
    /// Each file, or standard input, is one message
    #[arg(long, conflicts_with = "null", help_heading = "Input")]
    pub(in crate::cli) whole: bool,
    /// Work on this many records side by side; all processors by default. The output is the same whatever the number
    #[arg(short = 'j', long, value_name = "N", help_heading = "Input")]
    pub(in crate::cli) threads: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(in crate::cli) records: Records,
    #[command(flatten)]
    pub(in crate::cli) walking: Walking,
}

impl Reading {
    /// How many records are worked on side by side.
    pub(in crate::cli) fn threads(&self) -> NonZeroUsize {
        let all = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.threads.unwrap_or_else(all)
    }
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::cli) enum InputFormat {
    #[default]
    Auto,
    Text,
    Ndjson,
    Csv,
    Tsv,
}
