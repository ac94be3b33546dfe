//! How things stand at a desk now: the way in, whether somebody is there, how long it takes.

use super::context::Context;
use super::decision::{DeskChoice, Expected};
use super::verdict::Verdict;
use crate::calendar;
use crate::lexicon::{Account, Desk, Entry, Lexicon, Wait};

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
/// entry. An emergency divides it. Where neither desk nor entry is there to wait at, nothing is stated.
fn wait<'t>(
    desk: &'t Desk,
    way_in: Option<&'t Entry>,
    account: &'t Account,
    enterprise: bool,
    speedup: f64,
) -> Option<Expected<'t>> {
    let own = desk.wait.as_ref().map(|wait| (wait, desk.source.as_str()));
    let entry = way_in.and_then(|entry| Some((entry.wait.as_ref()?, entry.source.as_str())));
    let account =
        account.wait.as_ref().map(|wait| (wait, account.source.as_str())).filter(|_| way_in.is_some());
    let (base, source) = match enterprise {
        true => own.or(account).or(entry),
        false => own.or(entry).or(account),
    }?;
    Some(match base {
        Wait::Minutes(least, most) if desk.emergency => {
            Expected { wait: Wait::Minutes(least / speedup, most / speedup), base: Some(base), source }
        }
        _ => Expected { wait: base.clone(), base: None, source },
    })
}
