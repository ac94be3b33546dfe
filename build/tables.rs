//! What each character folds to, and which are symbols: packed for the program, and at hand for the build itself, which reads the
//! pack as the program reads messages.

use std::fmt::Write as _;
use std::sync::LazyLock;

/// One past the last character that has a bit of its own; the tags beyond, all dropped, are a rule in `fold.rs`.
const FOLDABLE: usize = 0x32400;

struct Fold {
    changed: Vec<u64>,
    blocks: Vec<u16>,
    values: Vec<u16>,
    expansions: Vec<&'static str>,
}

static FOLD: LazyLock<Fold> = LazyLock::new(fold_table);

/// A bit for each character that folding changes.
pub(crate) static CHANGED: LazyLock<&[u64]> = LazyLock::new(|| &FOLD.changed);
/// Where the values of each 64 characters begin.
pub(crate) static BLOCKS: LazyLock<&[u16]> = LazyLock::new(|| &FOLD.blocks);
/// The character that each folds to, 0 for one that is dropped or stays, or 0xD800 + the place in `EXPANSIONS` of anything else.
pub(crate) static VALUES: LazyLock<&[u16]> = LazyLock::new(|| &FOLD.values);
/// What is more than one character.
pub(crate) static EXPANSIONS: LazyLock<&[&str]> = LazyLock::new(|| &FOLD.expansions);
/// The ranges of symbols other than currency signs, and of the private characters that stood for emoji.
pub(crate) static SYMBOLS: LazyLock<Vec<(u32, u32)>> = LazyLock::new(symbols);

/// The same as the program includes it.
pub(crate) fn source() -> String {
    let Fold { changed, blocks, values, expansions } = &*FOLD;
    let mut out = String::new();
    let _ = writeln!(out, "pub(super) static CHANGED: [u64; {}] = {changed:?};", changed.len());
    let _ = writeln!(out, "pub(super) static BLOCKS: [u16; {}] = {blocks:?};", blocks.len());
    let _ = writeln!(out, "pub(super) static VALUES: [u16; {}] = {values:?};", values.len());
    let _ = writeln!(out, "pub(super) static EXPANSIONS: [&str; {}] = {expansions:?};", expansions.len());
    let _ = writeln!(out, "pub(super) static SYMBOLS: [(u32, u32); {}] = {:?};", SYMBOLS.len(), *SYMBOLS);
    out
}

fn fold_table() -> Fold {
    let table = crate::read("data/fold/table.txt");
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
    let small = |values: Vec<usize>| values.into_iter().map(|value| value as u16).collect();
    let expansions = expansions.into_iter().map(|text| &*text.leak()).collect();
    Fold { changed, blocks: small(blocks), values: small(values), expansions }
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

/// The ranges of symbols other than currency signs, and of the private characters that stood for emoji.
fn symbols() -> Vec<(u32, u32)> {
    let categories = crate::read("data/unicode/GeneralCategory.txt");
    let mut ranges: Vec<(u32, u32)> = categories
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('#').next().unwrap_or_default().split_once(';'))
        .filter(|(_, class)| matches!(class.trim(), "Sk" | "Sm" | "So" | "Co"))
        .map(|(range, _)| {
            let hex = |text: &str| u32::from_str_radix(text.trim(), 16).expect("a character's number");
            let (first, last) = range.split_once("..").unwrap_or((range, range));
            (hex(first), hex(last))
        })
        .collect();
    ranges.sort_unstable();
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for (first, last) in ranges {
        match joined.last_mut() {
            Some(before) if before.1 + 1 == first => before.1 = last,
            _ => joined.push((first, last)),
        }
    }
    joined
}
