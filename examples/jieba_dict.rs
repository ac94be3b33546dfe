//! Writes `data/jieba/dict.txt` from jieba's own dictionary: `cargo run --example jieba_dict PATH/jieba/dict.txt`.
//!
//! Kept are words of Han characters seen at least ten times, folded, spellings that fold alike counted together, and
//! without the parts of speech. The source is `jieba/dict.txt` of jieba 0.42.1 (PyPI, MIT).

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, io};

/// Rarer words are left out: with the whole dictionary jieba loads four times as long and cuts worse.
const LEAST_FREQUENCY: u64 = 10;

fn main() -> io::Result<()> {
    let path =
        env::args().nth(1).ok_or_else(|| io::Error::other("the path of jieba's dict.txt is missing"))?;
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    for line in fs::read_to_string(path)?.lines() {
        let mut fields = line.split(' ');
        let (Some(word), Some(Ok(frequency))) = (fields.next(), fields.next().map(str::parse::<u64>)) else {
            continue;
        };
        let han = word.chars().all(|c| matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'));
        if han && frequency >= LEAST_FREQUENCY {
            *words.entry(fenliu::text::fold(word).into_owned()).or_default() += frequency;
        }
    }
    let lines: String = words.iter().map(|(word, frequency)| format!("{word} {frequency}\n")).collect();
    fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/jieba/dict.txt"), lines)
}
