//! What can never act: wordings that nothing matches, guards that can't refuse, edges that are no gap, idle immunities.

use super::document::{Document, Entry, Text};
use super::lens::{Lens, Notes, Own, Wording};
use super::sayings::{GAP, MOST, blocks, said, samples, sayings, shown};
use super::twice::read;
use crate::detect::{Refusal, Scratch};
use crate::diagnostic::Said;
use crate::lexicon::{Guard, State};
use crate::text::fold;
use crate::triage::Triage;

pub(super) fn look(lens: &Lens<'_>, notes: &mut Notes<'_>) {
    for document in &lens.documents {
        for entry in &document.entries {
            for text in patterns(entry) {
                edges(document, entry, text, notes);
                drawn_out(document, entry, text, notes);
            }
            pseudo(document, entry, notes);
        }
    }
    let Some(triage) = &lens.triage else { return };
    let mut scratch = Scratch::default();
    for own in lens.terms() {
        for wording in own.wordings() {
            tried(lens, triage, &mut scratch, &own, &wording, notes);
        }
        guards(&own, notes);
        immunity(lens, &own, notes);
    }
}

/// The strings of an entry that are patterns.
pub(super) fn patterns(entry: &Entry) -> impl Iterator<Item = &Text> {
    let kinds: &[&str] = match entry.kind.as_str() {
        "term" => &["text", "variants", "not_within", "not_after", "not_before"],
        "concept" => &["any"],
        "cue" => &["any", "until", "pseudo"],
        _ => &[],
    };
    entry.strings.iter().filter(move |text| kinds.contains(&text.key.as_str()))
}

/// A gap where a pattern begins or ends.
fn edges(document: &Document<'_>, entry: &Entry, text: &Text, notes: &mut Notes<'_>) {
    if text.value.starts_with('…') || (text.value.ends_with('…') && !text.value.ends_with("\\…")) {
        let message = Said::new(
            format!("the … at the edge of `{}` stands for nothing", text.value),
            format!("`{}` 开头或结尾的 … 不起作用", text.value),
        );
        notes
            .add("L204", (document, entry), text.at.clone(), &text.value, message)
            .help("leave it out: a gap needs something on both sides", "删掉它：… 两边都要有字");
    }
}

/// Three and more of one character, which are read as one.
fn drawn_out(document: &Document<'_>, entry: &Entry, text: &Text, notes: &mut Notes<'_>) {
    let folded = fold(&text.value);
    let chars: Vec<char> = folded.chars().collect();
    let Some(row) =
        chars.windows(3).find(|row| row[0] == row[1] && row[1] == row[2] && crate::text::is_han(row[0]))
    else {
        return;
    };
    let message = Said::new(
        format!("`{}` is read with a single {}: three or more in a row become one", text.value, row[0]),
        format!("`{}` 里连写的“{}”会归一成一个", text.value, row[0]),
    );
    notes
        .add("L206", (document, entry), text.at.clone(), &text.value, message)
        .help("write the character once, or leave this wording out", "只写一个，或者删掉这种说法");
}

/// A cue that is always inside one of its own look-alikes.
fn pseudo(document: &Document<'_>, entry: &Entry, notes: &mut Notes<'_>) {
    let pseudo: Vec<String> = entry.strings_of("pseudo").map(|text| read(&text.value)).collect();
    for text in entry.strings_of("any").filter(|_| entry.kind == "cue") {
        if pseudo.contains(&read(&text.value)) {
            let message = Said::new(
                format!("`{}` is a cue and its own look-alike: it never acts", text.value),
                format!("`{}` 既是线索又写在 pseudo 里，永远不起作用", text.value),
            );
            notes
                .add("L207", (document, entry), text.at.clone(), &text.value, message)
                .help("take it out of `any` or of `pseudo`", "从 `any` 或 `pseudo` 里删掉它");
        }
    }
}

