//! Hours and days as plain functions of a clock that is passed in. All wall-clock times are Asia/Shanghai (UTC+8).

use jiff::civil::DateTime;
use jiff::tz::Offset;

/// The offset of Asia/Shanghai, which has kept no summer time since 1991.
pub const SHANGHAI: Offset = Offset::constant(8);

/// Where the current time was taken from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClockSource {
    /// The `time` field of the record.
    Record,
    /// The `--now` option.
    Option,
    /// The system clock, read once when the program started.
    System,
}

/// "Now" for one message: a wall-clock time in Shanghai and where it came from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Clock {
    /// Wall-clock time in Asia/Shanghai.
    pub now: DateTime,
    /// Where it was taken from.
    pub source: ClockSource,
}

/// Reads an RFC 3339 time (brought to Shanghai), or a date and time or a date alone (taken as Shanghai).
///
/// # Errors
/// A sentence for people when the text is none of these.
pub fn parse_moment(text: &str) -> Result<DateTime, String> {
    let text = text.trim();
    if let Ok(instant) = text.parse::<jiff::Timestamp>() {
        return Ok(SHANGHAI.to_datetime(instant));
    }
    text.parse::<DateTime>().map_err(|_| {
        format!("'{text}' is no time; write 2026-11-24T19:30:00+08:00, 2026-11-24T19:30 or 2026-11-24")
    })
}

/// Writes a Shanghai wall-clock time as RFC 3339 with its offset: `2026-11-24T19:30:00+08:00`.
#[must_use]
pub fn rfc3339(moment: DateTime) -> String {
    format!("{}+08:00", moment.strftime("%Y-%m-%dT%H:%M:%S"))
}
