//! What every detector returns: what was found, where, how it is meant, and what spoke against it.

use std::borrow::Cow;

use jiff::civil::DateTime;

use crate::lexicon::{KnownCode, State, Term};
use crate::text::Span;

/// Something found in a message. Refused findings are kept with the reason, so that everything can be explained.
#[derive(Clone, Debug)]
pub struct Finding<'t> {
    /// Where it stands in the message as written.
    pub span: Span,
    /// What it is.
    pub what: What<'t>,
    /// How it is meant. Evidence is always affirmed.
    pub state: State,
    /// What spoke against it, if anything.
    pub refused_by: Option<Refusal<'t>>,
}

impl<'t> Finding<'t> {
    /// A finding that stands as it is.
    #[must_use]
    pub fn new(span: Span, what: What<'t>) -> Self {
        Self { span, what, state: State::Affirmed, refused_by: None }
    }

    /// Whether it takes part in the decision: nothing refused it.
    #[must_use]
    pub fn counted(&self) -> bool {
        self.refused_by.is_none()
    }

    /// The term, when it is one.
    #[must_use]
    pub fn term(&self) -> Option<&'t Term> {
        match self.what {
            What::Term(term) => Some(term),
            _ => None,
        }
    }

    /// The kind as the decision names it.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match &self.what {
            What::Term(_) => Kind::Term,
            What::Code(_) => Kind::Code,
            What::Time(_) => Kind::Time,
            What::Duration(_) => Kind::Duration,
            What::Recurrence(_) => Kind::Recurrence,
            What::Count(_) => Kind::Count,
            What::Amount(_) => Kind::Amount,
            What::Identifier(identifier) => Kind::Identifier(*identifier),
        }
    }
}

/// What was found, with its value.
#[derive(Clone, PartialEq, Debug)]
pub enum What<'t> {
    /// A term of the pack.
    Term(&'t Term),
    /// An error code.
    Code(Code<'t>),
    /// An anchored time: 昨天, 近24小时.
    Time(Moment),
    /// A length of time: 三天, 连续三天.
    Duration(Moment),
    /// Something that comes again and again: 每天.
    Recurrence(Moment),
    /// How often: 3次, 好几次.
    Count(Count),
    /// A sum of money.
    Amount(Amount),
    /// A number or name that identifies something.
    Identifier(Identifier),
}

/// The kinds of finding, as the decision names them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// A term of the pack.
    Term,
    /// An error code.
    Code,
    /// An anchored time.
    Time,
    /// A length of time.
    Duration,
    /// A recurrence.
    Recurrence,
    /// A count.
    Count,
    /// A sum of money.
    Amount,
    /// An identifier of some kind.
    Identifier(Identifier),
}

impl Kind {
    /// The stable name in the decision.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::Code => "code",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Recurrence => "recurrence",
            Self::Count => "count",
            Self::Amount => "amount",
            Self::Identifier(identifier) => identifier.name(),
        }
    }

    /// Whether it is a time element, which raises the intensity of a problem.
    #[must_use]
    pub const fn is_time_element(self) -> bool {
        matches!(self, Self::Time | Self::Duration | Self::Recurrence | Self::Count)
    }
}

/// An error code: `wx-pay error 400` has family `wx-pay` and code `400`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Code<'t> {
    /// The system that speaks, lower case, where it is known.
    pub family: Option<Cow<'static, str>>,
    /// The code itself, as folded but with its written letter case.
    pub code: String,
    /// What the pack knows about it.
    pub known: Option<&'t KnownCode>,
}

/// When: the value of a time, a duration or a recurrence. Half-open, Shanghai wall clock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// First moment, where it can be said.
    pub from: Option<DateTime>,
    /// First moment that no longer belongs, where it can be said.
    pub until: Option<DateTime>,
    /// How fine the writer was.
    pub grain: Grain,
    /// What sort of time it is.
    pub time_kind: TimeKind,
    /// Length in seconds of a duration or of the step of a recurrence (a month counts 30 days, a year 365).
    pub seconds: Option<u64>,
}

