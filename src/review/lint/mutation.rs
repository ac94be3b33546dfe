//! Mutation: what is struck out must be missed. A guard that no miss needs, a wording that no hit needs, is unproved.
//!
//! All mutants of a pack are tried in one copy of it, each as a term of its own.

use super::document::Text;
use super::lens::{Lens, Notes, Own, Wording, fires};
use crate::detect::Scratch;
use crate::diagnostic::Said;
use crate::lexicon::{Guard, Term};
use crate::triage::Triage;

/// What is struck from a term.
enum Struck {
    Guard(&'static str, usize),
    WholeWords,
    Immunity,
}

struct Mutant<'l> {
    own: Own<'l>,
    struck: Struck,
    id: String,
}

/// The guards, `whole_words` and immunities of every term.
pub(super) fn guards(lens: &Lens<'_>, notes: &mut Notes<'_>) {
    let Some(lexicon) = lens.lexicon() else { return };
    let terms = lens.terms();
    let mut mutants: Vec<Mutant<'_>> = Vec::new();
    let mut copy = lexicon.clone();
    for own in &terms {
        for struck in struck(own.term) {
            let id = format!("{}\n{}", own.term.id, mutants.len());
            copy.terms.push(mutate(own.term, &struck, id.clone()));
            mutants.push(Mutant { own: *own, struck, id });
        }
    }
    if mutants.is_empty() {
        return;
    }
    let triage = Triage::new(copy);
    let mut scratch = Scratch::default();
    for mutant in &mutants {
        let term = mutant.own.term;
        let proved = match mutant.struck {
            // An immunity is proved by a hit that needs it, a guard by a miss.
            Struck::Immunity => term.hits.iter().any(|hit| {
                !fires(&lens.decide(&triage, &mut scratch, hit), &mutant.id, mutant.own.must_be_affirmed())
            }),
            _ => term.misses.iter().any(|miss| {
                // Even where a cue says that it is not so: what is refused is no topic, what is denied or asked may be one.
                let report = lens.decide(&triage, &mut scratch, miss);
                fires(&report, &mutant.id, false) && !fires(&report, &term.id, false)
            }),
        };
        if !proved {
            unproved(mutant, notes);
        }
    }
}

fn struck(term: &Term) -> Vec<Struck> {
    let mut all = Vec::new();
    for (key, guards) in
        [("not_within", &term.not_within), ("not_after", &term.not_after), ("not_before", &term.not_before)]
    {
        all.extend((0..guards.len()).map(|place| Struck::Guard(key, place)));
    }
    if term.whole_words {
        all.push(Struck::WholeWords);
    }
    if !term.immune.is_empty() {
        all.push(Struck::Immunity);
    }
    all
}

fn mutate(term: &Term, struck: &Struck, id: String) -> Term {
    let mut mutant = Term { id, ..term.clone() };
    match *struck {
        Struck::Guard("not_within", place) => drop(mutant.not_within.remove(place)),
        Struck::Guard("not_after", place) => drop(mutant.not_after.remove(place)),
        Struck::Guard(_, place) => drop(mutant.not_before.remove(place)),
        Struck::WholeWords => mutant.whole_words = false,
        Struck::Immunity => mutant.immune.clear(),
    }
    mutant
}

fn unproved(mutant: &Mutant<'_>, notes: &mut Notes<'_>) {
    let Own { document, entry, term } = mutant.own;
    let guards: &[Guard] = match mutant.struck {
        Struck::Guard("not_within", _) => &term.not_within,
        Struck::Guard("not_after", _) => &term.not_after,
        _ => &term.not_before,
    };
    match mutant.struck {
        Struck::Guard(key, place) => {
            let text = guards.get(place).map_or("", |guard| guard.text.as_str());
            let at =
                entry.strings_of(key).nth(place).map_or_else(|| entry.place_of(key), |text| text.at.clone());
            let message = Said::new(
                format!("no miss needs the guard `{text}`: without it all still hold"),
                format!("没有一句 `misses` 用得上 `{text}`：去掉它也都不会命中"),
            );
            notes.add("L405", (document, entry), at, &format!("{key}/{text}"), message).help(
                format!("misses = [\"…{text}…\"], or leave it out"),
                format!("misses = [\"…{text}…\"]，或删掉它"),
            );
        }
        Struck::WholeWords => {
            let message = Said::new(
                "no miss needs `whole_words`: without it all still hold",
                "没有一句 `misses` 用得上 `whole_words`：去掉它也都不会命中",
            );
            notes.add("L405", (document, entry), entry.place_of("whole_words"), "whole_words", message).help(
                "add a miss in which the hit cuts a word, or leave it out",
                "补一句会切断词的 miss，或删掉它",
            );
        }
        Struck::Immunity => {
            let message = Said::new(
                "no hit needs `immune`: without it all still fire",
                "没有一句 `hits` 用得上 `immune`：去掉它也都能命中",
            );
            notes
                .add("L407", (document, entry), entry.place_of("immune"), "immune", message)
                .help("add a hit with such a cue in it, or leave it out", "补一句带这种线索的 hit，或删掉它");
        }
    }
}

/// The wordings of every term, each tried alone.
pub(super) fn wordings(lens: &Lens<'_>, notes: &mut Notes<'_>) {
    let Some(lexicon) = lens.lexicon() else { return };
    let terms = lens.terms();
    let mut copy = lexicon.clone();
    let mut alone: Vec<(Own<'_>, Vec<(Wording<'_>, String)>)> = Vec::new();
    for own in &terms {
        let mut mutants = Vec::new();
        for wording in own.wordings() {
            let id = format!("{}\n{}", own.term.id, mutants.len());
            let routes = own.term.routes[wording.routes.clone()].to_vec();
            copy.terms.push(Term {
                id: id.clone(),
                wordings: vec![routes.len()],
                routes: routes.into(),
                ..own.term.clone()
            });
            mutants.push((wording, id));
        }
        // The only wording of a term is proved by any hit, and that there is none is said elsewhere.
        if mutants.len() > 1 {
            alone.push((*own, mutants));
        }
    }
    let triage = Triage::new(copy);
    let mut scratch = Scratch::default();
    for (own, mutants) in &alone {
        let mut needed = vec![false; mutants.len()];
        for hit in &own.term.hits {
            let report = lens.decide(&triage, &mut scratch, hit);
            let firing: Vec<usize> = (0..mutants.len())
                .filter(|place| fires(&report, &mutants[*place].1, own.must_be_affirmed()))
                .collect();
            if let [only] = firing[..] {
                needed[only] = true;
            }
        }
        for ((wording, _), needed) in mutants.iter().zip(needed) {
            if !needed {
                unneeded(own, wording.text, notes);
            }
        }
    }
}

fn unneeded(own: &Own<'_>, text: &Text, notes: &mut Notes<'_>) {
    let wording = &text.value;
    let message = Said::new(
        format!("no hit needs the wording `{wording}`: without it all still fire"),
        format!("没有一句 `hits` 用得上 `{wording}`：去掉它也都能命中"),
    );
    notes
        .add("L406", (own.document, own.entry), text.at.clone(), wording, message)
        .help("add a sentence to hits that only this wording finds", "在 hits 里补一句只有它能命中的话");
}
