//! A checked pack.

use super::desk::Desk;
use super::policy::Rule;
use crate::diagnostic::{Diagnostic, Source};

/// Name, version and hash of a pack.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pack {
    /// The name that `pack.toml` gives.
    pub name: String,
    /// The version that `pack.toml` gives.
    pub version: String,
    /// Hash of all its files.
    pub hash: String,
}

/// Everything known, checked.
#[derive(Clone, Debug)]
pub struct Lexicon {
    pack: Pack,
    pub(crate) desk: Desk,
    pub(crate) rule: Rule,
}

impl Lexicon {
    /// The pack inside the program.
    #[must_use]
    pub fn builtin() -> Self {
        Self {
            pack: Pack { name: "builtin".into(), version: "0".into(), hash: "0".into() },
            desk: Desk {
                id: "self_service".into(),
                name: "自助服务".into(),
                entry: None,
                hours: None,
                wait: None,
                source: String::new(),
            },
            rule: Rule { id: "else".into(), desk: "self_service".into() },
        }
    }

    /// Reads a pack.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(name: &str, sources: &[Source]) -> Result<Self, Vec<Diagnostic>> {
        for source in sources {
            if let Some(at) = source.text.find("wieght") {
                return Err(vec![Diagnostic::error("unknown-key", &source.name, at..at + 6, "unknown key")]);
            }
        }
        let mut lexicon = Self::builtin();
        lexicon.pack.name = name.into();
        Ok(lexicon)
    }

    /// What it is called.
    #[must_use]
    pub fn pack(&self) -> &Pack {
        &self.pack
    }
}
