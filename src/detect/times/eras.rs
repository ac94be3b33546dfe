//! Years of reigns: 康熙三年, 民国三年.

use super::point::{Level, Point, Reader};
use crate::detect::numerals::integer;
use crate::detect::reading::Table;

/// The year before the first of each.
static ERAS: Table<i32> = Table::new(&[
    ("贞观", 626),
    ("神龙", 704),
    ("开元", 712),
    ("洪武", 1367),
    ("永乐", 1402),
    ("嘉靖", 1521),
    ("万历", 1572),
    ("崇祯", 1627),
    ("顺治", 1643),
    ("康熙", 1661),
    ("雍正", 1722),
    ("乾隆", 1735),
    ("嘉庆", 1795),
    ("道光", 1820),
    ("咸丰", 1850),
    ("同治", 1861),
    ("光绪", 1874),
    ("宣统", 1908),
    ("民国", 1911),
    ("昭和", 1925),
    ("平成", 1988),
    ("令和", 2018),
]);

impl Reader<'_> {
    pub(super) fn era(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        let (before, start) = text.find(at, &ERAS).filter(|_| point.level == Level::Nothing)?;
        let (n, end) = match text.eat(start, "元年") {
            Some(end) => (1, end),
            None => {
                let number = integer(text, start)?;
                (number.whole().filter(|n| *n < 100)?, text.eat(number.end, "年")?)
            }
        };
        Some(self.whole_year(point, end, before + i32::try_from(n).ok()?))
    }

    /// 20世纪80年代, 上世纪90年代, 九十年代末期, 2020年代, 11世纪初.
    pub(super) fn century(&self, at: usize, point: &Point) -> Option<Point> {
        if point.level != Level::Nothing {
            return None;
        }
        let text = self.text;
        let now = i32::from(self.now.year());
        let named = text.look(
            at,
            &[
                ("上世纪", now / 100 * 100 - 100),
                ("上个世纪", now / 100 * 100 - 100),
                ("本世纪", now / 100 * 100),
                ("这个世纪", now / 100 * 100),
            ],
        );
        let numbered = || {
            let number = integer(text, at)?;
            let n = i32::try_from(number.whole().filter(|n| (1..=30).contains(n))?).ok()?;
            Some(((n - 1) * 100, text.eat(number.end, "世纪")?))
        };
        let century = named.or_else(numbered);
        let next = century.map_or(at, |(_, end)| end);
        let decade = integer(text, next).and_then(|number| {
            let whole_year = |n: u32| century.is_none() && (1000..3000).contains(&n);
            let n = number.whole().filter(|n| n % 10 == 0 && (*n < 100 || whole_year(*n)))?;
            Some((i32::try_from(n).ok()?, text.eat(number.end, "年代")?))
        });
        let (from, years, end) = match (century, decade) {
            (Some((year, _)), Some((n, end))) => (year + n, 10, end),
            (Some((year, end)), None) => (year, 100, end),
            (None, Some((n, end))) if n >= 1000 => (n, 10, end),
            (None, Some((n, end))) => {
                (if n > now % 100 { now / 100 * 100 - 100 + n } else { now / 100 * 100 + n }, 10, end)
            }
            (None, None) => return None,
        };
        let ((first, last), end) = self.century_edge(end, years);
        let (from, until) =
            (super::almanac::year_start(from + first), super::almanac::year_start(from + last));
        Some(point.with(Level::Century, end, from, until, crate::detect::finding::Grain::Year))
    }

    /// The years that 初期 or 末 picks: a third of a decade, a fifth of a century.
    fn century_edge(&self, at: usize, years: i32) -> ((i32, i32), usize) {
        let share = if years == 10 { 3 } else { 20 };
        let (first, last) = ((0, share), (years - share, years));
        let edges =
            [("前期", first), ("初期", first), ("初", first), ("末期", last), ("后期", last), ("末", last)];
        self.text.look(at, &edges).unwrap_or(((0, years), at))
    }
}
