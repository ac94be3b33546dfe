//! Lengths of time: 三天, 两年半, 一个半小时, 8天20小时, 3-5个工作日, 半个多月, 十几分钟, 24h.

use super::units::{Unit, unit};
use crate::detect::numerals::{Numeral, Style, quantity};
use crate::detect::reading::Text;

/// More terms than this are no length that anybody writes.
const MOST_TERMS: usize = 6;

/// A length, from `low` to `high` (equal where it is exact), each as (months, seconds).
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Length {
    pub(super) end: usize,
    pub(super) low: (f64, f64),
    pub(super) high: (f64, f64),
    /// The coarsest and the finest unit.
    pub(super) coarse: Unit,
    pub(super) fine: Unit,
    /// A vague number was used: 几天, 好几天.
    pub(super) vague: bool,
}

impl Length {
    /// The lower end in seconds, a month of 30 days, a year of 365.
    pub(super) fn seconds(&self) -> f64 {
        let years = (self.low.0 / 12.0).floor();
        years * 365.0 * 86_400.0 + (self.low.0 - years * 12.0) * 30.0 * 86_400.0 + self.low.1
    }
}

/// What may stand before a length and changes how it is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// Nothing that says so: 三月 is March, 30日 a day of the month.
    Nothing,
    /// 近, 前, 过去, 未来 and their like: 近三月 is three months.
    Window,
}

/// The length that starts at `at`.
pub(super) fn length(text: Text<'_>, at: usize, after: After) -> Option<Length> {
    let mut whole = range(text, at, after).or_else(|| term(text, at, after, None))?;
    let mut last = whole.fine;
    for _ in 1..MOST_TERMS {
        let next = text.any(whole.end, &["外加", "加上", "零", "又", "加", "余", "和"]).unwrap_or(whole.end);
        let next = text.space(next);
        let Some(more) =
            term(text, next, after, Some(last)).filter(|more| more.coarse != last || more.fine == Unit::Day)
        else {
            break;
        };
        // 三天两天 are two lengths unless the second is nights: 三天三夜.
        if more.coarse == last && text.any_before(more.end, &["夜", "晚"]).is_none() {
            break;
        }
        if more.coarse != last {
            whole.low = (whole.low.0 + more.low.0, whole.low.1 + more.low.1);
            whole.high = (whole.high.0 + more.high.0, whole.high.1 + more.high.1);
        }
        whole.end = more.end;
        whole.fine = whole.fine.min(more.fine);
        whole.coarse = whole.coarse.max(more.coarse);
        whole.vague |= more.vague;
        last = more.fine;
    }
    whole.end = text.eat(whole.end, "整").filter(|_| whole.fine <= Unit::Hour).unwrap_or(whole.end);
    Some(whole)
}

/// The connectors of a range of numbers or lengths, spaces round them allowed.
pub(super) fn to(text: Text<'_>, at: usize) -> Option<usize> {
    let at = text.space(at);
    const WORDS: &[&str] =
        &["——", "—", "--", "-", "~", "～", "－", "–", "ー", "到", "至", "、", "或者", "或"];
    text.any(at, WORDS).map(|end| text.space(end))
}

/// `3-5个工作日`, `30~90日`, `3天——8天`, `13天—8周`.
fn range(text: Text<'_>, at: usize, after: After) -> Option<Length> {
    let (low, next) = match term(text, at, after, None) {
        Some(first) => (Some(first), first.end),
        None => (None, quantity(text, at).filter(|_| text.number_start(at))?.end),
    };
    let second = term(text, to(text, next)?, After::Window, None)?;
    // 3天、5天 and 3天或5天 read as a range too; 三天、两年 does not.
    match low {
        Some(first) if first.seconds() < second.seconds() => {
            let coarse = first.coarse.max(second.coarse);
            Some(Length { low: first.low, coarse, fine: first.fine.min(second.fine), ..second })
        }
        Some(_) => None,
        None => {
            let first = quantity(text, at)?;
            let bare_month =
                second.fine == Unit::Month && text.any_before(second.end, &["个月", "半月"]).is_none();
            let bare_day = text.any_before(second.end, &["日"]).is_some() && second.low.1 <= 31.0 * 86_400.0;
            if bare_month || bare_day && second.fine == Unit::Day && after == After::Nothing {
                return None;
            }
            let scale = first.low * second.fine.seconds();
            let months = first.low * second.fine.months();
            (scale <= second.high.1 && months <= second.high.0).then_some(Length {
                low: (months, scale),
                vague: false,
                ..second
            })
        }
    }
}

/// One number with its unit; `previous` is the unit of the term before it.
fn term(text: Text<'_>, at: usize, after: After, previous: Option<Unit>) -> Option<Length> {
    if let Some(half) = half(text, at) {
        return Some(half);
    }
    if previous.is_none() && !text.number_start(at) {
        return None;
    }
    let (number, vague) = number(text, at)?;
    let Trimmed { end, more, measured, half } = trimmed(text, number.end);
    let mut extra = if half { 0.5 } else { 0.0 };
    let (unit, mut end) =
        unit(text, end, measured).or_else(|| contextual(text, end, after, previous, &number))?;
    // 一个年轻人: 个 never stands before 年, 天 or 秒.
    if measured
        && !half
        && text.any_before(end, &["个年", "个天", "个秒", "个载", "个晚", "个夜", "个多年"]).is_some()
    {
        return None;
    }
    let four = number.figures == 4 && number.style == Style::Ascii && !more;
    let year_number = unit == Unit::Year && number.low >= 1000.0 && four;
    if year_number && after == After::Nothing {
        return None;
    }
    if let Some(half) =
        text.eat(end, "半").filter(|&half| text.any(half, &["价", "年", "月", "个", "天", "夜"]).is_none())
    {
        extra = 0.5;
        end = text.any(half, &["钟", "多"]).unwrap_or(half);
    } else if let Some(more) = text.eat(end, "多").filter(|&more| {
        text.any(more, &["少", "次", "久", "扣", "收", "付", "交", "花", "算", "转", "充"]).is_none()
    }) {
        end = more;
    }
    let scale = |n: f64| ((n + extra) * unit.months(), (n + extra) * unit.seconds());
    let (low, high) = (scale(number.low), scale(number.high));
    Some(Length { end, low, high, coarse: unit, fine: unit, vague })
}

