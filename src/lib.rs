//! `fenliu` 分流 reads a Chinese customer message and says what it is about, how much it needs a person,
//! and which desk should get it, with reasons anyone can check.
//!
//! ```text
//! &str ─ text ─▶ Message ─ detect ─▶ Vec<Finding> ─ judge ─▶ Decision
//!                            ▲                         ▲
//!                         lexicon: categories, …    lexicon: policy, desks
//! ```
//!
//! [`session`] remembers what the messages of one conversation say together. Everything below [`cli`] is a plain function
//! of its arguments: no file is opened, nothing is printed, no clock is read. [`stream`] reads and writes the handles that
//! it is given.

pub mod calendar;
pub mod cli;
pub mod detect;
pub mod diagnostic;
pub mod judge;
pub mod lexicon;
#[cfg(test)]
mod linear;
pub mod render;
pub mod review;
pub mod session;
pub mod stream;
pub mod text;
pub mod triage;
