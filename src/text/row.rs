//! Numbers and bits as they lie in a file: what the build laid out is used in place, what a pack says is laid out alike.

use std::borrow::Cow;

/// Numbers, each in four bytes, the lowest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Row(Cow<'static, [u8]>);

impl Row {
    /// Numbers that lie ready.
    pub(crate) const fn laid_out(bytes: &'static [u8]) -> Self {
        Self(Cow::Borrowed(bytes))
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.0.len() / 4
    }

    /// The number at a place.
    pub(crate) fn get(&self, place: usize) -> u32 {
        let four = self.0.get(place * 4..).and_then(|rest| rest.first_chunk());
        four.map_or(0, |four| u32::from_le_bytes(*four))
    }

    /// As they lie.
    #[allow(dead_code, reason = "the build script writes it down")]
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl FromIterator<u32> for Row {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        Self(numbers.into_iter().flat_map(u32::to_le_bytes).collect())
    }
}

/// A bit for each of some numbers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Bits(Cow<'static, [u8]>);

impl Bits {
    /// So many bits, none of them set.
    pub(crate) fn none(count: usize) -> Self {
        Self(Cow::Owned(vec![0; count.div_ceil(8)]))
    }

    /// Bits that lie ready.
    pub(crate) const fn laid_out(bytes: &'static [u8]) -> Self {
        Self(Cow::Borrowed(bytes))
    }

    /// Sets the bit of a number; false when there is none for it.
    pub(crate) fn set(&mut self, number: usize) -> bool {
        let byte = self.0.to_mut().get_mut(number / 8);
        byte.map(|byte| *byte |= 1 << (number % 8)).is_some()
    }

    /// Whether the bit of a number is set.
    pub(crate) fn get(&self, number: usize) -> bool {
        self.0.get(number / 8).is_some_and(|byte| byte >> (number % 8) & 1 == 1)
    }

    /// As they lie.
    #[allow(dead_code, reason = "the build script writes it down")]
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Bits, Row};

    proptest::proptest! {
        #[test]
        fn what_was_put_in_comes_out(numbers in proptest::collection::vec(proptest::num::u32::ANY, 0..20)) {
            let row: Row = numbers.iter().copied().collect();
            proptest::prop_assert_eq!(row.count(), numbers.len());
            let back: Vec<u32> = (0..row.count()).map(|place| row.get(place)).collect();
            let mut bits = Bits::none(64);
            for number in &numbers {
                proptest::prop_assert_eq!(bits.set(*number as usize % 80), number % 80 < 64);
            }
            for bit in 0..80 {
                let expected = bit < 64 && numbers.iter().any(|number| *number as usize % 80 == bit);
                proptest::prop_assert_eq!(bits.get(bit), expected);
            }
            proptest::prop_assert_eq!(back, numbers);
        }
    }
}
