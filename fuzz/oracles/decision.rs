//! Decisions as they are written: JSON that parses and has the schema's fields, spans that quote, rows that stay rows.

use std::sync::OnceLock;

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::lexicon::Lexicon;
use fenliu::render::{Lang, Offsets, Origin, PackInfo, RecordId, Style, csv, json, schema, text};
use fenliu::triage::{Context, Triage};
use serde_json::Value;

/// The first byte chooses the writer's circumstances; the rest is the message.
pub(crate) fn check(bytes: &[u8]) {
    let Some((first, message)) = bytes.split_first() else { return };
    let message = &*String::from_utf8_lossy(message);
    let triage = triage();
    let now = parse_moment("2026-11-24T14:30").unwrap_or_else(|error| panic!("{error}"));
    let context = Context {
        enterprise: first & 1 == 1,
        region: (first & 2 == 2).then_some("HK"),
        device: (first & 4 == 4).then_some("pc"),
        ..Context::at(Clock { now, source: ClockSource::Option })
    };
    let report = triage.run(message, &context);
    let pack = &triage.lexicon().pack;
    let pack = PackInfo { name: &pack.name, version: &pack.version, hash: &pack.hash };
    let id = RecordId::Text(message.chars().take(20).collect());
    let origin = Origin {
        id: &id,
        file: Some(message),
        line: 1,
        session: None,
        carried: fenliu::render::Carried::default(),
    };
    let lang = if first & 8 == 8 { Lang::Zh } else { Lang::En };
    for offsets in [Offsets::Bytes, Offsets::Chars, Offsets::Utf16] {
        let mut line = String::new();
        json::decision(&report, &origin, &pack, offsets, lang, &mut line);
        shape(message, &line, offsets);
    }
    let mut row = String::new();
    csv::decision(&report, &origin, &pack, Offsets::Bytes, lang, &csv::Sheet::CSV, &mut row);
    let mut head = String::new();
    csv::header(&csv::Sheet::CSV, &mut head);
    assert_eq!(cells(&row), cells(&head), "the row has the header's cells: {row:?}");
    let mut line = String::new();
    text::line(&report, &origin, &Style { color: false, width: 80, lang }, &mut line);
    assert!(!line.chars().any(|c| c.is_control() && c != '\n'), "a control character: {line:?}");
}

fn triage() -> &'static Triage {
    static TRIAGE: OnceLock<Triage> = OnceLock::new();
    TRIAGE.get_or_init(|| Triage::new(Lexicon::builtin()))
}

/// One line that parses, with every field that the schema requires, whose spans quote.
fn shape(message: &str, line: &str, offsets: Offsets) {
    static REQUIRED: OnceLock<Vec<String>> = OnceLock::new();
    let required = REQUIRED.get_or_init(|| {
        let schema: Value = serde_json::from_str(schema::DECISION).unwrap_or_default();
        let named = schema["$defs"]["decision"]["required"].as_array().into_iter().flatten();
        named.filter_map(|name| Some(name.as_str()?.to_owned())).collect()
    });
    assert!(!required.is_empty());
    assert!(
        line.ends_with('\n') && !line.trim_end_matches('\n').contains(char::is_control),
        "one line: {line:?}"
    );
    let value: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    for name in required {
        assert!(value.get(name).is_some(), "no {name} in {line}");
    }
    assert!(value["score"].as_f64().is_some_and(|score| (0.0..=100.0).contains(&score)));
    for finding in value["findings"].as_array().into_iter().flatten() {
        let place = |at: usize| finding["span"][at].as_u64().and_then(|at| usize::try_from(at).ok());
        let (Some(start), Some(end)) = (place(0), place(1)) else { panic!("no span in {finding}") };
        assert_eq!(finding["text"].as_str(), quote(message, start, end, offsets).as_deref(), "{finding}");
    }
}

fn quote(message: &str, start: usize, end: usize, offsets: Offsets) -> Option<String> {
    match offsets {
        Offsets::Bytes => message.get(start..end).map(str::to_owned),
        Offsets::Chars => Some(message.chars().skip(start).take(end - start).collect()),
        Offsets::Utf16 => {
            let units: Vec<u16> = message.encode_utf16().skip(start).take(end - start).collect();
            String::from_utf16(&units).ok()
        }
    }
}

/// The cells of a text that is one row, by hand.
fn cells(row: &str) -> usize {
    let (mut cells, mut quoted) = (1, false);
    for c in row.trim_end_matches(['\r', '\n']).chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells += 1,
            '\n' | '\r' if !quoted => panic!("a second row: {row:?}"),
            _ => {}
        }
    }
    assert!(!quoted, "a quote stays open: {row:?}");
    cells
}
