//! Hours and days as plain functions of a clock that is passed in. All wall-clock times are Asia/Shanghai (UTC+8).

use std::fmt::Write as _;

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
    let mut text = String::with_capacity("2026-11-24T19:30:00+08:00".len());
    // By hand: every decision has one, and `strftime` reads its pattern anew each time.
    let _ = write!(text, "{:04}", moment.year());
    for (mark, part) in [
        ('-', moment.month()),
        ('-', moment.day()),
        ('T', moment.hour()),
        (':', moment.minute()),
        (':', moment.second()),
    ] {
        text.push(mark);
        text.push(char::from(b'0' + part.unsigned_abs() / 10 % 10));
        text.push(char::from(b'0' + part.unsigned_abs() % 10));
    }
    text.push_str("+08:00");
    text
}

/// Whether a wall-clock time lies inside hours given in minutes after midnight; the closing minute no longer does.
#[must_use]
pub fn is_open(opens: u16, closes: u16, now: DateTime) -> bool {
    let minute = i32::from(now.hour()) * 60 + i32::from(now.minute());
    (i32::from(opens)..i32::from(closes)).contains(&minute)
}

/// The next time that hours open which are closed now: later today, or tomorrow. `None` past the end of time.
#[must_use]
pub fn next_opening(opens: u16, now: DateTime) -> Option<DateTime> {
    let hour = i8::try_from(opens / 60).ok()?;
    let minute = i8::try_from(opens % 60).ok()?;
    let today = now.date().at(hour, minute, 0, 0);
    if today > now { Some(today) } else { Some(now.date().tomorrow().ok()?.at(hour, minute, 0, 0)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_open_at_their_first_minute_and_close_at_their_last() {
        for (now, open, next) in [
            ("2026-11-24T07:59", false, "2026-11-24T08:00:00+08:00"),
            ("2026-11-24T08:00", true, "2026-11-25T08:00:00+08:00"),
            ("2026-11-24T23:59", true, "2026-11-25T08:00:00+08:00"),
            ("2026-11-25T00:00", false, "2026-11-25T08:00:00+08:00"),
        ] {
            let now = parse_moment(now).unwrap();
            assert_eq!(is_open(480, 1440, now), open, "{now}");
            assert_eq!(rfc3339(next_opening(480, now).unwrap()), next);
        }
    }

    #[test]
    fn moments_come_to_shanghai() {
        for (text, expected) in [
            ("2026-11-24T19:30:00+08:00", "2026-11-24T19:30:00+08:00"),
            ("2026-11-24T11:30:00Z", "2026-11-24T19:30:00+08:00"),
            ("2026-11-24T19:30", "2026-11-24T19:30:00+08:00"),
            ("2026-11-24", "2026-11-24T00:00:00+08:00"),
        ] {
            assert_eq!(rfc3339(parse_moment(text).unwrap()), expected);
        }
        assert!(parse_moment("昨天").is_err());
    }
}
