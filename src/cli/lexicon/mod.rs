//! `fenliu lexicon …`: lexicons as code.

mod check;
mod command;
mod corpus;
mod coverage;
mod diff;
mod fixtures;
mod fmt;
mod init;
mod old;
mod output;
mod packs;
mod revision;
mod rule;
mod schema;
mod test;
mod written;

use command::pointed;
pub(super) use command::{Lexicon, run};
