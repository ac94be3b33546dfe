//! How things stand at a desk now: the way in, whether somebody is there, how long it takes.

use super::decision::DeskChoice;
use super::verdict::Verdict;
use crate::calendar;
use crate::lexicon::{Account, Desk, Entry, Lexicon, Wait};
use crate::triage::Context;

/// The desk of the chosen rule, as the writer finds it.
pub(super) fn choose<'t>(
    lexicon: &'t Lexicon,
    verdict: &Verdict<'t>,
    context: &Context<'_>,
) -> DeskChoice<'t> {
    let desks = &lexicon.desks;
    let desk = desks
        .desk(&verdict.rule.desk)
        .unwrap_or_else(|| unreachable!("the parser checked that {} exists", verdict.rule.desk));
    let account = if context.enterprise { &desks.enterprise } else { &desks.personal };
    let way_in = desk.entry.as_deref().and_then(|id| desks.entry(id));
    let hours = account.hours.filter(|_| desk.account_hours);
    let open = hours.map(|hours| calendar::is_open(hours.opens, hours.closes, context.clock.now));
    let next_opening = match (open, hours) {
        (Some(false), Some(hours)) => calendar::next_opening(hours.opens, context.clock.now),
        _ => None,
    };
    let wait = wait(desk, way_in, account, context.enterprise, lexicon.policy.emergency_speedup);
    DeskChoice { desk, way_in, hours, open, next_opening, wait, rule: verdict.rule }
}

/// The desk's own figure, else the entry's, else the account's; an enterprise account's figure holds whatever the
/// entry. An emergency divides it.
fn wait(
    desk: &Desk,
    way_in: Option<&Entry>,
    account: &Account,
    enterprise: bool,
    speedup: f64,
) -> Option<Wait> {
    if desk.outside || (way_in.is_none() && desk.wait.is_none()) {
        return desk.wait.clone();
    }
    let entry = way_in.and_then(|entry| entry.wait.clone());
    let base = match (&desk.wait, enterprise) {
        (Some(wait), _) => Some(wait.clone()),
        (None, true) => account.wait.clone().or(entry),
        (None, false) => entry.or_else(|| account.wait.clone()),
    };
    match base {
        Some(Wait::Minutes(least, most)) if desk.emergency => {
            Some(Wait::Minutes(least / speedup, most / speedup))
        }
        base => base,
    }
}
