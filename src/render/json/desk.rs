//! The desk of a decision: who, by which way, when, how long.

use super::places::{account, alternative, entry, opening, source_of, text_or_null, wait};
use crate::calendar::rfc3339;
use crate::judge::{Decision, DeskChoice, Expected, Proven};
use crate::lexicon::{Desk, Treatment};
use crate::render::units::Units;
use crate::render::writer::{Writer, key};

use super::findings::span;

pub(super) fn desk(decision: &Decision<'_>, units: &Units<'_>, json: &mut Writer<'_>) {
    let choice = &decision.desk;
    json.open('{');
    key!(json, "id");
    json.text(&choice.desk.id);
    key!(json, "name");
    json.text(&choice.desk.name);
    key!(json, "field");
    text_or_null(choice.desk.field.as_ref(), json);
    key!(json, "treatment");
    json.maybe(choice.desk.treatment.map(Treatment::name));
    key!(json, "way_in");
    way_in(choice, json);
    key!(json, "account");
    account(choice.account, choice.enterprise, json);
    key!(json, "hours");
    opening(choice.hours, json);
    key!(json, "open");
    json.raw(choice.open.map_or("null", |open| if open { "true" } else { "false" }));
    key!(json, "next_opening");
    json.maybe(choice.next_opening.map(rfc3339).as_deref());
    waits(choice.wait.as_ref(), choice.also.as_ref(), json);
    key!(json, "channel");
    channel(choice.desk, &decision.proof, units, json);
    key!(json, "source");
    json.text(&choice.desk.source);
    key!(json, "rule");
    json.text(&choice.rule.id);
    json.close('}');
}

fn way_in(choice: &DeskChoice<'_>, json: &mut Writer<'_>) {
    let Some(way) = choice.way_in else { return json.null() };
    json.open('{');
    entry(way, json);
    key!(json, "alternative");
    alternative(choice.alternative, json);
    key!(json, "source");
    json.text(&way.source);
    json.close('}');
}

/// The expected wait with everything that belongs to it.
pub(super) fn waits(expected: Option<&Expected<'_>>, also: Option<&Expected<'_>>, json: &mut Writer<'_>) {
    let base = expected.and_then(|expected| expected.base);
    key!(json, "wait");
    wait(expected.map(|expected| &expected.wait), json);
    key!(json, "wait_base");
    wait(base.map(|base| base.wait), json);
    key!(json, "wait_speedup");
    match base {
        None => json.null(),
        Some(base) => {
            json.open('{');
            key!(json, "factor");
            json.number(base.speedup.value);
            key!(json, "source");
            json.text(&base.speedup.source);
            json.close('}');
        }
    }
    key!(json, "wait_source");
    json.maybe(source_of(expected));
    key!(json, "wait_also");
    match also {
        None => json.null(),
        Some(also) => {
            json.open('{');
            key!(json, "wait");
            wait(Some(&also.wait), json);
            key!(json, "source");
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
    key!(json, "proof");
    json.open('[');
    for proof in proof {
        json.open('{');
        key!(json, "id");
        json.text(proof.id);
        key!(json, "question");
        json.text(proof.question);
        key!(json, "spans");
        json.open('[');
        proof.spans.iter().for_each(|&place| span(units.span(place), json));
        json.close(']');
        json.close('}');
    }
    json.close(']');
    json.close('}');
}
