//! A message with its private parts starred out, and every place in it moved along.

use std::borrow::Cow;

use super::masks::{Mask, masks};
use crate::detect::{Extraction, Finding, Identifier, Refusal, What};
use crate::text::{Message, Span};
use crate::triage::Report;

/// A message as it may be shown. Findings were made in the message itself; only what is shown changes.
#[derive(Clone, Debug)]
pub struct Hidden {
    /// The message, every letter and digit of a private part a star. It has as many characters as before.
    pub text: String,
    /// For each character that became a star, and for the end of each mask: where it stood, and where it stands now.
    moved: Vec<(usize, usize)>,
    masks: Vec<Mask>,
}

impl Hidden {
    /// Hides what is private. `known` are identifiers that the detectors found.
    #[must_use]
    pub fn new(text: &str, known: &[(Identifier, Span)]) -> Self {
        let masks = masks(text, known);
        let mut hidden =
            Self { text: String::with_capacity(text.len()), moved: Vec::new(), masks: Vec::new() };
        let mut at = 0;
        for mask in &masks {
            // Masks may overlap; what is masked once is not shown again.
            let start = mask.span.start.max(at);
            let end = mask.span.end.max(start);
            hidden.text.push_str(&text[at..start]);
            for (place, character) in text[start..end].char_indices() {
                hidden.moved.push((start + place, hidden.text.len()));
                hidden.text.push(if character.is_alphanumeric() { '*' } else { character });
            }
            hidden.moved.push((end, hidden.text.len()));
            at = end;
        }
        hidden.text.push_str(&text[at..]);
        hidden.masks = masks;
        hidden
    }

    /// Hides what is private in a message in which something was found.
    #[must_use]
    pub fn of(message: &Message<'_>, findings: &[Finding<'_>]) -> Self {
        Self::new(message.written(), &identifiers(findings))
    }

    /// Where a place of the message stands now.
    #[must_use]
    pub fn span(&self, span: Span) -> Span {
        Span::new(self.at(span.start), self.at(span.end))
    }

    fn at(&self, byte: usize) -> usize {
        let before = self.moved.partition_point(|(was, _)| *was <= byte);
        match before.checked_sub(1).and_then(|last| self.moved.get(last)) {
            Some((was, is)) => is + (byte - was),
            None => byte,
        }
    }

    /// A report about the message as it is shown: its findings, values and decision are those of the message itself.
    #[must_use]
    pub fn report<'h, 't: 'h>(&'h self, report: &Report<'t>) -> Report<'h> {
        let mut shown: Report<'h> = report.clone();
        shown.message = Message::new(&self.text);
        self.findings(&mut shown.findings);
        let advised = shown.decision.advice.iter_mut().flat_map(|advice| &mut advice.spans);
        let proven = shown.decision.proof.iter_mut().flat_map(|proof| &mut proof.spans);
        advised.chain(proven).for_each(|span| *span = self.span(*span));
        shown
    }

    /// The same for evidence alone.
    #[must_use]
    pub fn extraction<'h, 't: 'h>(&'h self, extraction: &Extraction<'t>) -> Extraction<'h> {
        let mut shown: Extraction<'h> = extraction.clone();
        shown.message = Message::new(&self.text);
        self.findings(&mut shown.findings);
        shown
    }

    fn findings(&self, findings: &mut [Finding<'_>]) {
        for finding in findings {
            let touched = self.touches(finding.span);
            match &mut finding.what {
                What::Code(code) if touched => {
                    code.code = stars(&code.code);
                    code.family = code.family.as_deref().map(|family| Cow::Owned(stars(family)));
                    code.known = None;
                }
                What::Amount(amount) if touched => amount.value = None,
                What::Count(count) => {
                    if touched {
                        count.value = None;
                    }
                    if let Some(window) = &mut count.window {
                        window.span = self.span(window.span);
                    }
                }
                _ => {}
            }
            if let Some(Refusal::Word(word)) = &mut finding.refused_by {
                *word = self.span(*word);
            }
            finding.span = self.span(finding.span);
        }
    }

    /// Whether a place of the message as written lies in part under a mask.
    fn touches(&self, span: Span) -> bool {
        // In order of their beginning; one that begins behind the place does not touch it.
        let before = self.masks.partition_point(|mask| mask.span.start < span.end);
        self.masks[..before].iter().rev().take(NEAR).any(|mask| mask.span.overlaps(span))
    }
}

/// More masks than this never lie over one place: each sort of mask covers it once.
const NEAR: usize = 16;

/// The identifiers among findings.
fn identifiers(findings: &[Finding<'_>]) -> Vec<(Identifier, Span)> {
    let identifier = |finding: &Finding<'_>| match finding.what {
        What::Identifier(identifier) => Some((identifier, finding.span)),
        _ => None,
    };
    findings.iter().filter_map(identifier).collect()
}

fn stars(text: &str) -> String {
    text.chars().map(|c| if c.is_alphanumeric() { '*' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Hidden;
    use crate::text::Span;

    #[test]
    fn places_move_along() {
        let text = "我叫张小明，电话13900001111，付款失败";
        let hidden = Hidden::new(text, &[]);
        assert_eq!(hidden.text, "我叫***，电话***********，付款失败");
        let place = |words: &str| {
            let at = text.find(words).unwrap();
            let Span { start, end } = hidden.span(Span::new(at, at + words.len()));
            &hidden.text[start..end]
        };
        for (words, shown) in
            [("付款失败", "付款失败"), ("张小", "**"), ("明，电话139", "*，电话***"), ("我叫", "我叫")]
        {
            assert_eq!(place(words), shown);
        }
    }

    proptest! {
        /// Every place keeps its characters, but for those that are stars, and its count of characters.
        #[test]
        fn every_place_shows_what_it_showed(text in "[0-9xX@a-c. 我叫王小明订单号：，和平路号室-]{0,40}") {
            let hidden = Hidden::new(&text, &[]);
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for (n, &start) in places.iter().enumerate() {
                for &end in &places[n..] {
                    let Span { start: from, end: to } = hidden.span(Span::new(start, end));
                    let shown: Vec<char> = hidden.text[from..to].chars().collect();
                    let was: Vec<char> = text[start..end].chars().collect();
                    prop_assert_eq!(shown.len(), was.len());
                    prop_assert!(shown.iter().zip(&was).all(|(is, was)| is == was || *is == '*'));
                }
            }
        }
    }
}
