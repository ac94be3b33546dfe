//! What is known of a run under way: how much was read, and whether somebody wants it to end.

use std::fs::File;
use std::io::{self, Read, Seek as _};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::{process, thread};

use super::messages::say_cut_short;

/// Bytes of standard input that are read at once.
const CHUNK: usize = 64 * 1024;
/// The exit code of a run that was interrupted, as shells give it.
pub(super) const INTERRUPTED: u8 = 130;

/// What the thread that reads standard input sends: a piece, nothing at the end, or why it can't.
type Wake = SyncSender<io::Result<Vec<u8>>>;

/// How much was read, and whether the run should end.
#[derive(Clone, Default)]
pub(super) struct Watch {
    stop: Arc<AtomicBool>,
    /// Bytes of inputs that are done, and of standard input.
    bytes: Arc<AtomicU64>,
    /// A second handle on the file that is read: it has the same position.
    file: Arc<Mutex<Option<File>>>,
    /// Wakes whoever waits for standard input.
    wake: Arc<Mutex<Option<Wake>>>,
}

impl Watch {
    /// Ends the run at a record's end when the user or the system asks for it; at once when that is asked for twice.
    pub(super) fn heed_signals(&self) {
        let watch = self.clone();
        // Without a handler a signal kills at once, as everywhere.
        let _ = ctrlc::set_handler(move || {
            if watch.stop.swap(true, Ordering::Relaxed) {
                say_cut_short();
                process::exit(i32::from(INTERRUPTED));
            }
            let wake = watch.wake.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(wake) = &*wake {
                // If there is no room, something comes, and nobody waits.
                let _ = wake.try_send(Err(io::Error::other("interrupted")));
            }
        });
    }

    /// Whether the run should end.
    pub(super) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// The flag that says so.
    pub(super) fn stop(&self) -> &AtomicBool {
        &self.stop
    }

    /// Bytes that were read so far, compressed ones as they are.
    pub(super) fn bytes(&self) -> u64 {
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let place = file.as_ref().and_then(|mut file| file.stream_position().ok());
        self.bytes.load(Ordering::Relaxed) + place.unwrap_or_default()
    }

    /// Counts bytes that were read.
    pub(super) fn count(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Watches how far a file is read.
    pub(super) fn follow(&self, file: &File) {
        *self.file.lock().unwrap_or_else(PoisonError::into_inner) = file.try_clone().ok();
    }

    /// Inputs that an earlier run has read.
    pub(super) fn passed(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// The input that was followed is done.
    pub(super) fn done(&self) {
        let bytes = self.bytes();
        *self.file.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.bytes.store(bytes, Ordering::Relaxed);
    }

    /// Standard input, read by a thread of its own, so that waiting for it can be ended.
    pub(super) fn stdin(&self) -> Box<dyn Read + Send> {
        let (sender, receiver) = sync_channel(2);
        *self.wake.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender.clone());
        thread::spawn(move || {
            loop {
                let mut chunk = vec![0; CHUNK];
                let read = match io::stdin().read(&mut chunk) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    read => read,
                };
                let ended = !matches!(read, Ok(1..));
                let gone = sender.send(read.map(|length| {
                    chunk.truncate(length);
                    chunk
                }));
                if ended || gone.is_err() {
                    return;
                }
            }
        });
        Box::new(Stdin { watch: self.clone(), receiver, chunk: Vec::new(), at: 0, ended: false })
    }
}

struct Stdin {
    watch: Watch,
    receiver: Receiver<io::Result<Vec<u8>>>,
    chunk: Vec<u8>,
    at: usize,
    ended: bool,
}

impl Read for Stdin {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.chunk.len() && !self.ended {
            if self.watch.stopped() {
                return Err(io::Error::other("interrupted"));
            }
            // The thread that reads lives until it has sent the end.
            self.chunk = self.receiver.recv().unwrap_or_else(|_| Ok(Vec::new()))?;
            self.at = 0;
            self.ended = self.chunk.is_empty();
            self.watch.count(self.chunk.len() as u64);
        }
        let rest = &self.chunk[self.at..];
        let length = rest.len().min(into.len());
        into[..length].copy_from_slice(&rest[..length]);
        self.at += length;
        Ok(length)
    }
}
