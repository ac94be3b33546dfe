//! One change taken back, by putting the entry's old text into the new files.

use super::changes::{Change, ORDER};
use crate::diagnostic::Source;
use crate::lexicon::Lexicon;
use crate::review::entries::{Entry, EntryKind, Files};

/// The pack `from` with one change taken back: its entry is as `to` has it. `None` where that is no sound pack, because
/// other changes lean on this one.
pub(super) fn reverted(from: &Files, to: &Files, change: &Change) -> Option<Lexicon> {
    let own = sources(from, to, change)?;
    Lexicon::parse(&own).ok()
}

fn sources(from: &Files, to: &Files, change: &Change) -> Option<Vec<Source>> {
    if change.id == ORDER {
        return order(from, to);
    }
    let entry = |files: &Files| files.entries().into_iter().find(|entry| entry.id == change.id);
    let (here, there) = (entry(from), entry(to));
    let mut own = from.own().to_vec();
    let mut cut = |entry: &Entry, with: &str| {
        let source = own.get_mut(entry.source.checked_sub(from.inherited)?)?;
        source.text.replace_range(entry.at.clone(), with);
        Some(())
    };
    match (here, there) {
        (Some(here), None) => cut(&here, "")?,
        (Some(here), Some(there)) if here.source >= from.inherited => cut(&here, &block(to, &there))?,
        (None | Some(_), Some(there)) => {
            // It is gone by an entry that says so, or it was never there.
            if let Some(removal) = from.removals().into_iter().find(|entry| entry.id == change.id) {
                cut(&removal, "")?;
            }
            put(&mut own, from, to, &there)?;
        }
        (None, None) => return None,
    }
    Some(own)
}

/// The text of an entry, ending in a line feed.
fn block(files: &Files, entry: &Entry) -> String {
    let text = &files.sources[entry.source].text[entry.at.clone()];
    format!("{}\n\n", text.trim_end())
}

/// Puts an entry where the other pack has it: before the entry that follows it there, else at the end of its file.
fn put(own: &mut Vec<Source>, from: &Files, to: &Files, entry: &Entry) -> Option<()> {
    let text = block(to, entry);
    let entries = from.entries();
    // Order matters in the route and among cues; anywhere else it does no harm.
    let after = to.entries().into_iter().skip_while(|other| other.id != entry.id).skip(1);
    let mut after = after.filter(|other| other.source == entry.source && other.kind == entry.kind);
    let next = after.find_map(|other| entries.iter().find(|known| known.id == other.id));
    if let Some(next) = next.filter(|next| next.source >= from.inherited) {
        let source = own.get_mut(next.source - from.inherited)?;
        source.text.insert_str(next.at.start.min(source.text.len()), &text);
        return Some(());
    }
    let stem = crate::review::entries::stem;
    match own.iter_mut().rfind(|source| stem(&source.name) == entry.stem) {
        // What stands before all headers must stay there.
        Some(source) if entry.at.start == 0 && entry.kind == EntryKind::Setting => {
            source.text.insert_str(0, &text);
        }
        Some(source) => {
            source.text.push('\n');
            source.text.push_str(&text);
        }
        None => own.push(Source { name: format!("{}.toml", entry.stem), text }),
    }
    Some(())
}

/// The rules that both have, in the order of `to`.
fn order(from: &Files, to: &Files) -> Option<Vec<Source>> {
    let rules = |files: &Files| -> Vec<Entry> {
        files.entries().into_iter().filter(|entry| entry.kind == EntryKind::Rule).collect()
    };
    let (here, there) = (rules(from), rules(to));
    let shared: Vec<&Entry> =
        here.iter().filter(|entry| there.iter().any(|other| other.id == entry.id)).collect();
    let wanted: Vec<&Entry> =
        there.iter().filter_map(|other| here.iter().find(|entry| entry.id == other.id)).collect();
    let source = shared.first()?.source;
    let mut own = from.own().to_vec();
    let text = &mut own.get_mut(source.checked_sub(from.inherited)?)?.text;
    // From the back, so that the places of what comes before stay.
    for (place, other) in shared.iter().zip(&wanted).rev() {
        text.replace_range(place.at.clone(), &block(from, other));
    }
    Some(own)
}
