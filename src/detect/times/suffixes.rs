//! What stands behind a point and changes how it is read: 之前, 以后, 以来, 起, 内, 左右, and lengths counted from it.

use jiff::civil::DateTime;

use super::almanac::{at_time, plus_days};
use super::length::{After, length};
use super::phrase::{Read, Sort};
use super::point::{Level, Point, Reader};
use super::spells::shift;
use crate::detect::finding::TimeKind;
use crate::detect::reading::Text;

impl Reader<'_> {
    pub(super) fn suffixed(&self, point: Point) -> Read {
        let text = self.text;
        let Point { end, from, until, .. } = point;
        let spaced = text.space(end);
        let about = text
            .any(spaced, &["左右", "上下", "前后", "许"])
            .filter(|&end| text.any(end, &["多", "久"]).is_none());
        if let Some(end) = about {
            return point.read(end, TimeKind::Point, from, until);
        }
        self.after_anchor(&point)
            .or_else(|| self.bounded(&point, spaced))
            .or_else(|| self.opened(&point, spaced))
            .or_else(|| self.within(&point, spaced))
            .unwrap_or_else(|| point.read(end, TimeKind::Point, from, until))
    }

    /// 5号之前, 周三以后, 2010年之后2018年之前.
    fn bounded(&self, point: &Point, at: usize) -> Option<Read> {
        let text = self.text;
        let (earlier, end) = before(text, at)?;
        if earlier {
            // 年底前 lasts until the year ends, 5号前 until the 5th begins.
            let last = if point.level >= Level::Day { point.from } else { point.until };
            let first = (last > Some(self.now)).then_some(self.now);
            return Some(point.read(end, TimeKind::Deadline, first, last));
        }
        let second = (Reader { base: Some(*point), ..*self })
            .point(end)
            .filter(|second| second.level == point.level)
            .and_then(|second| Some((second, before(text, second.end).filter(|word| word.0)?.1)));
        Some(match second {
            Some((second, end)) => point.read(end, TimeKind::Range, point.from, second.from),
            None => point.read(end, TimeKind::OpenRange, point.from, None),
        })
    }

    /// 去年以来, 明天起.
    fn opened(&self, point: &Point, at: usize) -> Option<Read> {
        let text = self.text;
        if let Some(end) = text.any(at, &["以来"]) {
            return Some(point.read(end, TimeKind::OpenRange, point.from, Some(self.now)));
        }
        const OTHER: &[&str] =
            &["来", "床", "飞", "诉", "码", "步", "的", "了", "火", "初", "到", "义", "因"];
        let end = text.eat(at, "起").filter(|&end| text.any(end, OTHER).is_none())?;
        Some(point.read(end, TimeKind::OpenRange, point.from, None))
    }

    /// 2024年内, 前天现在.
    fn within(&self, point: &Point, at: usize) -> Option<Read> {
        let text = self.text;
        let inside = text
            .any(at, &["内", "之内", "以内"])
            .filter(|_| matches!(point.level, Level::Year | Level::Month | Level::Day | Level::Week))
            .filter(|&end| text.any(end, &["容", "部", "存", "置"]).is_none());
        if let Some(end) = inside {
            return Some(point.read(end, TimeKind::Range, point.from, point.until));
        }
        let end = text.any(at, &["现在", "此刻"]).filter(|_| point.level == Level::Day)?;
        let from = point.from.and_then(|day| at_time(day, hour(self.now), minute(self.now), 0));
        Some(point.read(end, TimeKind::Point, from, from))
    }

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
}

impl Point {
    fn read(&self, end: usize, kind: TimeKind, from: Option<DateTime>, until: Option<DateTime>) -> Read {
        Read { weak: self.weak, ..Read::new(end, Sort::Time, kind, self.grain).spanning(from, until) }
    }
}

fn hour(moment: DateTime) -> u32 {
    u32::from(moment.hour().unsigned_abs())
}

fn minute(moment: DateTime) -> u32 {
    u32::from(moment.minute().unsigned_abs())
}

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
