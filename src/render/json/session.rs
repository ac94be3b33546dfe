//! How the conversation of a decision stands.

use crate::calendar::rfc3339;
use crate::render::writer::{Writer, key};
use crate::session::SessionView;

pub(super) fn session(view: &SessionView<'_>, json: &mut Writer<'_>) {
    json.open('{');
    key!(json, "id");
    json.text(view.id);
    key!(json, "turn");
    json.integer(view.turn);
    key!(json, "switches");
    json.integer(view.switches);
    key!(json, "state");
    json.word(view.state.name());
    key!(json, "why");
    json.maybe(view.why.map(|why| why.name()));
    key!(json, "effective_from");
    json.maybe(view.offer.map(|offer| rfc3339(offer.from)).as_deref());
    key!(json, "effective_until");
    json.maybe(view.offer.map(|offer| rfc3339(offer.until)).as_deref());
    key!(json, "late");
    json.boolean(view.late);
    key!(json, "forgotten");
    json.boolean(view.forgotten);
    json.close('}');
}
