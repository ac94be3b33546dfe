//! The desk of a decision: who, by which way, when, how long.

use crate::calendar::rfc3339;
use crate::judge::DeskChoice;
use crate::lexicon::{Entry, Hours, Wait};
use crate::render::writer::{Writer, key, rounded};

pub(super) fn desk(choice: &DeskChoice<'_>, json: &mut Writer<'_>) {
    json.open('{');
    key!(json, "id");
    json.text(&choice.desk.id);
    key!(json, "name");
    json.text(&choice.desk.name);
    key!(json, "way_in");
    match choice.way_in {
        Some(entry) => way_in(entry, json),
        None => json.null(),
    }
    key!(json, "hours");
    match choice.hours {
        Some(hours) => opening(hours, json),
        None => json.null(),
    }
    key!(json, "open");
    json.raw(choice.open.map_or("null", |open| if open { "true" } else { "false" }));
    key!(json, "next_opening");
    json.maybe(choice.next_opening.map(rfc3339).as_deref());
    key!(json, "wait");
    wait(choice.wait.as_ref().map(|expected| &expected.wait), json);
    key!(json, "wait_base");
    wait(choice.wait.as_ref().and_then(|expected| expected.base), json);
    key!(json, "wait_source");
    json.maybe(choice.wait.as_ref().map(|expected| expected.source));
    key!(json, "source");
    json.text(&choice.desk.source);
    key!(json, "rule");
    json.text(&choice.rule.id);
    json.close('}');
}

fn way_in(entry: &Entry, json: &mut Writer<'_>) {
    json.open('{');
    key!(json, "id");
    json.text(&entry.id);
    key!(json, "name");
    json.text(&entry.name);
    key!(json, "path");
    json.open('[');
    entry.path.iter().for_each(|tap| json.text(tap));
    json.close(']');
    key!(json, "wait");
    wait(entry.wait.as_ref(), json);
    key!(json, "source");
    json.text(&entry.source);
    json.close('}');
}

fn opening(hours: Hours, json: &mut Writer<'_>) {
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

fn wait(wait: Option<&Wait>, json: &mut Writer<'_>) {
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
