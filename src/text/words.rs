//! The words that a text is cut into: the dictionary, used in place as it was packed, and the terms of a pack.

use std::sync::LazyLock;

use fst::raw::{Fst, Output};

/// The dictionary with its frequencies: words of Han characters, folded (`data/jieba/dict.txt`, packed by `build.rs`).
static DICTIONARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.fst"));

include!(concat!(env!("OUT_DIR"), "/words_total.rs"));

/// How often a pack term is taken to be seen. Measured on 82,525 reviews: at the frequency that jieba suggests, 192 of
/// 14,460 true hits are cut; at 3000, 29, of which 24 rightly.
const TERM_FREQUENCY: u64 = 3000;

/// Words with how often each is seen.
pub(super) struct Words {
    dictionary: Fst<&'static [u8]>,
    /// Terms have a frequency of their own, at least what the dictionary gives them.
    terms: Fst<Vec<u8>>,
    /// The logarithm of all frequencies together.
    log_total: f64,
}

impl Words {
    /// The dictionary and these terms, which are known as words with a high frequency.
    pub(super) fn new(terms: impl IntoIterator<Item = String>) -> Self {
        let dictionary = packed().unwrap_or_else(|_| unreachable!("build.rs packed words"));
        let mut terms: Vec<String> = terms.into_iter().filter(|term| !term.is_empty()).collect();
        terms.sort_unstable();
        terms.dedup();
        let mut total = DICTIONARY_TOTAL;
        let frequencies = terms.into_iter().map(|term| {
            let known = dictionary.get(&term).map_or(0, |known| known.value());
            let frequency = known.max(TERM_FREQUENCY);
            total += frequency - known;
            (term, Output::new(frequency))
        });
        let terms = Fst::from_iter_map(frequencies.map(|(term, output)| (term, output.value())))
            .unwrap_or_else(|_| unreachable!("the terms are sorted and each is there once"));
        Self { dictionary, terms, log_total: (total as f64).ln() }
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
    pub(super) fn begin(&self, text: &str, mut each: impl FnMut(usize, u64)) {
        let mut dictionary = Walk::new(&self.dictionary);
        let mut terms = Walk::new(&self.terms);
        for (at, byte) in text.bytes().enumerate() {
            let known = dictionary.step(byte);
            let own = terms.step(byte);
            if let Some(frequency) = own.or(known) {
                each(at + 1, frequency);
            }
            if dictionary.is_over() && terms.is_over() {
                break;
            }
        }
    }
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
