//! False friends: dictionary words, and pairs of words where they meet, that hold a term by chance.
//!
//! What the segmenter refuses anyway is no false friend, so every candidate is tried as a message.

use std::collections::{HashMap, HashSet};

use super::background::parts;
use super::broad::common_by_nature;
use super::lens::{Lens, Notes, Own, fires};
use super::sayings::GAP;
use crate::detect::Scratch;
use crate::diagnostic::Said;
use crate::lexicon::Stage;
use crate::text::{dictionary, is_han};

/// A dictionary word that is rarer than this is no reason for a guard (its count in the dictionary's 59 million words).
const LEAST_WORD: u64 = 20;
/// A pair of words that is met less often than this in a billion pairs, were words independent, neither.
const LEAST_PAIR: f64 = 0.02;
/// A pair that is met so often is one of everyday words: 有人|工作 283 times, 信封|号码 once in ten such billions.
const EVERYDAY_PAIR: f64 = 8.0;
/// Of the words on either side of a junction so many are tried, the commonest first.
const SIDES: usize = 12;
/// Sayings of more characters than this are no accident.
const LONGEST: usize = 4;

/// A saying of a term, and the wording that it comes from.
struct Saying<'l> {
    term: usize,
    text: &'l str,
    at: std::ops::Range<usize>,
    saying: String,
}

/// A word or a pair of words that holds a term by chance.
struct Friend {
    /// As it is said: 信封号码.
    said: String,
    /// As it is shown: 信封|号码.
    shown: String,
    pair: bool,
    rate: f64,
}

pub(super) fn look(lens: &Lens<'_>, notes: &mut Notes<'_>) {
    let terms = lens.terms();
    let mut sayings: Vec<Saying<'_>> = Vec::new();
    for (place, own) in terms.iter().enumerate() {
        if common_by_nature(own) || own.term.stage == Stage::Topic {
            continue;
        }
        for wording in own.wordings() {
            for saying in own.sayings(&wording) {
                let length = saying.chars().count();
                if (2..=LONGEST).contains(&length) && !saying.contains(GAP) && saying.chars().all(is_han) {
                    let (text, at) = (wording.text.value.as_str(), wording.text.at.clone());
                    sayings.push(Saying { term: place, text, at, saying });
                }
            }
        }
    }
    let words = Words::around(&sayings);
    let said: HashSet<&str> = sayings.iter().map(|saying| saying.saying.as_str()).collect();
    let mut scratch = Scratch::default();
    for saying in &sayings {
        let friends = words.friends(&saying.saying);
        let own = &terms[saying.term];
        let fires: Vec<Friend> = friends
            .into_iter()
            // What some term looks for itself is meant.
            .filter(|friend| !said.contains(friend.said.as_str()))
            .filter(|friend| holds(lens, &mut scratch, own, saying, friend))
            .collect();
        say(own, saying, &fires, notes);
    }
}

/// Whether the term fires on a word or a pair, right where the saying lies.
fn holds(
    lens: &Lens<'_>,
    scratch: &mut Scratch,
    own: &Own<'_>,
    saying: &Saying<'_>,
    friend: &Friend,
) -> bool {
    let Some(triage) = &lens.triage else { return false };
    let report = lens.decide(triage, scratch, &friend.said);
    // A longer wording may be what is meant: it must be this saying that fires.
    fires(&report, &own.term.id, false)
        && report.findings.iter().any(|finding| {
            finding.term().is_some_and(|term| term.id == own.term.id)
                && report.message.quote(finding.span) == saying.saying
        })
}

fn say(own: &Own<'_>, saying: &Saying<'_>, friends: &[Friend], notes: &mut Notes<'_>) {
    let sorts: [(&str, &dyn Fn(&Friend) -> bool); 3] = [
        ("L304", &|friend| !friend.pair),
        ("L305", &|friend| friend.pair && friend.rate >= EVERYDAY_PAIR),
        ("L307", &|friend| friend.pair && friend.rate < EVERYDAY_PAIR),
    ];
    for (code, of_sort) in sorts {
        let mut found: Vec<&Friend> = friends.iter().filter(|friend| of_sort(friend)).collect();
        found.sort_by(|a, b| b.rate.total_cmp(&a.rate).then_with(|| a.said.cmp(&b.said)));
        found.truncate(3);
        if found.is_empty() {
            continue;
        }
        let shown: Vec<&str> = found.iter().map(|friend| friend.shown.as_str()).collect();
        let guards: Vec<String> = found.iter().map(|friend| format!("\"{}\"", friend.said)).collect();
        let (zh, en) = (shown.join("、"), shown.join(", "));
        let what = &saying.saying;
        let message = if code != "L304" {
            Said::new(
                format!("`{what}` lies across the words {en}, which mean something else"),
                format!("`{what}` 会跨词命中 {zh}，那里说的不是它"),
            )
        } else {
            Said::new(
                format!("`{what}` lies in the words {en}, which mean something else"),
                format!("`{what}` 会命中 {zh}，那里说的不是它"),
            )
        };
        let guards = guards.join(", ");
        notes
            .add(
                code,
                (own.document, own.entry),
                saying.at.clone(),
                &format!("{}/{what}", saying.text),
                message,
            )
            .help(
                format!("not_within = [{guards}], each with a sentence in misses"),
                format!("not_within = [{guards}]，并在 misses 里各写一句"),
            );
    }
}

