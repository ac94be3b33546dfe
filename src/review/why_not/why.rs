//! Why a message did not go to another desk: the rules that lead there, and what each lacks.

use super::near::{Near, near};
use super::trial::Trial;
use crate::lexicon::{Category, Desk, Emergency, Lexicon, Need, Owner, Rule, Signal, State, Term};
use crate::review::case::stands;
use crate::triage::{Context, Report};

/// Why a message did not go to a desk.
#[derive(Clone, Debug)]
pub struct WhyNot<'t> {
    /// The desk asked about.
    pub desk: &'t Desk,
    /// It went there.
    pub went: bool,
    /// The rules that lead there, the nearest first.
    pub rules: Vec<Missed<'t>>,
    /// Terms that would lead there and almost fired, the nearest first.
    pub near: Vec<Near<'t>>,
    /// The smallest changes that would send it there; none where none was found.
    pub changes: Vec<Vec<Step<'t>>>,
}

/// A rule that leads to the desk and did not decide.
#[derive(Clone, Debug)]
pub struct Missed<'t> {
    /// The rule.
    pub rule: &'t Rule,
    /// The parts of its condition that do not hold.
    pub lacks: Vec<Lack<'t>>,
    /// The rule above it that took the message; none where that is the one below.
    pub before: Option<&'t Rule>,
}

/// A part of a condition that does not hold.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Lack<'t> {
    /// It is not this emergency.
    Emergency(Emergency),
    /// This outside channel is neither asked for nor threatened.
    Signal(Signal),
    /// Another category decides, or none: the one that would have to, and the one that does.
    Category(&'t Category, Option<&'t Category>),
    /// There is a category, or there is none.
    HasCategory(bool),
    /// The need is lower: the one that it takes, and the one that it is.
    Need(Need, Need),
    /// There is a hand-over wish, or there is none.
    Handoff(bool),
}

/// One thing that would have to be otherwise.
#[derive(Clone, Copy, Debug)]
pub enum Step<'t> {
    /// This finding would have to count: its place in the list of findings.
    Accept(usize),
    /// This finding would have to be meant as it is said.
    Affirm(usize),
    /// This finding would have to go.
    Drop(usize),
    /// This term would have to be there.
    Add(&'t Term),
}

/// Says why a message did not go to a desk. `None` for a desk that the pack doesn't have.
#[must_use]
pub fn why_not<'t>(
    lexicon: &'t Lexicon,
    report: &Report<'t>,
    context: &Context<'_>,
    desk: &str,
) -> Option<WhyNot<'t>> {
    let desk = lexicon.desks.desk(desk)?;
    let went = report.decision.desk.desk.id == desk.id;
    let mut why = WhyNot { desk, went, rules: Vec::new(), near: Vec::new(), changes: Vec::new() };
    if went {
        return Some(why);
    }
    why.rules = rules(lexicon, report, desk);
    why.near = near(lexicon, report, &why.rules);
    let trial = Trial { lexicon, report, context, desk };
    why.changes = trial.smallest(&why.near);
    Some(why)
}

fn rules<'t>(lexicon: &'t Lexicon, report: &Report<'t>, desk: &Desk) -> Vec<Missed<'t>> {
    let taken = report.decision.desk.rule;
    let above = |rule: &Rule| {
        let first =
            lexicon.policy.route.iter().find(|other| std::ptr::eq(*other, taken) || other.id == rule.id);
        first.is_some_and(|first| std::ptr::eq(first, taken))
    };
    let leading = lexicon.policy.route.iter().filter(|rule| rule.desk == desk.id);
    let mut missed: Vec<Missed<'t>> = leading
        .map(|rule| Missed {
            rule,
            lacks: lacks(lexicon, report, rule),
            before: above(rule).then_some(taken),
        })
        .collect();
    missed.sort_by_key(|missed| missed.lacks.len());
    missed
}

