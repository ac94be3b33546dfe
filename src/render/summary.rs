//! What a batch was about, at its end: small bars for people, and one JSON object.

use super::canvas::{Ink, columns, cut, pad, paint};
use super::json::SCHEMA_VERSION;
use super::origin::{Lang, PackInfo, Style};
use super::writer::{Writer, key, rounded};
use super::{funnel, phrases};
use crate::lexicon::Line;
use crate::review::{Named, Run, Summary};

/// Columns of a full bar.
const BAR: f64 = 20.0;
/// Columns of a name at most.
const NAME: usize = 36;
/// Hours that are named as the busiest.
const BUSIEST: usize = 5;

/// Draws the summary; of the lists, what occurred.
pub fn text(summary: &Summary, lines: &[Line], style: &Style, out: &mut String) {
    let lang = style.lang;
    let run = &summary.run;
    paint(&headline(run, lang), Ink::Strong, style.color, out);
    out.push('\n');
    let needs = summary.needs.iter().map(|(need, count)| (phrases::need(need.name(), lang), *count));
    bars(lang.pick("需要程度", "need"), needs, style, out);
    let none = (lang.pick("没有类别", "no category"), summary.no_category);
    let categories = named(&summary.categories).chain([none]);
    bars(lang.pick("类别", "category"), categories, style, out);
    bars(lang.pick("去处", "desk"), named(&summary.desks), style, out);
    let handoff = (lang.pick("想找人工", "asks for a person"), summary.handoff);
    let emergencies =
        summary.emergencies.iter().map(|(one, count)| (phrases::emergency(one.name(), lang), *count));
    bars(lang.pick("紧急", "emergency"), emergencies.chain([handoff]), style, out);
    let words = |(name, count): &'_ (String, u64)| (name.clone(), *count);
    bars(lang.pick("最常见的词语", "top terms"), summary.terms.iter().map(words), style, out);
    bars(lang.pick("最常见的代码", "top codes"), summary.codes.iter().map(words), style, out);
    bars(lang.pick("最忙的钟点", "busiest hours"), busiest(&summary.hours), style, out);
    bars(lang.pick("编码", "encoding"), run.encodings.iter().map(|(name, count)| (name, *count)), style, out);
    if summary.funnel.total() > 0 {
        title(lang.pick("三级漏斗", "funnel"), style, out);
        funnel::text(&summary.funnel, lines, style, out);
    }
}

fn named(all: &[(Named, u64)]) -> impl Iterator<Item = (&str, u64)> {
    all.iter().map(|(named, count)| (named.name.as_str(), *count))
}

/// The busiest hours, in the order of the day.
fn busiest(hours: &[u64; 24]) -> Vec<(String, u64)> {
    let mut order: Vec<usize> = (0..hours.len()).collect();
    order.sort_by_key(|&hour| std::cmp::Reverse(hours[hour]));
    order.truncate(BUSIEST);
    order.sort_unstable();
    order.into_iter().map(|hour| (format!("{hour:02}:00"), hours[hour])).collect()
}

fn headline(run: &Run, lang: Lang) -> String {
    let mut parts = vec![match lang {
        Lang::Zh => format!("{} 条记录，{:.1} 秒", run.records, run.seconds),
        Lang::En => format!("{} records in {:.1} s", run.records, run.seconds),
    }];
    if let (Some(records), Some(bytes)) = (run.records_a_second(), run.bytes_a_second()) {
        let megabytes = bytes / 1e6;
        parts.push(match lang {
            Lang::Zh => format!("每秒 {records:.0} 条、{megabytes:.1} MB"),
            Lang::En => format!("{records:.0} records/s, {megabytes:.1} MB/s"),
        });
    }
    if run.written != run.records - run.bad.min(run.records) {
        parts.push(format!("{}{}", lang.pick("写出 ", "written: "), run.written));
    }
    if run.bad > 0 {
        parts.push(format!("{}{}", lang.pick("读不了 ", "unreadable: "), run.bad));
    }
    if run.interrupted {
        parts.push(lang.pick("中途停下", "stopped before the end").to_owned());
    }
    parts.join(" · ")
}

fn title(words: &str, style: &Style, out: &mut String) {
    out.push_str("  ");
    paint(words, Ink::Dim, style.color, out);
    out.push('\n');
}

