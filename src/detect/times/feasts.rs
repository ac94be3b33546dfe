//! Holidays, shopping festivals and solar terms.

use super::almanac::{day, midnight, next_weekday, plus_days, solar_term};
use super::lunar;
use super::point::{Level, Point, Reader};
use crate::detect::finding::Grain;
use crate::detect::reading::Table;

/// When a feast is kept.
#[derive(Clone, Copy)]
enum Kept {
    /// Month and day.
    On(u32, u32),
    /// The nth weekday (Monday is 0) of a month.
    Nth(u32, i64, i64),
    /// Month and day of the lunar calendar.
    Lunar(u32, u32),
    /// The last day of the lunar year.
    Eve,
    /// A solar term: month, and the constant of the usual formula for this century.
    Term(u32, f64),
}

static FEASTS: Table<Kept> = Table::new(&[
    ("元旦节", Kept::On(1, 1)),
    ("元旦", Kept::On(1, 1)),
    ("阳历新年", Kept::On(1, 1)),
    ("情人节", Kept::On(2, 14)),
    ("圣瓦伦丁节", Kept::On(2, 14)),
    ("女生节", Kept::On(3, 7)),
    ("国际妇女节", Kept::On(3, 8)),
    ("三八妇女节", Kept::On(3, 8)),
    ("妇女节", Kept::On(3, 8)),
    ("女神节", Kept::On(3, 8)),
    ("植树节", Kept::On(3, 12)),
    ("国际消费者权益日", Kept::On(3, 15)),
    ("消费者权益日", Kept::On(3, 15)),
    ("愚人节", Kept::On(4, 1)),
    ("五一国际劳动节", Kept::On(5, 1)),
    ("五一劳动节", Kept::On(5, 1)),
    ("国际劳动节", Kept::On(5, 1)),
    ("劳动节", Kept::On(5, 1)),
    ("五四青年节", Kept::On(5, 4)),
    ("青年节", Kept::On(5, 4)),
    ("护士节", Kept::On(5, 12)),
    ("六一儿童节", Kept::On(6, 1)),
    ("国际儿童节", Kept::On(6, 1)),
    ("儿童节", Kept::On(6, 1)),
    ("建党节", Kept::On(7, 1)),
    ("八一建军节", Kept::On(8, 1)),
    ("建军节", Kept::On(8, 1)),
    ("台湾父亲节", Kept::On(8, 8)),
    ("教师节", Kept::On(9, 10)),
    ("国庆节", Kept::On(10, 1)),
    ("国庆", Kept::On(10, 1)),
    ("万圣节", Kept::On(10, 31)),
    ("光棍节", Kept::On(11, 11)),
    ("双十一", Kept::On(11, 11)),
    ("双11", Kept::On(11, 11)),
    ("双十二", Kept::On(12, 12)),
    ("双12", Kept::On(12, 12)),
    ("澳门回归纪念日", Kept::On(12, 20)),
    ("平安夜", Kept::On(12, 24)),
    ("圣诞节", Kept::On(12, 25)),
    ("圣诞", Kept::On(12, 25)),
    ("母亲节", Kept::Nth(5, 6, 2)),
    ("父亲节", Kept::Nth(6, 6, 3)),
    ("感恩节", Kept::Nth(11, 3, 4)),
    ("农历新年", Kept::Lunar(1, 1)),
    ("春节", Kept::Lunar(1, 1)),
    ("新春", Kept::Lunar(1, 1)),
    ("除夕夜", Kept::Eve),
    ("除夕", Kept::Eve),
    ("元宵节", Kept::Lunar(1, 15)),
    ("农历元宵", Kept::Lunar(1, 15)),
    ("端午节", Kept::Lunar(5, 5)),
    ("端午", Kept::Lunar(5, 5)),
    ("七夕节", Kept::Lunar(7, 7)),
    ("七夕", Kept::Lunar(7, 7)),
    ("中元节", Kept::Lunar(7, 15)),
    ("中秋节", Kept::Lunar(8, 15)),
    ("中秋", Kept::Lunar(8, 15)),
    ("重阳节", Kept::Lunar(9, 9)),
    ("重阳", Kept::Lunar(9, 9)),
    ("腊八节", Kept::Lunar(12, 8)),
    ("小寒", Kept::Term(1, 5.4055)),
    ("大寒", Kept::Term(1, 20.12)),
    ("立春", Kept::Term(2, 3.87)),
    ("惊蛰", Kept::Term(3, 5.63)),
    ("春分", Kept::Term(3, 20.646)),
    ("清明节", Kept::Term(4, 4.81)),
    ("清明", Kept::Term(4, 4.81)),
    ("谷雨", Kept::Term(4, 20.1)),
    ("立夏", Kept::Term(5, 5.52)),
    ("芒种", Kept::Term(6, 5.678)),
    ("夏至", Kept::Term(6, 21.37)),
    ("立秋", Kept::Term(8, 7.5)),
    ("处暑", Kept::Term(8, 23.13)),
    ("秋分", Kept::Term(9, 23.042)),
    ("霜降", Kept::Term(10, 23.438)),
    ("立冬", Kept::Term(11, 7.438)),
    ("冬至", Kept::Term(12, 21.94)),
]);