/// What stands between a number and its unit: 十多个, 三个半, 两整.
struct Trimmed {
    end: usize,
    more: bool,
    measured: bool,
    half: bool,
}

fn trimmed(text: Text<'_>, at: usize) -> Trimmed {
    let start = text.space(at);
    let more = text.any(start, &["多", "来", "余", "几"]);
    let counted = more.unwrap_or(start);
    let measure = text.eat(counted, "个");
    let half = measure.and_then(|end| text.eat(end, "半"));
    let end = half.or(measure).unwrap_or(counted);
    let end = text.any(end, &["多", "来"]).filter(|_| measure.is_some()).unwrap_or(end);
    let end = text.space(end);
    let end = text
        .any(end, &["整整", "整"])
        .filter(|&next| text.any(next, &["天", "年", "晚", "夜", "个"]).is_some())
        .unwrap_or(end);
    Trimmed { end, more: more.is_some(), measured: measure.is_some(), half: half.is_some() }
}

/// 半天, 半个多小时, 大半年; Cantonese 个半小时.
fn half(text: Text<'_>, at: usize) -> Option<Length> {
    let start = text.any(at, &["大", "小", "前"]).unwrap_or(at);
    let (factor, next) = match text.eat(start, "半") {
        Some(next) => (0.5, next),
        None => (
            1.5,
            text.eat(at, "个半")
                .filter(|_| !text.char_before(at).is_some_and(crate::detect::numerals::is_chinese))?,
        ),
    };
    let next = text.eat(next, "个").unwrap_or(next);
    let next = text.eat(next, "多").unwrap_or(next);
    let day = text.eat(next, "日").filter(|&end| text.any(end, &["游", "元"]).is_none());
    let (unit, end) = unit(text, next, true).or_else(|| day.map(|end| (Unit::Day, end)))?;
    if text.any_before(end, &["夜", "晚", "晚上"]).is_some() {
        return None;
    }
    let end = text.eat(end, "多").unwrap_or(end);
    let sum = (factor * unit.months(), factor * unit.seconds());
    Some(Length { end, low: sum, high: sum, coarse: unit, fine: unit, vague: false })
}

/// The number of a term: a quantity, or one of the vague words that stand for one.
fn number(text: Text<'_>, at: usize) -> Option<(Numeral, bool)> {
    if let Some(number) = quantity(text, at) {
        return Some((number, number.style == Style::Vague));
    }
    let end = text.any(at, &["好多", "许多", "若干", "好些", "数", "多"])?;
    let vague = Numeral { end, low: 2.0, high: 9.0, style: Style::Vague, figures: 1 };
    // 多年, 数月; 多天 only where nothing runs into it (差不多天天).
    (!text.char_before(at).is_some_and(|c| matches!(c, '不' | '很' | '太' | '更' | '差' | '个' | '人')))
        .then_some((vague, true))
}

/// Units that need their surroundings: 分 after hours or before 半 or seconds, 时 after days, 日 where it is no date.
fn contextual(
    text: Text<'_>,
    at: usize,
    after: After,
    previous: Option<Unit>,
    number: &Numeral,
) -> Option<(Unit, usize)> {
    if let Some(end) = text.eat(at, "分") {
        let after_hour = previous == Some(Unit::Hour);
        let half = text.eat(end, "半").is_some_and(|half| text.any(half, &["价", "折"]).is_none());
        let seconds = || {
            let next = text.eat(end, "零").unwrap_or(end);
            quantity(text, next).is_some_and(|n| text.eat(n.end, "秒").is_some())
        };
        return (after_hour || half || seconds()).then_some((Unit::Minute, end));
    }
    if let Some(end) = text.eat(at, "时") {
        return previous.filter(|&unit| unit == Unit::Day).map(|_| (Unit::Hour, end));
    }
    // 俩月 is never February.
    let couple = text.any_before(at, &["俩", "仨"]).is_some();
    if let Some(end) = text.eat(at, "月").filter(|_| after == After::Window || couple) {
        return text.any(end, &["饼", "亮", "份", "租", "供"]).is_none().then_some((Unit::Month, end));
    }
    let end = text.eat(at, "日")?;
    let many = number.low > 31.0 || matches!(number.style, Style::Vague | Style::Pair);
    let two = text.any_before(at, &["两", "俩"]).is_some();
    const NOT_BEFORE: &[&str] = &["元", "本", "期", "志", "常", "用", "报", "历", "韩", "前", "起"];
    if !two && !many && text.any(end, NOT_BEFORE).is_some() && after == After::Nothing {
        return None;
    }
    let spaced = number.end < at && number.style != Style::Ascii;
    let inside = text.any(end, &["内", "之内", "以内", "后", "之后", "以后", "之久"]).is_some();
    (many || two || spaced || inside || after == After::Window).then_some((Unit::Day, end))
}
