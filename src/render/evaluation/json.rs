//! The figures for programs: one JSON object. Shares are 0–1 with six decimals; null where there is none.

use super::About;
use crate::calendar::rfc3339;
use crate::lexicon::{Emergency, Lexicon, Need};
use crate::render::json::clock_source;
use crate::render::writer::{Writer, rounded, score};
use crate::review::{
    Breakdown, Calibration, Case, DRAWS, Evaluation, Fired, Interval, Measures, SEED, Tally, TermTable,
};

/// The version of this object's shape.
const SCHEMA_VERSION: &str = "1";

/// Appends the object and a line end.
pub fn object(evaluation: &Evaluation<'_>, about: &About<'_>, out: &mut String) {
    let json = &mut Writer::new(out);
    json.open('{');
    head(evaluation, about, json);
    measures(&evaluation.measures, evaluation.lexicon, json);
    intervals(evaluation, json);
    calibration(&evaluation.calibration, json);
    json.key("by");
    json.open('[');
    evaluation.breakdowns.iter().for_each(|breakdown| by(breakdown, evaluation.lexicon, json));
    json.close(']');
    errors(evaluation, json);
    json.key("terms");
    match &evaluation.terms {
        Some(table) => terms(table, about.terms, json),
        None => json.null(),
    }
    json.close('}');
    out.push('\n');
}

fn head(evaluation: &Evaluation<'_>, about: &About<'_>, json: &mut Writer<'_>) {
    json.key("schema_version");
    json.text(SCHEMA_VERSION);
    json.key("pack");
    json.open('{');
    for (key, value) in
        [("name", about.pack.name), ("version", about.pack.version), ("hash", about.pack.hash)]
    {
        json.key(key);
        json.text(value);
    }
    json.close('}');
    json.key("clock");
    json.open('{');
    json.key("now");
    json.text(&rfc3339(about.clock.now));
    json.key("source");
    json.text(clock_source(about.clock.source));
    json.close('}');
    json.key("rows");
    json.integer(evaluation.measures.rows);
    json.key("bad");
    json.integer(about.bad);
}

/// The keys of the figures that both the whole and every group have.
fn measures(measures: &Measures, lexicon: &Lexicon, json: &mut Writer<'_>) {
    json.key("topics");
    json.open('{');
    for (category, tally_) in lexicon.categories.iter().zip(&measures.topics) {
        json.data_key(&category.id);
        tally(tally_, json);
    }
    json.close('}');
    json.key("topics_macro_f1");
    json.number(share(measures.topics_macro_f1()));
    json.key("primary_accuracy");
    maybe(measures.primary.ratio(), json);
    json.key("need");
    needs(measures, json);
    json.key("escalation");
    json.open('{');
    tally_fields(&measures.escalation(), json);
    json.key("auc");
    maybe(measures.auc, json);
    json.close('}');
    json.key("emergency");
    json.open('{');
    tally_fields(&measures.emergency(), json);
    for (emergency, tally_) in Emergency::ALL.into_iter().zip(&measures.emergencies) {
        json.key(emergency.name());
        tally(tally_, json);
    }
    json.close('}');
}

fn needs(measures: &Measures, json: &mut Writer<'_>) {
    json.open('{');
    json.key("accuracy");
    maybe(measures.need_share().ratio(), json);
    json.key("macro_f1");
    json.number(share(measures.need_macro_f1()));
    for need in Need::ALL {
        json.key(need.name());
        tally(&measures.need(need), json);
    }
    json.key("confusion");
    json.open('{');
    for (labelled, row) in Need::ALL.into_iter().zip(&measures.needs) {
        json.key(labelled.name());
        json.open('{');
        for (decided, count) in Need::ALL.into_iter().zip(row) {
            json.key(decided.name());
            json.integer(*count);
        }
        json.close('}');
    }
    json.close('}');
    json.close('}');
}

fn tally(tally: &Tally, json: &mut Writer<'_>) {
    json.open('{');
    tally_fields(tally, json);
    json.close('}');
}

fn tally_fields(tally: &Tally, json: &mut Writer<'_>) {
    for (key, value) in [("precision", tally.precision()), ("recall", tally.recall()), ("f1", tally.f1())] {
        json.key(key);
        json.number(share(value));
    }
    for (key, count) in [("right", tally.hit), ("decided", tally.given), ("labelled", tally.wanted)] {
        json.key(key);
        json.integer(count);
    }
}

fn intervals(evaluation: &Evaluation<'_>, json: &mut Writer<'_>) {
    let intervals = &evaluation.intervals;
    json.key("bootstrap");
    json.open('{');
    json.key("draws");
    json.integer(DRAWS);
    json.key("seed");
    json.integer(SEED);
    json.key("topics");
    json.open('{');
    for (category, known) in evaluation.lexicon.categories.iter().zip(&intervals.topics) {
        json.data_key(&category.id);
        interval(*known, json);
    }
    json.close('}');
    let wholes = [
        ("topics_macro_f1", intervals.topics_macro_f1),
        ("need_macro_f1", intervals.need_macro_f1),
        ("escalation_f1", intervals.escalation_f1),
    ];
    for (key, known) in wholes {
        json.key(key);
        interval(known, json);
    }
    json.close('}');
}

