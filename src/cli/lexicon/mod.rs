//! `fenliu lexicon …`: lexicons as code.

mod check;
mod command;
mod corpus;
mod output;
mod packs;
mod revision;

pub(super) use command::{Lexicon, run};
