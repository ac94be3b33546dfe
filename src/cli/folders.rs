//! The files of a folder, one after the other in the order of their names, as `.ignore`, `.gitignore` and globs allow.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use ignore::overrides::OverrideBuilder;
use ignore::{DirEntry, Error, Walk, WalkBuilder};
use same_file::Handle;

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

/// Files that were passed over.
#[derive(Default)]
struct Passed {
    count: u64,
    first: Option<String>,
}

impl Passed {
    fn add(&mut self, path: &Path) {
        self.count += 1;
        self.first.get_or_insert_with(|| shown(path));
    }

    /// How many, and the first one; `None` if there is none.
    fn told(&self, why: &str) -> Option<String> {
        let (count, s) = (self.count, if self.count == 1 { "" } else { "s" });
        Some(format!("{count} file{s} passed over that {why}; first: {}", self.first.as_ref()?))
    }
}

/// A folder that is being walked. No more than the names of the folders on the way are in memory, and no handle stays open
/// while a file is read.
pub(super) struct Folder {
    root: PathBuf,
    walk: Walk,
    written: Rc<[Handle]>,
    files: u64,
    links: u64,
    binary: Passed,
    own: Passed,
    ended: bool,
}

impl Folder {
    /// Begins to walk. Files that are `written` meanwhile are not read.
    ///
    /// # Errors
    /// A glob is none.
    pub(super) fn open(root: &Path, walking: &Walking, written: &Rc<[Handle]>) -> Result<Self, String> {
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
        let (written, binary, own) = (Rc::clone(written), Passed::default(), Passed::default());
        Ok(Self { root, walk, written, files: 0, links: 0, binary, own, ended: false })
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
        // One that can't be read is told of later.
        if let Ok(file) = File::open(entry.path()).and_then(Handle::from_file) {
            if self.written.contains(&file) {
                self.own.add(entry.path());
                return None;
            }
            if holds_no_text(file.as_file()) {
                self.binary.add(entry.path());
                return None;
            }
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
        said.extend(self.binary.told("hold no text"));
        said.extend(self.own.told("this run writes"));
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

/// Whether a file is surely no text.
fn holds_no_text(file: &File) -> bool {
    let mut head = Vec::new();
    file.take(BEGINNING).read_to_end(&mut head).is_ok() && is_binary(&head)
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
