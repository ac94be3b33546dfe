//! Hours and days as plain functions of a clock that is passed in. All wall-clock times are Asia/Shanghai (UTC+8).

use std::fmt::Write as _;

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

/// The offset of Asia/Shanghai, which has kept no summer time since 1991.
pub const SHANGHAI: Offset = Offset::constant(8);

/// Where the current time was taken from.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "snake_case")]
pub enum ClockSource {
    /// The `time` field of the record.
    Record,
    /// The `--now` option.
    Option,
    /// The system clock, read once when the program started.
    System,
}

/// "Now" for one message: a wall-clock time in Shanghai and where it came from.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
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

/// The legal holidays and make-up workdays of the years that are known.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Holidays {
    /// One entry a year, in any order; of two for the same year the later one holds.
    pub years: Vec<HolidayYear>,
}

/// The legal holidays and make-up workdays of one year.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HolidayYear {
    /// The year.
    pub year: i16,
    /// First and last day of each holiday.
    pub off: Vec<(Date, Date)>,
    /// Days of weekends that are worked.
    pub work: Vec<Date>,
    /// The notice that says so.
    pub source: String,
}

/// What sort of day it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Day {
    /// Monday to Friday, and no holiday.
    Workday,
    /// A day of the weekend that is worked.
    MakeUpWorkday,
    /// Saturday or Sunday.
    Weekend,
    /// A legal holiday, weekends inside it included.
    Holiday,
}

impl Day {
    /// The stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Workday => "workday",
            Self::MakeUpWorkday => "make_up_workday",
            Self::Weekend => "weekend",
            Self::Holiday => "holiday",
        }
    }

    /// Whether people work.
    #[must_use]
    pub const fn is_worked(self) -> bool {
        matches!(self, Self::Workday | Self::MakeUpWorkday)
    }
}

impl Holidays {
    /// What sort of day it is; `None` in a year whose holidays are not known.
    #[must_use]
    pub fn day(&self, date: Date) -> Option<Day> {
        let year = self.years.iter().rfind(|year| year.year == date.year())?;
        let is_off = year.off.iter().any(|(first, last)| (*first..=*last).contains(&date));
        Some(match is_weekend(date) {
            _ if year.work.contains(&date) => Day::MakeUpWorkday,
            _ if is_off => Day::Holiday,
            true => Day::Weekend,
            false => Day::Workday,
        })
    }
}

/// Saturday or Sunday.
#[must_use]
pub fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Whether so many minutes after an end have not yet passed. The last moment no longer belongs: two hours after 17:00:00
/// they are open at 18:59:59 and closed at 19:00:00. Before the end they are open too.
#[must_use]
pub fn is_within(minutes: u32, end: DateTime, now: DateTime) -> bool {
    until(minutes, end).is_none_or(|until| now < until)
}

/// So many minutes after an end; `None` past the end of time.
#[must_use]
pub fn until(minutes: u32, end: DateTime) -> Option<DateTime> {
    end.checked_add(jiff::Span::new().minutes(i64::from(minutes))).ok()
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

    #[test]
    fn a_rating_closes_two_hours_after_the_end() {
        let [end, before, at] = ["2026-11-24T23:00", "2026-11-25T00:59:59", "2026-11-25T01:00"]
            .map(|time| parse_moment(time).unwrap());
        assert!(is_within(120, end, before) && !is_within(120, end, at));
        assert_eq!(until(120, end), Some(at));
        assert!(is_within(120, DateTime::MAX, DateTime::MAX) && until(120, DateTime::MAX).is_none());
    }
}
