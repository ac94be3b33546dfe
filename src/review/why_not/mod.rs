//! Why a message did not go to another desk, and what would send it there.

mod near;
mod trial;
mod why;

pub use near::Near;
pub use why::{Lack, Missed, Step, WhyNot, why_not};
