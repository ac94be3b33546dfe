//! One walk over the unclaimed tokens of a message, with an eye on lists and pairs: 502、504, ERROR 1045 (28000).

use std::borrow::Cow;

use super::cues::{self, Strength};
use super::numbers;
use super::shapes::{self, Shape};
use crate::detect::evidence::{Claim, Claims, Pass};
use crate::detect::finding::{Code, What};
use crate::detect::reading::{Firsts, Text};
use crate::text::Message;

/// No token of more bytes is a code.
const LONGEST: usize = 80;

/// What an error code begins with.
pub(in crate::detect) static FIRST: Firsts = Firsts::each("-").and_alphanumeric();

/// A code and the next one of its list, or of its pair, stand at most so many bytes apart.
const FAREST: usize = 9;

/// So many codes are known again when they are said once more.
const MOST_TOLD: usize = 8;

/// Claims the error codes of a message in what the other detectors left.
pub(in crate::detect) fn codes(message: &Message<'_>, claims: &mut Claims<'_>) {
    let mut last = None;
    let mut told: Vec<(usize, usize)> = Vec::new();
    claims.pass(Pass::Codes, |text, at| {
        let walk = Walk { message, text, last, told: &told };
        let (start, end, family) = walk.code(at)?;
        last = Some((start, end));
        if told.len() < MOST_TOLD {
            told.push((start, end));
        }
        let written = message.quote(message.span(start..end));
        let code = Code { family: family.map(Cow::Owned), code: narrow(written), known: None };
        Some((start..end, Some(What::Code(code)))) as Option<Claim>
    });
}

/// A code in its usual width, since ４００ is 400; its letter case is kept.
fn narrow(written: &str) -> String {
    let narrow = |character| match u32::from(character) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(character),
        _ => character,
    };
    written.chars().map(narrow).collect()
}

pub(super) type Found = (usize, usize, Option<String>);

pub(super) struct Walk<'w, 'm> {
    message: &'w Message<'m>,
    pub(super) text: Text<'w>,
    /// The code before this one.
    last: Option<(usize, usize)>,
    /// The first codes of the message.
    told: &'w [(usize, usize)],
}

impl Walk<'_, '_> {
    fn code(&self, at: usize) -> Option<Found> {
        let text = self.text;
        let first = text.byte(at);
        let before = text.byte_before(at);
        if before.is_ascii_alphanumeric() || before == b'_' {
            return None;
        }
        if first == b'-' && text.byte(at + 1).is_ascii_digit() {
            let end = text.digits(at + 1, LONGEST);
            return self.numeric(at, end, true);
        }
        if !first.is_ascii_alphanumeric() {
            return None;
        }
        let end = self.word_end(at)?;
        if text.digits(at, LONGEST) == end {
            return self.numeric(at, end, false);
        }
        if let Some(hex) = text.eat(at, "0x") {
            let hexadecimal = text.bytes().get(hex..end)?.iter().all(u8::is_ascii_hexdigit)
                && (1..=16).contains(&(end - hex));
            let cue = cues::before(text, at)
                .filter(|(strength, _)| *strength > Strength::Weak || (6..=8).contains(&(end - hex)));
            // 无法正常启动(0xc000007b)
            let open = text.any_before(at, &["(", "（"]).filter(|_| end - hex == 8);
            let cue = cue.or_else(|| {
                let start = text.any_before(open?, &["启动", "安装", "更新", "升级", "激活", "打印机"])?;
                Some((Strength::Weak, start))
            });
            let trail = cues::after(text, end) == Some(Strength::Strong);
            return (hexadecimal && (cue.is_some() || trail)).then(|| (at, end, self.family(cue)));
        }
        if first.is_ascii_digit() {
            return self.sqlstate(at, end);
        }
        self.glued(at, end)
            .or_else(|| self.namespaced(at, end))
            .or_else(|| self.prefixed(at, end))
            .or_else(|| self.jointed(at, end))
            .or_else(|| self.name(at, end))
            .or_else(|| self.quoted(at))
            .or_else(|| self.sqlstate(at, end))
    }

