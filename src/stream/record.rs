//! One message with what is known about it, and how it is put together field by field.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::calendar::parse_moment;
use crate::judge::History;
use crate::render::{Carried, CutOff, Origin, RecordId};
use crate::session::Role;
use jiff::civil::DateTime;

/// A message with what is known about it.
#[derive(Clone, PartialEq, Debug)]
pub struct Record {
    /// Its own id, unchanged, or its line.
    pub id: RecordId,
    /// The line it begins on, counted from 1; with NUL between records, its number.
    pub line: u64,
    /// The message.
    pub text: String,
    /// When it was written, Shanghai wall clock.
    pub time: Option<DateTime>,
    /// The conversation it belongs to.
    pub session: Option<String>,
    /// Who speaks; the customer when nothing is said.
    pub role: Role,
    /// The sort of account.
    pub account: Option<Account>,
    /// Region of the account.
    pub region: Option<String>,
    /// Device it was sent from.
    pub device: Option<String>,
    /// Who wrote it.
    pub user: Option<String>,
    /// The writer's past tickets by category.
    pub history: Option<History>,
    /// The other fields that shall be handed through, as the text of a JSON object on one line.
    pub kept: Option<String>,
    /// The level that a line of a log names, as written.
    pub level: Option<String>,
    /// A line of a log whose prefix could not be read: the text is the whole line.
    pub unmatched: bool,
    /// Set when only the beginning was read.
    pub cut: Option<CutOff>,
}

impl Record {
    /// A message of which nothing else is known.
    #[must_use]
    pub fn of_text(text: String, line: u64) -> Self {
        Self {
            id: RecordId::Line(line),
            line,
            text,
            time: None,
            session: None,
            role: Role::User,
            account: None,
            region: None,
            device: None,
            user: None,
            history: None,
            kept: None,
            level: None,
            unmatched: false,
            cut: None,
        }
    }

    /// Where it came from and what it carries to the output. `file` is what its input is called.
    #[must_use]
    pub fn origin<'r>(&'r self, file: Option<&'r str>) -> Origin<'r> {
        let (kept, level) = (self.kept.as_deref(), self.level.as_deref());
        let carried = Carried { kept, level, unmatched: self.unmatched, cut: self.cut };
        Origin { id: &self.id, file, line: self.line, session: None, carried }
    }
}

/// A record that could not be read.
#[derive(Clone, PartialEq, Debug)]
pub struct BadRecord {
    /// Its own id where that could still be read, else its line.
    pub id: RecordId,
    /// The line it begins on, counted from 1; with NUL between records, its number.
    pub line: u64,
    /// What is wrong, and how to mend it.
    pub error: String,
}

impl BadRecord {
    /// Where it came from.
    #[must_use]
    pub fn origin<'r>(&'r self, file: Option<&'r str>) -> Origin<'r> {
        Origin { id: &self.id, file, line: self.line, session: None, carried: Carried::default() }
    }
}

/// The two sorts of account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Account {
    /// A private person's.
    Personal,
    /// A company's.
    Enterprise,
}

/// The fields that are read, in the order in which complaints name them; all others are let pass.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    Id,
    Text,
    Time,
    Session,
    Role,
    Account,
    Region,
    Device,
    User,
    History,
}

