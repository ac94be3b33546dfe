//! `--output FORMAT[=FILE]`, `--only`, `--fields`, `--split-by`: what `classify` writes, and where.

use std::collections::HashSet;
use std::fs;
use std::path::{self, Path, PathBuf};

use super::arguments::{Classify, OutputFormat, Reading, Target};
use super::classify::form;
use super::messages::Stop;
use super::outlets::{Opening, Outlets, Place};
use super::whole_file::unwritable;
use crate::lexicon::Lexicon;
use crate::render::csv::Sheet;
use crate::render::{Style, json};
use crate::stream::{Chosen, Form, Only, Output, Writing};

/// Columns of text in a file.
const WIDTH: usize = 100;

/// What is written, and where each form goes.
pub(super) struct Plan {
    /// The first form.
    pub(super) output: Output,
    pub(super) writing: Writing,
    places: Vec<Place>,
    bom: bool,
}

impl Plan {
    /// What the arguments ask for, with the names of this pack.
    ///
    /// # Errors
    /// They ask for what there is not, or for what can't be together.
    pub(super) fn new(arguments: &Classify, lexicon: &Lexicon, style: Style) -> Result<Self, Stop> {
        let default = [Target { format: OutputFormat::Auto, file: None }];
        let targets = if arguments.output.is_empty() { &default[..] } else { &arguments.output };
        if targets.iter().filter(|target| target.file.is_none()).count() > 1 {
            return failed(
                "two formats can't both go to standard output. Give one a file: --output FORMAT=FILE",
            );
        }
        let outputs: Vec<Output> = targets.iter().map(|target| output(target, arguments, style)).collect();
        if arguments.keeping.checkpoint.is_some() && targets.iter().any(|target| target.file.is_none()) {
            return failed(
                "standard output can't be gone on with. With --checkpoint, write to a file: --output ndjson=FILE",
            );
        }
        if arguments.bom && outputs.iter().all(|output| output.form.delimiter().is_none()) {
            return failed("--bom stands before a table. Ask for one: --output csv, or tsv");
        }
        let split = arguments.split_by;
        let groups = split.map(|split| split.groups(lexicon));
        let places = targets.iter().zip(&outputs);
        let places = places.map(|(target, output)| place(target, output.form, groups.as_deref()));
        let places = places.collect::<Result<Vec<Place>, Stop>>()?;
        apart(&places, arguments)?;
        let writing = Writing {
            only: only(arguments, lexicon)?,
            also: outputs[1..].to_vec(),
            chosen: chosen(&arguments.fields, &outputs)?,
            split,
            facts: false,
            unordered: arguments.unordered,
        };
        Ok(Self { output: outputs[0], writing, places, bom: arguments.bom })
    }

    /// Whether anything goes to standard output.
    pub(super) fn writes_stdout(&self) -> bool {
        self.places.iter().any(|place| matches!(place, Place::Stdout))
    }

    /// Opens everything that is written.
    ///
    /// # Errors
    /// Something can't be written, or is not what a checkpoint says.
    pub(super) fn open(&mut self, opening: &Opening) -> Result<Outlets, Stop> {
        let (chosen, bom) = (&self.writing.chosen, self.bom);
        let outputs = std::iter::once(&self.output).chain(&self.writing.also);
        let heads: Vec<String> = outputs.map(|output| output.head(chosen, bom)).collect();
        Outlets::open(std::mem::take(&mut self.places).into_iter().zip(heads).collect(), opening)
    }
}

fn failed<T>(text: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Failed(text.into()))
}

fn output(target: &Target, arguments: &Classify, style: Style) -> Output {
    let form = match target.file {
        None => form(target.format),
        // Nobody sees a file as it comes.
        Some(_) if target.format == OutputFormat::Auto => Form::Ndjson,
        Some(_) => form(target.format),
    };
    let style = if target.file.is_some() { Style { color: false, width: WIDTH, ..style } } else { style };
    Output { form, style, offsets: arguments.offsets }
}

fn only(arguments: &Classify, lexicon: &Lexicon) -> Result<Only, Stop> {
    let mut only = Only::default();
    for text in &arguments.only {
        only.add(text, lexicon).map_err(|error| Stop::Failed(format!("--only {text}: {error}")))?;
    }
    if let Some(score) = arguments.min_score {
        only.add_min_score(score);
    }
    Ok(only)
}

/// The fields of every form that is written; a name must be known to each.
fn chosen(names: &[String], outputs: &[Output]) -> Result<Chosen, Stop> {
    let mut chosen = Chosen::default();
    if names.is_empty() {
        return Ok(chosen);
    }
    let wrong = |error: String| Stop::Failed(format!("--fields: {error}"));
    for output in outputs {
        match output.form {
            Form::Text => {
                return failed(
                    "--fields chooses from NDJSON and tables. Ask for one: --output ndjson, csv or tsv",
                );
            }
            Form::Ndjson => {
                let fields = json::Fields::parse(names.iter().map(String::as_str));
                chosen.fields = Some(fields.map_err(wrong)?);
            }
            Form::Csv | Form::Tsv => {
                let columns = names.iter().map(|name| Sheet::column(name)).collect::<Result<Vec<_>, _>>();
                let columns = Some(columns.map_err(wrong)?);
                chosen.csv.columns.clone_from(&columns);
                chosen.tsv.columns = columns;
            }
        }
    }
    Ok(chosen)
}