fn interval(Interval { low, high }: Interval, json: &mut Writer<'_>) {
    json.open('[');
    json.number(share(low));
    json.number(share(high));
    json.close(']');
}

fn calibration(calibration: &Calibration, json: &mut Writer<'_>) {
    json.key("calibration");
    json.open('{');
    json.key("expected_error");
    json.number(share(calibration.expected_error));
    json.key("bins");
    json.open('[');
    for (place, bin) in calibration.bins.iter().enumerate() {
        json.open('{');
        for (key, value) in [("from", place * 10), ("to", place * 10 + 10)] {
            json.key(key);
            json.integer(value);
        }
        json.key("rows");
        json.integer(bin.rows);
        json.key("mean");
        maybe((bin.rows > 0).then(|| bin.mean()), json);
        json.key("observed");
        maybe((bin.rows > 0).then(|| bin.observed()), json);
        json.close('}');
    }
    json.close(']');
    json.close('}');
}

fn by(breakdown: &Breakdown, lexicon: &Lexicon, json: &mut Writer<'_>) {
    json.open('{');
    json.key("field");
    json.text(&breakdown.field);
    json.key("groups");
    json.open('[');
    for group in &breakdown.groups {
        json.open('{');
        json.key("value");
        json.maybe(group.value.as_deref());
        json.key("rows");
        json.integer(group.measures.rows);
        measures(&group.measures, lexicon, json);
        json.close('}');
    }
    json.close(']');
    json.close('}');
}

fn errors(evaluation: &Evaluation<'_>, json: &mut Writer<'_>) {
    let errors = &evaluation.errors;
    let [missed, false_alarms, topics] = errors.counts;
    json.key("errors");
    json.open('{');
    let sorts = [
        ("missed", missed, &errors.missed),
        ("false", false_alarms, &errors.false_alarms),
        ("topics", topics, &errors.topics),
    ];
    for (key, count, places) in sorts {
        json.key(key);
        json.open('{');
        json.key("count");
        json.integer(count);
        json.key("worst");
        json.open('[');
        let cases = places.iter().filter_map(|place| evaluation.cases.get(*place));
        cases.for_each(|case| error(case, evaluation.lexicon, json));
        json.close(']');
        json.close('}');
    }
    json.close('}');
}

fn error(case: &Case, lexicon: &Lexicon, json: &mut Writer<'_>) {
    let (label, facts) = (&case.label, &case.facts);
    json.open('{');
    json.key("place");
    json.text(&case.place);
    json.key("key");
    json.maybe(label.key.as_deref());
    json.key("text");
    json.text(&case.text);
    json.key("score");
    json.number(score(facts.score));
    for (key, need, topics) in
        [("labelled", label.need, &label.topics), ("decided", facts.need, &facts.topics)]
    {
        json.key(key);
        json.open('{');
        json.key("need");
        json.text(need.name());
        json.key("topics");
        json.open('[');
        let named = lexicon.categories.iter().zip(topics).filter(|(_, is)| **is);
        named.for_each(|(category, _)| json.text(&category.id));
        json.close(']');
        json.close('}');
    }
    json.key("findings");
    json.open('[');
    facts.fired.iter().for_each(|fired| finding(fired, case, lexicon, json));
    json.close(']');
    json.close('}');
}

fn finding(fired: &Fired, case: &Case, lexicon: &Lexicon, json: &mut Writer<'_>) {
    json.open('{');
    json.key("kind");
    json.text(fired.kind.name());
    json.key("id");
    json.maybe(fired.term.and_then(|place| lexicon.terms.get(place)).map(|term| term.id.as_str()));
    json.key("text");
    json.text(case.text.get(fired.span.start..fired.span.end).unwrap_or_default());
    json.key("state");
    json.text(fired.state.name());
    json.key("refused_by");
    json.maybe(fired.refused_by);
    json.close('}');
}

fn terms(terms: &TermTable<'_>, most: usize, json: &mut Writer<'_>) {
    json.open('{');
    for (key, count) in [("judged", terms.judged), ("silent", terms.silent), ("count", terms.rows.len())] {
        json.key(key);
        json.integer(count);
    }
    json.key("rows");
    json.open('[');
    for row in terms.rows.iter().take(most) {
        json.open('{');
        json.key("id");
        json.text(&row.term.id);
        json.key("category");
        json.text(&row.term.owner_id);
        json.key("stage");
        json.text(row.term.stage.name());
        let counts = [
            ("fired", row.fired),
            ("right", row.right),
            ("wrong", row.wrong()),
            ("overlaps", row.overlaps),
            ("conflicts", row.conflicts),
            ("set_aside", row.set_aside),
        ];
        for (key, count) in counts {
            json.key(key);
            json.integer(count);
        }
        json.key("precision");
        maybe(row.precision(), json);
        json.key("coverage");
        json.number(share(row.coverage()));
        json.close('}');
    }
    json.close(']');
    json.close('}');
}

fn share(value: f64) -> f64 {
    rounded(value, 6)
}

fn maybe(value: Option<f64>, json: &mut Writer<'_>) {
    match value {
        Some(value) => json.number(share(value)),
        None => json.null(),
    }
}
