//! Points and ranges with what stands before and behind them: 从…到…, 至今, 起, 之前, 左右.

use jiff::civil::DateTime;

use super::almanac::plus_days;
use super::length::{After, length, to};
use super::phrase::{Read, Sort};
use super::point::{Level, Point, Reader};
use super::spells::shift;
use crate::detect::finding::{Grain, TimeKind};
use crate::detect::reading::Text;

impl Reader<'_> {
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

    fn open_lead(&self, at: usize) -> Option<Read> {
        let text = self.text;
        let end = text.any(at, &["从现在开始", "从现在起", "自现在起"])?;
        Some(Read::new(end, Sort::Time, TimeKind::OpenRange, Grain::Second).spanning(Some(self.now), None))
    }

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

    pub(super) fn range(&self, start: usize, first: Point) -> Option<Read> {
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
                && let Some((true, end)) = before(text, second.end)
            {
                return read(end, TimeKind::Range, from, second.from);
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
