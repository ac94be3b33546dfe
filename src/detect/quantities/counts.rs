//! How often: 3次, 十几次, 第三次, 好几遍, 三番五次.

use crate::detect::evidence::Claim;
use crate::detect::finding::{Count, What};
use crate::detect::numerals::{Numeral, Style, integer};
use crate::detect::reading::Text;

/// Verbal measure words, and what they must not be the beginning of.
const TIMES: &[(&str, &[&str])] = &[
    ("次", &["日", "数", "品", "月", "元", "序", "要", "卡", "级", "新", "之"]),
    ("遍", &["布", "及", "地"]),
    (
        "回",
        &[
            "复", "答", "来", "家", "去", "头", "访", "款", "电", "应", "收", "执", "车", "购", "馈", "滚",
            "调", "归",
        ],
    ),
    ("趟", &[]),
];

/// Vague numbers before a verbal measure word.
const OFTEN: &[&str] = &["好多", "许多", "无数", "好几", "若干", "数", "几"];

/// Fixed phrases for "again and again".
const PHRASES: &[&str] = &[
    "三番五次",
    "三番两次",
    "两次三番",
    "一而再再而三",
    "一而再，再而三",
    "屡次",
    "一次又一次",
    "一遍又一遍",
];

/// 3次, 十几次, 第三次, 两三遍, 5~6次. 一次性 and 分3次 (instalments) are none.
pub(super) fn count(text: Text<'_>, start: usize, at: usize, number: &Numeral) -> Option<Claim> {
    if let Some(end) = text.any(at, PHRASES) {
        return Some((at..end, Some(What::Count(Count::of(None)))));
    }
    let mut end = text.space(number.end);
    let more = text.any(end, &["多", "来", "余"]);
    end = more.unwrap_or(end);
    let second =
        text.any(number.end, &["-", "~", "～", "到", "至", "、"]).and_then(|next| integer(text, next));
    let ranged = second.filter(|second| text.any(second.end, &["次", "遍", "回", "趟"]).is_some());
    end = ranged.map_or(end, |second| second.end);
    let end = verbal(text, end)?;
    // 上一次, 这一次, 每一次 say which, not how often.
    let which = ["上", "这", "每", "下", "那", "头", "同", "此", "任", "哪", "最近", "最后"];
    if number.low == 1.0 && start == at && text.any_before(at, &which).is_some() {
        return None;
    }
    if text.any(end, &["性"]).is_some() || text.any_before(at, &["分"]).is_some() {
        return None;
    }
    let exact =
        more.is_none() && ranged.is_none() && number.low == number.high && number.style != Style::Vague;
    Some((start..end, Some(What::Count(Count::of(exact.then_some(number.low))))))
}

/// 好几次, 多次, 无数遍, 屡次.
pub(super) fn often(text: Text<'_>, at: usize) -> Option<Claim> {
    let vague = Some(What::Count(Count::of(None)));
    if let Some(end) = text.any(at, PHRASES) {
        return Some((at..end, vague));
    }
    let end = verbal(text, text.any(at, OFTEN)?)?;
    let joined = text.eat(at, "多").is_some()
        && text.char_before(at).is_some_and(|c| matches!(c, '太' | '很' | '更' | '不' | '个'));
    (!joined).then_some((at..end, vague))
}

fn verbal(text: Text<'_>, at: usize) -> Option<usize> {
    TIMES
        .iter()
        .find_map(|(word, not_before)| text.eat(at, word).filter(|&end| text.any(end, not_before).is_none()))
}
