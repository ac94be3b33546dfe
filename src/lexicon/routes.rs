//! What an entry of a pack looks like: routes that were read from its patterns, or that will be once somebody asks.

use std::ops::Deref;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::pack::Lexicon;
use super::pattern::Route;

/// The routes of all entries of the built-in pack, in page order. Deciding needs none of them: the build laid them out.
static BUILTIN: LazyLock<Vec<Vec<Route>>> = LazyLock::new(|| Lexicon::builtin().set_routes_aside());

/// The routes of an entry.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Routes(Kept);

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Kept {
    /// An entry of the built-in pack, by its place.
    Builtin(u32),
    // The last: what is skipped has no number among the others.
    #[serde(skip)]
    Here(Vec<Route>),
}

impl Routes {
    /// Takes the routes out and leaves the place at which they will be found in the built-in pack.
    fn set_aside(&mut self, place: usize) -> Vec<Route> {
        let kept = Kept::Builtin(u32::try_from(place).unwrap_or(u32::MAX));
        match std::mem::replace(&mut self.0, kept) {
            Kept::Here(routes) => routes,
            Kept::Builtin(_) => Vec::new(),
        }
    }
}

impl Lexicon {
    /// Takes out the routes of all entries, in page order.
    pub(crate) fn set_routes_aside(&mut self) -> Vec<Vec<Route>> {
        let mut all = Vec::new();
        let mut take = |routes: &mut Routes| all.push(routes.set_aside(all.len()));
        for term in &mut self.terms {
            take(&mut term.routes);
            let guards = [&mut term.not_within, &mut term.not_after, &mut term.not_before];
            guards.into_iter().flatten().for_each(|guard| take(&mut guard.routes));
        }
        for cue in &mut self.cues {
            [&mut cue.routes, &mut cue.until, &mut cue.pseudo].into_iter().for_each(&mut take);
        }
        all
    }
}

impl Deref for Routes {
    type Target = [Route];

    fn deref(&self) -> &[Route] {
        match &self.0 {
            Kept::Here(routes) => routes,
            Kept::Builtin(place) => BUILTIN.get(*place as usize).map_or(&[], Vec::as_slice),
        }
    }
}

impl From<Vec<Route>> for Routes {
    fn from(routes: Vec<Route>) -> Self {
        Self(Kept::Here(routes))
    }
}

impl PartialEq for Routes {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Routes {}
