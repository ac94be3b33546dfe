//! Fuzzes the record readers.

#![no_main]

#[path = "../oracles/records.rs"]
mod records;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| records::check(bytes));
