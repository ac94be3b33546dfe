//! Things kept by the conversation they belong to, the longest silent ones first to go.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;

/// Stands for the id of a conversation, so that an entry has the same size however long the id is.
pub(super) type Key = [u8; 16];

/// Keeps one thing a conversation, with the order in which they were put there and the time of their last turn.
#[derive(Clone, Debug)]
pub(super) struct Shelf<T> {
    /// A tree, because where all comes and goes a hash table grows to twice its size: what was taken away leaves marks in it.
    entries: BTreeMap<Key, Entry<T>>,
    /// By the number that each got when it was put there.
    arrivals: BTreeMap<u64, Key>,
    /// Those with a time, by time.
    times: BTreeSet<(DateTime, u64)>,
    next: u64,
}

#[derive(Clone, Debug)]
struct Entry<T> {
    arrival: u64,
    last: Option<DateTime>,
    thing: T,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { entries: BTreeMap::new(), arrivals: BTreeMap::new(), times: BTreeSet::new(), next: 0 }
    }
}

impl<T> Shelf<T> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Everything, in the order in which it was put there, with the time of its last turn.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Key, Option<DateTime>, &T)> {
        let entries = self.arrivals.values().filter_map(|key| self.entries.get_key_value(key));
        entries.map(|(key, entry)| (key, entry.last, &entry.thing))
    }

    /// Puts a thing there, as the newest; `last` is the time of its last turn, if any had one.
    pub(super) fn put(&mut self, key: Key, last: Option<DateTime>, thing: T) {
        let arrival = self.next;
        self.next += 1;
        self.take(&key);
        self.entries.insert(key, Entry { arrival, last, thing });
        self.arrivals.insert(arrival, key);
        self.times.extend(last.map(|last| (last, arrival)));
    }

    /// Takes a thing away, with the time of its last turn.
    pub(super) fn take(&mut self, key: &Key) -> Option<(T, Option<DateTime>)> {
        let Entry { arrival, last, thing } = self.entries.remove(key)?;
        self.arrivals.remove(&arrival);
        if let Some(last) = last {
            self.times.remove(&(last, arrival));
        }
        Some((thing, last))
    }

    /// Takes away the thing that was put there first.
    pub(super) fn take_oldest(&mut self) -> Option<(Key, Option<DateTime>)> {
        let (_, &key) = self.arrivals.first_key_value()?;
        let (_, last) = self.take(&key)?;
        Some((key, last))
    }

    /// Drops everything whose last turn was before a time.
    pub(super) fn drop_before(&mut self, time: DateTime) {
        while let Some(&(last, arrival)) = self.times.first()
            && last < time
        {
            self.times.pop_first();
            if let Some(key) = self.arrivals.remove(&arrival) {
                self.entries.remove(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use proptest::prelude::*;

    use super::Shelf;
    use crate::calendar::parse_moment;

    proptest! {
        /// Nothing stays behind of what was taken, replaced or dropped.
        #[test]
        fn the_orders_hold_what_the_shelf_holds(
            steps in prop::collection::vec((0..4u8, 0..8u8, prop::option::of(0..50i64)), 0..60),
        ) {
            let start = parse_moment("2026-11-24").unwrap();
            let mut shelf = Shelf::default();
            for (step, key, minute) in steps {
                let (key, time) = ([key; 16], minute.map(|minute| start + minute.minutes()));
                match step {
                    0 => drop(shelf.take(&key)),
                    1 => drop(shelf.take_oldest()),
                    2 => time.into_iter().for_each(|time| shelf.drop_before(time)),
                    _ => shelf.put(key, time, ()),
                }
                let timed = shelf.entries.values().filter(|entry| entry.last.is_some()).count();
                prop_assert_eq!((shelf.arrivals.len(), shelf.times.len()), (shelf.len(), timed));
                for (arrival, key) in &shelf.arrivals {
                    prop_assert_eq!(shelf.entries[key].arrival, *arrival);
                }
            }
        }
    }
}
