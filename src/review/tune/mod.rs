//! Fits the figures of the score to labelled messages, under the laws that the score keeps.

mod cross;
mod each_term;
mod figures;
mod fit;
mod grounds;
mod rewrite;
mod tuning;

pub use cross::{FOLDS, Quality};
pub use figures::{Figure, Figures};
pub use grounds::Grounds;
pub use rewrite::rewrite;
pub use tuning::{Change, Evidence, PRIOR, Sample, Tuning, tune};
