//! Reads a pack from its folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::arguments::Common;
use super::messages::{Stop, cause, say_drawing};
use super::world;
use crate::diagnostic::Source;
use crate::lexicon::{CodeBook, Lexicon};
use crate::render::diagnostics;
use crate::triage::Triage;

/// The pack that the options name, ready for use; the built-in one when they name none.
///
/// # Errors
/// The folder can't be read, or its files are not sound; then all complaints have been shown.
pub(super) fn triage(common: &Common) -> Result<Triage, Stop> {
    if common.pack.is_none() {
        return Ok(Triage::builtin());
    }
    lexicon(common).map(Triage::new)
}

/// The pack that the options name.
///
/// # Errors
/// As for [`triage`].
pub(super) fn lexicon(common: &Common) -> Result<Lexicon, Stop> {
    let Some(folder) = &common.pack else { return Ok(Lexicon::as_built()) };
    let mut sources = read(folder).map_err(Stop::Failed)?;
    match Lexicon::parse(&sources) {
        Ok(lexicon) => Ok(lexicon),
        Err(complaints) => {
            // A pack that extends the built-in one may have broken something there.
            sources.extend(Lexicon::builtin_sources());
            say_drawing(&diagnostics::text(&complaints, &sources, &world::message_style(common)));
            Err(Stop::Failed(format!("{}: the pack is not sound, see above", folder.display())))
        }
    }
}

/// The error codes that the pack of the options knows.
///
/// # Errors
/// As for [`triage`].
pub(super) fn codes(common: &Common) -> Result<CodeBook, Stop> {
    if common.pack.is_none() {
        return Ok(Lexicon::builtin_codes());
    }
    lexicon(common).map(|lexicon| lexicon.codes)
}

/// All TOML files of a folder, in the order of their names.
pub(super) fn read(folder: &Path) -> Result<Vec<Source>, String> {
    let (sources, faults) = files(folder)?;
    if faults.is_empty() { Ok(sources) } else { Err(faults.join("\n")) }
}

/// All TOML files of a folder that can be read, in the order of their names, and a sentence on each that can't.
///
/// # Errors
/// The folder can't be read, or is no pack.
pub(super) fn files(folder: &Path) -> Result<(Vec<Source>, Vec<String>), String> {
    let shown = folder.display();
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => format!("{shown}: no such folder. Look at the spelling"),
        io::ErrorKind::NotADirectory => {
            format!("{shown}: it is no folder. --pack takes the folder, not a file in it")
        }
        _ => format!("{shown}: can't be read: {}", cause(&error)),
    };
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    if !paths.contains(&folder.join("pack.toml")) {
        return Err(format!(
            "{shown}: it holds no pack.toml. A pack is a folder with a pack.toml that names it"
        ));
    }
    // Every file that can't be read is named, not only the first.
    let (sources, faults): (Vec<_>, Vec<_>) =
        paths.iter().map(|path| read_file(path)).partition(Result::is_ok);
    let faults = faults.into_iter().filter_map(Result::err).collect();
    Ok((sources.into_iter().flatten().collect(), faults))
}

fn read_file(path: &Path) -> Result<Source, String> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| format!("{name}: can't be read: {}", cause(&error)))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source { name, text }),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = 1 + memchr::memchr_iter(b'\n', &error.as_bytes()[..at]).count();
            Err(format!("{name}:{line}: byte {} of the file is no UTF-8. Save it as UTF-8", at + 1))
        }
    }
}
