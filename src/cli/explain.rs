//! `fenliu explain`: draws one message.

use std::ffi::OsStr;
use std::path::Path;

use super::arguments::{Common, Explain, InputFormat, Reading};
use super::files::{Closed, Source};
use super::messages::{Stop, cause};
use super::start::{print, print_help};
use super::{pack, profile, world};
use crate::detect::Scratch;
use crate::lexicon::Desks;
use crate::render::redact::Hidden;
use crate::render::{self, Offsets, case, text};
use crate::review::why_not::why_not;
use crate::session::Sessions;
use crate::stream::{Form, Job, Output, Record, parse};

pub(super) fn run(arguments: &Explain, common: &Common) -> Result<u8, Stop> {
    let Some(source) = source(arguments) else { return print_help(Some("explain")) };
    let record = record(&source)?;
    let triage = pack::triage(common)?;
    let style = world::output_style(common);
    let profiles = profile::profiles(arguments.profile.as_deref())?;
    let output = Output { form: Form::Text, style, offsets: Offsets::Bytes };
    let job = Job { profiles: profiles.as_ref(), ..world::job(&triage, common, output) };
    let report = job.decide(&record, &mut Scratch::default());
    if arguments.as_case {
        return print(&case::golden(&report, &job.context(&record)));
    }
    let mut sessions = Sessions::new(triage.lexicon().policy.session.clone());
    let session = job.turn(&record, &report).map(|turn| sessions.observe(turn));
    let hidden = arguments.redact.then(|| Hidden::of(&report.message, &report.findings));
    let shown = hidden.as_ref().map_or_else(|| report.clone(), |hidden| hidden.report(&report));
    let mut drawing = String::new();
    text::explain(&shown, session.as_ref(), &style, &mut drawing);
    if let Some(desk) = &arguments.why_not {
        let why = why_not(triage.lexicon(), &report, &job.context(&record), desk);
        let why = why.ok_or_else(|| no_such_desk(desk, &triage.lexicon().desks))?;
        render::why_not::text(&why, &shown, &style, &mut drawing);
    }
    print(&drawing)
}

fn no_such_desk(desk: &str, desks: &Desks) -> Stop {
    let ids: Vec<&str> = desks.desks.iter().map(|desk| desk.id.as_str()).collect();
    let near = ids.iter().map(|id| (strsim::damerau_levenshtein(id, desk), *id)).min();
    let hint = match near.filter(|(distance, id)| *distance <= 2.max(id.len() / 3)) {
        Some((_, id)) => format!("Did you mean `{id}`?"),
        None => format!("There are {}", ids.join(", ")),
    };
    Stop::Failed(format!("--why-not {desk}: the pack has no such desk. {hint}"))
}

/// Where the message is; `None` when somebody would have to type it.
fn source(arguments: &Explain) -> Option<Source> {
    match (&arguments.text, &arguments.message) {
        (Some(text), _) => Some(Source::Texts(vec![text.clone()])),
        (None, Some(message)) => Some(named(message)),
        (None, None) if world::stdin_is_terminal() => None,
        (None, None) => Some(Source::Stdin),
    }
}

/// A word that could only be the name of a file is one, whether the file is there or not; all others are messages
/// unless a file has that name.
fn named(message: &OsStr) -> Source {
    let path = Path::new(message);
    match message.to_str() {
        Some(text) if text != "-" && !path.is_file() && !looks_like_a_name(text) => {
            Source::Texts(vec![text.to_owned()])
        }
        _ => Source::of_path(path),
    }
}

fn looks_like_a_name(text: &str) -> bool {
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic());
    plain && (text.contains('/') || Path::new(text).extension().is_some())
}

/// The one message of a source; a line of NDJSON brings its fields along.
fn record(source: &Source) -> Result<Record, Stop> {
    let reading = Reading { input: InputFormat::Text, whole: true, ..Reading::default() };
    let name = source.name();
    let failed = |text: String| Stop::Failed(format!("{name}: {text}"));
    let first = source.open(&reading).map_err(Closed::stop)?.next();
    let record = match first {
        None => return Err(failed("it is empty, there is nothing to explain".to_owned())),
        Some(Err(error)) => return Err(failed(format!("can't be read: {}", cause(&error)))),
        Some(Ok(Err(bad))) => return Err(failed(bad.error)),
        Some(Ok(Ok(record))) => record,
    };
    let json = record.text.trim_start().starts_with('{').then(|| parse(record.text.as_bytes(), 1));
    Ok(json.and_then(Result::ok).unwrap_or(record))
}
