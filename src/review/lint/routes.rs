//! Rules of the policy that nothing ever reaches.

use super::lens::{Lens, Notes};
use crate::diagnostic::Said;
use crate::lexicon::{Condition, Rule};

pub(super) fn look(lens: &Lens<'_>, notes: &mut Notes<'_>) {
    let Some(lexicon) = lens.lexicon() else { return };
    for document in lens.documents.iter().filter(|document| document.stem == "policy") {
        let rules = &lexicon.policy.route;
        let entries: Vec<_> = document.entries_of("route").collect();
        // A policy with a fault was left out for a plain one.
        let same = |(rule, entry): (&Rule, &&super::document::Entry)| {
            entry.string("id").is_some_and(|id| id.value == rule.id)
        };
        if entries.len() != rules.len() || !rules.iter().zip(&entries).all(same) {
            continue;
        }
        for (place, (rule, entry)) in rules.iter().zip(&entries).enumerate() {
            let earlier = rules[..place].iter().find(|earlier| covers(&earlier.when, &rule.when));
            let (Some(earlier), Some(id)) = (earlier, entry.string("id")) else { continue };
            let message = Said::new(
                format!("nothing ever reaches `{}`: `{}` above holds whenever it does", rule.id, earlier.id),
                format!("永远走不到 `{}`：前面的 `{}` 总会先成立", rule.id, earlier.id),
            );
            notes
                .add("L604", (document, entry), id.at.clone(), &rule.id, message)
                .help("move it up, or leave it out", "往前移，或删掉它");
        }
    }
}

/// Whether one condition holds wherever another does.
fn covers(one: &Condition, other: &Condition) -> bool {
    fn part<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
        one.is_none() || one == other
    }
    let has_category = one.has_category.is_none()
        || one.has_category == other.has_category
        || (one.has_category == Some(true) && other.category.is_some());
    part(one.emergency, other.emergency)
        && part(one.signal, other.signal)
        && part(one.category, other.category)
        && part(one.handoff, other.handoff)
        && has_category
        && one.need.is_none_or(|need| other.need.is_some_and(|other| other >= need))
}
