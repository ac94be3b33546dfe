//! `fenliu track`: how far tickets have come, and which are late.

use super::arguments::{Common, Track};
use super::desk::PageForm;
use super::feed::nothing_to_read;
use super::files::Source;
use super::labelled::reading;
use super::messages::{BadRecords, Messages, Stop, cause};
use super::start::print_help;
use super::{pack, world};
use crate::render::{PackInfo, RecordId, html, track as drawing};
use crate::review::{Event, track};
use crate::stream::{Account, BadRecord, Tally};

pub(super) fn run(arguments: &Track, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    let reading = reading(&arguments.files);
    if nothing_to_read(&reading) {
        return print_help(Some("track"));
    }
    let lexicon = pack::lexicon(common)?;
    let mut events = Vec::new();
    let mut bad = BadRecords::new(messages);
    let mut tally = Tally::default();
    for source in Source::all(&reading) {
        let name = source.name();
        let reader = match source.open(&reading) {
            Ok(reader) => reader,
            Err(closed) => {
                closed.tell(messages);
                continue;
            }
        };
        let notice = reader.notice();
        for line in reader {
            let event = match line {
                Err(error) => {
                    messages.error(&format!("{name}: can't be read further: {}", cause(&error)));
                    break;
                }
                Ok(Ok(line)) if line.text.trim().is_empty() => continue,
                Ok(Ok(line)) => Event::parse(&line.text).map_err(|error| BadRecord {
                    id: RecordId::Line(line.line),
                    line: line.line,
                    error,
                }),
                Ok(Err(error)) => Err(error),
            };
            tally.records += 1;
            match event {
                Ok(event) => events.push(event),
                Err(error) => {
                    tally.bad += 1;
                    bad.add(&name, &error);
                }
            }
        }
        messages.noticed(&name, &notice.now());
    }
    bad.sum_up(&tally);
    if events.is_empty() {
        return Err(Stop::Failed("no event could be read, so there is nothing to draw".to_owned()));
    }
    let clock = world::clock(common);
    let tickets = track(&lexicon, events, clock, common.account == Some(Account::Enterprise));
    let style = arguments.output.style(common);
    let mut page = String::new();
    if arguments.output.form() == PageForm::Html {
        let info =
            PackInfo { name: &lexicon.pack.name, version: &lexicon.pack.version, hash: &lexicon.pack.hash };
        html::track(&tickets, clock, &info, style.lang, &mut page);
    } else {
        drawing::text(&tickets, clock, &style, &mut page);
    }
    arguments.output.write(&page)
}
