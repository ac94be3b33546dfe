//! Who gets it: the first rule of the policy, from the top, whose condition holds.

use super::need::Meaning;
use crate::lexicon::{Condition, Policy, Rule};

/// The rule that chooses the desk. The parser made sure that the last one always holds.
pub(super) fn rule<'t>(policy: &'t Policy, meaning: &Meaning, category: Option<usize>) -> &'t Rule {
    policy
        .route
        .iter()
        .find(|rule| holds(&rule.when, meaning, category))
        .or_else(|| policy.route.last())
        .unwrap_or_else(|| unreachable!("a policy has a last rule"))
}

fn holds(when: &Condition, meaning: &Meaning, category: Option<usize>) -> bool {
    when.emergency.is_none_or(|emergency| meaning.emergencies.first() == Some(&emergency))
        && when.signal.is_none_or(|signal| meaning.outside.contains(&signal))
        && when.category.is_none_or(|wanted| category == Some(wanted))
        && when.has_category.is_none_or(|wanted| category.is_some() == wanted)
        && when.need.is_none_or(|need| meaning.need >= need)
        && when.handoff.is_none_or(|wanted| meaning.handoff == wanted)
}
