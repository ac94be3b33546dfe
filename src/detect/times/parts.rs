//! Parts of the day: 凌晨, 上午, 晚上, 今早, 13号晚.

use super::almanac::{at_time, midnight, plus_seconds};
use super::point::{Level, Point, Reader};
use crate::detect::finding::Grain;
use crate::detect::numerals::integer;
use crate::detect::reading::Table;

/// Which half of the day a part names, for hours that are said from one to twelve.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Night,
    Morning,
    Noon,
    Afternoon,
    Evening,
    Midnight,
    Whole,
}

/// Words for parts of the day, with their first and last hour. Sources differ by an hour or two; these are the hours
/// that most of the test suites of Chinese time taggers use.
static PARTS: Table<(Part, u32, u32)> = Table::new(&[
    ("凌晨", (Part::Night, 0, 6)),
    ("后半夜", (Part::Night, 2, 5)),
    ("前半夜", (Part::Evening, 20, 24)),
    ("大半夜", (Part::Midnight, 0, 5)),
    ("半夜", (Part::Midnight, 0, 5)),
    ("午夜", (Part::Midnight, 0, 1)),
    ("深夜", (Part::Evening, 22, 24)),
    ("清晨", (Part::Morning, 4, 12)),
    ("早晨", (Part::Morning, 4, 12)),
    ("大清早", (Part::Morning, 4, 12)),
    ("一大早", (Part::Morning, 4, 12)),
    ("大早上", (Part::Morning, 4, 12)),
    ("一早上", (Part::Morning, 4, 12)),
    ("早上", (Part::Morning, 4, 12)),
    ("早间", (Part::Morning, 8, 12)),
    ("朝早", (Part::Morning, 6, 12)),
    ("上午", (Part::Morning, 8, 12)),
    ("上昼", (Part::Morning, 8, 12)),
    ("中午", (Part::Noon, 12, 14)),
    ("午间", (Part::Noon, 12, 14)),
    ("正午", (Part::Noon, 12, 13)),
    ("下午", (Part::Afternoon, 12, 18)),
    ("午后", (Part::Afternoon, 13, 15)),
    ("下昼", (Part::Afternoon, 12, 18)),
    ("晏昼", (Part::Afternoon, 12, 18)),
    ("傍晚", (Part::Evening, 17, 19)),
    ("黄昏", (Part::Evening, 17, 19)),
    ("大晚上", (Part::Evening, 18, 24)),
    ("晚上", (Part::Evening, 18, 24)),
    ("晚间", (Part::Evening, 18, 24)),
    ("夜里", (Part::Evening, 20, 24)),
    ("夜间", (Part::Evening, 20, 24)),
    ("夜晚", (Part::Evening, 18, 24)),
    ("子时", (Part::Midnight, 0, 1)),
    ("丑时", (Part::Night, 1, 3)),
    ("寅时", (Part::Night, 3, 5)),
    ("卯时", (Part::Morning, 5, 7)),
    ("辰时", (Part::Morning, 7, 9)),
    ("巳时", (Part::Morning, 9, 11)),
    ("午时", (Part::Noon, 11, 13)),
    ("未时", (Part::Afternoon, 13, 15)),
    ("申时", (Part::Afternoon, 15, 17)),
    ("酉时", (Part::Evening, 17, 19)),
    ("戌时", (Part::Evening, 19, 21)),
    ("亥时", (Part::Evening, 21, 23)),
    ("白天", (Part::Whole, 6, 19)),
    ("全天", (Part::Whole, 0, 24)),
]);

/// Words that name a part only after a day: 昨天黎明, 13号晚, 7月5号早.
const AFTER_DAY: &[(&str, (Part, u32, u32))] = &[
    ("黎明", (Part::Morning, 4, 7)),
    ("拂晓", (Part::Morning, 4, 7)),
    ("一早", (Part::Morning, 4, 12)),
    ("早", (Part::Morning, 4, 12)),
    ("晨", (Part::Morning, 4, 12)),
    ("晚", (Part::Evening, 18, 24)),
    ("夜", (Part::Evening, 18, 24)),
    ("朝", (Part::Morning, 6, 12)),
];

const AFTER_DAY_NOT_BEFORE: &[&str] =
    &["餐", "饭", "会", "安", "报", "班", "就", "已", "日", "点到", "点了", "点吧", "点发", "了"];

impl Reader<'_> {
    pub(super) fn part(&self, at: usize, point: &Point) -> Option<Point> {
        if !matches!(point.level, Level::Nothing | Level::Day) {
            return None;
        }
        let text = self.text;
        let found = text.find(at, &PARTS).or_else(|| {
            let ((part, from, until), end) = text.look(at, AFTER_DAY)?;
            let clock_next =
                || integer(text, end).is_some_and(|n| text.any(n.end, &["点", "时", ":"]).is_some());
            let blocked = text.any(end, AFTER_DAY_NOT_BEFORE).is_some();
            let short = text
                .char_before(at)
                .is_some_and(|c| matches!(c, '今' | '昨' | '明' | '前' | '后' | '当' | '听' | '琴' | '寻'));
            let fits = point.level == Level::Day && (!blocked || short && point.end == at)
                || matches!(text.char(at), Some('早' | '晚')) && clock_next();
            fits.then_some(((part, from, until), end))
        })?;
        let ((part, first, last), end) = found;
        if text.any(end, &["候", "性", "茶"]).is_some() {
            return None;
        }
        let day = midnight(self.context(point).date());
        let from = at_time(day, first, 0, 0);
        let until = plus_seconds(day, f64::from(last) * 3600.0);
        let named = point.level != Level::Nothing && point.from.is_none();
        let (from, until) = if named { (None, None) } else { (from, until) };
        Some(Point {
            part: Some(part),
            weak: false,
            ..point.with(Level::Part, end, from, until, Grain::PartOfDay)
        })
    }
}
