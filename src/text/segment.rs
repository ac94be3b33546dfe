//! Where words begin and end: the likeliest way to cut a text into words, as jieba finds it.
//!
//! The words and what is done with them are jieba's without its hidden Markov model (Sun Junyi, `jieba`; MIT): of all ways to
//! read a run of characters as words, the one whose frequencies multiply to the most. A property test holds it against `jieba-rs`.
//! It is written out here because a dictionary that is used in place, as the build packed it, takes no time to load; jieba's takes
//! 35 ms and 18 MB.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::han::is_han;
use super::row::Bits;
use super::vocabulary::{Heads, Vocabulary};
use super::wordlist::WordList;
use super::words::{Words, may_be_in_word};
use super::work::{Work, count};

/// Characters looked at on either side of a hit: the same answer as from the whole line in 99.97 % of cases.
const WINDOW: usize = 6;

/// Cuts folded text into words. It vetoes hits that cut a word; it never finds anything.
#[derive(Debug)]
pub struct Segmenter {
    vocabulary: Vocabulary,
    /// What is known of the vocabulary beside the dictionary; asked for when a hit first needs it, which most never do.
    words: OnceLock<Words>,
}

impl Segmenter {
    /// A segmenter that knows `words` (folded) as words of their own with a high frequency, so that they are not cut by
    /// accident. A single character is no such word.
    #[must_use]
    pub fn new(words: impl IntoIterator<Item = String>) -> Self {
        let longer = |word: &String| word.chars().nth(1).is_some();
        let words: std::collections::BTreeSet<String> = words.into_iter().filter(longer).collect();
        let list = Arc::new(WordList::new(words.iter().map(String::as_str)));
        let mut all = Bits::none(list.count());
        for place in 0..list.count() {
            all.set(place);
        }
        Self::of(Vocabulary::new(list, all))
    }

    /// One that knows the words of a vocabulary.
    pub(crate) fn of(vocabulary: Vocabulary) -> Self {
        Self { vocabulary, words: OnceLock::new() }
    }

    /// The same, where `heads` lie ready and all words are seen `total` times together.
    pub(crate) fn laid_out(vocabulary: Vocabulary, heads: Heads, total: u64) -> Self {
        Self { vocabulary, words: OnceLock::from(Words::laid_out(heads, total)) }
    }

    /// Whether another has the same words with the same frequencies.
    #[cfg(test)]
    pub(crate) fn knows_alike(&self, other: &Self) -> bool {
        self.vocabulary == other.vocabulary && self.known() == other.known()
    }

    /// The words of a folded text, in order, without gaps.
    #[must_use]
    pub fn words(&self, folded: &str) -> Vec<Range<usize>> {
        count(Work::Words, folded.len());
        let mut words = Vec::new();
        let mut rest = 0;
        while let Some(first) = folded[rest..].chars().next() {
            let alike = |c: char| is_block(c) == is_block(first);
            let end = folded[rest..].find(|c| !alike(c)).map_or(folded.len(), |len| rest + len);
            if is_block(first) {
                self.cut(&folded[rest..end], rest, &mut words);
            } else {
                singly(&folded[rest..end], rest, &mut words);
            }
            rest = end;
        }
        words
    }

    /// The first dictionary word that *partly* overlaps `hit` (shares characters with it, and neither contains the
    /// other), looked for in a small window round the hit. A pack term is no dictionary word.
    #[must_use]
    pub fn crossing(&self, folded: &str, hit: Range<usize>) -> Option<Range<usize>> {
        if self.may_cross(folded, &hit) { self.crossing_word(folded, hit) } else { None }
    }

