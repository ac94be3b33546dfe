//! One decision as one line of JSON: the contract, whose schema is [`super::schema::DECISION`].

use super::origin::{Lang, Offsets, Origin, PackInfo, RecordId};
use super::reasons;
use super::units::Units;
use super::writer::{Writer, rounded, score};
use crate::calendar::{ClockSource, rfc3339};
use crate::detect::{Finding, Moment, What};
use crate::judge::{DeskChoice, Evidence, Reason};
use crate::lexicon::{Entry, Hours, Wait};
use crate::triage::Report;

/// The version of the contract.
pub const SCHEMA_VERSION: &str = "1";

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
    let mut json = Writer::new(out);
    head(origin, &mut json);
    json.key("score");
    json.number(score(decision.score));
    json.key("need");
    json.text(decision.need.name());
    json.key("tier");
    json.integer(decision.tier());
    json.key("handoff");
    json.boolean(decision.handoff);
    topics(report, &mut json);
    json.key("emergency");
    json.maybe(decision.emergency.map(|emergency| emergency.name()));
    json.key("desk");
    desk(&decision.desk, &mut json);
    json.key("findings");
    json.open('[');
    report.findings.iter().for_each(|one| finding(report, one, &units, &mut json));
    json.close(']');
    json.key("evidence");
    evidence(decision.evidence, &mut json);
    to_the_writer(report, &units, &mut json);
    json.key("because");
    because(report, lang, &mut json);
    tail(report, origin, pack, &mut json);
    out.push('\n');
}

/// Appends one record that could not be read, and a line end.
pub fn bad_record(origin: &Origin<'_>, error: &str, out: &mut String) {
    let mut json = Writer::new(out);
    head(origin, &mut json);
    json.key("error");
    json.text(error);
    json.close('}');
    out.push('\n');
}

fn head(origin: &Origin<'_>, json: &mut Writer<'_>) {
    json.open('{');
    json.key("schema_version");
    json.text(SCHEMA_VERSION);
    json.key("id");
    match origin.id {
        RecordId::Number(number) => json.integer(number),
        RecordId::Text(text) => json.text(text),
        RecordId::Line(line) => json.integer(line),
    }
    json.key("source");
    json.open('{');
    json.key("file");
    json.maybe(origin.file);
    json.key("line");
    json.integer(origin.line);
    json.close('}');
}

fn topics(report: &Report<'_>, json: &mut Writer<'_>) {
    json.key("topics");
    json.open('[');
    report.decision.topics.iter().for_each(|topic| json.text(&topic.id));
    json.close(']');
    json.key("category");
    json.maybe(report.decision.category.map(|category| category.id.as_str()));
    json.key("strengths");
    json.open('{');
    for (category, strength) in &report.decision.strengths {
        json.data_key(&category.id);
        json.number(rounded(*strength, 4));
    }
    json.close('}');
}

fn desk(choice: &DeskChoice<'_>, json: &mut Writer<'_>) {
    json.open('{');
    json.key("id");
    json.text(&choice.desk.id);
    json.key("name");
    json.text(&choice.desk.name);
    json.key("way_in");
    match choice.way_in {
        Some(entry) => way_in(entry, json),
        None => json.null(),
    }
    json.key("hours");
    match choice.hours {
        Some(hours) => self::hours(hours, json),
        None => json.null(),
    }
    json.key("open");
    json.raw(choice.open.map_or("null", |open| if open { "true" } else { "false" }));
    json.key("next_opening");
    json.maybe(choice.next_opening.map(rfc3339).as_deref());
    json.key("wait");
    wait(choice.wait.as_ref(), json);
    json.key("source");
    json.text(&choice.desk.source);
    json.key("rule");
    json.text(&choice.rule.id);
    json.close('}');
}

fn way_in(entry: &Entry, json: &mut Writer<'_>) {
    json.open('{');
    json.key("id");
    json.text(&entry.id);
    json.key("name");
    json.text(&entry.name);
    json.key("path");
    json.open('[');
    entry.path.iter().for_each(|tap| json.text(tap));
    json.close(']');
    json.key("wait");
    wait(entry.wait.as_ref(), json);
    json.key("source");
    json.text(&entry.source);
    json.close('}');
}

