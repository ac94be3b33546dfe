//! A set of literals in one piece of memory: a pack stands for ten thousand of them, and is read for a single message.

/// Room that is made for a literal: three characters of Chinese.
const BYTES: usize = 9;

/// Literals in order, no two alike. Only the first can be empty.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Literals {
    /// One after the other.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Literals {
    /// A set of one.
    pub(super) fn one(literal: &str) -> Self {
        Self { text: literal.to_owned(), ends: vec![literal.len()] }
    }

    /// The literals in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.text[start..*end])
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether the empty literal is among them.
    pub(super) fn has_nothing(&self) -> bool {
        self.ends.first() == Some(&0)
    }

    /// Whether there is no other than the empty literal.
    pub(super) fn is_nothing(&self) -> bool {
        self.text.is_empty()
    }

    /// The set without the empty literal.
    pub(super) fn filled(&self) -> Self {
        let ends = &self.ends[usize::from(self.has_nothing())..];
        Self { text: self.text.clone(), ends: ends.to_vec() }
    }

    /// Every literal of this set followed by every one of another.
    pub(super) fn followed_by(&self, next: &Self) -> Self {
        let count = self.len() * next.len();
        let bytes = self.text.len() * next.len() + next.text.len() * self.len();
        let mut product = Self { text: String::with_capacity(bytes), ends: Vec::with_capacity(count) };
        for first in self.iter() {
            for second in next.iter() {
                product.text.push_str(first);
                product.text.push_str(second);
                product.ends.push(product.text.len());
            }
        }
        product.in_order()
    }

    /// All literals of several sets.
    pub(super) fn union(sets: &[&Self]) -> Self {
        let mut union = Self {
            text: String::with_capacity(sets.iter().map(|set| set.text.len()).sum()),
            ends: Vec::with_capacity(sets.iter().map(|set| set.len()).sum()),
        };
        for set in sets {
            union.ends.extend(set.ends.iter().map(|end| union.text.len() + end));
            union.text.push_str(&set.text);
        }
        union.in_order()
    }

    /// Brings literals in order that may be in any.
    fn in_order(self) -> Self {
        if self.iter().zip(self.iter().skip(1)).all(|(one, next)| one < next) {
            return self;
        }
        let mut ordered: Vec<&str> = self.iter().collect();
        ordered.sort_unstable();
        ordered.dedup();
        ordered.into_iter().collect()
    }
}

impl<'l> FromIterator<&'l str> for Literals {
    /// In the order given; whoever calls this knows that it is the right one, or mends it.
    fn from_iter<I: IntoIterator<Item = &'l str>>(literals: I) -> Self {
        let literals = literals.into_iter();
        let count = literals.size_hint().0;
        let mut all = Self { text: String::with_capacity(count * BYTES), ends: Vec::with_capacity(count) };
        for literal in literals {
            all.text.push_str(literal);
            all.ends.push(all.text.len());
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::{Strategy, prop, proptest};
    use proptest::prop_assert_eq;

    use super::Literals;

    fn words() -> impl Strategy<Value = BTreeSet<String>> {
        prop::collection::btree_set("[甲乙a]{0,3}", 1..6)
    }

    fn literals(words: &BTreeSet<String>) -> Literals {
        words.iter().map(String::as_str).collect()
    }

    proptest! {
        #[test]
        fn products_and_unions_are_those_of_sets(one in words(), other in words()) {
            let (a, b) = (literals(&one), literals(&other));
            let product: BTreeSet<String> =
                one.iter().flat_map(|a| other.iter().map(move |b| format!("{a}{b}"))).collect();
            prop_assert_eq!(a.followed_by(&b), literals(&product));
            prop_assert_eq!(Literals::union(&[&a, &b]), literals(&(&one | &other)));
            let filled: BTreeSet<String> = one.iter().filter(|word| !word.is_empty()).cloned().collect();
            prop_assert_eq!(a.has_nothing(), filled.len() < one.len());
            prop_assert_eq!(a.is_nothing(), filled.is_empty());
            prop_assert_eq!(a.filled(), literals(&filled));
        }
    }
}
