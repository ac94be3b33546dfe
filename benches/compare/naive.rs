//! What somebody would write first: every line cut by jieba, every word looked up in a set, a JSON object a line.
//!
//! `cargo run --release --example naive -- TERMS < LINES`; an opponent of `benches/compare/compare.py`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a throw-away program that is measured")]

use std::collections::HashSet;
use std::io::{BufRead as _, BufWriter, Write as _};

use jieba_rs::Jieba;
use serde_json::json;

fn main() {
    let terms = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let terms: HashSet<&str> = terms.lines().collect();
    let jieba = Jieba::with_dict(&mut include_str!("../../data/jieba/dict.txt").as_bytes()).unwrap();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.unwrap();
        let words = jieba.cut(&line, false);
        let hits: Vec<&str> =
            words.iter().map(|word| word.word).filter(|word| terms.contains(word)).collect();
        let score = if hits.is_empty() { 0 } else { 50 };
        let need = if hits.is_empty() { "none" } else { "problem" };
        let decision = json!({"id": number + 1, "score": score, "need": need, "findings": hits});
        writeln!(out, "{decision}").unwrap();
    }
}
