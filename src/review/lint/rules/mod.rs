//! The rules as tables, one file a family.

mod broad;
mod characters;
mod contradictions;
mod dead;
mod proof;
mod references;
mod schema;
mod suppressions;
mod twice;

use super::rule::Rule;

/// The families in order.
pub(super) const TABLES: [&[Rule]; 9] = [
    schema::RULES,
    twice::RULES,
    dead::RULES,
    broad::RULES,
    proof::RULES,
    contradictions::RULES,
    references::RULES,
    characters::RULES,
    suppressions::RULES,
];
