//! Wordings that lie in other wordings: what that does to weight and stage, or that it does nothing.

use std::collections::HashMap;

use super::background::parts;
use super::lens::{Lens, Notes, Own, Wording};
use super::sayings::{GAP, MOST, blocks, sayings, shown};
use crate::diagnostic::{Said, Source};
use crate::lexicon::{Lexicon, Owner, Stage, Term};
use crate::review::audit::{Audit, Related};

/// A saying that a term finds wherever it stands: nothing of that term speaks against it.
#[derive(Clone, Copy)]
struct Broad {
    term: usize,
    wording: usize,
}

/// Every saying without a gap of every term that refuses none of its hits.
struct Index {
    sayings: HashMap<String, Vec<Broad>>,
    longest: usize,
}

pub(super) fn look(lens: &Lens<'_>, notes: &mut Notes<'_>) {
    let Some(lexicon) = lens.lexicon() else { return };
    let index = Index::new(lexicon);
    for own in lens.terms() {
        for (place, wording) in own.wordings().iter().enumerate() {
            let sayings = own.sayings(wording);
            if sayings.is_empty() || sayings.len() >= MOST {
                continue;
            }
            if let Some((broad, equal)) = index.cover(lexicon, &own, place, &sayings) {
                let term = &lexicon.terms[broad.term];
                // A concept or a list of alternatives that holds the same saying among others is broader.
                let equal = equal && count(term, broad.wording) == sayings.len();
                say(&own, wording, term, equal, notes);
            }
        }
    }
}

impl Index {
    fn new(lexicon: &Lexicon) -> Self {
        let mut index = Self { sayings: HashMap::new(), longest: 0 };
        for (place, term) in lexicon.terms.iter().enumerate() {
            let refuses = term.whole_words
                || !(term.not_within.is_empty() && term.not_after.is_empty() && term.not_before.is_empty());
            let mut start = 0;
            for (wording, &end) in term.wordings.iter().enumerate() {
                for saying in sayings(&term.routes[start..end], MOST) {
                    if !refuses && !saying.contains(GAP) {
                        index.longest = index.longest.max(saying.len());
                        index.sayings.entry(saying).or_default().push(Broad { term: place, wording });
                    }
                }
                start = end;
            }
        }
        index
    }

    /// The term of the same owner, if one, that finds every saying of a wording by itself, and whether by the same
    /// sayings. Another wording of the same term comes last.
    fn cover(
        &self,
        lexicon: &Lexicon,
        own: &Own<'_>,
        place: usize,
        sayings: &[String],
    ) -> Option<(Broad, bool)> {
        let same_owner = |broad: &&Broad| {
            let term = &lexicon.terms[broad.term];
            term.owner == own.term.owner && !(term.id == own.term.id && broad.wording == place)
        };
        let mut left: Option<HashMap<usize, (Broad, bool)>> = None;
        for saying in sayings {
            let mut here: HashMap<usize, (Broad, bool)> = HashMap::new();
            for block in blocks(saying) {
                for part in parts(block, self.longest) {
                    for broad in self.sayings.get(part).into_iter().flatten().filter(same_owner) {
                        let equal = part == saying;
                        let known = here.entry(broad.term).or_insert((*broad, equal));
                        if equal && !known.1 {
                            *known = (*broad, true);
                        }
                    }
                }
            }
            left = Some(match left {
                None => here,
                Some(before) => before
                    .into_iter()
                    .filter_map(|(term, (broad, equal))| Some((term, (broad, equal && here.get(&term)?.1))))
                    .collect(),
            });
            if left.as_ref().is_some_and(HashMap::is_empty) {
                return None;
            }
        }
        let own_place = |term: usize| lexicon.terms[term].id == own.term.id;
        left?
            .into_values()
            .min_by_key(|(broad, equal)| (own_place(broad.term), !equal, broad.term, broad.wording))
    }
}

/// How many sayings a wording of a term has.
fn count(term: &Term, wording: usize) -> usize {
    let start = wording.checked_sub(1).map_or(0, |before| term.wordings[before]);
    sayings(&term.routes[start..term.wordings[wording]], MOST).len()
}