fn hours(hours: Hours, json: &mut Writer<'_>) {
    json.open('{');
    for (key, minute) in [("opens", hours.opens), ("closes", hours.closes)] {
        json.key(key);
        json.text(&clock_time(minute));
    }
    json.close('}');
}

/// Minutes after midnight as 08:00; 1440 is 24:00.
pub(super) fn clock_time(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn wait(wait: Option<&Wait>, json: &mut Writer<'_>) {
    let Some(wait) = wait else { return json.null() };
    json.open('{');
    match wait {
        Wait::Minutes(least, most) => {
            for (key, minutes) in [("min", least), ("max", most)] {
                json.key(key);
                json.number(rounded(*minutes, 2));
            }
        }
        Wait::Words(words) => {
            json.key("text");
            json.text(words);
        }
    }
    json.close('}');
}

fn finding(report: &Report<'_>, finding: &Finding<'_>, units: &Units<'_>, json: &mut Writer<'_>) {
    let term = finding.term();
    json.open('{');
    json.key("kind");
    json.text(finding.kind().name());
    json.key("id");
    json.maybe(term.map(|term| term.id.as_str()));
    json.key("category");
    json.maybe(term.map(|term| term.owner_id.as_str()));
    json.key("text");
    json.text(reasons::quote(report, finding.span));
    json.key("span");
    span(units.span(finding.span), json);
    json.key("weight");
    json.number(term.map_or(f64::NAN, |term| f64::from(term.weight)));
    json.key("stage");
    json.maybe(term.map(|term| term.stage.name()));
    json.key("state");
    json.text(finding.state.name());
    json.key("counted");
    json.boolean(finding.counted());
    json.key("refused_by");
    json.maybe(finding.refused_by.as_ref().map(|refusal| refusal.name()));
    json.key("detail");
    json.maybe(finding.refused_by.as_ref().and_then(|refusal| reasons::detail(report, refusal)));
    values(&finding.what, json);
    json.close('}');
}

fn span((start, end): (usize, usize), json: &mut Writer<'_>) {
    json.open('[');
    json.integer(start);
    json.integer(end);
    json.close(']');
}

fn values(what: &What<'_>, json: &mut Writer<'_>) {
    match what {
        What::Time(moment) | What::Duration(moment) | What::Recurrence(moment) => self::moment(moment, json),
        What::Code(code) => {
            json.key("family");
            json.maybe(code.family.as_deref());
            json.key("code");
            json.text(&code.code);
        }
        What::Count(count) => {
            json.key("value");
            json.number(count.value.unwrap_or(f64::NAN));
        }
        What::Amount(amount) => {
            json.key("value");
            json.number(amount.value.unwrap_or(f64::NAN));
            json.key("currency");
            json.text(amount.currency);
        }
        _ => {}
    }
}

fn moment(moment: &Moment, json: &mut Writer<'_>) {
    json.key("from");
    json.maybe(moment.from.map(rfc3339).as_deref());
    json.key("until");
    json.maybe(moment.until.map(rfc3339).as_deref());
    json.key("grain");
    json.text(moment.grain.name());
    json.key("time_kind");
    json.text(moment.time_kind.name());
    json.key("seconds");
    match moment.seconds {
        Some(seconds) => json.integer(seconds),
        None => json.null(),
    }
}

fn evidence(evidence: Evidence, json: &mut Writer<'_>) {
    json.open('{');
    for (key, there) in proofs(evidence) {
        json.key(key);
        json.boolean(there);
    }
    json.close('}');
}

/// The proofs by their stable names.
pub(super) fn proofs(evidence: Evidence) -> [(&'static str, bool); 6] {
    [
        ("code", evidence.code),
        ("time", evidence.time),
        ("amount", evidence.amount),
        ("order", evidence.order),
        ("ticket", evidence.ticket),
        ("attachment", evidence.attachment),
    ]
}

fn to_the_writer(report: &Report<'_>, units: &Units<'_>, json: &mut Writer<'_>) {
    json.key("missing");
    json.open('[');
    for missing in &report.decision.missing {
        json.open('{');
        json.key("id");
        json.text(missing.id);
        json.key("question");
        json.text(missing.question);
        json.close('}');
    }
    json.close(']');
    json.key("advice");
    json.open('[');
    for advice in &report.decision.advice {
        json.open('{');
        json.key("id");
        json.text(advice.id);
        json.key("text");
        json.text(&advice.text);
        json.key("spans");
        json.open('[');
        advice.spans.iter().for_each(|&place| span(units.span(place), json));
        json.close(']');
        json.close('}');
    }
    json.close(']');
}

fn because(report: &Report<'_>, lang: Lang, json: &mut Writer<'_>) {
    let because = &report.decision.because;
    let mut words = String::new();
    json.open('{');
    json.key("reasons");
    json.open('[');
    for reason in &because.reasons {
        words.clear();
        reasons::reason(report, reason, lang, &mut words);
        self::reason(reason, &words, json);
    }
    json.close(']');
    json.key("flip");
    let Some(flip) = &because.flip else {
        json.null();
        return json.close('}');
    };
    words.clear();
    reasons::flip(report, flip, lang, &mut words);
    json.open('{');
    json.key("without");
    json.open('[');
    let without = flip.without.iter().filter_map(|&index| report.findings.get(index));
    without.for_each(|finding| json.text(reasons::quote(report, finding.span)));
    json.close(']');
    json.key("desk");
    json.text(&flip.desk.id);
    json.key("need");
    json.text(flip.need.name());
    json.key("text");
    json.text(&words);
    json.close('}');
    json.close('}');
}

fn reason(reason: &Reason<'_>, words: &str, json: &mut Writer<'_>) {
    json.open('{');
    json.key("kind");
    json.text(match reason {
        Reason::Finding { .. } => "finding",
        Reason::Evidence { .. } => "evidence",
        Reason::Floor { .. } => "floor",
        Reason::OtherEmergency(_) => "other_emergency",
        Reason::SetAside { .. } => "set_aside",
        Reason::Rule(_) => "rule",
    });
    json.key("text");
    json.text(words);
    match reason {
        Reason::Finding { index, points } => {
            json.key("index");
            json.integer(index);
            json.key("points");
            json.number(rounded(*points, 2));
        }
        Reason::Evidence { power } => {
            json.key("power");
            json.number(*power);
        }
        Reason::Floor { of, to } => {
            json.key("of");
            json.text(of);
            json.key("to");
            json.number(score(*to));
        }
        Reason::OtherEmergency(emergency) => {
            json.key("emergency");
            json.text(emergency.name());
        }
        Reason::SetAside { index } => {
            json.key("index");
            json.integer(index);
        }
        Reason::Rule(rule) => {
            json.key("rule");
            json.text(rule);
        }
    }
    json.close('}');
}

fn tail(report: &Report<'_>, origin: &Origin<'_>, pack: &PackInfo<'_>, json: &mut Writer<'_>) {
    json.key("clock");
    json.open('{');
    json.key("now");
    json.text(&rfc3339(report.clock.now));
    json.key("source");
    json.text(clock_source(report.clock.source));
    json.close('}');
    json.key("session");
    match origin.session {
        Some(session) => {
            json.open('{');
            json.key("id");
            json.text(session);
            json.close('}');
        }
        None => json.null(),
    }
    json.key("pack");
    json.open('{');
    for (key, value) in [("name", pack.name), ("version", pack.version), ("hash", pack.hash)] {
        json.key(key);
        json.text(value);
    }
    json.close('}');
    json.close('}');
}

/// The stable name of where the time was taken from.
pub(super) const fn clock_source(source: ClockSource) -> &'static str {
    match source {
        ClockSource::Record => "record",
        ClockSource::Option => "option",
        ClockSource::System => "system",
    }
}
