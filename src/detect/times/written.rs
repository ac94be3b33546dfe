//! Dates in figures: 2018-11-29 18:59, 2019.9.6, 20240307, 3/26日, 09-01, 13.5.2015.

use super::almanac::{day, midnight, plus_months};
use super::point::{Level, Point, Reader};
use crate::detect::finding::Grain;

impl Reader<'_> {
    pub(super) fn numeric(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        let fits = matches!(point.level, Level::Nothing | Level::Year);
        if !fits
            || !text.byte(at).is_ascii_digit()
            || !text.number_start(at)
            || matches!(text.byte_before(at), b'-' | b'/' | b'+' | b'#' | b':' | b'.') && self.base.is_none()
        {
            return None;
        }
        let end = text.digits(at, 9);
        let value = |from: usize, to: usize| text.str().get(from..to)?.parse::<u32>().ok();
        let first = value(at, end)?;
        match end - at {
            8 => {
                let date = day(i32::try_from(first / 10_000).ok()?, first / 100 % 100, first % 100)?;
                let alone = !text.byte(end).is_ascii_alphanumeric()
                    && text.any_before(at, &["号", "码", "编号", "是", "为", "：", ":"]).is_none();
                ((19_000_000..22_000_000).contains(&first) && alone).then(|| self.on(point, end, date))
            }
            4 if (1000..=2199).contains(&first) => {
                self.year_first(first, end, point).or_else(|| self.bare_year(first, end, point))
            }
            1 | 2 => self.month_first(first, end, point),
            _ => None,
        }
    }

    fn on(&self, point: &Point, end: usize, date: jiff::civil::Date) -> Point {
        self.one_day(point, end, midnight(date), 0)
    }

    /// One of the separators of a date; none when the number goes on in another way.
    fn separator(&self, at: usize) -> Option<usize> {
        self.text.any(at, &["-", "/", ".", "·", "－"])
    }

    fn number(&self, at: usize) -> Option<(u32, usize)> {
        let end = self.text.digits(at, 3);
        (1..=2).contains(&(end - at)).then_some(())?;
        Some((self.text.str().get(at..end)?.parse().ok()?, end))
    }

    /// Whether the date may end here: nothing numeric runs on.
    fn ends(&self, at: usize) -> bool {
        let byte = self.text.byte(at);
        let runs_on = matches!(byte, b'-' | b'/' | b'.' | b',') && self.text.byte(at + 1).is_ascii_digit();
        let clock =
            byte == b'-' && self.clock(at + 1, &Point { level: Level::Day, ..self.start(at) }).is_some();
        !byte.is_ascii_digit() && byte != b'%' && (!runs_on || clock || self.range_follows(at))
    }

    /// `2018/1/10-2018/7/10`: what runs on is a range's end.
    fn range_follows(&self, at: usize) -> bool {
        let text = self.text;
        text.byte(at) == b'-' && self.base.is_none() && {
            let end = text.digits(at + 1, 5);
            end - at - 1 == 4
                || (1..=2).contains(&(end - at - 1))
                    && text.byte(end) == text.byte_before(at.saturating_sub(1)).max(b'.')
                || text.byte(end) == b'/'
        }
    }

    /// 从2016到2018, and a year that is the whole message.
    fn bare_year(&self, year: u32, end: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        let next = text.char(end).is_none_or(|c| !c.is_alphanumeric() || matches!(c, '到' | '至'))
            && text.eat(text.space(end), "年").is_none();
        let plausible = (1900..=2100).contains(&year) && point.level == Level::Nothing && self.ends(end);
        (plausible && next)
            .then(|| Point { weak: true, ..self.whole_year(point, end, i32::try_from(year).unwrap_or(0)) })
    }

    fn year_first(&self, year: u32, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        let year = i32::try_from(year).ok()?;
        if text.byte(at) == b' ' {
            // 2022 11 23
            let (month, next) = self.number(at + 1)?;
            if text.byte(next) != b' ' {
                return None;
            }
            let (d, end) = self.number(next + 1)?;
            return day(year, month, d).filter(|_| self.ends(end)).map(|date| self.on(point, end, date));
        }
        let second = self.separator(at)?;
        let (month, next) = self.number(second)?;
        // 2021-09-0910:09, as tables lose their spaces
        let glued =
            self.separator(next).filter(|&at| text.digits(at, 5) == at + 4 && text.byte(at + 4) == b':');
        if let Some(at) = glued {
            let date = day(year, month, text.str().get(at..at + 2)?.parse().ok()?)?;
            return self.clock(at + 2, &self.on(point, at + 2, date));
        }
        if let Some((date, end)) = self
            .separator(next)
            .and_then(|at| self.number(at))
            .and_then(|(d, end)| Some((day(year, month, d)?, end)))
        {
            let end = text.any(end, &["日", "号"]).unwrap_or(end);
            if !self.ends(end) {
                return None;
            }
            // 2018-12-12T09:03, 2021-09-12-11：23
            let glued = text
                .any(end, &["t", "-"])
                .filter(|&at| text.byte(at).is_ascii_digit() && !self.range_follows(end));
            let date = self.on(point, end, date);
            let timed = glued.and_then(|at| self.clock(at, &date));
            return Some(timed.map_or(date, |timed| Point { end: self.offset(timed.end), ..timed }));
        }
        let from = day(year, month, 1).filter(|_| year >= 1900 && self.ends(next)).map(midnight)?;
        let weak = text.any(next, &["月"]).is_none();
        let end = text.eat(next, "月").unwrap_or(next);
        let until = plus_months(from, 1);
        Some(Point { weak, ..point.with(Level::Month, end, Some(from), until, Grain::Month) })
    }

    /// Skips a UTC offset.
    fn offset(&self, at: usize) -> usize {
        let text = self.text;
        if text.byte(at) == b'z' {
            return at + 1;
        }
        let sign = matches!(text.byte(at), b'+' | b'-');
        let end = text.digits(at + 1, 3);
        let colon = text.byte(end) == b':' && text.digits(end + 1, 3) == end + 3;
        if sign && end == at + 3 && colon { end + 3 } else { at }
    }

    fn month_first(&self, first: u32, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        let second_at = self.separator(at)?;
        let separator = text.byte(at);
        let (second, end) = self.number(second_at)?;
        if point.level == Level::Nothing
            && matches!(separator, b'/' | b'-' | b'.')
            && text.byte(end) == separator
        {
            return self.three_parts(first, second, end + 1, separator, point);
        }
        let date = day(self.year(point), first, second)?;
        let marked = text.any(end, &["日", "号"]);
        let end = marked.unwrap_or(end);
        if text.any(end, &["月"]).is_some()
            || point.level == Level::Year && text.any(end, &["季", "年"]).is_some()
        {
            return None;
        }
        if !self.ends(end)
            || text
                .any(
                    end,
                    &[
                        "元", "块", "折", "折扣", "万", "米", "寸", "英寸", "版", "g", "k", "w", "m", "分",
                        "倍", "个", "天", "小时", "次", "斤", "公斤", "kg",
                    ],
                )
                .is_some()
        {
            return None;
        }
        let weak = marked.is_none() && point.level == Level::Nothing;
        Some(Point { weak, ..self.on(point, end, date) })
    }

    /// `13.5.2015`, `3-7-2017`, `10/31/74`, `15.3.3`: the year last, or first with two figures.
    fn three_parts(&self, first: u32, second: u32, at: usize, separator: u8, point: &Point) -> Option<Point> {
        let text = self.text;
        let end = text.digits(at, 5);
        let third: u32 = text.str().get(at..end)?.parse().ok()?;
        if !self.ends(end) || !matches!(end - at, 1 | 2 | 4) {
            return None;
        }
        let century = i32::from(self.now.year()) / 100 * 100;
        let wide = |year: u32| {
            let year = i32::try_from(year).unwrap_or(0);
            let pivot = i32::from(self.now.year()) % 100 + 15;
            if year > pivot { century - 100 + year } else { century + year }
        };
        if end - at == 4 {
            let year = i32::try_from(third).ok()?;
            let date = day(year, second, first).or_else(|| day(year, first, second))?;
            return Some(self.on(point, end, date));
        }
        let last = if end - at == 2 {
            day(wide(third), first, second).or_else(|| day(wide(third), second, first))
        } else {
            None
        };
        let dated = |date| Some(self.on(point, end, date));
        match separator {
            b'/' if first <= 12 || third > 31 => last.and_then(dated),
            b'/' => day(wide(first), second, third).or(last).and_then(dated),
            b'-' if end - at == 2 && first <= 12 && third > 12
                || third < 10 && end - at == 2 && first < 10 =>
            {
                last.and_then(dated).map(|p| Point { weak: true, ..p })
            }
            _ => day(wide(first), second, third).and_then(dated).map(|p| Point { weak: true, ..p }),
        }
    }
}
