//! One change taken back, by putting the entry's old text into the new files.

use super::changes::{Change, ORDER};
use crate::diagnostic::Source;
use crate::lexicon::Lexicon;
use crate::review::entries::{Entry, EntryKind, Files, stem};

/// The files of a pack with the entries in them, gathered once.
pub(super) struct Half<'f> {
    files: &'f Files,
    entries: Vec<Entry>,
    removals: Vec<Entry>,
}

impl<'f> Half<'f> {
    pub(super) fn of(files: &'f Files) -> Self {
        Self { entries: files.entries(), removals: files.removals(), files }
    }

    fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The text of an entry, ending in an empty line.
    fn block(&self, entry: &Entry) -> String {
        let text = &self.files.sources[entry.source].text[entry.at.clone()];
        format!("{}\n\n", text.trim_end())
    }

    /// The place of a file among the pack's own; none for an inherited one.
    fn own(&self, source: usize) -> Option<usize> {
        source.checked_sub(self.files.inherited)
    }
}

/// The pack `from` with one change taken back: its entry is as `to` has it. `None` where that is no sound pack, because
/// other changes lean on this one.
pub(super) fn reverted(from: &Half<'_>, to: &Half<'_>, change: &Change) -> Option<Lexicon> {
    let own = if change.id == ORDER { order(from, to) } else { sources(from, to, &change.id) };
    Lexicon::parse(&own?).ok()
}

fn sources(from: &Half<'_>, to: &Half<'_>, id: &str) -> Option<Vec<Source>> {
    let mut own = from.files.own().to_vec();
    let cut = |own: &mut Vec<Source>, entry: &Entry, with: &str| {
        own.get_mut(from.own(entry.source)?)?.text.replace_range(entry.at.clone(), with);
        Some(())
    };
    match (from.entry(id), to.entry(id)) {
        (Some(here), None) => cut(&mut own, here, "")?,
        (Some(here), Some(there)) if from.own(here.source).is_some() => {
            cut(&mut own, here, &to.block(there))?;
        }
        (None | Some(_), Some(there)) => {
            // It is gone by an entry that says so, or it was never there.
            let removal = from.removals.iter().find(|entry| entry.id == id);
            put(&mut own, from, to, there)?;
            if let Some(removal) = removal {
                // What was put in may have moved it, but never to another text.
                let text = &from.files.sources[removal.source].text[removal.at.clone()];
                let source = own.get_mut(from.own(removal.source)?)?;
                source.text = source.text.replacen(text, "", 1);
            }
        }
        (None, None) => return None,
    }
    Some(own)
}

/// Puts an entry where the other pack has it: before the entry that follows it there, else at the end of its file.
fn put(own: &mut Vec<Source>, from: &Half<'_>, to: &Half<'_>, entry: &Entry) -> Option<()> {
    let text = to.block(entry);
    // Order matters in the route and among cues; anywhere else it does no harm.
    let after = to.entries.iter().skip_while(|other| other.id != entry.id).skip(1);
    let mut after = after.filter(|other| other.source == entry.source && other.kind == entry.kind);
    let next = after.find_map(|other| from.entry(&other.id));
    if let Some((next, place)) = next.and_then(|next| Some((next, from.own(next.source)?))) {
        let source = own.get_mut(place)?;
        source.text.insert_str(next.at.start.min(source.text.len()), &text);
        return Some(());
    }
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
fn order(from: &Half<'_>, to: &Half<'_>) -> Option<Vec<Source>> {
    let rules = |half: &'_ Half<'_>| {
        let rules = half.entries.iter().filter(|entry| entry.kind == EntryKind::Rule);
        rules.cloned().collect::<Vec<Entry>>()
    };
    let (here, there) = (rules(from), rules(to));
    let has = |rules: &[Entry], id: &str| rules.iter().any(|rule| rule.id == id);
    let shared: Vec<&Entry> = here.iter().filter(|rule| has(&there, &rule.id)).collect();
    let wanted = there.iter().filter_map(|other| here.iter().find(|rule| rule.id == other.id));
    let wanted: Vec<String> = wanted.map(|rule| from.block(rule)).collect();
    let place = from.own(shared.first()?.source)?;
    let mut own = from.files.own().to_vec();
    let text = &mut own.get_mut(place)?.text;
    // From the back, so that the places of what comes before stay.
    for (rule, block) in shared.iter().zip(&wanted).rev() {
        text.replace_range(rule.at.clone(), block);
    }
    Some(own)
}
