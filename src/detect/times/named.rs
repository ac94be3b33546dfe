//! Days by their name: 今天, 前天, 次日, 今明两天, and the day in 今早 and 昨晚.

use super::almanac::{day, midnight, plus_days};
use super::point::{Level, Point, Reader};
use crate::detect::finding::Grain;
use crate::detect::reading::Table;

/// Days counted from today.
static DAYS: Table<i64> = Table::new(&[
    ("大大前天", -4),
    ("大前天", -3),
    ("大前日", -3),
    ("前天", -2),
    ("前日", -2),
    ("昨天", -1),
    ("昨日", -1),
    ("昨儿", -1),
    ("琴日", -1),
    ("寻日", -1),
    ("今天", 0),
    ("今日", 0),
    ("今儿个", 0),
    ("今儿", 0),
    ("本日", 0),
    ("明天", 1),
    ("明日", 1),
    ("明儿", 1),
    ("听日", 1),
    ("大大后天", 4),
    ("大后天", 3),
    ("大后日", 3),
    ("后天", 2),
    ("后日", 2),
]);

/// A day and a part in one word: only the day is eaten here, the part is read next.
static DAY_OF_PART: Table<i64> = Table::new(&[
    ("今", 0),
    ("昨", -1),
    ("明", 1),
    ("大前", -3),
    ("大后", 3),
    ("前", -2),
    ("后", 2),
    ("当", 0),
    ("听", 1),
    ("琴", -1),
    ("寻", -1),
]);

/// Days counted from the day that is spoken of.
static NEXT_DAYS: Table<i64> = Table::new(&[
    ("次日", 1),
    ("翌日", 1),
    ("第二天", 1),
    ("隔天", 1),
    ("隔日", 1),
    ("当天", 0),
    ("当日", 0),
    ("同日", 0),
]);

/// Several days in one breath: (first, days).
static DAYS_TOGETHER: Table<(i64, i64)> = Table::new(&[
    ("今明后三天", (0, 3)),
    ("今天明天后天三天", (0, 3)),
    ("今明两天", (0, 2)),
    ("今明两日", (0, 2)),
    ("今明天", (0, 2)),
    ("明天后天大后天三天", (1, 3)),
    ("明后大后三天", (1, 3)),
    ("明后两天", (1, 2)),
    ("明后天", (1, 2)),
    ("昨今两天", (-1, 2)),
    ("昨天今天", (-1, 2)),
    ("前天昨天", (-2, 2)),
]);

impl Reader<'_> {
    pub(super) fn named_day(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        let today = match point.level {
            Level::Year => day(
                self.year(point),
                self.now.month().unsigned_abs().into(),
                self.now.day().unsigned_abs().into(),
            )
            .map(midnight),
            _ => Some(self.now),
        };
        if let Some(((first, days), end)) = text.find(at, &DAYS_TOGETHER) {
            let from = plus_days(midnight(self.now.date()), first);
            return Some(point.with(
                Level::Day,
                end,
                from,
                from.and_then(|from| plus_days(from, days)),
                Grain::Day,
            ));
        }
        if let Some((days, end)) = text.find(at, &DAYS) {
            let other = text.any(end, &["头条", "方舟", "之子", "之星", "性"]).is_some();
            return (!other).then(|| self.one_day(point, end, today?, days).into()).flatten();
        }
        if point.level != Level::Nothing {
            return None;
        }
        if let Some((days, end)) =
            text.find(at, &NEXT_DAYS).filter(|&(_, end)| text.any(end, &["达"]).is_none())
        {
            let context = self.base.and_then(|base| base.from).unwrap_or(self.now);
            return Some(self.one_day(point, end, context, days));
        }
        self.day_of_part(at, point)
    }

    /// The day in 今早, 昨晚, 当晚.
    fn day_of_part(&self, at: usize, point: &Point) -> Option<Point> {
        const OTHER_WORDS: &[&str] =
            &["早就", "早已", "晚于", "早期", "晚期", "晚年", "朝代", "晚餐", "早餐", "晚辈"];
        let text = self.text;
        let (days, end) = text.find(at, &DAY_OF_PART)?;
        let short = matches!(text.char(end), Some('早' | '晚' | '晨' | '夜' | '朝'))
            && text.any(end, OTHER_WORDS).is_none();
        let long = text.any(end, &["晚上", "早上"]).is_some();
        let dim = matches!(text.char(at), Some('前' | '后' | '当' | '明' | '大'));
        let clear = matches!(text.char(at), Some('今' | '昨' | '明'));
        (short && !(dim && long) || long && clear).then(|| self.one_day(point, end, self.now, days))
    }
}
