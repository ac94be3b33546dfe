//! Fuzzes the pack parser.

#![no_main]

#[path = "../oracles/pack.rs"]
mod pack;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| pack::check(bytes));
