//! Categories, signals and their terms, as checked by the parser.

use std::ops::Range;

/// A category: what a message can be about.
#[derive(Clone, PartialEq, Debug)]
pub struct Category {
    /// Stable id, the file's stem: `payment`.
    pub id: String,
    /// Name for people: 支付问题.
    pub name: String,
}

/// What is not a category but matters: emergencies, wishes, words to leave out.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Signal {
    /// Money stolen, defrauded, sent to a cheat.
    FundLoss,
    /// The writer's account, card or money is blocked now.
    AccountFrozen,
    /// A child spent money.
    Minor,
    /// The writer is abroad, and that is the difficulty.
    Overseas,
    /// The writer asks for a person.
    Handoff,
    /// Pressure that may mislead the system: 急, 快点.
    Pressure,
    /// A greeting or small talk.
    Greeting,
    /// A wish or request that is no trouble: 希望增加, 帮我查一下.
    Request,
    /// Consumer-rights platform 12315, asked for or threatened.
    ConsumerPlatform,
    /// The company's own customer-service site.
    CompanySite,
    /// The ministry's appeal system.
    Ministry,
}

/// How far things have gone, by a term alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stage {
    /// Names the subject; alone it never asks for a person.
    Topic,
    /// Something has gone wrong.
    Problem,
    /// It has escalated.
    Dispute,
}

impl Stage {
    /// The name in packs and decisions.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Problem => "problem",
            Self::Dispute => "dispute",
        }
    }
}

/// What a term speaks for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Owner {
    /// A category, by its place in the lexicon.
    Category(usize),
    /// A signal.
    Signal(Signal),
}

/// One entry of a term file.
#[derive(Clone, PartialEq, Debug)]
pub struct Term {
    /// `file/text`, stable: `payment/退款…{未到账}`.
    pub id: String,
    /// What it speaks for.
    pub owner: Owner,
    /// Id of the category or signal, as decisions show it: `payment`, `fund_loss`.
    pub owner_id: String,
    /// 1 touches it · 2 suspicious · 3 clear · 4 urgent · 5 enough on its own.
    pub weight: u8,
    /// How far things have gone.
    pub stage: Stage,
    /// Both ends must be word edges.
    pub whole_words: bool,
    /// The hit must not lie inside one of these phrases (folded).
    pub not_within: Vec<String>,
    /// None of these may stand right before the hit (folded).
    pub not_after: Vec<String>,
    /// None of these may stand right after the hit (folded).
    pub not_before: Vec<String>,
    /// A reason that explanations show.
    pub why: Option<String>,
    /// Sentences that must fire.
    pub hits: Vec<String>,
    /// Sentences that must not.
    pub misses: Vec<String>,
    /// The file it stands in, and its place there.
    pub at: (String, Range<usize>),
}
