//! The hand that touches the world: arguments, files, output, environment and clock.

mod arguments;
mod checkpoint;
mod classify;
mod completions;
mod desk;
mod eval;
mod explain;
mod extract;
mod feed;
mod files;
mod folders;
mod follow;
mod kept_file;
mod labelled;
mod lexicon;
mod manual;
mod messages;
mod missing;
mod out_file;
mod outlets;
mod pack;
mod profile;
mod progress;
mod replay;
mod schema;
mod segment;
mod start;
mod suggest;
mod summary;
mod track;
mod tune;
mod watch;
mod whole_file;
mod world;
mod writing;

pub use start::start;
