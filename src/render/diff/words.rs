//! The words and figures that every form of a comparison has in common.

use super::{Replayed, Shown};
use crate::lexicon::Need;
use crate::render::Lang;
use crate::review::Value;
use crate::review::diff::{Change, ChangeKind, Counts, Difference, Outcome, Range95, paired};

/// The whole comparison in one line, without a full stop.
pub(super) fn verdict(shown: &Shown<'_>, lang: Lang) -> String {
    let changes = shown.changes.len();
    let Some(Replayed { compared, budgets, .. }) = &shown.replayed else {
        return match (lang, changes) {
            (Lang::Zh, 0) => "两份词库一样".to_owned(),
            (Lang::Zh, _) => format!("改了 {changes} 处；没有给出留言，影响未知"),
            (Lang::En, 0) => "the packs say the same".to_owned(),
            (Lang::En, _) => {
                format!(
                    "{}; no messages were given, so what they move is not known",
                    counted(changes, "change")
                )
            }
        };
    };
    let counts = &compared.counts;
    let (records, moved) = (thousands(counts.records), thousands(counts.rerouted()));
    let (gained, lost) = (thousands(counts.person.gained), thousands(counts.person.lost));
    let exceeded = budgets.iter().filter(|budget| budget.exceeded(counts)).count();
    let line = match lang {
        Lang::Zh => {
            format!("{records} 条留言里 {moved} 条换了去向：{gained} 条新转人工，{lost} 条不再转人工")
        }
        Lang::En => {
            let messages = if counts.records == 1 { "message" } else { "messages" };
            let go = if counts.rerouted() == 1 { "goes" } else { "go" };
            let reach = if counts.person.gained == 1 { "reaches" } else { "reach" };
            let longer = if counts.person.lost == 1 { "does" } else { "do" };
            format!(
                "{moved} of {records} {messages} {go} elsewhere: {gained} now {reach} a person, {lost} no longer {longer}"
            )
        }
    };
    match (lang, exceeded) {
        (_, 0) => line,
        (Lang::Zh, _) => format!("{line}；超出 {exceeded} 项限额"),
        (Lang::En, _) => format!("{line}; {} exceeded", counted(exceeded, "budget")),
    }
}

/// `1 change`, `2 changes`.
pub(super) fn counted(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// A number with its thousands parted.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut parted = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            parted.push(',');
        }
        parted.push(digit);
    }
    parted
}

/// `+`, `−` or `~`.
pub(super) fn sign(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "+",
        ChangeKind::Removed => "-",
        ChangeKind::Changed => "~",
    }
}

/// `lexicons/security.toml:12`.
pub(super) fn site(change: &Change) -> String {
    let site = change.site();
    format!("{}:{}", site.file, site.line)
}

/// What a change says, key by key. Sentences and reasons of a term that is new or gone are left out.
pub(super) fn details(change: &Change, lang: Lang) -> Vec<String> {
    let telling = |difference: &&Difference| {
        change.kind == ChangeKind::Changed
            || matches!(
                difference.key.as_str(),
                "weight"
                    | "stage"
                    | "variants"
                    | "signal"
                    | "state"
                    | "desk"
                    | "when"
                    | "need"
                    | "category"
                    | "not_within"
                    | "not_after"
                    | "not_before"
                    | "whole_words"
                    | "immune"
                    | "emergency"
                    | "handoff"
            )
    };
    let mut details: Vec<String> =
        change.differences.iter().filter(telling).map(|difference| detail(difference, lang)).collect();
    if change.is_inert() {
        details.push(lang.pick("不影响任何判定", "moves no message").to_owned());
    }
    details
}

fn detail(difference: &Difference, lang: Lang) -> String {
    let key = &difference.key;
    let (gained, lost) = difference.items();
    if !(gained.is_empty() && lost.is_empty()) {
        let plus = gained.iter().map(|item| format!("+{item}"));
        let minus = lost.iter().map(|item| format!("-{item}"));
        return format!("{key} {}", plus.chain(minus).collect::<Vec<_>>().join(" "));
    }
    let said = |value: &Option<Value>| match value {
        Some(Value::One(text)) => text.clone(),
        Some(Value::List(items)) => format!("[{}]", items.join(", ")),
        None => "—".to_owned(),
    };
    match (&difference.old, &difference.new) {
        (None, Some(_)) => format!("{key} {}", said(&difference.new)),
        (Some(_), None) => format!("{key} {} → —", said(&difference.old)),
        // Only the order of a list is another.
        (Some(Value::List(_)), Some(Value::List(_))) => {
            format!("{key} {}", lang.pick("换了次序", "in another order"))
        }
        _ => format!("{key} {} → {}", said(&difference.old), said(&difference.new)),
    }
}

