//! Which bare numbers are error codes: 错误码40029, 报错 -1, 502 Bad Gateway, 登录失败，41003.

use super::cues::{Strength, after, before, trouble_ahead};
use crate::detect::reading::Text;

/// No plain code is longer; ten figures are a timestamp, eleven a phone.
const LONGEST: usize = 9;

const REASONS: &[&str] = &[
    "bad request",
    "unauthorized",
    "forbidden",
    "not found",
    "method not allowed",
    "request timeout",
    "conflict",
    "gone",
    "payload too large",
    "too many requests",
    "internal server error",
    "not implemented",
    "bad gateway",
    "service unavailable",
    "service temporarily unavailable",
    "gateway timeout",
    "gateway time-out",
];

/// Words before a number that say what it is instead.
const NOT_AFTER: &[&str] = &[
    "时间",
    "次数",
    "参数",
    "数量",
    "大小",
    "设置",
    "改成",
    "设为",
    "输入",
    "验证码",
    "校验码",
    "动态码",
    "密码",
    "提取码",
    "邀请码",
    "取件码",
    ".js:",
    ".ts:",
    ".java:",
    ".py:",
    ".go:",
    ".php:",
    ".vue:",
    ".kt:",
    ".cpp:",
    ".c:",
    "第",
    "issue",
    "bug",
    "line",
    "port",
    "端口",
    "行",
    "版本",
    "余额",
    "额度",
    "尾号",
    "大于",
    "小于",
    "等于",
    "超过",
    "至少",
    "最多",
    "不足",
    "只有",
    "还有",
    "长度",
    "租户",
    "订单",
    "工单",
    "编号",
    "扣款",
    "价格",
    "房间",
    "id",
    "qq",
    "微信号",
    "前",
    "每",
    "约",
    "共",
    "默认值",
    "默认",
];

/// Words right behind a number that say what it is instead; measures are claimed earlier.
const NOT_BEFORE: &[&str] = &[
    "租户",
    "端口",
    "元",
    "块",
    "+",
    "%",
    "°",
    "号",
    "多",
    "的额度",
    "×",
    "*",
    "积分",
    "强",
    "节",
    "室",
    "寝室",
];

/// What a number between `at` and `end` proves by itself and its surroundings: the cue's place when it is a code.
pub(super) fn number(text: Text<'_>, at: usize, end: usize, negative: bool) -> Option<Option<usize>> {
    let digits = if negative { at + 1 } else { at };
    let length = end - digits;
    if length > LONGEST || length == 0 || spoilt(text, at, end) {
        return None;
    }
    let value: u32 = text.str().get(digits..end)?.parse().ok()?;
    let http = length == 3 && (400..=599).contains(&value) && !negative;
    let status = length == 3 && matches!(value, 200..=208 | 300..=308);
    let success = !negative && (value == 0 && length < 3 || status);
    if success || reading_range(text, at, end) {
        return None;
    }
    let figures = Figures { at, end, length, value, negative, http };
    let cue = before(text, at);
    let yes = reason(text, end) && http
        || cue.is_some_and(|(strength, start)| figures.cued(text, strength, start))
        || cue.is_none_or(|(strength, _)| strength <= Strength::Weak) && figures.beside(text);
    yes.then(|| cue.map(|(_, start)| start))
}

/// A bare number that may be a code.
struct Figures {
    at: usize,
    end: usize,
    /// How many figures, without the sign.
    length: usize,
    value: u32,
    negative: bool,
    /// One of HTTP's errors.
    http: bool,
}

impl Figures {
    /// Whether the cue before it, at `start`, makes it a code.
    fn cued(&self, text: Text<'_>, strength: Strength, start: usize) -> bool {
        match strength {
            Strength::Strong => {
                let status = text.eat(start, "http").is_some() && !self.http;
                let short = text.eat(start, "code").is_some() && self.length < 2;
                !status && (!short || clause_ends(text, self.end))
            }
            Strength::Medium => {
                let english = text.byte(start).is_ascii();
                self.negative || self.length >= 3 || english && self.length >= 2
            }
            Strength::Weak => {
                let trail = after(text, self.end);
                let settled = clause_ends(text, self.end);
                self.negative
                    || self.http
                    || trail == Some(Strength::Strong)
                    || self.length >= 4 && settled && !matches!(self.value, 9000 | 10_000)
                    || trail.is_some() && self.length >= 3
            }
        }
    }

