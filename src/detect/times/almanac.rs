//! Plain calendar arithmetic on Shanghai wall clocks; nothing here panics, what cannot be said is none.

use jiff::Span;
use jiff::civil::{Date, DateTime, Time};

pub(super) fn midnight(date: Date) -> DateTime {
    date.to_datetime(Time::midnight())
}

pub(super) fn day(year: i32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

pub(super) fn plus_days(moment: DateTime, days: i64) -> Option<DateTime> {
    moment.checked_add(Span::new().try_days(days).ok()?).ok()
}

pub(super) fn plus_months(moment: DateTime, months: i64) -> Option<DateTime> {
    moment.checked_add(Span::new().try_months(months).ok()?).ok()
}

pub(super) fn plus_seconds(moment: DateTime, seconds: f64) -> Option<DateTime> {
    if seconds.abs() > 1e11 {
        return None;
    }
    let whole = seconds as i64;
    // Days first: a civil day always has 86,400 seconds here.
    plus_days(moment, whole / 86_400)?.checked_add(Span::new().try_seconds(whole % 86_400).ok()?).ok()
}

/// The first day of the month that lies `months` after the month of `moment`.
pub(super) fn month_start(moment: DateTime, months: i64) -> Option<DateTime> {
    plus_months(midnight(moment.date().first_of_month()), months)
}

pub(super) fn year_start(year: i32) -> Option<DateTime> {
    day(year, 1, 1).map(midnight)
}

/// The Monday of the week that lies `weeks` after the week of `moment`.
pub(super) fn week_start(moment: DateTime, weeks: i64) -> Option<DateTime> {
    let back = i64::from(moment.date().weekday().to_monday_zero_offset());
    plus_days(midnight(moment.date()), weeks * 7 - back)
}

/// `moment` with another time of day.
pub(super) fn at_time(moment: DateTime, hour: u32, minute: u32, second: u32) -> Option<DateTime> {
    let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?, 0)
        .ok()?;
    Some(moment.date().to_datetime(time))
}

/// The first weekday `weekday` (Monday is 0) on or after `moment`.
pub(super) fn next_weekday(moment: DateTime, weekday: i64) -> Option<DateTime> {
    let today = i64::from(moment.date().weekday().to_monday_zero_offset());
    plus_days(midnight(moment.date()), (weekday - today).rem_euclid(7))
}

/// The day of a solar term in `month`, by the 寿星公式 with its `constant` for this century: ⌊Y·0.2422 + C⌋ − ⌊Y/4⌋, Y the
/// year of the century; January and February count from the year before.
pub(super) fn solar_term(year: i32, month: u32, constant: f64) -> Option<DateTime> {
    let years = (year - 2000).rem_euclid(100);
    let leap = if month <= 2 { (years - 1).div_euclid(4) } else { years / 4 };
    let d = (f64::from(years) * 0.2422 + constant).floor() as i32 - leap;
    day(year, month, u32::try_from(d).ok()?).map(midnight)
}
