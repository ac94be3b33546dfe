//! What decides what a run writes: the program, the pack and the options. Only the same run goes on with a checkpoint.

use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::inputs::hex;
use crate::cli::arguments::{Classify, Common, Options};
use crate::cli::messages::{Stop, cause};
use crate::cli::world;
use crate::lexicon::Pack;
use crate::render::Lang;

/// Options that change no byte of the output: how fast it goes, what is said beside it, and the checkpoint itself. A pack is
/// known by what it holds, wherever it lies.
const FREE: [&str; 9] =
    ["checkpoint", "checkpoint-every", "resume", "threads", "quiet", "verbose", "color", "exit-code", "pack"];

/// Which run it is.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub(super) struct About {
    /// The version of the program.
    program: String,
    /// Name, version and hash of the pack.
    pack: [String; 3],
    /// Options by name, with their values.
    options: Options,
    /// The hash of the file of profiles, where there is one.
    profile: Option<String>,
}

impl About {
    /// The run that the arguments ask for.
    ///
    /// # Errors
    /// The file of profiles can't be read.
    pub(super) fn new(arguments: &Classify, common: &Common, pack: &Pack) -> Result<Self, Stop> {
        let mut options = arguments.keeping.options.clone();
        options.retain(|name, _| !FREE.contains(&name.as_str()));
        let lang = match world::message_style(common).lang {
            Lang::En => "en",
            Lang::Zh => "zh",
        };
        options.insert("lang".to_owned(), vec![lang.to_owned()]);
        let hash = |path: &PathBuf| {
            let bytes = fs::read(path);
            bytes.map(|bytes| hex(&Sha256::digest(bytes))).map_err(|error| {
                Stop::Failed(format!("{}: can't be read: {}", path.display(), cause(&error)))
            })
        };
        Ok(Self {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            pack: [&pack.name, &pack.version, &pack.hash].map(Clone::clone),
            options,
            profile: arguments.profile.as_ref().map(hash).transpose()?,
        })
    }

    /// How this run is another one than that of a checkpoint, if it is.
    pub(super) fn differs(&self, then: &Self) -> Option<String> {
        if self.program != then.program {
            return Some(format!("fenliu {} wrote it, and this is {}", then.program, self.program));
        }
        if self.pack != then.pack {
            let named = |[name, version, hash]: &[String; 3]| format!("{name} {version} ({hash})");
            return Some(format!(
                "the run was begun with the pack {}, and this one is {}",
                named(&then.pack),
                named(&self.pack)
            ));
        }
        let mut names = self.options.keys().chain(then.options.keys());
        if let Some(name) = names.find(|&name| self.options.get(name) != then.options.get(name)) {
            let value = |options: &Options| match options.get(name).map(Vec::as_slice) {
                None => "not given".to_owned(),
                Some([flag]) if flag == "true" => "given".to_owned(),
                Some(values) => values.join(" "),
            };
            let shown = if name == "files" { "what is read".to_owned() } else { format!("--{name}") };
            return Some(format!("{shown} was {}, and is {}", value(&then.options), value(&self.options)));
        }
        (self.profile != then.profile).then(|| "the profiles of --profile have changed".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::FREE;
    use crate::cli::arguments::Arguments;

    #[test]
    fn the_free_options_are_options() {
        let command = Arguments::command();
        let names: Vec<_> = command.get_arguments().filter_map(clap::Arg::get_long).collect();
        for name in FREE {
            assert!(names.contains(&name), "{name}");
        }
    }
}
