//! What a decision comes to, small enough to compare millions of them.

use crate::judge::Decision;
use crate::lexicon::{Emergency, Lexicon, Need};

/// What was decided about a message, as far as two packs are compared by it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Outcome {
    /// The desk, by its place in [`Names::desks`].
    pub desk: usize,
    /// The deciding category, by its place in [`Names::categories`].
    pub category: Option<usize>,
    /// How much it needs a person.
    pub need: Need,
    /// The emergency.
    pub emergency: Option<Emergency>,
    /// It reaches a person: its desk is not the one that gets everything else.
    pub person: bool,
    /// 0–100.
    pub score: f64,
}

impl Outcome {
    /// Whether two packs say the same but for the score.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        (self.desk, self.category, self.need, self.emergency, self.person)
            == (other.desk, other.category, other.need, other.emergency, other.person)
    }
}

/// The desks and categories that either pack knows, by id.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Names {
    /// Those of the old pack in its order, then those that only the new one has.
    pub desks: Vec<String>,
    /// The same for categories.
    pub categories: Vec<String>,
}

impl Names {
    pub(super) fn of(old: &Lexicon, new: &Lexicon) -> Self {
        let mut names = Self::default();
        for lexicon in [old, new] {
            for desk in &lexicon.desks.desks {
                place(&mut names.desks, &desk.id);
            }
            for category in &lexicon.categories {
                place(&mut names.categories, &category.id);
            }
        }
        names
    }

    /// A decision in these names. What they don't hold, which a pack in between may have, gets a place past the end.
    pub(super) fn outcome(&self, lexicon: &Lexicon, decision: &Decision<'_>) -> Outcome {
        let find =
            |names: &[String], id: &str| names.iter().position(|name| name == id).unwrap_or(names.len());
        let desk = &decision.desk.desk.id;
        let rest = lexicon.policy.route.last().map(|rule| &rule.desk);
        Outcome {
            desk: find(&self.desks, desk),
            category: decision.category.map(|category| find(&self.categories, &category.id)),
            need: decision.need,
            emergency: decision.emergency,
            person: rest != Some(desk),
            score: decision.score,
        }
    }
}

fn place(names: &mut Vec<String>, id: &str) {
    if !names.iter().any(|name| name == id) {
        names.push(id.to_owned());
    }
}
