//! The message with its findings marked under the text and named below it.

use std::ops::Range;

use super::canvas::{Ink, breaks, cells, flow, paint, printable};
use super::origin::{Lang, Style};
use super::strokes::{Strip, Stroke, label};
use crate::detect::Finding;
use crate::triage::Report;

/// Columns left of the message.
const MARGIN: usize = 2;
/// Columns that a label needs beside the last mark of a line.
const LABEL: usize = 34;
/// More lines than this without a finding are folded away, but for two at each end.
const QUIET: usize = 12;

/// At most so many findings are drawn under one line; a line has no more columns than that to begin one in.
const MOST: usize = 60;

/// Draws the message and its findings.
pub(super) fn message(report: &Report<'_>, style: Style, out: &mut String) {
    let text = report.message.written();
    let measure = style.width.saturating_sub(MARGIN + LABEL).max(style.width / 2).max(16);
    let rows = rows(text, measure);
    let mut notes: Vec<Note<'_, '_>> = report.findings.iter().map(Note::new).collect();
    notes.sort_by_key(|note| (note.finding.span.start, std::cmp::Reverse(note.finding.span.end)));
    let mut drawing = Drawing { report, style, notes, next: 0, open: Vec::new(), out };
    let mut quiet = Vec::new();
    for row in rows {
        if drawing.is_quiet(&row) {
            quiet.push(row);
            continue;
        }
        drawing.quiet(&mut quiet);
        drawing.row(row);
    }
    drawing.quiet(&mut quiet);
}

/// The lines of the drawing as byte ranges of the message, line ends left out.
fn rows(text: &str, measure: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let shown = line.strip_suffix('\r').unwrap_or(line);
        rows.extend(breaks(shown, measure).into_iter().map(|row| start + row.start..start + row.end));
        start += line.len() + 1;
    }
    while rows.len() > 1 && rows.last().is_some_and(Range::is_empty) {
        rows.pop();
    }
    rows
}

/// A finding, and whether it has been named yet.
struct Note<'r, 't> {
    finding: &'r Finding<'t>,
    named: bool,
}

impl<'r, 't> Note<'r, 't> {
    fn new(finding: &'r Finding<'t>) -> Self {
        Self { finding, named: false }
    }
}

/// The part of a finding that lies in one line of the drawing.
struct Mark {
    note: usize,
    columns: Range<usize>,
    lane: usize,
    stroke: Stroke,
    /// Its label hangs below this line.
    named: bool,
}

struct Drawing<'d, 'r, 't> {
    report: &'r Report<'t>,
    style: Style,
    /// In order of their start.
    notes: Vec<Note<'r, 't>>,
    /// The first note that has not been reached.
    next: usize,
    /// Notes that reach into the current line.
    open: Vec<usize>,
    out: &'d mut String,
}

