//! Names that nothing uses: concepts, desks, ways in; and one name for two things.

use std::collections::{HashMap, HashSet};

use super::dead::patterns;
use super::document::{Document, Entry, Text};
use super::lens::{Lens, Notes};
use crate::diagnostic::Said;
use crate::review::audit::Related;
use crate::text::fold;

pub(super) fn look(lens: &Lens<'_>, notes: &mut Notes<'_>) {
    concepts(lens, notes);
    desks(lens, notes);
    aliases(lens, notes);
    for document in &lens.documents {
        for entry in document.entries_of("term").filter(|entry| entry.has("remove")) {
            removal(document, entry, notes);
        }
    }
}

/// The names between braces in the patterns of an entry.
fn used(entry: &Entry) -> impl Iterator<Item = String> {
    patterns(entry).flat_map(|text| {
        let parts = text.value.split('{').skip(1);
        parts.filter_map(|part| Some(fold(part.split_once('}')?.0).into_owned())).collect::<Vec<_>>()
    })
}

/// Concepts that nothing uses, and names that are read alike.
fn concepts(lens: &Lens<'_>, notes: &mut Notes<'_>) {
    // A file that is no TOML may use any of them.
    let whole = lens.documents.iter().all(|document| document.parsed);
    let entries = lens.documents.iter().flat_map(|document| &document.entries);
    let used: HashSet<String> = entries.flat_map(used).collect();
    for document in lens.documents.iter().filter(|document| document.stem == "concepts") {
        let mut seen: HashMap<String, &Text> = HashMap::new();
        for entry in document.entries_of("concept") {
            let Some(name) = entry.string("name") else { continue };
            let folded = fold(&name.value).into_owned();
            if whole && !used.contains(&folded) {
                let message = Said::new(
                    format!("nothing uses the concept `{}`", name.value),
                    format!("没有写法用到概念 `{}`", name.value),
                );
                notes
                    .add("L601", (document, entry), name.at.clone(), &name.value, message)
                    .help("leave it out, or use it", "删掉它，或者用上它");
            }
            match seen.get(&folded) {
                Some(first) if first.value != name.value => {
                    let message = Said::new(
                        format!(
                            "`{}` and `{}` are one name: only the later one holds",
                            first.value, name.value
                        ),
                        format!("`{}` 和 `{}` 是同一个名字，只有后一个有效", first.value, name.value),
                    );
                    let related = other(notes, document, first);
                    let at = name.at.clone();
                    let finding = notes.add("L602", (document, entry), at, &name.value, message);
                    finding.help("bring both into one list", "合并成一个列表").related.push(related);
                }
                _ => {
                    seen.insert(folded, name);
                }
            }
        }
    }
}

fn other(notes: &Notes<'_>, document: &Document<'_>, first: &Text) -> Related {
    Related {
        file: document.source.name.clone(),
        at: first.at.clone(),
        place: notes.audit.place(&document.source.name, &first.at),
        message: Said::new("the first is here", "前一个在这里"),
    }
}

/// Desks that no rule leads to, ways in that no desk has.
fn desks(lens: &Lens<'_>, notes: &mut Notes<'_>) {
    let all =
        |stem: &str| lens.documents.iter().filter(move |document| document.stem == stem).collect::<Vec<_>>();
    let values = |documents: &[&Document<'_>], kind: &str, key: &str| -> HashSet<String> {
        let entries = documents.iter().flat_map(|document| &document.entries);
        let kind = kind.to_owned();
        let texts = entries.filter(|entry| entry.kind == kind).filter_map(|entry| entry.string(key));
        texts.map(|text| text.value.clone()).collect()
    };
    let (policy, desks) = (all("policy"), all("desk"));
    let led_to = values(&policy, "route", "desk");
    let ways = values(&desks, "desk", "entry");
    for document in &desks {
        // A pack that keeps the policy it extends says nothing about who is led where.
        for (kind, used, whole) in [("desk", &led_to, !policy.is_empty()), ("entry", &ways, true)] {
            for entry in document.entries_of(kind).filter(|_| whole && document.parsed) {
                let Some(id) = entry.string("id").filter(|id| !used.contains(&id.value)) else { continue };
                let message = match kind {
                    "desk" => Said::new(
                        format!("no rule of policy.toml leads to the desk `{}`", id.value),
                        format!("policy.toml 里没有去向通到坐席 `{}`", id.value),
                    ),
                    _ => Said::new(
                        format!("no desk has the way in `{}`", id.value),
                        format!("没有坐席用到入口 `{}`", id.value),
                    ),
                };
                notes
                    .add("L603", (document, entry), id.at.clone(), &id.value, message)
                    .help("leave it out, or use it", "删掉它，或者用上它");
            }
        }
    }
}

/// One alias for two families of codes.
fn aliases(lens: &Lens<'_>, notes: &mut Notes<'_>) {
    let mut seen: HashMap<String, (String, String)> = HashMap::new();
    for document in lens.documents.iter().filter(|document| document.stem == "codes") {
        for entry in document.entries_of("family") {
            for text in entry.strings_of("aliases") {
                let folded = fold(&text.value).into_owned();
                match seen.get(&folded) {
                    Some((id, first)) if *id != entry.id => {
                        let message = Said::new(
                            format!("`{}` names two families, this one and `{first}`", text.value),
                            format!("`{}` 同时是两族的名字：这一族和 `{first}`", text.value),
                        );
                        notes
                            .add("L605", (document, entry), text.at.clone(), &text.value, message)
                            .help("leave it to one of them", "只留给其中一族");
                    }
                    _ => {
                        let first = entry.string("id").map(|id| id.value.clone()).unwrap_or_default();
                        seen.insert(folded, (entry.id.clone(), first));
                    }
                }
            }
        }
    }
}

/// Keys beside `remove = true`, which nobody reads.
fn removal(document: &Document<'_>, entry: &Entry, notes: &mut Notes<'_>) {
    let idle = entry.keys.iter().find(|(key, _)| !matches!(key.as_str(), "text" | "remove" | "signal"));
    if let Some((key, at)) = idle {
        let message = Said::new(
            format!("`{key}` beside `remove` is never read: the term goes away"),
            format!("写了 `remove`，`{key}` 就没有用了：这一条会被删除"),
        );
        notes
            .add("L606", (document, entry), at.clone(), key, message)
            .help("leave one of the two out", "两个只留一个");
    }
}
