//! The pieces that a decision's desk and the board of all desks share.

use crate::judge::Expected;
use crate::lexicon::{Account, Desk, Entry, Hours, Share, Sourced, Wait};
use crate::render::writer::{Writer, key, rounded};

/// A way in, without its braces.
pub(super) fn entry(entry: &Entry, json: &mut Writer<'_>) {
    named(entry, json);
    key!(json, "success_rate");
    share(entry.success_rate.as_ref(), json);
    key!(json, "pending_review");
    json.boolean(entry.pending_review);
    key!(json, "note");
    text_or_null(entry.note.as_ref(), json);
}

/// Another way in, or null.
pub(super) fn alternative(other: Option<&Entry>, json: &mut Writer<'_>) {
    let Some(other) = other else { return json.null() };
    json.open('{');
    named(other, json);
    json.close('}');
}

fn named(entry: &Entry, json: &mut Writer<'_>) {
    key!(json, "id");
    json.text(&entry.id);
    key!(json, "name");
    json.text(&entry.name);
    path(entry, json);
    key!(json, "wait");
    wait(entry.wait.as_ref().map(|wait| &wait.value), json);
}

/// The taps that lead to a way in, with their key.
pub(super) fn path(entry: &Entry, json: &mut Writer<'_>) {
    key!(json, "path");
    json.open('[');
    entry.path.iter().for_each(|tap| json.text(tap));
    json.close(']');
}

/// What holds for a kind of account: its place and its manager.
pub(super) fn account(account: &Account, enterprise: bool, json: &mut Writer<'_>) {
    json.open('{');
    key!(json, "id");
    json.text(if enterprise { "enterprise" } else { "personal" });
    key!(json, "place");
    json.text(&account.place);
    key!(json, "tracking");
    json.raw(account.tracking.map_or("null", |offered| if offered { "true" } else { "false" }));
    key!(json, "manager");
    match &account.manager {
        None => json.null(),
        Some(manager) => {
            json.open('{');
            key!(json, "name");
            json.text(&manager.name);
            key!(json, "wait");
            wait(manager.wait.as_ref().map(|wait| &wait.value), json);
            key!(json, "source");
            json.text(manager.wait.as_ref().map_or(&manager.source, |wait| &wait.source));
            json.close('}');
        }
    }
    json.close('}');
}

/// What is particular to a channel, without its braces.
pub(super) fn particulars(desk: &Desk, json: &mut Writer<'_>) {
    key!(json, "precedence");
    match desk.precedence {
        Some(precedence) => json.integer(precedence),
        None => json.null(),
    }
    let words = [
        ("label", &desk.label),
        ("prompt", &desk.prompt),
        ("transfer", &desk.transfer),
        ("level", &desk.level),
        ("form", &desk.form),
    ];
    for (key, words) in words {
        json.key(key);
        text_or_null(words.as_ref(), json);
    }
}

pub(super) fn text_or_null(text: Option<&String>, json: &mut Writer<'_>) {
    json.maybe(text.map(String::as_str));
}

pub(super) fn source_of<'t>(expected: Option<&Expected<'t>>) -> Option<&'t str> {
    expected.map(|expected| expected.source)
}

/// Hours, or null.
pub(super) fn opening(hours: Option<Hours>, json: &mut Writer<'_>) {
    let Some(hours) = hours else { return json.null() };
    json.open('{');
    for (key, minute) in [("opens", hours.opens), ("closes", hours.closes)] {
        json.key(key);
        json.text(&clock_time(minute));
    }
    json.close('}');
}

/// Minutes after midnight as 08:00; 1440 is 24:00.
pub(in crate::render) fn clock_time(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A share by its bound, or null: `{"below":0.3}`.
pub(super) fn share(share: Option<&Sourced<Share>>, json: &mut Writer<'_>) {
    let Some(share) = share else { return json.null() };
    json.open('{');
    json.key(share.value.bound());
    json.number(rounded(share.value.value(), 4));
    key!(json, "source");
    json.text(&share.source);
    json.close('}');
}

/// A wait, or null.
pub(super) fn wait(wait: Option<&Wait>, json: &mut Writer<'_>) {
    let Some(wait) = wait else { return json.null() };
    json.open('{');
    match wait {
        Wait::Minutes(least, most) => {
            for (key, minutes) in [("min", least), ("max", most)] {
                json.key(key);
                json.number(rounded(*minutes, 2));
            }
        }
        Wait::Words(words) => {
            key!(json, "text");
            json.text(words);
        }
    }
    json.close('}');
}
