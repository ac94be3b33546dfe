//! The Chinese lunar calendar from 1900 to 2099.

use jiff::civil::DateTime;

use super::almanac::{day, midnight, plus_days};

const FIRST_YEAR: i32 = 1900;

/// One year a number: bits 0–3 the month that is repeated (0 for none), bit 16 whether the repeated month has 30 days
/// instead of 29, bits 15 down to 4 the same for months 1 to 12. The months are those that the Purple Mountain Observatory
/// publishes; this packing is the customary one.
const YEARS: [u32; 200] = [
    0x04bd8, 0x04ae0, 0x0a570, 0x054d5, 0x0d260, 0x0d950, 0x16554, 0x056a0, 0x09ad0, 0x055d2, 0x04ae0,
    0x0a5b6, 0x0a4d0, 0x0d250, 0x1d255, 0x0b540, 0x0d6a0, 0x0ada2, 0x095b0, 0x14977, 0x04970, 0x0a4b0,
    0x0b4b5, 0x06a50, 0x06d40, 0x1ab54, 0x02b60, 0x09570, 0x052f2, 0x04970, 0x06566, 0x0d4a0, 0x0ea50,
    0x06e95, 0x05ad0, 0x02b60, 0x186e3, 0x092e0, 0x1c8d7, 0x0c950, 0x0d4a0, 0x1d8a6, 0x0b550, 0x056a0,
    0x1a5b4, 0x025d0, 0x092d0, 0x0d2b2, 0x0a950, 0x0b557, 0x06ca0, 0x0b550, 0x15355, 0x04da0, 0x0a5d0,
    0x14573, 0x052b0, 0x0a9a8, 0x0e950, 0x06aa0, 0x0aea6, 0x0ab50, 0x04b60, 0x0aae4, 0x0a570, 0x05260,
    0x0f263, 0x0d950, 0x05b57, 0x056a0, 0x096d0, 0x04dd5, 0x04ad0, 0x0a4d0, 0x0d4d4, 0x0d250, 0x0d558,
    0x0b540, 0x0b5a0, 0x195a6, 0x095b0, 0x049b0, 0x0a974, 0x0a4b0, 0x0b27a, 0x06a50, 0x06d40, 0x0af46,
    0x0ab60, 0x09570, 0x04af5, 0x04970, 0x064b0, 0x074a3, 0x0ea50, 0x06b58, 0x05ac0, 0x0ab60, 0x096d5,
    0x092e0, 0x0c960, 0x0d954, 0x0d4a0, 0x0da50, 0x07552, 0x056a0, 0x0abb7, 0x025d0, 0x092d0, 0x0cab5,
    0x0a950, 0x0b4a0, 0x0baa4, 0x0ad50, 0x055d9, 0x04ba0, 0x0a5b0, 0x15176, 0x052b0, 0x0a930, 0x07954,
    0x06aa0, 0x0ad50, 0x05b52, 0x04b60, 0x0a6e6, 0x0a4e0, 0x0d260, 0x0ea65, 0x0d530, 0x05aa0, 0x076a3,
    0x096d0, 0x04afb, 0x04ad0, 0x0a4d0, 0x1d0b6, 0x0d250, 0x0d520, 0x0dd45, 0x0b5a0, 0x056d0, 0x055b2,
    0x049b0, 0x0a577, 0x0a4b0, 0x0aa50, 0x1b255, 0x06d20, 0x0ada0, 0x14b63, 0x09370, 0x049f8, 0x04970,
    0x064b0, 0x168a6, 0x0ea50, 0x06aa0, 0x1a6c4, 0x0aae0, 0x092e0, 0x0d2e3, 0x0c960, 0x0d557, 0x0d4a0,
    0x0da50, 0x05d55, 0x056a0, 0x0a6d0, 0x055d4, 0x052d0, 0x0a9b8, 0x0a950, 0x0b4a0, 0x0b6a6, 0x0ad50,
    0x055a0, 0x0aba4, 0x0a5b0, 0x052b0, 0x0b273, 0x06930, 0x07337, 0x06aa0, 0x0ad50, 0x14b55, 0x04b60,
    0x0a570, 0x054e4, 0x0d160, 0x0e968, 0x0d520, 0x0daa0, 0x16aa6, 0x056d0, 0x04ae0, 0x0a9d4, 0x0a2d0,
    0x0d150, 0x0f252,
];

/// The first day and the length in days of a month of the lunar calendar; `leap` asks for the repeated one.
pub(super) fn month(year: i32, month: u32, leap: bool) -> Option<(DateTime, i64)> {
    let index = usize::try_from(year - FIRST_YEAR).ok()?;
    let bits = *YEARS.get(index)?;
    let repeated = bits & 0xf;
    if !(1..=12).contains(&month) || leap && repeated != month {
        return None;
    }
    let before: i64 = YEARS[..index].iter().map(|&bits| year_days(bits)).sum();
    let mut days = before;
    for m in 1..month {
        days += month_days(bits, m) + if repeated == m { leap_days(bits) } else { 0 };
    }
    let length = if leap { leap_days(bits) } else { month_days(bits, month) };
    days += if leap { month_days(bits, month) } else { 0 };
    let start = midnight(day(FIRST_YEAR, 1, 31)?);
    Some((plus_days(start, days)?, length))
}

/// A day of the lunar calendar.
pub(super) fn date(year: i32, m: u32, d: u32) -> Option<DateTime> {
    let (start, length) = month(year, m, false)?;
    (1..=length).contains(&i64::from(d)).then(|| plus_days(start, i64::from(d) - 1)).flatten()
}

/// The last day of a lunar year: New Year's Eve.
pub(super) fn eve(year: i32) -> Option<DateTime> {
    plus_days(date(year + 1, 1, 1)?, -1)
}

fn month_days(bits: u32, month: u32) -> i64 {
    29 + i64::from(bits >> (16 - month) & 1)
}

fn leap_days(bits: u32) -> i64 {
    if bits & 0xf == 0 { 0 } else { 29 + i64::from(bits >> 16 & 1) }
}

fn year_days(bits: u32) -> i64 {
    (1..=12).map(|month| month_days(bits, month)).sum::<i64>() + leap_days(bits)
}

#[cfg(test)]
mod tests {
    use super::{date, eve, month, year_days};

    fn shown(day: Option<jiff::civil::DateTime>) -> String {
        day.map_or("none".to_owned(), |day| day.date().to_string())
    }

    #[test]
    fn known_days() {
        // New Year, Dragon Boat and Mid-Autumn as the State Council's holiday notices give them.
        for (year, m, d, wanted) in [
            (2019, 1, 1, "2019-02-05"),
            (2020, 8, 15, "2020-10-01"),
            (2023, 1, 1, "2023-01-22"),
            (2024, 5, 5, "2024-06-10"),
            (2025, 8, 15, "2025-10-06"),
            (2026, 1, 1, "2026-02-17"),
        ] {
            assert_eq!(shown(date(year, m, d)), wanted, "{year} {m} {d}");
        }
        assert_eq!(shown(eve(2025)), "2026-02-16");
        assert_eq!(shown(date(2026, 13, 1)), "none");
        assert_eq!(shown(date(2100, 1, 1)), "none");
    }

    #[test]
    fn repeated_months() {
        assert_eq!(
            month(2020, 4, true).map(|(day, length)| (day.date().to_string(), length)),
            Some(("2020-05-23".to_owned(), 29))
        );
        assert!(month(2021, 4, true).is_none());
        assert!(super::YEARS.iter().all(|&bits| (353..=355).contains(&year_days(bits)) || (383..=385).contains(&year_days(bits))));
    }
}
