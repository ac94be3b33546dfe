//! Decisions for people: a short block a message, and the whole drawing of one.

use std::fmt::Write as _;

use super::canvas::{Ink, columns, cut, pad, paint};
pub use super::explain::explain;
use super::origin::{Lang, Origin, RecordId, Style};
use super::writer::score;
use super::{phrases, reasons};
use crate::detect::{Finding, Kind};
use crate::lexicon::State;
use crate::triage::Report;

/// Columns of the place, the score, the need and the desk.
const PLACE: usize = 5;
const SCORE: usize = 6;
const NEED: usize = 10;
const DESK: usize = 14;

/// Appends one or two lines: place, score, need, desk and the text; then, if there is anything, the emergency and what
/// was found.
pub fn line(report: &Report<'_>, origin: &Origin<'_>, style: &Style, out: &mut String) {
    let decision = &report.decision;
    let lang = style.lang;
    let troubled = decision.need.tier() > 1;
    let place = place(origin);
    let score = format!("{:.2}", score(decision.score));
    let mut used = start(&place, style, out);
    pad(score.len(), SCORE, out);
    paint(&score, if troubled { Ink::Trouble } else { Ink::Strong }, style.color, out);
    let need = cut(phrases::need(decision.need.name(), lang), NEED);
    let desk = cut(&decision.desk.desk.name, DESK);
    for (text, width, ink) in [(&need, NEED, Ink::Plain), (&desk, DESK, Ink::Way)] {
        out.push_str("  ");
        paint(text, ink, style.color, out);
        pad(columns(text), width, out);
    }
    used += SCORE.max(score.len()) + 2 + NEED + 2 + DESK;
    out.push_str("  ");
    out.push_str(&cut(&flat(report.message.written()), style.width.saturating_sub(used + 2).max(12)));
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
    second(report, PLACE + 2, style, out);
}

/// Appends one line for a record that could not be read.
pub fn bad_record(origin: &Origin<'_>, error: &str, style: &Style, out: &mut String) {
    let used = start(&place(origin), style, out);
    let words = style.lang.pick("读不了：", "unreadable: ");
    paint(words, Ink::Trouble, style.color, out);
    out.push_str(&cut(&flat(error), style.width.saturating_sub(used + columns(words)).max(24)));
    out.push('\n');
}

fn start(place: &str, style: &Style, out: &mut String) -> usize {
    pad(columns(place), PLACE, out);
    paint(place, Ink::Dim, style.color, out);
    out.push_str("  ");
    columns(place).max(PLACE) + 2
}

/// The id that the record brought, else its file and line.
fn place(origin: &Origin<'_>) -> String {
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

/// Line breaks become spaces, so that what can be read stays readable in one line.
fn flat(text: &str) -> String {
    text.trim().replace("\r\n", " ").replace('\n', " ")
}

fn second(report: &Report<'_>, indent: usize, style: &Style, out: &mut String) {
    let lang = style.lang;
    let mut room = style.width.saturating_sub(indent).max(24);
    let mut pieces: Vec<(String, Ink)> = Vec::new();
    if let Some(emergency) = report.decision.emergency {
        let words = phrases::emergency(emergency.name(), lang);
        pieces.push((format!("{}{words}", lang.pick("紧急：", "emergency: ")), Ink::Trouble));
    }
    // What carries weight first, then proof; what was set aside only shows in the drawing.
    let carries = |finding: &&Finding<'_>| finding.counted() && finding.state == State::Affirmed;
    for terms in [true, false] {
        let found = report.findings.iter().filter(carries);
        for finding in found.filter(|finding| (finding.kind() == Kind::Term) == terms).take(12) {
            pieces.push(found_words(report, finding, lang));
        }
    }
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
