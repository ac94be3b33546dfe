//! The reasons of a decision and the nearest change.

use crate::judge::Reason;
use crate::render::origin::Lang;
use crate::render::reasons;
use crate::render::writer::{Writer, rounded, score};
use crate::triage::Report;

pub(super) fn because(report: &Report<'_>, lang: Lang, json: &mut Writer<'_>) {
    let because = &report.decision.because;
    let mut words = String::new();
    json.open('{');
    json.key("reasons");
    json.open('[');
    for reason in &because.reasons {
        words.clear();
        reasons::reason(report, reason, lang, &mut words);
        one(reason, &words, json);
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

fn one(reason: &Reason<'_>, words: &str, json: &mut Writer<'_>) {
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
            json.integer(*index);
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
            json.integer(*index);
        }
        Reason::Rule(rule) => {
            json.key("rule");
            json.text(rule);
        }
    }
    json.close('}');
}
