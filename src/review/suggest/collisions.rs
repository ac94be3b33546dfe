//! The dictionary words that a hit of a new term would cut: what the guards of the term have to deal with.

use std::collections::HashMap;

use crate::text::dictionary;

/// Words that are named for each string.
const NAMED: usize = 5;

/// For each string, the most frequent dictionary words that begin inside it and end outside, or the other way round. One
/// pass over the dictionary, whatever the number of strings.
pub(super) fn collisions(texts: &[&str]) -> Vec<Vec<&'static str>> {
    let mut tails: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut heads = tails.clone();
    for (place, text) in texts.iter().enumerate() {
        for (at, _) in text.char_indices().skip(1) {
            tails.entry(&text[at..]).or_default().push(place);
            heads.entry(&text[..at]).or_default().push(place);
        }
    }
    let mut found: Vec<Vec<(u64, &'static str)>> = vec![Vec::new(); texts.len()];
    for (word, frequency) in dictionary() {
        for (at, _) in word.char_indices().skip(1) {
            let places = tails.get(&word[..at]).into_iter().chain(heads.get(&word[at..])).flatten();
            for &place in places {
                // What stands inside the string is no collision.
                if !texts[place].contains(word) {
                    found[place].push((frequency, word));
                }
            }
        }
    }
    found.into_iter().map(named).collect()
}

fn named(mut words: Vec<(u64, &'static str)>) -> Vec<&'static str> {
    words.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    words.dedup();
    words.into_iter().take(NAMED).map(|(_, word)| word).collect()
}

#[cfg(test)]
mod tests {
    use super::collisions;

    #[test]
    fn words_that_reach_over_an_edge_are_named() {
        let found = collisions(&["封号", "没人管", ""]);
        assert!(found[0].contains(&"信封") || found[0].contains(&"号码"), "{found:?}");
        assert!(found[0].iter().all(|word| word.starts_with('号') || word.ends_with('封')), "{found:?}");
        // 没人 lies inside.
        assert!(!found[1].contains(&"没人") && found[2].is_empty());
    }
}
