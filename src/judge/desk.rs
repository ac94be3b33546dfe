//! How things stand at a desk now: the way in, whether somebody is there, how long it takes.

use jiff::civil::DateTime;

use super::context::Context;
use super::decision::{Base, DeskChoice, Expected};
use super::verdict::Verdict;
use crate::calendar;
use crate::lexicon::{Account, Desk, Entry, Hours, Lexicon, Sourced, Wait};

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
    let account = desks.account(context.enterprise);
    let way_in = desk.entry.as_deref().and_then(|id| desks.entry(id));
    let presence = presence(account, desk.account_hours, context.clock.now);
    let [wait, also] = waits(desk, way_in, lexicon, context.enterprise);
    DeskChoice {
        desk,
        way_in,
        alternative: way_in.and_then(|entry| desks.entry(entry.alternative.as_deref()?)),
        account,
        enterprise: context.enterprise,
        hours: presence.hours,
        open: presence.open,
        next_opening: presence.next_opening,
        wait,
        also,
        rule: verdict.rule,
    }
}

/// When somebody is there, and whether somebody is there now.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Presence {
    pub(super) hours: Option<Hours>,
    pub(super) open: Option<bool>,
    pub(super) next_opening: Option<DateTime>,
}

/// The presence that an account's hours give to whatever keeps them; nothing is stated for anything else.
pub(super) fn presence(account: &Account, keeps_hours: bool, now: DateTime) -> Presence {
    let Some(hours) = account.hours.as_ref().map(|hours| hours.value).filter(|_| keeps_hours) else {
        return Presence::default();
    };
    let open = calendar::is_open(hours.opens, hours.closes, now);
    let next_opening = if open { None } else { calendar::next_opening(hours.opens, now) };
    Presence { hours: Some(hours), open: Some(open), next_opening }
}

/// The expected wait, and the other figure that the source gives for the same thing, if it contradicts itself.
///
/// The desk's own figure, else the entry's, else the account's; an enterprise account's figure holds whatever the entry,
/// since entries are described for personal accounts. An emergency divides it. Where neither desk nor entry is there to
/// wait at, nothing is stated. The other figure is the account's for a personal one, its manager's for an enterprise one.
pub(super) fn waits<'t>(
    desk: &'t Desk,
    way_in: Option<&'t Entry>,
    lexicon: &'t Lexicon,
    enterprise: bool,
) -> [Option<Expected<'t>>; 2] {
    let account = lexicon.desks.account(enterprise);
    let own = desk.wait.as_ref();
    let entry = way_in.and_then(|entry| entry.wait.as_ref());
    let accounts = account.wait.as_ref().filter(|_| way_in.is_some());
    let base = match enterprise {
        true => own.or(accounts).or(entry),
        false => own.or(entry).or(accounts),
    };
    let Some(base) = base else { return [None, None] };
    if desk.emergency {
        return [Some(divided(base, &lexicon.policy.emergency_speedup)), None];
    }
    let manager = account.manager.as_ref().and_then(|manager| manager.wait.as_ref());
    let other = if enterprise { manager.filter(|_| way_in.is_some()) } else { accounts };
    let other = other.filter(|other| other.value != base.value);
    [Some(plain(base)), other.map(plain)]
}

/// A figure as it is stated.
pub(super) fn plain(wait: &Sourced<Wait>) -> Expected<'_> {
    Expected { wait: wait.value.clone(), base: None, source: &wait.source }
}

/// A figure in an emergency; words can't be divided.
fn divided<'t>(wait: &'t Sourced<Wait>, speedup: &'t Sourced<f64>) -> Expected<'t> {
    match &wait.value {
        Wait::Minutes(least, most) => Expected {
            wait: Wait::Minutes(least / speedup.value, most / speedup.value),
            base: Some(Base { wait: &wait.value, speedup }),
            source: &wait.source,
        },
        Wait::Words(_) => plain(wait),
    }
}
