//! Is what we know in good order? Measures decisions against labels that people gave; touches no file itself.

mod bootstrap;
mod calibration;
mod case;
mod errors;
mod evaluate;
mod groups;
mod label;
mod measures;
mod rank;
mod suggest;
mod terms;
mod tune;

pub use bootstrap::{DRAWS, Interval, Intervals, SEED};
pub use calibration::{Bin, Calibration};
pub use case::{Case, Facts, Fired};
pub use errors::Errors;
pub use evaluate::{Evaluation, Evaluator, Options};
pub use groups::{Breakdown, Group};
pub use label::{Label, fields};
pub use measures::{Measures, Share, Tally};
pub use suggest::{Example, Labelled, Limits, MOST_STRINGS, Suggester, Suggestion, Suggestions};
pub use terms::{TermRow, TermTable};
pub use tune::{
    Change, Evidence, FOLDS, Figure, Figures, Grounds, PRIOR, Quality, Sample, Tuning, rewrite, tune,
};
