//! `fenliu lexicon …`: lexicons as code.

mod check;
mod command;
mod output;

pub(super) use command::{Lexicon, run};
