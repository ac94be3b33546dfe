//! Options of every command.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::DateTime;

use crate::calendar::parse_moment;
use crate::render::Lang;
use crate::stream::Account;

/// Options of every command.
#[derive(Args, Debug)]
pub(in crate::cli) struct Common {
    /// Folder of a pack to use instead of the built-in one
    #[arg(long, global = true, value_name = "DIR", help_heading = "Deciding")]
    pub(in crate::cli) pack: Option<PathBuf>,
    /// The time to decide for, in Shanghai unless it says otherwise [default: the clock]
    #[arg(long, global = true, value_name = "TIME", value_parser = parse_moment, help_heading = "Deciding")]
    pub(in crate::cli) now: Option<DateTime>,
    /// The account of messages that name none
    #[arg(long, global = true, value_name = "SORT", help_heading = "Deciding")]
    pub(in crate::cli) account: Option<Account>,
    /// The region of messages that name none, e.g. HK
    #[arg(long, global = true, help_heading = "Deciding")]
    pub(in crate::cli) region: Option<String>,
    /// The device of messages that name none, e.g. mobile
    #[arg(long, global = true, help_heading = "Deciding")]
    pub(in crate::cli) device: Option<String>,
    /// The language of the words around the data [default: from LC_ALL, LC_MESSAGES or LANG]
    #[arg(long, global = true, value_name = "LANG", help_heading = "Output")]
    pub(in crate::cli) lang: Option<Lang>,
    /// When to use colour; auto heeds NO_COLOR and CLICOLOR_FORCE
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    pub(in crate::cli) color: Color,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Output")]
    pub(in crate::cli) quiet: bool,
    /// Name every record that can't be read, not the first five
    #[arg(short, long, global = true, help_heading = "Output")]
    pub(in crate::cli) verbose: bool,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum Color {
    Auto,
    Always,
    Never,
}
