//! Calendar elements: years, halves, quarters, months, weeks, weekdays and days, named or relative.

use jiff::civil::DateTime;

use super::almanac::{
    day, midnight, month_start, next_weekday, plus_days, plus_months, week_start, year_start,
};
use super::length::to;
use super::lunar;
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

/// Days counted from today.
const DAYS: &[(&str, i64)] = &[
    ("大大前天", -4),
    ("大前天", -3),
    ("大前日", -3),
    ("前天", -2),
    ("前日", -2),
    ("昨天", -1),
    ("昨日", -1),
    ("昨儿", -1),
    ("琴日", -1),
    ("寻日", -1),
    ("今天", 0),
    ("今日", 0),
    ("今儿个", 0),
    ("今儿", 0),
    ("本日", 0),
    ("明天", 1),
    ("明日", 1),
    ("明儿", 1),
    ("听日", 1),
    ("大大后天", 4),
    ("大后天", 3),
    ("大后日", 3),
    ("后天", 2),
    ("后日", 2),
];

/// A day and a part in one word: only the day is eaten here, the part is read next.
const DAY_OF_PART: &[(&str, i64)] = &[
    ("今", 0),
    ("昨", -1),
    ("明", 1),
    ("大前", -3),
    ("大后", 3),
    ("前", -2),
    ("后", 2),
    ("当", 0),
    ("听", 1),
    ("琴", -1),
    ("寻", -1),
];

/// Days counted from the day that is spoken of.
const NEXT_DAYS: &[(&str, i64)] = &[
    ("次日", 1),
    ("翌日", 1),
    ("第二天", 1),
    ("隔天", 1),
    ("隔日", 1),
    ("当天", 0),
    ("当日", 0),
    ("同日", 0),
];

/// Several days in one breath: (first, days).
const DAYS_TOGETHER: &[(&str, (i64, i64))] = &[
    ("今明后三天", (0, 3)),
    ("今天明天后天三天", (0, 3)),
    ("今明两天", (0, 2)),
    ("今明两日", (0, 2)),
    ("今明天", (0, 2)),
    ("明天后天大后天三天", (1, 3)),
    ("明后大后三天", (1, 3)),
    ("明后两天", (1, 2)),
    ("明后天", (1, 2)),
    ("昨今两天", (-1, 2)),
    ("昨天今天", (-1, 2)),
    ("前天昨天", (-2, 2)),
];

const WEEKDAYS: &[(&str, i64)] =
    &[("一", 0), ("二", 1), ("三", 2), ("四", 3), ("五", 4), ("六", 5), ("日", 6), ("天", 6), ("末", 7)];

const SEASONS: &[(&str, (u32, u32, u32, u32))] =
    &[("春", (2, 4, 5, 5)), ("夏", (5, 5, 8, 7)), ("秋", (8, 7, 11, 7)), ("冬", (11, 7, 2, 4))];

/// What may follow a day of the month without 号 or 日 only if the number is no day: 十月31个.
const NO_DAY_BEFORE: &[&str] = &[
    "个", "元", "块", "次", "人", "天", "年", "月", "万", "千", "百", "件", "单", "条", "名", "倍", "%", ".",
    "点", "时", "分", "周", "星期", "多", "几", "吨", "斤", "米", "期", "小时", "台", "套", "折", "瓶", "-",
    "/", "g", "k", "w", "m", "位", "号楼", "岁", "日游",
];

/// What follows the 号 of a size, a place or a thing: 33号的鞋, 3号线.
const NO_DATE_AFTER_HAO: &[&str] = &[
    "线",
    "楼",
    "店",
    "码",
    "机",
    "技",
    "房",
    "柜",
    "床",
    "仓",
    "门",
    "院",
    "桌",
    "球",
    "色",
    "车",
    "牌",
    "裤",
    "鞋",
    "果",
    "字",
    "库",
    "的鞋",
    "的裤",
    "的衣",
    "号",
    "电池",
    "客服",
    "员工",
    "卡",
    "公馆",
    "窗",
    "厅",
    "馆",
    "坑",
    "地",
    "铺",
    "座",
    "链接",
    "文",
    "选手",
    "主播",
    "服",
    "区",
    "位",
    "标",
    "航站楼",
    "出口",
    "口",
    "站台",
    "厂",
];

