//! The outputs of one run: standard output, files, and folders with a file for each group.

use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::checkpoint::Written;
use super::files::shown;
use super::kept_file::KeptFile;
use super::messages::Stop;
use super::out_file::OutFile;
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

/// How files are written.
#[derive(Default)]
pub(super) enum Opening {
    /// Whole or not at all.
    #[default]
    Whole,
    /// In place, for others to read meanwhile.
    InSight,
    /// In place, from the beginning.
    Kept,
    /// In place, behind what a checkpoint says of each.
    Resumed(Vec<Written>),
}

enum To {
    /// Standard output; none once its reader has gone.
    Stdout(Option<BufWriter<Stdout>>),
    File(OutFile),
    /// A file for each group.
    Folder(Vec<OutFile>),
}

/// Where one form goes.
pub(super) enum Place {
    Stdout,
    File(PathBuf),
    /// The files of a folder, one for each group, in their order.
    Folder(Vec<PathBuf>),
}

impl Place {
    /// The files that are written.
    pub(super) fn paths(&self) -> &[PathBuf] {
        match self {
            Self::Stdout => &[],
            Self::File(path) => std::slice::from_ref(path),
            Self::Folder(paths) => paths,
        }
    }
}

impl Outlets {
    /// Opens everything, and writes the head of each form where it begins.
    ///
    /// # Errors
    /// Something can't be written, or is not what a checkpoint says.
    pub(super) fn open(places: Vec<(Place, String)>, opening: &Opening) -> Result<Self, Stop> {
        let mut resumed = match opening {
            Opening::Resumed(written) => Some(resumable(&places, written)?),
            Opening::Whole | Opening::InSight | Opening::Kept => None,
        };
        let mut outlets = Vec::with_capacity(places.len());
        for (place, head) in places {
            let mut begin = |path: &Path| {
                let file = match (opening, &mut resumed) {
                    (_, Some(bytes)) => return OutFile::resume(path, bytes.next().unwrap_or_default()),
                    (Opening::Kept, _) => OutFile::Kept(KeptFile::create(path)?),
                    (Opening::InSight, _) => OutFile::Whole(WholeFile::create_in_sight(path)?),
                    _ => OutFile::Whole(WholeFile::create(path)?),
                };
                file.begin(&head)
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
        let in_sight = matches!(opening, Opening::InSight);
        Ok(Self { outlets, in_sight, later: Vec::new(), failed: None })
    }

    /// One more file that this run writes when it is done.
    pub(super) fn written_later(&mut self, path: &Path) {
        self.later.extend(Handle::from_path(path));
    }

    /// Every file that is written, as it is and as it will be called, so that none of them is read.
    pub(super) fn written(&mut self) -> Vec<Handle> {
        let files = self.outlets.iter_mut().flat_map(To::files).flat_map(|file| file.handles());
        files.chain(Handle::stdout().ok()).chain(self.later.drain(..)).collect()
    }

    /// Lets everything that was put last, whatever happens, and says how much that is; of files that are kept.
    ///
    /// # Errors
    /// A file can't be written.
    pub(super) fn settle(&mut self) -> io::Result<Vec<Written>> {
        let mut written = Vec::new();
        for file in self.outlets.iter_mut().flat_map(To::files) {
            if let OutFile::Kept(kept) = file {
                let bytes = kept.settle().inspect_err(|_| self.failed = Some(kept.path().to_owned()))?;
                written.push(Written { file: shown(kept.path()), bytes });
            }
        }
        Ok(written)
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
        let mut files: Vec<OutFile> = files.collect();
        for file in &mut files {
            let flushed = file.flush();
            flushed.map_err(|error| Stop::Failed(unwritable(file.path(), &error)))?;
        }
        let mut partial = Vec::new();
        for file in files {
            match file {
                // It has its name already, and a checkpoint says how far it goes.
                OutFile::Kept(_) => {}
                OutFile::Whole(file) if whole => file.finish()?,
                OutFile::Whole(file) => partial.push(file.finish_in_part()?),
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

impl To {
    /// The files that it is.
    fn files(&mut self) -> &mut [OutFile] {
        match self {
            Self::Stdout(_) => &mut [],
            Self::File(file) => std::slice::from_mut(file),
            Self::Folder(files) => files,
        }
    }
}

/// The bytes behind which each file is gone on with, once it is known that all can be.
fn resumable<'w>(
    places: &[(Place, String)],
    written: &'w [Written],
) -> Result<impl Iterator<Item = u64> + use<'w>, Stop> {
    let paths: Vec<&PathBuf> = places.iter().flat_map(|(place, _)| place.paths()).collect();
    if paths.len() != written.len() {
        return Err(Stop::Failed("the checkpoint names other outputs. Delete it to begin anew".to_owned()));
    }
    for (path, written) in paths.into_iter().zip(written) {
        KeptFile::check(path, written.bytes)?;
    }
    Ok(written.iter().map(|written| written.bytes))
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

fn flush(file: &mut OutFile, failed: &mut Option<PathBuf>) -> io::Result<()> {
    file.flush().inspect_err(|_| *failed = Some(file.path().to_owned()))
}
