//! Whether words that stand together are one: how much oftener they do than by chance.

use std::collections::HashMap;

/// No more words than this are remembered; when there are more, the rarest are forgotten.
const MOST_WORDS: usize = 400_000;

/// In how many messages each word stands.
#[derive(Debug, Default)]
pub(super) struct Words {
    known: HashMap<Box<str>, (u32, u64)>,
}

impl Words {
    /// Counts a word once a message; `message` is its number, from 1.
    pub(super) fn add(&mut self, word: &str, message: u64) {
        if let Some((count, last)) = self.known.get_mut(word) {
            *count += u32::from(*last != message);
            *last = message;
            return;
        }
        if self.known.len() >= MOST_WORDS {
            let mut least = 1;
            while self.known.len() > MOST_WORDS / 2 {
                self.known.retain(|_, (count, _)| *count > least);
                least += 1;
            }
        }
        self.known.insert(word.into(), (1, message));
    }

    pub(super) fn get(&self, word: &str) -> Option<u32> {
        self.known.get(word).map(|(count, _)| *count)
    }
}

/// How firmly a string of several words holds together: the least pointwise mutual information over the ways to part it
/// in two, in bits (Church and Hanks 1990, "Word association norms, mutual information, and lexicography"). `seen`: the
/// messages that have the whole; `part`: those that have a part. `None` for a single word.
#[allow(clippy::cast_precision_loss)]
pub(super) fn cohesion(
    text: &str,
    seams: impl Iterator<Item = usize>,
    seen: u32,
    part: impl Fn(&str) -> Option<u32>,
    messages: u64,
) -> Option<f64> {
    let information = |seam: usize| {
        let (left, right) = text.split_at_checked(seam)?;
        // Whoever has the whole has its parts.
        let count = |text| f64::from(part(text).unwrap_or(0).max(seen).max(1));
        Some((f64::from(seen.max(1)) * messages.max(1) as f64 / (count(left) * count(right))).log2())
    };
    seams.filter_map(information).min_by(f64::total_cmp)
}

#[cfg(test)]
mod tests {
    use super::{Words, cohesion};

    #[test]
    fn chance_alone_holds_nothing_together() {
        // 100 of 1000 messages each: by chance 10 have both.
        let part = |_: &str| Some(100);
        let of = |seen| cohesion("没人", std::iter::once(3), seen, part, 1000).unwrap();
        assert!(of(10).abs() < 1e-12);
        assert!((of(40) - 2.0).abs() < 1e-12);
        assert_eq!(cohesion("没人", std::iter::empty(), 1, part, 1000), None);
        // A place that is no border between characters is no place to part it.
        assert_eq!(cohesion("没人", std::iter::once(1), 1, part, 1000), None);
    }

    #[test]
    fn a_word_counts_once_a_message() {
        let mut words = Words::default();
        [1, 1, 2, 5].into_iter().for_each(|message| words.add("退款", message));
        assert_eq!((words.get("退款"), words.get("到账")), (Some(3), None));
    }
}
