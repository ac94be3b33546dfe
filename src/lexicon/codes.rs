//! Error codes that are known: what each means and what helps, by the system that speaks.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::text::fold;

/// The known codes of a pack, by family.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct CodeBook {
    families: Vec<Family>,
    /// Every code in capitals, and where it stands: family and place in it.
    places: HashMap<String, Vec<(usize, usize)>>,
}

/// One system that speaks in codes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Family {
    /// Stable id: `wx-pay`.
    pub id: String,
    /// Name for people: 微信支付.
    pub name: String,
    /// Words of a message that speak of this system, folded, its id among them.
    pub aliases: Vec<String>,
    /// Its codes, in file order.
    pub codes: Vec<KnownCode>,
}

/// A code and what is known about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KnownCode {
    /// As the system writes it: `SIGN_ERROR`, `40029`.
    pub code: String,
    /// What it means, in Chinese.
    pub means: String,
    /// What helps, in Chinese.
    pub remedy: String,
}

impl CodeBook {
    /// A book of families, each of which stands in it once.
    #[must_use]
    pub fn new(families: Vec<Family>) -> Self {
        let mut places: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (f, family) in families.iter().enumerate() {
            for (c, code) in family.codes.iter().enumerate() {
                places.entry(code.code.to_ascii_uppercase()).or_default().push((f, c));
            }
        }
        Self { families, places }
    }

    /// The families, in file order.
    #[must_use]
    pub fn families(&self) -> &[Family] {
        &self.families
    }

    /// The family that a word names: an id or an alias, however it is written.
    #[must_use]
    pub fn family(&self, word: &str) -> Option<&Family> {
        let word = fold(word);
        self.families.iter().find(|family| family.aliases.iter().any(|alias| *alias == word))
    }

    /// A code of a family, by its id.
    #[must_use]
    pub fn of(&self, family: &Family, code: &str) -> Option<&KnownCode> {
        self.entries(code).find(|(owner, _)| owner.id == family.id).map(|(_, known)| known)
    }

    /// A code of which nobody says whose it is: only one with letters, and only where all who know it agree. A bare
    /// number means something else to everyone.
    #[must_use]
    pub fn undisputed(&self, code: &str) -> Option<&KnownCode> {
        if !code.bytes().any(|byte| byte.is_ascii_alphabetic()) {
            return None;
        }
        let mut entries = self.entries(code).map(|(_, known)| known);
        let first = entries.next()?;
        entries.all(|other| (&other.means, &other.remedy) == (&first.means, &first.remedy)).then_some(first)
    }

    fn entries(&self, code: &str) -> impl Iterator<Item = (&Family, &KnownCode)> {
        let places = self.places.get(&code.to_ascii_uppercase());
        places.into_iter().flatten().map(|&(f, c)| (&self.families[f], &self.families[f].codes[c]))
    }
}
