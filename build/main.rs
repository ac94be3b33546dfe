//! Packs what the program carries: the fold table, the symbols that may be bridged, the dictionary, the built-in pack.
//!
//! The pack is read and laid out by the very modules that do so in the program: they are compiled into the build script too,
//! with the tables that the program gets from here.

#![allow(clippy::print_stdout, reason = "cargo reads it there")]

use std::path::Path;
use std::{env, fs};

mod dictionary;
mod pack;
mod tables;

#[path = "../src/calendar.rs"]
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub, reason = "the build needs a part of it")]
mod calendar;
#[path = "../src/diagnostic.rs"]
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub, reason = "the build needs a part of it")]
mod diagnostic;

#[path = "../src/text"]
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub, reason = "the build needs a part of it")]
mod text {
    mod bridge;
    mod fold;
    mod han;
    mod message;
    mod row;
    mod sieve;
    mod span;
    mod vocabulary;
    mod way_back;
    mod wordlist;

    use super::tables;

    mod words {
        pub(super) fn single(c: char) -> Option<u64> {
            crate::dictionary::frequency(c.encode_utf8(&mut [0; 4]))
        }
    }

    pub(crate) use bridge::Bridged;
    pub(crate) use fold::fold;
    pub(crate) use message::Message;
    pub(crate) use row::{Bits, Row};
    pub(crate) use sieve::Sieve;
    pub(crate) use vocabulary::{Heads, Vocabulary};
    pub(crate) use wordlist::{WordList, in_order};
}

#[path = "../src/lexicon"]
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub, reason = "the build needs a part of it")]
mod lexicon {
    mod assertion;
    mod codes;
    mod concepts;
    mod desk;
    mod literals;
    mod pack;
    mod parse;
    mod parse_calendar;
    mod parse_codes;
    mod parse_desk;
    mod parse_policy;
    mod parse_service;
    mod parse_terms;
    pub(crate) mod pattern;
    mod policy;
    mod reader;
    mod routes;
    mod service;
    mod term;

    /// The pack, read from its folder.
    mod builtin {
        pub(super) use crate::pack::sources;

        impl super::Lexicon {
            pub(crate) fn builtin() -> Self {
                let sources = sources();
                Self::parse(&sources).unwrap_or_else(|faults| crate::pack::stop(&faults, &sources))
            }
        }
    }

    pub(crate) use assertion::Cue;
    pub(crate) use literals::Literals;
    pub(crate) use pack::Lexicon;
    pub(crate) use term::{Guard, Owner, Signal, Term};
}

#[path = "../src/detect"]
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub, reason = "the build needs a part of it")]
mod detect {
    mod entries;
    mod layout;
    mod steps;

    pub(crate) use layout::{Layout, sieve};
}

fn main() {
    for input in
        ["data/fold/table.txt", "data/unicode/GeneralCategory.txt", "data/jieba/dict.txt", "lexicons"]
    {
        println!("cargo::rerun-if-changed={input}");
    }
    write("tables.rs", tables::source());
    write("word_pairs.bin", dictionary::pairs());
    write("words.da", dictionary::double_array());
    write("words_total.rs", dictionary::source());
    pack::write_all();
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn write(name: &str, content: impl AsRef<[u8]>) {
    let folder = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let path = Path::new(&folder).join(name);
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::write(&path, content))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