    /// Whether both ends of `hit` are word edges (the stricter rule of `whole_words` terms).
    ///
    /// Between two letters or two digits there is no edge; next to anything else that is not Han there is one.
    #[must_use]
    pub fn on_edges(&self, folded: &str, hit: Range<usize>) -> bool {
        let Some((before, after)) = edges(folded, &hit) else { return true };
        let cuts_run = |edge: Option<(char, char)>| edge.is_some_and(|(a, b)| is_run(a, b));
        if cuts_run(before) || cuts_run(after) {
            return false;
        }
        // A word of the pack may join what no word of the dictionary does, but only where there are two characters.
        let possible = |edge: Option<(char, char)>| edge.is_some_and(|(a, b)| is_block(a) && is_block(b));
        !(possible(before) || possible(after)) || self.ends_are_edges(folded, hit)
    }

    /// Whether the words have been asked for.
    #[must_use]
    pub fn loaded(&self) -> bool {
        self.words.get().is_some()
    }

    fn crossing_word(&self, folded: &str, hit: Range<usize>) -> Option<Range<usize>> {
        let window = window(folded, &hit);
        self.words(&folded[window.clone()])
            .into_iter()
            .map(|word| word.start + window.start..word.end + window.start)
            .filter(|word| cross(word, &hit))
            .find(|word| !self.vocabulary.has(&folded[word.clone()]))
    }

    /// Whether some word lies across an edge of the hit, be it on the likeliest way through the window or not. That is soon
    /// told, and mostly there is none: any two characters side by side in a word stand so in the dictionary, those at the
    /// edge first.
    fn may_cross(&self, folded: &str, hit: &Range<usize>) -> bool {
        let Some(inside) = folded.get(hit.clone()) else { return false };
        let first = inside.chars().next();
        let before = first.into_iter().flat_map(|first| linked(&folded[..hit.start], first).take(WINDOW));
        let last = folded[hit.end..].chars().next();
        let within = last.into_iter().flat_map(|last| linked(inside, last)).map(|start| hit.start + start);
        before.chain(within).any(|start| {
            count(Work::Words, 1);
            let mut found = false;
            self.known().begin(&self.vocabulary, &folded[start..], |len, _| {
                found |= cross(&(start..start + len), hit);
            });
            found
        })
    }

    fn ends_are_edges(&self, folded: &str, hit: Range<usize>) -> bool {
        let window = window(folded, &hit);
        let words = self.words(&folded[window.clone()]);
        let is_edge = |at: usize| {
            at == window.start || at == window.end || words.iter().any(|word| word.start + window.start == at)
        };
        is_edge(hit.start) && is_edge(hit.end)
    }

    /// Cuts a run of characters that may make words; `base` is where it begins.
    fn cut(&self, run: &str, base: usize, out: &mut Vec<Range<usize>>) {
        let route = self.route(run);
        let mut at = 0;
        while at < run.len() {
            let mut end = route[at].1;
            // Letters and digits that no word joins are joined with their like.
            let lone = |at: usize, end: usize| end == at + 1 && run.as_bytes()[at].is_ascii_alphanumeric();
            if lone(at, end) {
                while end < run.len() && lone(end, route[end].1) {
                    end += 1;
                }
            }
            out.push(base + at..base + end);
            at = end;
        }
    }

    /// For each character of a run, by its place: how likely the best way from there to the end is, and where its first word
    /// ends. A character that begins no word is taken to be seen once.
    fn route(&self, run: &str) -> Vec<(f64, usize)> {
        let words = self.known();
        let mut route = vec![(0.0, run.len()); run.len() + 1];
        for (at, c) in run.char_indices().rev() {
            let mut best: Option<(f64, usize)> = None;
            words.begin(&self.vocabulary, &run[at..], |len, frequency| {
                let end = at + len;
                let likely = words.weight(frequency) + route[end].0;
                // Of two ways that are as likely, the one with the longer word.
                if best.is_none_or(|(most, _)| likely >= most) {
                    best = Some((likely, end));
                }
            });
            let end = at + c.len_utf8();
            route[at] = best.unwrap_or_else(|| (words.weight(1) + route[end].0, end));
        }
        route
    }

    fn known(&self) -> &Words {
        self.words.get_or_init(|| Words::new(&self.vocabulary))
    }
}

