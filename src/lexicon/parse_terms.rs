//! Term files and cues: TOML tables into checked terms.

use super::assertion::{Cue, Direction, Scope, State};
use super::concepts::ConceptTable;
use super::pattern::{Route, loosen};
use super::reader::{Reader, Text, nearest_or_all};
use super::routes::Routes;
use super::term::{Guard, Owner, Signal, Stage, Term};
use crate::diagnostic::Said;

/// What became of one `[[term]]`.
pub(super) enum Entry {
    /// A term, new or replacing one of the same id.
    Term(Box<Term>),
    /// The id of a term to delete, and where that is said.
    Remove(String, std::ops::Range<usize>),
}

/// Reads the `[[term]]` entries of one file. `category` is its place in policy order; none for `signals.toml`.
pub(super) fn terms(
    file: &mut Reader<'_>,
    stem: &str,
    category: Option<usize>,
    concepts: &ConceptTable,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    for mut entry in file.tables("term") {
        if let Some(read) = term(&mut entry, stem, category, concepts) {
            entries.push(read);
        }
        entry.finish();
    }
    entries
}

fn term(
    entry: &mut Reader<'_>,
    stem: &str,
    category: Option<usize>,
    concepts: &ConceptTable,
) -> Option<Entry> {
    let text = entry.required("text", "text = \"退款…{未到账}\"");
    let remove = entry.boolean("remove") == Some(true);
    let owner = owner(entry, category, remove);
    let (routes, wordings) = routes(entry, text.as_ref(), concepts);
    let weight = entry.integer("weight", 1..=5).unwrap_or(3);
    let stage = choice(entry, "stage", &Stage::ALL, Stage::name).unwrap_or(Stage::Problem);
    let not_within = guards(entry, "not_within", concepts);
    let not_after = guards(entry, "not_after", concepts);
    let not_before = guards(entry, "not_before", concepts);
    let whole_words = entry.boolean("whole_words") == Some(true);
    let immune = immune(entry);
    let why = entry.string("why").map(|text| text.value);
    let hits: Vec<String> = entry.strings("hits").into_iter().map(|text| text.value).collect();
    let misses = entry.strings("misses").into_iter().map(|text| text.value).collect();
    let text = text?;
    let id = format!("{stem}/{}", text.value);
    if remove {
        return Some(Entry::Remove(id, text.at));
    }
    if hits.is_empty() {
        let help = Said::new(
            format!("hits = [\"…{}…\"]: a sentence in which it must fire", text.value),
            format!("hits = [\"…{}…\"]：写一句它必须命中的话", text.value),
        );
        let message = Said::new("a term without `hits` proves nothing", "没有 `hits` 的词条什么也证明不了");
        entry.fault("missing-key", text.at.clone(), message, Some(help));
    }
    let (owner, owner_id) = match owner? {
        Owner::Category(place) => (Owner::Category(place), stem.to_owned()),
        Owner::Signal(signal) => (Owner::Signal(signal), signal.name().to_owned()),
    };
    Some(Entry::Term(Box::new(Term {
        id,
        owner,
        owner_id,
        weight: u8::try_from(weight).unwrap_or(5),
        stage,
        routes: routes.into(),
        wordings,
        whole_words,
        not_within,
        not_after,
        not_before,
        immune,
        why,
        hits,
        misses,
        at: (entry.source().name.clone(), text.at),
    })))
}

fn owner(entry: &mut Reader<'_>, category: Option<usize>, remove: bool) -> Option<Owner> {
    if let Some(place) = category {
        return Some(Owner::Category(place));
    }
    if let Some(signal) = choice(entry, "signal", &Signal::ALL, Signal::name) {
        return Some(Owner::Signal(signal));
    }
    if !remove && !entry.asked_and_faulty("signal") {
        let names: Vec<_> = Signal::ALL.iter().map(|signal| signal.name()).collect();
        missing(entry, "signal", &names);
    }
    None
}

/// The routes of all wordings, and where those of each end.
fn routes(entry: &mut Reader<'_>, text: Option<&Text>, concepts: &ConceptTable) -> (Vec<Route>, Vec<usize>) {
    let (mut routes, mut wordings) = (Vec::new(), Vec::new());
    let variants = entry.strings("variants");
    for wording in text.into_iter().chain(&variants) {
        concepts.pattern(wording, entry, &mut routes);
        wordings.push(routes.len());
    }
    if entry.boolean("through_punctuation") == Some(true) {
        match loosen(&routes) {
            Some(loose) => routes.extend(loose),
            None => {
                let message = Said::new(
                    "too many wordings for `through_punctuation`",
                    "说法太多，不能用 `through_punctuation`",
                );
                let help = Said::new(
                    "give the few that need it a term of their own",
                    "把需要的几种说法单独写成一条",
                );
                entry.fault("pattern", entry.at.clone(), message, Some(help));
            }
        }
    }
    (routes, wordings)
}

