//! How the wordings of a pack are numbered: those of its terms, then its guards, then its cues, each in page order.

use crate::lexicon::pattern::Route;
use crate::lexicon::{Cue, Guard, Lexicon, Term};

/// The roles that a wording can have in its group of cues.
pub(super) const ROLES: u32 = 3;
pub(super) const CUE: u32 = 0;
pub(super) const UNTIL: u32 = 1;
pub(super) const PSEUDO: u32 = 2;

/// Where the numbers of each kind begin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Numbers {
    /// For each term, the number of its first guard; one more at the end. Before them come the terms.
    pub(super) guards: Vec<u32>,
    /// The number of the first cue.
    pub(super) cues: u32,
}

impl Numbers {
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        let mut next = u32::try_from(lexicon.terms.len()).unwrap_or(u32::MAX);
        let mut guards = vec![next];
        for term in &lexicon.terms {
            next += u32::try_from(guards_of(term).count()).unwrap_or(u32::MAX);
            guards.push(next);
        }
        Self { guards, cues: next }
    }
}

/// The guards of a term, in the order of their numbers.
pub(super) fn guards_of(term: &Term) -> impl Iterator<Item = &Guard> {
    term.not_within.iter().chain(&term.not_after).chain(&term.not_before)
}

/// The routes of every entry, in the order of the numbers.
pub(super) fn entries(lexicon: &Lexicon) -> impl Iterator<Item = &[Route]> {
    let terms = lexicon.terms.iter().map(|term| &*term.routes);
    let guards = lexicon.terms.iter().flat_map(guards_of).map(|guard| &*guard.routes);
    terms.chain(guards).chain(lexicon.cues.iter().flat_map(of_cue))
}

/// The routes of a group of cues, in the order of the roles.
fn of_cue(cue: &Cue) -> [&[Route]; ROLES as usize] {
    [&cue.routes, &cue.until, &cue.pseudo]
}
