//! `desk.toml` into checked desks, entries and accounts.

use super::desk::{Account, Desk, Desks, Entry, Hours, Manager, Share, Sourced, Treatment, Wait};
use super::parse_service;
use super::parse_terms::{choice, named};
use super::policy::PROOFS;
use super::reader::{Reader, Text, nearest_or_all};
use crate::diagnostic::Said;

/// Reads the whole file.
pub(super) fn desks(file: &mut Reader<'_>) -> Desks {
    let entries = entries(file);
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    let desks: Vec<Desk> = file.tables("desk").into_iter().filter_map(|table| desk(table, &ids)).collect();
    let mut accounts = file.table("account");
    let mut kind = |key| accounts.as_mut().and_then(|table| table.table(key)).map(account);
    let (personal, enterprise) = (kind("personal"), kind("enterprise"));
    if let Some(table) = accounts {
        table.finish();
    }
    let service = parse_service::service(file, &desks);
    Desks {
        desks,
        personal: personal.unwrap_or_default(),
        enterprise: enterprise.unwrap_or_default(),
        entries,
        service,
    }
}

/// The entries, each of whose alternatives must be another one.
fn entries(file: &mut Reader<'_>) -> Vec<Entry> {
    let mut alternatives = Vec::new();
    let mut entries = Vec::new();
    for mut table in file.tables("entry") {
        let alternative = table.string("alternative");
        entries.extend(entry(&mut table, alternative.as_ref().map(|text| text.value.clone())));
        alternatives.extend(alternative);
        table.finish();
    }
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    for alternative in alternatives.iter().filter(|text| !ids.contains(&text.value.as_str())) {
        unknown_entry(file, alternative, &ids);
    }
    entries
}

fn entry(table: &mut Reader<'_>, alternative: Option<String>) -> Option<Entry> {
    let id = table.required("id", "id = \"wallet\"");
    let name = table.required("name", "name = \"钱包帮助中心\"");
    let source = source(table);
    let entry = Entry {
        path: table.strings("path").into_iter().map(|text| text.value).collect(),
        scope: words(table, "scope").unwrap_or_default(),
        account_hours: table.boolean("account_hours") == Some(true),
        wait: table.sourced("wait", &source, wait),
        success_rate: share(table, "success_rate", &source),
        alternative,
        pending_review: table.boolean("pending_review") == Some(true),
        note: words(table, "note"),
        source,
        ..Entry::default()
    };
    Some(Entry { id: id?.value, name: name?.value, ..entry })
}

fn desk(mut table: Reader<'_>, entries: &[&str]) -> Option<Desk> {
    let id = table.required("id", "id = \"finance\"");
    let name = table.required("name", "name = \"金融专线\"");
    let source = source(&mut table);
    let desk = Desk {
        scope: words(&mut table, "scope").unwrap_or_default(),
        field: words(&mut table, "field"),
        treatment: choice(&mut table, "treatment", &Treatment::ALL, Treatment::name),
        precedence: table.integer("precedence", 1..=100),
        entry: entry_id(&mut table, entries),
        account_hours: table.boolean("account_hours") == Some(true),
        emergency: table.boolean("emergency") == Some(true),
        outside: table.boolean("outside") == Some(true),
        label: words(&mut table, "label"),
        prompt: words(&mut table, "prompt"),
        transfer: words(&mut table, "transfer"),
        level: words(&mut table, "level"),
        form: words(&mut table, "form"),
        proof: proof(&mut table),
        wait: table.sourced("wait", &source, wait),
        source,
        ..Desk::default()
    };
    table.finish();
    Some(Desk { id: id?.value, name: name?.value, ..desk })
}

fn account(mut table: Reader<'_>) -> Account {
    let source = source(&mut table);
    let account = Account {
        place: words(&mut table, "place").unwrap_or_default(),
        hours: table.sourced("hours", &source, hours),
        wait: table.sourced("wait", &source, wait),
        manager: table.table("manager").and_then(manager),
        tracking: table.boolean("tracking"),
        source,
    };
    table.finish();
    account
}

fn manager(mut table: Reader<'_>) -> Option<Manager> {
    let name = table.required("name", "name = \"客户经理直连\"");
    let source = source(&mut table);
    let wait = table.sourced("wait", &source, wait);
    table.finish();
    Some(Manager { name: name?.value, wait, source })
}

