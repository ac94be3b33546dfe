//! What the surroundings say: the clock, the language, the terminal.

use std::env;
use std::io::{self, IsTerminal};

use anstream::{AutoStream, ColorChoice};
use jiff::Timestamp;
use jiff::civil::DateTime;

use super::arguments::{Color, Common};
use crate::calendar::{Clock, ClockSource, SHANGHAI};
use crate::render::{Lang, Style};
use crate::stream::{Job, Output, Writing};
use crate::triage::Triage;

/// Columns of a drawing when there is no terminal to ask.
const WIDTH: usize = 80;

/// Now, by the option or by the system clock, which is read in this file alone.
pub(super) fn clock(common: &Common) -> Clock {
    match common.now {
        Some(now) => Clock { now, source: ClockSource::Option },
        None => Clock { now: system_time(), source: ClockSource::System },
    }
}

/// What the system clock says.
pub(super) fn system_time() -> DateTime {
    SHANGHAI.to_datetime(Timestamp::now())
}

/// How text on standard output looks.
pub(super) fn output_style(common: &Common) -> Style {
    style(common, AutoStream::choice(&io::stdout()))
}

/// How text on standard error looks.
pub(super) fn message_style(common: &Common) -> Style {
    style(common, AutoStream::choice(&io::stderr()))
}

fn style(common: &Common, choice: ColorChoice) -> Style {
    let color = match common.color {
        Color::Auto => choice != ColorChoice::Never,
        Color::Always => true,
        Color::Never => false,
    };
    let width = terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0));
    Style { color, width, lang: lang(common) }
}

fn lang(common: &Common) -> Lang {
    let named = || {
        let mut values = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(env::var_os);
        values.find(|value| !value.is_empty())
    };
    common.lang.unwrap_or_else(|| match named() {
        Some(name) if name.to_string_lossy().to_ascii_lowercase().starts_with("zh") => Lang::Zh,
        _ => Lang::En,
    })
}

/// Whether somebody would have to type the input.
pub(super) fn stdin_is_terminal() -> bool {
    io::stdin().is_terminal()
}

/// Whether somebody looks at messages as they come.
pub(super) fn stderr_is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Whether somebody looks at the output as it comes.
pub(super) fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// What deciding needs, as the options say.
pub(super) fn job<'j>(triage: &'j Triage, common: &'j Common, output: Output) -> Job<'j> {
    Job {
        triage,
        clock: clock(common),
        account: common.account,
        region: common.region.as_deref(),
        device: common.device.as_deref(),
        profiles: None,
        redact: false,
        output,
        writing: Writing::default(),
    }
}
