//! `desk.toml` into checked desks, entries and accounts.

use super::desk::{Account, Desk, Desks, Entry, Hours, Wait};
use super::reader::{Reader, Text, nearest_or_all};
use crate::diagnostic::Said;

/// Reads the whole file.
pub(super) fn desks(file: &mut Reader<'_>) -> Desks {
    let entries: Vec<Entry> = file.tables("entry").into_iter().filter_map(entry).collect();
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    let desks = file.tables("desk").into_iter().filter_map(|table| desk(table, &ids)).collect();
    let mut accounts = file.table("account");
    let mut kind = |key| accounts.as_mut().and_then(|table| table.table(key)).map(account);
    let (personal, enterprise) = (kind("personal"), kind("enterprise"));
    if let Some(table) = accounts {
        table.finish();
    }
    Desks {
        desks,
        personal: personal.unwrap_or_default(),
        enterprise: enterprise.unwrap_or_default(),
        entries,
    }
}

fn entry(mut table: Reader<'_>) -> Option<Entry> {
    let id = table.required("id", "id = \"wallet\"");
    let name = table.required("name", "name = \"钱包帮助中心\"");
    let path = table.strings("path").into_iter().map(|text| text.value).collect();
    let scope = table.string("scope").map(|text| text.value).unwrap_or_default();
    let wait = wait(&mut table);
    let source = source(&mut table);
    table.finish();
    Some(Entry { id: id?.value, name: name?.value, path, scope, wait, source })
}

fn desk(mut table: Reader<'_>, entries: &[&str]) -> Option<Desk> {
    let id = table.required("id", "id = \"finance\"");
    let name = table.required("name", "name = \"金融专线\"");
    let entry = entry_id(&mut table, entries);
    let account_hours = table.boolean("account_hours") == Some(true);
    let emergency = table.boolean("emergency") == Some(true);
    let outside = table.boolean("outside") == Some(true);
    let wait = wait(&mut table);
    let source = source(&mut table);
    table.finish();
    Some(Desk { id: id?.value, name: name?.value, entry, account_hours, emergency, outside, wait, source })
}

fn account(mut table: Reader<'_>) -> Account {
    let hours = table.string("hours").and_then(|text| hours(&table, &text));
    let account = Account { hours, wait: wait(&mut table), source: source(&mut table) };
    table.finish();
    account
}

fn entry_id(table: &mut Reader<'_>, entries: &[&str]) -> Option<String> {
    let text = table.string("entry")?;
    if !entries.contains(&text.value.as_str()) {
        let id = &text.value;
        let message = Said::new(format!("there is no entry `{id}`"), format!("没有入口 `{id}`"));
        table.fault("unknown-entry", text.at.clone(), message, Some(nearest_or_all(id, entries)));
        return None;
    }
    Some(text.value)
}

/// Every figure needs its source.
fn source(table: &mut Reader<'_>) -> String {
    table
        .required("source", "source = \"document and section that the figures come from\"")
        .map(|text| text.value)
        .unwrap_or_default()
}

/// `wait = [10, 30]` in minutes, or `wait_words = "当日回复"`.
fn wait(table: &mut Reader<'_>) -> Option<Wait> {
    let minutes = table.numbers::<2>("wait", &(0.0..=100_000.0));
    let words = table.string("wait_words");
    match (minutes, words) {
        (Some([least, most]), _) if least <= most => Some(Wait::Minutes(least, most)),
        (Some(_), _) => {
            let message = Said::new("`wait` runs backwards", "`wait` 前后颠倒");
            let help = Said::new("wait = [least, most], in minutes", "wait = [最短, 最长]，单位是分钟");
            table.fault("out-of-range", table.at.clone(), message, Some(help));
            None
        }
        (None, words) => words.map(|words| Wait::Words(words.value)),
    }
}

/// `08:00-24:00`.
fn hours(table: &Reader<'_>, text: &Text) -> Option<Hours> {
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
        table.fault("hours", text.at.clone(), message, Some(Said::alike("hours = \"08:00-24:00\"")));
    }
    parsed
}
