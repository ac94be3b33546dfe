//! The words that a text is cut into: the dictionary, used in place as it was packed, and the terms of a pack.

use std::sync::LazyLock;

use fst::raw::{Fst, Output};

/// The dictionary with its frequencies: words of Han characters, folded (`data/jieba/dict.txt`, packed by `build.rs`).
static DICTIONARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.fst"));

// `DICTIONARY_TOTAL`, the sum of its frequencies, and `SINGLE`, those of the characters from `FIRST_SINGLE` on.
include!(concat!(env!("OUT_DIR"), "/words_total.rs"));

/// A bit for each hash of two characters that stand side by side inside some word of the dictionary (`build.rs`).
static WORD_PAIRS: &[u8; 1 << 18] = include_bytes!(concat!(env!("OUT_DIR"), "/word_pairs.bin"));

/// Bits in the same filter for the words of a pack.
const TERM_PAIRS: usize = 1 << 16;

/// How often a pack term is taken to be seen. Measured on 82,525 reviews: at the frequency that jieba suggests, 192 of
/// 14,460 true hits are cut; at 3000, 29, of which 24 rightly.
const TERM_FREQUENCY: u64 = 3000;

/// Words with how often each is seen.
pub(super) struct Words {
    dictionary: Fst<&'static [u8]>,
    /// Terms have a frequency of their own, at least what the dictionary gives them.
    terms: Fst<Vec<u8>>,
    /// The pairs inside terms, as `WORD_PAIRS` has them for the dictionary.
    term_pairs: Vec<u64>,
    /// The logarithm of all frequencies together.
    log_total: f64,
}

impl Words {
    /// The dictionary and these terms, which are known as words with a high frequency. A single character is no term.
    pub(super) fn new(terms: impl IntoIterator<Item = String>) -> Self {
        let dictionary = packed().unwrap_or_else(|_| unreachable!("build.rs packed words"));
        let mut terms: Vec<String> = terms.into_iter().filter(|term| term.chars().nth(1).is_some()).collect();
        terms.sort_unstable();
        terms.dedup();
        let mut term_pairs = vec![0; TERM_PAIRS / 64];
        for (a, b) in terms.iter().flat_map(|term| term.chars().zip(term.chars().skip(1))) {
            let bit = pair_hash(a, b) % TERM_PAIRS;
            term_pairs[bit / 64] |= 1 << (bit % 64);
        }
        let mut total = DICTIONARY_TOTAL;
        let frequencies = terms.into_iter().map(|term| {
            let known = dictionary.get(&term).map_or(0, |known| known.value());
            let frequency = known.max(TERM_FREQUENCY);
            total += frequency - known;
            (term, Output::new(frequency))
        });
        let terms = Fst::from_iter_map(frequencies.map(|(term, output)| (term, output.value())))
            .unwrap_or_else(|_| unreachable!("the terms are sorted and each is there once"));
        Self { dictionary, terms, term_pairs, log_total: (total as f64).ln() }
    }

    /// Whether a word is a term of the pack.
    pub(super) fn is_term(&self, word: &str) -> bool {
        self.terms.contains_key(word)
    }

    /// How likely a word of some frequency is, as a logarithm.
    pub(super) fn weight(&self, frequency: u64) -> f64 {
        (frequency as f64).ln() - self.log_total
    }

    /// Calls `each` with the length in bytes and the frequency of every word that `text` begins with, the shortest first.
    ///
    /// Most pairs of characters stand in no word, and then there is nothing to look up.
    pub(super) fn begin(&self, text: &str, mut each: impl FnMut(usize, u64)) {
        let mut chars = text.chars();
        let Some(first) = chars.next() else { return };
        if let Some(frequency) = single(first) {
            each(first.len_utf8(), frequency);
        }
        if chars.next().is_some_and(|second| self.may_join(first, second)) {
            self.begin_longer(text, first.len_utf8(), each);
        }
    }

    /// The same for words longer than `shortest` bytes.
    fn begin_longer(&self, text: &str, shortest: usize, mut each: impl FnMut(usize, u64)) {
        let mut dictionary = Walk::new(&self.dictionary);
        let mut terms = Walk::new(&self.terms);
        for (at, byte) in text.bytes().enumerate() {
            let known = dictionary.step(byte);
            let own = terms.step(byte);
            if let Some(frequency) = own.or(known).filter(|_| at >= shortest) {
                each(at + 1, frequency);
            }
            if dictionary.is_over() && terms.is_over() {
                break;
            }
        }
    }

    fn may_join(&self, a: char, b: char) -> bool {
        let bit = pair_hash(a, b) % TERM_PAIRS;
        may_be_in_word(a, b) || self.term_pairs[bit / 64] >> (bit % 64) & 1 == 1
    }
}

/// How often the dictionary has seen a character as a word of its own.
fn single(c: char) -> Option<u64> {
    let place = (c as usize).checked_sub(FIRST_SINGLE)?;
    SINGLE.get(place).copied().filter(|frequency| *frequency > 0).map(u64::from)
}

/// Whether some word of the dictionary may hold `a` and `b` side by side. Never wrong when it says no.
pub(super) fn may_be_in_word(a: char, b: char) -> bool {
    let hash = pair_hash(a, b);
    WORD_PAIRS[hash / 8] >> (hash % 8) & 1 == 1
}

/// 21 bits of a pair; `build.rs` hashes alike.
fn pair_hash(a: char, b: char) -> usize {
    let pair = u64::from(u32::from(a)) << 21 | u64::from(u32::from(b));
    (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 43) as usize
}

/// The dictionary, ready to be asked.
fn packed() -> fst::Result<Fst<&'static [u8]>> {
    Fst::new(DICTIONARY)
}

/// One way through a transducer, a byte at a time.
struct Walk<'f, D> {
    fst: &'f Fst<D>,
    /// Where it stands, and the sum of the outputs on the way there.
    at: Option<(fst::raw::Node<'f>, Output)>,
}

impl<'f, D: AsRef<[u8]>> Walk<'f, D> {
    fn new(fst: &'f Fst<D>) -> Self {
        Self { fst, at: Some((fst.root(), Output::zero())) }
    }

    /// Goes on by a byte; the value if a word ends with it.
    fn step(&mut self, byte: u8) -> Option<u64> {
        let (node, output) = self.at.take()?;
        let transition = node.transition(node.find_input(byte)?);
        let (next, output) = (self.fst.node(transition.addr), output.cat(transition.out));
        let value = next.is_final().then(|| output.cat(next.final_output()).value());
        self.at = Some((next, output));
        value
    }

    fn is_over(&self) -> bool {
        self.at.is_none()
    }
}

/// The words of the dictionary with their frequencies, in order. Unpacked at the first call, which takes a while.
pub fn dictionary() -> impl Iterator<Item = (&'static str, u64)> {
    static UNPACKED: LazyLock<Vec<(String, u64)>> = LazyLock::new(|| {
        let words = packed().and_then(|words| fst::Map::from(words).stream().into_str_vec());
        words.unwrap_or_else(|_| unreachable!("build.rs packed words"))
    });
    UNPACKED.iter().map(|(word, frequency)| (word.as_str(), *frequency))
}

/// Whether the dictionary has a word (folded).
#[must_use]
pub fn is_in_dictionary(word: &str) -> bool {
    packed().is_ok_and(|words| words.contains_key(word))
}
