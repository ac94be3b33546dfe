//! Follows files: their records are answered in the order in which they come, and each answer is written at once.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::mem;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use same_file::Handle;

use super::arrivals::{Arrival, Arrivals};
use super::reading::read_on;
use crate::cli::arguments::{Common, FollowFrom, Reading};
use crate::cli::feed::{Fed, Feeding};
use crate::cli::files::shown;
use crate::cli::messages::{BadRecords, Messages, Stop, cause};
use crate::cli::progress::Progress;
use crate::cli::watch::Watch;
use crate::cli::world;
use crate::stream::{BadRecord, Halt, Job, Notice, Reader, Record, Sink, Tally, is_compressed, run};

/// Bytes of a file's beginning that tell whether it is compressed.
const BEGINNING: u64 = 16;

/// Refuses to follow what does not grow line by line.
///
/// # Errors
/// There is something of the kind, or nothing to follow.
pub(in crate::cli) fn refuse(reading: &Reading) -> Result<(), Stop> {
    if reading.files.is_empty() {
        let text = "--follow waits for what is added to files. Name one; standard input is read to its end without it";
        return Err(Stop::Failed(text.to_owned()));
    }
    reading.files.iter().try_for_each(|path| grows(path))
}

fn grows(path: &Path) -> Result<(), Stop> {
    let failed = |why: &str| Err(Stop::Failed(format!("{}: {why}", shown(path))));
    if path.as_os_str() == "-" {
        return failed("standard input is read to its end anyway. Leave out --follow, or name files");
    }
    // One that is not there yet is waited for.
    let Ok(metadata) = fs::metadata(path) else { return Ok(()) };
    if metadata.is_dir() {
        return failed("a folder can't be followed. Name the files in it");
    }
    if !metadata.is_file() {
        return failed("it is no file that can grow, and is read to its end anyway. Leave out --follow");
    }
    if let (Ok(file), Ok(written)) = (Handle::from_path(path), Handle::stdout())
        && file == written
    {
        return failed("this run writes it, so it is not read");
    }
    let mut head = Vec::new();
    match File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut head)) {
        Err(error) => failed(&format!("can't be read: {}", cause(&error))),
        Ok(_) if is_compressed(&head) => {
            failed("it is compressed, and what is added to it is no line. Leave out --follow")
        }
        Ok(_) => Ok(()),
    }
}

/// Answers what the files hold and what is added to them, until somebody ends the run. What has no time of its own is decided
/// for the time at which it comes.
pub(in crate::cli) fn follow(
    (reading, from): (&Reading, FollowFrom),
    messages: &Messages,
    job: &Job<'_>,
    common: &Common,
    feeding: Feeding<'_, '_>,
) -> Result<Fed, Stop> {
    let begun = Instant::now();
    let watch = Watch::default();
    watch.heed_signals();
    let arrivals = Arc::new(Arrivals::new(watch.clone()));
    let posts: Vec<_> = (0..reading.files.len()).map(|file| arrivals.post(file)).collect();
    let mut answering = Answering {
        names: reading.files.iter().map(|path| shown(path)).collect(),
        threads: reading.threads(),
        messages,
        job,
        common,
        watch: &watch,
        progress: Progress::begin(&watch, None, feeding.progress),
        bad: BadRecords::new(messages),
        feeding,
        tally: Tally::default(),
        encodings: BTreeMap::new(),
        open: BTreeMap::new(),
    };
    let done = thread::scope(|scope| {
        for (path, post) in reading.files.iter().zip(posts) {
            scope.spawn(move || read_on(path, reading, from, &post));
        }
        let _closing = arrivals.closing();
        answering.all(&arrivals)
    });
    done?;
    let Answering { tally, encodings, bad, progress, .. } = answering;
    drop(progress);
    bad.sum_up(&tally);
    let (interrupted, bytes) = (watch.stopped(), watch.bytes());
    Ok(Fed { tally, interrupted, bytes, took: begun.elapsed(), encodings })
}

/// The one who answers.
struct Answering<'a, 'm> {
    names: Vec<String>,
    threads: NonZeroUsize,
    messages: &'a Messages,
    job: &'a Job<'a>,
    common: &'a Common,
    watch: &'a Watch,
    progress: Progress,
    bad: BadRecords<'a>,
    feeding: Feeding<'a, 'm>,
    tally: Tally,
    encodings: BTreeMap<String, u64>,
    /// What is noticed in each file that is being read, and how many of its records were answered.
    open: BTreeMap<usize, (Notice, u64)>,
}

impl Answering<'_, '_> {
    fn all(&mut self, arrivals: &Arrivals) -> Result<(), Stop> {
        while let Some((file, came)) = arrivals.take() {
            let mut records = Vec::new();
            for arrival in came {
                match arrival {
                    Arrival::Record(record) => {
                        records.push(record);
                        continue;
                    }
                    _ => self.answer(file, mem::take(&mut records))?,
                }
                match arrival {
                    Arrival::Record(_) => {}
                    Arrival::Begun(notice) => self.begin(file, Some(notice)),
                    Arrival::Note(text) => self.progress.aside(|| self.messages.note(&text)),
                    Arrival::Fault(text) => self.progress.aside(|| self.messages.error(&text)),
                }
            }
            self.answer(file, records)?;
        }
        for file in 0..self.names.len() {
            self.begin(file, None);
        }
        Ok(())
    }

    /// Tells what was noticed in the file that had the name before.
    fn begin(&mut self, file: usize, next: Option<Notice>) {
        if let Some((notice, records)) = self.open.remove(&file) {
            let noticed = notice.now();
            for (encoding, count) in noticed.encodings(records) {
                *self.encodings.entry(encoding.to_owned()).or_default() += count;
            }
            self.progress.aside(|| self.messages.noticed(&self.names[file], &noticed));
        }
        if let Some(notice) = next {
            self.open.insert(file, (notice, 0));
        }
    }

    /// Answers records of one file, and lets the answers go.
    fn answer(&mut self, file: usize, records: Vec<Result<Record, BadRecord>>) -> Result<(), Stop> {
        if records.is_empty() {
            return Ok(());
        }
        let (name, before) = (&self.names[file], self.tally.records);
        let job = Job { clock: world::clock(self.common), ..self.job.clone() };
        let (bad, progress) = (&mut self.bad, &self.progress);
        let mut on_bad = |record: &_| progress.aside(|| bad.add(name, record));
        let mut sink = Sink {
            sessions: &mut self.feeding.sessions,
            out: &mut *self.feeding.out,
            tally: &mut self.tally,
            counts: self.feeding.counts.as_deref_mut(),
            on_bad: &mut on_bad,
            unordered: self.feeding.unordered,
            stop: self.watch.stop(),
        };
        let done = run(Reader::of_records(records), Some(name), &job, &mut sink, self.threads);
        let done = done.and_then(|()| sink.out.pass_on().map_err(Halt::Write));
        if let Some((_, answered)) = self.open.get_mut(&file) {
            *answered += self.tally.records - before;
        }
        // Records that are in memory are always read.
        done.map_err(|(Halt::Read(error) | Halt::Write(error))| self.feeding.out.stop(&error))
    }
}