/// Why a wording's own samples do not fire.
enum Dead {
    Unseen,
    Refused(&'static str, String),
}

/// Says a wording by itself, in a few ways: somewhere it must be found, and not always refused.
fn tried(
    lens: &Lens<'_>,
    triage: &Triage,
    scratch: &mut Scratch,
    own: &Own<'_>,
    wording: &Wording<'_>,
    notes: &mut Notes<'_>,
) {
    let mut dead = Dead::Unseen;
    let samples = samples(&own.term.routes[wording.routes.clone()]);
    // Closed gaps may make words of their own; something that is none stands in the open ones.
    let open = samples.iter().filter(|sample| sample.contains(GAP)).map(|sample| sample.replace(GAP, "嗯嗯"));
    for text in samples.iter().map(|sample| said(sample)).chain(open) {
        let report = lens.decide(triage, scratch, &text);
        for finding in report.findings.iter().filter(|f| f.term().is_some_and(|term| term.id == own.term.id))
        {
            match &finding.refused_by {
                None | Some(Refusal::Overlap | Refusal::Repeat | Refusal::Address) => return,
                Some(Refusal::Within(guard)) => dead = Dead::Refused("not_within", (*guard).to_owned()),
                Some(Refusal::After(guard)) => dead = Dead::Refused("not_after", (*guard).to_owned()),
                Some(Refusal::Before(guard)) => dead = Dead::Refused("not_before", (*guard).to_owned()),
                Some(Refusal::NotWhole) => dead = Dead::Refused("whole_words", String::new()),
                Some(Refusal::Pressure) => dead = Dead::Refused("pressure", String::new()),
                Some(refusal) => dead = Dead::Refused(refusal.name(), String::new()),
            }
        }
    }
    let text = &wording.text.value;
    let (at, whole) = (wording.text.at.clone(), (own.document, own.entry));
    match dead {
        // Patterns are folded as messages are, so what is not even found is found in some other way of saying it.
        Dead::Unseen => {}
        Dead::Refused(by, guard) => {
            let (what, zh) = if guard.is_empty() {
                (by.to_owned(), by.to_owned())
            } else {
                (format!("{by} `{guard}`"), format!("{by} 里的 `{guard}`"))
            };
            let message = Said::new(
                format!("`{text}` is always refused, by {what}"),
                format!("`{text}` 总是被 {zh} 排除"),
            );
            notes
                .add("L202", whole, at, text, message)
                .help("narrow the guard, or leave the wording out", "缩小这条排除，或删掉这种说法");
        }
    }
}

/// Guards that hold no hit of their term: what a hit must lie within has to be able to hold it.
fn guards(own: &Own<'_>, notes: &mut Notes<'_>) {
    let all = sayings(&own.term.routes, MOST * 4);
    if all.len() >= MOST * 4 {
        return;
    }
    let inner: Vec<&str> = all.iter().flat_map(|saying| blocks(saying)).collect();
    let texts: Vec<&Text> = own.entry.strings_of("not_within").collect();
    for (guard, text) in own.term.not_within.iter().zip(texts) {
        if holds(guard, &inner) != Some(false) {
            continue;
        }
        let message = Said::new(
            format!("no hit of this term can lie within `{}`", guard.text),
            format!("这一条的命中不可能落在 `{}` 里面", guard.text),
        );
        notes.add("L205", (own.document, own.entry), text.at.clone(), &guard.text, message).help(
            "leave it out, or write the whole word that the hit stands in",
            "删掉它，或写出命中所在的整个词",
        );
    }
}

/// Whether some saying of a guard holds one of some parts; none when that can't be said.
fn holds(guard: &Guard, inner: &[&str]) -> Option<bool> {
    let outer = sayings(&guard.routes, MOST);
    if outer.is_empty() || outer.len() >= MOST || outer.iter().any(|saying| blocks(saying).nth(1).is_some()) {
        return None;
    }
    Some(outer.iter().any(|saying| inner.iter().any(|block| saying.contains(block))))
}

/// States that a term is immune to although no cue gives them.
fn immunity(lens: &Lens<'_>, own: &Own<'_>, notes: &mut Notes<'_>) {
    let Some(lexicon) = lens.lexicon() else { return };
    for text in own.entry.strings_of("immune") {
        let state = State::CUED.into_iter().find(|state| state.name() == text.value);
        if state.is_some_and(|state| !lexicon.cues.iter().any(|cue| cue.state == state)) {
            let message = Said::new(
                format!("no cue ever gives the state `{}`", text.value),
                format!("没有线索会给出 `{}` 这个状态", text.value),
            );
            notes.add("L208", (own.document, own.entry), text.at.clone(), &shown(&text.value), message).help(
                "leave it out, or add the cue to assertion.toml",
                "删掉它，或在 assertion.toml 里加线索",
            );
        }
    }
}
