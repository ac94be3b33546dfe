//! How the files that were read are known again.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::cli::arguments::Reading;
use crate::cli::files::{Source, shown};
use crate::cli::messages::{Stop, cause};

/// Bytes at each end of a file by which it is known.
const END: u64 = 64 * 1024;

/// A file as it was when it was begun. It may grow; what was there must stay.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub(super) struct KnownInput {
    /// What it is called.
    file: String,
    /// Its size.
    bytes: u64,
    /// The hash of its two ends; none if it could not be opened, and was passed over.
    ends: Option<String>,
}

impl KnownInput {
    /// A file that is about to be read.
    pub(super) fn of(path: &Path) -> Self {
        let read = || -> io::Result<(u64, String)> {
            let mut file = File::open(path)?;
            let bytes = file.metadata()?.len();
            Ok((bytes, ends(&mut file, bytes)?))
        };
        let (bytes, ends) = read().map_or((0, None), |(bytes, ends)| (bytes, Some(ends)));
        Self { file: shown(path), bytes, ends }
    }

    /// How a file is another one than the one that was read, if it is.
    fn differs(&self, path: &Path) -> Option<String> {
        let ends_then = self.ends.as_ref()?;
        let again = File::open(path).and_then(|mut file| {
            let length = file.metadata()?.len();
            Ok((length, if length < self.bytes { String::new() } else { ends(&mut file, self.bytes)? }))
        });
        match again {
            Err(error) => Some(format!("can't be read any more: {}", cause(&error))),
            Ok((length, _)) if length < self.bytes => {
                Some(format!("it has {length} bytes, and had {} when it was read", self.bytes))
            }
            Ok((_, ends)) if ends != *ends_then => {
                Some("it holds something else than when it was read".to_owned())
            }
            Ok(_) => None,
        }
    }
}

/// How what is to be read differs from what was read, if it does.
pub(super) fn differ(reading: &Reading, known: &[KnownInput]) -> Option<String> {
    let mut files = Source::all(reading).filter_map(|source| match source {
        Source::File(path) => Some(path),
        Source::Texts(_) | Source::Stdin | Source::Nothing(_) => None,
    });
    known.iter().find_map(|known| match files.next() {
        None => Some(format!("{}: it is not there any more", known.file)),
        Some(path) if shown(&path) != known.file => {
            Some(format!("{}: it stands where {} was read", shown(&path), known.file))
        }
        Some(path) => known.differs(&path).map(|how| format!("{}: {how}", known.file)),
    })
}

/// Refuses what can be read only once.
pub(super) fn readable_twice(reading: &Reading) -> Result<(), Stop> {
    let wrong = |name: &str| {
        Stop::Failed(format!(
            "{name} can't be read a second time, so there is no going on in it. Write it to a file and name that, or \
             leave out --checkpoint"
        ))
    };
    if reading.files.is_empty() || reading.files.iter().any(|path| path.as_os_str() == "-") {
        return Err(wrong("standard input"));
    }
    let once = |path: &&PathBuf| fs::metadata(path).is_ok_and(|known| !known.is_file() && !known.is_dir());
    reading.files.iter().find(once).map_or(Ok(()), |path| Err(wrong(&shown(path))))
}

/// The hash of both ends of the first `bytes` bytes of a file.
fn ends(file: &mut File, bytes: u64) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut end = Vec::new();
    for start in [0, bytes.saturating_sub(END)] {
        file.seek(SeekFrom::Start(start))?;
        end.clear();
        file.by_ref().take(END.min(bytes - start)).read_to_end(&mut end)?;
        hash.update(&end);
    }
    Ok(hex(&hash.finalize()))
}

/// The first 128 bits of a hash, as hexadecimal digits.
pub(super) fn hex(hash: &[u8]) -> String {
    hash.iter().take(16).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
