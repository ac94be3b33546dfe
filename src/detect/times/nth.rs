//! What is counted within a month or year: 十月第一周, 本月最后三天, 今年倒数第二个月, 八月第一个周二.

use jiff::civil::DateTime;

use super::almanac::{next_weekday, plus_days, plus_months};
use super::point::{Level, Point, Reader};
use super::weeks::WEEKDAYS;
use crate::detect::finding::Grain;
use crate::detect::numerals::integer;

/// From which end is counted, and whether one is meant or all up to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ordinal {
    /// 第三
    Nth,
    /// 倒数第三
    NthLast,
    /// 前三
    First,
    /// 最后三, 后三
    Last,
}

const ORDINALS: &[(&str, Ordinal)] = &[
    ("倒数第", Ordinal::NthLast),
    ("最后", Ordinal::Last),
    ("第", Ordinal::Nth),
    ("前", Ordinal::First),
    ("后", Ordinal::Last),
];

const WEEK: &[&str] = &["周", "星期", "礼拜"];

impl Reader<'_> {
    pub(super) fn nth(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        let (ordinal, after) = text.look(at, ORDINALS)?;
        let number = integer(text, after)?;
        let n = i64::from(number.whole().filter(|n| (1..=366).contains(n))?);
        let next = text.eat(number.end, "个").unwrap_or(number.end);
        let next = text.eat(next, "的").unwrap_or(next);
        let week = text.any(next, WEEK);
        if let Some((weekday @ 0..=6, end)) = week.and_then(|at| text.look(at, WEEKDAYS)) {
            let last = text.eat(at, "最后").is_some();
            let first = self.nth_weekday(point, ordinal, last, n, weekday)?;
            return Some(Point { weekday: true, ..self.one_day(point, end, first, 0) });
        }
        if point.level == Level::Nothing && ordinal == Ordinal::Nth && number.figures <= 3 {
            return self.nth_after_something(point, next);
        }
        if !matches!(point.level, Level::Year | Level::Month) {
            return None;
        }
        if let Some(end) = week {
            let monday = point.from.and_then(|from| plus_days(next_weekday(from, 0)?, (n - 1) * 7));
            let until = monday.and_then(|monday| plus_days(monday, 7));
            let whole = point.with(Level::Week, end, monday, until, Grain::Week);
            return (ordinal == Ordinal::Nth).then_some(whole);
        }
        if let Some(end) = text.any(next, &["天", "日"]) {
            let (from, until) = counted(point, ordinal, n, plus_days);
            return Some(point.with(Level::Day, end, from, until, Grain::Day));
        }
        let end = text.eat(next, "月").filter(|_| point.level == Level::Year)?;
        let end = text.eat(end, "份").unwrap_or(end);
        let (from, until) = counted(point, ordinal, n, plus_months);
        Some(point.with(Level::Month, end, from, until, Grain::Month))
    }

    /// 十月第一个周一, 五月最后一个周日, 最后一个周五.
    fn nth_weekday(
        &self,
        point: &Point,
        ordinal: Ordinal,
        last: bool,
        n: i64,
        weekday: i64,
    ) -> Option<DateTime> {
        match (ordinal, point.level) {
            (Ordinal::Nth, Level::Month) => plus_days(next_weekday(point.from?, weekday)?, (n - 1) * 7),
            (Ordinal::Last, Level::Month) if last => next_weekday(plus_days(point.until?, -7)?, weekday),
            (Ordinal::Last, Level::Nothing) if last => next_weekday(plus_days(self.now, -7)?, weekday),
            _ => None,
        }
    }

    /// 第三天, 第七年: after an event that is not known here.
    fn nth_after_something(&self, point: &Point, at: usize) -> Option<Point> {
        let text = self.text;
        let (level, grain, end) = match text.any(at, &["天", "日"]) {
            Some(end) => (Level::Day, Grain::Day, end),
            None => {
                let year = text.eat(at, "年").filter(|&end| text.any(end, &["级"]).is_none())?;
                (Level::Year, Grain::Year, year)
            }
        };
        Some(point.with(level, end, None, None, grain))
    }
}

/// The `n` units that an ordinal picks from a point, each `step` long.
fn counted(
    point: &Point,
    ordinal: Ordinal,
    n: i64,
    step: fn(DateTime, i64) -> Option<DateTime>,
) -> (Option<DateTime>, Option<DateTime>) {
    let (from, until) = (point.from, point.until);
    let ahead = |units| from.and_then(|from| step(from, units));
    let back = |units| until.and_then(|until| step(until, units));
    match ordinal {
        Ordinal::Nth => (ahead(n - 1), ahead(n)),
        Ordinal::NthLast => (back(-n), back(1 - n)),
        Ordinal::First => (from, ahead(n)),
        Ordinal::Last => (back(-n), until),
    }
}
