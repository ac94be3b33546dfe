//! Runs that can go on where something ended them.

use std::collections::BTreeMap;
use std::num::NonZeroU64;
use std::path::PathBuf;

use clap::Args;

/// The values of options, by their long names.
pub(in crate::cli) type Options = BTreeMap<String, Vec<String>>;

/// Checkpoints.
#[derive(Args, Clone, Debug, Default)]
pub(in crate::cli) struct Keeping {
    /// Note in this file, from time to time, how far the run has come; then --resume goes on there, whatever ended it
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["unordered", "text", "follow"],
        help_heading = "Long runs"
    )]
    pub(in crate::cli) checkpoint: Option<PathBuf>,
    /// Note it every so many records [default: every 5 seconds]
    #[arg(long, value_name = "N", requires = "checkpoint", help_heading = "Long runs")]
    pub(in crate::cli) checkpoint_every: Option<NonZeroU64>,
    /// Go on where the checkpoint says; from the beginning if there is none yet
    #[arg(long, requires = "checkpoint", help_heading = "Long runs")]
    pub(in crate::cli) resume: bool,
    /// All options that were given.
    #[arg(skip)]
    pub(in crate::cli) options: Options,
}