fn guards(entry: &mut Reader<'_>, key: &'static str, concepts: &ConceptTable) -> Vec<Guard> {
    let mut guards = Vec::new();
    for text in entry.strings(key) {
        let mut routes = Vec::new();
        concepts.pattern(&text, entry, &mut routes);
        guards.push(Guard { text: text.value, routes: routes.into() });
    }
    guards
}

fn immune(entry: &mut Reader<'_>) -> Vec<State> {
    if entry.is_boolean("immune") {
        return if entry.boolean("immune") == Some(true) { State::CUED.to_vec() } else { Vec::new() };
    }
    let names = entry.strings("immune");
    names.iter().filter_map(|name| named(entry, "immune", name, &State::CUED, State::name)).collect()
}

/// A key that must be there, with the values that it can have.
fn missing(entry: &Reader<'_>, key: &str, names: &[&str]) {
    let message = Said::new(format!("`{key}` is missing"), format!("缺少 `{key}`"));
    let names = names.join(", ");
    let help =
        Said::new(format!("{key} = \"…\", one of {names}"), format!("{key} = \"…\"，可用的有 {names}"));
    entry.fault("missing-key", entry.at.clone(), message, Some(help));
}

/// A value that a key can't have.
pub(super) fn unknown_value(entry: &Reader<'_>, key: &str, text: &Text, help: Said) {
    let value = &text.value;
    let message = Said::new(format!("`{key}` can't be \"{value}\""), format!("`{key}` 不能是 \"{value}\""));
    entry.fault("unknown-value", text.at.clone(), message, Some(help));
}

/// Reads the `[[cue]]` entries of one file.
pub(super) fn cues(file: &mut Reader<'_>, concepts: &ConceptTable) -> Vec<Cue> {
    let mut cues = Vec::new();
    for mut entry in file.tables("cue") {
        let state = choice(&mut entry, "state", &State::CUED, State::name);
        if state.is_none() && !entry.asked_and_faulty("state") {
            let names: Vec<_> = State::CUED.iter().map(|state| state.name()).collect();
            missing(&entry, "state", &names);
        }
        let directions =
            [("before", Direction::Before), ("after", Direction::After), ("both", Direction::Both)];
        let scopes = [("clause", Scope::Clause), ("sentence", Scope::Sentence), ("message", Scope::Message)];
        let direction =
            choice(&mut entry, "direction", &directions, |d| d.0).map_or(Direction::Both, |d| d.1);
        let scope = choice(&mut entry, "scope", &scopes, |s| s.0).map_or(Scope::Clause, |s| s.1);
        let reach = entry.integer("reach", 0..=1000).map(|reach| reach as usize);
        let all = wordings(&mut entry, "any", concepts);
        let until = wordings(&mut entry, "until", concepts);
        let pseudo = wordings(&mut entry, "pseudo", concepts);
        if all.is_empty() {
            let message = Said::new("the cue has no wordings", "这条提示没有说法");
            let help = Said::alike("any = [\"没有\", \"并未\"]");
            entry.fault("missing-key", entry.at.clone(), message, Some(help));
        }
        entry.finish();
        if let Some(state) = state {
            cues.push(Cue { state, routes: all, direction, scope, reach, until, pseudo });
        }
    }
    cues
}

fn wordings(entry: &mut Reader<'_>, key: &'static str, concepts: &ConceptTable) -> Routes {
    let mut routes = Vec::new();
    for wording in entry.strings(key) {
        concepts.pattern(&wording, entry, &mut routes);
    }
    routes.into()
}

/// One of a fixed set of values by name.
pub(super) fn choice<T: Copy>(
    entry: &mut Reader<'_>,
    key: &'static str,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Option<T> {
    let text = entry.string(key)?;
    named(entry, key, &text, all, name)
}

/// The value of a name, or a fault that lists the names.
pub(super) fn named<T: Copy>(
    entry: &Reader<'_>,
    key: &str,
    text: &Text,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Option<T> {
    let found = all.iter().copied().find(|value| name(*value) == text.value);
    if found.is_none() {
        let names: Vec<&str> = all.iter().map(|value| name(*value)).collect();
        unknown_value(entry, key, text, nearest_or_all(&text.value, &names));
    }
    found
}
