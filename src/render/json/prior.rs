//! What the writer's past would lead one to expect.

use crate::judge::Prior;
use crate::render::origin::Lang;
use crate::render::prior;
use crate::render::writer::{Writer, key, rounded};

/// Appends it, or null. `offered`: whether this kind of account can see its own tickets.
pub(super) fn prior(prior: Option<&Prior<'_>>, offered: Option<bool>, lang: Lang, json: &mut Writer<'_>) {
    key!(json, "prior");
    let Some(prior) = prior else { return json.null() };
    json.open('{');
    key!(json, "categories");
    json.open('{');
    for (category, share) in &prior.categories {
        json.data_key(&category.id);
        json.number(rounded(*share, 4));
    }
    json.close('}');
    key!(json, "suggests");
    json.maybe(prior.suggests.map(|category| category.id.as_str()));
    key!(json, "based_on");
    based_on(prior, offered, json);
    key!(json, "note");
    let words = prior::suggestion(prior, lang).unwrap_or_else(|| prior::grounds(prior, lang));
    json.text(&format!("{words}{}{}", lang.pick("。", ". "), prior::caveat(lang)));
    json.close('}');
}

fn based_on(prior: &Prior<'_>, offered: Option<bool>, json: &mut Writer<'_>) {
    json.open('{');
    key!(json, "user");
    json.maybe(prior.user.as_deref());
    key!(json, "from");
    json.maybe(prior.source.map(|source| source.name()));
    key!(json, "tickets");
    json.integer(prior.tickets());
    key!(json, "history");
    json.open('{');
    for (category, tickets) in &prior.own {
        json.data_key(&category.id);
        json.integer(*tickets);
    }
    json.close('}');
    key!(json, "alike");
    match &prior.alike {
        None => json.null(),
        Some((alike, tickets)) => {
            json.open('{');
            key!(json, "account");
            json.maybe(alike.account.as_deref());
            key!(json, "region");
            json.maybe(alike.region.as_deref());
            key!(json, "tickets");
            json.integer(*tickets);
            json.close('}');
        }
    }
    key!(json, "left_out");
    json.integer(prior.left_out);
    key!(json, "offered");
    match offered {
        Some(offered) => json.boolean(offered),
        None => json.null(),
    }
    json.close('}');
}
