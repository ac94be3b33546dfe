//! The count, sum or measure at a place: which readings a first character allows.

use super::amounts::{amount, negative, signed};
use super::counts::{count, often};
use super::measures::measure;
use crate::detect::evidence::Claim;
use crate::detect::numerals::{integer, is_chinese, is_formal, quantity as read};
use crate::detect::reading::{Firsts, Text};

/// What a count, a sum or a measure begins with.
pub(in crate::detect) static FIRST: Firsts = Firsts::each(
    "0123456789零〇一二两三四五六七八九十百千万亿廿卅俩仨几壹贰叁肆伍陆柒捌玖拾佰仟¥$€£rhu-负人第好许无若多数屡",
);

/// The count, sum or measure that starts at `at`.
pub(in crate::detect) fn quantity(text: Text<'_>, at: usize) -> Option<Claim> {
    let first = text.char(at)?;
    let numeric = first.is_ascii_digit() || is_chinese(first) || is_formal(text, at);
    if numeric {
        if !text.number_start(at) || text.char_before(at).is_some_and(is_chinese) {
            return None;
        }
        let start = if text.any_before(at, &["第"]).is_some() { at - "第".len() } else { at };
        let number = read(text, at)?;
        return count(text, start, at, &number)
            .or_else(|| amount(text, at, &number))
            .or_else(|| measure(text, at, &number));
    }
    match first {
        '¥' | '$' | '€' | '£' | 'r' | 'h' | 'u' | '人' => signed(text, at),
        '负' | '-' => negative(text, at, at + first.len_utf8()),
        '第' => {
            let after = at + first.len_utf8();
            count(text, at, after, &integer(text, after)?)
        }
        '好' | '许' | '无' | '若' | '多' | '数' | '屡' | '一' => often(text, at),
        _ => None,
    }
}
