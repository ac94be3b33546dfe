//! The dictionary, packed so that it takes no loading.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use yada::builder::DoubleArrayBuilder;

/// Bits in the filter of character pairs, a power of two: 256 KiB.
const PAIR_BITS: usize = 1 << 21;

/// Every word with how often it is seen.
static WORDS: LazyLock<BTreeMap<String, u32>> = LazyLock::new(|| {
    let dictionary = crate::read("data/jieba/dict.txt");
    let rows = dictionary.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let (word, frequency) = line.split_once(' ').expect("a row has a word and its frequency");
        (word.to_owned(), frequency.parse().expect("a frequency is a number"))
    });
    rows.collect()
});

/// How often a word is seen.
pub(crate) fn frequency(word: &str) -> Option<u64> {
    WORDS.get(word).map(|frequency| u64::from(*frequency))
}

/// How often all are seen together.
pub(crate) fn total() -> u64 {
    WORDS.values().map(|frequency| u64::from(*frequency)).sum()
}

/// The words with their frequencies as one double array.
pub(crate) fn double_array() -> Vec<u8> {
    let rows: Vec<(&str, u32)> = WORDS.iter().map(|(word, frequency)| (word.as_str(), *frequency)).collect();
    DoubleArrayBuilder::build(&rows).expect("the dictionary is sorted")
}

/// A bit for each hash of two characters that stand side by side in some word; `words.rs` hashes alike.
pub(crate) fn pairs() -> Vec<u8> {
    let mut bits = vec![0u8; PAIR_BITS / 8];
    for word in WORDS.keys() {
        for (a, b) in word.chars().zip(word.chars().skip(1)) {
            let pair = u64::from(u32::from(a)) << 21 | u64::from(u32::from(b));
            let hash = (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 43) as usize;
            bits[hash / 8] |= 1 << (hash % 8);
        }
    }
    bits
}

/// The sum of all frequencies, and those of single characters one after the other.
pub(crate) fn source() -> String {
    let single = |(word, frequency): (&String, &u32)| {
        let mut chars = word.chars();
        let c = chars.next().filter(|_| chars.next().is_none())?;
        Some((u32::from(c), *frequency))
    };
    let rows: Vec<(u32, u32)> = WORDS.iter().filter_map(single).collect();
    let first = rows.first().map_or(0, |row| row.0);
    let last = rows.last().map_or(0, |row| row.0);
    let mut all = vec![0; (last - first) as usize + 1];
    for (c, frequency) in rows {
        all[(c - first) as usize] = frequency;
    }
    let total = format!("const DICTIONARY_TOTAL: u64 = {};", total());
    let table = format!("static SINGLE: [u32; {}] = {all:?};", all.len());
    format!("{total}\nconst FIRST_SINGLE: usize = {first};\n{table}\n")
}
