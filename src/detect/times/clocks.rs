//! Clock times: 下午三点一刻, 9点45, 21：05, 3:15pm.

use jiff::civil::DateTime;

use super::almanac::{at_time, midnight, plus_days, plus_seconds};
use super::length::to;
use super::parts::Part;
use super::point::{Level, Point, Reader};
use crate::detect::finding::Grain;
use crate::detect::numerals::{Style, figure, integer};

impl Reader<'_> {
    pub(super) fn clock(&self, at: usize, point: &Point) -> Option<Point> {
        if point.level == Level::Clock
            || matches!(
                point.level,
                Level::Century | Level::Year | Level::Season | Level::Month | Level::Week
            )
        {
            return None;
        }
        let clock = self.digital(at, point).or_else(|| self.spoken(at, point))?;
        let named = point.level != Level::Nothing && point.from.is_none();
        let from = if named { None } else { self.on_the_clock(point, &clock) };
        let step = match clock.grain {
            Grain::Hour => 3600.0,
            Grain::Minute => 60.0,
            _ => 1.0,
        };
        let until = from.and_then(|from| plus_seconds(from, step));
        let part =
            clock.half.or(point.part).or_else(|| self.base.filter(|_| !point.dated).and_then(|b| b.part));
        Some(Point {
            part,
            lent: clock.lent,
            weak: clock.weak && point.level == Level::Nothing,
            ..point.with(Level::Clock, clock.end, from, until, clock.grain)
        })
    }

    fn on_the_clock(&self, point: &Point, clock: &Clock) -> Option<DateTime> {
        let day = midnight(self.context(point).date());
        let carried = self.base.filter(|_| !point.dated && point.part.is_none());
        let part = clock.half.or(point.part).or_else(|| carried.and_then(|base| base.part));
        let hour = clock.hour;
        let (hour, days) = match (part, hour) {
            (_, 24) => (0, 1),
            (Some(Part::Evening | Part::Midnight), 12) => (0, 1),
            (Some(Part::Evening), 1..=4) if carried.is_none() => (hour, 1),
            (Some(Part::Evening), 1..=11) => (hour + 12, 0),
            (Some(Part::Midnight), 6..=11) => (hour + 12, 0),
            (Some(Part::Afternoon), 1..=11) => (hour + 12, 0),
            (Some(Part::Noon), 1..=4) => (hour + 12, 0),
            (Some(Part::Night), 12) => (0, i64::from(!point.dated)),
            (Some(Part::Night), 0) | (None, 0)
                if !point.dated && self.base.is_none() && clock.grain == Grain::Hour =>
            {
                (0, 1)
            }
            _ => (hour, 0),
        };
        let moment = at_time(plus_days(day, days)?, hour, clock.minute, clock.second)?;
        let undated = self.base.filter(|_| !point.dated);
        let Some(base) = undated.and_then(|base| base.from) else { return Some(moment) };
        // 晚上10点到2点 ends on the next day.
        if moment < base { plus_days(moment, 1) } else { Some(moment) }
    }

    fn digital(&self, at: usize, point: &Point) -> Option<Clock> {
        let text = self.text;
        if !text.byte(at).is_ascii_digit() || point.level < Level::Day && !text.number_start(at) {
            return None;
        }
        let colon = |at: usize| text.any(at, &[":", "："]);
        let hour_end = text.digits(at, 3);
        let hour: u32 = text.str().get(at..hour_end)?.parse().ok().filter(|&hour| hour <= 24)?;
        let Some(minute_at) = colon(hour_end) else {
            return self.half_day(hour_end).filter(|_| hour <= 12).map(|(half, end)| Clock {
                end,
                hour,
                minute: 0,
                second: 0,
                grain: Grain::Hour,
                half: Some(half),
                lent: false,
                weak: false,
            });
        };
        let two = |at: usize| {
            (text.digits(at, 3) == at + 2)
                .then(|| text.str().get(at..at + 2)?.parse::<u32>().ok())
                .flatten()
                .filter(|&n| n < 60)
        };
        let minute = two(minute_at)?;
        let mut end = minute_at + 2;
        let (mut second, mut grain) = (0, Grain::Minute);
        if let Some((n, at)) = colon(end).and_then(|at| Some((two(at)?, at))) {
            (second, grain, end) = (n, Grain::Second, at + 2);
        } else if text.byte(end) == b':' && text.byte(end + 1).is_ascii_digit() {
            return None;
        }
        if matches!(text.byte(end), b'.' if text.byte(end + 1).is_ascii_digit()) || text.byte(end) == b'%' {
            return None;
        }
        end = text.any(end, &["分", "时", "许"]).unwrap_or(end);
        let (half, end) = self.half_day(end).map_or((None, end), |(half, end)| (Some(half), end));
        Some(Clock { end, hour, minute, second, grain, half, lent: false, weak: false })
    }

    fn half_day(&self, at: usize) -> Option<(Part, usize)> {
        let at = self.text.space(at);
        let (half, end) = self.text.look(
            at,
            &[
                ("pm", Part::Afternoon),
                ("p.m.", Part::Afternoon),
                ("p.m", Part::Afternoon),
                ("am", Part::Morning),
                ("a.m.", Part::Morning),
                ("a.m", Part::Morning),
                ("p", Part::Afternoon),
            ],
        )?;
        (!self.text.byte(end).is_ascii_alphanumeric()).then_some((half, end))
    }

    fn spoken(&self, at: usize, point: &Point) -> Option<Clock> {
        let text = self.text;
        if !text.number_start(at) && point.level < Level::Day {
            return None;
        }
        if point.level == Level::Nothing
            && text
                .char_before(at)
                .is_some_and(|c| figure(c).is_some() || matches!(c, '十' | '百' | '第' | '几'))
        {
            return None;
        }
        let hours = integer(text, at)?;
        let hour = if hours.style == Style::Pair { Some(hours.low as u32) } else { hours.whole() }?;
        if hour > 24 || hours.figures > 3 {
            return None;
        }
        let mark = text.space(hours.end);
        let (word, lent) = match text.any(mark, &["点钟", "点", "时"]) {
            Some(end) => (end, false),
            None => {
                let second = integer(text, to(text, hours.end)?)?;
                let marked = text.any(second.end, &["点钟", "点", "时"])?;
                if second.whole().is_none_or(|n| n > 24)
                    || !self.clock_allowed(point, second.end, marked, second.low as u32)
                {
                    return None;
                }
                (hours.end, true)
            }
        };
        let mut clock = Clock {
            end: word,
            hour,
            minute: 0,
            second: 0,
            grain: Grain::Hour,
            half: None,
            lent,
            weak: false,
        };
        if lent {
            return Some(clock);
        }
        let plain = self.minutes(&mut clock)?;
        let named = self.half_day(clock.end).is_some();
        if plain && !named && !self.clock_allowed(point, mark, clock.end, hour) {
            return None;
        }
        if let Some((half, end)) = self.half_day(clock.end) {
            (clock.half, clock.end) = (Some(half), end);
        }
        Some(clock)
    }

    fn minutes(&self, clock: &mut Clock) -> Option<bool> {
        let text = self.text;
        let after = text.space(clock.end);
        if let Some(end) = text
            .any(clock.end, &["半钟", "半"])
            .filter(|&end| text.any(end, &["价", "个", "天", "年"]).is_none())
        {
            (clock.minute, clock.grain, clock.end) = (30, Grain::Minute, end);
            if let Some(n) = integer(text, end).and_then(|n| Some((n.whole()?, text.eat(n.end, "秒")?))) {
                (clock.second, clock.grain, clock.end) = (n.0.min(59), Grain::Second, n.1);
            }
            return Some(false);
        }
        if let Some(end) = text
            .any(clock.end, &["整", "正", "钟整", "钟"])
            .filter(|&end| text.any(end, &["常", "在", "好", "要", "版", "品", "规", "体"]).is_none())
        {
            clock.end = end;
            return Some(false);
        }
        let start = text.eat(after, "过").unwrap_or(after);
        let Some(minutes) = integer(text, start) else {
            if let Some(end) = text.eat(clock.end, "多").filter(|&end| text.any(end, &["少"]).is_none()) {
                clock.end = text.eat(end, "钟").unwrap_or(end);
            }
            return Some(text.eat(clock.end, "多").is_none());
        };
        let Some(n) = minutes.whole() else { return Some(true) };
        if let Some(end) = text.eat(minutes.end, "刻").filter(|_| n < 4) {
            (clock.minute, clock.grain, clock.end) =
                (n * 15, Grain::Minute, text.eat(end, "钟").unwrap_or(end));
            return Some(false);
        }
        let marked =
            text.eat(minutes.end, "分").filter(|&end| text.any(end, &["之", "期", "钟后", "钟内"]).is_none());
        if let Some(end) = marked.filter(|_| n < 60) {
            (clock.minute, clock.grain, clock.end) = (n, Grain::Minute, text.eat(end, "钟").unwrap_or(end));
            let next = text.space(clock.end);
            if let Some((s, end)) = integer(text, next)
                .and_then(|s| Some((s.whole()?, text.eat(s.end, "秒")?)))
                .filter(|s| s.0 < 60)
            {
                (clock.second, clock.grain, clock.end) = (s, Grain::Second, end);
            }
            return Some(false);
        }
        // 16点40, 三点零五, 三点五十: two figures at least; 二十点六 and 24点5度 are decimals.
        let two = minutes.figures >= 2 || minutes.style == Style::Chinese && n >= 10;
        let measured = text
            .any(
                minutes.end,
                &[
                    "度", "元", "块", "万", "%", "％", "倍", "米", "天", "个", "次", "公斤", "折", "人",
                    "年", "月", "号", "点",
                ],
            )
            .is_some();
        if two && n < 60 && !measured && minutes.style != Style::Vague && start == clock.end {
            (clock.minute, clock.grain, clock.end) = (n, Grain::Minute, minutes.end);
            return Some(false);
        }
        // 三点一直没人: the 一 begins the next word.
        const WORDS: &[&str] = &[
            "一直", "一些", "一样", "一般", "一共", "一起", "一定", "一下", "一个", "一会", "一边", "一旦",
            "一再", "一律", "一到", "一过",
        ];
        let next_word = text.any(start, WORDS).is_some();
        if start == clock.end && !two && !next_word { None } else { Some(true) }
    }

    fn clock_allowed(&self, point: &Point, mark: usize, end: usize, hour: u32) -> bool {
        let text = self.text;
        if point.level >= Level::Day || point.part.is_some() {
            // 今天一点动静都没有: a bit, not one o'clock.
            let bit = point.part.is_none() && hour == 1 && text.any_before(mark, &["一"]).is_some();
            let goes_on = text.char(end).is_some_and(|c| {
                c.is_alphanumeric() && !matches!(c, '到' | '至' | '前' | '后' | '左' | '多' | '就' | '开')
            });
            return !(bit && goes_on);
        }
        let start = point.end;
        let after = text
            .any(
                end,
                &[
                    "前", "后", "之前", "以前", "之后", "以后", "左右", "多", "许", "钟", "开始", "到", "至",
                    "-", "~", "～", "—",
                ],
            )
            .is_some();
        if self.base.is_some()
            || after && text.any(end, &["后悔", "前提", "到位", "到底", "前面", "后面"]).is_none()
        {
            return hour > 1 || text.any(mark, &["点到"]).is_none() || self.base.is_some();
        }
        if text.eat(mark, "时").is_some() {
            return hour > 9
                && text.any(end, &["间", "候", "代", "刻", "尚", "装", "不", "常", "段"]).is_none();
        }
        if hour == 1 || hour == 2 {
            return false;
        }
        const NO_CLOCK_AFTER: &[&str] = &[
            "建议", "意见", "要求", "原因", "问题", "理由", "不", "希望", "想法", "疑问", "感受", "优点",
            "缺点", "水", "钱", "点",
        ];
        const NO_CLOCK_BEFORE: &[&str] =
            &["这", "那", "以下", "如下", "有", "几", "总结", "提", "第", "上述", "加", "减", "给"];
        text.any(end, NO_CLOCK_AFTER).is_none() && text.any_before(start, NO_CLOCK_BEFORE).is_none()
    }
}

/// A time of day as read.
#[derive(Clone, Copy)]
struct Clock {
    end: usize,
    hour: u32,
    minute: u32,
    second: u32,
    grain: Grain,
    half: Option<Part>,
    lent: bool,
    weak: bool,
}