/// Names that are also numbers or plain words: they need something that says a day is meant.
const DIM: &[(&str, Kept)] = &[
    ("五一", Kept::On(5, 1)),
    ("六一", Kept::On(6, 1)),
    ("十一", Kept::On(10, 1)),
    ("三一五", Kept::On(3, 15)),
    ("618", Kept::On(6, 18)),
    ("315", Kept::On(3, 15)),
    ("新年", Kept::On(1, 1)),
    ("元宵", Kept::Lunar(1, 15)),
    ("过年", Kept::Lunar(1, 1)),
];

/// What says that a dim name means the day.
const DAY_AFTER: &[&str] = &[
    "假期",
    "长假",
    "小长假",
    "黄金周",
    "期间",
    "活动",
    "大促",
    "节",
    "当天",
    "那天",
    "放假",
    "去",
    "出去",
    "晚会",
    "前",
    "后",
    "买",
    "的时候",
    "到",
    "回",
];
const DAY_BEFORE: &[&str] = &[
    "今年", "去年", "明年", "前年", "年", "过", "在", "到", "从", "等", "趁", "天", "这个", "于", "京东",
    "淘宝", "天猫",
];

/// What people did on a feast that is over.
const BOUGHT: &[&str] = &[
    "那天",
    "当天",
    "买",
    "下单",
    "下的",
    "拍",
    "抢",
    "付",
    "充",
    "订的",
    "收到",
    "的时候买",
    "当天买",
    "那天买",
];

impl Reader<'_> {
    pub(super) fn feast(&self, at: usize, point: &Point) -> Option<Point> {
        let text = self.text;
        if !matches!(point.level, Level::Nothing | Level::Year) {
            return None;
        }
        let start = text
            .any(at, &["下一个", "下个", "上一个", "上个"])
            .filter(|_| point.level == Level::Nothing)
            .unwrap_or(at);
        let (kept, end, weak) = match text.find(start, &FEASTS) {
            Some((_, end)) if text.any(end, &["上河", "树", "老人", "帽", "礼物", "装", "木"]).is_some() =>
            {
                return None;
            }
            Some((kept, end)) => (kept, end, false),
            None => self.dim(at, point)?,
        };
        let from = match point.level {
            Level::Year => self.kept(kept, self.year(point)),
            _ => self.coming(kept, text.eat(at, "上").is_some() || text.any(end, BOUGHT).is_some()),
        };
        let until = from.and_then(|from| plus_days(from, 1));
        Some(Point { weak, ..point.with(Level::Day, end, from, until, Grain::Day) })
    }

    /// A dim name, its end, and whether it needs to be the whole message: 五一 before a holiday's words, not before 五一路.
    fn dim(&self, at: usize, point: &Point) -> Option<(Kept, usize, bool)> {
        const PLACES: &[&str] = &["路", "广场", "大道", "街", "村", "山庄"];
        const MEASURES: &[&str] = &["个", "元", "块", "号", "月", "年", "天", "人", "次", "条", "楼", "房"];
        let text = self.text;
        let (kept, end) = text.look(at, DIM)?;
        let runs = |c: char| {
            crate::detect::numerals::is_chinese(c)
                || c.is_ascii_alphanumeric()
                || matches!(c, '.' | '点' | '第' | '周' | '-')
        };
        if text.char_before(at).is_some_and(runs) || text.char(end).is_some_and(runs) {
            return None;
        }
        let clear = text.any(end, DAY_AFTER).is_some() || text.any_before(at, DAY_BEFORE).is_some();
        if text.any(end, PLACES).is_some() || text.any(end, MEASURES).is_some() && !clear {
            return None;
        }
        Some((kept, end, !clear && point.level == Level::Nothing))
    }

    /// The next time a feast is kept, today included; or the last one before today.
    fn coming(&self, kept: Kept, past: bool) -> Option<jiff::civil::DateTime> {
        let today = midnight(self.now.date());
        let year = i32::from(self.now.year());
        // A shopping festival of the last weeks is the one people talk about.
        let sale = matches!(kept, Kept::On(6, 18) | Kept::On(11, 11) | Kept::On(12, 12));
        let recent = |from: jiff::civil::DateTime| {
            sale && plus_days(from, 60).is_some_and(|until| from < today && today < until)
        };
        let years = if past { [year, year - 1, year - 2] } else { [year - 1, year, year + 1] };
        years
            .into_iter()
            .filter_map(|year| self.kept(kept, year))
            .find(|&from| if past { from < today } else { recent(from) || from >= today })
    }

    fn kept(&self, kept: Kept, year: i32) -> Option<jiff::civil::DateTime> {
        match kept {
            Kept::On(month, d) => day(year, month, d).map(midnight),
            Kept::Nth(month, weekday, n) => {
                let first = next_weekday(midnight(day(year, month, 1)?), weekday)?;
                plus_days(first, (n - 1) * 7)
            }
            Kept::Lunar(month, d) => lunar::date(year, month, d),
            Kept::Eve => lunar::eve(year),
            Kept::Term(month, constant) => solar_term(year, month, constant),
        }
    }
}
