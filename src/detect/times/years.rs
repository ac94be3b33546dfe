//! Years, halves, quarters and seasons: 去年, 24年, 上半年, 第三季度, 春天.

use super::almanac::{plus_months, solar_term, year_start};
use super::length::to;
use super::point::{Level, Point, Reader};
use crate::detect::finding::Grain;
use crate::detect::numerals::{Numeral, Style, integer};

/// Years counted from this one.
const YEARS: &[(&str, i32)] = &[
    ("大前年", -3),
    ("前年", -2),
    ("去年", -1),
    ("上一年", -1),
    ("上年", -1),
    ("今年", 0),
    ("本年", 0),
    ("这一年", 0),
    ("同年", 0),
    ("明年", 1),
    ("次年", 1),
    ("来年", 1),
    ("下一年", 1),
    ("下年", 1),
    ("大后年", 3),
    ("后年", 2),
];

/// Seasons, with month and constant of the solar terms that begin them and the next.
const SEASONS: &[(&str, [(u32, f64); 2])] = &[
    ("春", [(2, 3.87), (5, 5.52)]),
    ("夏", [(5, 5.52), (8, 7.5)]),
    ("秋", [(8, 7.5), (11, 7.438)]),
    ("冬", [(11, 7.438), (2, 3.87)]),
];

/// Words beside two figures and 年 that make them a length: 保修10年, 15年了.
const LENGTH_BEFORE: &[&str] = &[
    "了", "过", "近", "达", "共", "整", "长", "保修", "质保", "已", "经", "满", "快", "有", "约", "这", "每",
    "前", "后", "最近", "将近", "未来",
];
const LENGTH_AFTER: &[&str] =
    &["了", "多", "来", "的时间", "前", "后", "内", "以", "之", "老", "期", "间", "里", "半", "左右", "零"];

