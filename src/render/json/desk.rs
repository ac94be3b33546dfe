//! The desk of a decision: who, by which way, when, how long.

use super::places::{account, alternative, entry, opening, source_of, text_or_null, wait};
use crate::calendar::rfc3339;
use crate::judge::{Decision, DeskChoice, Expected, Proven};
use crate::lexicon::{Desk, Treatment};
use crate::render::units::Units;
use crate::render::writer::Writer;

use super::findings::span;

pub(super) fn desk(decision: &Decision<'_>, units: &Units<'_>, json: &mut Writer<'_>) {
    let choice = &decision.desk;
    json.open('{');
    json.key("id");
    json.text(&choice.desk.id);
    json.key("name");
    json.text(&choice.desk.name);
    json.key("field");
    text_or_null(choice.desk.field.as_ref(), json);
    json.key("treatment");
    json.maybe(choice.desk.treatment.map(Treatment::name));
    json.key("way_in");
    way_in(choice, json);
    json.key("account");
    account(choice.account, choice.enterprise, json);
    json.key("hours");
    opening(choice.hours, json);
    json.key("open");
    json.raw(choice.open.map_or("null", |open| if open { "true" } else { "false" }));
    json.key("next_opening");
    json.maybe(choice.next_opening.map(rfc3339).as_deref());
    waits(choice.wait.as_ref(), choice.also.as_ref(), json);
    json.key("channel");
    channel(choice.desk, &decision.proof, units, json);
    json.key("source");
    json.text(&choice.desk.source);
    json.key("rule");
    json.text(&choice.rule.id);
    json.close('}');
}

fn way_in(choice: &DeskChoice<'_>, json: &mut Writer<'_>) {
    let Some(way) = choice.way_in else { return json.null() };
    json.open('{');
    entry(way, json);
    json.key("alternative");
    alternative(choice.alternative, json);
    json.key("source");
    json.text(&way.source);
    json.close('}');
}

/// The expected wait with everything that belongs to it.
pub(super) fn waits(expected: Option<&Expected<'_>>, also: Option<&Expected<'_>>, json: &mut Writer<'_>) {
    let base = expected.and_then(|expected| expected.base);
    json.key("wait");
    wait(expected.map(|expected| &expected.wait), json);
    json.key("wait_base");
    wait(base.map(|base| base.wait), json);
    json.key("wait_speedup");
    match base {
        None => json.null(),
        Some(base) => {
            json.open('{');
            json.key("factor");
            json.number(base.speedup.value);
            json.key("source");
            json.text(&base.speedup.source);
            json.close('}');
        }
    }
    json.key("wait_source");
    json.maybe(source_of(expected));
    json.key("wait_also");
    match also {
        None => json.null(),
        Some(also) => {
            json.open('{');
            json.key("wait");
            wait(Some(&also.wait), json);
            json.key("source");
            json.text(also.source);
            json.close('}');
        }
    }
}

/// What is particular to emergency and outside channels; null for other desks.
fn channel(desk: &Desk, proof: &[Proven<'_>], units: &Units<'_>, json: &mut Writer<'_>) {
    if !desk.emergency && !desk.outside {
        return json.null();
    }
    json.open('{');
    super::places::particulars(desk, json);
    json.key("proof");
    json.open('[');
    for proof in proof {
        json.open('{');
        json.key("id");
        json.text(proof.id);
        json.key("question");
        json.text(proof.question);
        json.key("spans");
        json.open('[');
        proof.spans.iter().for_each(|&place| span(units.span(place), json));
        json.close(']');
        json.close('}');
    }
    json.close(']');
    json.close('}');
}
