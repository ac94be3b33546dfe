//! `fenliu lexicon …`: lexicons as code.

mod check;
mod command;
mod corpus;
mod fmt;
mod init;
mod output;
mod packs;
mod revision;
mod rule;
mod schema;

pub(super) use command::{Lexicon, run};
