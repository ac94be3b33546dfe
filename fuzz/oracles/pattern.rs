//! The pattern language: a plain walk over every possibility, with a parser of its own, against parser and matcher.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::OnceLock;

use fenliu::detect::{Scratch, TermFinder};
use fenliu::diagnostic::{Said, Source};
use fenliu::lexicon::Lexicon;
use fenliu::lexicon::pattern::{Concepts, FAR, GAP, Route, parse};
use fenliu::text::{Bridged, Message, Segmenter, Span};

/// What patterns and texts are made of: Han that no word of the dictionary holds, letters, and the signs of the language.
const PARTS: [&str; 16] =
    ["龘", "靐", "a", "1", "(", ")", "[", "]", "|", "…", "{x}", "龘靐", "，", "。", "ａ", "-"];
/// What `{x}` stands for.
const CONCEPT: &str = "龘[1]|a…靐";

/// The first half of a byte chooses a part; a zero byte ends the pattern, and the text follows.
pub(crate) fn check(bytes: &[u8]) {
    let bytes = &bytes[..bytes.len().min(160)];
    let (pattern, text) = bytes.split_at(bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len()));
    let spell = |bytes: &[u8]| -> String { bytes.iter().map(|byte| PARTS[usize::from(byte % 16)]).collect() };
    let (pattern, text) = (spell(pattern), spell(text));
    let own = Plain::read(&pattern);
    let routes = match (parse(&pattern, &OneConcept), &own) {
        (Ok(routes), Some(plain)) => {
            assert!(!nullable(plain), "{pattern} may stand for nothing");
            routes
        }
        (Err(fault), own) => {
            let (start, end) = (fault.at.start, fault.at.end);
            assert!(
                start <= end && pattern.get(start..end).is_some() || end == start + 1,
                "{pattern}: {start}..{end}"
            );
            let limit = fault.message.en.contains("more than") || fault.message.en.contains("deeper than");
            assert!(
                limit || own.as_ref().is_none_or(|plain| nullable(plain)),
                "{pattern}: {}",
                fault.message.en
            );
            return;
        }
        (Ok(_), None) => panic!("{pattern} was read"),
    };
    if let Some(plain) = own {
        compare(&pattern, &text, routes, &plain);
    }
}

fn compare(pattern: &str, text: &str, routes: Vec<Route>, plain: &[Node]) {
    let mut lexicon = base().clone();
    lexicon.terms[0].routes = routes.into();
    let finder = TermFinder::new(&lexicon);
    let segmenter = Segmenter::new([]);
    let message = Message::new(text);
    let findings = finder.find(&lexicon, &segmenter, &message, &mut Scratch::default());
    let bridged = Bridged::new(message.folded());
    let expected: BTreeSet<Span> = matches(plain, bridged.text())
        .into_iter()
        .map(|(start, end)| message.span(bridged.folded(start..end)))
        .collect();
    for finding in &findings {
        assert!(expected.contains(&finding.span), "{pattern} in {text}: {:?} is no match", finding.span);
    }
    if findings.iter().all(|finding| finding.refused_by.is_none()) {
        for span in &expected {
            let shown = findings.iter().any(|finding| finding.span.overlaps(*span));
            assert!(shown, "{pattern} in {text}: {span:?} was not found");
        }
    }
}

/// A pack of one term.
fn base() -> &'static Lexicon {
    static BASE: OnceLock<Lexicon> = OnceLock::new();
    BASE.get_or_init(|| {
        let kept = Lexicon::builtin_sources().into_iter().filter(|source| {
            ["policy", "desk", "pack"].iter().any(|stem| source.name.ends_with(&format!("/{stem}.toml")))
        });
        let mut sources: Vec<Source> = kept.collect();
        for name in ["security", "payment", "fault", "complaint"] {
            let term = "[[term]]\ntext = \"x\"\nweight = 1\nstage = \"topic\"\nhits = [\"x\"]\n";
            let term = if name == "security" { term } else { "" };
            sources.push(Source { name: format!("{name}.toml"), text: format!("name = \"类\"\n{term}") });
        }
        Lexicon::parse(&sources).unwrap_or_else(|faults| panic!("the pack of one term: {faults:?}"))
    })
}

struct OneConcept;

impl Concepts for OneConcept {
    fn routes(&self, name: &str) -> Result<Rc<[Route]>, (Said, Said)> {
        let missing = || (Said::alike(name), Said::alike(name));
        if name != "x" {
            return Err(missing());
        }
        parse(CONCEPT, self).map(Into::into).map_err(|_| missing())
    }
}

/// A pattern, read plainly.
enum Node {
    Char(char),
    Gap { most: usize, far: bool },
    Any(Vec<Vec<Node>>),
}

