//! What labels say about the figures, for programs. Shares are 0–1 with six decimals.

use super::About;
use crate::render::writer::{Writer, rounded};
use crate::review::{Change, Evidence, Figure, Quality, Tuning};

/// The version of this object's shape.
const SCHEMA_VERSION: &str = "1";

/// Appends the object and a line end.
pub fn object(tuning: &Tuning, about: &About<'_>, out: &mut String) {
    let json = &mut Writer::new(out);
    json.open('{');
    head(tuning, about, json);
    for (key, quality_) in [
        ("before", &tuning.before),
        ("cross_validated", &tuning.crossed),
        ("fitted", &tuning.fitted),
        ("a_figure_a_term", &tuning.each_term),
    ] {
        json.key(key);
        quality(quality_, json);
    }
    json.key("figures");
    json.open('[');
    tuning.changes.iter().for_each(|one| change(one, json));
    json.close(']');
    evidence(&tuning.evidence, json);
    json.key("written");
    json.maybe(about.written);
    json.close('}');
    out.push('\n');
}

fn head(tuning: &Tuning, about: &About<'_>, json: &mut Writer<'_>) {
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
    let [scored, scored_needed] = tuning.scored;
    for (key, count) in [
        ("rows", tuning.rows),
        ("bad", about.bad),
        ("needed", tuning.needed),
        ("scored", scored),
        ("scored_needed", scored_needed),
        ("prior", u64::from(about.prior)),
        ("parts", tuning.parts as u64),
    ] {
        json.key(key);
        json.integer(count);
    }
    json.key("group");
    json.maybe(about.group);
}

fn quality(quality: &Quality, json: &mut Writer<'_>) {
    json.open('{');
    for (key, value) in [
        ("log_loss", quality.log_loss),
        ("brier", quality.brier),
        ("expected_calibration_error", quality.calibration_error),
        ("of_messages_below_10", quality.silent_error),
    ] {
        json.key(key);
        json.number(rounded(value, 6));
    }
    json.key("auc");
    match quality.auc {
        Some(auc) => json.number(rounded(auc, 6)),
        None => json.null(),
    }
    json.close('}');
}

fn change(change: &Change, json: &mut Writer<'_>) {
    json.open('{');
    json.key("figure");
    match change.figure {
        Figure::Weight(weight) => json.text(&format!("weights[{}]", weight - 1)),
        floor => json.text(&format!("floors.{}", floor.name())),
    }
    json.key("before");
    json.number(rounded(change.before, 6));
    json.key("after");
    json.number(rounded(change.after, 6));
    json.key("rows");
    json.integer(change.rows);
    json.key("needed");
    json.integer(change.needed);
    json.close('}');
}

fn evidence(evidence: &Evidence, json: &mut Writer<'_>) {
    json.key("evidence");
    json.open('{');
    for (place, key) in ["one", "both"].into_iter().enumerate() {
        json.key(key);
        json.open('{');
        json.key("rows");
        json.integer(evidence.rows[place]);
        json.key("power");
        json.number(rounded(evidence.powers[place], 6));
        json.key("wanted");
        if evidence.rows[place] == 0 {
            json.null();
        } else {
            json.number(rounded(evidence.wanted[place], 6));
        }
        json.close('}');
    }
    json.close('}');
}
