//! What of each sort a pack has, how often each took part, and what never did.

use std::collections::{BTreeSet, HashMap};

use super::counter::{Usage, all_guards};
use crate::lexicon::Lexicon;
use crate::review::entries::{Entry, EntryKind, Files, Value};
use crate::text::fold;

/// The sorts of things that can be covered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs)]
pub enum FamilyName {
    Terms,
    Guards,
    Cues,
    Concepts,
    Rules,
    Desks,
}

impl FamilyName {
    /// Every sort, in the order of a report.
    pub const ALL: [Self; 6] =
        [Self::Terms, Self::Guards, Self::Cues, Self::Concepts, Self::Rules, Self::Desks];

    /// The stable name in options and machine output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Terms => "terms",
            Self::Guards => "guards",
            Self::Cues => "cues",
            Self::Concepts => "concepts",
            Self::Rules => "rules",
            Self::Desks => "desks",
        }
    }
}

/// One thing that can be covered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// Its id: `payment/花呗`, `payment/抬头 not_within 抬头看`, `dispute`.
    pub id: String,
    /// The file and the line that it stands on, where that is known.
    pub at: Option<(String, usize)>,
    /// How often it took part.
    pub count: u64,
}

/// All things of one sort.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Family {
    /// The sort.
    pub name: FamilyName,
    /// Its things, in file order.
    pub items: Vec<Item>,
    /// So often a thing must take part to be covered.
    pub least: u64,
}

impl Family {
    /// How many of its things are covered.
    #[must_use]
    pub fn covered(&self) -> u64 {
        self.items.iter().filter(|item| item.count >= self.least).count() as u64
    }

    /// Those that are not.
    pub fn uncovered(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.count < self.least)
    }

    /// The covered share in tenths of a percent, rounded down: 1000 only where all of it is. Nothing is covered in full.
    #[must_use]
    pub fn permille(&self) -> u64 {
        match self.items.len() as u64 {
            0 => 1000,
            all => self.covered() * 1000 / all,
        }
    }
}

/// What some messages cover of a pack.
#[derive(Clone, PartialEq, Debug)]
pub struct Coverage {
    /// How often everything took part.
    pub usage: Usage,
    /// All sorts, in the order of [`FamilyName::ALL`].
    pub families: Vec<Family>,
}

impl Coverage {
    /// Reads the counts of a pack. `least`: so often a thing must take part to be covered.
    #[must_use]
    pub fn of(lexicon: &Lexicon, files: &Files, usage: Usage, least: u64) -> Self {
        let entries = files.entries();
        let book = Book { lexicon, files, entries: &entries, usage: &usage };
        let families = FamilyName::ALL.map(|name| {
            let items = match name {
                FamilyName::Terms => book.terms(),
                FamilyName::Guards => book.guards(),
                FamilyName::Cues => book.cues(),
                FamilyName::Concepts => book.concepts(),
                FamilyName::Rules => book.rules(),
                FamilyName::Desks => book.desks(),
            };
            Family { name, items, least: least.max(1) }
        });
        Self { families: families.to_vec(), usage }
    }

    /// One sort.
    #[must_use]
    pub fn family(&self, name: FamilyName) -> &Family {
        &self.families[name as usize]
    }
}

struct Book<'b> {
    lexicon: &'b Lexicon,
    files: &'b Files,
    entries: &'b [Entry],
    usage: &'b Usage,
}

