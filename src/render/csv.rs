//! One decision as one row of a table, CSV or TSV, that no spreadsheet takes for a formula.

use super::canvas::printable;
use super::carried;
use super::json::{clock_source, proofs};
use super::origin::{Lang, Offsets, Origin, PackInfo, RecordId};
use super::reasons;
use super::units::Units;
use super::writer::{rounded, score};
use crate::calendar::rfc3339;
use crate::judge::Prior;
use crate::lexicon::{Wait, alternatives};
use crate::triage::Report;

/// The columns, in order.
const COLUMNS: [&str; 40] = [
    "id",
    "file",
    "line",
    "score",
    "need",
    "tier",
    "handoff",
    "topics",
    "category",
    "emergency",
    "desk",
    "desk_name",
    "way_in",
    "open",
    "next_opening",
    "wait_min",
    "wait_max",
    "wait_text",
    "findings",
    "spans",
    "evidence",
    "missing",
    "advice",
    "because",
    "flip",
    "now",
    "clock",
    "session",
    "session_state",
    "session_why",
    "session_from",
    "session_until",
    "session_flags",
    "prior",
    "pack",
    "level",
    "kept",
    "unmatched",
    "cut",
    "error",
];

/// Between the items of one cell.
const BETWEEN: &str = " | ";

/// How a table is laid out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// What parts the cells: a comma, or a tab.
    pub delimiter: u8,
    /// The columns that are written, by their places; `None` for all of them.
    pub columns: Option<Vec<usize>>,
}

impl Sheet {
    /// A table of all columns, parted by commas.
    pub const CSV: Self = Self { delimiter: b',', columns: None };
    /// A table of all columns, parted by tabs.
    pub const TSV: Self = Self { delimiter: b'\t', columns: None };

    /// The place of the column of a name.
    ///
    /// # Errors
    /// There is none; then the nearest name, and all of them.
    pub fn column(name: &str) -> Result<usize, String> {
        let place = COLUMNS.iter().position(|known| *known == name);
        place.ok_or_else(|| format!("there is no column '{name}'. {}", alternatives(name, &COLUMNS)))
    }

    fn row(&self, cells: [String; COLUMNS.len()], out: &mut String) {
        match &self.columns {
            None => write_row(&cells, self.delimiter, out),
            Some(columns) => {
                let chosen = columns.iter().filter_map(|&column| cells.get(column));
                write_row(chosen, self.delimiter, out);
            }
        }
    }
}

/// Appends the row of column names.
pub fn header(sheet: &Sheet, out: &mut String) {
    sheet.row(COLUMNS.map(String::from), out);
}

/// Appends one decision. Counted findings alone are listed; spans count in `offsets`, reasons are in `lang`.
pub fn decision(
    report: &Report<'_>,
    origin: &Origin<'_>,
    pack: &PackInfo<'_>,
    offsets: Offsets,
    lang: Lang,
    sheet: &Sheet,
    out: &mut String,
) {
    let decision = &report.decision;
    let choice = &decision.desk;
    let [id, file, line] = place(origin);
    let [findings, spans] = findings(report, offsets);
    let [wait_min, wait_max, wait_text] = wait(choice.wait.as_ref().map(|expected| &expected.wait));
    let [because, flip] = because(report, lang);
    let [session, state, why, from, until, flags] = session(origin);
    let [level, kept, unmatched, cut] = carried::cells(&origin.carried);
    let path = choice.way_in.map(|entry| entry.path.join(" → ")).unwrap_or_default();
    let proofs = proofs(decision.evidence).into_iter().filter(|(_, there)| *there).map(|(name, _)| name);
    sheet.row(
        [
            id,
            file,
            line,
            score(decision.score).to_string(),
            decision.need.name().into(),
            decision.tier().to_string(),
            decision.handoff.to_string(),
            cell(&join(decision.topics.iter().map(|topic| topic.id.as_str()))),
            cell(decision.category.map(|category| category.id.as_str()).unwrap_or_default()),
            decision.emergency.map(|emergency| emergency.name()).unwrap_or_default().into(),
            cell(&choice.desk.id),
            cell(&choice.desk.name),
            cell(&path),
            choice.open.map(|open| open.to_string()).unwrap_or_default(),
            choice.next_opening.map(rfc3339).unwrap_or_default(),
            wait_min,
            wait_max,
            wait_text,
            findings,
            spans,
            join(proofs),
            cell(&join(decision.missing.iter().map(|missing| missing.id))),
            cell(&join(decision.advice.iter().map(|advice| advice.text))),
            because,
            flip,
            rfc3339(report.clock.now),
            clock_source(report.clock.source).into(),
            session,
            state,
            why,
            from,
            until,
            flags,
            cell(&prior(decision.prior.as_ref())),
            cell(&format!("{} {} {}", pack.name, pack.version, pack.hash)),
            level,
            kept,
            unmatched,
            cut,
            String::new(),
        ],
        out,
    );
}

