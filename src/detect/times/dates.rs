//! Calendar elements: whichever of them stands at a place.

use super::point::{Level, Point, Reader};

impl Reader<'_> {
    pub(super) fn date(&self, at: usize, point: &Point) -> Option<Point> {
        if point.level >= Level::Part {
            return None;
        }
        let narrower = |p: &Point| {
            let other =
                p.weekday && !point.weekday || point.weekday && point.month.is_none() && p.month.is_some();
            p.level > point.level || other && p.level == point.level
        };
        self.numeric(at, point)
            .or_else(|| self.century(at, point))
            .or_else(|| self.era(at, point))
            .or_else(|| self.years(at, point))
            .or_else(|| self.relative(at, point))
            .or_else(|| self.within_year(at, point))
            .or_else(|| self.months(at, point))
            .or_else(|| self.nth(at, point))
            .or_else(|| self.weekdays(at, point))
            .or_else(|| self.days(at, point))
            .filter(narrower)
    }
}