/// How finely a time was given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Grain {
    Second,
    Minute,
    Hour,
    PartOfDay,
    Day,
    Week,
    Month,
    Quarter,
    Season,
    Year,
}

impl Grain {
    /// The stable name in the decision.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::PartOfDay => "part_of_day",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Season => "season",
            Self::Year => "year",
        }
    }
}

/// What sort of time a finding is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimeKind {
    /// A point or a calendar unit: 昨天下午3点.
    Point,
    /// From one moment to another: 3月到5月, 近24小时.
    Range,
    /// A range with one open end: 至今, 从昨天开始.
    OpenRange,
    /// A plain length: 三天.
    Length,
    /// A length that has passed up to now: 三天了还没.
    Elapsed,
    /// By when: 三天内.
    Deadline,
    /// Again and again: 每天.
    Recurrence,
    /// Not to be pinned down: 最近, 好久.
    Vague,
}

impl TimeKind {
    /// The stable name in the decision.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Range => "range",
            Self::OpenRange => "open_range",
            Self::Length => "length",
            Self::Elapsed => "elapsed",
            Self::Deadline => "deadline",
            Self::Recurrence => "recurrence",
            Self::Vague => "vague",
        }
    }
}

/// How often something happened.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Count {
    /// The number, or none for a vague one (好几次).
    pub value: Option<f64>,
    /// Within what: the 24 hours of 近24小时发生3次.
    pub window: Option<Window>,
}

impl Count {
    /// A count that nothing bounds.
    #[must_use]
    pub const fn of(value: Option<f64>) -> Self {
        Self { value, window: None }
    }
}

/// The time in which something was counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// Where the time, duration or recurrence stands in the message as written.
    pub span: Span,
    /// Its length in seconds (a month counts 30 days, a year 365, unless the calendar says how long it was).
    pub seconds: u64,
    /// How finely it was given.
    pub grain: Grain,
}

/// A sum of money.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Amount {
    /// The sum in units of the currency, or none for a vague one (几百块).
    pub value: Option<f64>,
    /// ISO 4217 code; CNY where the writer names none.
    pub currency: &'static str,
}

/// What an identifier identifies.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum Identifier {
    /// Order and payment transaction numbers, by their cue.
    Order,
    /// Earlier cases.
    Ticket,
    Phone,
    Card,
    Identity,
    Email,
    Url,
    Device,
    Version,
    Attachment,
}

impl Identifier {
    /// The stable name in the decision.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Ticket => "ticket",
            Self::Phone => "phone",
            Self::Card => "card",
            Self::Identity => "identity",
            Self::Email => "email",
            Self::Url => "url",
            Self::Device => "device",
            Self::Version => "version",
            Self::Attachment => "attachment",
        }
    }
}

/// What spoke against a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal<'t> {
    /// A dictionary word partly overlaps it: the word, as written.
    Word(Span),
    /// A `whole_words` term whose ends are no word edges.
    NotWhole,
    /// Its 不 or 没 is the middle of a question that offers both: 不好 in 好不好.
    ANotA,
    /// It lies inside this phrase of `not_within`.
    Within(&'t str),
    /// This phrase of `not_after` stands right before it.
    After(&'t str),
    /// This phrase of `not_before` stands right after it.
    Before(&'t str),
    /// It lies in a pressure word: 急, 快点.
    Pressure,
    /// It lies in a web or e-mail address, which is no language.
    Address,
    /// It lies in a greeting: 晚上 in 晚上好.
    Greeting,
    /// A heavier finding of the same category overlaps it.
    Overlap,
    /// The same term was counted already.
    Repeat,
    /// A subject that a long message only names.
    Passing,
}

impl Refusal<'_> {
    /// The stable name in the decision.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Word(_) => "word",
            Self::NotWhole => "whole_words",
            Self::ANotA => "a_not_a",
            Self::Within(_) => "not_within",
            Self::After(_) => "not_after",
            Self::Before(_) => "not_before",
            Self::Pressure => "pressure",
            Self::Address => "address",
            Self::Greeting => "greeting",
            Self::Overlap => "overlap",
            Self::Repeat => "repeat",
            Self::Passing => "passing",
        }
    }
}
