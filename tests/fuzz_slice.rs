//! A short, always equal slice of the fuzzing: every seed of every target, and changes of it, against the same oracles.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fs;
use std::path::Path;

#[path = "../fuzz/oracles/decision.rs"]
mod decision;
#[path = "../fuzz/oracles/evidence.rs"]
mod evidence;
#[path = "../fuzz/oracles/fold.rs"]
mod fold;
#[path = "../fuzz/oracles/pack.rs"]
mod pack;
#[path = "../fuzz/oracles/pattern.rs"]
mod pattern;
#[path = "../fuzz/oracles/records.rs"]
mod records;

/// A target: its name, its oracle, and how many changed seeds are tried.
type Target = (&'static str, fn(&[u8]), usize);

const TARGETS: [Target; 7] = [
    ("codes", evidence::codes, 2_000),
    ("decision", decision::check, 200),
    ("fold", fold::check, 2_000),
    ("pack", pack::check, 60),
    ("pattern", pattern::check, 1_500),
    ("records", records::check, 1_500),
    ("times", evidence::times, 2_000),
];

/// Pieces that hostile texts are made of.
const PIECES: [&str; 12] =
    ["\0", "\n", "\"", "，", "…", "\u{200b}", "\u{202e}", "９", "没有", "{", "\u{feff}", "\u{10ffff}"];

/// A generator of numbers that starts alike every time (xorshift64, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound.max(1) as u64).unwrap()
    }

    /// A seed with one to four changes: a byte, a piece, a part taken out, a part said twice, an end of another seed.
    fn change(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(4) {
            let from = self.below(bytes.len() + 1);
            let until = (from + self.below(12)).min(bytes.len());
            match self.below(5) {
                0 if from < bytes.len() => bytes[from] = u8::try_from(self.below(256)).unwrap(),
                1 => drop(bytes.splice(from..from, PIECES[self.below(PIECES.len())].bytes())),
                2 => drop(bytes.drain(from..until)),
                3 => bytes.extend_from_within(from..until),
                _ => {
                    let other = &seeds[self.below(seeds.len())];
                    bytes.truncate(from);
                    bytes.extend_from_slice(&other[self.below(other.len())..]);
                }
            }
        }
        bytes
    }
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|file| fs::read(file).unwrap()).collect()
}

fn slice(name: &str) {
    let (_, check, changes) = TARGETS.into_iter().find(|(target, ..)| *target == name).unwrap();
    let seeds = seeds(name);
    assert!(!seeds.is_empty());
    seeds.iter().for_each(|seed| check(seed));
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for _ in 0..changes {
        let bytes = numbers.change(&seeds);
        if std::panic::catch_unwind(|| check(&bytes)).is_err() {
            let shown: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            panic!("{name}: {:?}\n{shown}", String::from_utf8_lossy(&bytes));
        }
    }
}

#[test]
fn every_target_has_seeds_and_a_slice() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    for folder in ["seeds", "fuzz_targets"] {
        let files = fs::read_dir(root.join(folder)).unwrap();
        let mut found: Vec<String> =
            files.map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into()).collect();
        found.sort();
        assert_eq!(found, TARGETS.map(|(name, ..)| name), "{folder}");
    }
}

#[test]
fn codes() {
    slice("codes");
}

#[test]
fn decisions() {
    slice("decision");
}

#[test]
fn the_fold() {
    slice("fold");
}

#[test]
fn packs() {
    slice("pack");
}

#[test]
fn patterns() {
    slice("pattern");
}

#[test]
fn record_readers() {
    slice("records");
}

#[test]
fn times() {
    slice("times");
}