    fn word_end(&self, at: usize) -> Option<usize> {
        let limit = self.text.len().min(at + LONGEST + 1);
        let end = (at..limit)
            .find(|&i| !self.text.byte(i).is_ascii_alphanumeric() && self.text.byte(i) != b'_')
            .unwrap_or(limit);
        (end - at <= LONGEST).then_some(end)
    }

    pub(super) fn written(&self, at: usize, end: usize) -> &str {
        self.message.quote(self.message.span(at..end))
    }

    pub(super) fn family(&self, cue: Option<(Strength, usize)>) -> Option<String> {
        cue.and_then(|(_, start)| cues::family(self.text, start))
    }

    fn numeric(&self, at: usize, end: usize, negative: bool) -> Option<Found> {
        let text = self.text;
        if let Some(cue) = numbers::number(text, at, end, negative) {
            return Some((at, end, cue.and_then(|cue| cues::family(text, cue))));
        }
        let sql = end - at == 5 && !negative && self.paired(at, end);
        if sql || self.listed(at, end) || self.again(at, end) {
            return Some((at, end, None));
        }
        // 500 SYSTEM_ERROR
        let next = text.space(end);
        let name = (next > end).then(|| self.word_end(next)).flatten().filter(|&stop| stop > next);
        let trouble =
            name.is_some_and(|stop| shapes::shape(self.written(next, stop)) == Some(Shape::Trouble));
        (trouble && end - at == 3 && matches!(text.byte(at), b'4' | b'5')).then_some((at, end, None))
    }

    /// 报10500，换了手机还是10500: a long number that was a code before.
    fn again(&self, at: usize, end: usize) -> bool {
        let text = self.text.str();
        let number = text.get(at..end);
        end - at >= 4
            && numbers::stands_free(self.text, at, end)
            && self.told.iter().any(|&(start, stop)| text.get(start..stop) == number)
    }

    /// 502、504 and 430 516 530: a number of the same length right behind a code.
    fn listed(&self, at: usize, end: usize) -> bool {
        let Some((start, stop)) = self.last else { return false };
        let Some(between) = self.text.between(stop..at, FAREST) else { return false };
        let alike = (end - at).abs_diff(stop - start) <= usize::from(between.trim() != "");
        let separators = between.chars().all(|c| {
            matches!(c, ' ' | '、' | ',' | '，' | '/' | '|' | '和' | '或' | '与' | '及' | '"' | '”' | '“')
        });
        let unit = self.text.any(self.text.space(end), &["元", "块", "次", "个", "天", "条", "人"]).is_some();
        alike && separators && !between.is_empty() && !unit && !self.text.byte(end).is_ascii_alphanumeric()
    }

    /// In brackets right behind a code: ERROR 1045 (28000).
    fn paired(&self, at: usize, end: usize) -> bool {
        let text = self.text;
        let between = self.last.and_then(|(_, stop)| text.between(stop..at, FAREST));
        between.is_some_and(|between| matches!(between.trim(), "(" | "（" | "[" | "【"))
            && text.any(end, &[")", "）", "]", "】"]).is_some()
    }

    fn sqlstate(&self, at: usize, end: usize) -> Option<Found> {
        let text = self.text;
        let written = self.written(at, end);
        let shape = end - at == 5
            && written.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            && written.bytes().any(|b| b.is_ascii_digit());
        let cued = || {
            text.any_before(
                at,
                &["sqlstate ", "sqlstate[", "sqlstate: ", "sqlstate:", "sqlstate=", "sqlstate"],
            )
            .is_some()
        };
        (shape && (self.paired(at, end) || cued())).then(|| (at, end, Some("sqlstate".to_owned())))
    }

    /// error3840, code45: the cue runs into its number.
    fn glued(&self, at: usize, end: usize) -> Option<Found> {
        let text = self.text;
        let start = text.any(at, &["errorcode", "errcode", "error", "errno", "err", "code"])?;
        if text.digits(start, LONGEST) != end || end == start || end - start > 9 {
            return None;
        }
        let upper = self.written(at, start).bytes().all(|b| b.is_ascii_uppercase());
        // ERR010 is a name of its own.
        (!(upper && text.eat(at, "err").is_some() && text.eat(at, "error").is_none()))
            .then(|| (start, end, cues::family(text, at)))
    }

