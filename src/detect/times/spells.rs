//! Lengths with what stands behind them: 三天了, 三天内, 三天前, 三年以来, 三年以上.

use jiff::civil::DateTime;

use super::almanac::{midnight, month_start, plus_days, plus_months, plus_seconds, week_start, year_start};
use super::length::{After, Length, length};
use super::phrase::{Read, Sort};
use super::point::{Level, Reader};
use super::suffixes::before;
use super::units::Unit;
use crate::detect::finding::TimeKind;

const BOUNDS: &[&str] = &["以上", "以下"];

impl Reader<'_> {
    pub(super) fn length_phrase(&self, at: usize) -> Option<Read> {
        let text = self.text;
        if self.in_number(at) {
            return None;
        }
        let mut length = length(text, at, After::Nothing)?;
        if self.named(at, length.end) {
            return None;
        }
        if let Some(end) = text.any(length.end, BOUNDS) {
            // 3年以上7年以下
            let next = text.any(end, &[",", "，"]).unwrap_or(end);
            let second = super::length::length(text, next, After::Nothing)
                .and_then(|second| text.any(second.end, BOUNDS));
            return Some(plain(&length, second.unwrap_or(end), TimeKind::Length));
        }
        length.end = text.any(length.end, &["左右", "上下"]).unwrap_or(length.end);
        let spaced = text.space(length.end);
        if let Some(read) = self.deadline(&length, spaced).or_else(|| self.since(&length, spaced)) {
            return Some(read);
        }
        if let Some((earlier, end)) = before(text, spaced) {
            let away = self.away(&length, earlier, end);
            // 半年前到现在
            let start =
                self.start(end).with(Level::Day, end, away.moment.from, away.moment.until, away.moment.grain);
            return Some(self.range(at, start).filter(|_| away.end == end).unwrap_or(away));
        }
        if self.elapsed(at, length.end) {
            let from = shift(self.now, &length, -1.0);
            return Some(plain(&length, length.end, TimeKind::Elapsed).spanning(from, Some(self.now)));
        }
        Some(plain(&length, length.end, if length.vague { TimeKind::Vague } else { TimeKind::Length }))
    }

    /// Whether what starts here is but the end of a number: 第三天.
    fn in_number(&self, at: usize) -> bool {
        let text = self.text;
        let half = || text.any(at, &["个半", "半"]).is_some();
        text.char_before(at).is_some_and(|c| c == '第' || crate::detect::numerals::is_chinese(c) && !half())
    }

    /// Whether the words are a name or say no length: 有一天, 七天酒店.
    fn named(&self, at: usize, end: usize) -> bool {
        let text = self.text;
        const NAMES: &[&str] = &["酒店", "连锁", "优品", "向上"];
        let some_day =
            text.any_before(at, &["有", "某", "总"]).is_some() && text.any_before(end, &["一天"]).is_some();
        some_day || text.any(end, NAMES).is_some() || text.any(at, &["一千零一夜", "三点"]).is_some()
    }

    fn elapsed(&self, at: usize, end: usize) -> bool {
        let text = self.text;
        let end = text.any(end, &["都", "也", "还", "已经", "过去"]).unwrap_or(end);
        const NEARLY: &[&str] = &["足足", "整整", "将近", "差不多", "大概", "快", "我们", "我"];
        let at =
            text.any_before(at, NEARLY).filter(|_| text.any_before(at, &["都快"]).is_none()).unwrap_or(at);
        text.eat(end, "了").is_some()
            || text.any(end, &["没", "未", "不到账", "不发货"]).is_some()
            || text.any_before(at, &["等了", "拖了", "已经", "都快", "过了", "都", "快"]).is_some()
                && text.any(end, &["才", "后", "就能", "就可以"]).is_none()
    }

    /// 三天内.
    fn deadline(&self, length: &Length, at: usize) -> Option<Read> {
        let text = self.text;
        let end = text
            .any(at, &["之内", "以内", "内", "之后内"])
            .filter(|&end| text.any(end, &["容", "部", "存", "置", "心"]).is_none())?;
        let until = shift(self.now, length, 1.0);
        Some(plain(length, end, TimeKind::Deadline).spanning(Some(self.now), until))
    }

    /// 三个多月以来 begins with a month, 五天以来 five days ago to the minute.
    fn since(&self, length: &Length, at: usize) -> Option<Read> {
        let text = self.text;
        let end = text.any(at, &["以来", "来"]).filter(|&end| {
            text.any(end, &["了", "的时候", "过", "电", "自", "到", "回"]).is_none()
                || text.any(at, &["以来"]).is_some()
        })?;
        let moment = shift(self.now, length, -1.0);
        let coarse = length.fine >= Unit::Month;
        let from = moment.and_then(|m| if coarse { begun(m, length).map(|unit| unit.0) } else { Some(m) });
        let read = Read::new(end, Sort::Time, TimeKind::OpenRange, length.fine.grain());
        Some(read.spanning(from, Some(self.now)).lasting(length.seconds()))
    }

    fn away(&self, length: &Length, earlier: bool, end: usize) -> Read {
        let moment = shift(self.now, length, if earlier { -1.0 } else { 1.0 });
        let unit = moment.and_then(|moment| begun(moment, length));
        let from = unit.map(|unit| unit.0);
        let finest = if length.fine < Unit::Day { length.fine.seconds() } else { 0.0 };
        let until = unit
            .and_then(|(from, months, days)| plus_days(plus_months(from, months)?, days))
            .and_then(|m| plus_seconds(m, finest));
        if length.fine >= Unit::Day
            && let Some(detail) = self.detail(length, end, moment, (from, until))
        {
            return detail;
        }
        Read::new(end, Sort::Time, TimeKind::Point, length.fine.grain())
            .spanning(from, until)
            .lasting(length.seconds())
    }

    /// 六天后的3时1刻, 一个月后下午3点; 五年后3月30号.
    fn detail(
        &self,
        length: &Length,
        end: usize,
        moment: Option<DateTime>,
        (from, until): (Option<DateTime>, Option<DateTime>),
    ) -> Option<Read> {
        let day = self.one_day(&self.start(end), end, moment.unwrap_or(self.now), 0);
        let level = if length.fine >= Unit::Year { Level::Year } else { Level::Month };
        let unit = self.start(end).with(level, end, from, until, length.fine.grain());
        let by_unit = || if length.fine >= Unit::Month { self.detailed(&unit) } else { None };
        let detail = self.detailed(&day).or_else(by_unit)?;
        let read = Read::new(detail.end, Sort::Time, TimeKind::Point, detail.grain);
        Some(read.spanning(detail.from, detail.until))
    }
}

