//! Messages to hold a pack against.

use std::path::PathBuf;

use crate::cli::arguments::{Common, Reading};
use crate::cli::files::Source as Input;
use crate::cli::messages::{BadRecords, Messages, Stop, cause};
use crate::cli::world;
use crate::detect::{Finding, Scratch};
use crate::diagnostic::Source;
use crate::lexicon::Lexicon;
use crate::render::Offsets;
use crate::stream::{Form, Output, Record, Tally};
use crate::triage::Triage;

/// Decides every message of some files with a pack, as far as the pack can be read, and shows its findings.
///
/// # Errors
/// No message could be read.
pub(super) fn each(
    files: &[PathBuf],
    sources: &[Source],
    common: &Common,
    messages: &Messages,
    see: &mut dyn FnMut(&[Finding<'_>]),
) -> Result<(), Stop> {
    // A pack of which nothing can be read has faults of its own to tell.
    let Some(lexicon) = Lexicon::draft(sources).0 else { return Ok(()) };
    let triage = Triage::new(lexicon);
    let style = world::output_style(common);
    let job = world::job(&triage, common, Output { form: Form::Text, style, offsets: Offsets::Bytes });
    let mut scratch = Scratch::default();
    records(files, messages, &mut |_, record| see(&job.decide(record, &mut scratch).findings)).map(drop)
}

/// Shows every record of some files, with the name of its file. Those that can't be read are named, and counted.
///
/// # Errors
/// No message could be read.
pub(super) fn records(
    files: &[PathBuf],
    messages: &Messages,
    see: &mut dyn FnMut(&str, &Record),
) -> Result<Tally, Stop> {
    let reading = Reading { files: files.to_vec(), ..Reading::default() };
    let (mut tally, mut bad) = (Tally::default(), BadRecords::new(messages));
    for input in Input::all(&reading) {
        let name = input.name();
        let reader = match input.open(&reading) {
            Ok(reader) => reader,
            Err(closed) => {
                closed.tell(messages);
                continue;
            }
        };
        let notice = reader.notice();
        for record in reader {
            match record {
                Err(error) => {
                    messages.error(&format!("{name}: can't be read further: {}", cause(&error)));
                    break;
                }
                Ok(Ok(record)) => {
                    tally.records += 1;
                    see(&name, &record);
                }
                Ok(Err(error)) => {
                    tally.records += 1;
                    tally.bad += 1;
                    bad.add(&name, &error);
                }
            }
        }
        messages.noticed(&name, &notice.now());
    }
    bad.sum_up(&tally);
    if tally.records == tally.bad {
        return Err(Stop::Failed("the corpus holds no message that could be read".to_owned()));
    }
    Ok(tally)
}
