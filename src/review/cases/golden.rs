//! Fixture files into golden cases, or everything that is wrong with them.

use std::ops::Range;

use jiff::civil::DateTime;
use toml::de::DeTable;

use crate::calendar::{Clock, ClockSource, parse_moment};
use crate::diagnostic::{Diagnostic, Said, Source};
use crate::judge::Past;
use crate::lexicon::{Emergency, Faults, Need, Reader, State, Text};
use crate::review::entries::{line_of, stem};
use crate::session::{Handover, Role};
use crate::triage::Context;

/// The time of a case that names none: a Tuesday afternoon at which everybody is there.
const NOW: &str = "2026-11-24T14:30";

/// A message and what must be decided about it.
#[derive(Clone, PartialEq, Debug)]
pub struct Golden {
    /// `payment/refund-late`: the file's stem and the case's own name, its row, or its number.
    pub name: String,
    /// The file it stands in.
    pub file: String,
    /// The line it begins on, from 1.
    pub line: usize,
    /// Its number in the file, from 0.
    pub number: usize,
    /// Where its header stands.
    pub at: Range<usize>,
    /// The message.
    pub message: String,
    /// When it was written, Shanghai wall clock.
    pub now: DateTime,
    /// The time is the case's own.
    pub timed: bool,
    /// Region of the account.
    pub region: Option<String>,
    /// It is an enterprise account.
    pub enterprise: bool,
    /// Device it was sent from.
    pub device: Option<String>,
    /// The conversation it belongs to: cases of one file and conversation are turns in the order of the file.
    pub session: Option<String>,
    /// Who speaks.
    pub role: Role,
    /// What must be decided; what is left out may be anything.
    pub expected: Expected,
    /// Why it does not hold yet.
    pub todo: Option<String>,
    /// The row of a service description that it stands for.
    pub row: Option<String>,
    /// It says what people want, and is not to be brought in line with what a pack does.
    pub by_hand: bool,
}

/// What a case demands.
#[derive(Clone, PartialEq, Debug, Default)]
#[allow(missing_docs)]
pub struct Expected {
    pub topics: Option<Vec<String>>,
    /// `none` where no category decides.
    pub category: Option<String>,
    pub need: Option<String>,
    /// `none` where it is no emergency.
    pub emergency: Option<String>,
    pub desk: Option<String>,
    pub open: Option<bool>,
    pub missing: Option<Vec<String>>,
    pub handoff: Option<bool>,
    /// The lowest and the highest score, both allowed.
    pub score: Option<[f64; 2]>,
    /// What must be found, beside anything else.
    pub finds: Option<Vec<Found>>,
    /// Ids of terms that must fire.
    pub fires: Vec<String>,
    /// Ids of terms that must not.
    pub silent: Vec<String>,
    /// How its conversation stands then.
    pub session_state: Option<String>,
}

/// Something that must be found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// `term`, `code`, `time` …
    pub kind: String,
    /// What stands there, as written.
    pub text: String,
    /// How it is meant.
    pub state: Option<String>,
}

impl Golden {
    /// What is known about the message beside its text.
    #[must_use]
    pub fn context(&self) -> Context<'_> {
        let source = if self.timed { ClockSource::Record } else { ClockSource::Option };
        Context {
            clock: Clock { now: self.now, source },
            enterprise: self.enterprise,
            region: self.region.as_deref(),
            device: self.device.as_deref(),
            past: Past::default(),
        }
    }

    /// Whether its expected values may be brought in line with what a pack decides.
    #[must_use]
    pub fn may_be_amended(&self) -> bool {
        self.row.is_none() && !self.by_hand
    }
}

/// The cases of a fixture file, in order.
///
/// # Errors
/// Every fault at once, each with its place.
pub fn read(source: &Source) -> Result<Vec<Golden>, Vec<Diagnostic>> {
    let faults = Faults::default();
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    for error in errors {
        let message = Said::new(error.message(), format!("TOML 语法错误：{}", error.message()));
        let at = error.span().unwrap_or(0..0);
        faults.borrow_mut().push(Diagnostic::error("toml", source.name.clone(), at, message));
    }
    let mut file = Reader::new(source, table.get_ref(), 0..0, &faults);
    let mut cases = Vec::new();
    for (number, mut reader) in file.tables("case").into_iter().enumerate() {
        cases.extend(case(&mut reader, number));
        reader.finish();
    }
    file.finish();
    let mut faults = faults.into_inner();
    if faults.is_empty() {
        return Ok(cases);
    }
    faults.sort_by(|a, b| (a.at.start, &a.message).cmp(&(b.at.start, &b.message)));
    faults.dedup();
    Err(faults)
}

