//! The little language of wordings: literals, `(a|b)`, `{concept}`, `[optional]` and `…` (a gap inside one clause).
//!
//! A pattern stands for a set of routes. A route is a row of steps, each a set of literals, linked by "right after" or
//! by a gap. All literals of all routes go into one automaton and the routes are followed over its hits
//! ([`crate::detect`]), so a pattern costs time linear in the text whatever it says.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::literals::Literals;
use crate::diagnostic::Said;
use crate::text::{Bridged, Message};

/// At most so many literals in one step; a longer product becomes two steps right after one another.
const STEP_LITERALS: usize = 96;
/// At most so many routes for one pattern.
const ROUTES: usize = 256;
/// At most so many literals in all routes of one pattern.
const LITERALS: usize = 20_000;
/// Brackets and concepts may nest so deep.
pub(super) const DEPTH: usize = 24;

/// How a step follows the one before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Link {
    /// It is the first.
    Start,
    /// Right after.
    Adjacent,
    /// After a gap of at most [`GAP`] characters inside one clause.
    Gap,
    /// Right after, or with a little punctuation between.
    Loose,
}

/// The longest gap of `…`, in characters.
pub const GAP: usize = 12;

/// A set of literals, one of which must stand here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// How it follows the step before it.
    pub link: Link,
    /// Folded, none of them empty.
    pub literals: Literals,
}

impl Step {
    fn new(link: Link, literal: &str) -> Self {
        Self { link, literals: Literals::one(literal) }
    }
}

/// A row of steps.
pub type Route = Vec<Step>;

/// What is wrong with a pattern, and where in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PatternFault {
    /// Byte range in the pattern.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: Said,
    /// How to mend it.
    pub help: Option<Said>,
    /// It lies in a concept that the pattern uses, and the message says so.
    pub in_concept: bool,
}

impl PatternFault {
    fn new(at: Range<usize>, message: Said, help: Said) -> Self {
        Self { at, message, help: Some(help), in_concept: false }
    }
}

/// Gives the routes of a concept by its name, or says why there are none.
pub trait Concepts {
    /// The routes that the concept stands for.
    ///
    /// # Errors
    /// A sentence and a help line when there is no such concept or it can't be used.
    fn routes(&self, name: &str) -> Result<Rc<[Route]>, (Said, Said)>;
}

/// Reads a pattern into its routes.
///
/// # Errors
/// The first fault, with its place in `text`.
pub fn parse(text: &str, concepts: &dyn Concepts) -> Result<Vec<Route>, PatternFault> {
    let mut parser = Parser { text, place: 0, concepts };
    let routes = parser.alternatives(0)?;
    if parser.place < text.len() {
        let at = parser.place..parser.place + 1;
        let message = Said::new("this bracket was never opened", "这个括号没有开头");
        return Err(PatternFault::new(at, message, escape_it()));
    }
    check(text, routes)
}

/// Reads several wordings of the same thing, so that all those of one step become one.
///
/// # Errors
/// The first fault of the first faulty one.
pub(super) fn parse_any<'t>(
    texts: impl Iterator<Item = &'t str>,
    concepts: &dyn Concepts,
) -> Result<Vec<Route>, PatternFault> {
    let mut all = Vec::new();
    for text in texts {
        all.extend(parse(text, concepts)?);
    }
    let routes = merge(all);
    if routes.len() > ROUTES { Err(too_many(0..0)) } else { Ok(routes) }
}

/// A whole pattern must stand for something; a step that may stand for nothing is left out in a route of its own.
fn check(text: &str, routes: Vec<Route>) -> Result<Vec<Route>, PatternFault> {
    let whole = 0..text.len();
    let mut settled: Vec<Route> = Vec::new();
    for route in routes {
        settled.extend(without_empty(route));
        if settled.len() > ROUTES {
            return Err(too_many(whole));
        }
    }
    if settled.iter().any(Vec::is_empty) {
        let message = Said::new("this pattern can stand for nothing at all", "这个写法可以什么都不匹配");
        let help = Said::new("leave at least one part outside [ ]", "至少留一部分在 [ ] 外面");
        return Err(PatternFault::new(whole, message, help));
    }
    Ok(settled)
}