impl Book<'_> {
    fn at(&self, entry: &Entry) -> Option<(String, usize)> {
        Some((self.files.sources[entry.source].name.clone(), entry.line))
    }

    fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    fn of_kind(&self, kind: EntryKind) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.kind == kind)
    }

    /// Where each term stands, by its place in the lexicon.
    fn term_places(&self) -> Vec<Option<(String, usize)>> {
        let entries: HashMap<&str, &Entry> =
            self.of_kind(EntryKind::Term).map(|entry| (entry.id.as_str(), entry)).collect();
        let terms = self.lexicon.terms.iter();
        terms.map(|term| entries.get(term.id.as_str()).and_then(|entry| self.at(entry))).collect()
    }

    fn terms(&self) -> Vec<Item> {
        let terms = self.lexicon.terms.iter().zip(self.term_places()).zip(&self.usage.terms);
        terms.map(|((term, at), usage)| Item { id: term.id.clone(), at, count: usage.fired }).collect()
    }

    fn guards(&self) -> Vec<Item> {
        let places = self.term_places();
        let item = |key: super::GuardKey| {
            let count = self.usage.guards.get(&key).copied().unwrap_or_default();
            let (place, name, text) = key;
            let id = format!("{} {name} {text}", self.lexicon.terms[place].id).trim_end().to_owned();
            Item { id, at: places[place].clone(), count }
        };
        all_guards(self.lexicon).into_iter().map(item).collect()
    }

    fn cues(&self) -> Vec<Item> {
        let counts = self.usage.cues.iter().copied().chain(std::iter::repeat(0));
        let cues = self.of_kind(EntryKind::Cue).zip(counts);
        cues.map(|(entry, count)| Item { id: entry.id.clone(), at: self.at(entry), count }).collect()
    }

    /// A concept takes part with every entry that uses it, directly or by another concept.
    fn concepts(&self) -> Vec<Item> {
        let names = |entry: &Entry| -> BTreeSet<String> {
            let keys =
                ["text", "variants", "any", "until", "pseudo", "not_within", "not_after", "not_before"];
            keys.iter().filter_map(|key| entry.keys.get(*key)).flat_map(named).collect()
        };
        let name_of =
            |entry: &Entry| fold(entry.id.strip_prefix("concepts/").unwrap_or(&entry.id)).into_owned();
        let inner: HashMap<String, BTreeSet<String>> =
            self.of_kind(EntryKind::Concept).map(|entry| (name_of(entry), names(entry))).collect();
        let mut counts: HashMap<String, u64> = HashMap::new();
        let mut spread = |used: BTreeSet<String>, count: u64| {
            let mut open: Vec<String> = used.into_iter().collect();
            let mut seen = BTreeSet::new();
            while let Some(name) = open.pop() {
                if seen.insert(name.clone()) {
                    open.extend(inner.get(&name).into_iter().flatten().cloned());
                    *counts.entry(name).or_default() += count;
                }
            }
        };
        for (term, usage) in self.lexicon.terms.iter().zip(&self.usage.terms).filter(|(_, u)| u.fired > 0) {
            spread(self.entry(&term.id).map(names).unwrap_or_default(), usage.fired);
        }
        for (entry, count) in self.of_kind(EntryKind::Cue).zip(&self.usage.cues).filter(|(_, n)| **n > 0) {
            spread(names(entry), *count);
        }
        let item = |entry: &Entry| Item {
            id: entry.id.clone(),
            at: self.at(entry),
            count: counts.get(&name_of(entry)).copied().unwrap_or_default(),
        };
        self.of_kind(EntryKind::Concept).map(item).collect()
    }

    fn rules(&self) -> Vec<Item> {
        let rules = self.lexicon.policy.route.iter().zip(&self.usage.rules);
        let at = |id: &str| self.entry(&format!("policy/route/{id}")).and_then(|entry| self.at(entry));
        rules.map(|(rule, count)| Item { id: rule.id.clone(), at: at(&rule.id), count: *count }).collect()
    }

    fn desks(&self) -> Vec<Item> {
        let desks = self.lexicon.desks.desks.iter().zip(&self.usage.desks);
        let at = |id: &str| self.entry(&format!("desk/desk/{id}")).and_then(|entry| self.at(entry));
        desks.map(|(desk, count)| Item { id: desk.id.clone(), at: at(&desk.id), count: *count }).collect()
    }
}

/// The names in braces of the wordings of a key, folded.
fn named(value: &Value) -> Vec<String> {
    let wordings = match value {
        Value::One(wording) => std::slice::from_ref(wording),
        Value::List(wordings) => wordings,
    };
    let mut names = Vec::new();
    for wording in wordings {
        let opened = wording.split('{').skip(1);
        names.extend(opened.filter_map(|rest| Some(fold(rest.split_once('}')?.0).into_owned())));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{Coverage, Family, FamilyName, Item};
    use crate::calendar::{Clock, ClockSource, parse_moment};
    use crate::lexicon::Lexicon;
    use crate::review::coverage::Counter;
    use crate::review::entries::Files;
    use crate::triage::{Context, Triage};

    #[test]
    fn shares_are_never_rounded_up() {
        let family = |covered: usize, all: usize| Family {
            name: FamilyName::Terms,
            items: (0..all)
                .map(|n| Item { id: n.to_string(), at: None, count: u64::from(n < covered) })
                .collect(),
            least: 1,
        };
        assert_eq!(family(11_999, 12_000).permille(), 999);
        assert_eq!(family(12_000, 12_000).permille(), 1000);
        assert_eq!(
            (family(0, 0).permille(), family(0, 3).permille(), family(2, 3).permille()),
            (1000, 0, 666)
        );
    }

    #[test]
    fn everything_that_takes_part_is_counted() {
        let triage = Triage::new(Lexicon::builtin());
        let now = parse_moment("2026-11-24T14:30").unwrap();
        let context = Context::at(Clock { now, source: ClockSource::Option });
        let mut counter = Counter::new(&triage);
        for message in ["我的账号没有被盗", "退款三天了还没到账", "今天天气不错"] {
            counter.add(message, &context);
        }
        let files = Files::of(&Lexicon::builtin_sources());
        let coverage = Coverage::of(triage.lexicon(), &files, counter.finish(), 1);
        assert_eq!(coverage.usage.messages, 3);
        let count = |name, id: &str| {
            let item = coverage.family(name).items.iter().find(|item| item.id == id);
            item.unwrap_or_else(|| panic!("{id}")).count
        };
        assert_eq!(count(FamilyName::Rules, "payment"), 1);
        assert_eq!(count(FamilyName::Desks, "self_service"), 2);
        assert_eq!(count(FamilyName::Cues, "assertion/negated/没有"), 1);
        assert!(count(FamilyName::Concepts, "concepts/未到账") >= 1);
        for family in &coverage.families {
            assert!(family.covered() > 0 || family.name == FamilyName::Guards, "{:?}", family.name);
            assert!(family.items.iter().all(|item| item.at.is_some()), "{:?}", family.name);
        }
    }
}