    /// ACQ.TRADE_HAS_SUCCESS, tikv:9006, java.lang.ClassNotFoundException.
    fn namespaced(&self, at: usize, end: usize) -> Option<Found> {
        let text = self.text;
        let mark = text.byte(end);
        if mark != b'.' && mark != b':' || !text.byte(end + 1).is_ascii_alphanumeric() {
            return None;
        }
        let mut stop = end;
        let mut last = at;
        for _ in 0..8 {
            if text.byte(stop) != mark || !text.byte(stop + 1).is_ascii_alphanumeric() {
                break;
            }
            last = stop + 1;
            stop = (last..text.len().min(last + LONGEST))
                .find(|&i| !text.byte(i).is_ascii_alphanumeric() && !matches!(text.byte(i), b'_' | b'-'))
                .unwrap_or(text.len().min(last + LONGEST));
        }
        let word = text.str().get(at..end)?;
        if shapes::namespace(word) && (mark == b'.' || text.byte(end + 1).is_ascii_digit()) {
            return Some((at, stop, Some(word.to_owned())));
        }
        let class = mark == b'.'
            && shapes::shape(self.written(last, stop)) == Some(Shape::Exception)
            && self.written(at, end).bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        class.then_some((at, stop, None))
    }

    /// ORA-00600, ITMS-90426.
    fn prefixed(&self, at: usize, end: usize) -> Option<Found> {
        let text = self.text;
        let prefix = text.str().get(at..end)?;
        let stop = text.digits(end + 1, 9);
        let figures = stop.saturating_sub(end + 1);
        if text.byte(end) != b'-'
            || !(1..=8).contains(&prefix.len())
            || !(3..=8).contains(&figures)
            || text.byte(stop).is_ascii_alphanumeric()
            || matches!(text.byte(stop), b'-' | b'.' if text.byte(stop + 1).is_ascii_alphanumeric())
        {
            return None;
        }
        let known = matches!(prefix, "ora" | "pls" | "tns" | "itms");
        let cue = cues::before(text, at).filter(|(strength, _)| *strength > Strength::Weak);
        let cued = if prefix.len() == 1 {
            cue.is_some_and(|(strength, _)| strength == Strength::Strong)
        } else {
            cue.is_some() || cues::after(text, stop) == Some(Strength::Strong)
        };
        let plain = prefix.bytes().all(|b| b.is_ascii_alphabetic()) && !shapes::no_prefix(prefix);
        let family = (prefix.len() > 1).then(|| prefix.to_owned());
        (known || cued && plain).then_some((at, stop, family))
    }

    /// DF-DFERH-01, CE-108255-1: two letters, letters or figures, and one or two figures, as shops and consoles write it.
    fn jointed(&self, at: usize, end: usize) -> Option<Found> {
        let text = self.text;
        if end - at != 2 || text.byte(end) != b'-' {
            return None;
        }
        let middle = self.word_end(end + 1)?;
        let stop = text.digits(middle + 1, 3);
        let letters = self.written(at, end).bytes().all(|b| b.is_ascii_uppercase());
        let shape = letters
            && (5..=7).contains(&(middle - end))
            && text.byte(middle) == b'-'
            && (1..=2).contains(&stop.saturating_sub(middle + 1))
            && !text.byte(stop).is_ascii_alphanumeric()
            && text.byte(stop) != b'-';
        (shape && cues::before(text, at).is_some()).then_some((at, stop, None))
    }

    /// 错误代码“NO Bill Exist”: words in quotes in a code's place.
    fn quoted(&self, at: usize) -> Option<Found> {
        let text = self.text;
        let open = text.any_before(at, &["“", "\"", "「", "【"])?;
        let (strength, start) = cues::before(text, open)?;
        let limit = text.len().min(at + 40);
        let end = (at..limit)
            .find(|&i| !text.byte(i).is_ascii_alphabetic() && !matches!(text.byte(i), b' ' | b'_'))?;
        let closed = text.any(end, &["”", "\"", "」", "】"]).is_some();
        let spaced = text.str().get(at..end)?.contains(' ') && !text.str().get(at..end)?.ends_with(' ');
        let upper = self.written(at, end).starts_with(|c: char| c.is_ascii_uppercase());
        (strength == Strength::Strong && closed && spaced && upper)
            .then(|| (at, end, cues::family(text, start)))
    }
}
