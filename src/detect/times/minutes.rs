//! What follows the hour of a spoken clock, and whether an hour is one at all: 三点半, 3点一刻, 16点40, 三点整.

use super::clocks::Clock;
use super::point::{Level, Point, Reader};
use crate::detect::finding::Grain;
use crate::detect::numerals::{Numeral, Style, integer};

/// What measures something else than minutes: 24点5度, 三点五十个.
const MEASURED: &[&str] = &[
    "度", "元", "块", "万", "%", "％", "倍", "米", "天", "个", "次", "公斤", "折", "人", "年", "月", "号",
    "点",
];

/// What follows a decimal and no minute.
const DECIMAL: &[&str] = &["元", "块", "万", "亿", "%", "％", "倍", "折", "公斤"];

/// Words that begin with 一: in 三点一直没人 it is no minute.
pub(super) const WORDS_OF_ONE: &[&str] = &[
    "一直", "一些", "一样", "一般", "一共", "一起", "一定", "一下", "一个", "一会", "一边", "一旦", "一再",
    "一律", "一到", "一过",
];

impl Reader<'_> {
    /// Reads on behind the hour. Whether nothing but the hour was said; none when the hour is no clock's.
    pub(super) fn minutes(&self, clock: &mut Clock) -> Option<bool> {
        let text = self.text;
        if self.half_past(clock) || self.on_the_dot(clock) || self.fives(clock) {
            return Some(false);
        }
        let start = text.space(clock.end);
        let start = text.eat(start, "过").unwrap_or(start);
        let Some(minutes) = integer(text, start) else {
            if let Some(end) = text.eat(clock.end, "多").filter(|&end| text.any(end, &["少"]).is_none()) {
                clock.end = text.eat(end, "钟").unwrap_or(end);
            }
            return Some(text.eat(clock.end, "多").is_none());
        };
        // 零点零一元, 零点零零一: figures behind a decimal point.
        let spelt = start == clock.end && matches!(minutes.style, Style::Positional | Style::Pair)
            || minutes.low == 0.0;
        if spelt && (minutes.figures > 2 || text.any(minutes.end, DECIMAL).is_some()) {
            return None;
        }
        let Some(n) = minutes.whole() else { return Some(true) };
        if self.counted(clock, &minutes, n) {
            return Some(false);
        }
        // 16点40, 三点零五, 三点五十: two figures at least; 二十点六 and 24点5度 are decimals.
        let two = minutes.figures >= 2 || minutes.style == Style::Chinese && n >= 10;
        let measured = text.any(minutes.end, MEASURED).is_some();
        if two && n < 60 && !measured && minutes.style != Style::Vague && start == clock.end {
            (clock.minute, clock.grain, clock.end) = (n, Grain::Minute, minutes.end);
            return Some(false);
        }
        let next_word = text.any(start, WORDS_OF_ONE).is_some();
        if start == clock.end && !two && !next_word { None } else { Some(true) }
    }

    /// 三点半, 三点半十秒.
    fn half_past(&self, clock: &mut Clock) -> bool {
        let text = self.text;
        let half = text
            .any(clock.end, &["半钟", "半"])
            .filter(|&end| text.any(end, &["价", "个", "天", "年"]).is_none());
        let Some(end) = half else { return false };
        (clock.minute, clock.grain, clock.end) = (30, Grain::Minute, end);
        if let Some(n) = integer(text, end).and_then(|n| Some((n.whole()?, text.eat(n.end, "秒")?))) {
            (clock.second, clock.grain, clock.end) = (n.0.min(59), Grain::Second, n.1);
        }
        true
    }

    /// 三点整, 三点钟.
    fn on_the_dot(&self, clock: &mut Clock) -> bool {
        let text = self.text;
        let end = text
            .any(clock.end, &["整", "正", "钟整", "钟"])
            .filter(|&end| text.any(end, &["常", "在", "好", "要", "版", "品", "规", "体"]).is_none());
        clock.end = end.unwrap_or(clock.end);
        end.is_some()
    }

    /// Cantonese counts minutes by the five that a figure on the dial stands for: 三点搭三, 三点三个字 are 3:15.
    fn fives(&self, clock: &mut Clock) -> bool {
        let text = self.text;
        let touched = text.any(clock.end, &["搭", "踏"]);
        if let Some(end) = touched.and_then(|at| text.eat(at, "半")) {
            (clock.minute, clock.grain, clock.end) = (30, Grain::Minute, end);
            return true;
        }
        let figure = integer(text, touched.unwrap_or(clock.end))
            .and_then(|figure| Some((figure.whole().filter(|n| (1..=11).contains(n))?, figure.end)));
        let Some((n, end)) = figure else { return false };
        let Some(end) = text.eat(end, "个字").or(touched.map(|_| end)) else { return false };
        (clock.minute, clock.grain, clock.end) = (n * 5, Grain::Minute, end);
        true
    }

    /// Minutes with their unit: 三刻, 十分, 十分二十秒.
    fn counted(&self, clock: &mut Clock, minutes: &Numeral, n: u32) -> bool {
        let text = self.text;
        if let Some(end) = text.eat(minutes.end, "刻").filter(|_| n < 4) {
            (clock.minute, clock.grain, clock.end) =
                (n * 15, Grain::Minute, text.eat(end, "钟").unwrap_or(end));
            return true;
        }
        let marked =
            text.eat(minutes.end, "分").filter(|&end| text.any(end, &["之", "期", "钟后", "钟内"]).is_none());
        let Some(end) = marked.filter(|_| n < 60) else { return false };
        (clock.minute, clock.grain, clock.end) = (n, Grain::Minute, text.eat(end, "钟").unwrap_or(end));
        let next = text.space(clock.end);
        let seconds = integer(text, next).and_then(|s| Some((s.whole()?, text.eat(s.end, "秒")?)));
        if let Some((s, end)) = seconds.filter(|s| s.0 < 60) {
            (clock.second, clock.grain, clock.end) = (s, Grain::Second, end);
        }
        true
    }

    /// Whether a bare hour is a time of day: 三点建议 and 两点不满 are points of another kind.
    pub(super) fn clock_allowed(&self, point: &Point, mark: usize, end: usize, hour: u32) -> bool {
        let text = self.text;
        if point.level >= Level::Day || point.part.is_some() {
            // 今天一点动静都没有: a bit, not one o'clock.
            let bit = point.part.is_none() && hour == 1 && text.any_before(mark, &["一"]).is_some();
            let goes_on = text.char(end).is_some_and(|c| {
                c.is_alphanumeric() && !matches!(c, '到' | '至' | '前' | '后' | '左' | '多' | '就' | '开')
            });
            return !(bit && goes_on);
        }
        const AFTER: &[&str] = &[
            "前", "后", "之前", "以前", "之后", "以后", "左右", "多", "许", "钟", "开始", "到", "至", "-",
            "~", "～", "—",
        ];
        const NOT_AFTER: &[&str] = &["后悔", "前提", "到位", "到底", "前面", "后面"];
        let bounded = text.any(end, AFTER).is_some() && text.any(end, NOT_AFTER).is_none();
        if self.base.is_some() || bounded {
            return hour > 1 || text.any(mark, &["点到"]).is_none() || self.base.is_some();
        }
        if text.eat(mark, "时").is_some() {
            const WORDS: &[&str] = &["间", "候", "代", "刻", "尚", "装", "不", "常", "段"];
            return hour > 9 && text.any(end, WORDS).is_none();
        }
        hour != 1 && hour != 2 && !self.argued(point.end, end)
    }

    /// 三点建议, 这三点: what is counted are remarks.
    fn argued(&self, start: usize, end: usize) -> bool {
        const AFTER: &[&str] = &[
            "建议", "意见", "要求", "原因", "问题", "理由", "不", "希望", "想法", "疑问", "感受", "优点",
            "缺点", "水", "钱", "点",
        ];
        const BEFORE: &[&str] =
            &["这", "那", "以下", "如下", "有", "几", "总结", "提", "第", "上述", "加", "减", "给"];
        self.text.any(end, AFTER).is_some() || self.text.any_before(start, BEFORE).is_some()
    }
}
