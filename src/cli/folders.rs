//! The files of a folder, one after the other in the order of their names, as `.ignore`, `.gitignore` and globs allow.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use ignore::overrides::OverrideBuilder;
use ignore::{DirEntry, Error, Walk, WalkBuilder};

use super::arguments::Walking;
use super::files::shown;
use super::messages::cause;
use crate::stream::is_binary;

/// Bytes of a file's beginning that tell whether it is text.
const BEGINNING: u64 = 1024;

/// What comes next in a folder.
pub(super) enum Step {
    File(PathBuf),
    /// It can't be read, as said.
    Fault(String),
    /// Something that was passed over, as said.
    Passed(String),
}

/// A folder that is being walked. No more than the names of the folders on the way are in memory, and no handle stays open
/// while a file is read.
pub(super) struct Folder {
    root: PathBuf,
    walk: Walk,
    files: u64,
    links: u64,
    binary: u64,
    first_binary: Option<String>,
    ended: bool,
}

impl Folder {
    /// Begins to walk.
    ///
    /// # Errors
    /// A glob is none.
    pub(super) fn open(root: &Path, walking: &Walking) -> Result<Self, String> {
        let mut globs = OverrideBuilder::new(root);
        for glob in &walking.glob {
            globs.add(glob).map_err(|error| format!("--glob: {}", said(&error)))?;
        }
        let globs = globs.build().map_err(|error| format!("--glob: {}", said(&error)))?;
        let rules = !walking.no_ignore;
        let walk = WalkBuilder::new(root)
            .hidden(rules)
            .ignore(rules)
            .git_ignore(rules)
            // What is read depends on the folder alone: not on where it lies, nor on who reads it.
            .parents(false)
            .git_global(false)
            .git_exclude(false)
            .require_git(false)
            .overrides(globs)
            .follow_links(walking.follow_links)
            .sort_by_file_name(OsStr::cmp)
            .build();
        let root = root.to_owned();
        Ok(Self { root, walk, files: 0, links: 0, binary: 0, first_binary: None, ended: false })
    }

    /// A file to be read; `None` for what lies beside.
    fn step(&mut self, entry: Result<DirEntry, Error>) -> Option<Step> {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return Some(Step::Fault(fault(&error))),
        };
        let kind = entry.file_type()?;
        if kind.is_symlink() && entry.depth() > 0 {
            self.links += 1;
        }
        if !kind.is_file() {
            return None;
        }
        if holds_no_text(entry.path()) {
            self.binary += 1;
            self.first_binary.get_or_insert_with(|| shown(entry.path()));
            return None;
        }
        self.files += 1;
        Some(Step::File(entry.into_path()))
    }

    /// What is to be told at the end.
    fn last(&mut self) -> Option<Step> {
        self.ended = true;
        let mut said = Vec::new();
        if self.files == 0 {
            said.push("holds no file to read".to_owned());
        }
        if self.links > 0 {
            let (links, s) = (self.links, if self.links == 1 { "" } else { "s" });
            said.push(format!("{links} symbolic link{s} passed over (--follow-links reads them)"));
        }
        if let Some(first) = &self.first_binary {
            let (files, s) = (self.binary, if self.binary == 1 { "" } else { "s" });
            said.push(format!("{files} file{s} passed over that hold no text; first: {first}"));
        }
        let text = format!("{}: {}", shown(&self.root), said.join("; "));
        (!said.is_empty()).then_some(Step::Passed(text))
    }
}

impl Iterator for Folder {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        while let Some(entry) = self.walk.next() {
            if let Some(step) = self.step(entry) {
                return Some(step);
            }
        }
        if self.ended { None } else { self.last() }
    }
}

/// Whether a file is surely no text. One that can't be read is told of later.
fn holds_no_text(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut head));
    read.is_ok() && is_binary(&head)
}

/// What is wrong on the way through a folder.
fn fault(error: &Error) -> String {
    match error {
        Error::Loop { ancestor, child } => format!(
            "{}: a symbolic link that leads back to {}; it is not followed",
            shown(child),
            shown(ancestor)
        ),
        Error::WithPath { path, err } => match &**err {
            Error::Loop { .. } => fault(err),
            err => format!("{}: {}", shown(path), said(err)),
        },
        Error::WithDepth { err, .. } | Error::WithLineNumber { err, .. } => fault(err),
        _ => said(error),
    }
}

fn said(error: &Error) -> String {
    match error.io_error() {
        Some(error) => format!("can't be read: {}", cause(error)),
        None => error.to_string(),
    }
}
