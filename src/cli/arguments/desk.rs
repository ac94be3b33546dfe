//! Commands about the places that messages go to: desk, track.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::DateTime;

use crate::calendar::parse_moment;
use crate::cli::desk::PageOutput;

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
pub(in crate::cli) struct Desk {
    /// How the places of a group are ordered: the shortest expected wait first, or as the pack lists them
    #[arg(long, value_name = "BY", default_value = "wait", help_heading = "Output")]
    pub(in crate::cli) sort: SortBy,
    /// When a service ended, to see whether it can still be rated
    #[arg(long, value_name = "TIME", value_parser = parse_moment, help_heading = "Deciding")]
    pub(in crate::cli) ended: Option<DateTime>,
    /// A low rating was given, so that a further complaint is the way now
    #[arg(long, help_heading = "Deciding")]
    pub(in crate::cli) low_rating: bool,
    /// How the page is written, and where to: text, json or html, and =FILE for a file
    #[arg(long, value_name = "FORM[=FILE]", default_value = "text", value_parser = PageOutput::parse,
          help_heading = "Output")]
    pub(in crate::cli) output: PageOutput,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum SortBy {
    Wait,
    Pack,
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
pub(in crate::cli) struct Track {
    /// Files of event records, one JSON object a line; - or none for standard input
    #[arg(value_name = "FILE")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// How tickets are drawn, and where to: text or html, and =FILE for a file
    #[arg(long, value_name = "FORM[=FILE]", default_value = "text", value_parser = PageOutput::parse_drawing,
          help_heading = "Output")]
    pub(in crate::cli) output: PageOutput,
}
