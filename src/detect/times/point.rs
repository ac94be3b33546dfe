//! A point of time: calendar elements read from coarse to fine, each narrowing what the last one left.

use jiff::civil::DateTime;

use super::almanac;
use super::parts::Part;
use crate::detect::finding::Grain;
use crate::detect::reading::Text;

/// More elements than this are no point that anybody writes.
const MOST_ELEMENTS: usize = 9;

/// How coarse an element is; each element of a point must be finer than the one before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Level {
    Nothing,
    Century,
    Year,
    Season,
    Month,
    Week,
    Day,
    Part,
    Clock,
}

/// What has been read of a point so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub(super) end: usize,
    pub(super) level: Level,
    pub(super) from: Option<DateTime>,
    pub(super) until: Option<DateTime>,
    pub(super) grain: Grain,
    pub(super) part: Option<Part>,
    /// Whether a day, month or year was named, so that nothing need be carried over from a range's start.
    pub(super) dated: bool,
    /// Whether it says so little (`3.3`, `十一`) that it counts only when it is the whole message.
    pub(super) weak: bool,
    /// A weekday was named.
    pub(super) weekday: bool,
    /// Year and number of the month that was named, if its days may be lunar.
    pub(super) month: Option<(i32, u32)>,
    /// The month is one of the lunar calendar.
    pub(super) lunar: bool,
    /// A year was named.
    pub(super) year_named: bool,
    /// The unit was lent by the other end of a range: the 9 of 9~12点.
    pub(super) lent: bool,
}

impl Point {
    pub(super) fn with(
        self,
        level: Level,
        end: usize,
        from: Option<DateTime>,
        until: Option<DateTime>,
        grain: Grain,
    ) -> Self {
        let dated = self.dated || level <= Level::Day;
        Self { end, level, from, until, grain, dated, lent: false, ..self }
    }
}

/// Reads points in one text, counting from one moment.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) text: Text<'a>,
    pub(super) now: DateTime,
    /// The start of the range whose end is being read.
    pub(super) base: Option<Point>,
}

impl Reader<'_> {
    pub(super) fn start(&self, at: usize) -> Point {
        Point {
            end: at,
            level: Level::Nothing,
            from: None,
            until: None,
            grain: Grain::Day,
            part: None,
            dated: false,
            weak: false,
            weekday: false,
            lunar: false,
            month: None,
            year_named: false,
            lent: false,
        }
    }

    /// The moment that missing coarse fields are taken from: the point so far, the range's start, or now.
    pub(super) fn context(&self, point: &Point) -> DateTime {
        point.from.or_else(|| self.base.and_then(|base| base.from)).unwrap_or(self.now)
    }

    /// The longest point that starts at `at`.
    pub(super) fn point(&self, at: usize) -> Option<Point> {
        let mut point = self.element(at, &self.start(at))?;
        for _ in 1..MOST_ELEMENTS {
            let Some(next) = self.next(&point) else { break };
            point = next;
        }
        Some(point)
    }

    /// The point with one more element: right after it, after 的 or a space, or after a comma where dates allow one.
    fn next(&self, point: &Point) -> Option<Point> {
        let (text, end) = (self.text, point.end);
        let spaced = text.space(end);
        if let Some(next) = self.element(spaced, point) {
            return Some(next);
        }
        if let Some(of) = text.eat(spaced, "的") {
            return self.element(text.space(of), point).filter(|next| {
                next.level < Level::Clock || next.part.is_some() || point.level >= Level::Day
            });
        }
        if let Some(about) = text.any(spaced, &["大约", "大概", "约"]).filter(|_| point.level >= Level::Day)
        {
            return self.element(about, point).filter(|next| next.level >= Level::Part);
        }
        let comma = text.space(text.any(end, &["，", ",", "（", "("])?);
        let next = self.element(comma, point)?;
        let fits = match point.level {
            Level::Year => {
                matches!(next.level, Level::Month | Level::Day) && text.any_before(end, &["年"]).is_some()
            }
            Level::Day => {
                next.level == Level::Day && (next.weekday != point.weekday || next.month != point.month)
            }
            _ => false,
        };
        if !fits {
            return None;
        }
        let end = text.any(next.end, &["）", ")"]).filter(|_| text.any(point.end, &["（", "("]).is_some());
        match text.any(point.end, &["（", "("]) {
            Some(_) => end.map(|end| Point { end, ..next }),
            None => Some(next),
        }
    }

    /// The point with the element at `at`, if one stands there that is finer than what was read.
    fn element(&self, at: usize, point: &Point) -> Option<Point> {
        if at >= self.text.len() {
            return None;
        }
        self.date(at, point)
            .or_else(|| self.feast(at, point))
            .or_else(|| self.part(at, point))
            .or_else(|| self.clock(at, point))
    }

    /// A point already reached with the elements that follow it.
    pub(super) fn detailed(&self, anchored: &Point) -> Option<Point> {
        let mut point = self.next(anchored)?;
        for _ in 1..MOST_ELEMENTS {
            let Some(next) = self.next(&point) else { break };
            point = next;
        }
        Some(point)
    }

    /// The year that a month or a feast without one belongs to.
    pub(super) fn year(&self, point: &Point) -> i32 {
        i32::from(self.context(point).year())
    }

    /// A point of one day, `days` after the day of `moment`.
    pub(super) fn one_day(&self, point: &Point, end: usize, moment: DateTime, days: i64) -> Point {
        let from = almanac::plus_days(almanac::midnight(moment.date()), days);
        let until = from.and_then(|from| almanac::plus_days(from, 1));
        point.with(Level::Day, end, from, until, Grain::Day)
    }
}
