//! What was read of files that are followed and waits to be answered: no more of it than a bound, whoever is faster.

use std::collections::VecDeque;
use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::cli::watch::Watch;
use crate::stream::{BadRecord, Notice, Record};

/// Bytes that may wait. Enough for a batch for each of several hands, little enough to stay small.
const MOST: usize = 1024 * 1024;
/// Between two looks at whether somebody wants the run to end.
const STEP: Duration = Duration::from_millis(100);
/// What anything costs beside its texts.
const EACH: usize = 320;

/// Something that comes from a file.
#[expect(clippy::large_enum_variant, reason = "nearly all of them are records")]
pub(super) enum Arrival {
    /// Its reading began, from its start or with the next file of its name.
    Begun(Notice),
    Record(Result<Record, BadRecord>),
    /// Something worth knowing.
    Note(String),
    /// Something that went wrong.
    Fault(String),
}

/// A queue from those who read, one for each file, to the one who answers.
pub(super) struct Arrivals {
    watch: Watch,
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<(usize, Arrival)>,
    bytes: usize,
    /// Those who may still bring something.
    posts: usize,
    /// Nobody takes anything any more.
    closed: bool,
}

impl Arrivals {
    pub(super) fn new(watch: Watch) -> Self {
        Self { watch, queue: Mutex::default(), changed: Condvar::new() }
    }

    /// The way in for the file at a place.
    pub(super) fn post(self: &Arc<Self>, file: usize) -> Post {
        self.lock().posts += 1;
        Post { arrivals: Arc::clone(self), file }
    }

    /// Everything that waits of the file of which something has waited longest; `None` at the end.
    pub(super) fn take(&self) -> Option<(usize, Vec<Arrival>)> {
        let mut queue = self.lock();
        loop {
            if self.watch.stopped() {
                return None;
            }
            if let Some(file) = queue.waiting.front().map(|(file, _)| *file) {
                let (first, rest): (VecDeque<_>, VecDeque<_>) =
                    mem::take(&mut queue.waiting).into_iter().partition(|(of, _)| *of == file);
                queue.bytes = rest.iter().map(|(_, arrival)| weight(arrival)).sum();
                queue.waiting = rest;
                self.changed.notify_all();
                return Some((file, first.into_iter().map(|(_, arrival)| arrival).collect()));
            }
            if queue.posts == 0 {
                return None;
            }
            queue = self.wait(queue);
        }
    }

    /// Ends the reading when it is dropped, however the answering ended.
    pub(super) fn closing(&self) -> Closing<'_> {
        Closing(self)
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'q>(&self, queue: MutexGuard<'q, Queue>) -> MutexGuard<'q, Queue> {
        self.changed.wait_timeout(queue, STEP).unwrap_or_else(PoisonError::into_inner).0
    }
}

/// Closes the queue.
pub(super) struct Closing<'a>(&'a Arrivals);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.lock().closed = true;
        self.0.changed.notify_all();
    }
}

/// Brings what comes from one file.
pub(super) struct Post {
    arrivals: Arc<Arrivals>,
    file: usize,
}

impl Post {
    /// Waits until there is room, and brings something; in vain once nobody takes it.
    pub(super) fn bring(&self, arrival: Arrival) {
        let mut queue = self.arrivals.lock();
        while queue.bytes >= MOST && !self.ended(&queue) {
            queue = self.arrivals.wait(queue);
        }
        if !self.ended(&queue) {
            queue.bytes += weight(&arrival);
            queue.waiting.push_back((self.file, arrival));
            self.arrivals.changed.notify_all();
        }
    }

    /// Whether nothing is wanted any more.
    pub(super) fn is_over(&self) -> bool {
        self.ended(&self.arrivals.lock())
    }

    /// Counts bytes that were read.
    pub(super) fn count(&self, bytes: usize) {
        self.arrivals.watch.count(bytes as u64);
    }

    fn ended(&self, queue: &Queue) -> bool {
        queue.closed || self.arrivals.watch.stopped()
    }
}

impl Clone for Post {
    fn clone(&self) -> Self {
        self.arrivals.post(self.file)
    }
}

impl Drop for Post {
    fn drop(&mut self) {
        self.arrivals.lock().posts -= 1;
        self.arrivals.changed.notify_all();
    }
}

/// What it takes of memory, roughly, in bytes.
fn weight(arrival: &Arrival) -> usize {
    EACH + match arrival {
        Arrival::Begun(_) => 0,
        Arrival::Record(Ok(record)) => record.text.len() + record.kept.as_ref().map_or(0, String::len),
        Arrival::Record(Err(bad)) => bad.error.len(),
        Arrival::Note(text) | Arrival::Fault(text) => text.len(),
    }
}