fn words(table: &mut Reader<'_>, key: &'static str) -> Option<String> {
    table.string(key).map(|text| text.value)
}

fn proof(table: &mut Reader<'_>) -> Vec<String> {
    let texts = table.strings("proof");
    let known = texts.iter().filter_map(|text| named(table, "proof", text, &PROOFS, |id| id));
    known.map(str::to_owned).collect()
}

fn entry_id(table: &mut Reader<'_>, entries: &[&str]) -> Option<String> {
    let text = table.string("entry")?;
    if !entries.contains(&text.value.as_str()) {
        unknown_entry(table, &text, entries);
        return None;
    }
    Some(text.value)
}

fn unknown_entry(table: &Reader<'_>, text: &Text, entries: &[&str]) {
    let id = &text.value;
    let message = Said::new(format!("there is no entry `{id}`"), format!("没有入口 `{id}`"));
    table.fault("unknown-entry", text.at.clone(), message, Some(nearest_or_all(id, entries)));
}

/// Every figure needs its source.
pub(super) fn source(table: &mut Reader<'_>) -> String {
    table
        .required("source", "source = \"document and section that the figures come from\"")
        .map(|text| text.value)
        .unwrap_or_default()
}

/// `[10, 30]` in minutes, or `"当日回复"`.
fn wait(table: &mut Reader<'_>, key: &'static str) -> Option<Wait> {
    if table.is_string(key) {
        return table.string(key).map(|text| Wait::Words(text.value));
    }
    let [least, most] = table.numbers::<2>(key, &(0.0..=100_000.0))?;
    if least > most {
        let message = Said::new("`wait` runs backwards", "`wait` 前后颠倒");
        let help = Said::new("wait = [least, most], in minutes", "wait = [最短, 最长]，单位是分钟");
        table.fault("out-of-range", table.at.clone(), message, Some(help));
        return None;
    }
    Some(Wait::Minutes(least, most))
}

/// `{ below = 0.30 }`, `{ about = 0.70 }` or `{ above = 0.90 }`, with a source of its own or that of the table around it.
pub(super) fn share(table: &mut Reader<'_>, key: &'static str, source: &str) -> Option<Sourced<Share>> {
    let mut inner = table.table(key)?;
    let mut bound = |key| inner.number(key, 0.0..=1.0);
    let shares = [
        bound("below").map(Share::Below),
        bound("about").map(Share::About),
        bound("above").map(Share::Above),
    ];
    let own = inner.string("source").map(|text| text.value);
    let at = inner.at.clone();
    inner.finish();
    let mut stated = shares.into_iter().flatten();
    let (share, further) = (stated.next(), stated.next());
    if share.is_none() || further.is_some() {
        let message = Said::new(
            format!("`{key}` must say one of below, about, above"),
            format!("`{key}` 应在 below、about、above 里写一个"),
        );
        table.fault("out-of-range", at, message, Some(Said::alike(format!("{key} = {{ below = 0.30 }}"))));
        return None;
    }
    share.map(|value| Sourced { value, source: own.unwrap_or_else(|| source.to_owned()) })
}

/// `08:00-24:00`.
pub(super) fn hours(table: &mut Reader<'_>, key: &'static str) -> Option<Hours> {
    let text = table.string(key)?;
    let minute = |clock: &str| {
        let (hour, minute) = clock.trim().split_once(':')?;
        let minutes = hour.parse::<u16>().ok()?.checked_mul(60)?.checked_add(minute.parse().ok()?)?;
        (minutes <= 24 * 60).then_some(minutes)
    };
    let parsed = text.value.split_once('-').and_then(|(opens, closes)| {
        let hours = Hours { opens: minute(opens)?, closes: minute(closes)? };
        (hours.opens < hours.closes).then_some(hours)
    });
    if parsed.is_none() {
        let message =
            Said::new(format!("\"{}\" are no hours", text.value), format!("\"{}\" 不是服务时间", text.value));
        table.fault("hours", text.at, message, Some(Said::alike("hours = \"08:00-24:00\"")));
    }
    parsed
}
