//! Ranges that say in one look-up whether one of them reaches round another range.

use std::ops::Range;

/// Ranges by start, each with the furthest end so far.
pub(super) struct Cover {
    ranges: Vec<Range<usize>>,
}

impl Cover {
    /// Takes ranges in any order; they may overlap.
    pub(super) fn of(mut ranges: Vec<Range<usize>>) -> Self {
        ranges.sort_by_key(|range| range.start);
        let mut furthest = 0;
        for range in &mut ranges {
            furthest = furthest.max(range.end);
            range.end = furthest;
        }
        Self { ranges }
    }

    /// Takes ranges in any order and joins those that touch.
    pub(super) fn joined(mut ranges: Vec<Range<usize>>) -> Self {
        ranges.sort_by_key(|range| range.start);
        let mut joined: Vec<Range<usize>> = Vec::new();
        for range in ranges {
            match joined.last_mut().filter(|last| range.start <= last.end) {
                Some(last) => last.end = last.end.max(range.end),
                None => joined.push(range),
            }
        }
        Self { ranges: joined }
    }

    /// The ranges, none of which overlap if they were [`joined`](Self::joined).
    pub(super) fn into_ranges(self) -> Vec<Range<usize>> {
        self.ranges
    }

    /// Whether one of the ranges contains `range` and more.
    pub(super) fn covers_more(&self, range: &Range<usize>) -> bool {
        let furthest = |count: usize| count.checked_sub(1).map(|place| self.ranges[place].end);
        let up_to = furthest(self.ranges.partition_point(|cover| cover.start <= range.start));
        let before = furthest(self.ranges.partition_point(|cover| cover.start < range.start));
        up_to.is_some_and(|end| end > range.end) || before.is_some_and(|end| end >= range.end)
    }

    /// Whether one of the ranges contains `range`.
    pub(super) fn covers(&self, range: &Range<usize>) -> bool {
        let before = self.ranges.partition_point(|cover| cover.start <= range.start);
        before > 0 && self.ranges[before - 1].end >= range.end
    }
}
