//! Which of several files a decision goes to: one for each desk, category, need or level.

use crate::judge::Decision;
use crate::lexicon::{Lexicon, Need, place};

/// By what decisions are parted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Split {
    /// The desk.
    Desk,
    /// The category that decides.
    Category,
    /// How much it needs a person.
    Need,
    /// The level of the funnel.
    Tier,
}

/// What is named when there is no category.
const NO_CATEGORY: &str = "no_category";
/// Records that were not decided.
const UNREADABLE: &str = "unreadable";

impl Split {
    /// The names of all groups, each at its place; the last is for records that could not be read.
    #[must_use]
    pub fn groups(self, lexicon: &Lexicon) -> Vec<String> {
        let mut groups: Vec<String> = match self {
            Self::Desk => lexicon.desks.desks.iter().map(|desk| desk.id.clone()).collect(),
            Self::Category => {
                let ids = lexicon.categories.iter().map(|category| category.id.clone());
                ids.chain([NO_CATEGORY.to_owned()]).collect()
            }
            Self::Need => Need::ALL.iter().map(|need| need.name().to_owned()).collect(),
            Self::Tier => (1..=3).map(|tier| tier.to_string()).collect(),
        };
        groups.push(UNREADABLE.to_owned());
        groups
    }

    /// The place of a decision's group.
    #[must_use]
    pub fn group(self, decision: &Decision<'_>, lexicon: &Lexicon) -> usize {
        let categories = &lexicon.categories;
        match self {
            Self::Desk => place(&lexicon.desks.desks, decision.desk.desk).unwrap_or_default(),
            Self::Category => {
                let found = decision.category.and_then(|category| place(categories, category));
                found.unwrap_or(categories.len())
            }
            Self::Need => decision.need as usize,
            Self::Tier => usize::from(decision.tier().clamp(1, 3)) - 1,
        }
    }

    /// The place of the group of records that could not be read.
    #[must_use]
    pub fn unreadable(self, lexicon: &Lexicon) -> usize {
        match self {
            Self::Desk => lexicon.desks.desks.len(),
            Self::Category => lexicon.categories.len() + 1,
            Self::Need => Need::ALL.len(),
            Self::Tier => 3,
        }
    }
}
