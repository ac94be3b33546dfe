//! Codes by the shape of their name, as far as their cues allow: TypeError, SIGN_ERROR, ECONNREFUSED, E1024.

use super::cues::{self, Strength};
use super::shapes::{self, Shape};
use super::walk::{Found, Walk};

impl Walk<'_, '_> {
    /// The code between `at` and `end` that its name makes one.
    pub(super) fn name(&self, at: usize, end: usize) -> Option<Found> {
        let text = self.text;
        let written = self.written(at, end);
        let shape = shapes::shape(written)?;
        let called = text.eat(end, "(").is_some_and(|open| text.byte(open) == b')');
        if called
            || self.assigned(at)
            || matches!(text.byte(end), b'=')
            || matches!(text.byte_before(at), b'/' | b'\\' | b'@' | b'$' | b'-')
        {
            return None;
        }
        let cue = cues::before(text, at);
        let family = match shape {
            Shape::Known if written.starts_with(['S', 's']) => Some("signal".to_owned()),
            Shape::Known => Some("errno".to_owned()),
            _ => self.family(cue),
        };
        let strength = cue.map(|(strength, _)| strength);
        self.allowed(shape, at, end, strength).then_some((at, end, family))
    }

    /// Whether a name of this shape is a code behind a cue of this strength.
    fn allowed(&self, shape: Shape, at: usize, end: usize, strength: Option<Strength>) -> bool {
        let text = self.text;
        let written = self.written(at, end);
        let member = text.byte_before(at) == b'.';
        let trail = cues::after(text, end);
        match shape {
            // EMError.USER_ALREADY_EXIST, EMError#USER_ALREADY_EXIST: only the member is the code.
            Shape::Exception => {
                !matches!(text.byte(end), b'.' | b'#' if text.byte(end + 1).is_ascii_alphabetic())
            }
            Shape::Known => !member,
            Shape::Trouble => !member || text.any_before(at, &["error.", "code."]).is_some(),
            Shape::Upper => {
                let fail = written.ends_with("_FAIL") || written.ends_with("_SUCCESS");
                !member && (strength == Some(Strength::Strong) || strength == Some(Strength::Medium) && !fail)
            }
            Shape::Numbered => !member && self.numbered(at, end, strength, trail),
            Shape::Word => {
                let trouble = written.ends_with("ERROR") || shapes::is_trouble(written);
                strength == Some(Strength::Strong) && text.byte(end) != b' ' || trouble && strength.is_some()
            }
        }
    }

    /// E1024, ERR010, TS2300: a name with a number, by its cue; E4 of a machine needs the cue right before it.
    fn numbered(&self, at: usize, end: usize, strength: Option<Strength>, trail: Option<Strength>) -> bool {
        let text = self.text;
        let Some(token) = text.str().get(at..end) else { return false };
        let prefix = token.trim_end_matches(|c: char| c.is_ascii_digit());
        let letters = token.bytes().take_while(u8::is_ascii_alphabetic).count();
        let upper = self.written(at, end).starts_with(|c: char| c.is_ascii_uppercase());
        let beside = at - usize::from(text.byte_before(at) == b' ');
        const SHOWN: &[&str] =
            &["提示", "显示", "返回", "提示：", "显示：", "代码", "报", "出现", "故障", "错误"];
        let shown = upper && text.any_before(beside, SHOWN).is_some();
        if end - at - letters < 2 {
            return shown && matches!(prefix, "e" | "f" | "h" | "p") && strength.is_some();
        }
        if text.any_before(beside, &["型号", "机型", "显卡", "处理器"]).is_some() {
            return false;
        }
        if matches!(prefix, "alin") && end - at - letters >= 4 {
            return true;
        }
        let plain = shapes::no_prefix(&token[..letters]);
        let code = text.any_before(beside, &["代码"]);
        if code.is_some_and(|code| cues::other_codes(text, code)) {
            return false;
        }
        let coded = shown && code.is_some();
        let open = !plain
            || coded
            || strength == Some(Strength::Strong)
            || upper && strength == Some(Strength::Medium);
        let open = open || token.starts_with('e') && letters == 1 && upper && trail == Some(Strength::Strong);
        let cued = strength >= Some(Strength::Medium)
            || trail == Some(Strength::Strong)
            || shown && (!plain || coded);
        open && cued && (upper || strength >= Some(Strength::Medium))
    }

    /// Whether the token is the value of a field: mix_pay_type = INSURANCE_ONLY.
    fn assigned(&self, at: usize) -> bool {
        let text = self.text;
        let mut before = at;
        for _ in 0..2 {
            before = text.any_before(before, &[" ", "\"", "'"]).unwrap_or(before);
        }
        text.any_before(before, &["="]).is_some()
            && cues::before(text, at).is_none_or(|(strength, _)| strength < Strength::Strong)
    }
}
