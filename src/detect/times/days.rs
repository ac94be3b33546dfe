//! Days by their number: 3号, 10月22, 初八, 大年三十.

use jiff::civil::DateTime;

use super::almanac::{day, midnight, month_start, plus_days, plus_months};
use super::length::to;
use super::lunar;
use super::minutes::WORDS_OF_ONE;
use super::point::{Level, Point, Reader};
use crate::detect::finding::Grain;
use crate::detect::numerals::{Numeral, Style, integer};

/// What may follow a day of the month without 号 or 日 only if the number is no day: 十月31个.
pub(super) const NO_DAY_BEFORE: &[&str] = &[
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
    pub(super) fn days(&self, at: usize, point: &Point) -> Option<Point> {
        if point.level >= Level::Day && !point.weekday {
            return None;
        }
        let text = self.text;
        if matches!(point.level, Level::Nothing | Level::Year)
            && let Some(named) = self.named_day(at, point)
        {
            return Some(named);
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
            let spelt = number.style != Style::Ascii;
            let counted = text.any_before(mark, &["两"]).or_else(|| text.any(end, &["后", "之后", "以后"]));
            let length = point.level == Level::Nothing
                && (spelt && counted.is_some() || text.any(end, &["之内", "以内"]).is_some());
            return (text.any(end, NOT).is_none() && !length).then_some((end, false));
        }
        if let Some(second) = to(text, number.end).and_then(|at| integer(text, at)) {
            let marked =
                text.any(second.end, &["号", "日"]).filter(|&end| text.any(end, NO_DATE_AFTER_HAO).is_none());
            if marked.is_some() && second.whole().is_some_and(|m| m <= 31 && f64::from(m) > number.low) {
                return Some((number.end, true));
            }
        }
        let bare =
            point.level == Level::Month && !point.lent && text.any_before(point.end, &["份"]).is_none();
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

    fn lunar_day(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        if matches!(point.level, Level::Nothing | Level::Year)
            && let Some(day) = text.any(at, &["大年", "年"]).and_then(|end| self.new_year(end, point))
        {
            return Some(day);
        }
        if !matches!(point.level, Level::Month | Level::Nothing) {
            return None;
        }
        let base = self.base.filter(|base| base.lunar && point.level == Level::Nothing);
        // 月初一直: the beginning of a month, and a word.
        let first = text
            .eat(at, "初")
            .filter(|_| point.level == Level::Month || base.is_some())
            .filter(|&first| point.lunar || text.any(first, WORDS_OF_ONE).is_none());
        let point = &Point { month: point.month.or(base.and_then(|base| base.month)), ..*point };
        let twenties = text.eat(at, "廿").is_some();
        if first.is_none() && !twenties && !point.lunar {
            return None;
        }
        let number = integer(text, first.unwrap_or(at))?;
        let n = number.whole().filter(|n| (1..=30).contains(n) && number.figures <= 3)?;
        if text.any(number.end, NO_DAY_BEFORE).is_some() {
            return None;
        }
        let marked = text.any(number.end, &["号", "日"]);
        if marked.is_some() && first.is_none() && !point.lunar {
            return None; // 十一月廿六日 counts by the sun
        }
        let end = marked.unwrap_or(number.end);
        let from = self.lunar_date(point, n);
        let until = from.and_then(|from| plus_days(from, 1));
        let weak = point.level == Level::Nothing && base.is_none();
        Some(Point { lunar: true, weak, ..point.with(Level::Day, end, from, until, Grain::Day) })
    }

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
        let month = from.map(|_| (year, 1));
        Some(Point { lunar: true, month, ..point.with(Level::Day, end, from, until, Grain::Day) })
    }
}
