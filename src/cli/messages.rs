//! What is said on standard error, in one style: `fenliu: FILE:LINE: what. How to mend it.`

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::render::disarmed;
use crate::stream::{BadRecord, Noticed, Tally};

/// Records that can't be read are named up to this number; all of them with `--verbose`.
const NAMED: u64 = 5;

/// Why a command could not go on.
pub(super) enum Stop {
    /// Who read the output has gone: nothing is wrong.
    Closed,
    /// Something is wrong, as said.
    Failed(String),
}

impl Stop {
    /// Standard output could not be written.
    pub(super) fn of_output(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Failed(format!("<stdout>: can't be written: {}", cause(error))),
        }
    }
}

/// Speaks on standard error and remembers whether anything went wrong.
pub(super) struct Messages {
    quiet: bool,
    verbose: bool,
    failed: AtomicBool,
    /// The first record that could not be read.
    first_bad: OnceLock<String>,
}

impl Messages {
    pub(super) fn new(quiet: bool, verbose: bool) -> Self {
        Self { quiet, verbose, failed: AtomicBool::new(false), first_bad: OnceLock::new() }
    }

    /// Something went wrong; the rest is still done.
    pub(super) fn error(&self, text: &str) {
        self.failed.store(true, Ordering::Relaxed);
        say(text);
    }

    /// Something worth knowing.
    pub(super) fn note(&self, text: &str) {
        if !self.quiet {
            say(text);
        }
    }

    /// What was noticed about an input beside its records.
    pub(super) fn noticed(&self, name: &str, noticed: &Noticed) {
        for sentence in noticed.sentences() {
            self.note(&format!("{name}: {sentence}"));
        }
    }

    /// Whether nothing but errors is said.
    pub(super) fn quiet(&self) -> bool {
        self.quiet
    }

    /// Whether anything went wrong.
    pub(super) fn failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    /// The first record that could not be read, as it was named.
    pub(super) fn first_bad(&self) -> Option<&str> {
        self.first_bad.get().map(String::as_str)
    }

    /// Remembers what another run had remembered, which this one goes on with.
    pub(super) fn recall(&self, first_bad: Option<String>, failed: bool) {
        self.failed.fetch_or(failed, Ordering::Relaxed);
        if let Some(first_bad) = first_bad {
            self.first_bad.get_or_init(|| first_bad);
        }
    }
}

/// Names the records that can't be read, and sums them up at the end.
pub(super) struct BadRecords<'m> {
    messages: &'m Messages,
    count: u64,
}

impl<'m> BadRecords<'m> {
    pub(super) fn new(messages: &'m Messages) -> Self {
        Self::after(messages, 0)
    }

    /// The same behind so many that were named before.
    pub(super) fn after(messages: &'m Messages, count: u64) -> Self {
        Self { messages, count }
    }

    pub(super) fn add(&mut self, name: &str, bad: &BadRecord) {
        let text = format!("{name}:{}: {}", bad.line, bad.error);
        self.count += 1;
        if self.count <= NAMED || self.messages.verbose {
            self.messages.note(&text);
        }
        self.messages.first_bad.get_or_init(|| text);
    }

    /// The summary is kept even with `--quiet`: messages that nobody decided are no small matter.
    pub(super) fn sum_up(&self, tally: &Tally) {
        if let Some(first) = self.messages.first_bad() {
            let (bad, all) = (tally.bad, tally.records);
            let records = if all == 1 { "record" } else { "records" };
            let more = if bad > NAMED && !self.messages.verbose { " (-v names all)" } else { "" };
            say(&format!("{bad} of {all} {records} could not be read{more}; first: {first}"));
        }
        if tally.broken > 0 {
            let text = format!("the program itself failed over {} of the records", tally.broken);
            self.messages.error(&text);
        }
    }
}

/// Says that a run ends at once, in the middle of whatever it is doing.
pub(super) fn say_cut_short() {
    say("interrupted twice, so it ends at once: what waited to be written is lost");
}

/// Says it, on one line and as a sentence. That nobody listens to standard error is no reason to stop.
fn say(text: &str) {
    let stop = if text.ends_with(['.', '?', '…']) { "" } else { "." };
    let _ = writeln!(io::stderr().lock(), "fenliu: {}{stop}", visible(text));
}

/// Says something of several lines whose control characters are its own.
pub(super) fn say_drawing(text: &str) {
    let _ = io::stderr().lock().write_all(disarmed(text).as_bytes());
}

/// Names and quoted input with nothing in them that a terminal would obey: control characters and those that turn
/// the direction of writing are spelt out.
pub(super) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for char in text.chars() {
        let turns = matches!(char, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if char.is_control() || turns {
            let _ = write!(shown, "{}", char.escape_default());
        } else {
            shown.push(char);
        }
    }
    shown
}

/// What the system says about a failure, without its number.
pub(super) fn cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full. Make room, or write elsewhere".to_owned()
        }
        _ => {
            let said = error.to_string();
            said.split(" (os error").next().unwrap_or_default().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn nothing_that_a_terminal_obeys_is_shown() {
        assert_eq!(
            visible("退款\u{1b}[31m\r\n\u{9b}\u{202e}x\u{7f}"),
            "退款\\u{1b}[31m\\r\\n\\u{9b}\\u{202e}x\\u{7f}"
        );
        assert_eq!(visible("报表 2026.csv"), "报表 2026.csv");
    }
}
