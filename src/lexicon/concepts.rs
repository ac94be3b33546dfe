//! Concepts: names for groups of wordings, resolved when a pattern first asks for them.

use std::cell::RefCell;
use std::collections::HashMap;

use super::pattern::{self, Concepts, DEPTH, Route};
use super::reader::{Reader, Text, nearest};

/// The concepts of a pack.
#[derive(Default)]
pub(super) struct ConceptTable {
    wordings: HashMap<String, Vec<Text>>,
    resolved: RefCell<HashMap<String, Vec<Route>>>,
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
                    let message = format!("the concept `{}` is defined twice", name.value);
                    let help = "bring both into one list".to_owned();
                    entry.fault("duplicate-concept", name.at.clone(), message, Some(help));
                }
                if wordings.is_empty() {
                    let message = format!("the concept `{}` has no wordings", name.value);
                    let help = "any = [\"没到账\", \"未到账\"]".to_owned();
                    entry.fault("missing-key", name.at.clone(), message, Some(help));
                }
            }
            entry.finish();
            if let Some(name) = name {
                self.wordings.insert(name.value, wordings);
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
            let _ = entry.string("name");
            for wording in entry.strings("any") {
                self.pattern(&wording, &entry, &mut Vec::new());
            }
        }
    }

    fn resolve(&self, wordings: &[Text]) -> Result<Vec<Route>, (String, String)> {
        // Joined with `|`, so that all wordings of one step become one.
        let joined: Vec<&str> = wordings.iter().map(|text| text.value.as_str()).collect();
        pattern::parse(&joined.join("|"), self)
            .map_err(|fault| (fault.message, fault.help.unwrap_or_default()))
    }
}

impl Concepts for ConceptTable {
    fn routes(&self, name: &str) -> Result<Vec<Route>, (String, String)> {
        if let Some(routes) = self.resolved.borrow().get(name) {
            return Ok(routes.clone());
        }
        let Some(wordings) = self.wordings.get(name) else {
            let mut names: Vec<&str> = self.wordings.keys().map(String::as_str).collect();
            names.sort_unstable();
            let help = nearest(name, &names)
                .map_or_else(|| "define it in concepts.toml".to_owned(), |near| format!("did you mean {{{near}}}?"));
            return Err((format!("there is no concept `{name}`"), help));
        };
        if self.open.borrow().iter().any(|open| open == name) {
            let row = self.open.borrow().join(" → ");
            return Err((format!("the concept `{name}` contains itself: {row} → {name}"), "break the circle".to_owned()));
        }
        if self.open.borrow().len() >= DEPTH {
            return Err((format!("concepts nest deeper than {DEPTH}"), "flatten some of them".to_owned()));
        }
        self.open.borrow_mut().push(name.to_owned());
        let routes = self.resolve(wordings);
        self.open.borrow_mut().pop();
        let routes = routes?;
        self.resolved.borrow_mut().insert(name.to_owned(), routes.clone());
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
