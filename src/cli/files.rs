//! Opens what shall be read, and says what to do where that fails.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use same_file::Handle;

use super::arguments::{InputFormat, Reading};
use super::folders::{Folder, Step};
use super::messages::{Messages, Stop, cause};
use super::missing::missing;
use super::watch::Watch;
use super::world;
use crate::stream::{Again, Column, Fields, Format, Input, Keep, Prefix, ReadOptions, Reader, Separator};

/// Something to read.
pub(super) enum Source {
    Texts(Vec<String>),
    Stdin,
    File(PathBuf),
    /// Nothing, for a reason.
    Nothing(Closed),
}

/// Why something is not read.
#[derive(Clone, Debug)]
pub(super) enum Closed {
    /// It can't be, as said.
    Failed(String),
    /// It was not meant to be, as said.
    Passed(String),
}

impl Closed {
    pub(super) fn tell(&self, messages: &Messages) {
        match self {
            Self::Failed(text) => messages.error(text),
            Self::Passed(text) => messages.note(text),
        }
    }

    /// What stopped a command that has nothing else to read.
    pub(super) fn stop(self) -> Stop {
        let (Self::Failed(text) | Self::Passed(text)) = self;
        Stop::Failed(text)
    }
}

/// Everything that a command line asks to read, in order: messages first, then files, folders among them one file after
/// the other.
pub(super) struct Sources<'a> {
    reading: &'a Reading,
    /// Files that this run writes, and does not read.
    written: Rc<[Handle]>,
    first: Option<Source>,
    files: std::slice::Iter<'a, PathBuf>,
    folder: Option<Folder>,
    /// A file that comes after a word about its name.
    next: Option<Source>,
}

impl Iterator for Sources<'_> {
    type Item = Source;

    fn next(&mut self) -> Option<Source> {
        if let Some(source) = self.first.take().or_else(|| self.next.take()) {
            return Some(source);
        }
        if let Some(step) = self.folder.as_mut().and_then(Iterator::next) {
            return Some(match step {
                Step::File(path) => self.file(path),
                Step::Fault(text) => Source::Nothing(Closed::Failed(text)),
                Step::Passed(text) => Source::Nothing(Closed::Passed(text)),
            });
        }
        self.folder = None;
        let path = self.files.next()?;
        if path.is_file() && Handle::from_path(path).is_ok_and(|file| self.written.contains(&file)) {
            let said = format!("{}: this run writes it, so it is not read", shown(path));
            return Some(Source::Nothing(Closed::Failed(said)));
        }
        if path.as_os_str() == "-" || !path.is_dir() {
            return Some(self.file(path.clone()));
        }
        match Folder::open(path, &self.reading.walking, &self.written) {
            Ok(folder) => self.folder = Some(folder),
            Err(error) => return Some(Source::Nothing(Closed::Failed(error))),
        }
        self.next()
    }
}

impl Sources<'_> {
    /// The same without files that are written meanwhile.
    pub(super) fn without(mut self, written: &Rc<[Handle]>) -> Self {
        self.written = Rc::clone(written);
        self
    }

    /// A file, after a word about its name if that can't be written as it is.
    fn file(&mut self, path: PathBuf) -> Source {
        if path.to_str().is_some() {
            return Source::of_path(&path);
        }
        let name = shown(&path);
        self.next = Some(Source::File(path));
        Source::Nothing(Closed::Passed(format!("{name}: its name is no UTF-8, and is written like this")))
    }
}

