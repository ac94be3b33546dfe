//! The beginning of a JSON object that was cut off, completed so that what it holds can be read.

/// A beginning, completed in two ways.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Completed {
    /// Without the value in whose middle it was cut.
    pub(super) without: String,
    /// With the string in whose middle it was cut, if it was one.
    pub(super) with: Option<String>,
}

/// Where the reading stands.
#[derive(Default)]
struct State {
    /// What closes the brackets that are open.
    closers: Vec<char>,
    /// Behind the last value that is whole, and how many brackets were open there.
    whole: (usize, usize),
    /// A string stands where a value is expected, not a name.
    value: bool,
    inside: bool,
    /// Where the last two escapes of the string begin.
    escapes: [Option<usize>; 2],
}

/// Completes the beginning of an object. What is no JSON stays none.
pub(super) fn completed(head: &str) -> Completed {
    let mut state = State::default();
    let mut bytes = head.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' if state.inside => {
                state.escapes = [state.escapes[1], Some(at)];
                bytes.next();
            }
            b'"' => state.quote(at),
            _ if state.inside => {}
            _ => state.step(at, byte),
        }
    }
    let close = |end: usize, quote: &str, open: usize| {
        let closers = state.closers[..open].iter().rev();
        head[..end].chars().chain(quote.chars()).chain(closers.copied()).collect::<String>()
    };
    let with = (state.inside && state.value)
        .then(|| close(end_of_escapes(head, state.escapes), "\"", state.closers.len()));
    Completed { without: close(state.whole.0, "", state.whole.1), with }
}

impl State {
    fn quote(&mut self, at: usize) {
        self.inside = !self.inside;
        self.escapes = [None; 2];
        if !self.inside && self.value {
            self.whole = (at + 1, self.closers.len());
        }
    }

    fn step(&mut self, at: usize, byte: u8) {
        match byte {
            b'{' | b'[' => {
                self.value = byte == b'[';
                self.closers.push(if self.value { ']' } else { '}' });
                self.whole = (at + 1, self.closers.len());
            }
            b'}' | b']' => {
                self.closers.pop();
                self.whole = (at + 1, self.closers.len());
            }
            b':' => self.value = true,
            b',' => {
                self.whole = (at, self.closers.len());
                self.value = self.closers.last() == Some(&']');
            }
            _ => {}
        }
    }
}

/// Where a string has to end so that no escape is halved: not a sequence, and not a pair of surrogates.
fn end_of_escapes(head: &str, [before, last]: [Option<usize>; 2]) -> usize {
    let surrogate = |at: usize, kinds: &str| {
        let kind = head.as_bytes().get(at + 3).map(u8::to_ascii_lowercase);
        let digits = head.get(at + 1..at + 3).is_some_and(|digits| digits.eq_ignore_ascii_case("ud"));
        digits && kind.is_some_and(|kind| kinds.as_bytes().contains(&kind))
    };
    let Some(last) = last else { return head.len() };
    let length = if head.as_bytes().get(last + 1) == Some(&b'u') { 6 } else { 2 };
    let halved = last + length > head.len();
    let high_at_end = last + length == head.len() && surrogate(last, "89ab");
    match before {
        Some(before) if halved && before + 6 == last && surrogate(before, "89ab") => before,
        _ if halved || high_at_end => last,
        _ => head.len(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::completed;

    #[test]
    fn what_is_cut_is_closed() {
        let rows = [
            (r#"{"id":7,"text":"退款没"#, r#"{"id":7}"#, Some(r#"{"id":7,"text":"退款没"}"#)),
            (r#"{"a":[1,{"text":"x"#, r#"{"a":[1,{}]}"#, Some(r#"{"a":[1,{"text":"x"}]}"#)),
            (r#"{"text":"a\"#, "{}", Some(r#"{"text":"a"}"#)),
            (r#"{"text":"a\u98"#, "{}", Some(r#"{"text":"a"}"#)),
            (r#"{"text":"a\ud83d"#, "{}", Some(r#"{"text":"a"}"#)),
            (r#"{"text":"a\ud83d\ude"#, "{}", Some(r#"{"text":"a"}"#)),
            (r#"{"text":"a\ud83d\ude00"#, "{}", Some(r#"{"text":"a\ud83d\ude00"}"#)),
            (r#"{"text":"a\\"#, "{}", Some(r#"{"text":"a\\"}"#)),
            (r#"{"text":"a","no"#, r#"{"text":"a"}"#, None),
            (r#"{"text":"a","note":12"#, r#"{"text":"a"}"#, None),
            (r#"{"text":"a"}"#, r#"{"text":"a"}"#, None),
            ("{", "{}", None),
        ];
        for (head, without, with) in rows {
            let found = completed(head);
            assert_eq!((found.without.as_str(), found.with.as_deref()), (without, with), "{head}");
        }
    }

    proptest! {
        #[test]
        fn wherever_json_is_cut_what_is_made_is_json(
            text in "[退\"\\\\\u{1f600}\n,:{}]{0,12}", more in "[a\"\\[]{0,6}", at in any::<prop::sample::Index>()
        ) {
            let line = serde_json::json!({"id": [1, {"x": more}, true], "text": text, "z": {"y": more}}).to_string();
            let line = line.replace('\u{1f600}', "\\ud83d\\ude00");
            let mut end = 1 + at.index(line.len());
            while !line.is_char_boundary(end) {
                end -= 1;
            }
            let found = completed(&line[..end]);
            for made in std::iter::once(&found.without).chain(&found.with) {
                let read = serde_json::from_str::<Value>(made);
                prop_assert!(read.is_ok(), "{} -> {made}", &line[..end]);
            }
        }

        #[test]
        fn nothing_is_a_danger(head in "[\\[\\]{}\":,\\\\ua退0-9]{0,30}") {
            let _ = completed(&head);
        }
    }
}
