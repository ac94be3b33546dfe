//! Ways in and desks, in words for people.

use jiff::civil::DateTime;

use super::json::clock_time;
use super::origin::Lang;
use super::{phrases, reasons};
use crate::judge::{Expected, Place};
use crate::lexicon::{Desk, Entry};

/// What a writer should know about a way in: that it may lead to nobody, and what to try then.
pub(super) fn caveats(entry: &Entry, alternative: Option<&Entry>, lang: Lang) -> Vec<String> {
    let mut words: Vec<String> = entry.note.iter().cloned().collect();
    if let Some(rate) = &entry.success_rate {
        let share = reasons::share(rate.value, lang);
        words.push(format!("{}{share}", lang.pick("转到人工的成功率", "leads to a person: ")));
    }
    if let Some(other) = alternative {
        words.push(format!("{}{}", lang.pick("转不到人工可改走", "else try "), other.name));
    }
    words
}

/// What is particular to a desk: the label to choose, the prompt, the proof, where it leads.
pub(super) fn particulars(desk: &Desk, lang: Lang) -> Vec<String> {
    let mut words = Vec::new();
    let mut say = |what: &str, text: &str| words.push(format!("{what}{text}"));
    if let Some(label) = &desk.label {
        say(lang.pick("选标签", "choose the label "), &format!("“{label}”"));
    }
    if let Some(prompt) = &desk.prompt {
        say(lang.pick("弹出", "prompt "), &format!("“{prompt}”"));
    }
    if !desk.proof.is_empty() {
        let names: Vec<&str> = desk.proof.iter().map(|id| phrases::required(id, lang)).collect();
        say(lang.pick("凭证：", "proof: "), &names.join(lang.pick("、", ", ")));
    }
    if let Some(transfer) = &desk.transfer {
        say("", transfer);
    }
    for words in [&desk.level, &desk.form].into_iter().flatten() {
        say("", phrases::level(words, lang));
    }
    // A scope may say it already.
    words.retain(|words| *words != desk.scope);
    words
}

/// Whether somebody is there now: 有人，到 24:00.
pub(super) fn presence(place: &Place<'_>, now: DateTime, lang: Lang) -> String {
    match (place.open, place.hours) {
        (Some(true), Some(hours)) if hours.all_day() => {
            lang.pick("全天有人", "open day and night").to_owned()
        }
        (Some(true), Some(hours)) => {
            let closes = clock_time(hours.closes);
            format!("{}{closes}", lang.pick("有人，到 ", "open till "))
        }
        (Some(false), _) => {
            let next = place.next_opening.map(|next| opening(next, now, lang));
            match (lang, next) {
                (Lang::Zh, Some(next)) => format!("没人，{next} 再开"),
                (Lang::En, Some(next)) => format!("closed till {next}"),
                (_, None) => lang.pick("没人", "closed").to_owned(),
            }
        }
        _ => lang.pick("时间没有写明", "hours not stated").to_owned(),
    }
}

/// When it opens: 今天 08:00, 明天 08:00, or with its date.
fn opening(next: DateTime, now: DateTime, lang: Lang) -> String {
    let day = match next.date() {
        date if date == now.date() => lang.pick("今天 ", ""),
        date if now.date().tomorrow().is_ok_and(|tomorrow| date == tomorrow) => {
            lang.pick("明天 ", "tomorrow ")
        }
        _ => return next.strftime("%m-%d %H:%M").to_string(),
    };
    format!("{day}{}", next.strftime("%H:%M"))
}

/// The expected wait, or that nothing is stated: the source gives no figure.
pub(super) fn wait(expected: Option<&Expected<'_>>, lang: Lang) -> String {
    expected.map_or_else(
        || lang.pick("出处没有写", "not stated").to_owned(),
        |expected| reasons::wait(&expected.wait, lang),
    )
}

/// How an emergency's wait came about: 平常 1–2 小时 ÷ 5.
pub(super) fn base(expected: Option<&Expected<'_>>, lang: Lang) -> Option<String> {
    let base = expected?.base?;
    let usual = reasons::wait(base.wait, lang);
    Some(format!("{} {usual} ÷ {}", lang.pick("平常", "usually"), base.speedup.value))
}

/// The sources of a page, each with a number, in the order in which they are first named.
#[derive(Default)]
pub(super) struct Sources<'s>(pub(super) Vec<&'s str>);

impl<'s> Sources<'s> {
    /// The number of a source, from 1.
    pub(super) fn number(&mut self, source: &'s str) -> usize {
        let known = self.0.iter().position(|known| *known == source);
        known.unwrap_or_else(|| {
            self.0.push(source);
            self.0.len() - 1
        }) + 1
    }
}
