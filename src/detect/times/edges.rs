//! Beginnings, middles and ends of years, quarters and months: 年底, 去年初, 月末, 5月中旬.

use jiff::civil::DateTime;

use super::almanac::{month_start, plus_days, plus_months, year_start};
use super::minutes::WORDS_OF_ONE;
use super::point::{Level, Point, Reader};
use crate::detect::finding::Grain;

/// Which part of the whole a word names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Start,
    Middle,
    End,
    FirstTen,
    SecondTen,
    LastTen,
}

const EDGES: &[(&str, Edge)] = &[
    ("初期", Edge::Start),
    ("末期", Edge::End),
    ("初", Edge::Start),
    ("底", Edge::End),
    ("末", Edge::End),
    ("伊始", Edge::Start),
    ("上旬", Edge::FirstTen),
    ("中旬", Edge::SecondTen),
    ("下旬", Edge::LastTen),
    ("中期", Edge::Middle),
    ("中", Edge::Middle),
];

impl Reader<'_> {
    pub(super) fn edge(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        let next = match point.level {
            Level::Nothing | Level::Year => text.eat(at, "年"),
            Level::Month => text.eat(at, "月"),
            _ => None,
        };
        let ten = text.any(at, &["上旬", "中旬", "下旬"]).is_some();
        let bare = point.level == Level::Nothing && (ten || text.eat(at, "月").is_some());
        let start = match (point.level, next) {
            (Level::Nothing, _) if ten => at,
            (Level::Nothing, next) => next.or_else(|| text.eat(at, "月"))?,
            (Level::Year | Level::Month | Level::Season, next) => next.unwrap_or(at),
            _ => return None,
        };
        let (edge, end) = text.look(start, EDGES)?;
        if self.runs_on(edge, end) || edge == Edge::Middle && start == at {
            return None;
        }
        if bare || point.level == Level::Month {
            self.month_edge(point, edge, end)
        } else {
            self.year_edge(point, edge, end)
        }
    }

    /// Whether an edge's word is but the beginning of another: 初级, 年初三, 月中间.
    fn runs_on(&self, edge: Edge, end: usize) -> bool {
        let text = self.text;
        let numbered = text.any(end, WORDS_OF_ONE).is_none()
            && text.char(end).is_some_and(|c| crate::detect::numerals::is_chinese(c) || c.is_ascii_digit());
        let other = text.any(end, &["始", "级", "恋", "次", "下", "层", "国", "间"]).is_some();
        let whole = text.any_before(end, &["期", "旬"]).is_some();
        edge == Edge::Start && numbered || other && !whole
    }

    fn month_edge(&self, point: &Point, edge: Edge, end: usize) -> Option<Point> {
        let month =
            if point.level == Level::Nothing { month_start(self.context(point), 0) } else { point.from };
        let (first, last) = match edge {
            Edge::Start => (0, Some(5)),
            Edge::FirstTen => (0, Some(10)),
            Edge::SecondTen | Edge::Middle => (10, Some(20)),
            Edge::LastTen => (20, None),
            Edge::End => (24, None),
        };
        let until = month.and_then(|month| match last {
            Some(last) => plus_days(month, last),
            None => plus_months(month, 1),
        });
        let from = month.and_then(|month| plus_days(month, first));
        Some(point.with(Level::Week, end, from, until, Grain::Day))
    }

    fn year_edge(&self, point: &Point, edge: Edge, end: usize) -> Option<Point> {
        let season = point.level == Level::Season;
        let whole = if season { point.from } else { year_start(self.year(point)) };
        let (first, last) = match (season, edge) {
            (true, Edge::Start) => (0, 1),
            (true, Edge::End) => (2, 3),
            (false, Edge::Start) => (0, 2),
            (false, Edge::Middle) => (5, 7),
            (false, Edge::End) => (10, 12),
            _ => return None,
        };
        let after = |months: i64| -> Option<DateTime> { plus_months(whole?, months) };
        Some(point.with(Level::Month, end, after(first), after(last), Grain::Month))
    }
}
