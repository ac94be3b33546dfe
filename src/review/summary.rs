//! What a batch of messages was about, counted as they pass: by place in the pack, so that counting costs next to nothing.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::funnel::Funnel;
use crate::calendar::ClockSource;
use crate::detect::What;
use crate::lexicon::{Emergency, Lexicon, Need, Owner, place};
use crate::triage::Report;

/// Different error codes that are counted; those that come later are left out, so that memory stays bounded.
const CODES: usize = 10_000;
/// Terms and codes that a summary names.
const TOP: usize = 10;

/// What is counted of one message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counted {
    need: Need,
    handoff: bool,
    emergency: Option<Emergency>,
    category: Option<usize>,
    desk: Option<usize>,
    /// The hour in which it was written, where the record says so.
    hour: Option<u8>,
    /// Terms of categories that count, by their place, each once.
    terms: Vec<usize>,
    /// Error codes, each once.
    codes: Vec<String>,
}

impl Counted {
    /// The facts of a message that was decided with this pack.
    #[must_use]
    pub fn of(report: &Report<'_>, lexicon: &Lexicon) -> Self {
        let decision = &report.decision;
        let (mut terms, mut codes) = (Vec::new(), Vec::new());
        for finding in report.findings.iter().filter(|finding| finding.counted()) {
            match &finding.what {
                What::Term(term) if matches!(term.owner, Owner::Category(_)) => {
                    terms.extend(place(&lexicon.terms, term));
                }
                What::Code(code) => codes.push(match &code.family {
                    Some(family) => format!("{family} {}", code.code),
                    None => code.code.clone(),
                }),
                _ => {}
            }
        }
        terms.sort_unstable();
        terms.dedup();
        codes.sort_unstable();
        codes.dedup();
        let timed = report.clock.source == ClockSource::Record;
        Self {
            need: decision.need,
            handoff: decision.handoff,
            emergency: decision.emergency,
            category: decision.category.and_then(|category| place(&lexicon.categories, category)),
            desk: place(&lexicon.desks.desks, decision.desk.desk),
            hour: timed.then(|| report.clock.now.hour().unsigned_abs()),
            terms,
            codes,
        }
    }
}

/// Counts by place in the pack. Grows with the pack, not with the messages.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    needs: [u64; Need::ALL.len()],
    emergencies: [u64; Emergency::ALL.len()],
    handoff: u64,
    machine: u64,
    /// By category; the last of those without one.
    categories: Vec<u64>,
    /// By desk: all messages, and those of the second level.
    desks: Vec<[u64; 2]>,
    hours: [u64; 24],
    terms: Vec<u64>,
    codes: HashMap<String, u64>,
}

impl Counts {
    /// Nothing yet, of this pack.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        Self {
            categories: vec![0; lexicon.categories.len() + 1],
            desks: vec![[0; 2]; lexicon.desks.desks.len()],
            terms: vec![0; lexicon.terms.len()],
            ..Self::default()
        }
    }

    /// Counts one message.
    pub fn add(&mut self, facts: Counted) {
        let second = facts.need.tier() == 2;
        self.needs[facts.need as usize] += 1;
        self.handoff += u64::from(facts.handoff);
        self.machine += u64::from(facts.need.tier() == 1 && !facts.handoff);
        if let Some(emergency) = facts.emergency {
            self.emergencies[emergency as usize] += 1;
        }
        let none = self.categories.len().saturating_sub(1);
        if let Some(count) = self.categories.get_mut(facts.category.unwrap_or(none)) {
            *count += 1;
        }
        if let Some([all, specialist]) = facts.desk.and_then(|desk| self.desks.get_mut(desk)) {
            *all += 1;
            *specialist += u64::from(second);
        }
        if let Some(count) = facts.hour.and_then(|hour| self.hours.get_mut(usize::from(hour))) {
            *count += 1;
        }
        for term in facts.terms {
            if let Some(count) = self.terms.get_mut(term) {
                *count += 1;
            }
        }
        for code in facts.codes {
            if let Some(count) = self.codes.get_mut(&code) {
                *count += 1;
            } else if self.codes.len() < CODES {
                self.codes.insert(code, 1);
            }
        }
    }

    /// What was counted, by name, in the order of the pack; terms and codes, the most frequent first.
    #[must_use]
    pub fn summary(&self, lexicon: &Lexicon) -> Summary {
        let named = lexicon.categories.iter().map(|category| Named::of(&category.id, &category.name));
        let desks = lexicon.desks.desks.iter().zip(&self.desks);
        Summary {
            needs: Need::ALL.iter().copied().zip(self.needs).collect(),
            emergencies: Emergency::ALL.iter().copied().zip(self.emergencies).collect(),
            handoff: self.handoff,
            categories: named.zip(&self.categories).map(|(named, &count)| (named, count)).collect(),
            no_category: self.categories.last().copied().unwrap_or_default(),
            desks: desks.map(|(desk, [all, _])| (Named::of(&desk.id, &desk.name), *all)).collect(),
            hours: self.hours,
            terms: most(lexicon.terms.iter().map(|term| term.id.as_str()).zip(self.terms.iter().copied())),
            codes: most(self.codes.iter().map(|(code, &count)| (code.as_str(), count))),
            funnel: self.funnel(lexicon),
            run: Run::default(),
        }
    }

    fn funnel(&self, lexicon: &Lexicon) -> Funnel {
        let mut funnel = Funnel { machine: self.machine, ..Funnel::default() };
        for (need, count) in Need::ALL.into_iter().zip(self.needs) {
            funnel.tiers[usize::from(need.tier().clamp(1, 3)) - 1] += count;
        }
        for (desk, [_, specialist]) in lexicon.desks.desks.iter().zip(&self.desks) {
            if let Some(field) = &desk.field {
                funnel.add_field(field, *specialist);
            }
        }
        funnel
    }
}

