//! How much of a pack is ever exercised: by its cases, and by real messages.

mod counter;
mod families;
mod threshold;

pub use counter::{Counter, GuardKey, TermUse, Usage};
pub use families::{Coverage, Family, FamilyName, Item};
pub use threshold::{Threshold, ThresholdFault, parse_thresholds};