/// More messages that reach a person in each thousand, with the range of what may be expected.
pub(super) fn extra(counts: &Counts) -> (f64, Range95) {
    let range = paired(counts.person.gained, counts.person.lost, counts.records);
    let scaled = Range95 { low: range.low * 1000.0, high: range.high * 1000.0 };
    #[allow(clippy::cast_precision_loss)]
    let value = if counts.records == 0 {
        0.0
    } else {
        (counts.person.gained as f64 - counts.person.lost as f64) * 1000.0 / counts.records as f64
    };
    (value, scaled)
}

/// The extra hand-overs in words.
pub(super) fn extra_line(shown: &Shown<'_>, counts: &Counts, lang: Lang) -> String {
    let (value, range) = extra(counts);
    let mut line = match lang {
        Lang::Zh => format!("每千条多转人工 {value:+.2} 条（95 %：{:+.2} 到 {:+.2}）", range.low, range.high),
        Lang::En => format!(
            "extra hand-overs per 1,000 messages {value:+.2} (95 %: {:+.2} to {:+.2})",
            range.low, range.high
        ),
    };
    if let Some(day) = shown.per_day {
        let scale = day / 1000.0;
        let (value, low, high) = (value * scale, range.low * scale, range.high * scale);
        line += &match lang {
            Lang::Zh => format!("，每天 {value:+.1} 条（{low:+.1} 到 {high:+.1}）"),
            Lang::En => format!(", a day {value:+.1} ({low:+.1} to {high:+.1})"),
        };
    }
    line
}

/// The desk of an outcome.
pub(super) fn desk<'n>(shown: &Replayed<'n>, desk: usize) -> &'n str {
    shown.compared.names.desks.get(desk).map_or("?", String::as_str)
}

/// The category of an outcome.
pub(super) fn category<'n>(shown: &Replayed<'n>, category: Option<usize>) -> &'n str {
    match category {
        None => "none",
        Some(place) => shown.compared.names.categories.get(place).map_or("?", String::as_str),
    }
}

/// `tech/problem`: where a message goes and how much it needs.
pub(super) fn outcome(shown: &Replayed<'_>, outcome: &Outcome) -> String {
    format!("{}/{}", desk(shown, outcome.desk), outcome.need.name())
}

/// The ways between two desks, most used first, without those that stay.
pub(super) fn flows(counts: &Counts) -> Vec<((usize, usize), u64)> {
    let moved = counts.desks.iter().filter(|((old, new), _)| old != new);
    let mut flows: Vec<_> = moved.map(|(way, count)| (*way, *count)).collect();
    flows.sort_by_key(|(way, count)| (std::cmp::Reverse(*count), *way));
    flows
}

/// The desks that some message leaves or comes to.
pub(super) fn touched(counts: &Counts) -> Vec<usize> {
    let mut desks: Vec<usize> = flows(counts).into_iter().flat_map(|((old, new), _)| [old, new]).collect();
    desks.sort_unstable();
    desks.dedup();
    desks
}

/// Messages by old tier in rows and new tier in columns.
pub(super) fn tiers(counts: &Counts) -> [[u64; 3]; 3] {
    let mut tiers = [[0; 3]; 3];
    for (old, row) in Need::ALL.iter().zip(&counts.needs) {
        for (new, count) in Need::ALL.iter().zip(row) {
            tiers[usize::from(old.tier()) - 1][usize::from(new.tier()) - 1] += count;
        }
    }
    tiers
}

/// The name of a bar of the histogram of scores.
pub(super) fn bar(place: usize) -> String {
    match place {
        0 => "0".to_owned(),
        place => format!("{}–{}", (place - 1) * 10, place * 10),
    }
}
