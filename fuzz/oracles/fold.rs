//! The fold and the way back: folding twice is folding once, character by character gives the same, spans quote.

use fenliu::text::{Bridged, Message, fold};

/// Holds the laws over one input.
pub(crate) fn check(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let folded = fold(text);
    assert_eq!(fold(&folded), folded, "folding twice");
    let one_by_one: String = text.chars().map(|c| fold(c.encode_utf8(&mut [0; 4])).into_owned()).collect();
    assert_eq!(one_by_one, folded, "character by character");
    let message = Message::new(text);
    assert_eq!(message.folded(), folded);
    let mut last = 0;
    for (at, c) in folded.char_indices() {
        let span = message.span(at..at + c.len_utf8());
        assert!(span.start < span.end && span.start >= last, "order of {c:?}");
        assert!(fold(message.quote(span)).contains(c), "{c:?} is quoted");
        last = span.start;
    }
    bridge(&folded);
}

/// Bridging leaves characters out and never puts one in; every one is found where it came from.
fn bridge(folded: &str) {
    let bridged = Bridged::new(folded);
    assert!(bridged.text().len() <= folded.len());
    assert_eq!(bridged.is_unchanged(), bridged.text() == folded);
    let mut end = 0;
    for (at, c) in bridged.text().char_indices() {
        let place = bridged.folded(at..at + c.len_utf8());
        assert!(place.start >= end && folded[place.clone()].starts_with(c), "{c:?} at {place:?}");
        end = place.end;
    }
}