impl Reader<'_> {
    pub(super) fn date(&self, at: usize, point: &Point) -> Option<Point> {
        if point.level >= Level::Part {
            return None;
        }
        let narrower = |p: &Point| {
            let other =
                p.weekday && !point.weekday || point.weekday && point.month.is_none() && p.month.is_some();
            p.level > point.level || other && p.level == point.level
        };
        self.numeric(at, point)
            .or_else(|| self.century(at, point))
            .or_else(|| self.era(at, point))
            .or_else(|| self.years(at, point))
            .or_else(|| self.relative(at, point))
            .or_else(|| self.within_year(at, point))
            .or_else(|| self.months(at, point))
            .or_else(|| self.nth(at, point))
            .or_else(|| self.weekdays(at, point))
            .or_else(|| self.days(at, point))
            .filter(narrower)
    }

    pub(super) fn whole_year(&self, point: &Point, end: usize, year: i32) -> Point {
        let from = year_start(year);
        let until = from.and_then(|from| plus_months(from, 12));
        Point { year_named: true, ..point.with(Level::Year, end, from, until, Grain::Year) }
    }

    fn whole_month(&self, point: &Point, end: usize, from: Option<DateTime>) -> Point {
        point.with(Level::Month, end, from, from.and_then(|from| plus_months(from, 1)), Grain::Month)
    }

    fn years(&self, at: usize, point: &Point) -> Option<Point> {
        if point.level >= Level::Year {
            return None;
        }
        let text = self.text;
        if let Some((first, end)) = text.look(at, &[("今明两年", 0), ("去今两年", -1)]) {
            let from = year_start(i32::from(self.now.year()) + first);
            let until = from.and_then(|from| plus_months(from, 24));
            return Some(point.with(Level::Year, end, from, until, Grain::Year));
        }
        if let Some((years, end)) = text.look(at, YEARS) {
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

    /// The year a number before 年 names, or none where it is a length: 3年, 两年, 用了20年.
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
                const LENGTH_BEFORE: &[&str] = &[
                    "了", "过", "近", "达", "共", "整", "长", "保修", "质保", "已", "经", "满", "快", "有",
                    "约", "这", "每", "前", "后", "最近", "将近", "未来",
                ];
                const LENGTH_AFTER: &[&str] = &[
                    "了",
                    "多",
                    "来",
                    "的时间",
                    "前",
                    "后",
                    "内",
                    "以",
                    "之",
                    "老",
                    "期",
                    "间",
                    "里",
                    "半",
                    "左右",
                    "零",
                ];
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

    /// 上个月, 这周, 下下周三, 本季度, 上个小时, 上一个周三.
    fn relative(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        let (step, after) = self.step(at)?;
        if point.level >= Level::Week || point.level == Level::Century {
            return None;
        }
        let now = self.now;
        let bare = text.any_before(after, &["个"]).is_none();
        if let Some(end) = text.any(after, &["周", "星期", "礼拜"]) {
            let named = text
                .look(end, WEEKDAYS)
                .filter(|&(_, end)| text.any(end, &["个", "次", "家"]).is_none() || step != 0);
            let monday = week_start(now, step);
            return Some(match named {
                Some((7, end)) => self.weekend(point, end, monday?),
                Some((weekday, end)) => Point { weekday: true, ..self.one_day(point, end, monday?, weekday) },
                None if text.any(end, &["围", "边", "转", "岁"]).is_some() => return None,
                None => {
                    let until = monday.and_then(|monday| plus_days(monday, 7));
                    let week = point.with(Level::Week, end, monday, until, Grain::Week);
                    // 下周周六
                    return match text.any(end, &["周", "星期", "礼拜"]).and_then(|at| text.look(at, WEEKDAYS))
                    {
                        Some((weekday @ 0..=6, end)) => {
                            Some(Point { weekday: true, ..self.one_day(point, end, monday?, weekday) })
                        }
                        _ => Some(week),
                    };
                }
            });
        }
        if let Some(end) = text.eat(after, "月") {
            if text.any(end, &["饼", "亮", "经", "薪", "租", "供"]).is_some() {
                return None;
            }
            let end = text.eat(end, "份").unwrap_or(end);
            let base = if point.level == Level::Year { point.from? } else { now };
            let months = if point.level == Level::Year { i64::from(now.month()) - 1 + step } else { step };
            return Some(self.whole_month(point, end, month_start(base, months)));
        }
        if let Some(end) = text.any(after, &["季度", "季"]).filter(|_| point.level == Level::Nothing) {
            let quarter = (i64::from(now.month()) - 1) / 3 + step;
            let from = year_start(i32::from(now.year())).and_then(|year| plus_months(year, quarter * 3));
            return Some(point.with(
                Level::Season,
                end,
                from,
                from.and_then(|from| plus_months(from, 3)),
                Grain::Quarter,
            ));
        }
        if let Some(end) = text.any(after, &["年度", "年"]).filter(|_| point.level == Level::Nothing && !bare)
        {
            return Some(self.whole_year(point, end, i32::from(now.year()) + i32::try_from(step).ok()?));
        }
        if let Some(end) =
            text.any(after, &["小时", "钟头"]).filter(|_| point.level == Level::Nothing && step != 0)
        {
            let from = super::almanac::plus_seconds(now, step as f64 * 3600.0);
            let until = from.and_then(|from| super::almanac::plus_seconds(from, 3600.0));
            return Some(point.with(Level::Clock, end, from, until, Grain::Hour));
        }
        None
    }

    /// 上, 上上个, 这一, 本, 下个…: how many units away, and where the unit stands.
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

    /// 上半年, 一季度, 年底, 春天, 暑假.
    fn within_year(&self, at: usize, point: &Point) -> Option<Point> {
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
        if let Some(((first, last), end)) = text.look(at, &[("暑假", (6, 8)), ("寒假", (0, 2))]) {
            return Some(months(first, last, Level::Season, Grain::Season, end));
        }
        let ((m1, d1, m2, d2), next) = text.look(at, SEASONS)?;
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
        let from = day(self.year(point), m1, d1).map(midnight);
        let until = day(self.year(point) + i32::from(m2 < m1), m2, d2).map(midnight);
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

    /// Beginnings and ends: 年初, 去年年底, 8月初, 月底, 六月中旬, 一季度末.
    fn edge(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        let next = match point.level {
            Level::Nothing | Level::Year => text.eat(at, "年"),
            Level::Month => text.eat(at, "月"),
            _ => None,
        };
        let month =
            point.level == Level::Month || point.level == Level::Nothing && text.eat(at, "月").is_some();
        let start = match (point.level, next) {
            (Level::Nothing, next) => next.or_else(|| text.eat(at, "月"))?,
            (Level::Year | Level::Month | Level::Season, next) => next.unwrap_or(at),
            _ => return None,
        };
        const EDGES: &[(&str, char)] = &[
            ("初期", '初'),
            ("末期", '末'),
            ("初", '初'),
            ("底", '末'),
            ("末", '末'),
            ("伊始", '初'),
            ("上旬", '上'),
            ("中旬", '中'),
            ("下旬", '下'),
            ("中期", '半'),
            ("中", '半'),
        ];
        let (edge, end) = text.look(start, EDGES)?;
        let followed =
            text.char(end).is_some_and(|c| crate::detect::numerals::is_chinese(c) || c.is_ascii_digit());
        if edge == '初' && followed
            || matches!(text.any(end, &["始", "级", "恋", "次", "下", "层", "国", "间"]), Some(_) if text.any_before(end, &["期", "旬"]).is_none())
        {
            return None;
        }
        if edge == '半' && start == at {
            return None;
        }
        let context = self.context(point);
        if month {
            let from = if point.level == Level::Nothing { month_start(context, 0) } else { point.from };
            let (first, last) = match edge {
                '初' => (0, Some(5)),
                '上' => (0, Some(10)),
                '中' | '半' => (10, Some(20)),
                '下' => (20, None),
                _ => (24, None),
            };
            let until = from.and_then(|from| match last {
                Some(last) => plus_days(from, last),
                None => plus_months(from, 1),
            });
            let from = from.and_then(|from| plus_days(from, first));
            return Some(point.with(Level::Week, end, from, until, Grain::Day));
        }
        let year = if point.level == Level::Season { point.from } else { year_start(self.year(point)) };
        let (first, last) = match (point.level, edge) {
            (_, '上' | '中' | '下') => return None,
            (Level::Season, '初') => (0, 1),
            (Level::Season, '末') => (2, 3),
            (Level::Season, _) => return None,
            (_, '初') => (0, 2),
            (_, '半') => (5, 7),
            _ => (10, 12),
        };
        let from = year.and_then(|year| plus_months(year, first));
        Some(point.with(Level::Month, end, from, year.and_then(|year| plus_months(year, last)), Grain::Month))
    }

    fn months(&self, at: usize, point: &Point) -> Option<Point> {
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

    /// The month of the lunar calendar with the number that was read: the coming one where no year is named.
    fn lunar_month(&self, point: Point, leap: bool) -> Point {
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

    /// A day of the lunar month that was read; the coming one where no year is named.
    fn lunar_date(&self, point: &Point, d: u32) -> Option<DateTime> {
        let (year, month) = point.month?;
        let years = if point.year_named { [year, year] } else { [year, year + 1] };
        let today = midnight(self.now.date());
        let mut days = years.into_iter().filter_map(|year| lunar::date(year, month, d));
        days.find(|&day| point.year_named || day >= today)
    }

    /// 第三周, 最后一个周三, 第2天, 最后一天, 前三个月, 后三月, 第8个月.
    fn nth(&self, at: usize, point: &Point) -> Option<Point> {
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

    /// 周三, 星期天, 礼拜一, 周末: the nearest one that is not over, today included.
    fn weekdays(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        if point.weekday || matches!(point.level, Level::Century | Level::Year | Level::Season | Level::Month)
        {
            return None;
        }
        let (weekday, end) = text.any(at, &["周", "星期", "礼拜"]).and_then(|at| text.look(at, WEEKDAYS))?;
        if text.any_before(at, &["一", "二", "两", "三", "四", "几", "每", "这"]).is_some()
            && text.any(end, &["次", "回", "遍"]).is_some()
            || text.any(end, &["个", "围"]).is_some()
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

    fn days(&self, at: usize, point: &Point) -> Option<Point> {
        if point.level >= Level::Day && !point.weekday {
            return None;
        }
        let text = self.text;
        if matches!(point.level, Level::Nothing | Level::Year) {
            if let Some(named) = self.named_day(at, point) {
                return Some(named);
            }
        }
        let fresh = if point.level == Level::Day {
            Point { level: Level::Nothing, from: None, ..*point }
        } else {
            *point
        };
        if point.level == Level::Day {
            let month = self.months(at, &fresh)?;
            let date = self.days(month.end, &Point { weekday: false, ..month })?;
            return Some(Point { weekday: true, ..date });
        }
        self.lunar_day(at, point).or_else(|| {
            let bare = point.level == Level::Nothing;
            if bare
                && (!text.number_start(at)
                    || text.char_before(at).is_some_and(|c| {
                        crate::detect::numerals::is_chinese(c)
                            || matches!(c, '第' | '*')
                            || matches!(c, '、' | '-') && self.base.is_none()
                    }))
                || matches!(point.level, Level::Century | Level::Year | Level::Season | Level::Week)
            {
                return None;
            }
            let number = integer(text, at)?;
            let n = number.whole().filter(|n| (1..=31).contains(n) && number.figures <= 3)?;
            let mark = text.space(number.end);
            let (end, lent) = self.day_mark(point, &number, mark)?;
            let month = if point.lunar { None } else { month_start(self.context(point), 0) };
            let from = month.and_then(|month| self.day_of_month(point, month, n)).map(midnight);
            let until = from.and_then(|from| plus_days(from, 1));
            Some(Point { lent, ..point.with(Level::Day, end, from, until, Grain::Day) })
        })
    }

    /// The nth day of a month; where no month is named and this one is too short, of the next one that is not; 29
    /// February where no year is named, of the next leap year.
    fn day_of_month(&self, point: &Point, month: DateTime, n: u32) -> Option<jiff::civil::Date> {
        let step = match point.level {
            Level::Nothing => 1,
            _ if n == 29 && !point.year_named => 12,
            _ => 0,
        };
        (0..9).take(if step == 0 { 1 } else { 9 }).find_map(|i| {
            let month = plus_months(month, i * step)?;
            day(i32::from(month.year()), u32::try_from(month.month()).ok()?, n)
        })
    }

    /// Where the day of the month ends: after 号 or 日, after the bare number behind a month, or with the unit lent by
    /// a range's end (12-19日). True when it was lent.
    fn day_mark(&self, point: &Point, number: &Numeral, mark: usize) -> Option<(usize, bool)> {
        let text = self.text;
        if let Some(end) = text.eat(mark, "号") {
            return text.any(end, NO_DATE_AFTER_HAO).is_none().then_some((end, false));
        }
        if let Some(end) = text.eat(mark, "日") {
            if point.level == Level::Nothing
                && text.any_before(mark, &["一"]).is_some()
                && number.figures == 1
            {
                return None; // 一日三餐
            }
            const NOT: &[&str] = &["元", "本", "志", "常", "用", "报", "历", "韩", "内", "游", "租"];
            let length = point.level == Level::Nothing
                && number.style != Style::Ascii
                && text.any_before(mark, &["两"]).is_some();
            return (text.any(end, NOT).is_none() && !length).then_some((end, false));
        }
        if let Some(second) = to(text, number.end).and_then(|at| integer(text, at)) {
            let marked =
                text.any(second.end, &["号", "日"]).filter(|&end| text.any(end, NO_DATE_AFTER_HAO).is_none());
            if marked.is_some() && second.whole().is_some_and(|m| m <= 31 && f64::from(m) > number.low) {
                return Some((number.end, true));
            }
        }
        let bare = point.level == Level::Month
            && !point.lent
            && !matches!(text.any_before(point.end, &["份"]), Some(_));
        let after_month = bare
            && (text.any(number.end, NO_DAY_BEFORE).is_none()
                || to(text, number.end)
                    .and_then(|at| integer(text, at))
                    .is_some_and(|n| text.eat(n.end, "月").is_some()));
        (after_month
            && matches!(number.style, Style::Ascii | Style::Chinese)
            && !text.byte(number.end).is_ascii_alphabetic())
        .then_some((number.end, false))
    }

    /// 今天, 昨晚, 今明两天, 次日.
    fn named_day(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        let today = match point.level {
            Level::Year => day(
                self.year(point),
                self.now.month().unsigned_abs().into(),
                self.now.day().unsigned_abs().into(),
            )
            .map(midnight),
            _ => Some(self.now),
        };
        if let Some(((first, days), end)) = text.look(at, DAYS_TOGETHER) {
            let from = plus_days(midnight(self.now.date()), first);
            return Some(point.with(
                Level::Day,
                end,
                from,
                from.and_then(|from| plus_days(from, days)),
                Grain::Day,
            ));
        }
        if let Some((days, end)) = text.look(at, DAYS) {
            let other = text.any(end, &["头条", "方舟", "之子", "之星", "性"]).is_some();
            return (!other).then(|| self.one_day(point, end, today?, days).into()).flatten();
        }
        if point.level != Level::Nothing {
            return None;
        }
        if let Some((days, end)) =
            text.look(at, NEXT_DAYS).filter(|&(_, end)| text.any(end, &["达"]).is_none())
        {
            let context = self.base.and_then(|base| base.from).unwrap_or(self.now);
            return Some(self.one_day(point, end, context, days));
        }
        let (days, end) = text.look(at, DAY_OF_PART)?;
        let short = matches!(text.char(end), Some('早' | '晚' | '晨' | '夜' | '朝'))
            && text
                .any(end, &["早就", "早已", "晚于", "早期", "晚期", "晚年", "朝代", "晚餐", "早餐", "晚辈"])
                .is_none();
        let dim = matches!(text.char(at), Some('前' | '后' | '当' | '明' | '大'))
            && text.any(end, &["晚上", "早上"]).is_some();
        (short && !dim
            || text.any(end, &["晚上", "早上"]).is_some()
                && matches!(text.char(at), Some('今' | '昨' | '明')))
        .then(|| self.one_day(point, end, self.now, days))
    }

    /// 初八, 廿二, 大年三十, and the bare day after a lunar month.
    fn lunar_day(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        if matches!(point.level, Level::Nothing | Level::Year) {
            if let Some(day) = text.any(at, &["大年", "年"]).and_then(|end| self.new_year(end, point)) {
                return Some(day);
            }
        }
        if !matches!(point.level, Level::Month | Level::Nothing) {
            return None;
        }
        let first = text.eat(at, "初").filter(|_| point.level == Level::Month);
        let twenties = text.eat(at, "廿").is_some();
        if first.is_none() && !twenties && !point.lunar {
            return None;
        }
        let number = integer(text, first.unwrap_or(at))?;
        let n = number.whole().filter(|n| (1..=30).contains(n) && number.figures <= 3)?;
        if text.any(number.end, NO_DAY_BEFORE).is_some() {
            return None;
        }
        let end = text.any(number.end, &["号", "日"]).unwrap_or(number.end);
        let from = self.lunar_date(point, n);
        let until = from.and_then(|from| plus_days(from, 1));
        let weak = point.level == Level::Nothing;
        Some(Point { lunar: true, weak, ..point.with(Level::Day, end, from, until, Grain::Day) })
    }

    /// 大年三十, 大年初一 to 初十.
    fn new_year(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        let (end, day) = match text.eat(at, "三十") {
            Some(end) => (end, 0),
            None => {
                let number = integer(text, text.eat(at, "初")?)?;
                (number.end, number.whole().filter(|n| (1..=15).contains(n))?)
            }
        };
        let year = self.year(point);
        let years = if point.year_named { [year, year, year] } else { [year - 1, year, year + 1] };
        let today = midnight(self.now.date());
        let value = |year| if day == 0 { lunar::eve(year) } else { lunar::date(year, 1, day) };
        let from = years.into_iter().filter_map(value).find(|&from| point.year_named || from >= today);
        let until = from.and_then(|from| plus_days(from, 1));
        Some(Point { lunar: true, ..point.with(Level::Day, end, from, until, Grain::Day) })
    }
}
