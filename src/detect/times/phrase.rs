//! Whole time phrases: points, ranges, windows, lengths, and what stands before and after them.
//!
//! **Span.** A phrase is the longest run that says when or how long: 从 … 到 belongs to it when both ends are there, and so
//! do 前, 后, 内, 起, 左右, 以来 and their like behind it, 近, 过去, 未来, 前, 后 and their like before a length. 大约, 在 and
//! 已经 before it do not belong to it, nor does 了还没 behind it. Date, weekday, part of day and clock in a row are one phrase.
//!
//! **Value.** Shanghai wall clock, half open. Weeks start on Monday; 下周三 is the Wednesday of next week; 周三 is the nearest one
//! that is not over, today included; 3月5号 is this year's, 5号 this month's, a holiday the coming one. 三天前 is that day, 两年前
//! that year, 3小时前 that moment. 近N, 过去N and 最近N end now, 未来N and N内 begin now; 前N and 上N are the whole units before this
//! one, 后N and 下N those after. A range of dates ends after its last day, a range of clocks at its last moment. Lunar dates are
//! recognised without a value. Where test suites of Chinese time taggers differ, these are the readings of most of them.

use std::ops::Range;

use jiff::civil::DateTime;

use super::almanac::{midnight, month_start, plus_days, plus_months, plus_seconds, week_start, year_start};
use super::length::{After, Length, length, to};
use super::point::{Level, Point, Reader};
use super::units::Unit;
use super::{recurrence, vague, window};
use crate::detect::finding::{Grain, Moment, TimeKind, What};
use crate::detect::reading::Text;

/// A phrase as found, with its value.
#[derive(Clone, Debug)]
pub(in crate::detect) struct Phrase {
    pub(in crate::detect) range: Range<usize>,
    pub(in crate::detect) what: What<'static>,
}

/// A value with its end in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    pub(super) end: usize,
    pub(super) moment: Moment,
    pub(super) sort: Sort,
    pub(super) weak: bool,
}

/// The kinds of finding a phrase can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    Time,
    Duration,
    Recurrence,
}

impl Read {
    pub(super) fn new(end: usize, sort: Sort, time_kind: TimeKind, grain: Grain) -> Self {
        let moment = Moment { from: None, until: None, grain, time_kind, seconds: None };
        Self { end, moment, sort, weak: false }
    }

    pub(super) fn spanning(mut self, from: Option<DateTime>, until: Option<DateTime>) -> Self {
        (self.moment.from, self.moment.until) = (from, until);
        self
    }

    pub(super) fn lasting(mut self, seconds: f64) -> Self {
        self.moment.seconds = (0.0..1e15).contains(&seconds).then_some(seconds as u64);
        self
    }
}

/// The longest time phrase that starts at `at`.
pub(in crate::detect) fn phrase(text: Text<'_>, at: usize, now: DateTime) -> Option<Phrase> {
    if !starts(text, at) {
        return None;
    }
    let reader = Reader { text, now, base: None };
    let readings = [
        recurrence::recurrence(&reader, at),
        window::window(&reader, at),
        reader.dates(at),
        reader.length_phrase(at),
        vague::vague(&reader, at),
    ];
    let read =
        readings.into_iter().flatten().reduce(|best, read| if read.end > best.end { read } else { best })?;
    if read.weak && !is_whole(text, at, read.end) {
        return None;
    }
    let what = match read.sort {
        Sort::Time => What::Time(read.moment),
        Sort::Duration => What::Duration(read.moment),
        Sort::Recurrence => What::Recurrence(read.moment),
    };
    Some(Phrase { range: at..read.end, what })
}

/// Whether nothing but spaces and a last stop stands round `at..end`. Looks at a few bytes only.
fn is_whole(text: Text<'_>, at: usize, end: usize) -> bool {
    let blank = |part: Option<&str>| {
        part.is_some_and(|part| {
            part.len() <= 16
                && part.trim_matches([' ', '\n', '\r', '\t', '。', '.', '？', '?', '！']).is_empty()
        })
    };
    blank(text.str().get(..at)) && blank(text.str().get(end..))
}

