//! Fuzzes the pattern language.

#![no_main]

#[path = "../oracles/pattern.rs"]
mod pattern;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| pattern::check(bytes));
