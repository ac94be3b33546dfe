//! Counts (3次, 好几遍), sums of money (5000元, 三百块, ¥99.5) and, so that nothing else takes them, other measures.

mod amounts;
mod change;
mod counts;
mod measures;
mod quantity;

pub(super) use quantity::{FIRST, quantity};
