//! The findings of a decision, refused ones included.

use crate::calendar::rfc3339;
use crate::detect::{Code, Count, Finding, Moment, What};
use crate::lexicon::Owner;
use crate::render::reasons;
use crate::render::units::Units;
use crate::render::writer::Writer;
use crate::text::Message;

pub(super) fn finding(
    message: &Message<'_>,
    finding: &Finding<'_>,
    units: &Units<'_>,
    json: &mut Writer<'_>,
) {
    let term = finding.term();
    json.open('{');
    json.key("kind");
    json.text(finding.kind().name());
    json.key("id");
    json.maybe(term.map(|term| term.id.as_str()));
    json.key("category");
    json.maybe(term.map(|term| term.owner_id.as_str()));
    json.key("text");
    json.text(reasons::words(message, finding.span));
    json.key("span");
    span(units.span(finding.span), json);
    // A greeting has no stage: only what can be a trouble has one.
    let weighed = term.filter(|term| match term.owner {
        Owner::Category(_) => true,
        Owner::Signal(signal) => signal.is_outside() || signal.is_emergency(),
    });
    json.key("weight");
    json.number(weighed.map_or(f64::NAN, |term| f64::from(term.weight)));
    json.key("stage");
    json.maybe(weighed.map(|term| term.stage.name()));
    json.key("state");
    json.text(finding.state.name());
    json.key("counted");
    json.boolean(finding.counted());
    json.key("refused_by");
    json.maybe(finding.refused_by.as_ref().map(|refusal| refusal.name()));
    json.key("detail");
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
            json.key("value");
            json.number(amount.value.unwrap_or(f64::NAN));
            json.key("currency");
            json.text(amount.currency);
        }
        _ => {}
    }
}

fn error_code(code: &Code<'_>, json: &mut Writer<'_>) {
    json.key("family");
    json.maybe(code.family.as_deref());
    json.key("code");
    json.text(&code.code);
    json.key("means");
    json.maybe(code.known.map(|known| known.means.as_str()));
    json.key("do");
    json.maybe(code.known.map(|known| known.remedy.as_str()));
}

fn often(count: &Count, units: &Units<'_>, json: &mut Writer<'_>) {
    json.key("value");
    json.number(count.value.unwrap_or(f64::NAN));
    json.key("window");
    let Some(window) = count.window else { return json.null() };
    json.open('{');
    json.key("span");
    span(units.span(window.span), json);
    json.key("seconds");
    json.integer(window.seconds);
    json.close('}');
}

fn times(moment: &Moment, json: &mut Writer<'_>) {
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
