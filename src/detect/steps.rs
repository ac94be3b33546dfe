//! The steps that the routes of a pack take, gathered by the literals that take them.

use std::borrow::Cow;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _, HashSet};

use crate::lexicon::Literals as WordingSet;
use crate::lexicon::pattern::{FAR, Link, Route};
use crate::text::{Bits, Row, Vocabulary, WordList, in_order};

/// One step of one route, as the automaton serves it. Most are looked at and not taken, so nothing is taken apart before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Use {
    /// The entry, above what is small: link and joined.
    packed: u32,
    /// Place of this step's memory, or `NONE` for the last step of a route.
    pub(super) state: u32,
    /// Place of the memory of the step before.
    pub(super) before: u32,
}

/// No place.
pub(super) const NONE: u32 = u32::MAX;

/// A use as it lies: three numbers, each with its lowest byte first.
type Laid = [[u8; 4]; 3];

impl Use {
    fn new(entry: u32, state: u32, before: u32, link: Link, joined: bool) -> Self {
        let link = match link {
            Link::Start => 0,
            Link::Adjacent => 1,
            Link::Gap => 2,
            Link::Far => 3,
            Link::Loose => 4,
        };
        Self { packed: entry << 4 | link << 1 | u32::from(joined), state, before }
    }

    /// The entry that it belongs to.
    pub(super) fn entry(&self) -> u32 {
        self.packed >> 4
    }

    /// How it follows the step before it.
    pub(super) fn link(&self) -> Link {
        match self.packed >> 1 & 7 {
            0 => Link::Start,
            1 => Link::Adjacent,
            2 => Link::Gap,
            3 => Link::Far,
            _ => Link::Loose,
        }
    }

    /// Whether the step after it stands right after, so that its end need be no word edge.
    pub(super) fn joined(&self) -> bool {
        self.packed & 1 == 1
    }

    fn laid_out(self) -> Laid {
        [self.packed, self.state, self.before].map(u32::to_le_bytes)
    }

    fn read(laid: &Laid) -> Self {
        let [packed, state, before] = laid.map(u32::from_le_bytes);
        Self { packed, state, before }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(NONE)
}

/// The steps of all routes of a pack.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Steps {
    /// For each literal, where its uses lie; one more at the end.
    offsets: Row,
    uses: Cow<'static, [u8]>,
    /// The state before each state, for walking back.
    parents: Row,
    /// Bytes from the start of any wording to its end, at most.
    longest: u32,
}

impl Steps {
    /// Gathers the routes of all entries, which are numbered in order. Their literals are a list, in which those of the entries
    /// that `is_word` names are words.
    pub(super) fn new<'p>(
        entries: impl Iterator<Item = &'p [Route]>,
        is_word: impl Fn(usize) -> bool,
    ) -> (Vocabulary, Self) {
        let mut uses: Vec<(u32, Use)> = Vec::new();
        let mut parents = Vec::new();
        let mut known = Numbered::default();
        // Routes that begin alike share the steps that they begin with: half of a pack's wordings begin with a concept.
        let mut shared: HashMap<(u32, Link, bool, &WordingSet), u32> = HashMap::new();
        let mut most_steps = 0;
        for (place, routes) in entries.enumerate() {
            let (entry, is_word) = (number(place), is_word(place));
            for route in routes {
                most_steps = most_steps.max(route.len());
                let mut before = NONE;
                for (place, step) in route.iter().enumerate() {
                    if is_word && known.words.insert(Arc::as_ptr(&step.literals)) {
                        known.numbers(&step.literals);
                    }
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
                    let served = Use::new(entry, state, before, step.link, joined);
                    uses.extend(known.numbers(&step.literals).iter().map(|number| (*number, served)));
                    before = state;
                }
            }
        }
        let literal = known.literals.iter().map(|literal| literal.len()).max().unwrap_or(0);
        let longest = most_steps * (literal + FAR * char::MAX.len_utf8());
        let (vocabulary, steps) = known.laid_out(&uses, parents);
        (vocabulary, Self { longest: number(longest), ..steps })
    }

    /// Steps that lie ready.
    pub(super) const fn laid_out([offsets, uses, parents]: [&'static [u8]; 3], longest: u32) -> Self {
        Self {
            offsets: Row::laid_out(offsets),
            uses: Cow::Borrowed(uses),
            parents: Row::laid_out(parents),
            longest,
        }
    }

    /// As they lie: offsets, uses, parents, and the longest wording.
    #[allow(dead_code, reason = "the build script writes it down")]
    pub(crate) fn parts(&self) -> ([&[u8]; 3], u32) {
        ([self.offsets.bytes(), &self.uses, self.parents.bytes()], self.longest)
    }

    /// Bytes from the start of any wording to its end, at most.
    pub(super) fn longest(&self) -> usize {
        self.longest as usize
    }

    /// The steps that a literal can take.
    pub(super) fn of(&self, literal: usize) -> impl Iterator<Item = Use> {
        let [first, end] = [literal, literal + 1].map(|place| self.offsets.get(place) as usize);
        let (uses, _) = self.uses.as_chunks().0.as_chunks();
        uses.get(first..end).unwrap_or_default().iter().map(Use::read)
    }

    /// How many states there are.
    pub(super) fn states(&self) -> usize {
        self.parents.count()
    }

    /// The state before a state.
    pub(super) fn parent(&self, state: u32) -> u32 {
        self.parents.get(state as usize)
    }
}

/// Literals as they come in, each with a number; a set that was seen before is not looked up again.
#[derive(Default)]
struct Numbered<'p> {
    literals: Vec<&'p str>,
    numbers: HashMap<&'p str, u32>,
    sets: HashMap<*const WordingSet, Vec<u32>>,
    /// The sets whose literals are words.
    words: HashSet<*const WordingSet>,
}

impl<'p> Numbered<'p> {
    fn numbers(&mut self, set: &'p Arc<WordingSet>) -> &[u32] {
        let Self { literals, numbers, sets, .. } = self;
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

    /// Lays the uses out by the order of their literals; those of one literal stay in order.
    fn laid_out(&self, uses: &[(u32, Use)], parents: Vec<u32>) -> (Vocabulary, Steps) {
        let literals = &self.literals;
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
        let mut placed: Vec<Laid> = vec![Laid::default(); uses.len()];
        for (number, served) in uses {
            let free = &mut free[ranks[*number as usize]];
            placed[*free as usize] = served.laid_out();
            *free += 1;
        }
        let mut words = Bits::none(literals.len());
        let sets = self.words.iter().filter_map(|set| self.sets.get(set));
        for number in sets.flatten().filter(|number| literals[**number as usize].chars().nth(1).is_some()) {
            words.set(ranks[*number as usize]);
        }
        let list = WordList::new(order.into_iter().map(|number| literals[number as usize]));
        let (offsets, parents) = (offsets.into_iter().collect(), parents.into_iter().collect());
        (
            Vocabulary::new(Arc::new(list), words),
            Steps { offsets, uses: placed.into_flattened().into_flattened().into(), parents, longest: 0 },
        )
    }
}
