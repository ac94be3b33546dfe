//! Fuzzes the fold and the way back.

#![no_main]

#[path = "../oracles/fold.rs"]
mod fold;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fold::check(bytes));