/// Appends one record that could not be read.
pub fn bad_record(origin: &Origin<'_>, error: &str, sheet: &Sheet, out: &mut String) {
    let mut cells = [const { String::new() }; COLUMNS.len()];
    let [id, file, line] = place(origin);
    (cells[0], cells[1], cells[2]) = (id, file, line);
    cells[COLUMNS.len() - 1] = cell(error);
    sheet.row(cells, out);
}

pub(super) fn place(origin: &Origin<'_>) -> [String; 3] {
    let id = match origin.id {
        // A number can't be a formula.
        RecordId::Number(number) => number.to_string(),
        RecordId::Text(text) => cell(text),
        RecordId::Line(line) => line.to_string(),
    };
    [id, cell(origin.file.unwrap_or_default()), origin.line.to_string()]
}

fn findings(report: &Report<'_>, offsets: Offsets) -> [String; 2] {
    let units = Units::new(report.message.written(), offsets);
    let counted = || report.findings.iter().filter(|finding| finding.counted());
    let names = counted().map(|finding| {
        let id = finding.term().map_or(finding.kind().name(), |term| term.owner_id.as_str());
        format!("{id}: {}", reasons::quote(report, finding.span))
    });
    let spans = counted().map(|finding| {
        let (start, end) = units.span(finding.span);
        format!("{start}..{end}")
    });
    [cell(&join(names)), join(spans)]
}

fn wait(wait: Option<&Wait>) -> [String; 3] {
    match wait {
        Some(Wait::Minutes(least, most)) => [least.to_string(), most.to_string(), String::new()],
        Some(Wait::Words(words)) => [String::new(), String::new(), cell(words)],
        None => [const { String::new() }; 3],
    }
}

fn because(report: &Report<'_>, lang: Lang) -> [String; 2] {
    let because = &report.decision.because;
    let sentences = because.reasons.iter().map(|reason| {
        let mut words = String::new();
        reasons::reason(report, reason, lang, &mut words);
        words
    });
    let mut flip = String::new();
    if let Some(nearest) = &because.flip {
        reasons::flip(report, nearest, lang, &mut flip);
    }
    [cell(&join(sentences)), cell(&flip)]
}

/// Each category and how likely it is by the writer's past; empty where nothing is known of that.
fn prior(prior: Option<&Prior<'_>>) -> String {
    let shares = prior.into_iter().flat_map(|prior| &prior.categories);
    join(shares.map(|(category, share)| format!("{}: {}", category.id, rounded(*share, 4))))
}

fn session(origin: &Origin<'_>) -> [String; 6] {
    let Some(view) = &origin.session else { return [const { String::new() }; 6] };
    let [from, until] = [view.offer.map(|offer| offer.from), view.offer.map(|offer| offer.until)];
    let flags = [(view.late, "late"), (view.forgotten, "forgotten")];
    [
        cell(view.id),
        view.state.name().into(),
        view.why.map(|why| why.name()).unwrap_or_default().into(),
        from.map(rfc3339).unwrap_or_default(),
        until.map(rfc3339).unwrap_or_default(),
        join(flags.into_iter().filter_map(|(holds, flag)| holds.then_some(flag))),
    ]
}

fn join(items: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut joined = String::new();
    for item in items {
        if !joined.is_empty() {
            joined.push_str(BETWEEN);
        }
        joined.push_str(item.as_ref());
    }
    joined
}

/// A cell that a spreadsheet takes for text: what would begin a formula gets an apostrophe before it (OWASP, "CSV
/// Injection"; the full-width signs too, which some spreadsheets fold), and control characters are shown, so that a
/// record stays on one line.
pub(super) fn cell(text: &str) -> String {
    let shown = printable(text);
    // An apostrophe of the text's own gets another one, so that whoever takes one away always has the text.
    let formula =
        |text: &str| text.starts_with(['\'', '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    // Nor is the first cell of a row a command to a machine that keeps a log of it.
    let formula = |text: &str| formula(text) || text.starts_with("::") || text.starts_with("##");
    // A sign behind spaces or invisible characters is one for some programs.
    let bare = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    if formula(text) || formula(bare) { format!("'{shown}") } else { shown.into_owned() }
}

/// Appends one row of cells that are safe already.
pub(super) fn write_row<'c>(cells: impl IntoIterator<Item = &'c String>, delimiter: u8, out: &mut String) {
    let mut writer =
        csv::WriterBuilder::new().delimiter(delimiter).buffer_capacity(1024).from_writer(Vec::new());
    // Writing to memory can't fail; the bytes are the cells' own UTF-8.
    if writer.write_record(cells).is_ok()
        && let Ok(bytes) = writer.into_inner()
        && let Ok(text) = String::from_utf8(bytes)
    {
        out.push_str(&text);
    }
}
