//! Fuzzes decisions as they are written.

#![no_main]

#[path = "../oracles/decision.rs"]
mod decision;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| decision::check(bytes));
