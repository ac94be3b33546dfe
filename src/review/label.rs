//! What people said about a message: one labelled row, checked against the pack.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::lexicon::{Category, Emergency, Need};

/// A longer word is no slip of the pen, and comparing it would cost memory.
const LONGEST_SLIP: usize = 40;

/// What a row says that its message is. Categories go by their place in the lexicon.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// The row's own `key`, or `id`, if it has one.
    pub key: Option<String>,
    /// Whether each category is a topic.
    pub topics: Vec<bool>,
    /// The topic that decides (inner `None`: the row says there is none); outer `None`: the row says nothing.
    pub primary: Option<Option<usize>>,
    /// How much it needs a person.
    pub need: Need,
    /// The emergency (inner `None`: the row says it is none); outer `None`: the row says nothing.
    pub emergency: Option<Option<Emergency>>,
    /// The values of the fields asked for, in the order asked; `None` where the row has no such scalar field.
    pub values: Vec<Option<String>>,
}

impl Label {
    /// Whether a person is needed.
    #[must_use]
    pub fn escalates(&self) -> bool {
        self.need >= Need::Problem
    }

    /// Reads one row: a JSON object with `text`, `topics` and `need`, and perhaps `primary`, `emergency`, `key` or `id`. The
    /// values of `fields` are kept as well, whatever they mean.
    ///
    /// # Errors
    /// Everything that is wrong with the row, in one sentence.
    pub fn parse(row: &str, categories: &[Category], fields: &[String]) -> Result<Self, String> {
        if !row.trim_start().starts_with('{') {
            return Err(
                "no JSON object. A labelled row is {\"text\": …, \"topics\": […], \"need\": …}".to_owned()
            );
        }
        let raw = serde_json::from_str::<BTreeMap<Cow<'_, str>, &RawValue>>(row)
            .map_err(|error| format!("no JSON: {}", said(&error)))?;
        let mut row = Row { raw, faults: Vec::new() };
        if !row.raw.contains_key("text") {
            row.faults.push("the row has no \"text\"".to_owned());
        }
        let topics = row.topics(categories);
        let need = row.need();
        let primary = row.primary(categories, &topics);
        let emergency = row.emergency();
        let values = fields.iter().map(|field| row.value(field)).collect();
        let key = row.value("key").or_else(|| row.value("id"));
        match need {
            Some(need) if row.faults.is_empty() => Ok(Self { key, topics, primary, need, emergency, values }),
            _ => Err(row.faults.join("; ")),
        }
    }
}

/// The names of a row's fields, in alphabetical order; none where it is no object.
#[must_use]
pub fn fields(row: &str) -> Vec<String> {
    let raw = serde_json::from_str::<BTreeMap<Cow<'_, str>, &RawValue>>(row).unwrap_or_default();
    raw.into_keys().map(Cow::into_owned).collect()
}

/// A row under way: every fault is told, not only the first.
struct Row<'j> {
    raw: BTreeMap<Cow<'j, str>, &'j RawValue>,
    faults: Vec<String>,
}

impl Row<'_> {
    fn topics(&mut self, categories: &[Category]) -> Vec<bool> {
        let mut topics = vec![false; categories.len()];
        let named: Vec<String> = match self.read("topics", "a list of strings") {
            Some(named) => named,
            None if self.raw.contains_key("topics") => Vec::new(),
            None => {
                self.faults
                    .push("the row has no \"topics\"; an empty list says that there are none".to_owned());
                Vec::new()
            }
        };
        for name in named {
            if let Some(place) = self.category("topics", &name, categories) {
                topics[place] = true;
            }
        }
        topics
    }

    fn need(&mut self) -> Option<Need> {
        if !self.raw.contains_key("need") {
            self.faults.push("the row has no \"need\"".to_owned());
            return None;
        }
        let name: String = self.read("need", "a string")?;
        let need = Need::ALL.into_iter().find(|need| need.name() == name);
        if need.is_none() {
            self.unknown("need", &name, "is", Need::ALL.map(Need::name).as_slice());
        }
        need
    }

    fn primary(&mut self, categories: &[Category], topics: &[bool]) -> Option<Option<usize>> {
        let name: Option<String> = self.read("primary", "a string")?;
        let Some(name) = name.filter(|name| name != "none") else { return Some(None) };
        let place = self.category("primary", &name, categories)?;
        if !topics[place] {
            self.faults.push(format!("\"primary\" is '{name}', which \"topics\" does not name"));
        }
        Some(Some(place))
    }

    fn emergency(&mut self) -> Option<Option<Emergency>> {
        let name: Option<String> = self.read("emergency", "a string")?;
        let Some(name) = name.filter(|name| name != "none") else { return Some(None) };
        let emergency = Emergency::ALL.into_iter().find(|emergency| emergency.name() == name);
        if emergency.is_none() {
            let known = Emergency::ALL.map(Emergency::name);
            self.unknown("emergency", &name, "is", &[&known[..], &["none"]].concat());
        }
        emergency.map(Some)
    }

    fn category(&mut self, field: &str, name: &str, categories: &[Category]) -> Option<usize> {
        let place = categories.iter().position(|category| category.id == name);
        if place.is_none() {
            let mut known: Vec<_> = categories.iter().map(|category| category.id.as_str()).collect();
            let (verb, none) = if field == "topics" { ("names", None) } else { ("is", Some("none")) };
            known.extend(none);
            self.unknown(field, name, verb, &known);
        }
        place
    }

    fn unknown(&mut self, field: &str, name: &str, verb: &str, known: &[&str]) {
        let hint = match nearest(name, known) {
            Some(near) => format!("did you mean '{near}'?"),
            None => format!("it may be {}", known.join(", ")),
        };
        self.faults.push(format!("\"{field}\" {verb} '{}', which is not known; {hint}", shortened(name)));
    }

    /// The value of a field; a complaint where there is one of another kind.
    fn read<T: DeserializeOwned>(&mut self, field: &str, kind: &str) -> Option<T> {
        let raw = self.raw.get(field)?;
        let value = serde_json::from_str(raw.get()).ok();
        if value.is_none() {
            self.faults.push(format!("\"{field}\" is {}, expected {kind}", shortened(raw.get())));
        }
        value
    }

    /// A string as it is, a number or boolean as it is written.
    fn value(&self, field: &str) -> Option<String> {
        let raw = self.raw.get(field)?.get();
        match raw.as_bytes().first() {
            Some(b'"') => serde_json::from_str(raw).ok(),
            Some(b'{' | b'[' | b'n') | None => None,
            Some(_) => Some(raw.to_owned()),
        }
    }
}

