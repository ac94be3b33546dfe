//! The steps that the routes of a pack take, gathered by the literals that take them.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _};

use super::literals::Literals;
use crate::lexicon::Literals as WordingSet;
use crate::lexicon::pattern::{FAR, Link, Route};
use crate::text::in_order;

/// One step of one route, as the automaton serves it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use {
    pub(super) entry: u32,
    /// Place of this step's memory, or `NONE` for the last step of a route.
    pub(super) state: u32,
    /// Place of the memory of the step before.
    pub(super) before: u32,
    pub(super) link: Link,
    /// The step after it stands right after, so that its end need be no word edge.
    pub(super) joined: bool,
}

/// No place.
pub(super) const NONE: u32 = u32::MAX;

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(NONE)
}

/// The steps of all routes of a pack.
#[derive(Debug)]
pub(super) struct Steps {
    pub(super) literals: Literals,
    /// For each literal, where its uses lie.
    offsets: Vec<u32>,
    uses: Vec<Use>,
    /// The state before each state, for walking back.
    pub(super) parents: Vec<u32>,
    /// Bytes from the start of any wording to its end, at most.
    pub(super) longest: usize,
}

impl Steps {
    /// Gathers the routes of all entries.
    pub(super) fn new<'p>(entries: impl Iterator<Item = (u32, &'p [Route])>) -> Self {
        let mut uses: Vec<(u32, Use)> = Vec::new();
        let mut parents = Vec::new();
        let mut known = Numbered::default();
        // Routes that begin alike share the steps that they begin with: half of a pack's wordings begin with a concept.
        let mut shared: HashMap<(u32, Link, bool, &WordingSet), u32> = HashMap::new();
        let mut most_steps = 0;
        for (entry, routes) in entries {
            for route in routes {
                most_steps = most_steps.max(route.len());
                let mut before = NONE;
                for (place, step) in route.iter().enumerate() {
                    let next = route.get(place + 1);
                    let joined = next.is_some_and(|next| next.link == Link::Adjacent);
                    let state = if next.is_some() {
                        let fresh = number(parents.len());
                        let state =
                            *shared.entry((before, step.link, joined, &step.literals)).or_insert(fresh);
                        if state != fresh {
                            before = state;
                            continue;
                        }
                        parents.push(before);
                        state
                    } else {
                        NONE
                    };
                    let served = Use { entry, state, before, link: step.link, joined };
                    uses.extend(known.numbers(&step.literals).iter().map(|number| (*number, served)));
                    before = state;
                }
            }
        }
        let literal = known.literals.iter().map(|literal| literal.len()).max().unwrap_or(0);
        let longest = most_steps * (literal + FAR * char::MAX.len_utf8());
        Self { longest, ..Self::laid_out(&known.literals, &uses, parents) }
    }

    /// Lays the uses out by the order of their literals, each of which has a number; those of one literal stay in order.
    fn laid_out(literals: &[&str], uses: &[(u32, Use)], parents: Vec<u32>) -> Self {
        let order = in_order(literals);
        let mut offsets = vec![0; literals.len() + 1];
        let mut ranks = vec![0; literals.len()];
        for (rank, number) in order.iter().enumerate() {
            ranks[*number as usize] = rank;
        }
        for (number, _) in uses {
            offsets[ranks[*number as usize] + 1] += 1;
        }
        for rank in 0..literals.len() {
            offsets[rank + 1] += offsets[rank];
        }
        let mut free: Vec<u32> = offsets.clone();
        let mut placed: Vec<Option<Use>> = vec![None; uses.len()];
        for (number, served) in uses {
            let free = &mut free[ranks[*number as usize]];
            placed[*free as usize] = Some(*served);
            *free += 1;
        }
        let literals = Literals::new(order.into_iter().map(|number| literals[number as usize]));
        Self { literals, offsets, uses: placed.into_iter().flatten().collect(), parents, longest: 0 }
    }

    /// The steps that a literal can take.
    pub(super) fn of(&self, literal: usize) -> &[Use] {
        &self.uses[self.offsets[literal] as usize..self.offsets[literal + 1] as usize]
    }
}

/// Literals as they come in, each with a number; a set that was seen before is not looked up again.
#[derive(Default)]
struct Numbered<'p> {
    literals: Vec<&'p str>,
    numbers: HashMap<&'p str, u32>,
    sets: HashMap<*const WordingSet, Vec<u32>>,
}

impl<'p> Numbered<'p> {
    fn numbers(&mut self, set: &'p Arc<WordingSet>) -> &[u32] {
        let Self { literals, numbers, sets } = self;
        sets.entry(Arc::as_ptr(set)).or_insert_with(|| {
            let number = |literal| {
                *numbers.entry(literal).or_insert_with(|| {
                    literals.push(literal);
                    number(literals.len() - 1)
                })
            };
            set.iter().map(number).collect()
        })
    }
}
