//! Two packs side by side: what was changed in words, what that changes for real messages, and which change did it.

mod blame;
mod budget;
mod changes;
mod compare;
mod interval;
mod outcome;
mod revert;
mod tally;

pub use blame::{Blame, Cause, Proof, TRACED, blame};
pub use budget::{Bound, Budget, BudgetFault, Metric, Subject, parse_budgets};
pub use changes::{Change, ChangeKind, Difference, Site, changes};
pub use compare::{Compared, Comparison, KEPT, Moved};
pub use interval::{Range95, paired, wilson};
pub use outcome::{Names, Outcome};
pub use tally::{BINS, Counts, Flow, Histogram};
