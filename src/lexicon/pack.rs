//! A whole pack, checked: who holds a `Lexicon` holds a sound one.

use serde::{Deserialize, Serialize};

use super::assertion::Cue;
use super::codes::CodeBook;
use super::desk::Desks;
use super::parse;
use super::policy::Policy;
use super::term::{Category, Term};
use crate::calendar::Holidays;
use crate::diagnostic::{Diagnostic, Source};

/// Which pack decided.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Pack {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// First 16 hexadecimal digits of the SHA-256 of all its files (with the built-in ones, when it extends them).
    pub hash: String,
}

/// Everything that maintainers edit, parsed and checked.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Lexicon {
    /// Name, version and hash.
    pub pack: Pack,
    /// The categories, in policy order.
    pub categories: Vec<Category>,
    /// The terms of all categories and signals, in file order.
    pub terms: Vec<Term>,
    /// The assertion cues, in file order.
    pub cues: Vec<Cue>,
    /// The error codes that are known.
    pub codes: CodeBook,
    /// Legal holidays and make-up workdays.
    pub holidays: Holidays,
    /// How findings become a decision.
    pub policy: Policy,
    /// Who can be reached.
    pub desks: Desks,
}

impl Lexicon {
    /// Parses the files of a pack. The stem of a source's name says what it is: `pack.toml`, `payment.toml`, …
    ///
    /// # Errors
    /// Every fault at once, each with its file and place.
    pub fn parse(sources: &[Source]) -> Result<Self, Vec<Diagnostic>> {
        parse::lexicon(sources)
    }

    /// As much of a pack as can be read, and everything that is wrong with it: for whoever looks for more faults behind the
    /// first. Nothing should be decided with it; a policy or desks with a fault are left out for plain ones. Nothing at all
    /// only where there is no category.
    #[must_use]
    pub fn draft(sources: &[Source]) -> (Option<Self>, Vec<Diagnostic>) {
        parse::draft(sources)
    }
}
