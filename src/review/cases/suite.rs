//! All cases of a pack, tried: what holds, what does not and why, and what has no case at all.

use std::collections::{BTreeMap, BTreeSet};

use super::golden::Golden;
use super::hold::{Mismatch, mismatches};
use super::proofs::{Sentence, standing};
use crate::detect::Scratch;
use crate::diagnostic::{Diagnostic, Level, Said, Source};
use crate::lexicon::{Lexicon, Term};
use crate::review::audit::{Audit, Outcome, Trial};
use crate::session::{Sessions, Turn, Words};
use crate::triage::{Report, Triage};

/// One golden case, tried.
#[derive(Clone, PartialEq, Debug)]
pub struct Tried<'c> {
    /// The case.
    pub golden: &'c Golden,
    /// What it demands and did not get; empty where it holds.
    pub mismatches: Vec<Mismatch>,
    /// What was decided instead, for those that don't hold.
    pub decided: Option<Decided>,
}

/// The values of a decision that a case can demand.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Decided {
    pub topics: Vec<String>,
    pub category: String,
    pub need: &'static str,
    pub emergency: &'static str,
    pub desk: String,
    pub open: Option<bool>,
    pub missing: Vec<String>,
    pub handoff: bool,
    pub score: f64,
    pub session_state: Option<&'static str>,
    /// Kind, text and state of everything that was found.
    pub finds: Vec<(String, String, &'static str)>,
    /// The terms that were found, each with its standing.
    pub found: Vec<String>,
}

impl Tried<'_> {
    /// What came of it.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match (&self.golden.todo, self.mismatches.is_empty()) {
            (None, true) => Outcome::Passed,
            (None, false) => Outcome::Failed,
            (Some(_), false) => Outcome::Todo,
            // That it holds is no failure of the case; that it still says otherwise is a finding of its own.
            (Some(_), true) => Outcome::Passed,
        }
    }
}

/// Tries cases, in order. Those of one file and conversation are its turns.
#[must_use]
pub fn run<'c>(triage: &Triage, cases: &'c [Golden]) -> Vec<Tried<'c>> {
    let mut sessions: BTreeMap<&str, Sessions> = BTreeMap::new();
    let mut scratch = Scratch::default();
    let mut tried = Vec::with_capacity(cases.len());
    for golden in cases {
        let report = triage.run_with(&mut scratch, &golden.message, &golden.context());
        let view = golden.session.as_deref().map(|session| {
            let memory = sessions.entry(&golden.file);
            let memory = memory.or_insert_with(|| Sessions::new(triage.lexicon().policy.session.clone()));
            memory.observe(Turn {
                session,
                role: golden.role,
                clock: report.clock,
                category: report.decision.category.map(|category| category.id.as_str()),
                need: report.decision.need,
                handoff: report.decision.handoff,
                words: Words::of(report.message.folded()),
            })
        });
        let mismatches = mismatches(golden, &report, view.as_ref());
        let state = view.map(|view| view.state.name());
        let decided = (!mismatches.is_empty()).then(|| decided(&report, state));
        tried.push(Tried { golden, mismatches, decided });
    }
    tried
}

fn decided(report: &Report<'_>, session_state: Option<&'static str>) -> Decided {
    let decision = &report.decision;
    let find = |finding: &crate::detect::Finding<'_>| {
        let text = report.message.quote(finding.span).to_owned();
        (finding.kind().name().to_owned(), text, finding.state.name())
    };
    Decided {
        topics: decision.topics.iter().map(|topic| topic.id.clone()).collect(),
        category: decision.category.map_or("none".to_owned(), |category| category.id.clone()),
        need: decision.need.name(),
        emergency: decision.emergency.map_or("none", |emergency| emergency.name()),
        desk: decision.desk.desk.id.clone(),
        open: decision.desk.open,
        missing: decision.missing.iter().map(|missing| missing.id.to_owned()).collect(),
        handoff: decision.handoff,
        score: decision.score,
        session_state,
        finds: report.findings.iter().map(find).collect(),
        found: standing(report),
    }
}

/// Terms that nothing proves: no sentence of their own, and no case that names them.
#[must_use]
pub fn unproved<'l, 'c>(lexicon: &'l Lexicon, cases: impl Iterator<Item = &'c Golden>) -> Vec<&'l Term> {
    let named: BTreeSet<&str> = cases.flat_map(|case| &case.expected.fires).map(String::as_str).collect();
    lexicon.terms.iter().filter(|term| term.hits.is_empty() && !named.contains(term.id.as_str())).collect()
}

