//! The matching view: folded text without the symbols that part one Han character from the next, and without repeats.

use std::borrow::Cow;
use std::ops::Range;

use super::han::is_han;
use super::tables::SYMBOLS;
use super::way_back::WayBack;

/// The most symbols or spaces that are bridged: more of them part two sayings rather than one word.
const LONGEST_GAP: usize = 3;

/// From this many on, a repeated Han character is one drawn out (退退退款), not a word (谢谢).
const REPEATS: usize = 3;

/// Folded text as terms are looked for in it, and the way back to the folded text.
///
/// Between two Han characters, runs of up to three spaces, connectors (`. - _ ~ * · | / + # ^ =`), emoji and other
/// symbols are left out; sentence punctuation and newlines never are, nor letters and digits. Three or more of the same
/// Han character in a row become one. Text with neither is borrowed.
#[derive(Clone, Debug)]
pub struct Bridged<'f> {
    text: Cow<'f, str>,
    way: WayBack,
}

impl<'f> Bridged<'f> {
    /// The matching view of a folded text.
    ///
    /// ```
    /// # use fenliu::text::Bridged;
    /// let bridged = Bridged::new("退 款 卡卡卡死");
    /// assert_eq!(bridged.text(), "退款卡死");
    /// assert_eq!(bridged.folded(0..6), 0..7);
    /// assert!(bridged.gap_before(3));
    /// ```
    #[must_use]
    pub fn new(folded: &'f str) -> Self {
        let mut bridge = Bridge { folded, out: None, way: WayBack::default(), copied: 0 };
        bridge.run();
        match bridge.out {
            None => Self { text: Cow::Borrowed(folded), way: bridge.way },
            Some(out) => Self { text: Cow::Owned(out), way: bridge.way },
        }
    }

    /// The text that terms are looked for in.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The folded place of a range of `text()`: from its first character to its last, whatever stood between. Where
    /// a repeated character became one, it covers the whole repetition.
    #[must_use]
    pub fn folded(&self, range: Range<usize>) -> Range<usize> {
        self.way.range(range)
    }

    /// Whether symbols or spaces were left out right before the byte `pos` of `text()`.
    #[must_use]
    pub fn gap_before(&self, pos: usize) -> bool {
        self.way.start(pos) > self.way.end(pos)
    }

    /// Whether nothing was left out and nothing squeezed.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        matches!(self.text, Cow::Borrowed(_))
    }
}

/// The one pass over the text. Nothing is copied before the first change.
struct Bridge<'f> {
    folded: &'f str,
    out: Option<String>,
    way: WayBack,
    /// What comes before this position is in `out`, or was left out.
    copied: usize,
}

impl Bridge<'_> {
    fn run(&mut self) {
        let mut at = 0;
        loop {
            at = plain_until(self.folded.as_bytes(), at);
            let Some(c) = self.char_at(at) else { break };
            let end = at + c.len_utf8();
            if !is_han(c) {
                at = end;
                continue;
            }
            let (repeats, run_end) = self.repeats(c, end);
            if repeats >= REPEATS {
                self.copy_until(at);
                self.squeeze(c, at, run_end);
                at = run_end;
            } else {
                at = end;
            }
            if let Some(next) = self.gap(at) {
                self.copy_until(at);
                self.copied = next;
                at = next;
            }
        }
        if self.out.is_some() {
            self.copy_until(self.folded.len());
        }
    }

    /// How often `c`, which ends at `end`, stands here in a row, gaps bridged, and where the last one ends.
    fn repeats(&self, c: char, end: usize) -> (usize, usize) {
        let (mut count, mut end) = (1, end);
        loop {
            let next = self.gap(end).unwrap_or(end);
            if self.char_at(next) != Some(c) {
                return (count, end);
            }
            (count, end) = (count + 1, next + c.len_utf8());
        }
    }

    /// Where the next Han character begins, when a gap that may be bridged starts here, after one.
    fn gap(&self, at: usize) -> Option<usize> {
        let mut next = at;
        for (seen, c) in self.folded.get(at..)?.chars().take(LONGEST_GAP + 1).enumerate() {
            if is_han(c) {
                return (seen > 0).then_some(next);
            }
            if !is_gap(c) {
                return None;
            }
            next += c.len_utf8();
        }
        None
    }

    fn squeeze(&mut self, c: char, from: usize, to: usize) {
        let out = self.out.get_or_insert_default();
        self.way.unit(out.len(), from, c.len_utf8(), to - from);
        out.push(c);
        self.copied = to;
    }

    fn copy_until(&mut self, at: usize) {
        let out = self.out.get_or_insert_default();
        if self.copied < at {
            self.way.copied(out.len(), self.copied);
            out.push_str(&self.folded[self.copied..at]);
            self.copied = at;
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.folded.get(at..)?.chars().next()
    }
}

/// The first position from `at` on that needs a closer look, or the text's length: a Han character followed by itself
/// or by what may be a gap, and Han characters outside the common block.
fn plain_until(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&lead) = bytes.get(at) {
        at += match (lead, bytes[at..].first_chunk::<6>()) {
            (0..0x80, _) => 1,
            (0xE5..=0xE9, Some(&[a, b, c, d, e, f])) => match (d, e, f) {
                (0xE5..=0xE9, _, _) | (0xE4, 0xB8.., _) if (a, b, c) != (d, e, f) => 3,
                // Full-width forms, and the first signs of CJK punctuation: ，！？ and 、。.
                (0xEF, 0xBC | 0xBD, _) | (0xE3, 0x80, 0x80..=0x83) => 6,
                _ => return at,
            },
            (0xEF, Some(&[_, 0xBC | 0xBD, ..])) => 3,
            (0xE3 | 0xE4 | 0xE5..=0xE9 | 0xEF | 0xF0.., _) => return at,
            (0xE0.., _) => 3,
            _ => 2,
        };
    }
    at
}

/// Whether a character may be bridged. Currency signs mean something, and sentence punctuation ends something.
pub(super) fn is_gap(c: char) -> bool {
    if c.is_ascii() {
        return matches!(
            c,
            ' ' | '\t' | '.' | '-' | '_' | '~' | '*' | '|' | '/' | '+' | '#' | '^' | '=' | '`' | '<' | '>'
        );
    }
    if matches!(c, '，' | '。' | '！' | '？' | '、' | '：' | '；') {
        return false; // what mostly stands there, before the search
    }
    c == '·' || {
        let n = u32::from(c);
        let after = SYMBOLS.partition_point(|&(first, _)| first <= n);
        after.checked_sub(1).and_then(|i| SYMBOLS.get(i)).is_some_and(|&(_, last)| n <= last)
    }
}
