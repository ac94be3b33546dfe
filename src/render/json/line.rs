//! The line as a whole, and the line of a record that could not be read.

use super::because::because;
use super::desk::desk;
use super::findings::{finding, span};
use super::prior::prior;
use super::session::session;
use crate::calendar::{Clock, ClockSource, rfc3339};
use crate::detect::Extraction;
use crate::judge::Evidence;
use crate::render::origin::{Carried, Lang, Offsets, Origin, PackInfo, RecordId};
use crate::render::units::Units;
use crate::render::writer::{Writer, key, rounded, score};
use crate::triage::Report;

/// The version of the contract.
pub const SCHEMA_VERSION: &str = "1";

/// Bytes that hold most decisions.
const USUAL: usize = 4096;

/// Appends one decision and a line end. Spans count in `offsets`; reasons are in `lang`.
pub fn decision(
    report: &Report<'_>,
    origin: &Origin<'_>,
    pack: &PackInfo<'_>,
    offsets: Offsets,
    lang: Lang,
    out: &mut String,
) {
    let units = Units::new(report.message.written(), offsets);
    let decision = &report.decision;
    out.reserve(USUAL);
    let mut json = Writer::new(out);
    head(origin, &mut json);
    key!(json, "score");
    json.number(score(decision.score));
    key!(json, "need");
    json.word(decision.need.name());
    key!(json, "tier");
    json.integer(decision.tier());
    key!(json, "handoff");
    json.boolean(decision.handoff);
    topics(report, &mut json);
    key!(json, "emergency");
    json.maybe(decision.emergency.map(|emergency| emergency.name()));
    key!(json, "desk");
    desk(decision, &units, &mut json);
    key!(json, "answer");
    answer(report, &mut json);
    key!(json, "findings");
    json.open('[');
    report.findings.iter().for_each(|one| finding(&report.message, one, &units, &mut json));
    json.close(']');
    key!(json, "evidence");
    evidence(decision.evidence, &mut json);
    to_the_writer(report, &units, &mut json);
    key!(json, "because");
    because(report, lang, &mut json);
    prior(decision.prior.as_ref(), decision.desk.account.tracking, lang, &mut json);
    tail(report, origin, pack, &mut json);
    out.push('\n');
}

/// Appends the evidence of one message and a line end. Spans count in `offsets`.
pub fn extraction(extraction: &Extraction<'_>, origin: &Origin<'_>, offsets: Offsets, out: &mut String) {
    let units = Units::new(extraction.message.written(), offsets);
    let mut json = Writer::new(out);
    head(origin, &mut json);
    key!(json, "findings");
    json.open('[');
    extraction.findings.iter().for_each(|one| finding(&extraction.message, one, &units, &mut json));
    json.close(']');
    key!(json, "code_mentioned");
    json.boolean(extraction.code_mentioned);
    clock(extraction.clock, &mut json);
    json.close('}');
    out.push('\n');
}

/// Appends one record that could not be read, and a line end.
pub fn bad_record(origin: &Origin<'_>, error: &str, out: &mut String) {
    let mut json = Writer::new(out);
    head(origin, &mut json);
    key!(json, "error");
    json.text(error);
    json.close('}');
    out.push('\n');
}

fn head(origin: &Origin<'_>, json: &mut Writer<'_>) {
    json.open('{');
    key!(json, "schema_version");
    json.text(SCHEMA_VERSION);
    key!(json, "id");
    match origin.id {
        RecordId::Number(number) => json.digits(number),
        RecordId::Text(text) => json.text(text),
        RecordId::Line(line) => json.integer(*line),
    }
    key!(json, "source");
    json.open('{');
    key!(json, "file");
    json.maybe(origin.file);
    key!(json, "line");
    json.integer(origin.line);
    json.close('}');
    carried(&origin.carried, json);
}