/// The known word that was probably meant.
fn nearest<'k>(wrong: &str, known: &[&'k str]) -> Option<&'k str> {
    if wrong.len() > LONGEST_SLIP {
        return None;
    }
    let distances = known.iter().map(|&word| (strsim::damerau_levenshtein(wrong, word), word));
    let near = distances.filter(|(distance, word)| *distance <= 2.max(word.chars().count() / 3));
    near.min().map(|(_, word)| word)
}

fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// What serde_json says, without the line, which is counted elsewhere.
fn said(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
    format!("{text}, at byte {}", error.column())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Label;
    use crate::lexicon::{Category, Emergency, Need};

    fn categories() -> Vec<Category> {
        ["security", "payment"].map(|id| Category { id: id.into(), name: id.into() }).into()
    }

    fn parse(row: &str) -> Result<Label, String> {
        Label::parse(row, &categories(), &["source".to_owned()])
    }

    #[test]
    fn a_sound_row_is_read() {
        let row = r#"{"text":"","key":"k","topics":["payment","payment"],"primary":"payment","need":"problem",
            "emergency":"account_frozen","source":"a","more":[{}]}"#;
        let expected = Label {
            key: Some("k".into()),
            topics: vec![false, true],
            primary: Some(Some(1)),
            need: Need::Problem,
            emergency: Some(Some(Emergency::AccountFrozen)),
            values: vec![Some("a".into())],
        };
        assert_eq!(parse(row), Ok(expected));
        let least = parse(r#"{"text":"","topics":[],"need":"none","id":7}"#).unwrap();
        assert_eq!((least.primary, least.emergency, least.key), (None, None, Some("7".into())));
        assert_eq!(least.values, [None]);
        let none =
            parse(r#"{"text":"","topics":[],"need":"none","primary":null,"emergency":"none"}"#).unwrap();
        assert_eq!((none.primary, none.emergency), (Some(None), Some(None)));
    }

    #[test]
    fn every_fault_of_a_row_is_told() {
        let rows = [
            ("退款", "no JSON object. A labelled row is {\"text\": …, \"topics\": […], \"need\": …}"),
            ("{\"topics\":[}", "no JSON: expected value, at byte 12"),
            (
                "{}",
                "the row has no \"text\"; the row has no \"topics\"; an empty list says that there are none; the row has \
                 no \"need\"",
            ),
            (
                r#"{"text":"","topics":["paymnet"],"need":"problme"}"#,
                "\"topics\" names 'paymnet', which is not known; did you mean 'payment'?; \"need\" is 'problme', \
                 which is not known; did you mean 'problem'?",
            ),
            (
                r#"{"text":"","topics":["weather"],"need":"none"}"#,
                "\"topics\" names 'weather', which is not known; it may be security, payment",
            ),
            (
                r#"{"text":"","topics":"payment","need":3}"#,
                "\"topics\" is \"payment\", expected a list of strings; \"need\" is 3, expected a string",
            ),
            (
                r#"{"text":"","topics":[],"need":"none","primary":"payment"}"#,
                "\"primary\" is 'payment', which \"topics\" does not name",
            ),
            (
                r#"{"text":"","topics":[],"need":"none","emergency":"oversea"}"#,
                "\"emergency\" is 'oversea', which is not known; did you mean 'overseas'?",
            ),
        ];
        for (row, expected) in rows {
            assert_eq!(parse(row).unwrap_err(), expected, "{row}");
        }
    }

    #[test]
    fn a_long_word_is_no_danger() {
        let row = format!(r#"{{"text":"","topics":["{}"],"need":"none"}}"#, "p".repeat(1_000_000));
        assert!(parse(&row).unwrap_err().len() < 200);
    }

    proptest! {
        #[test]
        fn no_row_is_a_danger(row in "[ -~]{0,60}") {
            let _ = parse(&row);
            let _ = parse(&format!("{{\"topics\":{row}"));
        }
    }
}
