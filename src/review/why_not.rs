//! Why a message did not go to another desk: the rule that came nearest, the terms that almost fired, the smallest change.

use crate::detect::{self, Finding, Refusal, What};
use crate::judge::{self, Decision};
use crate::lexicon::pattern::Route;
use crate::lexicon::{Category, Desk, Emergency, Lexicon, Need, Owner, Rule, Signal, Stage, State, Term};
use crate::review::case::stands;
use crate::text::{Bridged, Span};
use crate::triage::{Context, Report};

/// Findings that may be changed to see what happens; more would make long messages slow.
const WEIGHED: usize = 16;
/// Terms that almost fired, at most.
const NEAR: usize = 5;
/// A term almost fired when this share of its wording is there.
const LEAST: f64 = 0.5;
/// Characters of a message in which wordings are looked for.
const LOOKED_AT: usize = 400;
/// Changes that are told, at most.
const TOLD: usize = 3;

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

/// A term that almost fired.
#[derive(Clone, Debug)]
pub struct Near<'t> {
    /// The term.
    pub term: &'t Term,
    /// How much of its wording is there, 0–1.
    pub share: f64,
    /// What is there, folded.
    pub has: Vec<String>,
    /// What is not, folded: one wording of each step that is missing.
    pub lacks: Vec<String>,
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
    let trial =
        Trial { lexicon, report, context, desk, mentions_code: detect::mentions_code(&report.message) };
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

/// Whether a term speaks for what some rule of the desk asks for.
fn leads(term: &Term, rules: &[Missed<'_>]) -> bool {
    rules.iter().any(|missed| {
        let when = &missed.rule.when;
        match term.owner {
            Owner::Category(place) => match when.category {
                Some(wanted) => wanted == place && term.stage != Stage::Topic,
                None => when.need == Some(Need::Dispute) && term.stage == Stage::Dispute,
            },
            Owner::Signal(signal) => {
                when.signal == Some(signal)
                    || when.emergency.is_some_and(|emergency| emergency.signal() == signal)
                    || (when.handoff == Some(true) && signal == Signal::Handoff)
            }
        }
    })
}

fn near<'t>(lexicon: &'t Lexicon, report: &Report<'t>, rules: &[Missed<'_>]) -> Vec<Near<'t>> {
    let bridged = Bridged::new(report.message.folded());
    let text: Vec<char> = bridged.text().chars().take(LOOKED_AT).collect();
    let there = |term: &Term| {
        report.findings.iter().any(|finding| finding.term().is_some_and(|found| std::ptr::eq(found, term)))
    };
    let candidates = lexicon.terms.iter().filter(|term| leads(term, rules) && !there(term));
    let mut near: Vec<Near<'t>> = candidates
        .filter_map(|term| {
            let best = term.routes.iter().map(|route| part(route, &text));
            let best = best.max_by(|one, other| one.0.total_cmp(&other.0))?;
            let (share, has, lacks) = best;
            (share >= LEAST).then_some(Near { term, share, has, lacks })
        })
        .collect();
    near.sort_by(|one, other| {
        other.share.total_cmp(&one.share).then(other.term.weight.cmp(&one.term.weight))
    });
    near.truncate(NEAR);
    near
}

/// How much of a route is there (the mean over its steps), what is, and what is not. For a step of which nothing is there
/// its shortest wording stands.
fn part(route: &Route, text: &[char]) -> (f64, Vec<String>, Vec<String>) {
    let (mut sum, mut steps) = (0.0, 0.0);
    let (mut has, mut lacks) = (Vec::new(), Vec::new());
    for step in route {
        let wordings = step.literals.iter().map(|literal| {
            let chars: Vec<char> = literal.chars().collect();
            let common = common(&chars, text);
            #[allow(clippy::cast_precision_loss)]
            let share = common.len() as f64 / chars.len().max(1) as f64;
            (share, common, chars)
        });
        let best =
            wordings.max_by(|one, other| one.0.total_cmp(&other.0).then(other.2.len().cmp(&one.2.len())));
        let Some((share, common, chars)) = best else { continue };
        sum += share;
        steps += 1.0;
        if !common.is_empty() {
            has.push(common.iter().collect());
        }
        if common.len() < chars.len() {
            lacks.push(chars.iter().collect());
        }
    }
    (if steps > 0.0 { sum / steps } else { 0.0 }, has, lacks)
}

