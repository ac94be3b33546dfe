//! Fuzzes times.

#![no_main]

#[allow(dead_code, reason = "two targets share the file")]
#[path = "../oracles/evidence.rs"]
mod evidence;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| evidence::times(bytes));
