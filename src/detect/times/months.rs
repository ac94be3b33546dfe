//! Months, solar and lunar, and what is counted within one: 3月份, 腊月, 十月第一周, 最后三天.

use jiff::civil::DateTime;

use super::almanac::{day, midnight, next_weekday, plus_days, plus_months};
use super::length::to;
use super::lunar;
use super::point::{Level, Point, Reader};
use super::weeks::WEEKDAYS;
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
        let number = integer(text, number_at)?;
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
        let from = day(self.year(point), n, 1).map(midnight);
        let month = Some((self.year(point), n));
        let month = Point { lent, month, ..self.whole_month(point, end, from) };
        let is_lunar = leap.is_some() || lunar_word.is_some();
        Some(if is_lunar { self.lunar_month(month, leap.is_some()) } else { month })
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

    pub(super) fn nth(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        const LEADS: &[(&str, char)] =
            &[("倒数第", '倒'), ("最后", '末'), ("第", '第'), ("前", '前'), ("后", '后')];
        let (lead, after) = text.look(at, LEADS)?;
        let number = integer(text, after)?;
        let n = i64::from(number.whole().filter(|n| (1..=366).contains(n))?);
        let next = text.eat(number.end, "个").unwrap_or(number.end);
        let next = text.eat(next, "的").unwrap_or(next);
        let (from, until) = (point.from, point.until);
        let span =
            |from: Option<DateTime>, until: Option<DateTime>, level: Level, grain: Grain, end: usize| {
                Some(point.with(level, end, from, until, grain))
            };
        if let Some((weekday @ 0..=6, end)) =
            text.any(next, &["周", "星期", "礼拜"]).and_then(|at| text.look(at, WEEKDAYS))
        {
            let first = match (lead, point.level) {
                ('第', Level::Month) => {
                    from.and_then(|from| next_weekday(from, weekday)).and_then(|d| plus_days(d, (n - 1) * 7))
                }
                ('末', Level::Month) => {
                    until.and_then(|until| plus_days(until, -7)).and_then(|d| next_weekday(d, weekday))
                }
                ('末', Level::Nothing) => plus_days(self.now, -7).and_then(|d| next_weekday(d, weekday)),
                _ => return None,
            };
            return first.map(|first| Point { weekday: true, ..self.one_day(point, end, first, 0) });
        }
        if point.level == Level::Nothing && lead == '第' && number.figures <= 3 {
            // 第三天, 第七年: after an event that is not known here.
            let (level, grain, end) = match text.any(next, &["天", "日"]) {
                Some(end) => (Level::Day, Grain::Day, end),
                None => (
                    Level::Year,
                    Grain::Year,
                    text.eat(next, "年").filter(|&end| text.any(end, &["级"]).is_none())?,
                ),
            };
            return Some(point.with(level, end, None, None, grain));
        }
        if !matches!(point.level, Level::Year | Level::Month) {
            return None;
        }
        if let Some(end) = text.any(next, &["周", "星期", "礼拜"]) {
            let monday = from.and_then(|from| next_weekday(from, 0)).and_then(|d| plus_days(d, (n - 1) * 7));
            return (lead == '第')
                .then(|| span(monday, monday.and_then(|d| plus_days(d, 7)), Level::Week, Grain::Week, end))
                .flatten();
        }
        if let Some(end) = text.any(next, &["天", "日"]) {
            return match lead {
                '第' => span(
                    from.and_then(|f| plus_days(f, n - 1)),
                    from.and_then(|f| plus_days(f, n)),
                    Level::Day,
                    Grain::Day,
                    end,
                ),
                '倒' => span(
                    until.and_then(|u| plus_days(u, -n)),
                    until.and_then(|u| plus_days(u, 1 - n)),
                    Level::Day,
                    Grain::Day,
                    end,
                ),
                '前' => span(from, from.and_then(|f| plus_days(f, n)), Level::Day, Grain::Day, end),
                _ => span(until.and_then(|u| plus_days(u, -n)), until, Level::Day, Grain::Day, end),
            };
        }
        let end = text.eat(next, "月").filter(|_| point.level == Level::Year)?;
        let end = text.eat(end, "份").unwrap_or(end);
        match lead {
            '第' => Some(self.whole_month(point, end, from.and_then(|f| plus_months(f, n - 1)))),
            '前' => span(from, from.and_then(|f| plus_months(f, n)), Level::Month, Grain::Month, end),
            '倒' => Some(self.whole_month(point, end, until.and_then(|u| plus_months(u, -n)))),
            _ => span(until.and_then(|u| plus_months(u, -n)), until, Level::Month, Grain::Month, end),
        }
    }
}
