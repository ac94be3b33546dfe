//! How often each string was seen and in what company, in bounded memory.

use std::collections::HashMap;

/// No more strings than this are remembered at a time. When there are more, the rarest are forgotten (after the lossy
/// counting of Manku and Motwani 2002, "Approximate frequency counts over data streams").
pub const MOST_STRINGS: usize = 400_000;

/// Neighbours on one side that are counted apart; all others are taken to differ from one another.
const NEIGHBOURS: usize = 8;

/// Messages with a string before its neighbours and examples are kept: most strings are never seen so often.
const WARM: u32 = 4;

/// Examples that are kept of each string.
const EXAMPLES: usize = 3;

/// A place where a string stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Example {
    /// Name of the file, by its place among those read.
    pub file: u32,
    /// The line, from 1.
    pub line: u64,
    /// What stands before the string in the message as written, at most so many characters as are shown.
    pub before: String,
    /// The string as written.
    pub text: String,
    /// What stands after it.
    pub after: String,
}

/// What is known of one string. Each message counts once.
#[derive(Clone, Debug, Default)]
pub(super) struct Count {
    /// Corpus messages that need a person by what else is in them.
    pub(super) loud: u32,
    /// Corpus messages that don't, as far as the program sees.
    pub(super) quiet: u32,
    /// Labelled messages: labelled as needing a person and decided so, labelled so and not decided, decided so and not
    /// labelled, neither.
    pub(super) labelled: [u32; 4],
    /// Bytes at which its words part; 0 where there are fewer.
    seams: [u8; 2],
    /// The message that counted last.
    last: u64,
    more: Option<Box<More>>,
}

/// What is kept of strings that are seen more often.
#[derive(Clone, Debug, Default)]
struct More {
    left: Neighbours,
    right: Neighbours,
    examples: Vec<Example>,
}

/// The characters that stand beside a string.
#[derive(Clone, Debug, Default)]
pub(super) struct Neighbours {
    known: Vec<(char, u32)>,
    /// Others, and ends of clauses: each is taken for one of its own.
    others: u32,
}

impl Neighbours {
    fn add(&mut self, neighbour: Option<char>) {
        match neighbour {
            Some(neighbour) => {
                if let Some((_, count)) = self.known.iter_mut().find(|(known, _)| *known == neighbour) {
                    *count += 1;
                } else if self.known.len() < NEIGHBOURS {
                    self.known.push((neighbour, 1));
                } else {
                    self.others += 1;
                }
            }
            None => self.others += 1,
        }
    }

    /// How freely the neighbour varies: the entropy of its distribution, in bits; `None` before any was seen.
    pub(super) fn entropy(&self) -> Option<f64> {
        let known: u32 = self.known.iter().map(|(_, count)| count).sum();
        let all = f64::from(known + self.others);
        let of = |count: u32| {
            let share = f64::from(count) / all;
            -share * share.log2()
        };
        let entropy: f64 = self.known.iter().map(|(_, count)| of(*count)).sum();
        (all > 0.0).then(|| entropy + f64::from(self.others) * if self.others > 0 { of(1) } else { 0.0 })
    }
}

impl Count {
    /// Messages with it, of the corpus and labelled ones.
    pub(super) fn all(&self) -> u32 {
        self.loud + self.quiet + self.labelled.iter().sum::<u32>()
    }

    /// Entropy of the left and the right neighbours, in bits, where they were kept.
    pub(super) fn entropies(&self) -> Option<[f64; 2]> {
        let more = self.more.as_deref()?;
        Some([more.left.entropy()?, more.right.entropy()?])
    }

    /// Bytes at which its words part.
    pub(super) fn seams(&self) -> impl Iterator<Item = usize> {
        self.seams.into_iter().filter(|seam| *seam > 0).map(usize::from)
    }

    pub(super) fn examples(&self) -> &[Example] {
        self.more.as_deref().map_or(&[], |more| &more.examples)
    }
}

/// Where a string was seen, for those that are kept.
pub(super) struct Sight<'s> {
    /// Number of the message, from 1.
    pub(super) message: u64,
    pub(super) left: Option<char>,
    pub(super) right: Option<char>,
    /// Makes an example of it; `None` where it would be no good one.
    pub(super) example: Option<&'s dyn Fn() -> Example>,
}

/// All strings.
#[derive(Debug)]
pub(super) struct Counts {
    known: HashMap<Box<str>, Count>,
    most: usize,
    /// A string that is in the table may have been seen so many times more.
    pub(super) forgotten: u32,
}

impl Counts {
    pub(super) fn new(most: usize) -> Self {
        Self { known: HashMap::new(), most, forgotten: 0 }
    }

    /// Counts a string once a message. `seams`: bytes at which its words part.
    pub(super) fn add(
        &mut self,
        text: &str,
        seams: impl Iterator<Item = usize>,
        sight: &Sight<'_>,
        count: impl FnOnce(&mut Count),
    ) {
        if !self.known.contains_key(text) {
            if self.known.len() >= self.most {
                self.forget();
            }
            let mut new = Count::default();
            for (place, seam) in new.seams.iter_mut().zip(seams) {
                *place = u8::try_from(seam).unwrap_or_default();
            }
            self.known.insert(text.into(), new);
        }
        let Some(known) = self.known.get_mut(text) else { return };
        if known.last == sight.message {
            return;
        }
        known.last = sight.message;
        count(known);
        if known.all() < WARM {
            return;
        }
        let more = known.more.get_or_insert_default();
        more.left.add(sight.left);
        more.right.add(sight.right);
        if let Some(example) = sight.example.filter(|_| more.examples.len() < EXAMPLES) {
            more.examples.push(example());
        }
    }

    pub(super) fn get(&self, text: &str) -> Option<&Count> {
        self.known.get(text)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Count)> {
        self.known.iter().map(|(text, count)| (&**text, count))
    }

    /// Drops the rarest strings, until half of the table is free.
    fn forget(&mut self) {
        let mut seen: Vec<u32> = self.known.values().map(Count::all).collect();
        let middle = seen.len() / 2;
        let (_, least, _) = seen.select_nth_unstable(middle);
        let least = *least;
        self.known.retain(|_, count| count.all() > least);
        self.forgotten += least;
    }
}
