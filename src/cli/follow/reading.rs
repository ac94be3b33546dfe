//! The reading of one file that is followed, and of those that come to have its name after it.

use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::arrivals::{Arrival, Post};
use super::growing::{Ended, Growing};
use crate::cli::arguments::{FollowFrom, Reading};
use crate::cli::files::{Source, shown};
use crate::cli::messages::cause;
use crate::stream::Reader;

/// Brings every record of a file, and of the next ones of its name, until the run ends.
pub(super) fn read_on(path: &Path, reading: &Reading, from: FollowFrom, post: &Post) {
    let source = Source::of_path(path);
    // Only what is there at the beginning may be passed over: a file that comes later is new.
    let mut pass = from == FollowFrom::New && path.exists();
    while let Some(growing) = Growing::open(path, post, pass) {
        pass = false;
        let mut shared = Shared(Arc::new(Mutex::new(growing)));
        let read = source.open_live(Box::new(shared.clone()), reading);
        let read = read.and_then(|reader| {
            let read = records(reader, &shared, post);
            read.map_err(|error| format!("{}: can't be read further: {}", shown(path), cause(&error)))
        });
        if post.is_over() {
            return;
        }
        if let Err(text) = read {
            post.bring(Arrival::Fault(text));
            // The next file of the name may be a better one, if this one still tells when it comes.
            let _ = io::copy(&mut shared, &mut io::sink());
        }
        let said = match shared.look(Growing::ended) {
            Some(Ended::Replaced) => "another file has its name now, and is read from its start",
            Some(Ended::Rewritten) => "it was written anew, and is read from its start",
            None => return,
        };
        post.bring(Arrival::Note(format!("{}: {said}", shown(path))));
    }
}

/// Brings the records that a reader gives until there will be no more.
fn records(reader: Reader, file: &Shared, post: &Post) -> io::Result<()> {
    let notice = reader.notice();
    post.bring(Arrival::Begun(reader.notice()));
    for record in reader {
        let record = record?;
        if file.look(Growing::is_past_old) {
            post.bring(Arrival::Record(record));
        } else {
            notice.forget();
        }
    }
    Ok(())
}

/// A file that both the reader reads and others look at.
#[derive(Clone)]
struct Shared(Arc<Mutex<Growing>>);

impl Shared {
    fn look<T>(&self, look: impl Fn(&Growing) -> T) -> T {
        look(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Read for Shared {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).read(into)
    }
}
