//! The figures of each part of the set, parted by a field of the rows.

use std::collections::BTreeMap;

use super::case::Case;
use super::measures::Measures;

/// The cases that share a value.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// The value; `None` for rows without the field.
    pub value: Option<String>,
    /// Their figures.
    pub measures: Measures,
}

/// The set parted by one field.
#[derive(Clone, PartialEq, Debug)]
pub struct Breakdown {
    /// The field.
    pub field: String,
    /// A group a value, in order of the values; rows without the field come first.
    pub groups: Vec<Group>,
}

impl Breakdown {
    /// Parts cases by the field whose values stand at `place` in every label.
    pub(super) fn of(cases: &[Case], field: &str, place: usize, categories: usize) -> Self {
        let mut parts: BTreeMap<Option<&str>, Vec<&Case>> = BTreeMap::new();
        for case in cases {
            let value = case.label.values.get(place).and_then(Option::as_deref);
            parts.entry(value).or_default().push(case);
        }
        let group = |(value, cases): (Option<&str>, Vec<&Case>)| Group {
            value: value.map(str::to_owned),
            measures: Measures::of(cases.iter().copied(), categories),
        };
        Self { field: field.to_owned(), groups: parts.into_iter().map(group).collect() }
    }
}
