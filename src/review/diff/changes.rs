//! What was changed between two packs, in the words of those who keep them.

use std::collections::{BTreeMap, BTreeSet};

use crate::review::entries::{Entry, EntryKind, Files, Value};

/// What became of an entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ChangeKind {
    /// Only the new pack has it.
    Added,
    /// Only the old pack has it.
    Removed,
    /// Both have it, and it says something else.
    Changed,
}

impl ChangeKind {
    /// The stable name in machine output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// Where an entry stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Site {
    /// The file, as it was named when it was read.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// One key that says something else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The key: `weight`, `not_within`.
    pub key: String,
    /// What the old pack says; none where the key was not there.
    pub old: Option<Value>,
    /// What the new pack says; none where the key is gone.
    pub new: Option<Value>,
}

impl Difference {
    /// What a list gained and what it lost; nothing for single values.
    #[must_use]
    pub fn items(&self) -> (Vec<&str>, Vec<&str>) {
        fn list(value: Option<&Value>) -> Vec<&str> {
            match value {
                Some(Value::List(items)) => items.iter().map(String::as_str).collect(),
                Some(Value::One(item)) => vec![item.as_str()],
                None => Vec::new(),
            }
        }
        if !matches!((&self.old, &self.new), (Some(Value::List(_)), _) | (_, Some(Value::List(_)))) {
            return (Vec::new(), Vec::new());
        }
        let (old, new) = (list(self.old.as_ref()), list(self.new.as_ref()));
        let lost = old.iter().copied().filter(|item| !new.contains(item)).collect();
        (new.into_iter().filter(|item| !old.contains(item)).collect(), lost)
    }
}

/// One entry that was added, removed or changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// What became of it.
    pub kind: ChangeKind,
    /// What it is.
    pub entry: EntryKind,
    /// Its id: `security/验证码`.
    pub id: String,
    /// Where the old pack has it.
    pub old: Option<Site>,
    /// Where the new pack has it.
    pub new: Option<Site>,
    /// The keys that differ. For an entry that was added or removed, all of its keys.
    pub differences: Vec<Difference>,
}

impl Change {
    /// Whether it can't change any decision: sentences that prove a term, and reasons for people.
    #[must_use]
    pub fn is_inert(&self) -> bool {
        let inert = |key: &str| match self.entry {
            EntryKind::Term => matches!(key, "hits" | "misses" | "why"),
            EntryKind::Setting => {
                matches!(key, "name" | "version" | "source") && self.id.starts_with("pack/")
            }
            _ => key == "source",
        };
        self.kind == ChangeKind::Changed && self.differences.iter().all(|difference| inert(&difference.key))
    }

    /// Where it is to be looked at: in the new pack, or in the old one where it is gone.
    #[must_use]
    pub fn site(&self) -> &Site {
        static NOWHERE: Site = Site { file: String::new(), line: 0 };
        self.new.as_ref().or(self.old.as_ref()).unwrap_or(&NOWHERE)
    }
}

/// Everything that was changed, in the order of the new pack, what is gone last. The order of rules counts as a change
/// of the first rule that stands elsewhere; the order of terms means nothing.
#[must_use]
pub fn changes(old: &Files, new: &Files) -> Vec<Change> {
    let (before, after) = (old.entries(), new.entries());
    let known: BTreeMap<&str, &Entry> = before.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    let mut changes = Vec::new();
    for entry in &after {
        match known.get(entry.id.as_str()) {
            None => changes.push(change(ChangeKind::Added, None, Some((entry, new)))),
            Some(earlier) if earlier.keys != entry.keys => {
                changes.push(change(ChangeKind::Changed, Some((earlier, old)), Some((entry, new))));
            }
            Some(_) => {}
        }
    }
    let kept: BTreeSet<&str> = after.iter().map(|entry| entry.id.as_str()).collect();
    let gone = before.iter().filter(|entry| !kept.contains(entry.id.as_str()));
    changes.extend(gone.map(|entry| change(ChangeKind::Removed, Some((entry, old)), None)));
    changes.extend(reordered(&before, &after, old, new));
    changes
}

fn change(kind: ChangeKind, old: Option<(&Entry, &Files)>, new: Option<(&Entry, &Files)>) -> Change {
    let site = |(entry, files): (&Entry, &Files)| Site {
        file: files.sources[entry.source].name.clone(),
        line: entry.line,
    };
    let empty = BTreeMap::new();
    let keys = |side: Option<(&Entry, &Files)>| side.map_or(empty.clone(), |(entry, _)| entry.keys.clone());
    let (before, after) = (keys(old), keys(new));
    let all: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differences = all.into_iter().filter(|key| before.get(*key) != after.get(*key));
    let differences = differences.map(|key| Difference {
        key: key.clone(),
        old: before.get(key).cloned(),
        new: after.get(key).cloned(),
    });
    let differences = differences.collect();
    let (entry, id) =
        new.or(old).map_or((EntryKind::Setting, String::new()), |(e, _)| (e.kind, e.id.clone()));
    Change { kind, entry, id, old: old.map(site), new: new.map(site), differences }
}

/// Rules that both packs have, and that stand in another order.
fn reordered(before: &[Entry], after: &[Entry], old: &Files, new: &Files) -> Option<Change> {
    let rules = |entries: &[Entry], others: &[Entry]| -> Vec<String> {
        let shared =
            |entry: &&Entry| entry.kind == EntryKind::Rule && others.iter().any(|other| other.id == entry.id);
        entries.iter().filter(shared).map(|entry| entry.id.clone()).collect()
    };
    let (was, is) = (rules(before, after), rules(after, before));
    let (_, moved) = was.iter().zip(&is).find(|(was, is)| was != is)?;
    let find = |entries: &[Entry], files: &Files| {
        let entry = entries.iter().find(|entry| entry.id == *moved)?;
        Some(Site { file: files.sources[entry.source].name.clone(), line: entry.line })
    };
    let names = |rules: &[String]| {
        let name = |id: &String| id.rsplit('/').next().unwrap_or_default().to_owned();
        Some(Value::One(rules.iter().map(name).collect::<Vec<_>>().join(" › ")))
    };
    Some(Change {
        kind: ChangeKind::Changed,
        entry: EntryKind::Setting,
        id: ORDER.to_owned(),
        old: find(before, old),
        new: find(after, new),
        differences: vec![Difference { key: "order".to_owned(), old: names(&was), new: names(&is) }],
    })
}

/// The id of a change of nothing but the order of rules.
pub(super) const ORDER: &str = "policy/route";