fn bars<N: AsRef<str>>(
    name: &str,
    rows: impl IntoIterator<Item = (N, u64)>,
    style: &Style,
    out: &mut String,
) {
    let rows: Vec<(String, u64)> = rows
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| (cut(name.as_ref(), NAME), count))
        .collect();
    let Some(most) = rows.iter().map(|(_, count)| *count).max() else { return };
    title(name, style, out);
    let widest = rows.iter().map(|(name, _)| columns(name)).max().unwrap_or_default();
    for (name, count) in rows {
        out.push_str("    ");
        out.push_str(&name);
        pad(columns(&name), widest + 2, out);
        // At most a full bar; whatever occurred is seen.
        let long = (count as f64 / most as f64 * BAR).round().max(1.0) as usize;
        paint(&"█".repeat(long), Ink::Proof, style.color, out);
        out.push_str(&format!(" {count}\n"));
    }
}

/// Appends the summary as one JSON object and a line end: the contract of `summary.schema.json`.
pub fn json(summary: &Summary, lines: &[Line], pack: &PackInfo<'_>, out: &mut String) {
    let mut json = Writer::new(out);
    json.open('{');
    key!(json, "schema_version");
    json.text(SCHEMA_VERSION);
    run(&summary.run, &mut json);
    key!(json, "needs");
    counts(summary.needs.iter().map(|(need, count)| (need.name(), *count)), &mut json);
    key!(json, "tiers");
    let tiers = ["1", "2", "3"].into_iter().zip(summary.funnel.tiers);
    counts(tiers, &mut json);
    key!(json, "handoff");
    json.integer(summary.handoff);
    key!(json, "emergencies");
    counts(summary.emergencies.iter().map(|(one, count)| (one.name(), *count)), &mut json);
    let ids = |all: &'_ [(Named, u64)], json: &mut Writer<'_>| {
        counts(all.iter().map(|(named, count)| (named.id.as_str(), *count)), json);
    };
    key!(json, "categories");
    ids(&summary.categories, &mut json);
    key!(json, "no_category");
    json.integer(summary.no_category);
    key!(json, "desks");
    ids(&summary.desks, &mut json);
    key!(json, "terms");
    ranked(&summary.terms, "id", &mut json);
    key!(json, "codes");
    ranked(&summary.codes, "code", &mut json);
    key!(json, "hours");
    json.open('[');
    summary.hours.iter().for_each(|&count| json.integer(count));
    json.close(']');
    key!(json, "funnel");
    let mut levels = String::new();
    funnel::json(&summary.funnel, lines, &mut levels);
    json.raw(&levels);
    key!(json, "pack");
    json.open('{');
    for (key, value) in [("name", pack.name), ("version", pack.version), ("hash", pack.hash)] {
        json.key(key);
        json.text(value);
    }
    json.close('}');
    json.close('}');
    out.push('\n');
}

fn run(run: &Run, json: &mut Writer<'_>) {
    key!(json, "records");
    json.integer(run.records);
    key!(json, "bad");
    json.integer(run.bad);
    key!(json, "broken");
    json.integer(run.broken);
    key!(json, "written");
    json.integer(run.written);
    key!(json, "interrupted");
    json.boolean(run.interrupted);
    key!(json, "bytes");
    json.integer(run.bytes);
    key!(json, "seconds");
    json.number(rounded(run.seconds, 3));
    for (key, rate) in
        [("records_per_second", run.records_a_second()), ("bytes_per_second", run.bytes_a_second())]
    {
        json.key(key);
        match rate {
            Some(rate) => json.number(rounded(rate, 1)),
            None => json.null(),
        }
    }
    key!(json, "encodings");
    counts(run.encodings.iter().map(|(name, count)| (name.as_str(), *count)), json);
}

fn counts<'n>(counts: impl Iterator<Item = (&'n str, u64)>, json: &mut Writer<'_>) {
    json.open('{');
    for (name, count) in counts {
        json.data_key(name);
        json.integer(count);
    }
    json.close('}');
}

fn ranked(ranked: &[(String, u64)], name: &str, json: &mut Writer<'_>) {
    json.open('[');
    for (text, count) in ranked {
        json.open('{');
        json.key(name);
        json.text(text);
        key!(json, "messages");
        json.integer(*count);
        json.close('}');
    }
    json.close(']');
}
