//! Weeks and weekdays, and the steps 上, 这 and 下: 上周, 下下周三, 这个月, 周末.

use jiff::civil::DateTime;

use super::almanac::{
    month_start, next_weekday, plus_days, plus_months, plus_seconds, week_start, year_start,
};
use super::point::{Level, Point, Reader};
use crate::detect::finding::Grain;
use crate::detect::reading::Text;

pub(super) const WEEKDAYS: &[(&str, i64)] =
    &[("一", 0), ("二", 1), ("三", 2), ("四", 3), ("五", 4), ("六", 5), ("日", 6), ("天", 6), ("末", 7)];

const WEEK: &[&str] = &["周", "星期", "礼拜"];

impl Reader<'_> {
    pub(super) fn relative(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        let (step, after) = self.step(at)?;
        if point.level >= Level::Week || point.level == Level::Century {
            return None;
        }
        if let Some(end) = text.any(after, WEEK) {
            return self.relative_week(point, step, end);
        }
        if let Some(end) = text.eat(after, "月") {
            return self.relative_month(point, step, end);
        }
        if point.level != Level::Nothing {
            return None;
        }
        let now = self.now;
        if let Some(end) = text.any(after, &["季度", "季"]) {
            let quarter = (i64::from(now.month()) - 1) / 3 + step;
            let from = year_start(i32::from(now.year())).and_then(|year| plus_months(year, quarter * 3));
            let until = from.and_then(|from| plus_months(from, 3));
            return Some(point.with(Level::Season, end, from, until, Grain::Quarter));
        }
        let measured = text.any_before(after, &["个"]).is_some();
        if let Some(end) = text.any(after, &["年度", "年"]).filter(|_| measured) {
            return Some(self.whole_year(point, end, i32::from(now.year()) + i32::try_from(step).ok()?));
        }
        let end = text.any(after, &["小时", "钟头"]).filter(|_| step != 0)?;
        let from = plus_seconds(now, step as f64 * 3600.0);
        let until = from.and_then(|from| plus_seconds(from, 3600.0));
        Some(point.with(Level::Clock, end, from, until, Grain::Hour))
    }

    /// 上周, 下周三, 这周末, 下周周六; `end` stands behind the word for a week.
    fn relative_week(&self, point: &Point, step: i64, end: usize) -> Option<Point> {
        let text = self.text;
        let named = text
            .look(end, WEEKDAYS)
            .filter(|&(_, end)| text.any(end, &["个", "次", "家"]).is_none() || step != 0)
            .filter(|&(_, end)| !every_day(text, end));
        let monday = week_start(self.now, step);
        let twice = || text.any(end, WEEK).and_then(|at| text.look(at, WEEKDAYS)).filter(|named| named.0 < 7);
        match named {
            Some((7, end)) => return Some(self.weekend(point, end, monday?)),
            None if text.any(end, &["围", "边", "转", "岁"]).is_some() => return None,
            _ => {}
        }
        if let Some((weekday, end)) = named.or_else(twice) {
            return Some(Point { weekday: true, ..self.one_day(point, end, monday?, weekday) });
        }
        let until = monday.and_then(|monday| plus_days(monday, 7));
        Some(point.with(Level::Week, end, monday, until, Grain::Week))
    }

    /// 上个月, 去年本月; `end` stands behind 月.
    fn relative_month(&self, point: &Point, step: i64, end: usize) -> Option<Point> {
        let text = self.text;
        if text.any(end, &["饼", "亮", "经", "薪", "租", "供"]).is_some() {
            return None;
        }
        let end = text.eat(end, "份").unwrap_or(end);
        let from = match point.level {
            Level::Year => month_start(point.from?, i64::from(self.now.month()) - 1 + step),
            _ => month_start(self.now, step),
        };
        Some(self.whole_month(point, end, from))
    }

    fn step(&self, at: usize) -> Option<(i64, usize)> {
        let text = self.text;
        const ONE: &[(&str, i64)] =
            &[("这", 0), ("本", 0), ("当", 0), ("同", 0), ("今个", 0), ("今", 0), ("次", 1)];
        let (mut step, mut end) = match text.look(at, ONE) {
            Some((step, end)) => (step, end),
            None => {
                let (sign, word) = if text.eat(at, "上").is_some() { (-1, "上") } else { (1, "下") };
                let mut end = text.eat(at, word)?;
                let mut steps = 1;
                while let Some(next) = text.eat(end, word).filter(|_| steps < 4) {
                    (steps, end) = (steps + 1, next);
                }
                (sign * steps, end)
            }
        };
        end = text.eat(end, "一").unwrap_or(end);
        end = text.eat(end, "个").unwrap_or(end);
        // 今个月, and the month of Cantonese 今個月
        if text.eat(at, "今").is_some() && text.any(end, &["周", "星期", "礼拜", "月"]).is_none() {
            return None;
        }
        if text.eat(at, "上").is_some()
            && text.any_before(at, &["以", "早", "晚", "马", "网", "身", "线"]).is_some()
        {
            step = 0;
            if text.any(end, &["周", "星期", "礼拜", "月"]).is_some()
                && text.any_before(at, &["以", "马", "网"]).is_some()
            {
                return None;
            }
            step -= 1;
        }
        Some((step, end))
    }

    pub(super) fn weekend(&self, point: &Point, end: usize, monday: DateTime) -> Point {
        let from = plus_days(monday, 5);
        Point { weekday: true, ..point.with(Level::Day, end, from, plus_days(monday, 7), Grain::Day) }
    }

    pub(super) fn weekdays(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        if point.weekday || matches!(point.level, Level::Century | Level::Year | Level::Season | Level::Month)
        {
            return None;
        }
        let (weekday, end) = text.any(at, WEEK).and_then(|at| text.look(at, WEEKDAYS))?;
        if text.any_before(at, &["一", "二", "两", "三", "四", "几", "每", "这"]).is_some()
            && text.any(end, &["次", "回", "遍"]).is_some()
            || text.any(end, &["个", "围"]).is_some()
            || every_day(text, end)
            || text.eat(at, "周").is_some() && text.any_before(at, &["四", "一", "姓"]).is_some()
        {
            return None;
        }
        if point.level == Level::Day {
            return Some(Point { end, weekday: true, ..*point });
        }
        let start = point.from.or_else(|| self.base.and_then(|base| base.from)).unwrap_or(self.now);
        if weekday == 7 {
            return Some(self.weekend(point, end, week_start(start, 0)?));
        }
        Some(Point { weekday: true, ..self.one_day(point, end, next_weekday(start, weekday)?, 0) })
    }
}

/// Whether the 天 that ends at `end` begins 天天: 这一周天天掉线 names no Sunday.
fn every_day(text: Text<'_>, end: usize) -> bool {
    text.eat(end, "天").is_some() && text.any_before(end, &["天"]).is_some()
}
