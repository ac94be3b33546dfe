//! How the conversation of a decision stands.

use crate::calendar::rfc3339;
use crate::render::writer::Writer;
use crate::session::SessionView;

pub(super) fn session(view: &SessionView<'_>, json: &mut Writer<'_>) {
    json.open('{');
    json.key("id");
    json.text(view.id);
    json.key("turn");
    json.integer(view.turn);
    json.key("switches");
    json.integer(view.switches);
    json.key("state");
    json.text(view.state.name());
    json.key("why");
    json.maybe(view.why.map(|why| why.name()));
    json.key("effective_from");
    json.maybe(view.offer.map(|offer| rfc3339(offer.from)).as_deref());
    json.key("effective_until");
    json.maybe(view.offer.map(|offer| rfc3339(offer.until)).as_deref());
    json.key("late");
    json.boolean(view.late);
    json.key("forgotten");
    json.boolean(view.forgotten);
    json.close('}');
}
