//! Ranges with what stands before and behind them: 从…到…, 至今, 从…起, 9月10号、11号.

use jiff::civil::DateTime;

use super::almanac::{plus_days, plus_months};
use super::length::to;
use super::phrase::{Read, Sort};
use super::point::{Level, Point, Reader};
use crate::detect::finding::{Grain, TimeKind};

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
        if lead.is_some() {
            // 从昨天开始, 从去年9月起
            let end = text.any(first.end, &["开始", "起", "以来", "以后", "之后", "后"])?;
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
        let so_far = |end: usize| {
            let from = self.already(start, first);
            Read::new(end, Sort::Time, TimeKind::OpenRange, first.grain).spanning(from, Some(self.now))
        };
        let next = match text.any(spaced, &["直到", "一直到", "至今", "到至今"]) {
            Some(end) if text.any_before(end, &["至今"]).is_some() => return Some(so_far(end)),
            Some(end) => end,
            None => to(text, from_end).filter(|_| text.any(spaced, &["、", "或"]).is_none() || first.lent)?,
        };
        if let Some(end) = self.present(next) {
            return Some(so_far(end));
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

    /// Where a range up to now begins: 周一至今 is since the Monday before, 国庆至今 since the last one.
    fn already(&self, start: usize, first: Point) -> Option<DateTime> {
        let from = first.from.filter(|from| *from > self.now);
        let Some(from) = from else { return first.from };
        let earlier = if first.weekday { plus_days(self.now, -7) } else { plus_months(self.now, -12) };
        let text = self.text;
        let again = Reader { now: earlier?, ..*self }.point(text.space(start)).filter(|p| p.end == first.end);
        again.and_then(|point| point.from).filter(|from| *from <= self.now).or(Some(from))
    }

    /// 现在, 目前, 今 as the end of a range; 今天 is a day.
    fn present(&self, at: usize) -> Option<usize> {
        const WORDS: &[&str] = &["现在为止", "目前为止", "今天为止", "现在", "目前", "如今", "此刻", "今"];
        let text = self.text;
        let day = |c: char| matches!(c, '天' | '年' | '晚' | '日' | '早' | '儿');
        text.any(at, WORDS)
            .filter(|&end| text.char_before(end) != Some('今') || text.char(end).is_none_or(|c| !day(c)))
    }

    fn between(&self, first: Point, second: Point, end: usize) -> Read {
        let until = match second.level {
            Level::Clock => second.from,
            _ => second.until,
        };
        let grain = second.grain;
        let weak = first.weak && second.weak;
        // 晚上8点半到今天凌晨 begins the evening before; what still ends before it begins has no end that could be trusted.
        let late = |from: &DateTime| until.is_some_and(|until| *from > until);
        let undated = !first.dated && first.level >= Level::Part;
        let from = first
            .from
            .map(|from| if late(&from) && undated { plus_days(from, -1).unwrap_or(from) } else { from });
        let until = until.filter(|_| !from.as_ref().is_some_and(late));
        Read { weak, ..Read::new(end, Sort::Time, TimeKind::Range, grain).spanning(from, until) }
    }
}
