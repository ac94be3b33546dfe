//! The pack that a changed one is compared with: a folder, an archive, a revision, the built-in one.

use std::collections::BTreeMap;
use std::env;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use super::revision::sources_at;
use crate::cli::messages::{Stop, cause};
use crate::cli::pack;
use crate::diagnostic::Source;
use crate::lexicon::Lexicon;

/// The word that names the built-in pack where no file has that name.
const BUILTIN: &str = "builtin";
/// The most bytes of one file of an archive that are read, and of all of them.
const FILE_BYTES: u64 = 16 * 1024 * 1024;
const ALL_BYTES: u64 = 64 * 1024 * 1024;
/// The most entries of an archive that are looked at.
const ENTRIES: usize = 200_000;

/// An old pack: where it comes from, and its files.
pub(super) struct Old {
    pub(super) from: String,
    pub(super) sources: Vec<Source>,
}

/// The old pack that `--against` names; on a CI server the revision that a change is to be merged into. A path that is
/// there goes before a revision of that name. `folder` is that of the new pack; none for the built-in one.
///
/// # Errors
/// It can't be found or read; the sentence says what to do.
pub(super) fn old(against: Option<&str>, folder: Option<&Path>) -> Result<Old, Stop> {
    let reference = match against {
        Some(reference) => reference.to_owned(),
        None => from_ci().ok_or_else(|| {
            let text =
                "--against is missing: a revision (origin/main), the folder of a pack, or a .tar with one";
            Stop::Failed(text.to_owned())
        })?,
    };
    let path = Path::new(&reference);
    if path.is_dir() {
        let (sources, faults) = pack::files(path).map_err(Stop::Failed)?;
        if !faults.is_empty() {
            return Err(Stop::Failed(faults.join("\n")));
        }
        return Ok(Old { from: reference, sources });
    }
    if path.exists() {
        let sources = archive(path, folder).map_err(|error| Stop::Failed(format!("{reference}: {error}")))?;
        return Ok(Old { from: reference, sources });
    }
    if reference == BUILTIN {
        return Ok(Old { from: reference, sources: Lexicon::builtin_sources() });
    }
    let Some(folder) = folder else {
        let text = format!(
            "--against {reference}: there is no such file or folder, and the new pack is the built-in one, which no \
             revision holds. Name the folder of the new pack: --pack DIR"
        );
        return Err(Stop::Failed(text));
    };
    let sources = sources_at(&reference, folder)?;
    if sources.is_empty() {
        let shown = folder.display();
        return Err(Stop::Failed(format!(
            "--against {reference}: there was no pack in {shown} where that and HEAD parted. Name another revision, or \
             compare with --against builtin"
        )));
    }
    Ok(Old { from: reference, sources })
}

/// What a CI server says that a change is to be merged into: GitHub Actions, GitLab CI.
fn from_ci() -> Option<String> {
    let named = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let github = named("GITHUB_BASE_REF").map(|branch| format!("origin/{branch}"));
    github.or_else(|| named("CI_MERGE_REQUEST_DIFF_BASE_SHA"))
}

/// The files of the pack in an archive.
fn archive(path: &Path, folder: Option<&Path>) -> Result<Vec<Source>, String> {
    let failed = |error: std::io::Error| format!("can't be read: {}", cause(&error));
    let mut file = BufReader::new(File::open(path).map_err(failed)?);
    let mut head = Vec::new();
    file.by_ref().take(6).read_to_end(&mut head).map_err(failed)?;
    let packed: [(&[u8], &str); 4] =
        [(b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"BZh", "bzip2"), (b"\xfd7zXZ", "xz")];
    if let Some((_, name)) = packed.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(format!("it is compressed. Unpack it first: {name} -d"));
    }
    file.rewind().map_err(failed)?;
    let mut packs = members(file, path)?;
    packs.retain(|_, sources| sources.iter().any(|source| source.name.ends_with("/pack.toml")));
    // The one that is named like the new pack's folder, else the only one.
    let name = folder.and_then(Path::file_name).unwrap_or("lexicons".as_ref());
    let like = packs.keys().find(|dir| dir.file_name() == Some(name)).cloned();
    let chosen = like.or_else(|| packs.keys().next().filter(|_| packs.len() == 1).cloned());
    match chosen {
        Some(dir) => Ok(packs.remove(&dir).unwrap_or_default()),
        None if packs.is_empty() => Err("the archive holds no pack.toml, or it is no tar".to_owned()),
        None => {
            let dirs: Vec<String> = packs.keys().take(5).map(|dir| dir.display().to_string()).collect();
            Err(format!(
                "the archive holds several packs ({}), none of them in a folder {}",
                dirs.join(", "),
                name.to_string_lossy()
            ))
        }
    }
}

/// The TOML files of an archive by their folder.
fn members(file: impl Read, path: &Path) -> Result<BTreeMap<PathBuf, Vec<Source>>, String> {
    let failed = |error: std::io::Error| format!("can't be read as a tar: {}", cause(&error));
    let mut packs: BTreeMap<PathBuf, Vec<Source>> = BTreeMap::new();
    let mut all = 0;
    for (number, entry) in tar::Archive::new(file).entries().map_err(failed)?.enumerate() {
        let mut entry = entry.map_err(failed)?;
        if number >= ENTRIES {
            return Err(format!("it holds more than {ENTRIES} entries"));
        }
        let name = entry.path().map_err(failed)?.into_owned();
        let is_toml = name.extension().is_some_and(|extension| extension == "toml");
        if !is_toml || !entry.header().entry_type().is_file() {
            continue;
        }
        all += entry.size();
        let shown = name.display().to_string();
        if entry.size() > FILE_BYTES || all > ALL_BYTES {
            return Err(format!("{shown} in it is too large"));
        }
        let mut text = String::new();
        entry.read_to_string(&mut text).map_err(|_| format!("{shown} in it is no UTF-8"))?;
        let dir = name.parent().map(Path::to_owned).unwrap_or_default();
        let name = format!("{}:{shown}", path.display());
        let source = Source {
            name: if shown.contains('/') { name } else { format!("{}:./{shown}", path.display()) },
            text,
        };
        packs.entry(dir).or_default().push(source);
    }
    for sources in packs.values_mut() {
        sources.sort_by(|one, other| one.name.cmp(&other.name));
    }
    Ok(packs)
}
