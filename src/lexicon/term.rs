//! Categories, signals and their terms, as checked by the parser.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::assertion::State;
use super::routes::Routes;

/// A category: what a message can be about.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Category {
    /// Stable id, the file's stem: `payment`.
    pub id: String,
    /// Name for people: 支付问题.
    pub name: String,
}

/// What is not a category but matters: emergencies, wishes, words to leave out.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
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
    /// The writer asks something.
    Question,
    /// A wish or request that is no trouble: 希望增加, 帮我查一下.
    Request,
    /// The writer is content.
    Praise,
    /// Consumer-rights platform 12315, asked for or threatened.
    ConsumerPlatform,
    /// The company's own customer-service site.
    CompanySite,
    /// The ministry's appeal system.
    Ministry,
}

impl Signal {
    /// Every signal, in page order.
    pub const ALL: [Self; 13] = [
        Self::FundLoss,
        Self::AccountFrozen,
        Self::Minor,
        Self::Overseas,
        Self::Handoff,
        Self::Pressure,
        Self::Greeting,
        Self::Question,
        Self::Request,
        Self::Praise,
        Self::ConsumerPlatform,
        Self::CompanySite,
        Self::Ministry,
    ];

    /// The name in packs and decisions.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FundLoss => "fund_loss",
            Self::AccountFrozen => "account_frozen",
            Self::Minor => "minor",
            Self::Overseas => "overseas",
            Self::Handoff => "handoff",
            Self::Pressure => "pressure",
            Self::Greeting => "greeting",
            Self::Question => "question",
            Self::Request => "request",
            Self::Praise => "praise",
            Self::ConsumerPlatform => "consumer_platform",
            Self::CompanySite => "company_site",
            Self::Ministry => "ministry",
        }
    }

    /// Whether it is one of the four emergencies.
    #[must_use]
    pub const fn is_emergency(self) -> bool {
        matches!(self, Self::FundLoss | Self::AccountFrozen | Self::Minor | Self::Overseas)
    }

    /// Whether it is an outside channel.
    #[must_use]
    pub const fn is_outside(self) -> bool {
        matches!(self, Self::ConsumerPlatform | Self::CompanySite | Self::Ministry)
    }
}

/// How far things have gone, by a term alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Stage {
    /// Names the subject; alone it never asks for a person.
    Topic,
    /// Something has gone wrong.
    Problem,
    /// It has escalated.
    Dispute,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 3] = [Self::Topic, Self::Problem, Self::Dispute];

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
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Owner {
    /// A category, by its place in the lexicon.
    Category(usize),
    /// A signal.
    Signal(Signal),
}

/// A wording that speaks against a hit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Guard {
    /// As the pack writes it.
    pub text: String,
    /// What it looks like.
    pub routes: Routes,
}

/// One entry of a term file.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Term {
    /// `file/text`, stable: `payment/退款…{未到账}`.
    pub id: String,
    /// What it speaks for.
    pub owner: Owner,
    /// Id of that category or signal, as decisions show it.
    pub owner_id: String,
    /// 1 touches it · 2 suspicious · 3 clear · 4 urgent · 5 enough on its own.
    pub weight: u8,
    /// How far things have gone.
    pub stage: Stage,
    /// What it looks like: the routes of its text and variants.
    pub routes: Routes,
    /// Where in `routes` those of each wording end: the text first, then each variant. What lies behind the last are the
    /// looser ones of `through_punctuation`.
    pub wordings: Vec<usize>,
    /// Both ends must be word edges.
    pub whole_words: bool,
    /// No part of the hit may lie inside one of these.
    pub not_within: Vec<Guard>,
    /// None of these may stand right before the hit.
    pub not_after: Vec<Guard>,
    /// None of these may stand right after the hit.
    pub not_before: Vec<Guard>,
    /// States of assertion that do not apply to it.
    pub immune: Vec<State>,
    /// A reason that explanations show.
    pub why: Option<String>,
    /// Sentences that must fire.
    pub hits: Vec<String>,
    /// Sentences that must not.
    pub misses: Vec<String>,
    /// The file it stands in, and its place there.
    pub at: (String, Range<usize>),
}
