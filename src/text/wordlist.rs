//! Strings in order, each known by its place, and which of them a text begins with.

use std::borrow::Cow;
use std::ops::Range;

use super::row::Row;

/// Sorted strings, one after the other in one piece of memory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct WordList {
    text: Cow<'static, str>,
    /// Where each starts, and the end of the last.
    bounds: Row,
}

impl WordList {
    /// Takes strings in ascending order, none of them twice or empty.
    pub(crate) fn new<'l>(sorted: impl Iterator<Item = &'l str>) -> Self {
        let mut text = String::new();
        let ends = sorted.map(|word| {
            text.push_str(word);
            u32::try_from(text.len()).unwrap_or(u32::MAX)
        });
        let bounds = std::iter::once(0).chain(ends).collect();
        Self { text: text.into(), bounds }
    }

    /// Strings that lie ready.
    pub(crate) const fn laid_out(text: &'static str, bounds: &'static [u8]) -> Self {
        Self { text: Cow::Borrowed(text), bounds: Row::laid_out(bounds) }
    }

    /// The text of all, and the bytes that say where each starts, as they lie.
    #[allow(dead_code, reason = "the build script writes it down")]
    pub(crate) fn parts(&self) -> (&str, &[u8]) {
        (&self.text, self.bounds.bytes())
    }

    pub(crate) fn count(&self) -> usize {
        self.bounds.count() - 1
    }

    pub(crate) fn get(&self, place: usize) -> &str {
        &self.text[self.bounds.get(place) as usize..self.bounds.get(place + 1) as usize]
    }

    /// The place of a string, if it is in the list.
    pub(crate) fn place(&self, word: &str) -> Option<usize> {
        let place = first(&(0..self.count()), |place| self.get(place) >= word);
        (place < self.count() && self.get(place) == word).then_some(place)
    }

    /// Calls `each` with the place and the length of every one that `text` begins with, the shortest first.
    ///
    /// Those that begin as the text does are neighbours, and each further character narrows them down. None is longer than
    /// the longest, so the work does not depend on the length of the text.
    pub(crate) fn begin(&self, text: &str, each: impl FnMut(usize, usize)) {
        self.begin_among(0..self.count(), text, 0, each);
    }

    /// The same among neighbours that are known to begin with the first `begun` bytes of the text, where none of them ends
    /// before that.
    pub(crate) fn begin_among(
        &self,
        mut left: Range<usize>,
        text: &str,
        begun: usize,
        mut each: impl FnMut(usize, usize),
    ) {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        for end in ends.skip_while(|end| *end < begun) {
            let begun = &text.as_bytes()[..end];
            let head = |place: usize| {
                let word = self.get(place).as_bytes();
                word.get(..begun.len()).unwrap_or(word)
            };
            left.start = first(&left, |place| head(place) >= begun);
            left.end = first(&left, |place| head(place) > begun);
            if left.is_empty() {
                break;
            }
            if self.get(left.start).len() == begun.len() {
                each(left.start, begun.len());
            }
        }
    }
}

/// The places of strings in ascending order. Their first eight bytes settle nearly all comparisons, which is several times
/// as fast as asking the strings.
pub(crate) fn in_order(strings: &[&str]) -> Vec<u32> {
    let head = |string: &str| {
        let mut head = [0; 8];
        let len = string.len().min(8);
        head[..len].copy_from_slice(&string.as_bytes()[..len]);
        u64::from_be_bytes(head)
    };
    let mut keyed: Vec<(u64, u32)> = strings.iter().map(|string| head(string)).zip(0..).collect();
    keyed.sort_unstable_by(|(one, a), (other, b)| {
        one.cmp(other).then_with(|| strings[*a as usize].cmp(strings[*b as usize]))
    });
    keyed.into_iter().map(|(_, place)| place).collect()
}

/// The first place of a range from which on something holds; its end if it never does.
fn first(range: &Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::in_order;

    proptest::proptest! {
        #[test]
        fn the_order_is_that_of_the_strings(strings in proptest::collection::vec("[甲乙ab\\x00]{0,5}", 0..20)) {
            let strings: Vec<&str> = strings.iter().map(String::as_str).collect();
            let mut sorted = strings.clone();
            sorted.sort_unstable();
            let ours: Vec<&str> = in_order(&strings).into_iter().map(|place| strings[place as usize]).collect();
            proptest::prop_assert_eq!(ours, sorted);
        }
    }
}
