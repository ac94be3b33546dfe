//! Wordings that match far too much: single characters, everyday words, terms that fire on every third message.

use std::collections::{HashMap, HashSet};

use super::background::per_million;
use super::lens::{Lens, Notes, Own};
use super::sayings::{GAP, literals};
use crate::detect::Finding;
use crate::diagnostic::Said;
use crate::lexicon::{Owner, Signal, Stage};

/// A trouble, an emergency or a wish should be rarer than this in a million words: 投诉 is seen 46 times, 没有 2,000 times.
const TROUBLE_PER_MILLION: f64 = 120.0;
/// What names a subject may be twice as common.
const TOPIC_PER_MILLION: f64 = 250.0;
/// A term that fires on more than this share of a corpus tells messages apart no more.
const CORPUS_SHARE: f64 = 0.25;
/// A corpus of fewer messages proves nothing of that kind.
const CORPUS_LEAST: u64 = 200;
/// More literals than this in the routes of one wording are hardly meant, and cost memory.
const LITERALS: usize = 2_000;

/// How often each term fires in messages.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rates {
    messages: u64,
    fired: HashMap<String, u64>,
}

impl Rates {
    /// Counts one message by its findings.
    pub fn count(&mut self, findings: &[Finding<'_>]) {
        self.messages += 1;
        let counted = findings.iter().filter(|finding| finding.counted());
        let ids: HashSet<&str> = counted.filter_map(|finding| Some(finding.term()?.id.as_str())).collect();
        for id in ids {
            match self.fired.get_mut(id) {
                Some(count) => *count += 1,
                None => {
                    self.fired.insert(id.to_owned(), 1);
                }
            }
        }
    }

    /// How many messages were counted.
    #[must_use]
    pub fn messages(&self) -> u64 {
        self.messages
    }
}

/// Whether a term is of a sort that is common by nature: greetings, questions, requests, praise and pressure.
pub(super) fn common_by_nature(own: &Own<'_>) -> bool {
    matches!(
        own.term.owner,
        Owner::Signal(
            Signal::Greeting | Signal::Question | Signal::Request | Signal::Praise | Signal::Pressure
        )
    )
}

pub(super) fn look(lens: &Lens<'_>, notes: &mut Notes<'_>) {
    let terms = lens.terms();
    let mut sayings: Vec<(usize, &str, std::ops::Range<usize>, String)> = Vec::new();
    for (place, own) in terms.iter().enumerate() {
        for wording in own.wordings() {
            costly(own, &wording, notes);
            if common_by_nature(own) {
                continue;
            }
            for saying in own.sayings(&wording).into_iter().filter(|saying| !saying.contains(GAP)) {
                if saying.chars().count() == 1 {
                    single(own, &wording.text.value, wording.text.at.clone(), &saying, notes);
                } else {
                    sayings.push((place, &wording.text.value, wording.text.at.clone(), saying));
                }
            }
        }
    }
    let rates = per_million(sayings.iter().map(|(_, _, _, saying)| saying.as_str()));
    let mut said = HashSet::new();
    for (place, text, at, saying) in &sayings {
        let own = &terms[*place];
        let most = if own.term.stage == Stage::Topic { TOPIC_PER_MILLION } else { TROUBLE_PER_MILLION };
        let rate = rates.get(saying.as_str()).copied().unwrap_or(0.0);
        if rate > most && said.insert((*place, *text)) {
            let message = Said::new(
                format!(
                    "`{saying}` is an everyday word: {rate:.0} in a million, {most:.0} are usual at most"
                ),
                format!("`{saying}` 是常用词：每百万词 {rate:.0} 次，一般不超过 {most:.0} 次"),
            );
            notes.add("L302", (own.document, own.entry), at.clone(), text, message).help(
                "join it with what makes it a trouble: 问题…没解决",
                "和说明出事的词连起来写：问题…没解决",
            );
        }
    }
}

fn single(own: &Own<'_>, text: &str, at: std::ops::Range<usize>, saying: &str, notes: &mut Notes<'_>) {
    let message = Said::new(
        format!("`{text}` finds every {saying}: a single character is in too many words"),
        format!("`{text}` 会命中每一个“{saying}”：单个字出现在太多词里"),
    );
    notes
        .add("L301", (own.document, own.entry), at, text, message)
        .help("write the words that are meant", "写出真正要找的词");
}

fn costly(own: &Own<'_>, wording: &super::lens::Wording<'_>, notes: &mut Notes<'_>) {
    let count = literals(&own.term.routes[wording.routes.clone()]);
    if count > LITERALS {
        let text = &wording.text.value;
        let message = Said::new(
            format!("`{text}` holds {count} literals, {LITERALS} are usual at most"),
            format!("`{text}` 展开后有 {count} 个片段，一般不超过 {LITERALS} 个"),
        );
        notes
            .add("L306", (own.document, own.entry), wording.text.at.clone(), text, message)
            .help("put … between its parts, or part it into variants", "各部分之间用 …，或拆成几条 variants");
    }
}

/// Terms that fire on a large share of the messages that somebody counted.
pub(super) fn in_corpus(lens: &Lens<'_>, rates: &Rates, notes: &mut Notes<'_>) {
    if rates.messages < CORPUS_LEAST {
        let (messages, least) = (rates.messages, CORPUS_LEAST);
        notes.audit.remarks.push(Said::new(
            format!("the corpus holds {messages} messages; hit rates need {least}"),
            format!("语料只有 {messages} 条，少于 {least} 条不计命中率"),
        ));
        return;
    }
    for own in lens.terms() {
        let fired = rates.fired.get(&own.term.id).copied().unwrap_or(0);
        // Both are far below 2⁵³, so the casts are exact.
        #[allow(clippy::cast_precision_loss)]
        let share = fired as f64 / rates.messages as f64;
        let Some(text) = own.entry.string("text") else { continue };
        if share > CORPUS_SHARE && !common_by_nature(&own) {
            let (percent, most) = (share * 100.0, CORPUS_SHARE * 100.0);
            let message = Said::new(
                format!(
                    "this term fires on {percent:.1} % of the corpus ({fired} of {}), more than {most:.0} %",
                    rates.messages
                ),
                format!(
                    "这一条命中语料的 {percent:.1}%（{} 条中的 {fired} 条），超过 {most:.0}%",
                    rates.messages
                ),
            );
            notes
                .add("L303", (own.document, own.entry), text.at.clone(), &text.value, message)
                .help("narrow its wordings", "把说法写窄一些");
        }
    }
}
