//! How a line of NDJSON becomes a record, or a complaint under the record's own id.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::fields::Fields;
use super::json_head::{Completed, completed};
use super::record::{BadRecord, Draft, Field, Record, not_utf8, shortened};
use crate::render::RecordId;

/// Reads one line of NDJSON.
///
/// # Errors
/// What is wrong with it, under its own id where that stands before the fault.
pub fn parse(bytes: &[u8], line: u64) -> Result<Record, BadRecord> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            // The id may well be sound ASCII in front of the bytes that are not.
            let lossy = String::from_utf8_lossy(bytes);
            let draft = draft(&lossy, &Fields::default());
            let id = draft.id.filter(|id| !matches!(id, RecordId::Text(id) if id.contains('\u{fffd}')));
            let error = not_utf8(bytes, error.valid_up_to());
            return Err(BadRecord { id: id.unwrap_or(RecordId::Line(line)), line, error });
        }
    };
    record(text, line, &Fields::default())
}

/// Reads one line that is text already.
pub(super) fn record(text: &str, line: u64, fields: &Fields) -> Result<Record, BadRecord> {
    draft(text, fields).finish(line, fields.message())
}

/// Reads the beginning of a line: the fields that are whole, and the message as far as it goes.
pub(super) fn record_of_head(head: &str, line: u64, fields: &Fields) -> Result<Record, BadRecord> {
    let Completed { without, with } = completed(head);
    let mut draft = draft(&without, fields);
    if let (None, Some(with)) = (&draft.text, &with) {
        draft.text = self::draft(with, fields).text;
    }
    if draft.text.is_none() && draft.error.is_none() {
        let (read, wanted) = (head.len(), fields.message());
        draft.complain(format!(
            "the record is too long: its first {read} bytes hold no \"{wanted}\". Raise --max-record"
        ));
    }
    draft.finish(line, fields.message())
}

fn draft(text: &str, fields: &Fields) -> Draft {
    let mut draft = Draft::default();
    if !text.trim_start().starts_with('{') {
        draft.complain(no_object(text));
        return draft;
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let read = json.deserialize_map(Members(&mut draft, fields)).and_then(|()| json.end());
    if let Err(error) = read {
        // Broken JSON comes before any complaint about a field: the fields may be wrong because of it.
        draft.error = Some(format!("no JSON: {}", reason(&error)));
    }
    draft
}

fn no_object(text: &str) -> String {
    match text.trim_start().as_bytes().first() {
        Some(b'[') => {
            "an array, expected one object a line. Write one object a line: `jq -c '.[]'`".to_owned()
        }
        Some(b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n')
            if serde_json::from_str::<&RawValue>(text).is_ok() =>
        {
            format!("{}, expected an object with a \"text\"", json_kind(text.trim_start()))
        }
        _ => "no JSON object. For plain text: `--input text`".to_owned(),
    }
}

/// Visits the members of an object and fills the draft.
struct Members<'d>(&'d mut Draft, &'d Fields);

impl<'de> Visitor<'de> for Members<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key_seed(Name)? {
            // A raw value is checked for its form without being built, however deep or large it is.
            let raw: &RawValue = map.next_value()?;
            self.0.take(&name, raw.get(), self.1);
        }
        Ok(())
    }
}

impl Draft {
    /// Takes one member of the object.
    fn take(&mut self, name: &str, raw: &str, fields: &Fields) {
        let way = fields.path.as_ref().map(|path| path.steps.as_slice());
        let to_message = way.and_then(|steps| steps.split_first()).filter(|(first, _)| *first == name);
        // With a path, the field `text` is one like any other.
        let field = Field::named(name).filter(|&field| way.is_none() || field != Field::Text);
        if let Some((_, rest)) = to_message
            && let Some(value) = descend(raw, rest)
        {
            self.set_json(Field::Text, fields.message(), value);
        }
        match (field, to_message) {
            (Some(field), _) => self.set_json(field, field.name(), raw),
            (None, Some(_)) => {}
            (None, None) if self.strangers.len() < 5 => {
                self.strangers.push(format!("\"{}\"", shortened(name)));
            }
            (None, None) => {}
        }
        let read = field.is_some() || to_message.is_some_and(|(_, rest)| rest.is_empty());
        if fields.keep.holds(name, read) {
            self.keep(name, raw);
        }
    }
}

