//! Finds and reads fixture files: golden cases.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::arguments::Common;
use crate::cli::messages::{Messages, cause, say_drawing};
use crate::cli::world;
use crate::diagnostic::Source;
use crate::render::diagnostics;
use crate::review::cases::{Golden, read};

/// The cases of some fixture files.
pub(super) struct Fixtures {
    /// The files, in the order in which they were named, those of a folder by name.
    pub(super) sources: Vec<Source>,
    /// All their cases, in order.
    pub(super) cases: Vec<Golden>,
}

/// Reads fixture files, and the TOML files of fixture folders; `fixtures/` of the working folder where none is named, if
/// it is there. Whatever can't be read is named, and the rest is read all the same.
pub(super) fn fixtures(paths: &[PathBuf], common: &Common, messages: &Messages) -> Fixtures {
    let default = PathBuf::from("fixtures");
    let default = default.is_dir().then_some(default);
    let paths: Vec<PathBuf> = if paths.is_empty() { default.into_iter().collect() } else { paths.to_vec() };
    let mut fixtures = Fixtures { sources: Vec::new(), cases: Vec::new() };
    for path in &paths {
        match files(path) {
            Ok(files) => files.iter().for_each(|file| one(file, common, messages, &mut fixtures)),
            Err(error) => messages.error(&error),
        }
    }
    fixtures
}

fn one(file: &Path, common: &Common, messages: &Messages, fixtures: &mut Fixtures) {
    let name = file.display().to_string();
    let text = match fs::read(file).map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(error)) => {
            let at = error.utf8_error().valid_up_to() + 1;
            return messages.error(&format!("{name}: byte {at} of the file is no UTF-8. Save it as UTF-8"));
        }
        Err(error) => return messages.error(&format!("{name}: can't be read: {}", cause(&error))),
    };
    let source = Source { name, text };
    match read(&source) {
        Ok(cases) => {
            if cases.is_empty() {
                messages.note(&format!("{}: holds no [[case]]", source.name));
            }
            fixtures.cases.extend(cases);
        }
        Err(faults) => {
            let drawn =
                diagnostics::text(&faults, std::slice::from_ref(&source), &world::message_style(common));
            say_drawing(&drawn);
            messages.error(&format!("{}: the cases can't be read, see above", source.name));
        }
    }
    fixtures.sources.push(source);
}

/// The TOML files of a folder, by name; a file itself.
fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    let shown = path.display();
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let failed = |error: std::io::Error| format!("{shown}: can't be read: {}", cause(&error));
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() { Err(format!("{shown}: the folder holds no .toml file")) } else { Ok(files) }
}