impl Field {
    pub(super) const ALL: [Self; 10] = [
        Self::Id,
        Self::Text,
        Self::Time,
        Self::Session,
        Self::Role,
        Self::Account,
        Self::Region,
        Self::Device,
        Self::User,
        Self::History,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Text => "text",
            Self::Time => "time",
            Self::Session => "session",
            Self::Role => "role",
            Self::Account => "account",
            Self::Region => "region",
            Self::Device => "device",
            Self::User => "user",
            Self::History => "history",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        let name = if name == "customer" { "user" } else { name };
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// A record under way: fields come in any order, and one that is wrong does not hide the id.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) id: Option<RecordId>,
    pub(super) text: Option<String>,
    pub(super) time: Option<DateTime>,
    session: Option<String>,
    role: Role,
    account: Option<Account>,
    region: Option<String>,
    device: Option<String>,
    user: Option<String>,
    history: Option<History>,
    pub(super) level: Option<String>,
    kept: String,
    pub(super) error: Option<String>,
    /// The first few names that were no field, for the complaint about a missing text.
    pub(super) strangers: Vec<String>,
}

impl Draft {
    /// Takes the value of a field, as text. A field given twice has its last value, as in JSON elsewhere.
    pub(super) fn set(&mut self, field: Field, value: Cow<'_, str>) {
        let some = || (!value.is_empty()).then(|| value.to_string());
        match field {
            Field::Id => self.id = Some(RecordId::Text(value.into_owned())),
            Field::Text => self.text = Some(value.into_owned()),
            Field::Session => self.session = some(),
            Field::Region => self.region = some(),
            Field::Device => self.device = some(),
            Field::User => self.user = some(),
            // It changes no decision, so one that is no history takes none away.
            Field::History => self.history = serde_json::from_str(&value).ok(),
            _ if value.is_empty() => {}
            Field::Time => match parse_moment(&shortened(&value)) {
                Ok(time) => self.time = Some(time),
                Err(error) => self.complain(format!("\"time\": {error}")),
            },
            Field::Role => match role(&value) {
                Some(role) => self.role = role,
                None => self.unknown(field, &value, "user, agent, bot or system"),
            },
            Field::Account => match account(&value) {
                Some(account) => self.account = Some(account),
                None => self.unknown(field, &value, "personal or enterprise"),
            },
        }
    }

    /// Hands a field through whose value is written in JSON.
    pub(super) fn keep(&mut self, name: &str, json: &str) {
        self.kept.push(if self.kept.is_empty() { '{' } else { ',' });
        let _ = write!(self.kept, "{}:", serde_json::Value::from(name));
        // Between tokens a line end means nothing; inside a string none can stand.
        self.kept.extend(json.chars().map(|char| if matches!(char, '\n' | '\r') { ' ' } else { char }));
    }

    /// Keeps the first complaint.
    pub(super) fn complain(&mut self, error: String) {
        self.error.get_or_insert(error);
    }

    fn unknown(&mut self, field: Field, value: &str, expected: &str) {
        self.complain(format!("\"{}\" is '{}', expected {expected}", field.name(), shortened(value)));
    }

    /// The record, once all fields are in. `wanted` is the name of the field that holds the message.
    pub(super) fn finish(mut self, line: u64, wanted: &str) -> Result<Record, BadRecord> {
        let id = self.id.unwrap_or(RecordId::Line(line));
        if !self.kept.is_empty() {
            self.kept.push('}');
        }
        let error = match (self.error, self.text) {
            (None, Some(text)) => {
                return Ok(Record {
                    id,
                    line,
                    text,
                    time: self.time,
                    session: self.session,
                    role: self.role,
                    account: self.account,
                    region: self.region,
                    device: self.device,
                    user: self.user,
                    history: self.history,
                    kept: (!self.kept.is_empty()).then_some(self.kept),
                    level: self.level,
                    unmatched: false,
                    cut: None,
                });
            }
            (Some(error), _) => error,
            (None, None) if self.strangers.is_empty() => format!("the object has no \"{wanted}\""),
            (None, None) => {
                format!("the object has no \"{wanted}\", but {}", self.strangers.join(", "))
            }
        };
        Err(BadRecord { id, line, error })
    }
}

/// The complaint about bytes that are no UTF-8.
pub(super) fn not_utf8(bytes: &[u8], at: usize) -> String {
    let byte = bytes.get(at).copied().unwrap_or_default();
    format!("byte {} (0x{byte:02X}) is no UTF-8. If it is GBK: `iconv -f GB18030 -t UTF-8`", at + 1)
}

/// At most 60 characters, so that a complaint stays a line.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

fn role(name: &str) -> Option<Role> {
    match name {
        "user" => Some(Role::User),
        "agent" => Some(Role::Agent),
        "bot" => Some(Role::Bot),
        "system" => Some(Role::System),
        _ => None,
    }
}

fn account(name: &str) -> Option<Account> {
    match name {
        "personal" => Some(Account::Personal),
        "enterprise" => Some(Account::Enterprise),
        _ => None,
    }
}
