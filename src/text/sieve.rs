//! A sieve over text as it was written: which texts can't hold any of some wordings, told before they are folded.
//!
//! Of each wording one pair of neighbouring letters is looked for, the rarest: in a log nearly every line goes through
//! without one. What stands between letters is passed over, here and in the wordings, so that whatever a bridge leaves out is
//! left out here too. The sieve never holds back a text that has a wording; it lets some through that have none.

use super::bridge::is_gap;
use super::fold::each_folded;
use super::han::is_han;
use super::row::Bits;
use super::words::single;

/// Bits of the table, a power of two: 64 KiB, which stay in the processor's cache.
const BITS: usize = 1 << 19;

/// Letters that can be wordings of their own without opening the sieve: all that are written in three bytes or fewer.
const LETTERS: usize = 1 << 16;

/// The pairs and letters that let a text through.
#[derive(PartialEq)]
pub(crate) struct Sieve {
    pairs: Bits,
    /// A bit for each letter that is a wording of its own.
    letters: Bits,
    /// Some pair has a letter or digit of ASCII, so that those can't be passed over.
    ascii: bool,
    /// A wording without any letter lets everything through.
    open: bool,
}

impl std::fmt::Debug for Sieve {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sieve").field("ascii", &self.ascii).field("open", &self.open).finish_non_exhaustive()
    }
}

impl Sieve {
    /// A sieve for wordings that are folded.
    pub(crate) fn new<'w>(wordings: impl Iterator<Item = &'w str>) -> Self {
        let [pairs, letters] = [BITS, LETTERS].map(Bits::none);
        let mut sieve = Self { pairs, letters, ascii: false, open: false };
        for wording in wordings {
            let letters: Vec<char> = wording.chars().filter(|&c| is_letter(c)).collect();
            match (letters.as_slice(), rarest(&letters)) {
                ([], _) => sieve.open = true,
                (&[only], _) => sieve.add_letter(only),
                (_, Some((a, b))) => {
                    sieve.pairs.set(hash(a, b));
                    sieve.ascii |= a.is_ascii() || b.is_ascii();
                }
                (_, None) => {}
            }
        }
        sieve
    }

    /// One that lies ready: the bits of its pairs, those of its letters, and two flags.
    pub(crate) fn laid_out(pairs: &'static [u8], letters: &'static [u8], [ascii, open]: [bool; 2]) -> Self {
        Self { pairs: Bits::laid_out(pairs), letters: Bits::laid_out(letters), ascii, open }
    }

    /// As it lies.
    #[allow(dead_code, reason = "the build script writes it down")]
    pub(crate) fn parts(&self) -> (&[u8], &[u8], [bool; 2]) {
        (self.pairs.bytes(), self.letters.bytes(), [self.ascii, self.open])
    }

    /// How common what a wording is known by is, for choosing between wordings: a letter alone is commoner than any pair.
    pub(crate) fn commonness(wording: &str) -> u64 {
        let letters: Vec<char> = wording.chars().filter(|&c| is_letter(c)).collect();
        rarest(&letters).map_or(u64::MAX >> 16, |(a, b)| commonness(a, b))
    }

    fn add_letter(&mut self, letter: char) {
        self.open |= !self.letters.set(letter as usize);
        self.ascii |= letter.is_ascii();
    }

    /// Whether a text, as it was written, may hold one of the wordings once it is folded and bridged.
    pub(crate) fn may_hold(&self, text: &str) -> bool {
        if self.open {
            return true;
        }
        let bytes = text.as_bytes();
        let (mut before, mut at) = ('\0', 0);
        while at < bytes.len() {
            if bytes[at] < 0x80 && !self.ascii {
                // No pair has a letter of ASCII: what stands on its other side may be taken for a neighbour.
                at += bytes[at..].iter().position(|byte| *byte >= 0x80).unwrap_or(bytes.len() - at);
                continue;
            }
            let Some(c) = text[at..].chars().next() else { break };
            at += c.len_utf8();
            let mut found = false;
            each_folded(c, |c| {
                if is_letter(c) {
                    found |= self.pairs.get(hash(before, c)) || self.letters.get(c as usize);
                    before = c;
                }
            });
            if found {
                return true;
            }
        }
        false
    }
}

/// Whether a character counts: a letter or digit that no bridge leaves out.
fn is_letter(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric() || !c.is_ascii() && c.is_alphanumeric() && !is_gap(c)
}

/// The rarest pair of neighbours.
fn rarest(letters: &[char]) -> Option<(char, char)> {
    let pairs = letters.iter().zip(letters.iter().skip(1)).map(|(a, b)| (*a, *b));
    pairs.min_by_key(|(a, b)| commonness(*a, *b))
}

/// By how often each of the two is a word of its own, which says well enough which pairs are rare.
fn commonness(a: char, b: char) -> u64 {
    let of = |c: char| if c.is_ascii() { 1 << 20 } else { single(c).unwrap_or(1) };
    of(a).saturating_mul(of(b))
}

fn hash(a: char, b: char) -> usize {
    let pair = u64::from(u32::from(a)) << 21 | u64::from(u32::from(b));
    (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 45) as usize % BITS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, proptest};
    use proptest::prop_assert;

    use super::Sieve;
    use crate::text::{Bridged, fold};

    proptest! {
        /// What folding and bridging find is never held back, whatever stands between and however it is written.
        #[test]
        fn a_text_with_a_wording_goes_through(
            wordings in prop::collection::vec("[退款账号被盗a卡0]{1,4}|error code|[谢。]{1,3}", 1..5),
            text in "([退款帳賬号號被盜盗卡Ａａa０0谢謝ⓐ℡㈠㏂ﬁ]|[ \\-*|🔥\u{200b}\u{fe0f}，。、\n]|error code){0,16}",
        ) {
            let wordings: Vec<String> = wordings.iter().map(|wording| fold(wording).into_owned()).collect();
            let sieve = Sieve::new(wordings.iter().map(String::as_str));
            let folded = fold(&text);
            let bridged = Bridged::new(&folded);
            let there = wordings.iter().any(|wording| bridged.text().contains(wording.as_str()));
            prop_assert!(!there || sieve.may_hold(&text), "{:?} in {:?}", wordings, text);
        }
    }

    #[test]
    fn most_of_what_has_none_is_held_back() {
        let sieve = Sieve::new(["退款", "没有到账", "被盗"].into_iter());
        let rows = [
            ("2026-11-24 12:00:01 INFO worker-3 今天天气很好", false),
            ("没有问题，退货了", false),
            ("退 款", true),
            ("退🔥款", true),
            ("沒有到帳", true),
            ("", false),
        ];
        for (text, expected) in rows {
            assert_eq!(sieve.may_hold(text), expected, "{text}");
        }
        let open = Sieve::new(std::iter::once("。"));
        assert!(open.may_hold("a"));
        let mut latin = "x".repeat(40);
        latin.push_str(" REFUND");
        assert!(Sieve::new(std::iter::once("refund")).may_hold(&latin));
    }
}
