//! Windows: lengths that a word before them ties to now: 近24小时, 过去的一周, 未来三年, 前两天, 再过半小时, 这三天.

use jiff::civil::DateTime;

use super::almanac::{midnight, month_start, plus_days, plus_months, plus_seconds, week_start, year_start};
use super::length::{After, Length, length};
use super::phrase::{Read, Sort};
use super::point::Reader;
use super::spells::shift;
use super::units::Unit;
use crate::detect::finding::TimeKind;
use crate::detect::reading::{Table, Text};

/// Which way a window lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Up to now, to the minute.
    Past,
    /// From now on, to the minute.
    Future,
    /// The whole units before this one.
    UnitsBefore,
    /// The whole units after this one.
    UnitsAfter,
    /// One moment ahead.
    Ahead,
}

static LEADS: Table<Way> = Table::new(&[
    ("最近的", Way::Past),
    ("最近这", Way::Past),
    ("最近", Way::Past),
    ("近", Way::Past),
    ("过去的", Way::Past),
    ("过去", Way::Past),
    ("这", Way::Past),
    ("之前的", Way::Past),
    ("之前", Way::Past),
    ("此前", Way::Past),
    ("往前", Way::UnitsBefore),
    ("向前", Way::UnitsBefore),
    ("未来的", Way::Future),
    ("未来", Way::Future),
    ("将来", Way::Future),
    ("今后的", Way::Future),
    ("今后", Way::Future),
    ("接下来的", Way::Future),
    ("接下来", Way::Future),
    ("往后", Way::Future),
    ("向后", Way::Future),
    ("后面", Way::Future),
    ("之后的", Way::Future),
    ("之后", Way::Future),
    ("再过", Way::Ahead),
    ("再等", Way::Ahead),
    ("过", Way::Ahead),
    ("前", Way::UnitsBefore),
    ("上", Way::UnitsBefore),
    ("后", Way::UnitsAfter),
    ("下", Way::UnitsAfter),
]);

pub(super) fn window(reader: &Reader<'_>, at: usize) -> Option<Read> {
    let text = reader.text;
    let (way, lead) = text.find(at, &LEADS)?;
    let span = length(text, text.space(lead), After::Window)?;
    let one_unit = span.low == (span.fine.months(), span.fine.seconds());
    if text.char(at) == Some('这') && one_unit
        || matches!(way, Way::UnitsBefore | Way::UnitsAfter)
            && (text.eat(lead, "半").is_some() || text.byte(lead) == b' ')
    {
        return None;
    }
    if !leads(text, at, lead, &span) {
        return None;
    }
    let end = text
        .any(span.end, &["之内", "以内", "之后", "以来", "以后", "内", "里", "来", "间"])
        .filter(|&end| {
            text.any(end, &["面", "容", "部", "存"]).is_none() && way != Way::Ahead
                || text.any(span.end, &["之后", "以后"]).is_some()
        })
        .unwrap_or(span.end);
    let now = reader.now;
    // 前几天 reaches back as far as it may.
    let far = Length { low: span.high, ..span };
    let (from, until, kind) = match way {
        Way::Past => {
            (shift(now, &far, -1.0).and_then(|from| truncated(from, &span)), Some(now), TimeKind::Range)
        }
        Way::Future => (Some(now), shift(now, &span, 1.0), TimeKind::Range),
        Way::Ahead => (ahead(now, &span), None, TimeKind::Point),
        Way::UnitsBefore => {
            let this = unit_start(now, span.fine);
            (this.and_then(|this| shift(this, &far, -1.0)), this, TimeKind::Range)
        }
        Way::UnitsAfter => {
            let next = unit_start(now, span.fine).and_then(|this| shift(this, &one(&span), 1.0));
            (next, next.and_then(|next| shift(next, &span, 1.0)), TimeKind::Range)
        }
    };
    let kind = if span.vague { TimeKind::Vague } else { kind };
    Some(Read::new(end, Sort::Time, kind, span.fine.grain()).spanning(from, until).lasting(span.seconds()))
}

/// Whether the word at `at` leads a window, and is not the end of another word: 提前3天, 线上两天, 购买后7天, 住过三天.
fn leads(text: Text<'_>, at: usize, lead: usize, span: &Length) -> bool {
    let before = text.char_before(at).filter(|c| c.is_alphanumeric());
    let free = |allowed: &str| before.is_none_or(|c| allowed.contains(c));
    match text.char(at) {
        Some('前') => free("的在就了是从说我"),
        Some('后') => free("的在就了是往向未这明今我"),
        Some('上') => free("的在就了是从说我你"),
        Some('下') => free("的在就了是说我你"),
        Some('过') if text.eat(at, "过去").is_some() => free("的在就了是从说我你和"),
        Some('过') => free("再要得就等先说能会才") && text.eat(lead, "半").is_none(),
        Some('近') => !before.is_some_and(|c| matches!(c, '附' | '靠' | '接' | '将')),
        Some('这') => span.fine != Unit::Day || span.vague || span.low.1 >= 2.0 * 86_400.0,
        _ => true,
    }
}

/// One unit of a length's finest unit.
fn one(span: &Length) -> Length {
    Length { low: (span.fine.months(), span.fine.seconds()), ..*span }
}

/// Months and years are counted by the day.
fn truncated(from: DateTime, span: &Length) -> Option<DateTime> {
    if span.fine >= Unit::Month { Some(midnight(from.date())) } else { Some(from) }
}

fn ahead(now: DateTime, span: &Length) -> Option<DateTime> {
    let moment = shift(now, span, 1.0)?;
    if span.fine >= Unit::Day { Some(midnight(moment.date())) } else { Some(moment) }
}

/// The start of the unit that `now` lies in.
fn unit_start(now: DateTime, unit: Unit) -> Option<DateTime> {
    match unit {
        Unit::Year => year_start(i32::from(now.year())),
        Unit::Quarter => month_start(now, -((i64::from(now.month()) - 1) % 3)),
        Unit::Month => month_start(now, 0),
        Unit::Week => week_start(now, 0),
        Unit::Day | Unit::Workday => plus_days(midnight(now.date()), 0),
        Unit::Hour => plus_seconds(midnight(now.date()), f64::from(now.hour()) * 3600.0),
        Unit::Minute | Unit::QuarterHour => plus_seconds(
            midnight(now.date()),
            f64::from(now.hour()) * 3600.0 + f64::from(now.minute()) * 60.0,
        ),
        Unit::Second => plus_months(now, 0),
    }
}
