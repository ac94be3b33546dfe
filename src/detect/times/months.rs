//! Months, solar and lunar: 3月份, 腊月, 农历八月, 闰四月.

use jiff::civil::DateTime;

use super::almanac::{day, midnight, plus_days, plus_months};
use super::length::to;
use super::lunar;
use super::point::{Level, Point, Reader};
use crate::detect::finding::Grain;
use crate::detect::numerals::integer;

impl Reader<'_> {
    pub(super) fn whole_month(&self, point: &Point, end: usize, from: Option<DateTime>) -> Point {
        point.with(Level::Month, end, from, from.and_then(|from| plus_months(from, 1)), Grain::Month)
    }

    pub(super) fn months(&self, at: usize, point: &Point) -> Option<Point> {
        if point.level >= Level::Month || point.level == Level::Century {
            return None;
        }
        let text = self.text;
        let lunar_word = text.any(at, &["农历", "阴历", "旧历"]);
        let start = lunar_word.map_or(at, |end| text.eat(end, "的").unwrap_or(end));
        if lunar_word.is_some() && point.level < Level::Year {
            // 农历2015年十月初一
            if let Some(year) = self.years(start, point) {
                return self.months(year.end, &year).map(|month| self.lunar_month(month, false));
            }
        }
        if let Some((n, end)) = text.look(start, &[("正月", 1), ("腊月", 12), ("冬月", 11)]) {
            let end = text.eat(end, "份").unwrap_or(end);
            let month = Some((self.year(point), n));
            return Some(self.lunar_month(Point { month, ..self.whole_month(point, end, None) }, false));
        }
        if let Some(end) = text.eat(at, "首月").filter(|_| point.level == Level::Year) {
            return Some(self.whole_month(point, end, point.from));
        }
        let leap = text.eat(start, "闰");
        let number_at = leap.unwrap_or(start);
        if point.level < Level::Year
            && (!text.number_start(number_at)
                || text
                    .char_before(number_at)
                    .is_some_and(|c| crate::detect::numerals::is_chinese(c) || c == '第'))
        {
            return None;
        }
        let (n, end, lent) = self.month_number(number_at)?;
        let from = day(self.year(point), n, 1).map(midnight);
        let month = Some((self.year(point), n));
        let month = Point { lent, month, ..self.whole_month(point, end, from) };
        let is_lunar = leap.is_some() || lunar_word.is_some();
        Some(if is_lunar { self.lunar_month(month, leap.is_some()) } else { month })
    }

    /// The number of a month with its word, which may stand at the other end of a range: 3月份, the 9 of 9-11月.
    fn month_number(&self, at: usize) -> Option<(u32, usize, bool)> {
        let text = self.text;
        let number = integer(text, at).filter(|_| text.any(at, &["俩", "仨"]).is_none())?;
        let n = number.whole().filter(|n| (1..=12).contains(n) && number.figures <= 3)?;
        let mark = text.space(number.end);
        let (end, lent) = match text.eat(mark, "月") {
            Some(end) => (end, false),
            None => {
                let second = integer(text, to(text, number.end)?)?;
                text.eat(second.end, "月").filter(|_| second.whole().is_some_and(|m| m > n && m <= 12))?;
                (number.end, true)
            }
        };
        let band = text.eat(end, "天").is_some_and(|end| text.any(end, &["气"]).is_none());
        if band || text.any(end, &["饼", "亮", "经", "租", "供", "球", "卡", "薪"]).is_some() {
            return None;
        }
        let end = text.eat(end, "份").filter(|_| !lent).unwrap_or(end);
        Some((n, end, lent))
    }

    pub(super) fn lunar_month(&self, point: Point, leap: bool) -> Point {
        let value = point.month.and_then(|(year, month)| {
            let years = if point.year_named || leap { [year, year] } else { [year, year + 1] };
            years.into_iter().filter_map(|year| lunar::month(year, month, leap)).find(|&(from, length)| {
                point.year_named || leap || plus_days(from, length).is_some_and(|until| until > self.now)
            })
        });
        let from = value.map(|(from, _)| from);
        let until = value.and_then(|(from, length)| plus_days(from, length));
        Point { from, until, lunar: true, ..point }
    }

    pub(super) fn lunar_date(&self, point: &Point, d: u32) -> Option<DateTime> {
        let (year, month) = point.month?;
        let years = if point.year_named { [year, year] } else { [year, year + 1] };
        let today = midnight(self.now.date());
        let mut days = years.into_iter().filter_map(|year| lunar::date(year, month, d));
        days.find(|&day| point.year_named || day >= today)
    }
}
