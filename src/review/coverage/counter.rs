//! Counts what of a pack takes part in decisions, message by message.

use std::collections::{BTreeSet, HashMap};

use crate::detect::{Finding, Refusal, Scratch};
use crate::lexicon::{Lexicon, Stage, State, Term};
use crate::review::case::stands;
use crate::review::terms::is_judged;
use crate::triage::{Context, Report, Triage};

/// One term over all messages; a message counts once.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TermUse {
    /// Messages in which it fired: it stood, and was meant as it is said.
    pub fired: u64,
    /// Messages in which it was found, but refused or meant otherwise, and did not fire elsewhere.
    pub set_aside: u64,
    /// Messages in which another term of a category, an emergency or an outside channel fired as well.
    pub overlaps: u64,
    /// Messages in which one of another owner fired as well.
    pub conflicts: u64,
}

/// A guard: the term's place, the key it stands under, and its text. `whole_words` has no text.
pub type GuardKey = (usize, &'static str, String);

/// What took part in how many messages. Places are those in the lexicon.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Usage {
    /// Messages.
    pub messages: u64,
    /// Messages in which no term fired.
    pub silent: u64,
    /// Each term.
    pub terms: Vec<TermUse>,
    /// How many hits each guard refused; those that refused none are missing.
    pub guards: HashMap<GuardKey, u64>,
    /// How many hits each group of cues decided the meaning of.
    pub cues: Vec<u64>,
    /// Messages by rule of the route.
    pub rules: Vec<u64>,
    /// Messages by desk.
    pub desks: Vec<u64>,
}

/// Counts over messages that come one after the other.
#[derive(Debug)]
pub struct Counter<'t> {
    triage: &'t Triage,
    places: HashMap<&'t str, usize>,
    scratch: Scratch,
    usage: Usage,
}

impl<'t> Counter<'t> {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(triage: &'t Triage) -> Self {
        let lexicon = triage.lexicon();
        let places = lexicon.terms.iter().enumerate().map(|(place, term)| (term.id.as_str(), place));
        let usage = Usage {
            terms: vec![TermUse::default(); lexicon.terms.len()],
            cues: vec![0; lexicon.cues.len()],
            rules: vec![0; lexicon.policy.route.len()],
            desks: vec![0; lexicon.desks.desks.len()],
            ..Usage::default()
        };
        Self { triage, places: places.collect(), scratch: Scratch::default(), usage }
    }

    /// Counts one message.
    pub fn add(&mut self, text: &str, context: &Context<'_>) {
        let lexicon = self.triage.lexicon();
        let cues = &mut self.usage.cues;
        let mut on_cue = |cue: usize| cues[cue] += 1;
        let report = self.triage.run_watched(&mut self.scratch, text, context, &mut on_cue);
        self.usage.messages += 1;
        let decision = &report.decision;
        if let Some(rule) =
            lexicon.policy.route.iter().position(|rule| std::ptr::eq(rule, decision.desk.rule))
        {
            self.usage.rules[rule] += 1;
        }
        if let Some(desk) = lexicon.desks.desks.iter().position(|desk| desk.id == decision.desk.desk.id) {
            self.usage.desks[desk] += 1;
        }
        self.guards(&report);
        let (found, fired) = terms(&report, &self.places);
        self.usage.silent += u64::from(fired.is_empty());
        for &place in found.difference(&fired) {
            self.usage.terms[place].set_aside += 1;
        }
        // A greeting beside a trouble is no company.
        let company: Vec<&Term> =
            fired.iter().map(|&place| &lexicon.terms[place]).filter(|term| is_judged(term)).collect();
        let others = |term: &Term, differ: &dyn Fn(&Term) -> bool| {
            company.iter().any(|other| !std::ptr::eq(*other, term) && differ(other))
        };
        for &place in &fired {
            let (term, usage) = (&lexicon.terms[place], &mut self.usage.terms[place]);
            usage.fired += 1;
            usage.overlaps += u64::from(others(term, &|_| true));
            usage.conflicts += u64::from(others(term, &|other| other.owner != term.owner));
        }
    }

    fn guards(&mut self, report: &Report<'_>) {
        for finding in &report.findings {
            let Some(place) = finding.term().and_then(|term| self.places.get(term.id.as_str())) else {
                continue;
            };
            let (key, text) = match &finding.refused_by {
                Some(Refusal::Within(text)) => ("not_within", *text),
                Some(Refusal::After(text)) => ("not_after", *text),
                Some(Refusal::Before(text)) => ("not_before", *text),
                Some(Refusal::NotWhole) => ("whole_words", ""),
                _ => continue,
            };
            *self.usage.guards.entry((*place, key, text.to_owned())).or_default() += 1;
        }
    }

    /// What was counted.
    #[must_use]
    pub fn finish(self) -> Usage {
        self.usage
    }
}

/// The terms that were found, and those of them that fired.
fn terms(report: &Report<'_>, places: &HashMap<&str, usize>) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let place = |finding: &Finding<'_>| Some(*places.get(finding.term()?.id.as_str())?);
    let fires = |finding: &&Finding<'_>| {
        // A term that only names a subject does so in a question as well.
        let topic = finding.term().is_some_and(|term| term.stage == Stage::Topic);
        stands(finding.refused_by.as_ref()) && (topic || finding.state == State::Affirmed)
    };
    let found = report.findings.iter().filter_map(place).collect();
    (found, report.findings.iter().filter(fires).filter_map(place).collect())
}

/// The guards of a pack, in file order.
pub(super) fn all_guards(lexicon: &Lexicon) -> Vec<GuardKey> {
    let mut guards = Vec::new();
    for (place, term) in lexicon.terms.iter().enumerate() {
        let keys = [
            ("not_within", &term.not_within),
            ("not_after", &term.not_after),
            ("not_before", &term.not_before),
        ];
        for (key, listed) in keys {
            guards.extend(listed.iter().map(|guard| (place, key, guard.text.clone())));
        }
        if term.whole_words {
            guards.push((place, "whole_words", String::new()));
        }
    }
    guards
}