fn lacks<'t>(lexicon: &'t Lexicon, report: &Report<'t>, rule: &Rule) -> Vec<Lack<'t>> {
    let (when, decision) = (&rule.when, &report.decision);
    let mut lacks = Vec::new();
    if let Some(emergency) = when.emergency.filter(|emergency| decision.emergency != Some(*emergency)) {
        lacks.push(Lack::Emergency(emergency));
    }
    let heard = |signal: Signal| {
        report.findings.iter().any(|finding| {
            let ours = finding.term().is_some_and(|term| term.owner == Owner::Signal(signal));
            let meant = matches!(finding.state, State::Affirmed | State::Asked | State::Hypothetical);
            ours && meant && stands(finding.refused_by.as_ref())
        })
    };
    if let Some(signal) = when.signal.filter(|signal| !heard(*signal)) {
        lacks.push(Lack::Signal(signal));
    }
    if let Some(wanted) = when.category.map(|place| &lexicon.categories[place])
        && decision.category.is_none_or(|category| category.id != wanted.id)
    {
        lacks.push(Lack::Category(wanted, decision.category));
    }
    if let Some(has) = when.has_category.filter(|has| decision.category.is_some() != *has) {
        lacks.push(Lack::HasCategory(has));
    }
    if let Some(need) = when.need.filter(|need| decision.need < *need) {
        lacks.push(Lack::Need(need, decision.need));
    }
    if let Some(handoff) = when.handoff.filter(|handoff| decision.handoff != *handoff) {
        lacks.push(Lack::Handoff(handoff));
    }
    lacks
}

#[cfg(test)]
mod tests {
    use super::{Lack, Step, WhyNot, why_not};
    use crate::calendar::{Clock, ClockSource, parse_moment};
    use crate::lexicon::Lexicon;
    use crate::triage::{Context, Triage};

    fn ask(message: &str, desk: &str, see: impl FnOnce(&WhyNot<'_>)) {
        let triage = Triage::new(Lexicon::builtin());
        let now = parse_moment("2026-11-24T14:30").unwrap();
        let context = Context::at(Clock { now, source: ClockSource::Option });
        let report = triage.run(message, &context);
        see(&why_not(triage.lexicon(), &report, &context, desk).unwrap());
    }

    #[test]
    fn what_it_lacked_and_what_would_flip_it() {
        // Asked about, not told: were it affirmed, it would be urgent.
        ask("万一账号被盗怎么办", "security_urgent", |why| {
            assert_eq!(why.rules[0].rule.id, "security");
            assert!(why.rules[0].lacks.iter().any(|lack| matches!(lack, Lack::Need(..))));
        });
        // A term that is half there.
        ask("退款好几天了", "finance", |why| {
            assert!(
                why.near.iter().any(|near| near.has.iter().any(|has| has.contains("退款"))),
                "{:?}",
                why.near
            );
            assert!(matches!(why.changes[0][..], [Step::Add(_)]), "{:?}", why.changes);
        });
        // Another rule came first, for what else the message says.
        ask("付款页面打不开，账号被盗了", "finance", |why| {
            assert!(why.rules[0].before.is_some_and(|rule| rule.id == "security"));
            assert!(matches!(why.changes[0][..], [Step::Drop(_)]), "{:?}", why.changes);
        });
        ask("付款页面打不开", "finance", |why| assert!(why.went && why.changes.is_empty()));
        ask("", "finance", |why| assert!(why.changes.is_empty() && !why.rules.is_empty()));
    }

    #[test]
    fn changes_do_what_they_say() {
        let triage = Triage::new(Lexicon::builtin());
        let now = parse_moment("2026-11-24T14:30").unwrap();
        let context = Context::at(Clock { now, source: ClockSource::Option });
        for message in
            ["万一账号被盗怎么办", "退款好几天了", "付款页面打不开，我要打12315", "听说好多人被封号"]
        {
            let report = triage.run(message, &context);
            for desk in &triage.lexicon().desks.desks {
                let why = why_not(triage.lexicon(), &report, &context, &desk.id).unwrap();
                assert_eq!(why.went, report.decision.desk.desk.id == desk.id);
                for steps in &why.changes {
                    for step in steps {
                        if let Step::Accept(place) | Step::Affirm(place) | Step::Drop(place) = step {
                            assert!(*place < report.findings.len());
                        }
                    }
                }
            }
        }
        assert!(why_not(triage.lexicon(), &triage.run("a", &context), &context, "nowhere").is_none());
    }
}