fn place(target: &Target, form: Form, groups: Option<&[String]>) -> Result<Place, Stop> {
    let Some(path) = &target.file else {
        if groups.is_some() {
            return failed("--split-by writes files into a folder. Name it: --output ndjson=FOLDER/");
        }
        return Ok(Place::Stdout);
    };
    let shown = path.display();
    let folder = path.is_dir() || shown.to_string().ends_with(std::path::is_separator);
    let Some(groups) = groups else {
        if folder {
            return failed(format!(
                "{shown}: it is a folder. Name a file, or part the output with --split-by"
            ));
        }
        return Ok(Place::File(path.clone()));
    };
    if path.exists() && !path.is_dir() {
        return failed(format!("{shown}: it is a file. --split-by writes into a folder"));
    }
    fs::create_dir_all(path).map_err(|error| Stop::Failed(unwritable(path, &error)))?;
    let ending = match form {
        Form::Text => "txt",
        Form::Ndjson => "ndjson",
        Form::Csv => "csv",
        Form::Tsv => "tsv",
    };
    Ok(Place::Folder(file_names(groups).iter().map(|name| path.join(format!("{name}.{ending}"))).collect()))
}

/// Names of files for groups, whatever a pack calls them: letters, digits, `-` and `_` stay, each other byte is spelt with
/// its number, as in an address. Names that some systems take for the same are told apart by a number.
fn file_names(groups: &[String]) -> Vec<String> {
    let mut taken = HashSet::new();
    let name = |group: &String| {
        let mut name = String::new();
        for char in group.chars() {
            if char.is_alphanumeric() || matches!(char, '-' | '_') {
                name.push(char);
            } else {
                let mut bytes = [0; 4];
                char.encode_utf8(&mut bytes).bytes().for_each(|byte| name += &format!("%{byte:02x}"));
            }
        }
        // Devices, on Windows, whatever their ending.
        let device = ["con", "prn", "aux", "nul"].contains(&name.to_lowercase().as_str())
            || matches!(
                name.to_lowercase().as_bytes(),
                [b'c', b'o', b'm', b'0'..=b'9'] | [b'l', b'p', b't', b'0'..=b'9']
            );
        if name.is_empty() || device {
            name.push('_');
        }
        let mut number = 1;
        let mut free = name.clone();
        while !taken.insert(free.to_lowercase()) {
            number += 1;
            free = format!("{name}-{number}");
        }
        free
    };
    groups.iter().map(name).collect()
}

/// Refuses to write one file twice, or over what is read.
fn apart(places: &[Place], arguments: &Classify) -> Result<(), Stop> {
    let not_there = |path: &Path| {
        let path = path::absolute(path).ok()?;
        Some(fs::canonicalize(path.parent()?).ok()?.join(path.file_name()?))
    };
    let real =
        |path: &Path| fs::canonicalize(path).ok().or_else(|| not_there(path)).unwrap_or(path.to_owned());
    // One that is not there yet may be waited for.
    let files = arguments.reading.files.iter().filter(|path| path.is_file() || !path.exists());
    let read: HashSet<PathBuf> = files.map(|path| real(path)).collect();
    let mut written = HashSet::new();
    let checkpoint = &arguments.keeping.checkpoint;
    for path in places.iter().flat_map(Place::paths).chain(checkpoint) {
        if checkpoint.is_some() {
            beside(path, &arguments.reading)?;
        }
        let real = real(path);
        if read.contains(&real) {
            return failed(format!(
                "{}: it is read, so it is not written. Name another file",
                path.display()
            ));
        }
        if !written.insert(real) {
            return failed(format!("{}: two outputs would go there. Name another file", path.display()));
        }
    }
    Ok(())
}

/// Refuses to write into a folder that is read: what is there while it grows would be read as well.
fn beside(path: &Path, reading: &Reading) -> Result<(), Stop> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let Ok(parent) = fs::canonicalize(parent.unwrap_or(Path::new("."))) else { return Ok(()) };
    let folders = reading.files.iter().filter(|path| path.is_dir());
    match folders.filter_map(|folder| fs::canonicalize(folder).ok()).find(|folder| parent.starts_with(folder))
    {
        Some(_) => {
            failed(format!("{}: it lies in a folder that is read. Write it elsewhere", path.display()))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::file_names;

    #[test]
    fn every_group_has_a_file_of_its_own_in_the_folder() {
        let groups =
            ["finance", "../up", "a/b", "VIP", "vip", "支付", "NUL", "", ".", "com1", "100%", "unreadable"];
        let names = file_names(&groups.map(str::to_owned));
        let expected = [
            "finance",
            "%2e%2e%2fup",
            "a%2fb",
            "VIP",
            "vip-2",
            "支付",
            "NUL_",
            "_",
            "%2e",
            "com1_",
            "100%25",
            "unreadable",
        ];
        assert_eq!(names, expected);
    }
}