/// Whether a time phrase can start with the character at `at`: the cheap test that spares all the others.
fn starts(text: Text<'_>, at: usize) -> bool {
    const FIRST: &str = "到至截成零〇一二两三四五六七八九十廿卅几百好数多半大小个俩仨若许今昨明前后当次同去上下这本近最刚方现目此眼如而宜依从自由每隔天日年月夜周星礼拜工节双非凌清早晚朝晏中午正傍黄深夜白全春夏秋冬暑寒农阴旧腊闰首第倒圣元情女妇植国消愚劳青护儿建台教万光澳平母父感新除端七重惊谷立芒处霜三五六八四过再未今将往向之接随来翌听寻琴北民康雍很老一久期期假那往陆连阳";
    let byte = text.byte(at);
    if byte.is_ascii() {
        return byte.is_ascii_digit() || byte == b'q';
    }
    text.char(at).is_some_and(|c| FIRST.contains(c))
}

impl Reader<'_> {
    /// A point or a range of points, with 从 before and 前, 后, 起, 左右 behind.
    pub(super) fn dates(&self, at: usize) -> Option<Read> {
        let text = self.text;
        let lead = text.any(at, &["从", "自从", "自", "由"]);
        let start = lead.unwrap_or(at);
        let start = text.any(start, &["今天起", "现在起"]).map_or(start, |_| start);
        if let Some(end) = text.any(start, &["现在", "此刻"]) {
            // 从现在到八点
            let now = Point {
                dated: true,
                ..self.start(end).with(Level::Clock, end, Some(self.now), None, Grain::Second)
            };
            return self.range(start, now).or_else(|| self.open_lead(at));
        }
        let mut first = match self.point(text.space(start)) {
            Some(first) => first,
            None => return self.open_lead(at),
        };
        let bounded = lead.and_then(|_| self.range(start, first));
        if let Some(range) = bounded.or_else(|| self.range(start, first)) {
            return Some(range);
        }
        if first.lent {
            return None;
        }
        if let Some(lead_end) = lead {
            // 从昨天开始, 从去年9月起
            let end = text.any(first.end, &["开始", "起", "以来", "以后", "之后", "后"])?;
            let _ = lead_end;
            return Some(
                Read::new(end, Sort::Time, TimeKind::OpenRange, first.grain).spanning(first.from, None),
            );
        }
        first.end = self.enumerated(&first);
        Some(self.suffixed(first))
    }

    /// 到现在为止, 到目前为止, 至今.
    fn open_lead(&self, at: usize) -> Option<Read> {
        let text = self.text;
        let end = text.any(at, &["从现在开始", "从现在起", "自现在起"])?;
        Some(Read::new(end, Sort::Time, TimeKind::OpenRange, Grain::Second).spanning(Some(self.now), None))
    }

    /// `9月10号，11号，12号`: days that follow in a row.
    fn enumerated(&self, first: &Point) -> usize {
        let text = self.text;
        let mut end = first.end;
        if first.level != Level::Day || text.any_before(end, &["号", "日"]).is_none() {
            return end;
        }
        for _ in 0..6 {
            let Some(next) = text.any(end, &["，", "、", ","]) else { break };
            let digits = text.digits(next, 3);
            let Some(day) = text.any(digits, &["号"]).filter(|_| digits > next) else { break };
            if self.point(next).is_none_or(|point| point.end != day) {
                break;
            }
            end = day;
        }
        end
    }

    /// The range that starts with `first`.
    fn range(&self, start: usize, first: Point) -> Option<Read> {
        let text = self.text;
        let from_end = text.any(first.end, &["开始", "起"]).unwrap_or(first.end);
        let from_end = text
            .any(from_end, &["之后", "以后"])
            .filter(|&end| text.any(end, &["到", "至"]).is_some() || text.byte(end).is_ascii_digit())
            .unwrap_or(from_end);
        let spaced = text.space(from_end);
        // 2007年与2009年之间
        if let Some(next) = text.any(spaced, &["与", "和"]) {
            let second = Reader { base: Some(first), ..*self }.point(next)?;
            let end = text.any(second.end, &["之间", "间", "期间"])?;
            return Some(self.between(first, second, end));
        }
        let next = match text.any(spaced, &["直到", "一直到", "至今", "到至今"]) {
            Some(end) if text.any_before(end, &["至今"]).is_some() => {
                return Some(
                    Read::new(end, Sort::Time, TimeKind::OpenRange, first.grain)
                        .spanning(first.from, Some(self.now)),
                );
            }
            Some(end) => end,
            None => to(text, from_end).filter(|_| text.any(spaced, &["、", "或"]).is_none() || first.lent)?,
        };
        if let Some(end) = text
            .any(next, &["现在为止", "目前为止", "今天为止", "现在", "目前", "如今", "此刻", "今"])
            .filter(|&end| {
                text.char_before(end) != Some('今')
                    || text.char(end).is_none_or(|c| !matches!(c, '天' | '年' | '晚' | '日' | '早' | '儿'))
            })
        {
            return Some(
                Read::new(end, Sort::Time, TimeKind::OpenRange, first.grain)
                    .spanning(first.from, Some(self.now)),
            );
        }
        let second = Reader { base: Some(first), ..*self }.point(next)?;
        let leading = text.any_before(start, &["从", "自", "由"]).is_some();
        let first =
            if leading && first.level == Level::Year { Point { weak: false, ..first } } else { first };
        if second.level == Level::Clock && first.level < Level::Part && !second.dated {
            return None;
        }
        if start < first.end && first.weak && second.weak && first.level != second.level {
            return None;
        }
        let end = text.any(second.end, &["之间", "止", "期间"]).unwrap_or(second.end);
        // 晚上 belongs to both: 周一到周三下午
        let end =
            text.eat(end, "前").filter(|&end| text.any(end, &["台", "面", "后"]).is_none()).unwrap_or(end);
        Some(self.between(first, second, end))
    }

    fn between(&self, first: Point, second: Point, end: usize) -> Read {
        let until = match second.level {
            Level::Clock => second.from,
            _ => second.until,
        };
        let grain = second.grain;
        let weak = first.weak && second.weak;
        let from = first.from;
        Read { weak, ..Read::new(end, Sort::Time, TimeKind::Range, grain).spanning(from, until) }
    }

    /// A point with what stands behind it.
    fn suffixed(&self, point: Point) -> Read {
        let text = self.text;
        let read = |end: usize, kind: TimeKind, from: Option<DateTime>, until: Option<DateTime>| Read {
            weak: point.weak,
            ..Read::new(end, Sort::Time, kind, point.grain).spanning(from, until)
        };
        let Point { end, from, until, .. } = point;
        let spaced = text.space(end);
        if let Some(end) = text
            .any(spaced, &["左右", "上下", "前后", "许"])
            .filter(|&end| text.any(end, &["多", "久"]).is_none())
        {
            return read(end, TimeKind::Point, from, until);
        }
        if let Some(relative) = self.after_anchor(&point) {
            return relative;
        }
        if let Some((true, end)) = before(text, spaced) {
            // 年底前 lasts until the year ends, 5号前 until the 5th begins.
            let last = if point.level >= Level::Day { from } else { until };
            return read(end, TimeKind::Deadline, (last > Some(self.now)).then_some(self.now), last);
        }
        if let Some((false, end)) = before(text, spaced) {
            // 2010年之后2018年之前
            if let Some(second) = (Reader { base: Some(point), ..*self })
                .point(end)
                .filter(|second| second.level == point.level)
            {
                if let Some((true, end)) = before(text, second.end) {
                    return read(end, TimeKind::Range, from, second.from);
                }
            }
            return read(end, TimeKind::OpenRange, from, None);
        }
        if let Some(end) = text.any(spaced, &["以来"]) {
            return read(end, TimeKind::OpenRange, from, Some(self.now));
        }
        if let Some(end) = text.any(spaced, &["起"]).filter(|&end| {
            text.any(end, &["来", "床", "飞", "诉", "码", "步", "的", "了", "火", "初", "到", "义", "因"])
                .is_none()
        }) {
            return read(end, TimeKind::OpenRange, from, None);
        }
        if let Some(end) = text
            .any(spaced, &["内", "之内", "以内"])
            .filter(|_| matches!(point.level, Level::Year | Level::Month | Level::Day | Level::Week))
            .filter(|&end| text.any(end, &["容", "部", "存", "置"]).is_none())
        {
            return read(end, TimeKind::Range, from, until);
        }
        if let Some(end) = text.any(spaced, &["现在", "此刻"]).filter(|_| point.level == Level::Day) {
            let from = from.and_then(|day| super::almanac::at_time(day, hour(self.now), minute(self.now), 0));
            return read(end, TimeKind::Point, from, from);
        }
        read(end, TimeKind::Point, from, until)
    }

    /// A length counted from a point: 9月1号的14天11小时后, 圣诞节前一天, 明天的之后三天, 六天后的3时1刻.
    fn after_anchor(&self, point: &Point) -> Option<Read> {
        let text = self.text;
        if point.level > Level::Day || point.level < Level::Month {
            return None;
        }
        let next = text.eat(point.end, "的").unwrap_or(point.end);
        let next = text.space(next);
        if let Some((sign, lead)) = text.look(
            next,
            &[
                ("之后", 1.0),
                ("往后", 1.0),
                ("向后", 1.0),
                ("后的第", 1.0),
                ("前的第", -1.0),
                ("前", -1.0),
                ("后", 1.0),
            ],
        ) {
            let length = length(text, lead, After::Window)?;
            let start = shift(point.from?, &length, sign)?;
            let (from, until) = if text.any(next, &["之后", "往后", "向后"]).is_some() {
                (point.from, Some(start))
            } else {
                (Some(start), plus_days(start, 1))
            };
            return Some(
                Read::new(length.end, Sort::Time, TimeKind::Point, point.grain).spanning(from, until),
            );
        }
        let length = length(text, next, After::Window)?;
        let (earlier, end) = before(text, length.end)?;
        let from = shift(point.from?, &length, if earlier { -1.0 } else { 1.0 })?;
        Some(Read::new(end, Sort::Time, TimeKind::Point, length.fine.grain()).spanning(Some(from), None))
    }

    /// A length with what stands behind it: 三天, 三天了, 三天内, 三天前, 三年以来, 三年以上.
    fn length_phrase(&self, at: usize) -> Option<Read> {
        let text = self.text;
        if text.char_before(at).is_some_and(|c| {
            c == '第'
                || crate::detect::numerals::is_chinese(c)
                    && text.eat(at, "个半").is_none()
                    && text.eat(at, "半").is_none()
        }) {
            return None;
        }
        let mut length = length(text, at, After::Nothing)?;
        const NAMES: &[&str] = &["酒店", "连锁", "优品", "向上"];
        let some_day = text.any_before(at, &["有", "某", "总"]).is_some()
            && text.any_before(length.end, &["一天"]).is_some();
        if some_day
            || text.any(length.end, NAMES).is_some()
            || text.any(at, &["一千零一夜", "三点"]).is_some()
        {
            return None;
        }
        let low = length.seconds();
        let plain = |end: usize, kind: TimeKind| {
            Read::new(end, Sort::Duration, kind, length.fine.grain()).lasting(low)
        };
        if let Some(end) = text.any(length.end, &["以上", "以下"]) {
            // 3年以上7年以下
            let next = text.any(end, &[",", "，"]).unwrap_or(end);
            let second = super::length::length(text, next, After::Nothing)
                .and_then(|second| text.any(second.end, &["以上", "以下"]));
            return Some(plain(second.unwrap_or(end), TimeKind::Length));
        }
        if let Some(end) = text.any(length.end, &["左右", "上下"]) {
            length.end = end;
        }
        let spaced = text.space(length.end);
        if let Some(end) = text
            .any(spaced, &["之内", "以内", "内", "之后内"])
            .filter(|&end| text.any(end, &["容", "部", "存", "置", "心"]).is_none())
        {
            return Some(self.deadline(&length, end));
        }
        if let Some(end) = text.any(spaced, &["以来", "来"]).filter(|&end| {
            text.any(end, &["了", "的时候", "过", "电", "自", "到", "回"]).is_none()
                || text.any(spaced, &["以来"]).is_some()
        }) {
            let from = shift(self.now, &length, -1.0);
            return Some(
                Read::new(end, Sort::Time, TimeKind::OpenRange, length.fine.grain())
                    .spanning(from, Some(self.now))
                    .lasting(low),
            );
        }
        if let Some((earlier, end)) = before(text, spaced) {
            return Some(self.away(&length, earlier, end));
        }
        if self.elapsed(at, length.end) {
            let from = shift(self.now, &length, -1.0);
            return Some(plain(length.end, TimeKind::Elapsed).spanning(from, Some(self.now)));
        }
        Some(plain(length.end, if length.vague { TimeKind::Vague } else { TimeKind::Length }))
    }

    /// Whether a length has passed up to now: 三天了, 等了三天还没.
    fn elapsed(&self, at: usize, end: usize) -> bool {
        let text = self.text;
        let end = text.any(end, &["都", "也", "还", "已经", "过去"]).unwrap_or(end);
        text.eat(end, "了").is_some()
            || text.any(end, &["没", "未", "不到账", "不发货"]).is_some()
            || text.any_before(at, &["等了", "拖了", "已经", "都快", "过了", "都", "快"]).is_some()
                && text.any(end, &["才", "后", "就能", "就可以"]).is_none()
    }

    /// N内: by when.
    fn deadline(&self, length: &Length, end: usize) -> Read {
        let until = shift(self.now, length, 1.0);
        Read::new(end, Sort::Duration, TimeKind::Deadline, length.fine.grain())
            .spanning(Some(self.now), until)
            .lasting(length.seconds())
    }

    /// N前, N后, with the day or clock that may follow: 六天后的3时1刻.
    fn away(&self, length: &Length, earlier: bool, end: usize) -> Read {
        let moment = shift(self.now, length, if earlier { -1.0 } else { 1.0 });
        let (from, step) = match length.fine {
            Unit::Year => (moment.and_then(|m| year_start(i32::from(m.year()))), (12, 0)),
            Unit::Month | Unit::Quarter => (moment.and_then(|m| month_start(m, 0)), (1, 0)),
            Unit::Week => (moment.map(|m| midnight(m.date())), (0, 7)),
            Unit::Day | Unit::Workday => (moment.map(|m| midnight(m.date())), (0, 1)),
            _ => (moment, (0, 0)),
        };
        // 半年后 is a month, 半个月后 a day.
        let broken = length.low.0.fract() != 0.0;
        let (from, step) = match moment {
            Some(m) if broken => (Some(midnight(m.date())), (0, 1)),
            Some(m) if length.fine == Unit::Year && length.low.0 % 12.0 != 0.0 => (month_start(m, 0), (1, 0)),
            _ => (from, step),
        };
        let finest = if length.fine < Unit::Day { length.fine.seconds() } else { 0.0 };
        let until = from
            .and_then(|from| plus_months(from, step.0))
            .and_then(|m| plus_days(m, step.1))
            .and_then(|m| plus_seconds(m, finest));
        if length.fine >= Unit::Day {
            // 六天后的3时1刻, 一个月后下午3点; 五年后3月30号.
            let day = self.one_day(&self.start(end), end, moment.unwrap_or(self.now), 0);
            let level = if length.fine >= Unit::Year { Level::Year } else { Level::Month };
            let unit = self.start(end).with(level, end, from, until, length.fine.grain());
            let detail = self
                .detailed(&day)
                .or_else(|| if length.fine >= Unit::Month { self.detailed(&unit) } else { None });
            if let Some(detail) = detail {
                return Read::new(detail.end, Sort::Time, TimeKind::Point, detail.grain)
                    .spanning(detail.from, detail.until);
            }
        }
        Read::new(end, Sort::Time, TimeKind::Point, length.fine.grain())
            .spanning(from, until)
            .lasting(length.seconds())
    }
}

fn hour(moment: DateTime) -> u32 {
    u32::from(moment.hour().unsigned_abs())
}

fn minute(moment: DateTime) -> u32 {
    u32::from(moment.minute().unsigned_abs())
}

/// 前 or 后 and their like at `at`: whether it says before, and its end.
pub(super) fn before(text: Text<'_>, at: usize) -> Option<(bool, usize)> {
    const WORDS: &[(&str, bool)] = &[
        ("之前", true),
        ("以前", true),
        ("前", true),
        ("之后", false),
        ("以后", false),
        ("过后", false),
        ("后", false),
    ];
    let (earlier, end) = text.look(at, WORDS)?;
    const NOT: &[&str] = &[
        "台", "面", "排", "端", "提", "进", "途", "悔", "续", "来", "期", "备", "果", "天", "者", "缀", "半",
        "几天", "两天", "后",
    ];
    (end - at > 3 || text.any(end, NOT).is_none()).then_some((earlier, end))
}

/// `moment` moved by the lower end of a length.
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

/// Counts weekdays; public holidays are not known here.
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