/// The routes of one in which no step stands for nothing: `a…[b]…c` is `a…b…c` and `a…c`.
fn without_empty(route: Route) -> Vec<Route> {
    if !route.iter().any(|step| step.literals.has_nothing()) {
        return vec![route];
    }
    let mut routes: Vec<Route> = vec![Vec::new()];
    for step in route {
        let skippable = step.literals.has_nothing();
        let filled = step.literals.filled();
        let mut longer = Vec::new();
        for row in routes {
            if skippable {
                longer.push(row.clone());
            }
            if !filled.is_empty() {
                let link = if row.is_empty() { Link::Start } else { step.link };
                let mut row = row;
                row.push(Step { link, literals: filled.clone() });
                longer.push(row);
            }
        }
        longer.truncate(ROUTES + 1);
        routes = longer;
    }
    routes
}

struct Parser<'p> {
    text: &'p str,
    place: usize,
    concepts: &'p dyn Concepts,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.place..].chars().next()
    }

    /// `a|b|c` up to a closing bracket or the end.
    fn alternatives(&mut self, depth: usize) -> Result<Vec<Route>, PatternFault> {
        if depth > DEPTH {
            let at = self.place..self.text.len();
            let message =
                Said::new(format!("brackets nest deeper than {DEPTH}"), format!("括号嵌套超过 {DEPTH} 层"));
            return Err(PatternFault::new(at, message, Said::new("use a concept", "改用概念")));
        }
        let mut all = self.sequence(depth)?;
        while self.peek() == Some('|') {
            self.place += 1;
            let more = self.sequence(depth)?;
            all.extend(more);
        }
        Ok(merge(all))
    }

    /// Parts one after the other.
    fn sequence(&mut self, depth: usize) -> Result<Vec<Route>, PatternFault> {
        let start = self.place;
        // None while there is no part yet.
        let mut routes = Vec::new();
        while let Some(next) = self.peek() {
            routes = match next {
                '|' | ')' | ']' => break,
                '(' => append(routes, self.bracketed(')', depth)?.into()),
                '[' => {
                    let mut part = self.bracketed(']', depth)?;
                    part.push(nothing());
                    append(routes, merge(part).into())
                }
                '{' => append(routes, Cow::Borrowed(&*self.concept()?)),
                '…' => {
                    self.place += '…'.len_utf8();
                    let mut routes = if routes.is_empty() { vec![nothing()] } else { routes };
                    for route in &mut routes {
                        route.push(Step::new(Link::Gap, ""));
                    }
                    routes
                }
                '}' => {
                    let at = self.place..self.place + 1;
                    let message = Said::new("this } was never opened", "这个 } 没有开头");
                    let help = Said::new("write {name} for a concept", "概念写作 {名字}");
                    return Err(PatternFault::new(at, message, help));
                }
                _ => append(routes, self.literal()?.into()),
            };
            let size: usize = routes.iter().flatten().map(|step| step.literals.len()).sum();
            if routes.len() > ROUTES || size > LITERALS {
                return Err(too_many(start..self.place));
            }
        }
        Ok(if routes.is_empty() { vec![nothing()] } else { routes })
    }

    fn bracketed(&mut self, close: char, depth: usize) -> Result<Vec<Route>, PatternFault> {
        let open = self.place;
        self.place += 1;
        let inside = self.alternatives(depth + 1)?;
        if self.peek() != Some(close) {
            return Err(PatternFault::new(open..open + 1, never_closed(), escape_it()));
        }
        self.place += 1;
        Ok(inside)
    }

    fn concept(&mut self) -> Result<Rc<[Route]>, PatternFault> {
        let open = self.place;
        let Some(length) = self.text[open..].find('}') else {
            return Err(PatternFault::new(open..open + 1, never_closed(), Said::new("add }", "补上 }")));
        };
        let name = &self.text[open + 1..open + length];
        self.place = open + length + 1;
        self.concepts.routes(name).map_err(|(message, help)| PatternFault {
            in_concept: true,
            ..PatternFault::new(open..self.place, message, help)
        })
    }

    /// Characters that mean themselves, folded as texts are.
    fn literal(&mut self) -> Result<Vec<Route>, PatternFault> {
        let start = self.place;
        let mut raw = String::new();
        loop {
            let rest = &self.text[self.place..];
            let plain = rest.find(['(', ')', '[', ']', '{', '}', '|', '…', '\\']).unwrap_or(rest.len());
            raw.push_str(&rest[..plain]);
            self.place += plain;
            if self.peek() != Some('\\') {
                break;
            }
            let Some(escaped) = self.text[self.place + 1..].chars().next() else {
                let at = self.place..self.place + 1;
                let message = Said::new("nothing stands after \\", "\\ 后面什么都没有");
                let help = Said::new("write \\\\ to mean \\", "要表示 \\ 请写 \\\\");
                return Err(PatternFault::new(at, message, help));
            };
            raw.push(escaped);
            self.place += 1 + escaped.len_utf8();
        }
        let message = Message::new(&raw);
        let bridged = Bridged::new(message.folded());
        if bridged.text().is_empty() {
            let at = start..self.place;
            let message = Said::new(
                "these characters are never seen: folding drops them",
                "这些字符归一后会被丢掉，永远匹配不到",
            );
            return Err(PatternFault::new(at, message, Said::new("remove them", "删掉它们")));
        }
        Ok(vec![vec![Step::new(Link::Start, bridged.text())]])
    }
}

