//! What speaks against itself: one wording as a cue of two states, a topic that is to weigh something.

use std::collections::HashMap;

use super::document::Text;
use super::lens::{Lens, Notes};
use super::twice::read;
use crate::diagnostic::Said;

/// A cue's wording and the state that it gives.
type Given<'l> = (&'l str, &'l Text);

pub(super) fn look(lens: &Lens<'_>, notes: &mut Notes<'_>) {
    for document in lens.documents.iter().filter(|document| document.stem == "assertion") {
        let mut seen: HashMap<(String, &str), Given<'_>> = HashMap::new();
        for entry in document.entries_of("cue") {
            let Some(state) = entry.string("state").map(|text| text.value.as_str()) else { continue };
            let side = entry.string("direction").map_or("both", |text| text.value.as_str());
            for text in entry.strings_of("any") {
                match seen.get(&(read(&text.value), side)) {
                    Some((other, first)) if *other != state => {
                        let message = Said::new(
                            format!("`{}` is a cue of `{other}` and of `{state}`", text.value),
                            format!("`{}` 既是 `{other}` 的线索，又是 `{state}` 的线索", text.value),
                        );
                        let related = crate::review::audit::Related {
                            file: document.source.name.clone(),
                            at: first.at.clone(),
                            place: notes.audit.place(&document.source.name, &first.at),
                            message: Said::new(format!("here it is `{other}`"), format!("这里是 `{other}`")),
                        };
                        let at = text.at.clone();
                        let finding = notes.add("L504", (document, entry), at, &text.value, message);
                        finding.help("keep one of them", "只留一个").related.push(related);
                    }
                    Some(_) => {}
                    None => {
                        seen.insert((read(&text.value), side), (state, text));
                    }
                }
            }
        }
    }
}