/// Fields that are written only where there is something to say.
fn carried(carried: &Carried<'_>, json: &mut Writer<'_>) {
    if let Some(level) = carried.level {
        key!(json, "level");
        json.text(level);
    }
    if let Some(kept) = carried.kept {
        key!(json, "kept");
        json.raw(kept);
    }
    if carried.unmatched {
        key!(json, "unmatched");
        json.boolean(true);
    }
    if let Some(cut) = carried.cut {
        key!(json, "cut");
        json.open('{');
        key!(json, "bytes");
        json.integer(cut.bytes);
        key!(json, "read");
        json.integer(cut.read);
        json.close('}');
    }
}

fn topics(report: &Report<'_>, json: &mut Writer<'_>) {
    key!(json, "topics");
    json.open('[');
    report.decision.topics.iter().for_each(|topic| json.text(&topic.id));
    json.close(']');
    key!(json, "category");
    json.maybe(report.decision.category.map(|category| category.id.as_str()));
    key!(json, "strengths");
    json.open('{');
    for (category, strength) in &report.decision.strengths {
        json.data_key(&category.id);
        json.number(rounded(*strength, 4));
    }
    json.close('}');
}

fn evidence(evidence: Evidence, json: &mut Writer<'_>) {
    json.open('{');
    for (key, there) in proofs(evidence) {
        json.key(key);
        json.boolean(there);
    }
    key!(json, "code_mentioned");
    json.boolean(evidence.code_mentioned);
    json.close('}');
}

/// The proofs by their stable names.
pub(in crate::render) fn proofs(evidence: Evidence) -> [(&'static str, bool); 6] {
    [
        ("code", evidence.code),
        ("time", evidence.time),
        ("amount", evidence.amount),
        ("order", evidence.order),
        ("ticket", evidence.ticket),
        ("attachment", evidence.attachment),
    ]
}

/// What self-service should answer, or null.
fn answer(report: &Report<'_>, json: &mut Writer<'_>) {
    let named = report.decision.answer.and_then(|index| Some((index, report.findings.get(index)?)));
    let Some((index, finding)) = named else { return json.null() };
    json.open('{');
    key!(json, "id");
    json.maybe(finding.term().map(|term| term.id.as_str()));
    key!(json, "index");
    json.integer(index);
    key!(json, "text");
    json.text(report.message.quote(finding.span));
    json.close('}');
}

fn to_the_writer(report: &Report<'_>, units: &Units<'_>, json: &mut Writer<'_>) {
    key!(json, "missing");
    json.open('[');
    for missing in &report.decision.missing {
        json.open('{');
        key!(json, "id");
        json.text(missing.id);
        key!(json, "question");
        json.text(missing.question);
        json.close('}');
    }
    json.close(']');
    key!(json, "question");
    json.maybe(report.decision.question().as_deref());
    key!(json, "advice");
    json.open('[');
    for advice in &report.decision.advice {
        json.open('{');
        key!(json, "id");
        json.text(advice.id);
        key!(json, "text");
        json.text(advice.text);
        key!(json, "spans");
        json.open('[');
        advice.spans.iter().for_each(|&place| span(units.span(place), json));
        json.close(']');
        json.close('}');
    }
    json.close(']');
}

fn tail(report: &Report<'_>, origin: &Origin<'_>, pack: &PackInfo<'_>, json: &mut Writer<'_>) {
    clock(report.clock, json);
    key!(json, "session");
    match origin.session {
        Some(view) => session(&view, json),
        None => json.null(),
    }
    self::pack(pack, json);
    json.close('}');
}

pub(super) fn pack(pack: &PackInfo<'_>, json: &mut Writer<'_>) {
    key!(json, "pack");
    json.open('{');
    for (key, value) in [("name", pack.name), ("version", pack.version), ("hash", pack.hash)] {
        json.key(key);
        json.text(value);
    }
    json.close('}');
}

pub(super) fn clock(clock: Clock, json: &mut Writer<'_>) {
    key!(json, "clock");
    json.open('{');
    key!(json, "now");
    json.text(&rfc3339(clock.now));
    key!(json, "source");
    json.text(clock_source(clock.source));
    json.close('}');
}

/// The stable name of where the time was taken from.
pub(in crate::render) const fn clock_source(source: ClockSource) -> &'static str {
    match source {
        ClockSource::Record => "record",
        ClockSource::Option => "option",
        ClockSource::System => "system",
    }
}
