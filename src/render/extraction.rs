//! Evidence alone: for people, and as a table with a row a finding.

use super::canvas::{Ink, columns, cut, flow, pad, paint};
use super::commands::disarm;
use super::csv::{cell, write_row};
use super::origin::{Offsets, Origin, Style};
use super::units::Units;
use super::{carried, csv, reasons, text};
use crate::calendar::rfc3339;
use crate::detect::{Extraction, Finding, What};

/// The columns of the table, in order.
const COLUMNS: [&str; 24] = [
    "id",
    "file",
    "line",
    "kind",
    "text",
    "start",
    "end",
    "family",
    "code",
    "means",
    "do",
    "from",
    "until",
    "grain",
    "time_kind",
    "seconds",
    "value",
    "currency",
    "window_seconds",
    "level",
    "kept",
    "unmatched",
    "cut",
    "error",
];

/// Appends the message and, below it, a line a finding.
pub fn lines(extraction: &Extraction<'_>, origin: &Origin<'_>, style: &Style, out: &mut String) {
    let start = out.len();
    let lang = style.lang;
    let written = extraction.message.written();
    let used = text::start(&text::place(origin), style, out);
    out.push_str(&cut(&text::flat(written), style.width.saturating_sub(used).max(24)));
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
    let quotes: Vec<String> = extraction
        .findings
        .iter()
        .map(|finding| cut(&text::flat(reasons::words(&extraction.message, finding.span)), 32))
        .collect();
    let widest = quotes.iter().map(|quote| columns(quote)).max().unwrap_or(0);
    for (finding, quote) in extraction.findings.iter().zip(&quotes) {
        pad(0, used, out);
        paint(quote, Ink::Proof, style.color, out);
        pad(columns(quote), widest + 2, out);
        let left = used + widest + 2;
        let mut parts = vec![reasons::value(finding, lang)];
        parts.extend(reasons::known(finding, lang));
        let lines = flow(parts.iter().map(String::as_str), " · ", style.width.saturating_sub(left).max(24));
        for (place, line) in lines.iter().enumerate() {
            pad(0, if place == 0 { 0 } else { left }, out);
            out.push_str(line);
            out.push('\n');
        }
    }
    let mut words = carried::words(&origin.carried, lang);
    words.extend(carried::kept(&origin.carried, lang));
    if !words.is_empty() {
        pad(0, used, out);
        let words = cut(&text::flat(&words.join(" · ")), style.width.saturating_sub(used).max(24));
        paint(&words, Ink::Dim, style.color, out);
        out.push('\n');
    }
    if extraction.code_mentioned {
        pad(0, used, out);
        let words = lang.pick("说到有错误码，没说是哪个", "speaks of an error code, but does not say which");
        paint(words, Ink::Dim, style.color, out);
        out.push('\n');
    }
    disarm(start, out);
}

/// Appends the row of column names.
pub fn header(delimiter: u8, out: &mut String) {
    write_row(&COLUMNS.map(String::from), delimiter, out);
}

/// Appends a row a finding; a message without any has one row all the same.
pub fn rows(
    extraction: &Extraction<'_>,
    origin: &Origin<'_>,
    offsets: Offsets,
    delimiter: u8,
    out: &mut String,
) {
    let units = Units::new(extraction.message.written(), offsets);
    let mut start = [const { String::new() }; COLUMNS.len()];
    let [id, file, line] = csv::place(origin);
    (start[0], start[1], start[2]) = (id, file, line);
    [start[19], start[20], start[21], start[22]] = carried::cells(&origin.carried);
    if extraction.findings.is_empty() {
        write_row(&start, delimiter, out);
    }
    for finding in &extraction.findings {
        let mut cells = start.clone();
        let (from, until) = units.span(finding.span);
        cells[3] = finding.kind().name().to_owned();
        cells[4] = cell(reasons::words(&extraction.message, finding.span));
        (cells[5], cells[6]) = (from.to_string(), until.to_string());
        values(finding, &mut cells);
        write_row(&cells, delimiter, out);
    }
}

/// Appends the row of a record that could not be read.
pub fn bad_row(origin: &Origin<'_>, error: &str, delimiter: u8, out: &mut String) {
    let mut cells = [const { String::new() }; COLUMNS.len()];
    let [id, file, line] = csv::place(origin);
    (cells[0], cells[1], cells[2]) = (id, file, line);
    cells[COLUMNS.len() - 1] = cell(error);
    write_row(&cells, delimiter, out);
}

fn values(finding: &Finding<'_>, cells: &mut [String; COLUMNS.len()]) {
    match &finding.what {
        What::Code(code) => {
            cells[7] = cell(code.family.as_deref().unwrap_or_default());
            cells[8] = cell(&code.code);
            if let Some(known) = code.known {
                (cells[9], cells[10]) = (cell(&known.means), cell(&known.remedy));
            }
        }
        What::Time(moment) | What::Duration(moment) | What::Recurrence(moment) => {
            cells[11] = moment.from.map(rfc3339).unwrap_or_default();
            cells[12] = moment.until.map(rfc3339).unwrap_or_default();
            cells[13] = moment.grain.name().to_owned();
            cells[14] = moment.time_kind.name().to_owned();
            cells[15] = moment.seconds.map(|seconds| seconds.to_string()).unwrap_or_default();
        }
        What::Count(count) => {
            cells[16] = count.value.map(|value| value.to_string()).unwrap_or_default();
            cells[18] = count.window.map(|window| window.seconds.to_string()).unwrap_or_default();
        }
        What::Amount(amount) => {
            cells[16] = amount.value.map(|value| value.to_string()).unwrap_or_default();
            cells[17] = amount.currency.to_owned();
        }
        _ => {}
    }
}