/// The value at the end of a way, if it leads somewhere.
fn descend<'r>(raw: &'r str, way: &[String]) -> Option<&'r str> {
    let Some((step, rest)) = way.split_first() else { return Some(raw) };
    let mut json = serde_json::Deserializer::from_str(raw);
    let found = match raw.as_bytes().first()? {
        b'{' => json.deserialize_map(Member(step)),
        b'[' => json.deserialize_seq(Element(step.parse().ok()?)),
        _ => return None,
    };
    descend(found.ok()??.get(), rest)
}

/// Finds the member with a name; the last one, if there are several.
struct Member<'n>(&'n str);

impl<'de> Visitor<'de> for Member<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(name) = map.next_key_seed(Name)? {
            let raw = map.next_value()?;
            found = if name == self.0 { Some(raw) } else { found };
        }
        Ok(found)
    }
}

/// Finds the element at a place.
struct Element(usize);

impl<'de> Visitor<'de> for Element {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Self::Value, A::Error> {
        let (mut found, mut place) = (None, 0);
        while let Some(raw) = array.next_element()? {
            found = if place == self.0 { Some(raw) } else { found };
            place += 1;
        }
        Ok(found)
    }
}

/// A field's name, borrowed unless it holds escapes.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}

impl Draft {
    /// Takes the value of a field, as JSON; `name` is what complaints call it.
    fn set_json(&mut self, field: Field, name: &str, raw: &str) {
        match (field, raw.as_bytes().first()) {
            (_, Some(b'"')) => match serde_json::from_str::<String>(raw) {
                Ok(value) => self.set(field, value.into()),
                Err(error) => self.complain(format!("\"{name}\" is a broken string: {}", reason(&error))),
            },
            (Field::Id, Some(b'-' | b'0'..=b'9')) => match raw.parse() {
                Ok(number) => self.id = Some(RecordId::Number(number)),
                Err(error) => self.complain(format!("\"id\" is a broken number: {}", reason(&error))),
            },
            (Field::User, Some(b'-' | b'0'..=b'9')) | (Field::History, _) => self.set(field, raw.into()),
            (Field::User, _) => {}
            (Field::Text, Some(b'n')) => self.mismatch(field, name, raw),
            (_, Some(b'n')) => {}
            _ => self.mismatch(field, name, raw),
        }
    }

    fn mismatch(&mut self, field: Field, name: &str, raw: &str) {
        let expected = if field == Field::Id { "a string or a number" } else { "a string" };
        self.complain(format!("\"{name}\" is {}, expected {expected}", json_kind(raw)));
    }
}

/// What serde_json says, without the line, which is counted elsewhere.
fn reason(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
    match (error.line(), error.column()) {
        (_, 0) => said.to_owned(),
        (1, byte) => format!("{said}, at byte {byte}"),
        (line, byte) => format!("{said}, at byte {byte} of its line {line}"),
    }
}

