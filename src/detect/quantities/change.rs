//! Sums of two parts: 1万5, 3万5千, 三块五, 两块九毛九.

use super::amounts::AFTER;
use crate::detect::numerals::{Numeral, Style, integer};
use crate::detect::reading::Text;

/// A number of two units in figures, as far as money goes: 1万5, 3万5千, 1万600元.
pub(super) fn compound(text: Text<'_>, number: &Numeral) -> Option<Numeral> {
    if number.style != Style::Ascii {
        return None;
    }
    let unit = [("万", 1e4), ("千", 1e3), ("百", 1e2)]
        .into_iter()
        .find_map(|(word, unit)| text.any_before(number.end, &[word]).map(|_| unit))?;
    let end = text.digits(number.end, 5);
    let rest: f64 = text.str().get(number.end..end)?.parse().ok()?;
    let figures = end - number.end;
    let smaller = text.look(end, &[("千", 1e3), ("百", 1e2)]).filter(|&(smaller, _)| smaller < unit);
    let (rest, end) = match smaller {
        Some((smaller, end)) if figures == 1 => (rest * smaller, end),
        // 1万5 is 15,000; 1万5天 is not.
        None if figures == 1 && ends_sum(text, end) => (rest * unit / 10.0, end),
        None if figures > 1 && rest < unit && text.look(end, AFTER).is_some() => (rest, end),
        _ => return None,
    };
    let value = number.low + rest;
    Some(Numeral { end, low: value, high: value, ..*number })
}

/// Whether a sum can end at `at`: before a currency, a particle or the clause's end.
fn ends_sum(text: Text<'_>, at: usize) -> bool {
    text.look(at, AFTER).is_some()
        || text.char(at).is_none_or(|c| {
            !c.is_alphanumeric() && !matches!(c, '.' | ',' | ':' | '-' | '%')
                || "给的了没被都还就到也已吧呢吗左多".contains(c)
        })
}

/// Without what binary fractions leave behind: 0.3, not 0.30000000000000004.
pub(super) fn tidy(value: f64) -> f64 {
    if value.abs() < 1e9 { (value * 1e6).round() / 1e6 } else { value }
}

/// What follows the yuan: 三块五, 99块9, 三元六角七分, 五元八分; in yuan, and its end.
pub(super) fn small_change(text: Text<'_>, at: usize) -> Option<(f64, usize)> {
    let one = |at| integer(text, at).filter(|number| number.figures == 1 && number.low == number.high);
    let first = one(text.eat(at, "零").unwrap_or(at))?;
    if let Some(end) =
        text.any(first.end, &["分钱"]).or_else(|| text.eat(first.end, "分").filter(|&end| !clock(text, end)))
    {
        return Some((first.low / 100.0, end));
    }
    let Some(end) = text.any(first.end, &["毛", "角"]) else {
        let other = text
            .any(first.end, &["次", "个", "天", "年", "月", "分", "笔", "件", "人", "号", "点"])
            .is_some();
        return (!other).then_some((first.low / 10.0, first.end));
    };
    let cents = one(end).and_then(|second| {
        let marked = text.any(second.end, &["分钱", "分"]);
        Some((second.low, marked.or_else(|| ends_sum(text, second.end).then_some(second.end))?))
    });
    Some(match cents {
        Some((cents, end)) => (first.low / 10.0 + cents / 100.0, end),
        None => (first.low / 10.0, end),
    })
}

/// 分 that is no hundredth of a yuan: 五元五分钟.
fn clock(text: Text<'_>, at: usize) -> bool {
    text.any(at, &["钟", "期", "次", "之", "开", "享"]).is_some()
}
