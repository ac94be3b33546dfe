//! Concepts: names for groups of wordings, resolved when a pattern first asks for them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::pattern::{self, Concepts, DEPTH, Route};
use super::reader::{Reader, Text, did_you_mean, nearest};
use crate::diagnostic::Said;
use crate::text::fold;

/// The concepts of a pack.
#[derive(Default)]
pub(super) struct ConceptTable {
    wordings: HashMap<String, Vec<Text>>,
    resolved: RefCell<HashMap<String, Rc<[Route]>>>,
    /// The names being resolved right now, outermost first.
    open: RefCell<Vec<String>>,
}

impl ConceptTable {
    /// Adds the `[[concept]]` entries of one file; a later pack's wordings replace an earlier one's of that name.
    pub(super) fn read(&mut self, file: &mut Reader<'_>) {
        let mut names = std::collections::HashSet::new();
        for mut entry in file.tables("concept") {
            let name = entry.required("name", "name = \"未到账\"");
            let wordings = entry.strings("any");
            if let Some(name) = &name {
                if !names.insert(name.value.clone()) {
                    let id = &name.value;
                    let message = Said::new(
                        format!("the concept `{id}` is defined twice"),
                        format!("概念 `{id}` 定义了两次"),
                    );
                    let help = Said::new("bring both into one list", "合并成一个列表");
                    entry.fault("duplicate-concept", name.at.clone(), message, Some(help));
                }
                if wordings.is_empty() {
                    let id = &name.value;
                    let message = Said::new(
                        format!("the concept `{id}` has no wordings"),
                        format!("概念 `{id}` 没有说法"),
                    );
                    let help = Said::alike("any = [\"没到账\", \"未到账\"]");
                    entry.fault("missing-key", name.at.clone(), message, Some(help));
                }
            }
            entry.finish();
            if let Some(name) = name {
                self.wordings.insert(fold(&name.value).into_owned(), wordings);
            }
        }
    }

    /// Reads a pattern of a file into its routes, noting its faults; `into` gathers them.
    pub(super) fn pattern(&self, text: &Text, file: &Reader<'_>, into: &mut Vec<Route>) {
        match pattern::parse(&text.value, self) {
            Ok(routes) => into.extend(routes),
            Err(fault) => {
                let at = place_in_string(&file.source().text, text, fault.at);
                file.fault("pattern", at, fault.message, fault.help);
            }
        }
    }

    /// Tries every wording of every concept of a file, so that faults show even where nothing uses it.
    pub(super) fn check(&self, file: &mut Reader<'_>) {
        for mut entry in file.tables("concept") {
            let name = entry.string("name");
            let wordings = entry.strings("any");
            let sound = name.is_some_and(|name| {
                self.wordings.get(&*fold(&name.value)) == Some(&wordings) && self.routes(&name.value).is_ok()
            });
            if !sound {
                // One by one, so that each fault is shown where it stands.
                for wording in wordings {
                    self.pattern(&wording, &entry, &mut Vec::new());
                }
            }
        }
    }

    fn resolve(&self, name: &str, wordings: &[Text]) -> Result<Vec<Route>, (Said, Said)> {
        let texts = wordings.iter().map(|text| text.value.as_str());
        pattern::parse_any(texts, self).map_err(|fault| {
            let Said { en, zh } = &fault.message;
            let message = if fault.in_concept {
                fault.message
            } else {
                Said::new(format!("in the concept `{name}`: {en}"), format!("概念 `{name}` 里：{zh}"))
            };
            (message, fault.help.unwrap_or_else(|| Said::new("mend the concept", "改好这个概念")))
        })
    }
}

impl Concepts for ConceptTable {
    fn routes(&self, name: &str) -> Result<Rc<[Route]>, (Said, Said)> {
        // Names are read as texts are: {未到帐} is 未到账.
        let name = &*fold(name);
        if let Some(routes) = self.resolved.borrow().get(name) {
            return Ok(Rc::clone(routes));
        }
        let Some(wordings) = self.wordings.get(name) else {
            let mut names: Vec<&str> = self.wordings.keys().map(String::as_str).collect();
            names.sort_unstable();
            let help = nearest(name, &names).map_or_else(
                || Said::new("define it in concepts.toml", "请在 concepts.toml 里定义它"),
                did_you_mean,
            );
            return Err((
                Said::new(format!("there is no concept `{name}`"), format!("没有概念 `{name}`")),
                help,
            ));
        };
        if self.open.borrow().iter().any(|open| open == name) {
            let row = self.open.borrow().join(" → ");
            let message = Said::new(
                format!("the concept `{name}` contains itself: {row} → {name}"),
                format!("概念 `{name}` 包含了自己：{row} → {name}"),
            );
            return Err((message, Said::new("break the circle", "去掉循环引用")));
        }
        if self.open.borrow().len() >= DEPTH {
            let message =
                Said::new(format!("concepts nest deeper than {DEPTH}"), format!("概念嵌套超过 {DEPTH} 层"));
            return Err((message, Said::new("flatten some of them", "把其中几层合并")));
        }
        self.open.borrow_mut().push(name.to_owned());
        let routes = self.resolve(name, wordings);
        self.open.borrow_mut().pop();
        let routes: Rc<[Route]> = routes?.into();
        self.resolved.borrow_mut().insert(name.to_owned(), Rc::clone(&routes));
        Ok(routes)
    }
}

/// The place in the file of a range of a string's value: exact where the string is written without escapes, else all
/// of it.
fn place_in_string(file: &str, text: &Text, inside: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let quote = 1;
    let exact = text.at.start + quote..text.at.end.saturating_sub(quote);
    if file.get(exact.clone()) == Some(text.value.as_str()) {
        exact.start + inside.start..exact.start + inside.end
    } else {
        text.at.clone()
    }
}
