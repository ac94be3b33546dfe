//! What the parser says about a pack, under the codes of the rules.

use std::ops::Range;

use super::document::Document;
use super::rule::Rule;
use crate::diagnostic::Diagnostic;
use crate::review::audit::Audit;

/// Notes every fault of the parser.
pub(super) fn note(faults: &[Diagnostic], documents: &[Document<'_>], audit: &mut Audit) {
    for fault in faults {
        let mut diagnostic = fault.clone();
        if let Some(rule) = Rule::find(fault.code) {
            diagnostic.code = rule.code;
        }
        let document = documents.iter().find(|document| document.source.name == fault.file);
        let (entry, subject) = match document {
            Some(document) => {
                let text = &document.source.text;
                (document.entry_at(fault.at.start).id.clone(), quote(text, &fault.at).to_owned())
            }
            None => (super::document::stem(&fault.file).to_owned(), fault.message.en.clone()),
        };
        audit.add(diagnostic, &entry, &subject);
    }
}

/// What stands at a place; its line where that is nothing.
fn quote<'t>(text: &'t str, at: &Range<usize>) -> &'t str {
    match text.get(at.clone()).map(str::trim) {
        Some(quote) if !quote.is_empty() => quote,
        _ => {
            let mut start = at.start.min(text.len());
            while !text.is_char_boundary(start) {
                start -= 1;
            }
            let from = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
            text[from..].lines().next().unwrap_or_default().trim()
        }
    }
}
