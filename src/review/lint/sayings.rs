//! What a pattern can stand for, spelt out: every wording of every route, up to a limit.

use crate::lexicon::pattern::{Link, Route};

/// Stands for a gap in a saying. No folded text holds it: folding drops it.
pub(super) const GAP: char = '\u{feff}';

/// At most so many sayings of one wording are looked at.
pub(super) const MOST: usize = 1_000;

/// The sayings of some routes, gaps marked with [`GAP`], at most `most` of them.
pub(super) fn sayings(routes: &[Route], most: usize) -> Vec<String> {
    let mut all = Vec::new();
    for route in routes {
        let mut rows = vec![String::new()];
        let room = most.saturating_sub(all.len());
        if room == 0 {
            break;
        }
        for step in route {
            let mut longer = Vec::new();
            'rows: for row in &rows {
                for literal in step.literals.iter() {
                    if longer.len() >= room {
                        break 'rows;
                    }
                    let mut row = row.clone();
                    if step.link == Link::Gap {
                        row.push(GAP);
                    }
                    row.push_str(literal);
                    longer.push(row);
                }
            }
            rows = longer;
        }
        all.extend(rows);
    }
    all
}

/// How many literals the steps of some routes hold: what a pattern costs to keep.
pub(super) fn literals(routes: &[Route]) -> usize {
    routes.iter().flatten().map(|step| step.literals.len()).sum()
}

/// A few sayings that stand for all: for each route the first, the middle and the last literal of every step.
pub(super) fn samples(routes: &[Route]) -> Vec<String> {
    let mut all = Vec::new();
    for route in routes {
        for pick in 0..3 {
            let mut saying = String::new();
            for step in route {
                if step.link == Link::Gap {
                    saying.push(GAP);
                }
                let place = step.literals.len().saturating_sub(1) * pick / 2;
                saying.extend(step.literals.iter().nth(place));
            }
            if !all.contains(&saying) {
                all.push(saying);
            }
        }
    }
    all
}

/// A saying as a writer could write it: gaps are nothing.
pub(super) fn said(saying: &str) -> String {
    saying.replace(GAP, "")
}

/// The parts of a saying that stand without a gap.
pub(super) fn blocks(saying: &str) -> impl Iterator<Item = &str> {
    saying.split(GAP).filter(|block| !block.is_empty())
}

/// How a saying is shown: gaps as patterns write them.
pub(super) fn shown(saying: &str) -> String {
    saying.replace(GAP, "…")
}
