//! Times, codes and what else is evidence: in order, apart, quoted, with ends after beginnings.

use fenliu::calendar::parse_moment;
use fenliu::detect::{Finding, Kind, What, evidence};
use fenliu::text::Message;

/// What both targets hold.
fn found(text: &str) -> Vec<Finding<'static>> {
    let now = parse_moment("2026-11-24T14:30").unwrap_or_else(|error| panic!("{error}"));
    let found = evidence(&Message::new(text), now);
    for pair in found.windows(2) {
        let (one, next) = (&pair[0], &pair[1]);
        // A run of days (连续三天) is a count beside the duration.
        let beside = one.span == next.span && one.kind() == Kind::Duration && next.kind() == Kind::Count;
        assert!(one.span.end <= next.span.start || beside, "{one:?} and {next:?} overlap");
    }
    for finding in &found {
        let quoted = text.get(finding.span.start..finding.span.end);
        assert!(quoted.is_some_and(|quoted| !quoted.is_empty()), "{finding:?} quotes nothing");
    }
    found
}

/// Times depend on the folded text alone, and end after they begin.
pub(crate) fn times(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let moments = |found: Vec<Finding<'static>>, place: &dyn Fn(&Finding<'_>) -> (usize, usize)| {
        let timed = found.into_iter().filter(|finding| {
            matches!(finding.what, What::Time(_) | What::Duration(_) | What::Recurrence(_))
        });
        timed.map(|finding| (place(&finding), finding.what)).collect::<Vec<_>>()
    };
    let message = Message::new(text);
    let written = moments(found(text), &|finding| (finding.span.start, finding.span.end));
    for (place, what) in &written {
        let (What::Time(moment) | What::Duration(moment) | What::Recurrence(moment)) = what else { continue };
        if let (Some(from), Some(until)) = (moment.from, moment.until) {
            assert!(from <= until, "{place:?}: {from} is after {until}");
        }
    }
    // Codes come last, so that nothing which letter case decides can take a time's place.
    let folded = moments(found(message.folded()), &|finding| {
        let span = message.span(finding.span.start..finding.span.end);
        (span.start, span.end)
    });
    assert_eq!(written, folded, "the folded text has other times");
}

/// Codes are what they quote, in its usual width, and stand between word edges.
pub(crate) fn codes(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    for finding in found(text) {
        let What::Code(code) = &finding.what else { continue };
        let quoted = &text[finding.span.start..finding.span.end];
        let narrow = |c: char| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            c => c,
        };
        assert_eq!(code.code, quoted.chars().map(narrow).collect::<String>());
        assert!(code.code.chars().any(char::is_alphanumeric), "{code:?}");
        let message = Message::new(text);
        let next = message.written()[finding.span.end..].chars().next();
        assert!(!next.is_some_and(|c| c.is_ascii_digit()), "{quoted} is cut off before {next:?}");
    }
}
