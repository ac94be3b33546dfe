//! Decisions for people: a short block a message, and the whole drawing of one.

use std::fmt::Write as _;

use super::canvas::{Ink, cells, columns, cut, pad, paint};
use super::commands::disarm;
pub use super::explain::explain;
use super::origin::{Lang, Origin, RecordId, Style};
use super::writer::score;
use super::{carried, conversation, phrases, prior, reasons};
use crate::detect::{Finding, Kind};
use crate::lexicon::State;
use crate::triage::Report;

/// Columns of the place, the score, the need (in Chinese and in English) and the desk.
const PLACE: usize = 5;
const SCORE: usize = 6;
const NEED: (usize, usize) = (8, 13);
const DESK: usize = 14;

/// Appends one or two lines: place, score, need, desk and the text; then, if there is anything, the emergency, what
/// the conversation has come to, and what was found.
pub fn line(report: &Report<'_>, origin: &Origin<'_>, style: &Style, out: &mut String) {
    let begin = out.len();
    let decision = &report.decision;
    let lang = style.lang;
    let troubled = decision.need.tier() > 1;
    let place = place(origin);
    let score = format!("{:.2}", score(decision.score));
    let mut used = start(&place, style, out);
    pad(score.len(), SCORE, out);
    paint(&score, if troubled { Ink::Trouble } else { Ink::Strong }, style.color, out);
    let width = if lang == Lang::Zh { NEED.0 } else { NEED.1 };
    let need = cut(phrases::need(decision.need.name(), lang), width);
    let desk = cut(&decision.desk.desk.name, DESK);
    for (text, width, ink) in [(&need, width, Ink::Plain), (&desk, DESK, Ink::Way)] {
        out.push_str("  ");
        paint(text, ink, style.color, out);
        pad(columns(text), width, out);
    }
    used += SCORE.max(score.len()) + 2 + width + 2 + DESK + 2;
    out.push_str("  ");
    message(report, style.width.saturating_sub(used).max(12), style, out);
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
    second(report, origin, PLACE + 2, style, out);
    disarm(begin, out);
}

/// The beginning of the message; with colour, what was found stands out.
fn message(report: &Report<'_>, room: usize, style: &Style, out: &mut String) {
    let written = report.message.written();
    let begin = written.len() - written.trim_start().len();
    let text = written[begin..].trim_end();
    let mut found = report.findings.iter().filter(|finding| carries(finding)).peekable();
    let mut run = (String::new(), Ink::Plain);
    let mut used = 0;
    for cell in cells(text) {
        // A line break becomes a space, so that what can be read stays readable in one line.
        let broken = matches!(&text[cell.at.clone()], "\n" | "\r\n");
        let (shown, columns) = if broken { (" ", 1) } else { (&*cell.shown, cell.columns) };
        // The last column is kept for the ellipsis, unless nothing follows.
        let follows = usize::from(cell.at.end < text.len());
        if used + columns + follows > room {
            run.0.push('…');
            break;
        }
        used += columns;
        let at = begin + cell.at.start;
        while found.next_if(|finding| finding.span.end <= at).is_some() {}
        let ink = found
            .peek()
            .filter(|finding| finding.span.start <= at)
            .map_or(Ink::Plain, |finding| ink(finding));
        if ink != run.1 {
            paint(&run.0, run.1, style.color, out);
            run = (String::new(), ink);
        }
        run.0.push_str(shown);
    }
    paint(&run.0, run.1, style.color, out);
}

/// Counts, and is meant as it is said.
fn carries(finding: &Finding<'_>) -> bool {
    finding.counted() && finding.state == State::Affirmed
}

fn ink(finding: &Finding<'_>) -> Ink {
    if finding.kind() == Kind::Term { Ink::Trouble } else { Ink::Proof }
}

/// Appends one line for a record that could not be read.
pub fn bad_record(origin: &Origin<'_>, error: &str, style: &Style, out: &mut String) {
    let begin = out.len();
    let used = start(&place(origin), style, out);
    let words = style.lang.pick("读不了：", "unreadable: ");
    paint(words, Ink::Trouble, style.color, out);
    out.push_str(&cut(&flat(error), style.width.saturating_sub(used + columns(words)).max(24)));
    out.push('\n');
    disarm(begin, out);
}

pub(super) fn start(place: &str, style: &Style, out: &mut String) -> usize {
    pad(columns(place), PLACE, out);
    paint(place, Ink::Dim, style.color, out);
    out.push_str("  ");
    columns(place).max(PLACE) + 2
}

/// The id that the record brought, else its file and line.
pub(super) fn place(origin: &Origin<'_>) -> String {
    match (origin.id, origin.file) {
        (RecordId::Number(number), _) => cut(&number.to_string(), 20),
        (RecordId::Text(text), _) => cut(text, 20),
        (RecordId::Line(line), Some(file)) => {
            let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
            format!("{}:{line}", cut(name, 20))
        }
        (RecordId::Line(line), None) => line.to_string(),
    }
}

/// A text with spaces for its line breaks.
pub(super) fn flat(text: &str) -> String {
    text.trim().replace("\r\n", " ").replace('\n', " ")
}

fn second(report: &Report<'_>, origin: &Origin<'_>, indent: usize, style: &Style, out: &mut String) {
    let lang = style.lang;
    let mut room = style.width.saturating_sub(indent).max(24);
    let mut pieces: Vec<(String, Ink)> = Vec::new();
    if let Some(emergency) = report.decision.emergency {
        let words = phrases::emergency(emergency.name(), lang);
        pieces.push((format!("{}{words}", lang.pick("紧急：", "emergency: ")), Ink::Trouble));
    }
    if let Some(view) = &origin.session {
        let news = conversation::news(view, report.clock.now, lang);
        pieces.extend(news.into_iter().map(|words| (words, Ink::Way)));
    }
    pieces.extend(carried::words(&origin.carried, lang).into_iter().map(|words| (flat(&words), Ink::Dim)));
    if let Some(words) = report.decision.prior.as_ref().and_then(|guess| prior::suggestion(guess, lang)) {
        pieces.push((words, Ink::Dim));
    }
    // What carries weight first, then proof; what was set aside only shows in the drawing.
    for terms in [true, false] {
        let found = report.findings.iter().filter(|finding| carries(finding));
        for finding in found.filter(|finding| (finding.kind() == Kind::Term) == terms).take(12) {
            pieces.push(found_words(report, finding, lang));
        }
    }
    pieces.extend(carried::kept(&origin.carried, lang).map(|words| (flat(&words), Ink::Dim)));
    for (place, (words, ink)) in pieces.iter().enumerate() {
        let between = if place == 0 { "" } else { " · " };
        if room < 8 {
            break;
        }
        if place == 0 {
            pad(0, indent, out);
        }
        let words = cut(words, room - columns(between));
        room = room.saturating_sub(columns(between) + columns(&words));
        paint(between, Ink::Dim, style.color, out);
        paint(&words, *ink, style.color, out);
    }
    if !pieces.is_empty() {
        out.push('\n');
    }
}

fn found_words(report: &Report<'_>, finding: &Finding<'_>, lang: Lang) -> (String, Ink) {
    let mut words = match finding.term() {
        Some(term) => reasons::owner(report, term, lang).to_owned(),
        None => phrases::kind(finding.kind().name(), lang).to_owned(),
    };
    let text = flat(reasons::quote(report, finding.span));
    let _ = write!(words, "{}", lang.pick("“", " “"));
    let _ = write!(words, "{text}”");
    (words, if finding.kind() == Kind::Term { Ink::Plain } else { Ink::Proof })
}