impl Drawing<'_, '_, '_> {
    /// Whether no finding touches the row.
    fn is_quiet(&self, row: &Range<usize>) -> bool {
        let reached =
            |note: &Note<'_, '_>| note.finding.span.start < row.end && note.finding.span.end > row.start;
        !self.open.iter().any(|&note| reached(&self.notes[note]))
            && self.notes.get(self.next).is_none_or(|note| note.finding.span.start >= row.end)
    }

    /// Draws the rows that nothing was found in, the inner ones of many folded to one line.
    fn quiet(&mut self, rows: &mut Vec<Range<usize>>) {
        let folded = if rows.len() > QUIET { 2..rows.len() - 2 } else { 0..0 };
        for (place, row) in rows.drain(..).enumerate() {
            if folded.contains(&place) {
                if place == folded.start {
                    let count = folded.len();
                    let words = match self.style.lang {
                        Lang::Zh => format!("⋮ 这里有 {count} 行，没有发现"),
                        Lang::En => format!("⋮ {count} lines without findings"),
                    };
                    self.line(&[(words, Ink::Dim)]);
                }
                continue;
            }
            let text = printable(&self.report.message.written()[row]).into_owned();
            self.line(&[(text, Ink::Plain)]);
        }
    }

    fn row(&mut self, row: Range<usize>) {
        while self.notes.get(self.next).is_some_and(|note| note.finding.span.start < row.end) {
            self.open.push(self.next);
            self.next += 1;
        }
        let mut marks = self.marks(&row);
        let undrawn = marks.split_off(marks.len().min(MOST));
        self.text(&row, &marks);
        self.underlines(&marks);
        self.labels(&marks);
        if !undrawn.is_empty() {
            let count = undrawn.len();
            let words = match self.style.lang {
                Lang::Zh => format!("⋮ 这一行还有 {count} 条没有画出"),
                Lang::En => format!("⋮ {count} more in this line are not drawn"),
            };
            self.line(&[(words, Ink::Dim)]);
        }
        for mark in marks.iter().chain(&undrawn) {
            self.notes[mark.note].named |= mark.named;
        }
        let notes = &self.notes;
        self.open.retain(|&note| notes[note].finding.span.end > row.end);
    }

    /// Where the open findings lie in this row, each in the first lane that is free.
    fn marks(&self, row: &Range<usize>) -> Vec<Mark> {
        let mut places = Vec::new();
        let mut column = 0;
        for cell in cells(&self.report.message.written()[row.clone()]) {
            places.push((row.start + cell.at.start..row.start + cell.at.end, column..column + cell.columns));
            column += cell.columns;
        }
        let mut lanes: Vec<usize> = Vec::new();
        let mut marks = Vec::new();
        for &note in &self.open {
            let span = self.notes[note].finding.span;
            let first = places.partition_point(|(bytes, _)| bytes.end <= span.start);
            let last = places.partition_point(|(bytes, _)| bytes.start < span.end);
            let Some(touched) = places.get(first..last).filter(|touched| !touched.is_empty()) else {
                continue;
            };
            let columns = touched[0].1.start..touched[touched.len() - 1].1.end;
            let free = lanes.iter().position(|&end| end <= columns.start);
            let lane = free.unwrap_or_else(|| {
                lanes.push(0);
                lanes.len() - 1
            });
            lanes[lane] = columns.end;
            let stroke = Stroke::of(self.notes[note].finding);
            marks.push(Mark { note, columns, lane, stroke, named: !self.notes[note].named });
        }
        marks
    }

    /// The row itself; with colour, what was found stands out.
    fn text(&mut self, row: &Range<usize>, marks: &[Mark]) {
        let mut pieces: Vec<(String, Ink)> = Vec::new();
        let mut column = 0;
        for cell in cells(&self.report.message.written()[row.clone()]) {
            let inks = marks.iter().filter(|mark| mark.columns.contains(&column)).map(|mark| mark.stroke.ink);
            let ink = inks.min_by_key(|ink| *ink != Ink::Trouble).unwrap_or(Ink::Plain);
            column += cell.columns;
            match pieces.last_mut() {
                Some((text, last)) if *last == ink => text.push_str(&cell.shown),
                _ => pieces.push((cell.shown.into_owned(), ink)),
            }
        }
        self.line(&pieces);
    }

    fn underlines(&mut self, marks: &[Mark]) {
        let Some(deepest) = marks.iter().map(|mark| mark.lane).max() else { return };
        for lane in 0..=deepest {
            let mut line = Strip::default();
            for mark in marks.iter().filter(|mark| mark.lane == lane) {
                mark.columns.clone().for_each(|column| line.put(column, mark.stroke.line, mark.stroke.ink));
            }
            let hooks = marks.iter().filter(|mark| mark.named && mark.lane <= lane);
            for mark in hooks {
                let column = mark.columns.start;
                let under = marks.iter().find(|other| other.lane == lane && other.columns.contains(&column));
                let above = marks
                    .iter()
                    .any(|other| other.named && other.lane < lane && other.columns.start == column);
                match under {
                    Some(under) if above => line.put(column, under.stroke.crossed, under.stroke.ink),
                    Some(under) => line.put(column, under.stroke.hook, under.stroke.ink),
                    None => line.put(column, '│', mark.stroke.ink),
                }
            }
            self.line(&line.pieces());
        }
    }

    /// The labels, from the last hook to the first, each on lines of its own.
    fn labels(&mut self, marks: &[Mark]) {
        let mut named: Vec<&Mark> = marks.iter().filter(|mark| mark.named).collect();
        named.sort_by_key(|mark| (std::cmp::Reverse(mark.columns.start), mark.lane));
        for (place, mark) in named.iter().enumerate() {
            let later = &named[place + 1..];
            let column = mark.columns.start;
            let shared = later.iter().any(|other| other.columns.start == column);
            let room = self.style.width.saturating_sub(MARGIN + column + 3).max(16);
            let parts = label(self.report, self.notes[mark.note].finding, self.style.lang);
            let words = flow(parts.iter().map(String::as_str), " · ", room);
            let ink = if mark.stroke.ink == Ink::Dim { Ink::Dim } else { Ink::Plain };
            for (row, words) in words.into_iter().enumerate() {
                let mut line = Strip::default();
                for other in later.iter().filter(|other| other.columns.start < column || row > 0) {
                    line.put(other.columns.start, '│', other.stroke.ink);
                }
                if row == 0 {
                    line.put(column, if shared { '├' } else { '╰' }, mark.stroke.ink);
                    line.put(column + 1, '─', mark.stroke.ink);
                }
                line.put(column + 2, ' ', Ink::Plain);
                let mut pieces = line.pieces();
                pieces.push((words, ink));
                self.line(&pieces);
            }
        }
    }

    fn line(&mut self, pieces: &[(String, Ink)]) {
        let last = pieces.iter().rposition(|(text, _)| !text.trim_end_matches(' ').is_empty());
        if let Some(last) = last {
            self.out.push_str(&" ".repeat(MARGIN));
            for (place, (text, ink)) in pieces[..=last].iter().enumerate() {
                let text = if place == last { text.trim_end_matches(' ') } else { text };
                paint(text, *ink, self.style.color, self.out);
            }
        }
        self.out.push('\n');
    }
}