fn json_kind(raw: &str) -> &'static str {
    match raw.as_bytes().first() {
        Some(b'"') => "a string",
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::parse;
    use crate::render::RecordId;

    /// `id | text` of a good record, `id ! error` of a bad one.
    fn shown(line: &[u8]) -> String {
        let id = |id| match id {
            RecordId::Number(number) => number.to_string(),
            RecordId::Text(text) => format!("'{text}'"),
            RecordId::Line(line) => format!("line {line}"),
        };
        match parse(line, 3) {
            Ok(record) => format!("{} | {}", id(record.id), record.text),
            Err(bad) => format!("{} ! {}", id(bad.id), bad.error),
        }
    }

    #[test]
    fn a_line_becomes_a_record_or_a_complaint() {
        let rows: &[(&[u8], &str)] = &[
            (br#"{"text":"a"}"#, "line 3 | a"),
            (br#" {"text":"a\nb","id":"x"} "#, "'x' | a\nb"),
            (br#"{"id":123456789012345678901234567890,"text":""}"#, "123456789012345678901234567890 | "),
            (br#"{"id":1.0,"text":"a"}"#, "1.0 | a"),
            (br#"{"id":-0,"text":"a"}"#, "-0 | a"),
            (br#"{"id":0.10000000000000000000001,"text":"a"}"#, "0.10000000000000000000001 | a"),
            (br#"{"id":null,"text":"a","session":null}"#, "line 3 | a"),
            (br#"{"id":"","text":"a"}"#, "'' | a"),
            (br#"{"id":1,"id":2,"text":"a","text":"b"}"#, "2 | b"),
            (br#"{"t\u0065xt":"a","more":{"text":[1,{}]}}"#, "line 3 | a"),
            (br#"{"text":5,"id":7}"#, r#"7 ! "text" is a number, expected a string"#),
            (br#"{"text":null}"#, r#"line 3 ! "text" is null, expected a string"#),
            (br#"{"text":{}}"#, r#"line 3 ! "text" is an object, expected a string"#),
            (br#"{"id":true,"text":"a"}"#, r#"line 3 ! "id" is a boolean, expected a string or a number"#),
            (br#"{"id":"x"}"#, r#"'x' ! the object has no "text""#),
            (br#"{"Text":"a","msg":"b"}"#, r#"line 3 ! the object has no "text", but "Text", "msg""#),
            (
                br#"{"text":"a","role":"customer"}"#,
                r#"line 3 ! "role" is 'customer', expected user, agent, bot or system"#,
            ),
            (
                br#"{"text":"a","account":"vip"}"#,
                r#"line 3 ! "account" is 'vip', expected personal or enterprise"#,
            ),
            (
                br#"{"text":"\ud800","id":8}"#,
                r#"8 ! "text" is a broken string: unexpected end of hex escape, at byte 8"#,
            ),
            (br#"{"id":9,"text":"a"#, "9 ! no JSON: EOF while parsing a string, at byte 17"),
            (br#"{"id":9,"text":"a"} {}"#, "9 ! no JSON: trailing characters, at byte 21"),
            (
                b"{\"id\":9,\"text\":\"\xb2\xe2\"}",
                "9 ! byte 17 (0xB2) is no UTF-8. If it is GBK: `iconv -f GB18030 -t UTF-8`",
            ),
            (
                b"{\"id\":\"\xb2\"}",
                "line 3 ! byte 8 (0xB2) is no UTF-8. If it is GBK: `iconv -f GB18030 -t UTF-8`",
            ),
            (b"[1]", "line 3 ! an array, expected one object a line. Write one object a line: `jq -c '.[]'`"),
            (b"\"a\"", "line 3 ! a string, expected an object with a \"text\""),
            (b"text", "line 3 ! no JSON object. For plain text: `--input text`"),
            (b"", "line 3 ! no JSON object. For plain text: `--input text`"),
        ];
        for (line, expected) in rows {
            assert_eq!(shown(line), *expected, "{}", String::from_utf8_lossy(line));
        }
    }

    #[test]
    fn a_time_is_brought_to_shanghai() {
        let time = |time| parse(format!(r#"{{"text":"","time":"{time}"}}"#).as_bytes(), 1);
        let noon = time("2026-11-24T12:00").unwrap().time;
        assert_eq!(time("2026-11-24T04:00:00Z").unwrap().time, noon);
        assert_eq!(time("").unwrap().time, None);
        assert!(time("gestern").unwrap_err().error.contains("'gestern' is no time"));
    }

    #[test]
    fn depth_is_no_danger() {
        let deep = "[".repeat(1_000_000);
        assert!(shown(format!(r#"{{"id":1,"x":{deep}"#).as_bytes()).starts_with("1 ! no JSON"));
        let closed = format!(r#"{{"id":1,"x":{deep}{},"text":"a"}}"#, "]".repeat(1_000_000));
        assert_eq!(shown(closed.as_bytes()), "1 | a");
    }

    proptest! {
        #[test]
        fn whatever_is_written_comes_back(id in ".{0,20}", text in ".{0,80}") {
            let line = serde_json::json!({"id": id, "text": text}).to_string();
            let record = parse(line.as_bytes(), 1).unwrap();
            prop_assert_eq!((record.id, record.text), (RecordId::Text(id), text));
        }

        #[test]
        fn no_bytes_are_a_danger(bytes in proptest::collection::vec(prop_oneof![any::<u8>(), Just(b'"'), Just(b'{'), Just(b':')], 0..60)) {
            let _ = parse(&bytes, 1);
            let _ = parse(&[b"{\"text\":", bytes.as_slice()].concat(), 1);
        }
    }
}