/// The words of the dictionary that matter for some sayings.
struct Words {
    /// For each saying, the longer words that hold it.
    holding: HashMap<String, Vec<(u64, &'static str)>>,
    /// For each beginning of a saying, the words that end in it; for each end, those that begin with it.
    before: HashMap<String, Vec<(u64, &'static str)>>,
    after: HashMap<String, Vec<(u64, &'static str)>>,
    /// All words, for asking whether a word is one of two put together.
    all: HashMap<&'static str, u64>,
    total: u64,
}

impl Words {
    fn around(sayings: &[Saying<'_>]) -> Self {
        let mut words = Self {
            holding: HashMap::new(),
            before: HashMap::new(),
            after: HashMap::new(),
            all: HashMap::new(),
            total: 0,
        };
        if sayings.is_empty() {
            return words;
        }
        for saying in sayings.iter().map(|saying| saying.saying.as_str()) {
            words.holding.entry(saying.to_owned()).or_default();
            for (cut, _) in saying.char_indices().skip(1) {
                words.before.entry(saying[..cut].to_owned()).or_default();
                words.after.entry(saying[cut..].to_owned()).or_default();
            }
        }
        for (word, frequency) in dictionary() {
            words.total += frequency;
            words.all.insert(word, frequency);
            for part in parts(word, LONGEST * 3).filter(|part| part.len() < word.len()) {
                if let Some(holding) = words.holding.get_mut(part) {
                    holding.push((frequency, word));
                }
            }
            for (cut, _) in word.char_indices().skip(1) {
                if let Some(before) = words.before.get_mut(&word[cut..]) {
                    before.push((frequency, word));
                }
                if let Some(after) = words.after.get_mut(&word[..cut]) {
                    after.push((frequency, word));
                }
            }
        }
        let sides = words.before.values_mut().chain(words.after.values_mut());
        for list in sides.chain(words.holding.values_mut()) {
            list.sort_unstable_by(|a, b| b.cmp(a));
        }
        words
    }

    /// The words and pairs that hold a saying by chance, as far as the dictionary can say.
    fn friends(&self, saying: &str) -> Vec<Friend> {
        let mut friends = Vec::new();
        let holding = self.holding.get(saying).into_iter().flatten();
        for &(frequency, word) in holding.take_while(|(frequency, _)| *frequency >= LEAST_WORD) {
            if self.by_chance(word, saying) {
                let (said, shown) = (word.to_owned(), word.to_owned());
                // The counts are far below 2⁵³, so the casts are exact.
                #[allow(clippy::cast_precision_loss)]
                friends.push(Friend { said, shown, pair: false, rate: frequency as f64 });
            }
        }
        for (cut, _) in saying.char_indices().skip(1) {
            let sides = (self.before.get(&saying[..cut]), self.after.get(&saying[cut..]));
            let (Some(before), Some(after)) = sides else { continue };
            for &(left, first) in before.iter().take(SIDES) {
                for &(right, second) in after.iter().take(SIDES) {
                    #[allow(clippy::cast_precision_loss)]
                    let rate = left as f64 * right as f64 / (self.total as f64).powi(2) * 1e9;
                    if rate >= LEAST_PAIR {
                        let (said, shown) = (format!("{first}{second}"), format!("{first}|{second}"));
                        friends.push(Friend { said, shown, pair: true, rate });
                    }
                }
            }
        }
        friends
    }

    /// Whether a word holds a saying by chance: a part of the word that is a commoner word than the saying lies across the
    /// saying's edge (手续 in 手续费 across 续费), or the saying is rarer than an idiom of four characters and more that is not
    /// the saying with a word beside it.
    fn by_chance(&self, word: &str, saying: &str) -> bool {
        let Some(start) = word.find(saying) else { return false };
        let end = start + saying.len();
        let own = self.frequency(saying);
        let lies_across = parts(word, word.len()).any(|part| {
            let from = part.as_ptr() as usize - word.as_ptr() as usize;
            let until = from + part.len();
            let across = from < end && start < until;
            let inside = (from <= start && end <= until) || (start <= from && until <= end);
            across && !inside && part.chars().nth(1).is_some() && self.frequency(part) > own
        });
        let beside = [&word[..start], &word[end..]];
        let composed = beside
            .iter()
            .filter(|part| !part.is_empty())
            .all(|part| part.chars().nth(1).is_some() && self.all.contains_key(part));
        lies_across || (word.chars().count() >= 4 && !composed && self.frequency(word) > own)
    }

    fn frequency(&self, word: &str) -> u64 {
        self.all.get(word).copied().unwrap_or(0)
    }
}
