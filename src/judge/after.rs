//! What a writer can still do after the service has ended: rate it in time, complain further in writing.

use jiff::civil::DateTime;

use crate::calendar::{is_within, until};
use crate::lexicon::{AfterService as Stated, Desk, Desks};

/// What is open to a writer after the service.
#[derive(Clone, Copy, Debug)]
pub struct AfterService<'t> {
    /// What the source states about it.
    pub stated: &'t Stated,
    /// A rating is asked for and still taken; `None` when nobody said when the service ended.
    pub rating_open: Option<bool>,
    /// First moment at which no rating is taken any more.
    pub rating_until: Option<DateTime>,
    /// The desk that takes a further complaint.
    pub complaint: Option<&'t Desk>,
    /// A further complaint is the way now: ratings are closed, or a low one was given.
    pub complain: bool,
}

/// What is open at `now` after a service that ended at `ended`. `low`: the writer gave a low rating. `None` when the pack
/// states nothing about it.
#[must_use]
pub fn after_service(
    desks: &Desks,
    ended: Option<DateTime>,
    low: bool,
    now: DateTime,
) -> Option<AfterService<'_>> {
    let stated = desks.service.after.as_ref()?;
    let minutes = stated.rating_minutes.value;
    let rating_open = ended.map(|ended| ended <= now && is_within(minutes, ended, now));
    let over = ended.is_some_and(|ended| !is_within(minutes, ended, now));
    Some(AfterService {
        stated,
        rating_open,
        rating_until: ended.and_then(|ended| until(minutes, ended)),
        complaint: desks.desk(&stated.complaint),
        complain: low || over,
    })
}