/// The most frequent ones; of equal ones, in the order of their names.
fn most<'n>(counts: impl Iterator<Item = (&'n str, u64)>) -> Vec<(String, u64)> {
    let mut counts: Vec<_> = counts.filter(|(_, count)| *count > 0).collect();
    counts.sort_unstable_by(|(name, count), (other, more)| more.cmp(count).then(name.cmp(other)));
    counts.truncate(TOP);
    counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect()
}

/// Something of the pack: its stable id and its name for people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// Stable id.
    pub id: String,
    /// Name for people.
    pub name: String,
}

impl Named {
    fn of(id: &str, name: &str) -> Self {
        Self { id: id.to_owned(), name: name.to_owned() }
    }
}

/// What a batch was about. Left-out messages are counted like all others.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Summary {
    /// Messages by need.
    pub needs: Vec<(Need, u64)>,
    /// Messages by emergency.
    pub emergencies: Vec<(Emergency, u64)>,
    /// Messages whose writer asks for a person.
    pub handoff: u64,
    /// Messages by the category that decides, in the order of the policy.
    pub categories: Vec<(Named, u64)>,
    /// Messages without a category.
    pub no_category: u64,
    /// Messages by desk, in page order.
    pub desks: Vec<(Named, u64)>,
    /// Messages by the hour in which they were written, of records that say so.
    pub hours: [u64; 24],
    /// The terms of categories that counted in most messages.
    pub terms: Vec<(String, u64)>,
    /// The error codes in most messages.
    pub codes: Vec<(String, u64)>,
    /// The levels of the funnel.
    pub funnel: Funnel,
    /// How the run went.
    pub run: Run,
}

/// How a run went.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Run {
    /// Records, bad ones included.
    pub records: u64,
    /// Records that could not be read, or were not decided.
    pub bad: u64,
    /// Of these, records over which the program itself fell.
    pub broken: u64,
    /// Decisions that were written.
    pub written: u64,
    /// Bytes that were read, compressed ones as they are.
    pub bytes: u64,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// It was stopped before its end.
    pub interrupted: bool,
    /// Records by the encoding that they were read in.
    pub encodings: BTreeMap<String, u64>,
}

impl Run {
    /// Records a second; `None` when no time passed.
    #[must_use]
    pub fn records_a_second(&self) -> Option<f64> {
        self.rate(self.records)
    }

    /// Bytes a second; `None` when no time passed.
    #[must_use]
    pub fn bytes_a_second(&self) -> Option<f64> {
        self.rate(self.bytes)
    }

    fn rate(&self, count: u64) -> Option<f64> {
        (self.seconds > 0.0).then(|| count as f64 / self.seconds)
    }
}
