//! `fenliu lexicon schema`: the JSON Schema of a file of a pack, for editors.

use clap::{Args, ValueEnum};

use crate::cli::messages::Stop;
use crate::cli::start::print;
use crate::render::schema;

/// Arguments of `schema`.
#[derive(Args, Debug)]
#[command(after_help = "\
Write it beside the pack and name it in the first line of a file, and an editor with taplo completes keys and shows faults:
  fenliu lexicon schema category > category.schema.json
  #:schema ./category.schema.json")]
pub(in crate::cli) struct SchemaArguments {
    /// What file
    #[arg(value_name = "FILE")]
    pub(super) file: File,
}

/// The files of a pack.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum File {
    Pack,
    Category,
    Signals,
    Concepts,
    Assertion,
    Codes,
    Calendar,
    Policy,
    Desk,
}

pub(super) fn run(arguments: &SchemaArguments) -> Result<u8, Stop> {
    let name = arguments.file.to_possible_value();
    let name = name.as_ref().map_or("category", |value| value.get_name());
    print(&schema::pack_file(name))
}