fn case(entry: &mut Reader<'_>, number: usize) -> Option<Golden> {
    let source = entry.source();
    let message = entry.required("message", "message = \"退款三天了还没到账\"");
    let own = entry.string("id").map(|text| text.value);
    let row = entry.string("row").map(|text| text.value);
    let (now, timed) = now(entry);
    let roles = [("user", Role::User), ("agent", Role::Agent), ("bot", Role::Bot), ("system", Role::System)];
    let role = entry.string("role").and_then(|text| {
        let role = roles.iter().find(|(name, _)| *name == text.value).map(|(_, role)| *role);
        let names: Vec<&str> = roles.iter().map(|(name, _)| *name).collect();
        role.or_else(|| unknown(entry, "role", &text, &names))
    });
    let account = one_of(entry, "account", &["personal", "enterprise"]);
    let short = own.as_ref().or(row.as_ref()).cloned().unwrap_or_else(|| format!("#{}", number + 1));
    let golden = Golden {
        name: format!("{}/{short}", stem(&source.name)),
        file: source.name.clone(),
        line: line_of(&source.text, entry.at.start),
        number,
        at: entry.at.clone(),
        message: message.map(|text| text.value).unwrap_or_default(),
        now,
        timed,
        region: entry.string("region").map(|text| text.value),
        enterprise: account.as_deref() == Some("enterprise"),
        device: entry.string("device").map(|text| text.value),
        session: entry.string("session").map(|text| text.value),
        role: role.unwrap_or_default(),
        expected: expected(entry),
        todo: entry.string("todo").map(|text| text.value),
        by_hand: entry.boolean("by_hand") == Some(true),
        row,
    };
    Some(golden)
}

fn now(entry: &mut Reader<'_>) -> (DateTime, bool) {
    let moment = |text: &str| parse_moment(text).unwrap_or_default();
    let Some(text) = entry.string("now") else { return (moment(NOW), false) };
    match parse_moment(&text.value) {
        Ok(now) => (now, true),
        Err(error) => {
            let message =
                Said::new(format!("`now` can't be read: {error}"), format!("`now` 读不懂：{error}"));
            entry.fault("unknown-value", text.at, message, None);
            (moment(NOW), false)
        }
    }
}

fn expected(entry: &mut Reader<'_>) -> Expected {
    let texts = |texts: Vec<Text>| texts.into_iter().map(|text| text.value).collect::<Vec<_>>();
    let needs = Need::ALL.map(Need::name);
    let emergencies = Emergency::ALL.map(Emergency::name);
    let emergencies: Vec<&str> = emergencies.into_iter().chain(["none"]).collect();
    Expected {
        topics: listed(entry, "topics"),
        category: entry.string("category").map(|text| text.value),
        need: one_of(entry, "need", &needs),
        emergency: one_of(entry, "emergency", &emergencies),
        desk: entry.string("desk").map(|text| text.value),
        open: entry.boolean("open"),
        missing: listed(entry, "missing"),
        handoff: entry.boolean("handoff"),
        score: entry.numbers("score", &(0.0..=100.0)),
        finds: finds(entry),
        fires: texts(entry.strings("fires")),
        silent: texts(entry.strings("silent")),
        session_state: one_of(entry, "session_state", &Handover::ALL.map(Handover::name)),
    }
}

/// A list that says something even when it is empty.
fn listed(entry: &mut Reader<'_>, key: &'static str) -> Option<Vec<String>> {
    let there = entry.has(key);
    let texts = entry.strings(key);
    there.then(|| texts.into_iter().map(|text| text.value).collect())
}

fn finds(entry: &mut Reader<'_>) -> Option<Vec<Found>> {
    if !entry.has("finds") {
        return None;
    }
    let states: Vec<&str> =
        State::CUED.iter().map(|state| state.name()).chain([State::Affirmed.name()]).collect();
    let mut finds = Vec::new();
    for mut found in entry.tables("finds") {
        let kind = found.required("kind", "kind = \"term\"");
        let text = found.required("text", "text = \"退款\"");
        let state = one_of(&mut found, "state", &states);
        found.finish();
        if let (Some(kind), Some(text)) = (kind, text) {
            finds.push(Found { kind: kind.value, text: text.value, state });
        }
    }
    Some(finds)
}

fn one_of(entry: &mut Reader<'_>, key: &'static str, names: &[&str]) -> Option<String> {
    let text = entry.string(key)?;
    if names.contains(&text.value.as_str()) {
        return Some(text.value);
    }
    unknown(entry, key, &text, names)
}

fn unknown<T>(entry: &Reader<'_>, key: &str, text: &Text, names: &[&str]) -> Option<T> {
    let value = &text.value;
    let message = Said::new(format!("`{key}` can't be \"{value}\""), format!("`{key}` 不能是 \"{value}\""));
    let help = Said::new(format!("one of {}", names.join(", ")), format!("可用的有：{}", names.join("、")));
    entry.fault("unknown-value", text.at.clone(), message, Some(help));
    None
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::diagnostic::Source;

    fn source(text: &str) -> Source {
        Source { name: "fixtures/a.toml".into(), text: text.into() }
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let text = "[[case]]\nmesage = \"x\"\nneed = \"lots\"\nnow = \"soon\"\nscore = [1]\n\n[[cases]]\n";
        let faults = read(&source(text)).unwrap_err();
        let codes: Vec<_> = faults.iter().map(|fault| fault.code).collect();
        assert_eq!(
            codes,
            ["missing-key", "unknown-key", "unknown-value", "unknown-value", "wrong-type", "unknown-key"]
        );
    }

    #[test]
    fn a_case_without_a_name_goes_by_its_number() {
        let cases = read(&source("[[case]]\nmessage = \"甲\"\n\n[[case]]\nrow = \"K1\"\nmessage = \"乙\"\n"))
            .unwrap();
        assert_eq!((cases[0].name.as_str(), cases[0].line), ("a/#1", 1));
        assert_eq!((cases[1].name.as_str(), cases[1].line), ("a/K1", 4));
        assert!(cases[0].may_be_amended() && !cases[1].may_be_amended());
        assert!(read(&source("")).unwrap().is_empty());
    }
}