struct Plain<'p> {
    rest: &'p str,
}

impl Plain<'_> {
    fn read(pattern: &str) -> Option<Vec<Node>> {
        let mut plain = Plain { rest: pattern };
        let all = plain.alternatives()?;
        plain.rest.is_empty().then(|| vec![Node::Any(all)])
    }

    fn alternatives(&mut self) -> Option<Vec<Vec<Node>>> {
        let mut all = vec![self.sequence()?];
        while self.eat("|") {
            all.push(self.sequence()?);
        }
        Some(all)
    }

    fn sequence(&mut self) -> Option<Vec<Node>> {
        let mut nodes = Vec::new();
        loop {
            if self.eat("(") {
                nodes.push(Node::Any(self.alternatives()?));
                self.eat(")").then_some(())?;
            } else if self.eat("[") {
                let mut all = self.alternatives()?;
                all.push(Vec::new());
                nodes.push(Node::Any(all));
                self.eat("]").then_some(())?;
            } else if self.eat("{x}") {
                nodes.extend(Plain::read(CONCEPT)?);
            } else if self.eat("……") {
                nodes.push(Node::Gap { most: FAR, far: true });
            } else if self.eat("…") {
                nodes.push(Node::Gap { most: GAP, far: false });
            } else {
                let plain =
                    self.rest.find(['(', ')', '[', ']', '{', '}', '|', '…']).unwrap_or(self.rest.len());
                if plain == 0 {
                    return Some(nodes);
                }
                let message = Message::new(&self.rest[..plain]);
                nodes.extend(Bridged::new(message.folded()).text().chars().map(Node::Char));
                self.rest = &self.rest[plain..];
            }
        }
    }

    fn eat(&mut self, sign: &str) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

fn nullable(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| match node {
        Node::Char(_) => false,
        Node::Gap { .. } => true,
        Node::Any(all) => all.iter().any(|nodes| nullable(nodes)),
    })
}

/// A match under way: where it began, how far it is, and the gap that may come next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    start: Option<usize>,
    at: usize,
    gap: Option<(usize, bool)>,
}

/// Start and end of everything that matches, in bytes.
fn matches(nodes: &[Node], text: &str) -> Vec<(usize, usize)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let begin = BTreeSet::from([State { start: None, at: 0, gap: None }]);
    let byte = |at: usize| chars.get(at).map_or(text.len(), |(byte, _)| *byte);
    let ended = walk(nodes, &chars, begin).into_iter().filter(|state| edge(&chars, state.at));
    ended.filter_map(|state| Some((byte(state.start?), byte(state.at)))).collect()
}

fn walk(nodes: &[Node], chars: &[(usize, char)], mut states: BTreeSet<State>) -> BTreeSet<State> {
    for node in nodes {
        states = match node {
            Node::Char(c) => states.into_iter().flat_map(|state| step(*c, chars, state)).collect(),
            Node::Any(all) => all.iter().flat_map(|nodes| walk(nodes, chars, states.clone())).collect(),
            Node::Gap { most, far } => states
                .into_iter()
                .map(|state| State { gap: state.start.map(|_| (*most, *far)), ..state })
                .collect(),
        };
    }
    states
}

/// Every way to go on with one character.
fn step(c: char, chars: &[(usize, char)], state: State) -> Vec<State> {
    let stands = |at: &usize| chars.get(*at).is_some_and(|(_, here)| *here == c);
    let after = |at: usize| State { start: state.start.or(Some(at)), at: at + 1, gap: None };
    let Some((most, far)) = state.gap.or(state.start.is_none().then_some((usize::MAX, true))) else {
        return Some(state.at).filter(stands).map(after).into_iter().collect();
    };
    if state.start.is_none() {
        return (0..chars.len()).filter(stands).filter(|at| edge(chars, *at)).map(after).collect();
    }
    let ends = |at: &usize| {
        let c = chars.get(*at).map(|(_, c)| *c);
        matches!(c, Some('。' | '！' | '？' | '…')) || !far && c == Some('，')
    };
    let reach = (state.at..chars.len()).take_while(|at| *at == state.at || !ends(&(at - 1))).take(most + 1);
    reach.filter(stands).filter(|at| edge(chars, state.at) && edge(chars, *at)).map(after).collect()
}

/// Whether a wording may begin or end here: no word of letters and digits goes on.
fn edge(chars: &[(usize, char)], at: usize) -> bool {
    let word = |at: usize| chars.get(at).is_some_and(|(_, c)| c.is_ascii_alphanumeric());
    at == 0 || !(word(at - 1) && word(at))
}
