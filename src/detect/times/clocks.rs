//! Clock times: 下午三点一刻, 9点45, 21：05, 3:15pm.

use jiff::civil::DateTime;

use super::almanac::{at_time, midnight, plus_days, plus_seconds};
use super::length::to;
use super::parts::Part;
use super::point::{Level, Point, Reader};
use crate::detect::finding::Grain;
use crate::detect::numerals::{Style, figure, integer};

const HOUR_WORDS: &[&str] = &["点钟", "点", "时"];

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
            let (half, end) = self.half_day(hour_end).filter(|_| hour <= 12)?;
            return Some(Clock { half: Some(half), ..Clock::at(end, hour) });
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
        Some(Clock { minute, second, grain, half, ..Clock::at(end, hour) })
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
        let Some(word) = text.any(mark, HOUR_WORDS) else {
            // 9~12点: the hour's word stands at the other end.
            let second = integer(text, to(text, hours.end)?)?;
            let marked = text.any(second.end, HOUR_WORDS)?;
            let fits = second.whole().is_some_and(|n| n <= 24)
                && self.clock_allowed(point, second.end, marked, second.low as u32);
            return fits.then(|| Clock { lent: true, ..Clock::at(hours.end, hour) });
        };
        let mut clock = Clock::at(word, hour);
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
}

/// A time of day as read.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    pub(super) end: usize,
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: u32,
    pub(super) grain: Grain,
    pub(super) half: Option<Part>,
    pub(super) lent: bool,
    pub(super) weak: bool,
}

impl Clock {
    /// A full hour.
    fn at(end: usize, hour: u32) -> Self {
        Self { end, hour, minute: 0, second: 0, grain: Grain::Hour, half: None, lent: false, weak: false }
    }
}
