//! A whole pack, checked: who holds a `Lexicon` holds a sound one.

use super::assertion::Cue;
use super::builtin;
use super::codes::CodeBook;
use super::desk::Desks;
use super::parse;
use super::policy::Policy;
use super::term::{Category, Term};
use crate::diagnostic::{Diagnostic, Source};

/// Which pack decided.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pack {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// First 16 hexadecimal digits of the SHA-256 of all its files (with the built-in ones, when it extends them).
    pub hash: String,
}

/// Everything that maintainers edit, parsed and checked.
#[derive(Clone, PartialEq, Debug)]
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
    /// How findings become a decision.
    pub policy: Policy,
    /// Who can be reached.
    pub desks: Desks,
}

impl Lexicon {
    /// The pack that the program carries.
    ///
    /// # Panics
    /// Never: the tests parse the same files.
    #[must_use]
    pub fn builtin() -> Self {
        Self::parse(&builtin::sources()).unwrap_or_else(|faults| unreachable!("built-in pack: {faults:?}"))
    }

    /// The codes of the built-in pack alone, for whoever needs nothing else of it: far sooner there than all of it.
    #[must_use]
    pub fn builtin_codes() -> CodeBook {
        parse::builtin_codes()
    }

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

    /// The files of the built-in pack, as an `extends = "builtin"` pack sees them.
    #[must_use]
    pub fn builtin_sources() -> Vec<Source> {
        builtin::sources()
    }
}
