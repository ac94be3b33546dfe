//! The outputs of one run: standard output, files, and folders with a file for each group.

use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};
use std::slice;

use same_file::Handle;

use super::messages::Stop;
use super::whole_file::{WholeFile, unwritable};
use crate::stream::{Lines, Outlet};

/// Bytes of output that wait to be written together.
const WAITING: usize = 64 * 1024;

/// Gets the lines of all forms, each form to where it was asked for.
pub(super) struct Outlets {
    outlets: Vec<To>,
    /// Files are read while they are written.
    in_sight: bool,
    /// What is written when the run is done, where there is such a file already.
    later: Vec<Handle>,
    /// What could not be written.
    failed: Option<PathBuf>,
}

enum To {
    /// Standard output; none once its reader has gone.
    Stdout(Option<BufWriter<Stdout>>),
    File(WholeFile),
    /// A file for each group.
    Folder(Vec<WholeFile>),
}

/// Where one form goes.
pub(super) enum Place {
    Stdout,
    File(PathBuf),
    /// The files of a folder, one for each group, in their order.
    Folder(Vec<PathBuf>),
}

impl Outlets {
    /// Opens everything, and writes the head of each form. Files appear when they are whole, or are written `in_sight`.
    ///
    /// # Errors
    /// Something can't be written.
    pub(super) fn open(places: Vec<(Place, String)>, in_sight: bool) -> Result<Self, Stop> {
        let mut outlets = Vec::with_capacity(places.len());
        for (place, head) in places {
            let begin = |path: &Path| {
                let mut file =
                    if in_sight { WholeFile::create_in_sight(path) } else { WholeFile::create(path) }?;
                let written = file.write_all(head.as_bytes());
                written.map_err(|error| Stop::Failed(unwritable(path, &error)))?;
                Ok(file)
            };
            outlets.push(match place {
                Place::Stdout => {
                    let mut out = BufWriter::with_capacity(WAITING, io::stdout());
                    out.write_all(head.as_bytes()).map_err(|error| Stop::of_output(&error))?;
                    To::Stdout(Some(out))
                }
                Place::File(path) => To::File(begin(&path)?),
                Place::Folder(paths) => {
                    To::Folder(paths.iter().map(|path| begin(path)).collect::<Result<_, Stop>>()?)
                }
            });
        }
        Ok(Self { outlets, in_sight, later: Vec::new(), failed: None })
    }

    /// One more file that this run writes when it is done.
    pub(super) fn written_later(&mut self, path: &Path) {
        self.later.extend(Handle::from_path(path));
    }

    /// Every file that is written, as it is and as it will be called, so that none of them is read.
    pub(super) fn written(&mut self) -> Vec<Handle> {
        let files = self.outlets.iter().flat_map(|outlet| match outlet {
            To::Stdout(_) => &[],
            To::File(file) => slice::from_ref(file),
            To::Folder(files) => files,
        });
        let files = files.flat_map(WholeFile::handles);
        files.chain(Handle::stdout().ok()).chain(self.later.drain(..)).collect()
    }

    /// What it means that something could not be written.
    pub(super) fn stop(&self, error: &io::Error) -> Stop {
        match &self.failed {
            Some(path) => Stop::Failed(unwritable(path, error)),
            None => Stop::of_output(error),
        }
    }

    /// Lets all files appear, under names that say so if they are not whole; gives those names.
    ///
    /// # Errors
    /// Something can't be written; then what did not appear yet does not.
    pub(super) fn finish(mut self, whole: bool) -> Result<Vec<PathBuf>, Stop> {
        self.pass_on().map_err(|error| self.stop(&error))?;
        let files = self.outlets.into_iter().flat_map(|outlet| match outlet {
            To::Stdout(_) => Vec::new(),
            To::File(file) => vec![file],
            To::Folder(files) => files,
        });
        // What can still fail, the disk being full, fails before the first one appears.
        let mut files: Vec<WholeFile> = files.collect();
        for file in &mut files {
            let flushed = file.flush();
            flushed.map_err(|error| Stop::Failed(unwritable(file.path(), &error)))?;
        }
        let mut partial = Vec::new();
        for file in files {
            if whole {
                file.finish()?;
            } else {
                partial.push(file.finish_in_part()?);
            }
        }
        Ok(partial)
    }

    /// Standard output, or none if nobody reads it any more and there is something else to write.
    fn heed(&mut self, at: usize, done: io::Result<()>) -> io::Result<()> {
        let several = self.outlets.len() > 1;
        match (done, self.outlets.get_mut(at)) {
            (Err(error), Some(To::Stdout(out))) if several && error.kind() == io::ErrorKind::BrokenPipe => {
                // What waits could not be written at the end either.
                if let Some(out) = out.take() {
                    drop(out.into_parts());
                }
                Ok(())
            }
            (done, _) => done,
        }
    }
}

impl Outlet for Outlets {
    fn put(&mut self, lines: &Lines<'_>) -> io::Result<()> {
        for (at, text) in lines.forms().enumerate() {
            let bytes = text.as_bytes();
            let done = match self.outlets.get_mut(at) {
                Some(To::Stdout(Some(out))) => out.write_all(bytes),
                Some(To::Stdout(None)) | None => continue,
                Some(To::File(file)) => file.write_all(bytes).inspect_err(|_| {
                    self.failed = Some(file.path().to_owned());
                }),
                Some(To::Folder(files)) => match files.get_mut(lines.group) {
                    Some(file) => file.write_all(bytes).inspect_err(|_| {
                        self.failed = Some(file.path().to_owned());
                    }),
                    None => continue,
                },
            };
            self.heed(at, done)?;
        }
        Ok(())
    }

    /// Only standard output is waited for, and files that are written in sight: all others are read when they are whole.
    fn pass_on(&mut self) -> io::Result<()> {
        for at in 0..self.outlets.len() {
            let done = match self.outlets.get_mut(at) {
                Some(To::Stdout(Some(out))) => out.flush(),
                Some(To::File(file)) if self.in_sight => flush(file, &mut self.failed),
                Some(To::Folder(files)) if self.in_sight => {
                    files.iter_mut().try_for_each(|file| flush(file, &mut self.failed))
                }
                _ => continue,
            };
            self.heed(at, done)?;
        }
        Ok(())
    }
}

fn flush(file: &mut WholeFile, failed: &mut Option<PathBuf>) -> io::Result<()> {
    file.flush().inspect_err(|_| *failed = Some(file.path().to_owned()))
}
