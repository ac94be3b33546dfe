//! Units of time: the words for them, and how long each is.

use crate::detect::finding::Grain;
use crate::detect::reading::Text;

/// A unit of time, from fine to coarse.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Unit {
    Second,
    Minute,
    QuarterHour,
    Hour,
    Day,
    Workday,
    Week,
    Month,
    Quarter,
    Year,
}

impl Unit {
    /// How many whole months one is; zero for what is counted in seconds.
    pub(super) fn months(self) -> f64 {
        match self {
            Self::Month => 1.0,
            Self::Quarter => 3.0,
            Self::Year => 12.0,
            _ => 0.0,
        }
    }

    /// How many seconds one is; zero for what is counted in months.
    pub(super) fn seconds(self) -> f64 {
        match self {
            Self::Second => 1.0,
            Self::Minute => 60.0,
            Self::QuarterHour => 900.0,
            Self::Hour => 3600.0,
            Self::Day | Self::Workday => 86_400.0,
            Self::Week => 604_800.0,
            _ => 0.0,
        }
    }

    pub(super) fn grain(self) -> Grain {
        match self {
            Self::Second => Grain::Second,
            Self::Minute | Self::QuarterHour => Grain::Minute,
            Self::Hour => Grain::Hour,
            Self::Day | Self::Workday => Grain::Day,
            Self::Week => Grain::Week,
            Self::Month => Grain::Month,
            Self::Quarter => Grain::Quarter,
            Self::Year => Grain::Year,
        }
    }
}

/// A unit's word, and the words that it must not be the beginning of.
struct Word(&'static str, Unit, &'static [&'static str]);

const WEEK_DAYS: &[&str] = &["一", "二", "三", "四", "五", "六", "日", "天", "末"];

/// Words that follow a number directly or after 个.
const WORDS: &[Word] = &[
    Word("秒钟", Unit::Second, &[]),
    Word("秒", Unit::Second, &["杀", "针", "到", "回", "赞"]),
    Word("分钟", Unit::Minute, &[]),
    Word("刻钟", Unit::QuarterHour, &[]),
    Word("小时", Unit::Hour, &["候", "工"]),
    Word("钟头", Unit::Hour, &[]),
    Word("工作日", Unit::Workday, &[]),
    Word("交易日", Unit::Workday, &[]),
    Word("自然日", Unit::Day, &[]),
    Word("昼夜", Unit::Day, &[]),
    Word("天", Unit::Day, &["猫", "气", "津", "使", "堂", "花板", "线宝"]),
    Word("星期", Unit::Week, WEEK_DAYS),
    Word("礼拜", Unit::Week, WEEK_DAYS),
    Word("周年", Unit::Year, &["庆"]),
    Word("周", Unit::Week, &["岁", "围", "边", "到", "转", "末", "一", "二", "三", "四", "五", "六", "日"]),
    Word("季度", Unit::Quarter, &[]),
    Word("年", Unit::Year, &["级", "代", "轻", "纪", "货", "会", "糕", "薪", "龄", "初", "底", "末"]),
    Word("载", Unit::Year, &["入", "重", "货", "体"]),
    Word("晚", Unit::Day, &["上", "点", "会", "餐", "饭", "安", "报", "间", "班"]),
    Word("夜", Unit::Day, &["间", "里", "晚", "班"]),
    Word("hours", Unit::Hour, &[]),
    Word("hour", Unit::Hour, &[]),
    Word("hrs", Unit::Hour, &[]),
    Word("hr", Unit::Hour, &[]),
    Word("h", Unit::Hour, &[]),
    Word("mins", Unit::Minute, &[]),
    Word("min", Unit::Minute, &[]),
    Word("days", Unit::Day, &[]),
    Word("day", Unit::Day, &[]),
    Word("secs", Unit::Second, &[]),
    Word("sec", Unit::Second, &[]),
    Word("weeks", Unit::Week, &[]),
    Word("months", Unit::Month, &[]),
];

/// Words that follow only 个, 半 or a leading 近, 前, 后 and their like; elsewhere 三月 is March.
const AFTER_MEASURE: &[Word] = &[
    Word("月", Unit::Month, &["饼", "亮", "经", "租", "供", "球", "卡", "薪"]),
    Word("钟", Unit::Hour, &["头", "表"]),
    Word("晚上", Unit::Day, &[]),
    Word("年头", Unit::Year, &[]),
];

/// The unit at `at`. `measured`: 个 or 半 stands before it.
pub(super) fn unit(text: Text<'_>, at: usize, measured: bool) -> Option<(Unit, usize)> {
    let find = |words: &[Word]| {
        words.iter().find_map(|Word(word, unit, not_before)| {
            let end = text.eat(at, word)?;
            if word.is_ascii() && text.byte(end).is_ascii_alphanumeric() {
                return None;
            }
            let blocked = text.any(end, not_before).is_some_and(|after| !counted_next(text, after));
            (!blocked).then_some((*unit, end))
        })
    };
    find(WORDS).or_else(|| if measured { find(AFTER_MEASURE) } else { None })
}

/// `三周一次`: the 一 belongs to the count, not to the week.
fn counted_next(text: Text<'_>, at: usize) -> bool {
    text.any(at, &["次", "回", "遍", "趟"]).is_some()
}