/// The longest run of characters of a wording that stands in a text. One character alone is chance, unless it is all.
fn common(wording: &[char], text: &[char]) -> Vec<char> {
    let mut best = 0..0;
    for start in 0..wording.len() {
        for at in 0..text.len() {
            let same =
                wording[start..].iter().zip(&text[at..]).take_while(|(one, other)| one == other).count();
            if same > best.len() {
                best = start..start + same;
            }
        }
    }
    if best.len() == 1 && wording.len() > 1 { Vec::new() } else { wording[best].to_vec() }
}

/// Tries what would have to be otherwise.
struct Trial<'t, 'r, 'c> {
    lexicon: &'t Lexicon,
    report: &'r Report<'t>,
    context: &'r Context<'c>,
    desk: &'t Desk,
    mentions_code: bool,
}

impl<'t> Trial<'t, '_, '_> {
    /// The smallest changes: one step alone, else two. Those that take nothing but what the message holds come first.
    fn smallest(&self, near: &[Near<'t>]) -> Vec<Vec<Step<'t>>> {
        let own = self.own_steps();
        let added: Vec<Step<'t>> = self.terms(near).into_iter().map(Step::Add).collect();
        let singles = own.iter().chain(&added).map(|step| vec![*step]);
        let mut found: Vec<Vec<Step<'t>>> = singles.filter(|steps| self.leads(steps)).take(TOLD).collect();
        if !found.is_empty() {
            return found;
        }
        for (place, one) in own.iter().enumerate() {
            for other in own[place + 1..].iter().chain(&added) {
                let steps = vec![*one, *other];
                if found.len() < TOLD && self.leads(&steps) {
                    found.push(steps);
                }
            }
        }
        found
    }

    fn own_steps(&self) -> Vec<Step<'t>> {
        let mut steps = Vec::new();
        let terms = self.report.findings.iter().enumerate().filter(|(_, finding)| finding.term().is_some());
        for (place, finding) in terms.take(WEIGHED) {
            if !stands(finding.refused_by.as_ref()) {
                steps.push(Step::Accept(place));
            } else if finding.state != State::Affirmed {
                steps.push(Step::Affirm(place));
            }
        }
        let drops = self.report.findings.iter().enumerate();
        let drops = drops.filter(|(_, finding)| finding.counted() && finding.term().is_some());
        steps.extend(drops.take(WEIGHED).map(|(place, _)| Step::Drop(place)));
        steps
    }

    /// Terms to imagine: those that almost fired; where none did, the first heavy one that leads there.
    fn terms(&self, near: &[Near<'t>]) -> Vec<&'t Term> {
        near.iter().map(|near| near.term).collect()
    }

    fn leads(&self, steps: &[Step<'t>]) -> bool {
        self.decide(steps).is_some_and(|decision| decision.desk.desk.id == self.desk.id)
    }

    fn decide(&self, steps: &[Step<'t>]) -> Option<Decision<'t>> {
        let findings = &self.report.findings;
        let mut then: Vec<Finding<'t>> = Vec::with_capacity(findings.len() + 1);
        for (place, finding) in findings.iter().enumerate() {
            let gone = |step: &Step<'_>| match step {
                Step::Drop(dropped) => *dropped == place || doubles(&findings[*dropped], finding),
                _ => false,
            };
            if steps.iter().any(gone) {
                continue;
            }
            let mut finding = finding.clone();
            // Settled anew with what is otherwise now.
            if stands(finding.refused_by.as_ref()) {
                finding.refused_by = None;
            }
            for step in steps {
                match step {
                    Step::Accept(accepted) if *accepted == place => finding.refused_by = None,
                    Step::Affirm(affirmed) if *affirmed == place => finding.state = State::Affirmed,
                    _ => {}
                }
            }
            then.push(finding);
        }
        let end = self.report.message.written().len();
        for step in steps {
            if let Step::Add(term) = step {
                then.push(Finding::new(Span::new(end, end + 1), What::Term(term)));
            }
        }
        Some(judge::judge(self.lexicon, &mut then, self.context, self.mentions_code))
    }
}

/// Whether `other` was outweighed or repeated by a finding, so that it goes along with it.
fn doubles(finding: &Finding<'_>, other: &Finding<'_>) -> bool {
    let (Some(term), Some(other_term)) = (finding.term(), other.term()) else { return false };
    match other.refused_by {
        Some(Refusal::Repeat) => std::ptr::eq(term, other_term),
        Some(Refusal::Overlap) => term.owner == other_term.owner && finding.span.overlaps(other.span),
        _ => false,
    }
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
        // Another rule came first: without the wish for the regulator it would go to the specialist.
        ask("付款页面打不开，我要打12315", "tech", |why| {
            assert!(why.rules[0].before.is_some());
            assert!(!why.changes.is_empty());
        });
        ask("付款页面打不开", "tech", |why| assert!(why.went && why.changes.is_empty()));
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
