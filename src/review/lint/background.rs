//! How common words are: the dictionary's frequencies as a background to hold terms against.

use std::collections::HashMap;

use crate::text::dictionary;

/// How often each of some sayings is seen in a million words of the dictionary's texts, inside longer words too.
pub(super) fn per_million<'s>(sayings: impl Iterator<Item = &'s str>) -> HashMap<&'s str, f64> {
    let mut seen: HashMap<&str, u64> = sayings.map(|saying| (saying, 0)).collect();
    let mut total = 0;
    let longest = seen.keys().map(|saying| saying.len()).max().unwrap_or(0);
    for (word, frequency) in dictionary() {
        total += frequency;
        for part in parts(word, longest) {
            if let Some(count) = seen.get_mut(part) {
                *count += frequency;
            }
        }
    }
    // The counts are far below 2⁵³, so the casts are exact.
    #[allow(clippy::cast_precision_loss)]
    let rate = |count: u64| count as f64 * 1e6 / (total.max(1)) as f64;
    seen.into_iter().map(|(saying, count)| (saying, rate(count))).collect()
}

/// Every part of a word of at most so many bytes, itself included.
pub(super) fn parts(word: &str, longest: usize) -> impl Iterator<Item = &str> {
    let ends = || word.char_indices().map(|(at, _)| at).chain([word.len()]).skip(1);
    word.char_indices().flat_map(move |(start, _)| {
        ends()
            .skip_while(move |end| *end <= start)
            .take_while(move |end| end - start <= longest)
            .map(move |end| &word[start..end])
    })
}

#[cfg(test)]
mod tests {
    use super::{parts, per_million};

    #[test]
    fn parts_are_all_parts() {
        assert_eq!(parts("手续费", 6).collect::<Vec<_>>(), ["手", "手续", "续", "续费", "费"]);
        assert_eq!(parts("", 6).count(), 0);
    }

    #[test]
    fn common_words_are_seen_more_often() {
        let rates = per_million(["我们", "盗刷", "问题"].into_iter());
        assert!(rates["我们"] > 500.0 && rates["盗刷"] < 10.0 && rates["问题"] > 500.0, "{rates:?}");
    }
}
