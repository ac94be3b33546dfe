//! Which files of a folder are read.

use clap::Args;

/// The files of folders.
#[derive(Args, Clone, Debug, Default)]
pub(in crate::cli) struct Walking {
    /// In folders, read only files that match; with ! before it, pass over those that do. May be given several times
    #[arg(short, long, value_name = "GLOB", help_heading = "Input")]
    pub(in crate::cli) glob: Vec<String>,
    /// In folders, read hidden files too, and those that .gitignore or .ignore name
    #[arg(long, help_heading = "Input")]
    pub(in crate::cli) no_ignore: bool,
    /// In folders, follow symbolic links
    #[arg(long, help_heading = "Input")]
    pub(in crate::cli) follow_links: bool,
}
