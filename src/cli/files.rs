//! Opens what shall be read, and says what to do where that fails.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::arguments::{InputFormat, Reading};
use super::messages::cause;
use super::watch::Watch;
use crate::stream::{Format, Input, Reader, Separator};

/// The commands, for whoever mistypes one: any other word is the name of a file.
const COMMANDS: [&str; 15] = [
    "classify",
    "explain",
    "extract",
    "segment",
    "desk",
    "track",
    "replay",
    "eval",
    "lexicon",
    "tune",
    "suggest",
    "schema",
    "completions",
    "man",
    "help",
];

/// Where the characters of East Asia begin: a name with one of them may well be a message.
const FIRST_HAN: char = '\u{2e80}';

/// Something to read.
pub(super) enum Source {
    Texts(Vec<String>),
    Stdin,
    File(PathBuf),
}

impl Source {
    /// Everything that a command line asks to read, in order: messages first, then files.
    pub(super) fn all(reading: &Reading) -> Vec<Self> {
        let mut sources = Vec::new();
        if !reading.text.is_empty() {
            sources.push(Self::Texts(reading.text.clone()));
        } else if reading.files.is_empty() {
            sources.push(Self::Stdin);
        }
        sources.extend(reading.files.iter().map(|path| Self::of_path(path)));
        sources
    }

    pub(super) fn of_path(path: &Path) -> Self {
        if path.as_os_str() == "-" { Self::Stdin } else { Self::File(path.to_owned()) }
    }

    /// The name in messages.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Texts(_) => "--text".to_owned(),
            Self::Stdin => "<stdin>".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The name that decisions carry.
    pub(super) fn file(&self) -> Option<String> {
        match self {
            Self::File(path) => Some(path.display().to_string()),
            Self::Texts(_) | Self::Stdin => None,
        }
    }

    /// Begins to read.
    ///
    /// # Errors
    /// What is wrong and how to mend it, beginning with the name.
    pub(super) fn open(&self, reading: &Reading) -> Result<Reader, String> {
        self.open_watched(reading, &Watch::default())
    }

    /// The same, while somebody watches how far it is read.
    ///
    /// # Errors
    /// What is wrong and how to mend it, beginning with the name.
    pub(super) fn open_watched(&self, reading: &Reading, watch: &Watch) -> Result<Reader, String> {
        let separator = match (reading.whole, reading.null) {
            (true, _) => Separator::End,
            (false, true) => Separator::Nul,
            (false, false) => Separator::Newline,
        };
        let handle: Box<dyn Read + Send> = match self {
            Self::Texts(texts) => return Ok(Reader::of_texts(texts.clone())),
            Self::Stdin => watch.stdin(),
            Self::File(path) => {
                let file = open_file(path)?;
                watch.follow(&file);
                Box::new(file)
            }
        };
        let failed = |error: io::Error| format!("{}: can't be read: {}", self.name(), cause(&error));
        let input = Input::open(handle).map_err(failed)?;
        let format = self.format(reading, &input);
        if matches!(format, Format::Table(_)) && separator == Separator::Nul {
            return Err(format!(
                "{}: a table has rows. Leave out --null, or say `--input text`",
                self.name()
            ));
        }
        let reader = Reader::open(input, format, separator).map_err(failed)?;
        reader.map_err(|error| format!("{}:1: {error}", self.name()))
    }

    fn format(&self, reading: &Reading, input: &Input) -> Format {
        let by_name = match self {
            Self::File(path) => Format::of_name(path),
            Self::Texts(_) | Self::Stdin => None,
        };
        match reading.input {
            _ if reading.whole => Format::Text,
            InputFormat::Text => Format::Text,
            InputFormat::Ndjson => Format::Ndjson,
            InputFormat::Csv => match by_name {
                Some(table @ Format::Table(_)) => table,
                _ => Format::Table(b','),
            },
            InputFormat::Tsv => Format::Table(b'\t'),
            InputFormat::Auto => by_name.unwrap_or_else(|| input.format_of_content()),
        }
    }
}

fn open_file(path: &Path) -> Result<File, String> {
    let name = path.display();
    let opened = File::open(path).and_then(|file| Ok((file.metadata()?.is_dir(), file)));
    match opened {
        Ok((false, file)) => Ok(file),
        Ok((true, _)) => {
            let files = path.join("*.ndjson");
            Err(format!("{name}: it is a folder. Name the files in it, e.g. {}", files.display()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(missing(&path.to_string_lossy())),
        Err(error) => Err(format!("{name}: can't be read: {}", cause(&error))),
    }
}

/// The complaint about a file that is not there, with what was probably meant.
fn missing(name: &str) -> String {
    let near = |command: &&&str| strsim::damerau_levenshtein(command, name) <= 1 + command.len() / 6;
    if name.chars().any(|char| char >= FIRST_HAN) {
        format!("{name}: no such file. If it is a message: `fenliu -t '{name}'`")
    } else if COMMANDS.contains(&name) {
        format!("{name}: no such file. A command comes before all options and files: `fenliu {name} …`")
    } else if let Some(command) = COMMANDS.iter().find(near) {
        format!("{name}: no such file. If the command is meant: `fenliu {command} …`")
    } else {
        format!("{name}: no such file. Look at the spelling, or give a message with -t")
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::COMMANDS;
    use crate::cli::arguments::Arguments;

    #[test]
    fn all_commands_are_listed() {
        let mut command = Arguments::command();
        command.build();
        let names: Vec<_> = command.get_subcommands().map(clap::Command::get_name).collect();
        assert_eq!(names, COMMANDS);
    }
}