/// A length by itself, up to `end`.
fn plain(length: &Length, end: usize, kind: TimeKind) -> Read {
    Read::new(end, Sort::Duration, kind, length.fine.grain()).lasting(length.seconds())
}

/// The start of the unit that a length leads to, and how many months and days it takes: a whole day, month or year, but
/// nothing coarser than what the length says: 半年后 is a month, 半个月后 a day. What is finer than a day is its own moment.
fn begun(moment: DateTime, length: &Length) -> Option<(DateTime, i64, i64)> {
    let today = midnight(moment.date());
    let months = length.low.0;
    Some(match length.fine {
        _ if months.fract() != 0.0 => (today, 0, 1),
        Unit::Year if months % 12.0 == 0.0 => (year_start(i32::from(moment.year()))?, 12, 0),
        Unit::Year | Unit::Quarter | Unit::Month => (month_start(moment, 0)?, 1, 0),
        Unit::Week => (today, 0, 7),
        Unit::Day | Unit::Workday => (today, 0, 1),
        _ => (moment, 0, 0),
    })
}

pub(super) fn shift(moment: DateTime, length: &Length, sign: f64) -> Option<DateTime> {
    let months = length.low.0 * sign;
    let moved = plus_months(moment, months.trunc() as i64)?;
    // Half a month is half of thirty days.
    let rest = months.fract() * 30.0 * 86_400.0 + length.low.1 * sign;
    if length.fine == Unit::Workday {
        return workdays(moved, (length.low.1 / 86_400.0 * sign) as i64);
    }
    plus_seconds(moved, rest)
}

fn workdays(moment: DateTime, days: i64) -> Option<DateTime> {
    let (weeks, rest) = (days / 5, days % 5);
    let mut moved = plus_days(moment, weeks * 7)?;
    for _ in 0..rest.abs() {
        loop {
            moved = plus_days(moved, rest.signum())?;
            let monday = week_start(moved, 0)?;
            if moved < plus_days(monday, 5)? {
                break;
            }
        }
    }
    Some(moved)
}
