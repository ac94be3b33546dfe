//! Which packs a command looks at, and their files as they are read.

use std::env;
use std::path::{Path, PathBuf};

use crate::cli::arguments::Common;
use crate::cli::messages::{Messages, Stop, say_drawing};
use crate::cli::{pack, world};
use crate::diagnostic::Source;
use crate::lexicon::Lexicon;
use crate::render::diagnostics;
use crate::triage::Triage;

/// One pack to look at.
pub(super) struct PackFiles {
    /// Its folder; none for the built-in one.
    pub(super) folder: Option<PathBuf>,
    /// Its files, named by paths relative to the working folder where they lie below it.
    pub(super) sources: Vec<Source>,
    /// Only these were named; all of them when it is empty.
    pub(super) named: Vec<String>,
}

/// The packs that paths name; else that of `--pack`, else `lexicons/` of the working folder, else the built-in one. A file
/// that can't be read is named, and the rest is looked at all the same.
///
/// # Errors
/// A folder that is no pack.
pub(super) fn packs(paths: &[PathBuf], common: &Common, messages: &Messages) -> Result<Vec<PackFiles>, Stop> {
    let default = common.pack.clone().or_else(|| {
        let here = PathBuf::from("lexicons");
        here.join("pack.toml").is_file().then_some(here)
    });
    let paths: Vec<PathBuf> = if paths.is_empty() { default.into_iter().collect() } else { paths.to_vec() };
    if paths.is_empty() {
        let sources = Lexicon::builtin_sources();
        return Ok(vec![PackFiles { folder: None, sources, named: Vec::new() }]);
    }
    let mut packs: Vec<PackFiles> = Vec::new();
    for path in paths.iter().map(|path| relative(path)) {
        let (folder, file) = if path.is_file() {
            let folder = path.parent().map_or_else(|| PathBuf::from("."), here);
            (folder, Some(path.display().to_string()))
        } else {
            (path, None)
        };
        let known = packs.iter_mut().find(|pack| pack.folder.as_deref() == Some(&*folder));
        match (known, file) {
            (Some(pack), Some(file)) if !pack.named.is_empty() => pack.named.push(file),
            (Some(pack), _) => pack.named.clear(),
            (None, file) => {
                let sources = read(&folder, messages)?;
                packs.push(PackFiles { folder: Some(folder), sources, named: file.into_iter().collect() });
            }
        }
    }
    Ok(packs)
}

/// The files of one folder.
fn read(folder: &Path, messages: &Messages) -> Result<Vec<Source>, Stop> {
    let (sources, faults) = pack::files(folder).map_err(Stop::Failed)?;
    for fault in faults {
        messages.error(&fault);
    }
    Ok(sources)
}

fn here(folder: &Path) -> PathBuf {
    if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() }
}

/// A path below the working folder as seen from there, so that reports read alike on every machine.
fn relative(path: &Path) -> PathBuf {
    let here = env::current_dir().ok();
    let below = here.as_ref().and_then(|here| path.strip_prefix(here).ok());
    let path = below.map_or_else(|| path.to_owned(), self::here);
    let plain: PathBuf = path.components().collect();
    plain.strip_prefix(".").map_or_else(|_| plain.clone(), self::here)
}

/// The pack that is meant where no path names one.
pub(super) struct Chosen {
    /// Its folder; none for the built-in one.
    pub(super) folder: Option<PathBuf>,
    /// What it is called.
    pub(super) name: String,
    /// Its files.
    pub(super) sources: Vec<Source>,
}

/// The pack of `--pack`, else of `lexicons/` of the working folder, else the built-in one.
///
/// # Errors
/// A file of it can't be read.
pub(super) fn chosen(common: &Common) -> Result<Chosen, Stop> {
    let here = PathBuf::from("lexicons");
    let folder = common.pack.clone().or_else(|| here.join("pack.toml").is_file().then_some(here));
    let Some(folder) = folder else {
        let sources = Lexicon::builtin_sources();
        return Ok(Chosen { folder: None, name: "builtin".to_owned(), sources });
    };
    let folder = relative(&folder);
    let (sources, faults) = pack::files(&folder).map_err(Stop::Failed)?;
    if !faults.is_empty() {
        return Err(Stop::Failed(faults.join("\n")));
    }
    Ok(Chosen { name: folder.display().to_string(), folder: Some(folder), sources })
}

/// The pack of [`chosen`], ready to decide, and its files.
///
/// # Errors
/// A file of it can't be read, or it is not sound; then all complaints have been shown.
pub(super) fn sound(common: &Common) -> Result<(Triage, Vec<Source>), Stop> {
    let Chosen { name, sources, .. } = chosen(common)?;
    Ok((Triage::new(parsed(&sources, &name, common)?), sources))
}

/// A pack from its files. `name` says which pack, in the complaint.
///
/// # Errors
/// It is not sound; then all complaints have been shown.
pub(super) fn parsed(sources: &[Source], name: &str, common: &Common) -> Result<Lexicon, Stop> {
    Lexicon::parse(sources).map_err(|complaints| {
        // A pack that extends the built-in one may have broken something there.
        let all: Vec<Source> = sources.iter().cloned().chain(Lexicon::builtin_sources()).collect();
        say_drawing(&diagnostics::text(&complaints, &all, &world::message_style(common)));
        Stop::Failed(format!("{name}: the pack is not sound, see above"))
    })
}
