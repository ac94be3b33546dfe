//! Coverage for programs: one JSON object. Shares are tenths of a percent, rounded down.

use super::Shown;
use crate::render::writer::Writer;
use crate::review::coverage::{Coverage, Family};

/// The version of this object's shape.
const SCHEMA_VERSION: &str = "1";

/// Writes the coverage of a pack and a line end.
#[must_use]
pub fn object(shown: &Shown<'_>) -> String {
    let mut out = String::new();
    let json = &mut Writer::new(&mut out);
    json.open('{');
    for (key, value) in
        [("schema_version", SCHEMA_VERSION), ("tool", concat!("fenliu ", env!("CARGO_PKG_VERSION")))]
    {
        json.key(key);
        json.text(value);
    }
    json.key("pack");
    json.open('{');
    for (key, value) in
        [("name", shown.pack.name), ("version", shown.pack.version), ("hash", shown.pack.hash)]
    {
        json.key(key);
        json.text(value);
    }
    json.close('}');
    json.key("cases");
    coverage(json, shown, shown.cases);
    json.key("corpus");
    match shown.corpus {
        Some(corpus) => coverage(json, shown, corpus),
        None => json.null(),
    }
    json.key("thresholds");
    json.open('[');
    for threshold in shown.thresholds {
        json.open('{');
        json.key("threshold");
        json.text(&threshold.text);
        json.key("sort");
        json.text(threshold.family.name());
        json.key("reached");
        json.boolean(shown.reached(threshold));
        json.close('}');
    }
    json.close(']');
    json.close('}');
    out.push('\n');
    out
}

fn coverage(json: &mut Writer<'_>, shown: &Shown<'_>, coverage: &Coverage) {
    json.open('{');
    json.key("messages");
    json.integer(coverage.usage.messages);
    json.key("silent");
    json.integer(coverage.usage.silent);
    json.key("sorts");
    json.open('{');
    coverage.families.iter().for_each(|one| family(json, one));
    json.close('}');
    json.key("terms");
    json.open('[');
    for (term, usage) in shown.lexicon.terms.iter().zip(&coverage.usage.terms) {
        json.open('{');
        json.key("id");
        json.text(&term.id);
        for (key, value) in [
            ("fired", usage.fired),
            ("overlaps", usage.overlaps),
            ("conflicts", usage.conflicts),
            ("set_aside", usage.set_aside),
        ] {
            json.key(key);
            json.integer(value);
        }
        json.close('}');
    }
    json.close(']');
    json.close('}');
}

fn family(json: &mut Writer<'_>, family: &Family) {
    json.key(family.name.name());
    json.open('{');
    json.key("covered");
    json.integer(family.covered());
    json.key("all");
    json.integer(family.items.len());
    json.key("permille");
    json.integer(family.permille());
    json.key("items");
    json.open('[');
    for item in &family.items {
        json.open('{');
        json.key("id");
        json.text(&item.id);
        json.key("count");
        json.integer(item.count);
        json.key("file");
        json.maybe(item.at.as_ref().map(|(file, _)| file.as_str()));
        json.key("line");
        match &item.at {
            Some((_, line)) => json.integer(*line),
            None => json.null(),
        }
        json.close('}');
    }
    json.close(']');
    json.close('}');
}
