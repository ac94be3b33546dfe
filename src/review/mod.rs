//! Is what we know in good order? Measures decisions against labels that people gave; touches no file itself.

mod audit;
mod bootstrap;
mod calibration;
mod case;
pub mod cases;
pub mod coverage;
pub mod diff;
mod entries;
mod errors;
mod evaluate;
mod format;
mod format_comments;
mod funnel;
mod groups;
mod label;
pub mod lint;
mod measures;
mod rank;
mod replay;
mod suggest;
mod summary;
mod terms;
mod track;
mod tune;
pub mod why_not;

pub use audit::{Audit, Finding, Outcome, Place, Related, Trial};
pub use bootstrap::{DRAWS, Interval, Intervals, SEED};
pub use calibration::{Bin, Calibration};
pub use case::{Case, Facts, Fired};
pub use entries::{Entry, EntryKind, Files, Value};
pub use errors::Errors;
pub use evaluate::{Evaluation, Evaluator, Options};
pub use format::format;
pub use funnel::Funnel;
pub use groups::{Breakdown, Group};
pub use label::{Label, fields};
pub use measures::{Measures, Share, Tally};
pub use replay::{Policy, Replayed, ScoredTurn, TOLERANCES, golden, replay, sweep};
pub use suggest::{Example, Labelled, Limits, MOST_STRINGS, Suggester, Suggestion, Suggestions};
pub use summary::{Counted, Counts, Named, Run, Summary};
pub use terms::{TermRow, TermTable};
pub use track::{Due, Event, Standing, Step, Ticket, track};
pub use tune::{
    Change, Evidence, FOLDS, Figure, Figures, Grounds, PRIOR, Quality, Sample, Tuning, rewrite, tune,
};
