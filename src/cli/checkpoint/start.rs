//! What a run begins with: nothing, or what another one had come to.

use crate::cli::feed::Fed;
use crate::cli::outlets::Opening;
use crate::review::Counts;
use crate::session::Sessions;

/// What a run begins with.
#[derive(Default)]
pub(in crate::cli) struct Start {
    /// How its files are opened.
    pub(in crate::cli) opening: Opening,
    /// What was done before.
    pub(in crate::cli) fed: Fed,
    /// What a summary of that is made of, where one was wanted.
    pub(in crate::cli) counts: Option<Counts>,
    /// What is remembered of conversations; without a policy.
    pub(in crate::cli) sessions: Sessions,
    /// There is nothing more to do.
    pub(in crate::cli) finished: bool,
}
