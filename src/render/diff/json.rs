//! A comparison for programs: one JSON object that has everything.

use super::examples::example;
use super::words;
use super::{Replayed, Shown, Side};
use crate::lexicon::{Emergency, Need};
use crate::render::Lang;
use crate::render::writer::{Writer, rounded, score};
use crate::review::Value;
use crate::review::diff::{Change, Counts, Difference, Flow, Outcome, Range95, Site, wilson};

/// The version of this object's shape.
const SCHEMA_VERSION: &str = "1";

/// Writes a comparison and a line end. Shares are 0–1 with six decimals; messages are redacted like everywhere.
#[must_use]
pub fn object(shown: &Shown<'_>) -> String {
    let mut out = String::new();
    let json = &mut Writer::new(&mut out);
    json.open('{');
    text(json, "schema_version", SCHEMA_VERSION);
    text(json, "tool", concat!("fenliu ", env!("CARGO_PKG_VERSION")));
    text(json, "verdict", &words::verdict(shown, Lang::En));
    side(json, "old", &shown.old);
    side(json, "new", &shown.new);
    json.key("changes");
    json.open('[');
    shown.changes.iter().for_each(|one| change(json, one));
    json.close(']');
    json.key("replay");
    match &shown.replayed {
        Some(replayed) => replay(json, shown, replayed),
        None => json.null(),
    }
    json.close('}');
    out.push('\n');
    out
}

fn text(json: &mut Writer<'_>, key: &str, value: &str) {
    json.key(key);
    json.text(value);
}

fn count(json: &mut Writer<'_>, key: &str, value: u64) {
    json.key(key);
    json.integer(value);
}

fn side(json: &mut Writer<'_>, key: &str, side: &Side<'_>) {
    json.key(key);
    json.open('{');
    text(json, "from", side.from);
    text(json, "name", side.pack.name);
    text(json, "version", side.pack.version);
    text(json, "hash", side.pack.hash);
    json.close('}');
}

fn change(json: &mut Writer<'_>, change: &Change) {
    json.open('{');
    text(json, "change", change.kind.name());
    text(json, "kind", change.entry.name());
    text(json, "id", &change.id);
    site(json, "old", change.old.as_ref());
    site(json, "new", change.new.as_ref());
    json.key("inert");
    json.boolean(change.is_inert());
    json.key("differences");
    json.open('[');
    for Difference { key, old, new } in &change.differences {
        json.open('{');
        text(json, "key", key);
        value(json, "old", old.as_ref());
        value(json, "new", new.as_ref());
        json.close('}');
    }
    json.close(']');
    json.close('}');
}

fn site(json: &mut Writer<'_>, key: &str, site: Option<&Site>) {
    json.key(key);
    let Some(site) = site else { return json.null() };
    json.open('{');
    text(json, "file", &site.file);
    json.key("line");
    json.integer(site.line);
    json.close('}');
}

fn value(json: &mut Writer<'_>, key: &str, value: Option<&Value>) {
    json.key(key);
    match value {
        None => json.null(),
        Some(Value::One(text)) => json.text(text),
        Some(Value::List(items)) => {
            json.open('[');
            items.iter().for_each(|item| json.text(item));
            json.close(']');
        }
    }
}

fn replay(json: &mut Writer<'_>, shown: &Shown<'_>, replayed: &Replayed<'_>) {
    let counts = &replayed.compared.counts;
    json.open('{');
    count(json, "messages", counts.records);
    count(json, "bad", replayed.bad);
    count(json, "rerouted", counts.rerouted());
    let rate = wilson(counts.rerouted(), counts.records);
    range(json, "rerouted_rate", &rate, "wilson");
    count(json, "moved", counts.moved);
    flow(json, "person", &counts.person);
    flow(json, "emergency", &counts.emergency);
    extra(json, shown, counts);
    routing(json, replayed);
    categories(json, replayed);
    needs(json, counts);
    scores(json, counts);
    fired(json, replayed);
    budgets(json, replayed);
    causes(json, shown, replayed);
    messages(json, shown, replayed);
    json.close('}');
}

fn range(json: &mut Writer<'_>, key: &str, range: &Range95, method: &str) {
    json.key(key);
    json.open('{');
    json.key("low");
    json.number(rounded(range.low, 6));
    json.key("high");
    json.number(rounded(range.high, 6));
    text(json, "method", method);
    json.close('}');
}

fn flow(json: &mut Writer<'_>, key: &str, flow: &Flow) {
    json.key(key);
    json.open('{');
    count(json, "before", flow.before);
    count(json, "after", flow.after);
    count(json, "gained", flow.gained);
    count(json, "lost", flow.lost);
    json.close('}');
}

fn extra(json: &mut Writer<'_>, shown: &Shown<'_>, counts: &Counts) {
    let (value, spread) = words::extra(counts);
    let mut one = |key: &str, scale: f64| {
        json.key(key);
        json.open('{');
        json.key("value");
        json.number(rounded(value * scale, 4));
        let scaled = Range95 { low: spread.low * scale, high: spread.high * scale };
        range(json, "interval", &scaled, "agresti-min");
        json.close('}');
    };
    one("extra_per_1000", 1.0);
    if let Some(day) = shown.per_day {
        one("extra_per_day", day / 1000.0);
    }
}

