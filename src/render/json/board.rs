//! The board of everybody who can be reached, as one JSON object: the contract of `desk.schema.json`.

use super::desk::waits;
use super::line::{SCHEMA_VERSION, clock};
use super::places::{account, alternative, entry, opening, particulars, share, text_or_null};
use crate::calendar::{Day, rfc3339};
use crate::judge::{AfterService, Board, Group, Place, Sort};
use crate::lexicon::{Desk, Treatment};
use crate::render::origin::PackInfo;
use crate::render::writer::Writer;

/// Appends the board and a line end.
pub fn board(board: &Board<'_>, pack: &PackInfo<'_>, out: &mut String) {
    let mut json = Writer::new(out);
    json.open('{');
    json.key("schema_version");
    json.text(SCHEMA_VERSION);
    clock(board.clock, &mut json);
    json.key("day");
    json.maybe(board.day.map(Day::name));
    json.key("account");
    account(board.account, board.enterprise, &mut json);
    json.key("sort");
    json.text(match board.sort {
        Sort::Wait => "wait",
        Sort::Pack => "pack",
    });
    json.key("entries");
    json.open('[');
    board.group(Group::Entry).for_each(|one| place(one, board, &mut json));
    json.close(']');
    json.key("desks");
    json.open('[');
    let desks = board.places.iter().filter(|place| place.group != Group::Entry);
    desks.for_each(|one| place(one, board, &mut json));
    json.close(']');
    lines(board, &mut json);
    periods(board, &mut json);
    device(board, &mut json);
    json.key("after_service");
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
            json.key("scope");
            json.text(&one.scope);
            json.key("alternative");
            alternative(place.alternative, json);
        }
        (None, None) => {}
    }
    json.key("hours");
    opening(place.hours, json);
    json.key("open");
    json.raw(place.open.map_or("null", |open| if open { "true" } else { "false" }));
    json.key("next_opening");
    json.maybe(place.next_opening.map(rfc3339).as_deref());
    json.key("expected");
    json.open('{');
    waits(place.wait.as_ref(), place.also.as_ref(), json);
    json.close('}');
    json.key("source");
    json.text(place.source());
    json.close('}');
}

fn desk(desk: &Desk, place: &Place<'_>, board: &Board<'_>, json: &mut Writer<'_>) {
    json.key("id");
    json.text(&desk.id);
    json.key("name");
    json.text(&desk.name);
    json.key("group");
    json.text(place.group.name());
    json.key("scope");
    json.text(&desk.scope);
    json.key("field");
    text_or_null(desk.field.as_ref(), json);
    json.key("treatment");
    json.maybe(desk.treatment.map(Treatment::name));
    json.key("entry");
    json.maybe(place.entry.map(|entry| entry.id.as_str()));
    particulars(desk, json);
    json.key("proof");
    json.open('[');
    for proof in board.lexicon.policy.proofs.iter().filter(|proof| desk.proof.contains(&proof.id)) {
        json.open('{');
        json.key("id");
        json.text(&proof.id);
        json.key("question");
        json.text(&proof.question);
        json.close('}');
    }
    json.close(']');
}

fn lines(board: &Board<'_>, json: &mut Writer<'_>) {
    json.key("lines");
    json.open('[');
    for line in &board.lexicon.desks.service.lines {
        json.open('{');
        json.key("id");
        json.text(&line.id);
        json.key("name");
        json.text(&line.name);
        json.key("share");
        share(Some(&line.share), json);
        json.close('}');
    }
    json.close(']');
}

fn periods(board: &Board<'_>, json: &mut Writer<'_>) {
    json.key("periods");
    json.open('[');
    for period in &board.lexicon.desks.service.periods {
        json.open('{');
        json.key("id");
        json.text(&period.id);
        json.key("hours");
        opening(Some(period.hours.value), json);
        json.key("workdays");
        json.boolean(period.workdays);
        json.key("now");
        json.boolean(board.is_now(period));
        json.key("text");
        json.text(&period.text);
        json.key("source");
        json.text(&period.hours.source);
        json.close('}');
    }
    json.close(']');
}

fn device(board: &Board<'_>, json: &mut Writer<'_>) {
    json.key("device");
    let Some(tip) = &board.lexicon.desks.service.device else { return json.null() };
    json.open('{');
    json.key("text");
    json.text(&tip.text);
    json.key("source");
    json.text(&tip.source);
    json.close('}');
}

fn after(after: &AfterService<'_>, json: &mut Writer<'_>) {
    let stated = after.stated;
    json.open('{');
    json.key("rating_minutes");
    json.integer(stated.rating_minutes.value);
    json.key("rating_open");
    json.raw(after.rating_open.map_or("null", |open| if open { "true" } else { "false" }));
    json.key("rating_until");
    json.maybe(after.rating_until.map(rfc3339).as_deref());
    json.key("complain");
    json.boolean(after.complain);
    json.key("complaint");
    json.maybe(after.complaint.map(|desk| desk.id.as_str()));
    json.key("form");
    text_or_null(after.complaint.and_then(|desk| desk.form.as_ref()), json);
    for (key, text) in [("rating", &stated.rating), ("staff", &stated.staff), ("written", &stated.written)] {
        json.key(key);
        json.text(text);
    }
    json.key("source");
    json.text(&stated.rating_minutes.source);
    json.close('}');
}
