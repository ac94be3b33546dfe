//! A handle on a file that grows: at its end it waits for more, and it ends when another file has its name or it was written
//! anew.
//!
//! It looks again after a short while instead of asking the system for events: docs/dependencies.md says why.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use same_file::Handle;

use super::arrivals::{Arrival, Post};
use crate::cli::files::shown;
use crate::cli::messages::cause;

/// Between two looks at a file that has no more.
const STEP: Duration = Duration::from_millis(100);
/// How long a file that lost its name must have been silent: who writes it hears a moment later than we of the new one.
const SILENCE: Duration = Duration::from_secs(1);
/// Bytes before the end by which it is told that a file is still the one that was read.
const REMEMBERED: usize = 64;

/// A file that is read while it grows.
pub(super) struct Growing {
    path: PathBuf,
    file: Handle,
    post: Post,
    /// Bytes that were read.
    at: u64,
    /// The last of them.
    last: Vec<u8>,
    /// Bytes that it held when the following began and that nobody asks for.
    old: u64,
    /// Whether what is read may hold bytes behind those.
    past_old: bool,
    /// At the last look there was no more.
    idle: bool,
    /// Since when a file that lost its name has been silent.
    silent: Option<Instant>,
    gone: bool,
    ended: Option<Ended>,
}

/// Why there will never be more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ended {
    /// Another file has its name.
    Replaced,
    /// It got shorter, or other bytes stand where those were that were read.
    Rewritten,
}

/// What stands under the name of a file that has been read to its end.
enum Seen {
    Same,
    Another,
    Nothing,
    Rewritten,
}

impl Growing {
    /// Opens a file as soon as there is one; `None` when the run ends before. With `pass` what it holds already is not asked
    /// for.
    pub(super) fn open(path: &Path, post: &Post, pass: bool) -> Option<Self> {
        let mut said = None;
        while !post.is_over() {
            match opened(path) {
                Ok(file) => {
                    let length = file.as_file().metadata().map_or(0, |metadata| metadata.len());
                    return Some(Self {
                        path: path.to_owned(),
                        file,
                        post: post.clone(),
                        at: 0,
                        last: Vec::new(),
                        old: if pass { length } else { 0 },
                        past_old: false,
                        idle: false,
                        silent: None,
                        gone: false,
                        ended: None,
                    });
                }
                Err(error) if said == Some(error.kind()) => {}
                Err(error) => {
                    said = Some(error.kind());
                    post.bring(match error.kind() {
                        ErrorKind::NotFound => Arrival::Note(format!(
                            "{}: there is no such file yet; it is waited for",
                            shown(path)
                        )),
                        _ => Arrival::Fault(format!(
                            "{}: can't be read: {}. It is tried again and again",
                            shown(path),
                            cause(&error)
                        )),
                    });
                }
            }
            thread::sleep(STEP);
        }
        None
    }

    /// Whether what was read until now may hold more than what the file held when the following began.
    pub(super) fn is_past_old(&self) -> bool {
        self.past_old
    }

    /// Why there will never be more, once that is so.
    pub(super) fn ended(&self) -> Option<Ended> {
        self.ended
    }

    fn look(&mut self) -> io::Result<Seen> {
        let length = self.file.as_file().metadata()?.len();
        if length < self.at || (length > self.at && !self.stands()?) {
            return Ok(Seen::Rewritten);
        }
        match opened(&self.path) {
            Ok(file) if file == self.file => Ok(Seen::Same),
            Ok(_) => Ok(Seen::Another),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Seen::Nothing),
            // It may be on its way to its place.
            Err(_) => Ok(Seen::Same),
        }
    }

    /// Whether the bytes that were read last are still where they were.
    fn stands(&self) -> io::Result<bool> {
        let mut file = self.file.as_file();
        let mut found = vec![0; self.last.len()];
        file.seek(SeekFrom::Start(self.at - found.len() as u64))?;
        let read = file.read_exact(&mut found);
        file.seek(SeekFrom::Start(self.at))?;
        Ok(read.is_ok() && found == self.last)
    }

    /// Reads what is there.
    fn take(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut room = into.len();
        if self.at < self.old {
            room = room.min(usize::try_from(self.old - self.at).unwrap_or(room));
        } else {
            self.past_old = true;
        }
        let length = self.file.as_file().read(&mut into[..room])?;
        self.at += length as u64;
        self.post.count(length);
        let new = &into[..length];
        self.last.extend_from_slice(&new[length.saturating_sub(REMEMBERED)..]);
        self.last.drain(..self.last.len().saturating_sub(REMEMBERED));
        Ok(length)
    }

    fn say_gone(&mut self) {
        if !self.gone {
            self.gone = true;
            let text = format!("{}: it is gone; the next file of this name is waited for", shown(&self.path));
            self.post.bring(Arrival::Note(text));
        }
    }
}

impl Read for Growing {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.ended.is_none() && !into.is_empty() {
            if self.post.is_over() {
                return Err(io::Error::other("interrupted"));
            }
            let seen = if self.idle { self.look()? } else { Seen::Same };
            match seen {
                Seen::Same => self.gone = false,
                Seen::Nothing => self.say_gone(),
                Seen::Another => {}
                Seen::Rewritten => {
                    self.ended = Some(Ended::Rewritten);
                    break;
                }
            }
            let length = self.take(into)?;
            if length > 0 {
                (self.idle, self.silent) = (false, None);
                return Ok(length);
            }
            self.idle = true;
            if matches!(seen, Seen::Another)
                && self.silent.get_or_insert_with(Instant::now).elapsed() >= SILENCE
            {
                self.ended = Some(Ended::Replaced);
                break;
            }
            thread::sleep(STEP);
        }
        Ok(0)
    }
}

/// A file, and nothing else that may have its name: to open a pipe may take for ever.
fn opened(path: &Path) -> io::Result<Handle> {
    if fs::metadata(path)?.is_file() {
        Handle::from_file(File::open(path)?)
    } else {
        Err(io::Error::other("it is no file that can grow"))
    }
}
