//! A labelled message and what was decided about it.

use super::label::Label;
use crate::detect::{Kind, Refusal};
use crate::lexicon::{Emergency, Need, State};
use crate::text::Span;

/// What measuring needs of a decision. Categories go by their place in the lexicon.
#[derive(Clone, PartialEq, Debug)]
pub struct Facts {
    /// Whether each category is a topic.
    pub topics: Vec<bool>,
    /// The topic that decides.
    pub category: Option<usize>,
    /// How much it needs a person.
    pub need: Need,
    /// How strongly it asks for a person, 0–100.
    pub score: f64,
    /// The emergency.
    pub emergency: Option<Emergency>,
    /// What was found, in order of place.
    pub fired: Vec<Fired>,
}

impl Facts {
    /// Whether a person is needed.
    #[must_use]
    pub fn escalates(&self) -> bool {
        self.need >= Need::Problem
    }
}

/// Something that was found in the message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fired {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// The term, by its place in the lexicon, when it is one.
    pub term: Option<usize>,
    /// How it is meant.
    pub state: State,
    /// Stable name of what refused it, if anything did.
    pub refused_by: Option<&'static str>,
    /// Not refused, or refused only as carrying no weight of its own (`overlap`, `repeat`).
    pub stands: bool,
}

impl Fired {
    /// A term that says what it says: it stands, and it is meant.
    #[must_use]
    pub fn speaks(&self) -> Option<usize> {
        self.term.filter(|_| self.stands && self.state == State::Affirmed)
    }
}

/// Whether a refusal leaves a finding its meaning.
pub(super) fn stands(refusal: Option<&Refusal<'_>>) -> bool {
    matches!(refusal, None | Some(Refusal::Overlap | Refusal::Repeat))
}

/// A labelled message and what was decided about it.
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    /// Where it comes from, for people: `dev.jsonl:12`.
    pub place: String,
    /// The message as written.
    pub text: String,
    /// What people said.
    pub label: Label,
    /// What was decided.
    pub facts: Facts,
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Case, Facts};
    use crate::lexicon::Need;
    use crate::review::label::Label;

    /// A case of one category with a labelled and a decided need.
    pub(in crate::review) fn case(wanted: Need, given: Need, score: f64) -> Case {
        let topics = |need| vec![need >= Need::Problem];
        Case {
            place: "here:1".into(),
            text: String::new(),
            label: Label {
                key: None,
                topics: topics(wanted),
                primary: None,
                need: wanted,
                emergency: None,
                values: Vec::new(),
            },
            facts: Facts {
                topics: topics(given),
                category: None,
                need: given,
                score,
                emergency: None,
                fired: Vec::new(),
            },
        }
    }
}
