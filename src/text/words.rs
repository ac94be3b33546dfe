//! The words that a text is cut into: the dictionary, used in place as it was packed, and the vocabulary of a pack.

use std::sync::LazyLock;

use yada::DoubleArray;

use super::vocabulary::{Heads, TERM_FREQUENCY, Vocabulary};

/// The dictionary with its frequencies: words of Han characters, folded.
static DICTIONARY: &str = include_str!("../../data/jieba/dict.txt");

/// The same as a double array, which is used in place (packed by `build/dictionary.rs`).
static PACKED: LazyLock<DoubleArray<&[u8]>> = LazyLock::new(|| {
    let packed: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.da"));
    DoubleArray::new(packed).unwrap_or_else(|_| unreachable!("the build packed words"))
});

// `DICTIONARY_TOTAL`, the sum of its frequencies, and `SINGLE`, those of the characters from `FIRST_SINGLE` on.
include!(concat!(env!("OUT_DIR"), "/words_total.rs"));

/// A bit for each hash of two characters that stand side by side inside some word of the dictionary (`build/dictionary.rs`).
static WORD_PAIRS: &[u8; 1 << 18] = include_bytes!(concat!(env!("OUT_DIR"), "/word_pairs.bin"));

/// Words with how often each is seen.
#[derive(PartialEq, Debug)]
pub(super) struct Words {
    heads: Heads,
    /// The logarithm of all frequencies together.
    log_total: f64,
}

impl Words {
    /// The dictionary and a vocabulary, whose words are known with a high frequency.
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        let total = vocabulary.total(DICTIONARY_TOTAL, frequency);
        Self::laid_out(Heads::of(vocabulary), total)
    }

    /// The same, counted before.
    pub(super) fn laid_out(heads: Heads, total: u64) -> Self {
        Self { heads, log_total: (total as f64).ln() }
    }

    /// How likely a word of some frequency is, as a logarithm.
    pub(super) fn weight(&self, frequency: u64) -> f64 {
        (frequency as f64).ln() - self.log_total
    }

    /// Calls `each` with the length in bytes and the frequency of every word that `text` begins with, the shortest first.
    ///
    /// Most pairs of characters stand in no word, and then there is nothing to look up.
    pub(super) fn begin(&self, vocabulary: &Vocabulary, text: &str, mut each: impl FnMut(usize, u64)) {
        let mut chars = text.chars();
        let Some(first) = chars.next() else { return };
        if let Some(frequency) = single(first) {
            each(first.len_utf8(), frequency);
        }
        let Some(second) = chars.next() else { return };
        let longer = |(_, len): &(u32, usize)| *len > first.len_utf8();
        let looked_up =
            may_be_in_word(first, second).then(|| PACKED.common_prefix_search(text).filter(longer));
        let known = looked_up.into_iter().flatten().map(|(frequency, len)| (len, u64::from(frequency)));
        let mut known = known.peekable();
        self.heads.begin(vocabulary, text, |len| {
            while let Some((len, frequency)) = known.next_if(|word| word.0 < len) {
                each(len, frequency);
            }
            // A term that the dictionary has too is one word.
            let both = known.next_if(|word| word.0 == len);
            each(len, both.map_or(0, |(_, frequency)| frequency).max(TERM_FREQUENCY));
        });
        known.for_each(|(len, frequency)| each(len, frequency));
    }
}

/// How often the dictionary has seen a character as a word of its own.
pub(super) fn single(c: char) -> Option<u64> {
    let place = (c as usize).checked_sub(FIRST_SINGLE)?;
    SINGLE.get(place).copied().filter(|frequency| *frequency > 0).map(u64::from)
}

/// Whether some word of the dictionary may hold `a` and `b` side by side. Never wrong when it says no.
pub(super) fn may_be_in_word(a: char, b: char) -> bool {
    let hash = pair_hash(a, b);
    WORD_PAIRS[hash / 8] >> (hash % 8) & 1 == 1
}

/// 21 bits of a pair; `build/dictionary.rs` hashes alike.
fn pair_hash(a: char, b: char) -> usize {
    let pair = u64::from(u32::from(a)) << 21 | u64::from(u32::from(b));
    (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 43) as usize
}

/// How often the dictionary has seen a word of more than one character.
fn frequency(word: &str) -> Option<u64> {
    // Only what the filter knows is looked up, which no NUL gets past: the double array can't be asked about that.
    word.chars()
        .zip(word.chars().skip(1))
        .all(|(a, b)| may_be_in_word(a, b) && a != '\0' && b != '\0')
        .then(|| PACKED.exact_match_search(word).map(u64::from))?
}

/// The words of the dictionary with their frequencies, in order.
pub fn dictionary() -> impl Iterator<Item = (&'static str, u64)> {
    let rows = DICTIONARY.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| {
        row.split_once(' ').and_then(|(word, frequency)| Some((word, frequency.parse().ok()?)))
    })
}

/// Whether the dictionary has a word (folded).
#[must_use]
pub fn is_in_dictionary(word: &str) -> bool {
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) => single(only).is_some(),
        (Some(_), Some(_)) => frequency(word).is_some(),
        _ => false,
    }
}