/// Whether a character may be part of a word: Han, letters, digits, and what joins those. As jieba has it.
fn is_block(c: char) -> bool {
    match c {
        '\u{4E00}'..='\u{9FFF}' => true,
        _ if c.is_ascii() => {
            c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '&' | '.' | '_' | '%' | '-')
        }
        _ => matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2A6DF}'
            | '\u{2A700}'..='\u{2B73F}' | '\u{2B740}'..='\u{2B81F}' | '\u{2B820}'..='\u{2CEAF}'
            | '\u{2CEB0}'..='\u{2EBEF}' | '\u{2F800}'..='\u{2FA1F}'),
    }
}

/// Cuts what makes no words: character by character, but for the two of a Windows line end.
fn singly(run: &str, base: usize, out: &mut Vec<Range<usize>>) {
    let mut at = 0;
    while let Some(c) = run[at..].chars().next() {
        let len = if run[at..].starts_with("\r\n") { 2 } else { c.len_utf8() };
        out.push(base + at..base + at + len);
        at += len;
    }
}

/// The characters on either side of each end of a hit, where there are two; `None` for what is no place in the text.
type Edge = Option<(char, char)>;

fn edges(folded: &str, hit: &Range<usize>) -> Option<(Edge, Edge)> {
    let inside = folded.get(hit.clone())?;
    let before = folded[..hit.start].chars().next_back();
    let after = folded[hit.end..].chars().next();
    Some((before.zip(inside.chars().next()), inside.chars().next_back().zip(after)))
}

/// The places before the end of `text`, the nearest first, from which on every two characters may stand side by side in a word,
/// the last of them with `next`.
fn linked(text: &str, mut next: char) -> impl Iterator<Item = usize> {
    let places = text.char_indices().rev();
    let linked = places.take_while(move |(_, c)| may_be_in_word(*c, std::mem::replace(&mut next, *c)));
    linked.map(|(at, _)| at)
}

/// Whether two ranges share something, and neither contains the other.
fn cross(one: &Range<usize>, other: &Range<usize>) -> bool {
    let outer = |a: &Range<usize>, b: &Range<usize>| a.start <= b.start && b.end <= a.end;
    one.start < other.end && other.start < one.end && !outer(one, other) && !outer(other, one)
}

/// The hit and up to six Han characters on either side.
fn window(folded: &str, hit: &Range<usize>) -> Range<usize> {
    let len = |chars: &mut dyn Iterator<Item = char>| -> usize {
        chars.take(WINDOW).take_while(|&c| is_han(c)).map(char::len_utf8).sum()
    };
    let before = len(&mut folded[..hit.start].chars().rev());
    let after = len(&mut folded[hit.end..].chars());
    hit.start - before..hit.end + after
}

