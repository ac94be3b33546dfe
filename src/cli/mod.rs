//! The hand that touches the world: arguments, files, output, environment and clock.

mod arguments;
mod classify;
mod completions;
mod desk;
mod eval;
mod explain;
mod extract;
mod feed;
mod files;
mod labelled;
mod lexicon;
mod manual;
mod messages;
mod pack;
mod profile;
mod replay;
mod schema;
mod segment;
mod start;
mod suggest;
mod track;
mod tune;
mod world;

pub use start::start;
