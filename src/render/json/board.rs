//! The board of everybody who can be reached, as one JSON object: the contract of `desk.schema.json`.

use super::desk::waits;
use super::line::{SCHEMA_VERSION, clock};
use super::places::{account, alternative, entry, opening, particulars, share, text_or_null};
use crate::calendar::{Day, rfc3339};
use crate::judge::{AfterService, Board, Group, Place, Sort};
use crate::lexicon::{Desk, Treatment};
use crate::render::origin::PackInfo;
use crate::render::writer::{Writer, key};

/// Appends the board and a line end.
pub fn board(board: &Board<'_>, pack: &PackInfo<'_>, out: &mut String) {
    let mut json = Writer::new(out);
    json.open('{');
    key!(json, "schema_version");
    json.text(SCHEMA_VERSION);
    clock(board.clock, &mut json);
    key!(json, "day");
    json.maybe(board.day.map(Day::name));
    key!(json, "account");
    account(board.account, board.enterprise, &mut json);
    key!(json, "sort");
    json.text(match board.sort {
        Sort::Wait => "wait",
        Sort::Pack => "pack",
    });
    key!(json, "entries");
    json.open('[');
    board.group(Group::Entry).for_each(|one| place(one, board, &mut json));
    json.close(']');
    key!(json, "desks");
    json.open('[');
    let desks = board.places.iter().filter(|place| place.group != Group::Entry);
    desks.for_each(|one| place(one, board, &mut json));
    json.close(']');
    lines(board, &mut json);
    periods(board, &mut json);
    device(board, &mut json);
    key!(json, "after_service");
    match &board.after {
        Some(stated) => after(stated, &mut json),
        None => json.null(),
    }
    super::line::pack(pack, &mut json);
    json.close('}');
    out.push('\n');
}

fn place(place: &Place<'_>, board: &Board<'_>, json: &mut Writer<'_>) {
    json.open('{');
    match (place.desk, place.entry) {
        (Some(one), _) => desk(one, place, board, json),
        (None, Some(one)) => {
            entry(one, json);
            key!(json, "scope");
            json.text(&one.scope);
            key!(json, "alternative");
            alternative(place.alternative, json);
        }
        (None, None) => {}
    }
    key!(json, "hours");
    opening(place.hours, json);
    key!(json, "open");
    json.raw(place.open.map_or("null", |open| if open { "true" } else { "false" }));
    key!(json, "next_opening");
    json.maybe(place.next_opening.map(rfc3339).as_deref());
    key!(json, "expected");
    json.open('{');
    waits(place.wait.as_ref(), place.also.as_ref(), json);
    json.close('}');
    key!(json, "source");
    json.text(place.source());
    json.close('}');
}

fn desk(desk: &Desk, place: &Place<'_>, board: &Board<'_>, json: &mut Writer<'_>) {
    key!(json, "id");
    json.text(&desk.id);
    key!(json, "name");
    json.text(&desk.name);
    key!(json, "group");
    json.text(place.group.name());
    key!(json, "scope");
    json.text(&desk.scope);
    key!(json, "field");
    text_or_null(desk.field.as_ref(), json);
    key!(json, "treatment");
    json.maybe(desk.treatment.map(Treatment::name));
    key!(json, "entry");
    json.maybe(place.entry.map(|entry| entry.id.as_str()));
    particulars(desk, json);
    key!(json, "proof");
    json.open('[');
    for proof in board.lexicon.policy.proofs.iter().filter(|proof| desk.proof.contains(&proof.id)) {
        json.open('{');
        key!(json, "id");
        json.text(&proof.id);
        key!(json, "question");
        json.text(&proof.question);
        json.close('}');
    }
    json.close(']');
}

fn lines(board: &Board<'_>, json: &mut Writer<'_>) {
    key!(json, "lines");
    json.open('[');
    for line in &board.lexicon.desks.service.lines {
        json.open('{');
        key!(json, "id");
        json.text(&line.id);
        key!(json, "name");
        json.text(&line.name);
        key!(json, "share");
        share(Some(&line.share), json);
        json.close('}');
    }
    json.close(']');
}

fn periods(board: &Board<'_>, json: &mut Writer<'_>) {
    key!(json, "periods");
    json.open('[');
    for period in &board.lexicon.desks.service.periods {
        json.open('{');
        key!(json, "id");
        json.text(&period.id);
        key!(json, "hours");
        opening(Some(period.hours.value), json);
        key!(json, "workdays");
        json.boolean(period.workdays);
        key!(json, "now");
        json.boolean(board.is_now(period));
        key!(json, "text");
        json.text(&period.text);
        key!(json, "source");
        json.text(&period.hours.source);
        json.close('}');
    }
    json.close(']');
}

fn device(board: &Board<'_>, json: &mut Writer<'_>) {
    key!(json, "device");
    let Some(tip) = &board.lexicon.desks.service.device else { return json.null() };
    json.open('{');
    key!(json, "text");
    json.text(&tip.text);
    key!(json, "source");
    json.text(&tip.source);
    json.close('}');
}

fn after(after: &AfterService<'_>, json: &mut Writer<'_>) {
    let stated = after.stated;
    json.open('{');
    key!(json, "rating_minutes");
    json.integer(stated.rating_minutes.value);
    key!(json, "rating_open");
    json.raw(after.rating_open.map_or("null", |open| if open { "true" } else { "false" }));
    key!(json, "rating_until");
    json.maybe(after.rating_until.map(rfc3339).as_deref());
    key!(json, "complain");
    json.boolean(after.complain);
    key!(json, "complaint");
    json.maybe(after.complaint.map(|desk| desk.id.as_str()));
    key!(json, "form");
    text_or_null(after.complaint.and_then(|desk| desk.form.as_ref()), json);
    for (key, text) in [("rating", &stated.rating), ("staff", &stated.staff), ("written", &stated.written)] {
        json.key(key);
        json.text(text);
    }
    key!(json, "source");
    json.text(&stated.rating_minutes.source);
    json.close('}');
}
