//! `fenliu lexicon check`: says everything that is wrong with a pack.

use std::path::PathBuf;

use clap::Args;

use super::output::{Reporting, report};
use crate::cli::arguments::Common;
use crate::cli::messages::{Messages, Stop};
use crate::review::Audit;

/// Arguments of `check`.
#[derive(Args, Debug)]
pub(in crate::cli) struct Check {
    /// Folders of packs, or files in them [default: --pack, else lexicons/, else the built-in pack]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

pub(super) fn run(arguments: &Check, common: &Common, _messages: &Messages) -> Result<u8, Stop> {
    report(&Audit::new("check", Vec::new()), &arguments.reporting, common)
}
