//! Records answered side by side by several hands, and written in the order of the input.
//!
//! Each hand takes the next batch of records from the reader, with a ticket, answers them, and waits for its ticket's turn to
//! write. What is in memory is a batch a hand, whatever the size of the input, and the output does not depend on who was
//! faster.

use std::io;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::checkpoint::Stand;
use super::reader::Reader;
use super::record::{BadRecord, Record};
use super::run::{Answer, Answered, Halt, Sink, answer_one, end_line};
use crate::detect::Scratch;

/// Bytes of messages in a batch: enough that taking turns costs nothing, little enough that it all stays in the cache.
const BATCH: usize = 64 * 1024;

/// Records that are answered by one hand.
struct Batch {
    records: Vec<Result<Record, BadRecord>>,
    /// What stopped the reading after them.
    error: Option<io::Error>,
    /// Nothing more was in memory, so that whoever waits for the last one should get it now.
    flush: bool,
    /// Where the input stands behind them.
    stand: Stand,
}

/// What the hands read from.
struct Source<'k> {
    reader: Reader,
    /// Somebody wants the reading to end.
    stop: &'k AtomicBool,
    ended: bool,
    /// The ticket of the next batch.
    ticket: u64,
}

/// What the hands write to, one after the other.
struct Turn<'s, 'k> {
    sink: &'s mut Sink<'k>,
    /// The ticket whose turn it is.
    ticket: u64,
    halt: Option<Halt>,
}

struct Table<'s, 'k> {
    source: Mutex<Source<'k>>,
    turn: Mutex<Turn<'s, 'k>>,
    next: Condvar,
    /// Nobody waits for a turn.
    unordered: bool,
}

/// The same as one hand after the other does, with up to `threads` of them. More than one is called only when a first
/// batch is full.
pub(super) fn side_by_side(
    reader: Reader,
    file: Option<&str>,
    answer: &dyn Answer,
    sink: &mut Sink<'_>,
    threads: NonZeroUsize,
) -> Result<(), Halt> {
    let mut source = Source { reader, stop: sink.stop, ended: false, ticket: 0 };
    let first = source.batch();
    let more = if source.ended { 0 } else { threads.get() - 1 };
    let unordered = sink.unordered;
    let table = Table {
        source: Mutex::new(source),
        turn: Mutex::new(Turn { sink, ticket: 0, halt: None }),
        next: Condvar::new(),
        unordered,
    };
    std::thread::scope(|scope| {
        for _ in 0..more {
            scope.spawn(|| table.work(None, file, answer));
        }
        table.work(Some((0, first)), file, answer);
    });
    let turn = table.turn.into_inner().unwrap_or_else(PoisonError::into_inner);
    turn.halt.map_or(Ok(()), Err)
}

impl Source<'_> {
    /// The next records, none at the end.
    fn batch(&mut self) -> Batch {
        let (mut records, mut error, mut flush) = (Vec::new(), None, false);
        let mut bytes = 0;
        self.ticket += 1;
        while bytes < BATCH && !flush {
            if self.stop.load(Ordering::Relaxed) {
                self.ended = true;
                break;
            }
            match self.reader.next() {
                Some(Ok(record)) => {
                    // A record costs something beside its text.
                    bytes += 32 + record.as_ref().map_or(0, |record| record.text.len());
                    records.push(record);
                    flush = self.reader.must_read();
                }
                Some(Err(failed)) => {
                    (error, self.ended) = (Some(failed), true);
                    break;
                }
                None => {
                    self.ended = true;
                    break;
                }
            }
        }
        Batch { records, error, flush, stand: self.reader.stand() }
    }
}

impl<'s, 'k> Table<'s, 'k> {
    /// One hand: answers batches until there are none.
    fn work(&self, mut batch: Option<(u64, Batch)>, file: Option<&str>, answer: &dyn Answer) {
        let (mut text, mut scratch) = (String::new(), Scratch::default());
        while let Some((ticket, mut records)) = batch.take().or_else(|| self.take()) {
            let error = records.error.take();
            let answered = answers(&records, file, answer, &mut scratch, &mut text);
            let mut turn = self.wait_for(ticket);
            // What was read before the input failed is written, in whatever order it comes.
            if !matches!(turn.halt, Some(Halt::Write(_)))
                && let Err(halt) = write(turn.sink, &records, answered, (answer, file), &text)
            {
                turn.halt = Some(halt);
            }
            if turn.halt.is_none() {
                turn.halt = error.map(Halt::Read);
            }
            if turn.halt.is_none() {
                turn.halt = turn.sink.reach(|| records.stand.clone()).err();
            }
            turn.ticket += 1;
            let halted = turn.halt.is_some();
            drop(turn);
            self.next.notify_all();
            if halted {
                break;
            }
        }
    }

    /// The next batch and its ticket.
    fn take(&self) -> Option<(u64, Batch)> {
        let mut source = self.source.lock().unwrap_or_else(PoisonError::into_inner);
        (!source.ended).then(|| (source.ticket, source.batch()))
    }

    fn wait_for(&self, ticket: u64) -> MutexGuard<'_, Turn<'s, 'k>> {
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let not_yet =
            |turn: &mut Turn<'_, '_>| !self.unordered && turn.ticket != ticket && turn.halt.is_none();
        self.next.wait_while(turn, not_yet).unwrap_or_else(PoisonError::into_inner)
    }
}

/// The answers to a batch, each with the end of its line in `text`.
fn answers<'r>(
    batch: &'r Batch,
    file: Option<&'r str>,
    answer: &'r dyn Answer,
    scratch: &mut Scratch,
    text: &mut String,
) -> Vec<(Answered<'r>, usize)> {
    text.clear();
    let answer = |record| {
        let answered = answer_one(record, (answer, file), scratch, text);
        if answered.turn.is_none() && !answered.left_out {
            end_line(text);
        }
        (answered, text.len())
    };
    batch.records.iter().map(answer).collect()
}

/// Writes the answers to a batch, with the turns of conversations taken in order.
fn write<'r>(
    sink: &mut Sink<'_>,
    batch: &'r Batch,
    answered: Vec<(Answered<'r>, usize)>,
    by: (&'r dyn Answer, Option<&'r str>),
    text: &str,
) -> Result<(), Halt> {
    let (mut line, mut from) = (String::new(), 0);
    for (record, (answered, end)) in batch.records.iter().zip(answered) {
        line.push_str(&text[from..end]);
        from = end;
        sink.put(record, answered, by, &mut line)?;
    }
    if batch.flush { sink.flush() } else { Ok(()) }
}
