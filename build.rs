//! Packs what `text/` reads: the fold table, the symbols that may be bridged, the dictionary and its character pairs.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use yada::builder::DoubleArrayBuilder;

/// One past the last character that has a bit of its own; the tags beyond, all dropped, are a rule in `fold.rs`.
const FOLDABLE: usize = 0x32400;

/// Bits in the filter of character pairs, a power of two: 256 KiB.
const PAIR_BITS: usize = 1 << 21;

fn main() {
    for file in ["data/fold/table.txt", "data/unicode/GeneralCategory.txt", "data/jieba/dict.txt"] {
        println!("cargo::rerun-if-changed={file}");
    }
    println!("cargo::rerun-if-changed=build.rs");
    write("fold_table.rs", pack_fold(&read("data/fold/table.txt")));
    write("symbols.rs", pack_symbols(&read("data/unicode/GeneralCategory.txt")));
    let dictionary = read("data/jieba/dict.txt");
    write("word_pairs.bin", pack_pairs(&dictionary));
    let (words, total) = pack_words(&dictionary);
    write("words.da", words);
    write("words_total.rs", format!("const DICTIONARY_TOTAL: u64 = {total};\n{}", singles(&dictionary)));
}

/// `CHANGED`: a bit a character; `BLOCKS`: where the values of each 64 characters begin; `VALUES`: the character that
/// each of them folds to, 0 for one that is dropped or stays, or 0xD800 + the place in `EXPANSIONS` of anything else.
fn pack_fold(table: &str) -> String {
    let mut rows: Vec<(usize, String)> = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with("# ")) {
        let (from, to) = line.split_once(" → ").expect("a row of the fold table has an arrow");
        let (first, last) = from.split_once("..").unwrap_or((from, from));
        let to = if to == "(dropped)" { String::new() } else { spelt(to) };
        rows.extend((number(first)..=number(last)).map(|c| (c, to.clone())));
    }
    rows.retain(|(c, to)| {
        let tag = (0xE0000..0xE1000).contains(c);
        assert!(*c < FOLDABLE || tag && to.is_empty(), "U+{c:X} needs a larger table");
        !tag
    });
    assert!(rows.is_sorted_by(|a, b| a.0 < b.0), "the fold table is sorted");
    let mut changed = vec![0u64; FOLDABLE / 64];
    let mut expansions: Vec<String> = Vec::new();
    let mut blocks = vec![0usize; FOLDABLE / 64];
    let mut values = vec![0; 64];
    for (c, to) in &rows {
        changed[c / 64] |= 1 << (c % 64);
        let mut chars = to.chars();
        let value = match (chars.next().map(u32::from), chars.next()) {
            (None, _) => 0,
            (Some(one @ 1..=0xFFFF), None) => one as usize,
            _ => {
                let place = expansions.iter().position(|known| known == to).unwrap_or(expansions.len());
                if place == expansions.len() {
                    expansions.push(to.clone());
                }
                assert!(place < 0x800, "too many expansions");
                0xD800 + place
            }
        };
        if blocks[c / 64] == 0 {
            blocks[c / 64] = values.len();
            values.resize(values.len() + 64, 0);
        }
        values[blocks[c / 64] + c % 64] = value;
    }
    let mut out = String::new();
    let _ = writeln!(out, "static CHANGED: [u64; {}] = {changed:?};", changed.len());
    let _ = writeln!(out, "static BLOCKS: [u16; {}] = {blocks:?};", blocks.len());
    let _ = writeln!(out, "static VALUES: [u16; {}] = {values:?};", values.len());
    let _ = writeln!(out, "static EXPANSIONS: [&str; {}] = {expansions:?};", expansions.len());
    out
}

/// What a row spells: characters, or one that cannot be seen by its number.
fn spelt(text: &str) -> String {
    let parts = text.split("U+").enumerate().map(|(i, part)| {
        if i == 0 {
            return part.to_owned();
        }
        let (hex, rest) = part.split_at(4);
        let c = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).expect("a character's number");
        format!("{c}{rest}")
    });
    parts.collect()
}

fn number(text: &str) -> usize {
    match text.strip_prefix("U+") {
        Some(hex) if !hex.is_empty() => usize::from_str_radix(hex, 16).expect("a character's number"),
        _ => text.chars().next().map_or(0, |c| u32::from(c) as usize),
    }
}

/// `SYMBOLS`: the ranges of symbols other than currency signs, and of the private characters that stood for emoji.
fn pack_symbols(categories: &str) -> String {
    let mut ranges: Vec<(usize, usize)> = categories
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('#').next().unwrap_or_default().split_once(';'))
        .filter(|(_, class)| matches!(class.trim(), "Sk" | "Sm" | "So" | "Co"))
        .map(|(range, _)| {
            let hex = |text: &str| usize::from_str_radix(text.trim(), 16).expect("a character's number");
            let (first, last) = range.split_once("..").unwrap_or((range, range));
            (hex(first), hex(last))
        })
        .collect();
    ranges.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (first, last) in ranges {
        match joined.last_mut() {
            Some(before) if before.1 + 1 == first => before.1 = last,
            _ => joined.push((first, last)),
        }
    }
    format!("static SYMBOLS: [(u32, u32); {}] = {joined:?};", joined.len())
}

/// A bit for each hash of two characters that stand side by side in some word; `words.rs` hashes alike.
fn pack_pairs(dictionary: &str) -> Vec<u8> {
    let mut bits = vec![0u8; PAIR_BITS / 8];
    for line in dictionary.lines().filter(|line| !line.starts_with('#')) {
        let word = line.split(' ').next().unwrap_or_default();
        for (a, b) in word.chars().zip(word.chars().skip(1)) {
            let pair = u64::from(u32::from(a)) << 21 | u64::from(u32::from(b));
            let hash = (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 43) as usize;
            bits[hash / 8] |= 1 << (hash % 8);
        }
    }
    bits
}

/// The frequencies of single characters, one after the other.
fn singles(dictionary: &str) -> String {
    let single = |line: &str| {
        let (word, frequency) = line.split_once(' ')?;
        let mut chars = word.chars();
        let c = chars.next().filter(|_| chars.next().is_none())?;
        Some((u32::from(c), frequency.parse::<u32>().ok()?))
    };
    let rows: Vec<(u32, u32)> = dictionary.lines().filter_map(single).collect();
    let first = rows.first().map_or(0, |row| row.0);
    let last = rows.last().map_or(0, |row| row.0);
    let mut all = vec![0; (last - first) as usize + 1];
    for (c, frequency) in rows {
        all[(c - first) as usize] = frequency;
    }
    format!("const FIRST_SINGLE: usize = {first};\nstatic SINGLE: [u32; {}] = {all:?};", all.len())
}

/// The words with their frequencies as one double array, which needs no loading, and the sum of all frequencies.
fn pack_words(dictionary: &str) -> (Vec<u8>, u64) {
    let rows = dictionary.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let (word, frequency) = line.split_once(' ').expect("a row has a word and its frequency");
        (word, frequency.parse::<u32>().expect("a frequency is a number"))
    });
    let rows: Vec<(&str, u32)> = rows.collect();
    let words = DoubleArrayBuilder::build(&rows).expect("the dictionary is sorted");
    (words, rows.iter().map(|(_, frequency)| u64::from(*frequency)).sum())
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn write(name: &str, content: impl AsRef<[u8]>) {
    let folder = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&folder).join(name), content).expect("the build folder can be written");
}