/// Everything that was tried, with what is wrong about the cases themselves, in the shape of all findings.
#[must_use]
pub fn audit(
    lexicon: &Lexicon,
    sources: Vec<Source>,
    tried: &[Tried<'_>],
    sentences: &[Sentence<'_>],
) -> Audit {
    let mut audit = Audit::new("test", sources);
    audit.pack = Some(lexicon.pack.clone());
    audit.trials = tried.iter().map(trial).collect();
    for sentence in sentences {
        let place = audit.place(&sentence.term.at.0, &sentence.term.at.1);
        audit.trials.push(proof(sentence, place.line));
    }
    let terms: BTreeSet<&str> = lexicon.terms.iter().map(|term| term.id.as_str()).collect();
    for Tried { golden, mismatches, .. } in tried {
        let named = golden.expected.fires.iter().chain(&golden.expected.silent);
        for id in named.filter(|id| !terms.contains(id.as_str())) {
            let message = Said::new(
                format!("the case names the term `{id}`, which the pack no longer has"),
                format!("用例写了词条 `{id}`，词库里已经没有"),
            );
            let fault = Diagnostic::error("case-term-gone", golden.file.clone(), golden.at.clone(), message);
            audit.add(fault, &golden.name, id);
        }
        if let (Some(todo), true) = (&golden.todo, mismatches.is_empty()) {
            let message = Said::new(
                format!("the case holds, and still says that it does not: {todo}"),
                format!("用例已经成立，却还写着不成立：{todo}"),
            );
            let mut fault = Diagnostic::error("todo-holds", golden.file.clone(), golden.at.clone(), message);
            fault.level = Level::Warning;
            let fault = fault.with_help(Said::new("take `todo` out", "删掉 `todo`"));
            audit.add(fault, &golden.name, "todo");
        }
    }
    for term in unproved(lexicon, tried.iter().map(|tried| tried.golden)) {
        let message =
            Said::new(format!("no case proves `{}`", term.id), format!("没有用例证明 `{}`", term.id));
        let fault = Diagnostic::error("term-without-case", term.at.0.clone(), term.at.1.clone(), message);
        audit.add(fault, &term.id, "");
    }
    audit
}

fn trial(tried: &Tried<'_>) -> Trial {
    let golden = tried.golden;
    let (suite, name) = golden.name.split_once('/').unwrap_or(("", &golden.name));
    let mut en = Vec::new();
    let mut zh = Vec::new();
    if let (Some(todo), false) = (&golden.todo, tried.mismatches.is_empty()) {
        en.push(format!("todo: {todo}"));
        zh.push(format!("待办：{todo}"));
    }
    for Mismatch { key, wanted, got } in &tried.mismatches {
        en.push(format!("{key}: wanted {wanted}, got {got}"));
        zh.push(format!("{key}：应为 {wanted}，实为 {got}"));
    }
    if let Some(decided) = &tried.decided {
        en.push(format!("message: {}", golden.message));
        zh.push(format!("留言：{}", golden.message));
        let found = if decided.found.is_empty() { "—".to_owned() } else { decided.found.join("; ") };
        en.push(format!("found: {found}"));
        zh.push(format!("找到：{found}"));
    }
    Trial {
        suite: suite.to_owned(),
        name: name.to_owned(),
        outcome: tried.outcome(),
        message: (!en.is_empty()).then(|| Said::new(en.join("\n"), zh.join("\n"))),
        at: Some((golden.file.clone(), golden.line)),
    }
}

fn proof(sentence: &Sentence<'_>, line: usize) -> Trial {
    let (suite, text) = sentence.term.id.split_once('/').unwrap_or(("", &sentence.term.id));
    let found = if sentence.found.is_empty() { "—".to_owned() } else { sentence.found.join("; ") };
    let message = match (sentence.holds, sentence.hit) {
        (true, _) => None,
        (false, true) => Some(Said::new(
            format!("must fire on “{}”\nfound: {found}", sentence.text),
            format!("应命中“{}”\n找到：{found}", sentence.text),
        )),
        (false, false) => Some(Said::new(
            format!("must not fire on “{}”\nfound: {found}", sentence.text),
            format!("不应命中“{}”\n找到：{found}", sentence.text),
        )),
    };
    let sort = if sentence.hit { "hit" } else { "miss" };
    Trial {
        suite: format!("lexicon/{suite}"),
        name: format!("{text}: {sort} {}", sentence.text),
        outcome: if sentence.holds { Outcome::Passed } else { Outcome::Failed },
        message,
        at: Some((sentence.term.at.0.clone(), line)),
    }
}
