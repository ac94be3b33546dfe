//! `fenliu lexicon init`: a new pack to begin with, which passes `check`.

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::Args;

use super::output::write;
use crate::cli::messages::{Messages, Stop, cause};

/// Arguments of `init`.
#[derive(Args, Debug)]
pub(in crate::cli) struct Init {
    /// The folder to make; it may be there, but must hold no TOML file
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// A pack of its own, with policy and desks, instead of one that builds on the built-in pack
    #[arg(long)]
    pub(super) whole: bool,
}

macro_rules! files {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("template/", $folder, "/", $name)))),*]
    };
}

/// Names and texts of the files that a pack begins with.
type Files = &'static [(&'static str, &'static str)];

const EXTENDING: Files = files!["extending": "pack.toml", "payment.toml"];
const WHOLE: Files = files!["whole": "pack.toml", "order.toml", "signals.toml", "concepts.toml", "assertion.toml",
    "policy.toml", "desk.toml"];

pub(super) fn run(arguments: &Init, messages: &Messages) -> Result<u8, Stop> {
    let folder = &arguments.folder;
    let shown = folder.display();
    let failed = |error: io::Error| Stop::Failed(format!("{shown}: can't be made: {}", cause(&error)));
    fs::create_dir_all(folder).map_err(failed)?;
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = format!("{}: it is there already. Name an empty folder", path.display());
            return Err(Stop::Failed(text));
        }
    }
    for (name, text) in if arguments.whole { WHOLE } else { EXTENDING } {
        write(&folder.join(name), text)?;
    }
    messages.note(&format!("{shown}: a pack is there now. Next: `fenliu lexicon check {shown}`"));
    Ok(0)
}