impl Source {
    pub(super) fn all(reading: &Reading) -> Sources<'_> {
        let first = match (reading.text.is_empty(), reading.files.is_empty()) {
            (false, _) => Some(Self::Texts(reading.text.clone())),
            (true, true) => Some(Self::Stdin),
            (true, false) => None,
        };
        let written = Rc::new([]);
        Sources { reading, written, first, files: reading.files.iter(), folder: None, next: None }
    }

    pub(super) fn of_path(path: &Path) -> Self {
        if path.as_os_str() == "-" { Self::Stdin } else { Self::File(path.to_owned()) }
    }

    /// The name in messages.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Texts(_) => "--text".to_owned(),
            Self::Stdin => "<stdin>".to_owned(),
            Self::File(path) => shown(path),
            Self::Nothing(_) => String::new(),
        }
    }

    /// The name that decisions carry.
    pub(super) fn file(&self) -> Option<String> {
        match self {
            Self::File(path) => Some(shown(path)),
            Self::Texts(_) | Self::Stdin | Self::Nothing(_) => None,
        }
    }

    /// Begins to read.
    ///
    /// # Errors
    /// What is wrong and how to mend it, beginning with the name.
    pub(super) fn open(&self, reading: &Reading) -> Result<Reader, Closed> {
        self.open_watched(reading, &Watch::default())
    }

    /// The same, while somebody watches how far it is read.
    ///
    /// # Errors
    /// What is wrong and how to mend it, beginning with the name.
    pub(super) fn open_watched(&self, reading: &Reading, watch: &Watch) -> Result<Reader, Closed> {
        if let Self::Nothing(closed) = self {
            return Err(closed.clone());
        }
        self.reader(reading, watch).map_err(Closed::Failed)
    }

    fn reader(&self, reading: &Reading, watch: &Watch) -> Result<Reader, String> {
        let encoding = reading.records.encoding.encoding();
        let input = match self {
            Self::Texts(texts) => return Ok(Reader::of_texts(texts.clone())),
            Self::Stdin => Input::open_as(watch.stdin(), encoding),
            Self::File(path) => {
                let file = open_file(path)?;
                watch.follow(&file);
                let again = readable_again(&file, path);
                Input::open_file(file, encoding, again)
            }
            Self::Nothing(_) => Input::open_as(Box::new(io::empty()), encoding),
        };
        self.reader_of(input, reading)
    }

    /// Begins to read it through a handle that waits for what will be added to it.
    ///
    /// # Errors
    /// What is wrong and how to mend it, beginning with the name.
    pub(super) fn open_live(
        &self,
        handle: Box<dyn Read + Send>,
        reading: &Reading,
    ) -> Result<Reader, String> {
        let input = Input::open_live(handle, reading.records.encoding.encoding());
        self.reader_of(input, reading)
    }

    fn reader_of(&self, input: io::Result<Input>, reading: &Reading) -> Result<Reader, String> {
        let failed = |error: io::Error| format!("{}: can't be read: {}", self.name(), cause(&error));
        let input = input.map_err(failed)?;
        let format = self.format(reading, &input);
        self.fits(format, reading)?;
        let reader = Reader::open_with(input, format, options(reading)).map_err(failed)?;
        reader.map_err(|error| format!("{}:1: {error}", self.name()))
    }

    /// Whether the options can be meant for records of this format.
    fn fits(&self, format: Format, reading: &Reading) -> Result<(), String> {
        let (records, table) = (&reading.records, matches!(format, Format::Table(_)));
        let log = records.after.is_some() || records.layout.is_some();
        let wrong = if table && reading.null {
            "a table has rows. Leave out --null, or say `--input text`"
        } else if log && format != Format::Text {
            "--after and --layout read lines of text. If these are some, say `--input text`"
        } else {
            return Ok(());
        };
        Err(format!("{}: {wrong}", self.name()))
    }

    fn format(&self, reading: &Reading, input: &Input) -> Format {
        let by_name = match self {
            Self::File(path) => Format::of_name(path),
            Self::Texts(_) | Self::Stdin | Self::Nothing(_) => None,
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
            // Who names a place in an object, a column or a prefix has said what it is.
            InputFormat::Auto if reading.records.field.is_some() => Format::Ndjson,
            InputFormat::Auto if reading.records.column.is_some() => match by_name {
                Some(table @ Format::Table(_)) => table,
                _ => Format::Table(b','),
            },
            InputFormat::Auto if reading.records.after.is_some() || reading.records.layout.is_some() => {
                Format::Text
            }
            InputFormat::Auto => by_name.unwrap_or_else(|| input.format_of_content()),
        }
    }
}

/// How records are cut and read, as the command line says.
fn options(reading: &Reading) -> ReadOptions {
    let records = &reading.records;
    let separator = match (reading.whole, reading.null) {
        (true, _) => Separator::End,
        (false, true) => Separator::Nul,
        (false, false) => Separator::Newline,
    };
    let keep = match records.keep.as_deref() {
        None => Keep::Nothing,
        Some("") => Keep::Others,
        Some(names) => Keep::Named(names.split(',').map(|name| name.trim().to_owned()).collect()),
    };
    let column = records.column.clone().map(Column);
    let fields = Fields { path: records.field.clone(), column, headless: records.no_header, keep };
    // It only gives times their year that have none.
    let now = || records.now.unwrap_or_else(world::system_time);
    let prefix = match (&records.after, &records.layout) {
        (Some(regex), _) => Some(Prefix::of(regex.clone(), now())),
        (None, layout) => layout.as_deref().and_then(|name| Prefix::named(name, now())),
    };
    let (max_record, strict) = (records.max_record.0, records.strict_encoding);
    ReadOptions { separator, max_record, strict, fields, prefix }
}

/// What opens a file once more, if it gives the same bytes then: a pipe with a name does not.
fn readable_again(file: &File, path: &Path) -> Option<Again> {
    let regular = file.metadata().is_ok_and(|metadata| metadata.is_file());
    let path = path.to_owned();
    regular.then(|| Box::new(move || Ok(Box::new(File::open(&path)?) as Box<dyn Read + Send>)) as Again)
}

/// A path as text, from which it can be told whatever its bytes are: those that are no UTF-8 are spelt `\xFF`.
pub(super) fn shown(path: &Path) -> String {
    let mut name = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(name, "\\x{byte:02X}");
        }
    }
    name
}

fn open_file(path: &Path) -> Result<File, String> {
    let name = shown(path);
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
