//! Whole time phrases: points, ranges, windows, lengths, and what stands before and after them.
//!
//! **Span.** A phrase is the longest run that says when or how long: 从 … 到 belongs to it when both ends are there, and so
//! do 前, 后, 内, 起, 左右, 以来 and their like behind it, 近, 过去, 未来, 前, 后 and their like before a length. 大约, 在 and
//! 已经 before it do not belong to it, nor does 了还没 behind it. Date, weekday, part of day and clock in a row are one phrase.
//!
//! **Value.** Shanghai wall clock, half open. A day begins at midnight. Weeks start on Monday; 下周三 is the Wednesday of next week;
//! 周三 is the nearest one that is not over, today included; 3月5号 is this year's, 5号 this month's, a holiday the coming one. 三天前
//! is that day, 三周后 the week from that day, 两年前 that year, 3小时前 that moment. 近N, 过去N and 最近N end now, 未来N and N内 begin
//! now; 前N and 上N are the whole units before this one, 后N and 下N those after; N个月以来 and N年以来 begin with that month or year.
//! A range of dates ends after its last day, a range of clocks at its last moment. 正月, 初五 and 五月廿二 go by the moon, 八月十五 and
//! 廿六日 by the sun; seasons begin with their solar terms. 三日后 counts days, 3日后 is after the 3rd, 5日内 counts either way. An hour
//! alone is said as it is. 第三天 counts from something that is not known here and has no value. Where test suites of Chinese time
//! taggers contradict one another, the reading of most was taken where there is one, else one was chosen and kept.

use std::ops::Range;

use jiff::civil::DateTime;

use super::point::Reader;
use super::{recurrence, vague, window};
use crate::detect::finding::{Grain, Moment, TimeKind, What};
use crate::detect::reading::{Firsts, Text};

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
    static FIRST: Firsts = Firsts::each(
        "子丑寅卯辰巳午申酉戌亥整到至截成零〇一二两三四五六七八九十廿卅几百好数多半大小个俩仨若许今昨明前后当次同去上下这本近最刚方现目此眼如而宜依从自由每隔天日年月夜周星礼拜工节双非凌清早晚朝晏中午正傍黄深夜白全春夏秋冬暑寒农阴旧腊闰首第倒圣元情女妇植国消愚劳青护儿建台教万光澳平母父感新除端七重惊谷立芒处霜三五六八四过再未今将往向之接随来翌听寻琴北民康雍很老一久期期假那往陆连阳贞神开洪永嘉崇顺乾道咸宣昭令",
    );
    let byte = text.byte(at);
    if byte.is_ascii() {
        return byte.is_ascii_digit() || byte == b'q';
    }
    text.char(at).is_some_and(|c| FIRST.has(c) || c == '不' && text.eat(at, "不久").is_some())
}