fn escape_it() -> Said {
    Said::new(
        "close it, or write \\ before it to mean the character",
        "补全括号；要表示这个字符本身，请在前面加 \\",
    )
}

fn never_closed() -> Said {
    Said::new("this bracket is never closed", "这个括号没有结尾")
}

fn too_many(at: Range<usize>) -> PatternFault {
    let message = Said::new(
        format!("this stands for more than {ROUTES} routes or {LITERALS} wordings"),
        format!("这个写法展开后超过 {ROUTES} 条路线或 {LITERALS} 种说法"),
    );
    let help = Said::new(
        "split it into several variants, or put … between its parts",
        "拆成几条 variants，或在各部分之间用 …",
    );
    PatternFault::new(at, message, help)
}

/// Brings all routes of one step into one.
fn merge(routes: Vec<Route>) -> Vec<Route> {
    if routes.len() == 1 {
        return routes;
    }
    let (flat, mut others): (Vec<Route>, Vec<Route>) = routes.into_iter().partition(|route| route.len() == 1);
    let sets: Vec<&Literals> = flat.iter().flatten().map(|step| &step.literals).collect();
    if !sets.is_empty() {
        others.insert(0, vec![Step { link: Link::Start, literals: Literals::union(&sets) }]);
    }
    others
}

/// The route that stands for nothing.
fn nothing() -> Route {
    vec![Step::new(Link::Start, "")]
}

/// Every route followed by every alternative; the alternatives themselves when there is no route yet.
fn append(routes: Vec<Route>, alternatives: Cow<'_, [Route]>) -> Vec<Route> {
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
fn join(route: &[Step], next: &Literals) -> Vec<Route> {
    let Some((last, head)) = route.split_last() else { return Vec::new() };
    let with = |literals: Literals| {
        let mut joined = head.to_vec();
        joined.push(Step { link: last.link, literals });
        joined
    };
    if last.literals.len() * next.len() <= STEP_LITERALS || last.literals.is_nothing() {
        return vec![with(last.literals.followed_by(next))];
    }
    // A step may not stand for nothing, so the empty wording of either side gets routes of its own.
    let (before, after) = (last.literals.clone().filled(), next.clone().filled());
    let (skips_before, skips_after) = (last.literals.has_nothing(), next.has_nothing());
    let mut both = with(before.clone());
    both.push(Step { link: Link::Adjacent, literals: after.clone() });
    let mut routes = vec![both];
    if skips_before && skips_after {
        routes.push(with(Literals::union(&[&Literals::one(""), &before, &after])));
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
                            (false, 0) if step.link == Link::Gap => Link::Gap,
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
