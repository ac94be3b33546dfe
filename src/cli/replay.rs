//! `fenliu replay`: labelled conversations at every threshold.

use std::collections::HashMap;

use serde::Deserialize;

use super::arguments::{Common, EvalFormat, Replay};
use super::feed::nothing_to_read;
use super::files::Source;
use super::labelled::reading;
use super::messages::{BadRecords, Messages, Stop, cause};
use super::start::{print, print_help};
use super::{pack, world};
use crate::detect::Scratch;
use crate::render::{Offsets, RecordId, replay as table};
use crate::review::{Policy, ScoredTurn, replay, sweep};
use crate::session::{Handover, Role, Sessions};
use crate::stream::{BadRecord, Form, Job, Output, Record, Tally, parse};

/// The label of a turn, beside the fields of a record.
#[derive(Deserialize)]
struct Label {
    #[serde(default)]
    transfer: bool,
}

/// Conversations under way.
#[derive(Default)]
struct Heard {
    places: HashMap<String, usize>,
    turns: Vec<Vec<ScoredTurn>>,
}

pub(super) fn run(arguments: &Replay, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    let reading = reading(&arguments.files);
    if nothing_to_read(&reading) {
        return print_help(Some("replay"));
    }
    let triage = pack::triage(common)?;
    let style = world::output_style(common);
    let job = world::job(&triage, common, Output { form: Form::Text, style, offsets: Offsets::Bytes });
    let mut sessions = Sessions::new(triage.lexicon().policy.session.clone());
    let (mut heard, mut scratch) = (Heard::default(), Scratch::default());
    let (mut bad, mut tally) = (BadRecords::new(messages), Tally::default());
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
            let taken = match line {
                Err(error) => {
                    messages.error(&format!("{name}: can't be read further: {}", cause(&error)));
                    break;
                }
                Ok(Ok(line)) if line.text.trim().is_empty() => continue,
                Ok(Ok(line)) => heard.take(&line, &job, &mut sessions, &mut scratch),
                Ok(Err(error)) => Err(error),
            };
            tally.records += 1;
            if let Err(error) = taken {
                tally.bad += 1;
                bad.add(&name, &error);
            }
        }
        messages.noticed(&name, &notice.now());
    }
    bad.sum_up(&tally);
    let conversations = heard.turns;
    if conversations.is_empty() {
        return Err(Stop::Failed("no conversation could be read, so there is nothing to replay".to_owned()));
    }
    let rows = sweep(&conversations, arguments.adjust);
    let shown = table::Replay {
        conversations: conversations.len(),
        rows: &rows,
        state: replay(&conversations, Policy::State, arguments.adjust),
        adjust: arguments.adjust,
        pack: job.pack(),
    };
    let mut out = String::new();
    match arguments.output {
        EvalFormat::Text => table::text(&shown, &style, &mut out),
        EvalFormat::Json => table::object(&shown, &mut out),
    }
    print(&out)
}

impl Heard {
    /// Scores a turn. What is said after a person has spoken can't be handed over any more.
    fn take(
        &mut self,
        line: &Record,
        job: &Job<'_>,
        sessions: &mut Sessions,
        scratch: &mut Scratch,
    ) -> Result<(), BadRecord> {
        let fault = |error: String| BadRecord { id: RecordId::Line(line.line), line: line.line, error };
        let record = parse(line.text.as_bytes(), line.line)?;
        let label: Label = serde_json::from_str(&line.text)
            .map_err(|_| fault("\"transfer\" must be true or false".to_owned()))?;
        let report = job.decide(&record, scratch);
        let turn =
            job.turn(&record, &report).ok_or_else(|| fault("the record has no \"session\"".to_owned()))?;
        let state = sessions.observe(turn).state;
        let place = *self.places.entry(turn.session.to_owned()).or_insert_with(|| {
            self.turns.push(Vec::new());
            self.turns.len() - 1
        });
        if record.role == Role::User && state < Handover::Handed {
            let offered = state >= Handover::Offered;
            let score = report.decision.score;
            self.turns[place].push(ScoredTurn { score, offered, transfer: label.transfer });
        }
        Ok(())
    }
}