/// What it does that one wording lies in another.
fn say(own: &Own<'_>, wording: &Wording<'_>, broad: &Term, equal: bool, notes: &mut Notes<'_>) {
    let (narrow, text) = (own.term, &wording.text.value);
    let at = wording.text.at.clone();
    let whole = (own.document, own.entry);
    let id = &broad.id;
    if broad.id == narrow.id {
        // Wordings that are equal are said to stand twice; among the rest the narrower one is only superfluous.
        if !equal {
            let message = Said::new(
                format!("another wording of this term already finds everything that `{text}` does"),
                format!("这一条的另一种说法已经能命中 `{text}`"),
            );
            notes.add("L108", whole, at, text, message).help("leave it out", "可以删掉");
        }
        return;
    }
    let trouble = matches!(narrow.owner, Owner::Category(_));
    let (weights, stages) = ((narrow.weight, broad.weight), (narrow.stage, broad.stage));
    let counts = trouble && stages.0 != Stage::Topic && stages.1 != Stage::Topic;
    let related = related(notes.audit, broad);
    let finding = if counts && weights.0 < weights.1 {
        let message = Said::new(
            format!(
                "`{text}` (weight {}, {}) never counts: the heavier `{id}` (weight {}, {}) always finds it too",
                weights.0,
                stages.0.name(),
                weights.1,
                stages.1.name()
            ),
            format!(
                "`{text}`（权重 {}，{}）永远不算数：更重的 `{id}`（权重 {}，{}）总会同时命中",
                weights.0,
                stages.0.name(),
                weights.1,
                stages.1.name()
            ),
        );
        let finding = notes.add("L502", whole, at, text, message);
        finding.help(
            format!(
                "raise its weight to {} or more, or take it out of the way with not_within there",
                weights.1
            ),
            format!("把权重提到 {} 以上，或在那一条里用 not_within 排除它", weights.1),
        )
    } else if counts && (weights.0 > weights.1 || stages.0 != stages.1) {
        if !equal {
            return;
        }
        let message = Said::new(
            format!(
                "`{text}` is weight {}, {} here and weight {}, {} in `{id}`",
                weights.0,
                stages.0.name(),
                weights.1,
                stages.1.name()
            ),
            format!(
                "`{text}` 在这里是权重 {}、{}，在 `{id}` 里是权重 {}、{}",
                weights.0,
                stages.0.name(),
                weights.1,
                stages.1.name()
            ),
        );
        notes.add("L503", whole, at, text, message).help("keep one of them", "只留一个")
    } else if trouble && stages.0 != Stage::Topic && stages.1 == Stage::Topic {
        // The narrower one is a trouble, the broader names only the subject: that is how it should be.
        return;
    } else if equal {
        let message = Said::new(
            format!("`{text}` is said already in `{id}`"),
            format!("`{text}` 在 `{id}` 里已经有了"),
        );
        notes.add("L103", whole, at, text, message).help("keep one of them", "只留一个")
    } else {
        let message = Said::new(
            format!(
                "`{id}` already finds everything that `{text}` does, and is worth as much: it changes nothing"
            ),
            format!("`{id}` 已经能命中 `{text}`，分量也不比它轻：这一条不起作用"),
        );
        let code = if wording.text.key == "text" && own.wordings().len() == 1 { "L104" } else { "L109" };
        notes
            .add(code, whole, at, text, message)
            .help("leave it out, or give it more weight", "删掉它，或者加重")
    };
    finding.related.extend(related);
}

/// Where the broader wording stands, when its file is looked at.
fn related(audit: &Audit, broad: &Term) -> Option<Related> {
    let (file, at) = &broad.at;
    audit.sources.iter().find(|source: &&Source| source.name == *file)?;
    let said = shown(&broad.id);
    Some(Related {
        file: file.clone(),
        at: at.clone(),
        place: audit.place(file, at),
        message: Said::new(format!("`{said}` is here"), format!("`{said}` 在这里")),
    })
}