    /// Whether what stands behind it, or further before it, makes it a code.
    fn beside(&self, text: Text<'_>) -> bool {
        let end = self.end;
        let trail = after(text, end);
        let trouble = matches!(trail, Some(Strength::Medium | Strength::Weak))
            && text.eat(end, "错").or_else(|| text.any(end, &["页面"])).is_some();
        self.http && (trouble || clause_ends(text, end) && cues_near(text, self.at))
            || trail == Some(Strength::Strong) && self.length >= 3 && !self.negative
            || (self.http || self.length >= 4) && row(text, self.at, end)
    }
}

/// A word for codes some way before in the same sentence: 有特别的错误码用 409，否则使用 400。
fn cues_near(text: Text<'_>, at: usize) -> bool {
    let mut at = at;
    for _ in 0..24 {
        if text.any_before(at, &["错误码", "错误代码", "状态码", "返回码"]).is_some() {
            return true;
        }
        match text.char_before(at) {
            Some(c) if !matches!(c, '。' | '；' | '\n' | '！' | '？') => at -= c.len_utf8(),
            _ => return false,
        }
    }
    false
}

/// A number that opens the text and is explained behind it: `899003 参数错误`, `268443699 — 签名错误`.
fn row(text: Text<'_>, at: usize, end: usize) -> bool {
    let mut start = at;
    let opens = loop {
        match text.char_before(start) {
            None | Some('\n') => break true,
            Some(c) if at - start < 8 && matches!(c, ' ' | '\t' | '|' | '-' | '*' | '"' | '「' | '“') => {
                start -= c.len_utf8();
            }
            Some(_) => break false,
        }
    };
    opens
        && text.any(end, &[" ", "—", "–", "|", "：", ":", "（", "(", "\t", "/", "-"]).is_some()
        && trouble_ahead(text, end)
}

/// Whether nothing makes the number part of something else, and a clause can end behind it.
pub(super) fn stands_free(text: Text<'_>, at: usize, end: usize) -> bool {
    !spoilt(text, at, end) && clause_ends(text, end)
}

/// Whether what touches the number makes it part of something else.
fn spoilt(text: Text<'_>, at: usize, end: usize) -> bool {
    let before = text.byte_before(at);
    let touched = matches!(before, b'#' | b'.' | b'/' | b'_' | b'-' | b'$' | b'+' | b'~' | b'@')
        || before == b':' && text.byte(at.saturating_sub(2)).is_ascii_digit();
    let decimal = matches!(text.byte(end), b'.' | b',' | b':') && text.byte(end + 1).is_ascii_digit();
    let runs_on = matches!(text.byte(end), b'-' | b'_') && text.byte(end + 1).is_ascii_alphanumeric()
        || text.byte(end).is_ascii_alphabetic();
    let spaced = if before == b' ' { at - 1 } else { at };
    touched
        || decimal
        || runs_on
        || text.any_before(spaced, NOT_AFTER).is_some()
            && text.any_before(spaced, &["错误编号", "故障编号", "异常编号"]).is_none()
        || text.any(text.space(end), NOT_BEFORE).is_some()
}

/// 200 to 400, 200-400: bounds, not codes.
fn reading_range(text: Text<'_>, at: usize, end: usize) -> bool {
    let next = text.any(end, &["~", "～", "到", "至"]).is_some_and(|at| text.byte(at).is_ascii_digit());
    next || text.any_before(at, &["~", "～", "到", "至"]).is_some()
}

fn reason(text: Text<'_>, end: usize) -> bool {
    text.any(text.space(end), REASONS).is_some()
}

/// Whether the clause ends at `at`, as far as a number is concerned.
fn clause_ends(text: Text<'_>, at: usize) -> bool {
    match text.char(at) {
        None => true,
        Some(c) => {
            !c.is_alphanumeric() && !matches!(c, '%' | '+' | '-' | '*' | '/')
                || matches!(c, '的' | '是' | '怎' | '什' | '啥' | '请' | '求' | '咋' | '了' | '，')
        }
    }
}
