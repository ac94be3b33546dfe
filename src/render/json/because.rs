//! The reasons of a decision and the nearest change.

use crate::judge::Reason;
use crate::render::origin::Lang;
use crate::render::reasons;
use crate::render::writer::{Writer, key, rounded, score};
use crate::triage::Report;

pub(super) fn because(report: &Report<'_>, lang: Lang, json: &mut Writer<'_>) {
    let because = &report.decision.because;
    let mut words = String::new();
    json.open('{');
    key!(json, "reasons");
    json.open('[');
    for reason in &because.reasons {
        words.clear();
        reasons::reason(report, reason, lang, &mut words);
        one(reason, &words, json);
    }
    json.close(']');
    key!(json, "flip");
    let Some(flip) = &because.flip else {
        json.null();
        return json.close('}');
    };
    words.clear();
    reasons::flip(report, flip, lang, &mut words);
    json.open('{');
    key!(json, "without");
    json.open('[');
    let without = flip.without.iter().filter_map(|&index| report.findings.get(index));
    without.for_each(|finding| json.text(reasons::quote(report, finding.span)));
    json.close(']');
    key!(json, "desk");
    json.text(&flip.desk.id);
    key!(json, "need");
    json.word(flip.need.name());
    key!(json, "text");
    json.text(&words);
    json.close('}');
    json.close('}');
}

fn one(reason: &Reason<'_>, words: &str, json: &mut Writer<'_>) {
    json.open('{');
    key!(json, "kind");
    json.word(match reason {
        Reason::Finding { .. } => "finding",
        Reason::Evidence { .. } => "evidence",
        Reason::Floor { .. } => "floor",
        Reason::OtherEmergency(_) => "other_emergency",
        Reason::SetAside { .. } => "set_aside",
        Reason::Rule(_) => "rule",
    });
    key!(json, "text");
    json.text(words);
    match reason {
        Reason::Finding { index, points } => {
            key!(json, "index");
            json.integer(*index);
            key!(json, "points");
            json.number(rounded(*points, 2));
        }
        Reason::Evidence { power } => {
            key!(json, "power");
            json.number(*power);
        }
        Reason::Floor { of, to } => {
            key!(json, "of");
            json.text(of);
            key!(json, "to");
            json.number(score(*to));
        }
        Reason::OtherEmergency(emergency) => {
            key!(json, "emergency");
            json.text(emergency.name());
        }
        Reason::SetAside { index } => {
            key!(json, "index");
            json.integer(*index);
        }
        Reason::Rule(rule) => {
            key!(json, "rule");
            json.text(rule);
        }
    }
    json.close('}');
}