impl Reader<'_> {
    pub(super) fn whole_year(&self, point: &Point, end: usize, year: i32) -> Point {
        let from = year_start(year);
        let until = from.and_then(|from| plus_months(from, 12));
        Point { year_named: true, ..point.with(Level::Year, end, from, until, Grain::Year) }
    }

    pub(super) fn years(&self, at: usize, point: &Point) -> Option<Point> {
        if point.level >= Level::Year {
            return None;
        }
        let text = self.text;
        if let Some((first, end)) = text.look(at, &[("今明两年", 0), ("去今两年", -1)]) {
            let from = year_start(i32::from(self.now.year()) + first);
            let until = from.and_then(|from| plus_months(from, 24));
            return Some(point.with(Level::Year, end, from, until, Grain::Year));
        }
        // 马上一年半了: the 上 ends another word.
        let joined = text.eat(at, "上").is_some() && text.any_before(at, &["马", "以", "网", "线"]).is_some();
        if let Some((years, end)) = text.look(at, YEARS).filter(|_| !joined) {
            let end = text.eat(end, "度").unwrap_or(end);
            return Some(self.whole_year(point, end, i32::from(self.now.year()) + years));
        }
        if !text.number_start(at)
            || text.char_before(at).is_some_and(|c| crate::detect::numerals::is_chinese(c) || c == '第')
        {
            return None;
        }
        let number = integer(text, at)?;
        let mark = text.space(number.end);
        let edition = text.eat(number.end, "版").filter(|&end| text.any(end, &["本"]).is_none());
        let (end, lent) = match text.eat(mark, "年").or(edition) {
            Some(end) => (end, false),
            None => {
                let second = integer(text, to(text, number.end)?)?;
                let end = text.eat(second.end, "年")?;
                let year = self.as_year(&second, at, end)?;
                (self.as_year(&number, at, end)? < year).then_some((number.end, true))?
            }
        };
        let year = self.as_year(&number, at, end)?;
        if text.any(end, &["级", "代", "龄", "糕", "薪"]).is_some() {
            return None;
        }
        let end = if lent { end } else { text.any(end, &["度", "版"]).unwrap_or(end) };
        let weak = edition.is_some() && text.any_before(end, &["年版"]).is_none();
        Some(Point { lent, weak, ..self.whole_year(point, end, year) })
    }

    fn as_year(&self, number: &Numeral, at: usize, end: usize) -> Option<i32> {
        let text = self.text;
        let month_next = || integer(text, text.space(end)).is_some_and(|n| text.eat(n.end, "月").is_some());
        let value = match number.style {
            Style::Ascii | Style::Positional => number.low as i32,
            Style::Pair if month_next() => number.low as i32 * 10 + number.high as i32,
            Style::Chinese if (1900.0..=2199.0).contains(&number.low) => return Some(number.low as i32),
            _ => return None,
        };
        match number.figures {
            4 if (1000..=2199).contains(&value) => Some(value),
            3 if month_next() && number.style != Style::Chinese => Some(value),
            2 => {
                let length =
                    text.any_before(at, LENGTH_BEFORE).is_some() || text.any(end, LENGTH_AFTER).is_some();
                let zero = matches!(text.char(at), Some('0' | '零' | '〇'));
                if length && !zero && number.style == Style::Ascii {
                    return None;
                }
                let pivot = i32::from(self.now.year()) % 100 + 10;
                let century = i32::from(self.now.year()) / 100 * 100;
                Some(if value > pivot { century - 100 + value } else { century + value })
            }
            _ => None,
        }
    }

    pub(super) fn within_year(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        let year = || year_start(self.year(point));
        let months = |first: i64, last: i64, level: Level, grain: Grain, end: usize| {
            let from = year().and_then(|year| plus_months(year, first));
            let until = year().and_then(|year| plus_months(year, last));
            point.with(level, end, from, until, grain)
        };
        if let Some(edge) = self.edge(at, point) {
            return Some(edge);
        }
        if !matches!(point.level, Level::Nothing | Level::Year) {
            return None;
        }
        if let Some(((first, last), end)) = text.look(at, &[("上半年", (0, 6)), ("下半年", (6, 12))]) {
            return Some(months(first, last, Level::Season, Grain::Season, end));
        }
        if let Some((first, last, end)) = self.quarter(at) {
            return Some(months(first * 3, last * 3, Level::Season, Grain::Quarter, end));
        }
        if let Some(((first, last), end)) =
            text.look(at, &[("暑假", (6, 8)), ("暑期", (6, 8)), ("寒假", (0, 2))])
        {
            return Some(months(first, last, Level::Season, Grain::Season, end));
        }
        self.season(at, point)
    }

    /// 春天, 冬季; a bare 春 only after a year.
    fn season(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        let ([first, last], next) = text.look(at, SEASONS)?;
        if text.any(next, &["至", "分", "奥"]).is_some() {
            return None;
        }
        let end = match text.any(next, &["天", "季"]) {
            Some(end) => end,
            None if point.level == Level::Year
                && text.any(next, &["节", "晚", "游", "装", "款"]).is_none() =>
            {
                next
            }
            None => return None,
        };
        let year = self.year(point);
        let from = solar_term(year, first.0, first.1);
        let until = solar_term(year + i32::from(last.0 < first.0), last.0, last.1);
        Some(point.with(Level::Season, end, from, until, Grain::Season))
    }

    fn quarter(&self, at: usize) -> Option<(i64, i64, usize)> {
        let text = self.text;
        if let Some(end) = text.any(at, &["首季度", "首季"]) {
            return Some((0, 1, end));
        }
        if let Some(q) = text.eat(at, "q").filter(|_| !text.byte_before(at).is_ascii_alphanumeric()) {
            let n = i64::from(integer(text, q)?.whole().filter(|n| (1..=4).contains(n))?);
            let end = text.any(q + 1, &["季度"]).unwrap_or(q + 1);
            return (!text.byte(end).is_ascii_alphanumeric()).then_some((n - 1, n, end));
        }
        let first = text.any(at, &["前", "后"]);
        let start = first.or_else(|| text.eat(at, "第")).unwrap_or(at);
        let number = integer(text, start)?;
        let n = i64::from(number.whole().filter(|n| (1..=4).contains(n))?);
        let end = text.eat(number.end, "个").filter(|_| first.is_some()).unwrap_or(number.end);
        let end = text.any(end, &["季度", "季"]).filter(|&end| text.any(end, &["节"]).is_none())?;
        Some(match text.char(at) {
            Some('前') => (0, n, end),
            Some('后') => (4 - n, 4, end),
            _ => (n - 1, n, end),
        })
    }
}
