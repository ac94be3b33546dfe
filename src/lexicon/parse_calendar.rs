//! `calendar.toml` into checked holidays and make-up workdays.

use jiff::civil::Date;

use super::reader::{Reader, Text};
use crate::calendar::{HolidayYear, is_weekend};
use crate::diagnostic::Said;

/// Reads the years of a file; those of a later file come behind and so hold.
pub(super) fn years(file: &mut Reader<'_>, years: &mut Vec<HolidayYear>) {
    years.extend(file.tables("year").into_iter().filter_map(year));
}

fn year(mut table: Reader<'_>) -> Option<HolidayYear> {
    table.must_have("year", "year = 2026");
    let number = table.integer("year", 1949..=9999);
    let source = table.required("source", "source = \"the notice, its number and date\"");
    let number = number.and_then(|number| i16::try_from(number).ok());
    let off = table.tables("off").into_iter().filter_map(|holiday| span(holiday, number)).collect::<Vec<_>>();
    let mut work = Vec::new();
    for text in table.strings("work") {
        let Some(date) = date(&table, &text, number) else { continue };
        if off.iter().any(|(first, last)| (*first..=*last).contains(&date)) || !is_weekend(date) {
            let message = Said::new(
                format!("{date} is no day of a weekend that could be worked instead of a holiday"),
                format!("{date} 不是可以调休上班的周末"),
            );
            table.fault("calendar", text.at.clone(), message, None);
        }
        work.push(date);
    }
    table.finish();
    Some(HolidayYear { year: number?, off, work, source: source?.value })
}

fn span(mut table: Reader<'_>, year: Option<i16>) -> Option<(Date, Date)> {
    let _ = table.required("name", "name = \"元旦\"");
    let from = table.required("from", "from = \"2026-01-01\"");
    let until = table.required("until", "until = \"2026-01-03\", its last day");
    let first = from.and_then(|text| date(&table, &text, year));
    let last = until.as_ref().and_then(|text| date(&table, text, year));
    if let (Some(first), Some(last), Some(text)) = (first, last, &until)
        && last < first
    {
        let message = Said::new("the holiday ends before it begins", "假期的最后一天早于第一天");
        table.fault("calendar", text.at.clone(), message, None);
    }
    table.finish();
    Some((first?, last?))
}

fn date(table: &Reader<'_>, text: &Text, year: Option<i16>) -> Option<Date> {
    let date = text.value.parse::<Date>().ok();
    let message = match date {
        None => Said::new(format!("\"{}\" is no date", text.value), format!("\"{}\" 不是日期", text.value)),
        Some(date) if year.is_some_and(|year| date.year() != year) => {
            Said::new(format!("{date} lies in another year"), format!("{date} 不在这一年"))
        }
        found => return found,
    };
    table.fault("calendar", text.at.clone(), message, Some(Said::alike("2026-01-01")));
    None
}