fn is_run(a: char, b: char) -> bool {
    (a.is_ascii_alphabetic() && b.is_ascii_alphabetic()) || (a.is_ascii_digit() && b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use jieba_rs::Jieba;
    use proptest::prelude::{Strategy, prop, proptest};
    use proptest::prop_assert_eq;

    use super::{Segmenter, may_be_in_word};

    static DICTIONARY: &str = include_str!("../../data/jieba/dict.txt");

    const TERMS: [&str; 6] = ["被盗", "封号", "不满意", "客服", "卡死", "开不了"];

    static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(|| Segmenter::new(TERMS.map(String::from)));

    #[test]
    fn the_dictionary_is_sorted_and_folded() {
        let words: Vec<&str> = DICTIONARY.lines().map(|line| line.split_once(' ').unwrap().0).collect();
        assert!(words.len() > 100_000 && words.is_sorted_by(|a, b| a < b));
        let bare = Segmenter::new([]);
        for line in DICTIONARY.lines().step_by(7) {
            let (word, frequency) = line.split_once(' ').unwrap();
            assert_eq!(crate::text::fold(word), word);
            let frequency: u64 = frequency.parse().unwrap();
            let mut known = None;
            bare.known().begin(&bare.vocabulary, word, |len, frequency| {
                if len == word.len() {
                    known = Some(frequency);
                }
            });
            assert_eq!(known, Some(frequency), "{word}");
            assert!(frequency >= 10);
            for (a, b) in word.chars().zip(word.chars().skip(1)) {
                assert!(may_be_in_word(a, b), "{word}");
            }
        }
    }

    /// What jieba itself makes of the same words.
    static JIEBA: LazyLock<Jieba> = LazyLock::new(|| {
        let mut jieba = Jieba::with_dict(&mut DICTIONARY.as_bytes()).unwrap();
        for term in TERMS {
            let known = DICTIONARY.lines().find_map(|line| line.strip_prefix(term)?.strip_prefix(' '));
            let known: usize = known.map_or(0, |frequency| frequency.parse().unwrap());
            jieba.add_word(term, Some(known.max(3000)), None);
        }
        jieba
    });

    fn as_jieba_cuts(text: &str) -> Vec<std::ops::Range<usize>> {
        JIEBA.cut(text, false).iter().map(|token| token.byte_start..token.byte_end).collect()
    }

    #[test]
    fn dictionary_words_in_a_row_are_cut_as_jieba_cuts_them() {
        let words: Vec<&str> = DICTIONARY.lines().filter_map(|line| line.split(' ').next()).collect();
        for start in 0..600 {
            let text: String =
                (0..6).map(|step| words[(start * 7919 + step * 17_389) % words.len()]).collect();
            assert_eq!(SEGMENTER.words(&text), as_jieba_cuts(&text), "{text}");
        }
    }

    #[test]
    fn the_filter_lets_few_pairs_through() {
        let chars: Vec<char> =
            DICTIONARY.lines().step_by(400).filter_map(|line| line.chars().next()).collect();
        let all = chars.len() * chars.len();
        let through = chars.iter().flat_map(|&a| chars.iter().map(move |&b| may_be_in_word(a, b)));
        assert!(through.filter(|&through| through).count() * 5 < all);
    }

    /// Chinese with words that meet in every way, some of them terms, and what is not Han between.
    fn text() -> impl Strategy<Value = String> {
        let parts = [
            "被盗",
            "盗版",
            "封号",
            "信封",
            "号码",
            "满意",
            "意见",
            "不满意",
            "客服",
            "服务",
            "卡死",
            "死活",
            "开",
            "不",
            "了",
            "我的",
            "a",
            "1",
            "，",
            " ",
            "发票",
            "退款",
            "码",
            "号",
            "意",
            "服",
        ];
        prop::collection::vec(prop::sample::select(parts.to_vec()), 1..12).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn a_text_is_cut_as_jieba_cuts_it(text in text(), wild in "[我的开不满意见服务发票𠮷々〇a1.\\-%，\r\n ]{0,20}") {
            for text in [text, wild] {
                prop_assert_eq!(SEGMENTER.words(&text), as_jieba_cuts(&text), "{}", text);
            }
        }

        #[test]
        fn the_filter_changes_no_answer(text in text(), from in 0usize..12, len in 1usize..5) {
            let segmenter = &*SEGMENTER;
            let bounds: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
            let from = from.min(bounds.len() - 2);
            let hit = bounds[from]..bounds[(from + len).min(bounds.len() - 1)];
            let crossing = segmenter.crossing(&text, hit.clone());
            prop_assert_eq!(crossing, segmenter.crossing_word(&text, hit.clone()), "{} {:?}", text, hit);
            let (before, after) = super::edges(&text, &hit).unwrap();
            let in_run = [before, after].into_iter().flatten().any(|(a, b)| super::is_run(a, b));
            let on_edges = segmenter.on_edges(&text, hit.clone());
            prop_assert_eq!(on_edges, !in_run && segmenter.ends_are_edges(&text, hit));
        }
    }
}
