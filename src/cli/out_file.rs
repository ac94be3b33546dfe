//! A file of output: one that appears whole or not at all, or one that lasts while it grows.

use std::io::{self, Write};
use std::path::Path;

use same_file::Handle;

use super::kept_file::KeptFile;
use super::messages::Stop;
use super::whole_file::{WholeFile, unwritable};

/// A file of output.
pub(super) enum OutFile {
    Whole(WholeFile),
    Kept(KeptFile),
}

impl OutFile {
    /// Begins a file with its head.
    ///
    /// # Errors
    /// It can't be written.
    pub(super) fn begin(mut self, head: &str) -> Result<Self, Stop> {
        let written = self.write_all(head.as_bytes());
        written.map_err(|error| Stop::Failed(unwritable(self.path(), &error)))?;
        Ok(self)
    }

    /// Goes on with a file behind so many bytes.
    ///
    /// # Errors
    /// It can't be written, or is shorter.
    pub(super) fn resume(path: &Path, bytes: u64) -> Result<Self, Stop> {
        KeptFile::resume(path, bytes).map(Self::Kept)
    }

    /// The file that is written, and the one that has its name until it appears.
    pub(super) fn handles(&self) -> Vec<Handle> {
        match self {
            Self::Whole(file) => file.handles().collect(),
            Self::Kept(file) => file.handle().into_iter().collect(),
        }
    }

    /// What it is, or will be, called.
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Whole(file) => file.path(),
            Self::Kept(file) => file.path(),
        }
    }
}

impl Write for OutFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Whole(file) => file.write(bytes),
            Self::Kept(file) => file.write(bytes),
        }
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Whole(file) => file.write_all(bytes),
            Self::Kept(file) => file.write_all(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Whole(file) => file.flush(),
            Self::Kept(file) => file.flush(),
        }
    }
}
