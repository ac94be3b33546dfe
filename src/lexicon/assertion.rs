//! How a hit can be meant, and the words that say so: the cues of the `ConText` algorithm for Chinese.
//!
//! After Harkema et al., "`ConText`: an algorithm for determining negation, experiencer, and temporal status from
//! clinical reports" (2009), which extends `NegEx` (Chapman et al. 2001).

use serde::{Deserialize, Serialize};

use super::routes::Routes;

/// How a finding is meant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum State {
    /// It is so.
    Affirmed,
    /// It is somebody else's, news or fiction: 看新闻说有人被骗.
    SomeoneElse,
    /// It was so and is settled: 已经到账了，谢谢.
    Resolved,
    /// It might be so: 万一被盗.
    Hypothetical,
    /// The writer asks about it: 如何防止被盗.
    Asked,
    /// It is not so: 没有被盗.
    Negated,
    /// It was so and is over: 去年封过号.
    Past,
    /// The writer is content.
    Praise,
}

impl State {
    /// The states that a cue can give, the one that wins first.
    pub const CUED: [Self; 7] = [
        Self::SomeoneElse,
        Self::Resolved,
        Self::Hypothetical,
        Self::Asked,
        Self::Negated,
        Self::Past,
        Self::Praise,
    ];

    /// The stable name in packs and decisions.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Affirmed => "affirmed",
            Self::SomeoneElse => "someone_else",
            Self::Resolved => "resolved",
            Self::Hypothetical => "hypothetical",
            Self::Asked => "asked",
            Self::Negated => "negated",
            Self::Past => "past",
            Self::Praise => "praise",
        }
    }
}

/// On which side of a cue the hits stand that it acts on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Direction {
    /// The cue stands before them.
    Before,
    /// The cue stands after them.
    After,
    /// Either.
    Both,
}

/// How far a cue acts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Scope {
    /// To the end of its clause.
    Clause,
    /// To the end of its sentence.
    Sentence,
    /// Over the whole message.
    Message,
}

/// A group of wordings that say how a hit is meant.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Cue {
    /// The state it gives.
    pub state: State,
    /// Its wordings.
    pub routes: Routes,
    /// On which side.
    pub direction: Direction,
    /// How far.
    pub scope: Scope,
    /// At most so many characters between cue and hit.
    pub reach: Option<usize>,
    /// Wordings that end its reach.
    pub until: Routes,
    /// Wordings that look like it: a cue inside one does nothing.
    pub pseudo: Routes,
}
