//! What the wordings of a pack are laid out as before anything is looked for: a list of literals, the steps that they take, and
//! the sieve in front of them.

use foldhash::HashSet;

use super::entries::entries;
use super::steps::Steps;
use crate::lexicon::pattern::Step;
use crate::lexicon::{Lexicon, Owner, Signal, Term};
use crate::text::{Sieve, Vocabulary};

/// The literals of a pack, and the steps that they take.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Layout {
    /// All literals; those of terms that don't ask for whole words are words themselves.
    pub(crate) vocabulary: Vocabulary,
    pub(crate) steps: Steps,
}

impl Layout {
    /// Lays out the routes of all terms, guards and cues.
    pub(crate) fn of(lexicon: &Lexicon) -> Self {
        let is_word = |entry: usize| lexicon.terms.get(entry).is_some_and(|term| !term.whole_words);
        let (vocabulary, steps) = Steps::new(entries(lexicon), is_word);
        Self { vocabulary, steps }
    }
}

/// Whether a term alone can make a message a hit.
pub(super) fn matters(term: &Term) -> bool {
    match term.owner {
        Owner::Category(_) => true,
        Owner::Signal(signal) => signal.is_emergency() || signal.is_outside() || signal == Signal::Handoff,
    }
}

/// What some step of every route of every such term is known by: of its steps, the one with the rarest wordings.
pub(crate) fn sieve(lexicon: &Lexicon) -> Sieve {
    let routes = lexicon.terms.iter().filter(|term| matters(term)).flat_map(|term| &*term.routes);
    let common =
        |step: &&Step| -> u64 { step.literals.iter().map(Sieve::commonness).fold(0, u64::saturating_add) };
    let steps = routes.filter_map(|route| route.iter().min_by_key(common));
    let wordings: HashSet<&str> = steps.flat_map(|step| step.literals.iter()).collect();
    Sieve::new(wordings.into_iter())
}