fn routing(json: &mut Writer<'_>, replayed: &Replayed<'_>) {
    json.key("routing");
    json.open('[');
    for ((old, new), number) in &replayed.compared.counts.desks {
        json.open('{');
        text(json, "old", words::desk(replayed, *old));
        text(json, "new", words::desk(replayed, *new));
        count(json, "messages", *number);
        json.close('}');
    }
    json.close(']');
}

fn categories(json: &mut Writer<'_>, replayed: &Replayed<'_>) {
    json.key("categories");
    json.open('[');
    for ((old, new), number) in &replayed.compared.counts.categories {
        json.open('{');
        text(json, "old", words::category(replayed, *old));
        text(json, "new", words::category(replayed, *new));
        count(json, "messages", *number);
        json.close('}');
    }
    json.close(']');
}

fn needs(json: &mut Writer<'_>, counts: &Counts) {
    json.key("needs");
    json.open('[');
    for (old, row) in Need::ALL.iter().zip(&counts.needs) {
        for (new, number) in Need::ALL.iter().zip(row).filter(|(_, number)| **number > 0) {
            json.open('{');
            text(json, "old", old.name());
            text(json, "new", new.name());
            count(json, "messages", *number);
            json.close('}');
        }
    }
    json.close(']');
}

fn scores(json: &mut Writer<'_>, counts: &Counts) {
    json.key("scores");
    json.open('{');
    count(json, "changed", counts.score_changed);
    for (key, histogram) in [("old", &counts.scores[0]), ("new", &counts.scores[1])] {
        json.key(key);
        json.open('{');
        json.key("mean");
        #[allow(clippy::cast_precision_loss)]
        json.number(rounded(histogram.sum / counts.records.max(1) as f64, 4));
        json.key("bars");
        json.open('[');
        histogram.bars.iter().for_each(|bar| json.integer(*bar));
        json.close(']');
        json.close('}');
    }
    json.close('}');
}

fn fired(json: &mut Writer<'_>, replayed: &Replayed<'_>) {
    json.key("fired");
    json.open('[');
    for (id, [old, new]) in &replayed.compared.fired {
        json.open('{');
        text(json, "term", id);
        count(json, "old", *old);
        count(json, "new", *new);
        json.close('}');
    }
    json.close(']');
}

fn budgets(json: &mut Writer<'_>, replayed: &Replayed<'_>) {
    json.key("budgets");
    json.open('[');
    for budget in replayed.budgets {
        json.open('{');
        text(json, "budget", &budget.text);
        count(json, "spent", budget.spent(&replayed.compared.counts));
        json.key("exceeded");
        json.boolean(budget.exceeded(&replayed.compared.counts));
        json.close('}');
    }
    json.close(']');
}

fn causes(json: &mut Writer<'_>, shown: &Shown<'_>, replayed: &Replayed<'_>) {
    json.key("causes");
    json.open('[');
    for (change, messages) in replayed.blame.by_change() {
        json.open('{');
        text(json, "id", &shown.changes[change].id);
        site(json, "at", Some(shown.changes[change].site()));
        count(json, "messages", messages.len() as u64);
        json.close('}');
    }
    json.close(']');
    count(json, "traced", replayed.blame.traced() as u64);
    count(json, "together", replayed.blame.together() as u64);
}

/// Every message that moved, as far as they were kept.
fn messages(json: &mut Writer<'_>, shown: &Shown<'_>, replayed: &Replayed<'_>) {
    json.key("moved_messages");
    json.open('[');
    for number in 0..replayed.compared.moved.len() {
        let example = example(shown, replayed, number);
        json.open('{');
        text(json, "place", &example.moved.place);
        text(json, "text", &example.text);
        outcome(json, "old", replayed, &example.moved.old);
        outcome(json, "new", replayed, &example.moved.new);
        json.key("causes");
        match replayed.blame.causes.get(number).and_then(Option::as_ref) {
            None => json.null(),
            Some(causes) => {
                json.open('[');
                for cause in causes {
                    json.open('{');
                    text(json, "id", &shown.changes[cause.change].id);
                    site(json, "at", Some(shown.changes[cause.change].site()));
                    text(json, "proof", cause.proof.name());
                    json.close('}');
                }
                json.close(']');
            }
        }
        json.close('}');
    }
    json.close(']');
}

fn outcome(json: &mut Writer<'_>, key: &str, replayed: &Replayed<'_>, outcome: &Outcome) {
    json.key(key);
    json.open('{');
    text(json, "desk", words::desk(replayed, outcome.desk));
    json.key("category");
    json.maybe(outcome.category.map(|_| words::category(replayed, outcome.category)));
    text(json, "need", outcome.need.name());
    json.key("emergency");
    json.maybe(outcome.emergency.map(Emergency::name));
    json.key("person");
    json.boolean(outcome.person);
    json.key("score");
    json.number(score(outcome.score));
    json.close('}');
}
