//! The findings of a decision, refused ones included.

use crate::calendar::rfc3339;
use crate::detect::{Code, Count, Finding, Moment, What};
use crate::lexicon::Owner;
use crate::render::reasons;
use crate::render::units::Units;
use crate::render::writer::{Writer, key};
use crate::text::Message;

pub(super) fn finding(
    message: &Message<'_>,
    finding: &Finding<'_>,
    units: &Units<'_>,
    json: &mut Writer<'_>,
) {
    let term = finding.term();
    json.open('{');
    key!(json, "kind");
    json.word(finding.kind().name());
    key!(json, "id");
    json.maybe(term.map(|term| term.id.as_str()));
    key!(json, "category");
    json.maybe(term.map(|term| term.owner_id.as_str()));
    key!(json, "text");
    json.text(reasons::words(message, finding.span));
    key!(json, "span");
    span(units.span(finding.span), json);
    // A greeting has no stage: only what can be a trouble has one.
    let weighed = term.filter(|term| match term.owner {
        Owner::Category(_) => true,
        Owner::Signal(signal) => signal.is_outside() || signal.is_emergency(),
    });
    key!(json, "weight");
    json.number(weighed.map_or(f64::NAN, |term| f64::from(term.weight)));
    key!(json, "stage");
    json.maybe(weighed.map(|term| term.stage.name()));
    key!(json, "state");
    json.word(finding.state.name());
    key!(json, "counted");
    json.boolean(finding.counted());
    key!(json, "refused_by");
    json.maybe(finding.refused_by.as_ref().map(|refusal| refusal.name()));
    key!(json, "detail");
    json.maybe(finding.refused_by.as_ref().and_then(|refusal| reasons::detail(message, refusal)));
    values(&finding.what, units, json);
    json.close('}');
}

pub(super) fn span((start, end): (usize, usize), json: &mut Writer<'_>) {
    json.open('[');
    json.integer(start);
    json.integer(end);
    json.close(']');
}

fn values(what: &What<'_>, units: &Units<'_>, json: &mut Writer<'_>) {
    match what {
        What::Time(moment) | What::Duration(moment) | What::Recurrence(moment) => times(moment, json),
        What::Code(code) => error_code(code, json),
        What::Count(count) => often(count, units, json),
        What::Amount(amount) => {
            key!(json, "value");
            json.number(amount.value.unwrap_or(f64::NAN));
            key!(json, "currency");
            json.text(amount.currency);
        }
        _ => {}
    }
}

fn error_code(code: &Code<'_>, json: &mut Writer<'_>) {
    key!(json, "family");
    json.maybe(code.family.as_deref());
    key!(json, "code");
    json.text(&code.code);
    key!(json, "means");
    json.maybe(code.known.map(|known| known.means.as_str()));
    key!(json, "do");
    json.maybe(code.known.map(|known| known.remedy.as_str()));
}

fn often(count: &Count, units: &Units<'_>, json: &mut Writer<'_>) {
    key!(json, "value");
    json.number(count.value.unwrap_or(f64::NAN));
    key!(json, "window");
    let Some(window) = count.window else { return json.null() };
    json.open('{');
    key!(json, "span");
    span(units.span(window.span), json);
    key!(json, "seconds");
    json.integer(window.seconds);
    json.close('}');
}

fn times(moment: &Moment, json: &mut Writer<'_>) {
    key!(json, "from");
    json.maybe(moment.from.map(rfc3339).as_deref());
    key!(json, "until");
    json.maybe(moment.until.map(rfc3339).as_deref());
    key!(json, "grain");
    json.word(moment.grain.name());
    key!(json, "time_kind");
    json.word(moment.time_kind.name());
    key!(json, "seconds");
    match moment.seconds {
        Some(seconds) => json.integer(seconds),
        None => json.null(),
    }
}
