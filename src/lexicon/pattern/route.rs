//! The routes that a pattern stands for, and how they are put together.

use std::borrow::Cow;
use std::sync::Arc;

use crate::lexicon::literals::Literals;

/// At most so many literals in one step; a longer product becomes two steps right after one another.
const STEP_LITERALS: usize = 96;
/// At most so many routes for one pattern.
pub(super) const ROUTES: usize = 256;

/// How a step follows the one before it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Link {
    /// It is the first.
    Start,
    /// Right after.
    Adjacent,
    /// After a gap of at most [`GAP`] characters inside one clause.
    Gap,
    /// After a gap of at most [`FAR`] characters inside one sentence.
    Far,
    /// Right after, or with a little punctuation between.
    Loose,
}

/// The longest gap of `…`, in characters.
pub const GAP: usize = 12;
/// The longest gap of `……`, in characters: two short clauses.
pub const FAR: usize = 20;

/// A set of literals, one of which must stand here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// How it follows the step before it.
    pub link: Link,
    /// Folded, none of them empty. Shared: a concept lends its set to every pattern that uses it.
    pub literals: Arc<Literals>,
}

impl Step {
    pub(super) fn new(link: Link, literal: &str) -> Self {
        Self { link, literals: Arc::new(Literals::one(literal)) }
    }
}

/// A row of steps.
pub type Route = Vec<Step>;

/// The routes of one in which no step stands for nothing: `a…[b]…c` is `a…b…c` and `a…c`.
pub(super) fn without_empty(route: Route) -> Vec<Route> {
    if !route.iter().any(|step| step.literals.has_nothing()) {
        return vec![route];
    }
    let mut routes: Vec<Route> = vec![Vec::new()];
    for step in route {
        let skippable = step.literals.has_nothing();
        let filled = filled(&step.literals);
        let mut longer = Vec::new();
        for row in routes {
            if skippable {
                longer.push(row.clone());
            }
            if !filled.is_empty() {
                let link = if row.is_empty() { Link::Start } else { step.link };
                let mut row = row;
                row.push(Step { link, literals: Arc::clone(&filled) });
                longer.push(row);
            }
        }
        longer.truncate(ROUTES + 1);
        routes = longer;
    }
    routes
}

/// Brings all routes of one step into one.
pub(super) fn merge(routes: Vec<Route>) -> Vec<Route> {
    if routes.len() == 1 {
        return routes;
    }
    let (mut flat, others): (Vec<Route>, Vec<Route>) = routes.into_iter().partition(|route| route.len() == 1);
    // A set alone stays the one that others share.
    if flat.len() > 1 {
        let sets: Vec<&Literals> = flat.iter().flatten().map(|step| &*step.literals).collect();
        flat = vec![vec![Step { link: Link::Start, literals: Arc::new(Literals::union(&sets)) }]];
    }
    flat.extend(others);
    flat
}

/// The set without the empty literal: itself if that isn't in it.
fn filled(literals: &Arc<Literals>) -> Arc<Literals> {
    if literals.has_nothing() { Arc::new(literals.filled()) } else { Arc::clone(literals) }
}

/// The route that stands for nothing.
pub(super) fn nothing() -> Route {
    vec![Step::new(Link::Start, "")]
}

/// Every route followed by every alternative; the alternatives themselves when there is no route yet.
pub(super) fn append(routes: Vec<Route>, alternatives: Cow<'_, [Route]>) -> Vec<Route> {
    if routes.is_empty() {
        return alternatives.into_owned();
    }
    let mut all = Vec::new();
    for route in routes {
        for alternative in &*alternatives {
            let Some((first, rest)) = alternative.split_first() else { continue };
            for mut joined in join(&route, &first.literals) {
                joined.extend(rest.iter().cloned());
                all.push(joined);
            }
            if all.len() > ROUTES {
                return all;
            }
        }
    }
    all
}

/// A route with `next` right after its last step: as one step while their product is small, else as a step of its own.
fn join(route: &[Step], next: &Arc<Literals>) -> Vec<Route> {
    let Some((last, head)) = route.split_last() else { return Vec::new() };
    let with = |literals: Arc<Literals>| {
        let mut joined = Vec::with_capacity(route.len() + 1);
        joined.extend_from_slice(head);
        joined.push(Step { link: last.link, literals });
        joined
    };
    if last.literals.is_nothing() {
        return vec![with(Arc::clone(next))];
    }
    if last.literals.len() * next.len() <= STEP_LITERALS {
        return vec![with(Arc::new(last.literals.followed_by(next)))];
    }
    // A step may not stand for nothing, so the empty wording of either side gets routes of its own.
    let (before, after) = (filled(&last.literals), filled(next));
    let (skips_before, skips_after) = (last.literals.has_nothing(), next.has_nothing());
    let mut both = with(Arc::clone(&before));
    both.push(Step { link: Link::Adjacent, literals: Arc::clone(&after) });
    let mut routes = vec![both];
    if skips_before && skips_after {
        routes.push(with(Arc::new(Literals::union(&[&Literals::one(""), &before, &after]))));
    } else if skips_before {
        routes.push(with(after));
    } else if skips_after {
        routes.push(with(before));
    }
    routes
}

/// The same routes with a little punctuation allowed between all their characters; `None` when there are too many.
#[must_use]
pub fn loosen(routes: &[Route]) -> Option<Vec<Route>> {
    let mut loose = Vec::new();
    for route in routes {
        let mut rows: Vec<Route> = vec![Vec::new()];
        for step in route {
            let mut longer = Vec::new();
            for row in &rows {
                for literal in step.literals.iter() {
                    let mut row = row.clone();
                    for (place, character) in literal.chars().enumerate() {
                        let link = match (row.is_empty(), place) {
                            (true, _) => Link::Start,
                            (false, 0) if matches!(step.link, Link::Gap | Link::Far) => step.link,
                            _ => Link::Loose,
                        };
                        row.push(Step::new(link, character.encode_utf8(&mut [0; 4])));
                    }
                    longer.push(row);
                }
            }
            rows = longer;
            if loose.len() + rows.len() > ROUTES {
                return None;
            }
        }
        loose.extend(rows);
    }
    Some(loose)
}
