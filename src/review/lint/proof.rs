//! What the sentences of a term prove: hits that fire, misses that don't, and none that says nothing.

use super::document::Text;
use super::lens::{Lens, Notes, Own, fires};
use super::sayings::{said, sayings};
use super::twice::read;
use crate::detect::Scratch;
use crate::diagnostic::Said;
use crate::lexicon::Term;
use crate::triage::{Report, Triage};

pub(super) fn look(lens: &Lens<'_>, notes: &mut Notes<'_>) {
    let Some(triage) = &lens.triage else { return };
    let mut scratch = Scratch::default();
    for own in lens.terms() {
        for text in own.entry.strings_of("hits") {
            let report = lens.decide(triage, &mut scratch, &text.value);
            hit(&own, text, &report, notes);
        }
        for text in own.entry.strings_of("misses") {
            miss(lens, triage, &mut scratch, &own, text, notes);
        }
    }
}

fn hit(own: &Own<'_>, text: &Text, report: &Report<'_>, notes: &mut Notes<'_>) {
    let (sentence, whole) = (&text.value, (own.document, own.entry));
    if !fires(report, &own.term.id, own.must_be_affirmed()) {
        let why = why(report, own.term);
        let message = Said::new(
            format!("“{sentence}” must fire this term, but {}", why.en),
            format!("“{sentence}” 应当命中这一条，但{}", why.zh),
        );
        notes
            .add("L401", whole, text.at.clone(), sentence, message)
            .help("mend the wording or the sentence", "改说法，或改例句");
    } else if alone(report, own, sentence) {
        let message = Said::new(
            format!("“{sentence}” is the term alone: it proves nothing"),
            format!("“{sentence}” 只有词条本身，什么也证明不了"),
        );
        notes
            .add("L403", whole, text.at.clone(), sentence, message)
            .help("write a sentence as a customer would", "写一句客户真会说的话");
    }
}

/// Why a term does not stand in a report.
fn why(report: &Report<'_>, term: &Term) -> Said {
    let found =
        report.findings.iter().find(|finding| finding.term().is_some_and(|there| there.id == term.id));
    let Some(found) = found else { return Said::new("it is not found there", "里面没有它") };
    match &found.refused_by {
        Some(refusal) => {
            Said::new(format!("it is refused by {}", refusal.name()), format!("它被 {} 排除", refusal.name()))
        }
        None => {
            let state = found.state.name();
            Said::new(format!("it is {state} there"), format!("它在那里的状态是 {state}"))
        }
    }
}

/// At most so many sayings of a term are spelt out to hold a sentence against them.
const SPELT_OUT: usize = 20_000;

/// Whether a sentence is nothing but a wording of the term and signs: what stands in a gap is a sentence.
fn alone(report: &Report<'_>, own: &Own<'_>, sentence: &str) -> bool {
    let bare = sentence.trim_matches(|c: char| !c.is_alphanumeric());
    let whole = report.findings.iter().any(|finding| {
        finding.term().is_some_and(|there| there.id == own.term.id)
            && report.message.quote(finding.span).trim_matches(|c: char| !c.is_alphanumeric()) == bare
    });
    whole && {
        let bare = read(bare);
        sayings(&own.term.routes, SPELT_OUT).iter().any(|saying| said(saying) == bare)
    }
}

fn miss(
    lens: &Lens<'_>,
    triage: &Triage,
    scratch: &mut Scratch,
    own: &Own<'_>,
    text: &Text,
    notes: &mut Notes<'_>,
) {
    let (sentence, whole) = (&text.value, (own.document, own.entry));
    let report = lens.decide(triage, scratch, sentence);
    if fires(&report, &own.term.id, true) {
        let message = Said::new(
            format!("“{sentence}” must not fire this term, but does"),
            format!("“{sentence}” 不该命中这一条，却命中了"),
        );
        notes
            .add("L402", whole, text.at.clone(), sentence, message)
            .help("add a guard, a cue or the missing word", "补一条排除、一条线索，或改说法");
    } else if !report.findings.iter().any(|finding| finding.term().is_some_and(|t| t.id == own.term.id)) {
        let message = Said::new(
            format!("“{sentence}” holds nothing of this term: it proves nothing"),
            format!("“{sentence}” 里没有这一条的任何说法，什么也证明不了"),
        );
        notes.add("L404", whole, text.at.clone(), sentence, message).help(
            "write a sentence that holds a wording and still must not count",
            "写一句含有这种说法、却不该算数的话",
        );
    }
}
