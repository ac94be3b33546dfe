//! Reads a pattern into its routes, or says what is wrong with it and where.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::route::{Link, ROUTES, Route, Step, append, merge, nothing, without_empty};
use crate::diagnostic::Said;
use crate::text::{Bridged, Message};

/// At most so many literals in all routes of one pattern.
const LITERALS: usize = 20_000;
/// Brackets and concepts may nest so deep.
pub(in crate::lexicon) const DEPTH: usize = 24;

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
pub(in crate::lexicon) fn parse_any<'t>(
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
                    let link = self.gap();
                    let mut routes = if routes.is_empty() { vec![nothing()] } else { routes };
                    for route in &mut routes {
                        route.push(Step::new(link, ""));
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

    /// `…`, or `……`, the ellipsis as Chinese writes it.
    fn gap(&mut self) -> Link {
        self.place += '…'.len_utf8();
        if self.peek() != Some('…') {
            return Link::Gap;
        }
        self.place += '…'.len_utf8();
        Link::Far
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
