//! Which decisions are written: `--only emergency`, `category=payment,security`, `need>=problem`, `score>=50`.

use crate::judge::Decision;
use crate::lexicon::{Emergency, Lexicon, Need, alternatives, place};

/// What no name and no number has: the value of a decision without a category or an emergency.
const NOTHING: f64 = -1.0;
/// How that is written.
const NONE: &str = "none";

/// Conditions that a decision must meet, all of them, to be written. Without any, every decision is.
#[derive(Clone, Debug, Default)]
pub struct Only(Vec<Condition>);

#[derive(Clone, PartialEq, Debug)]
struct Condition {
    of: Subject,
    relation: Relation,
    /// Places in a list of names, or numbers. One of them must fit.
    values: Vec<f64>,
}

/// What a condition looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Subject {
    Hits,
    Handoff,
    Emergency,
    Category,
    Desk,
    Need,
    Tier,
    Score,
}

impl Subject {
    const ALL: [Self; 8] = [
        Self::Hits,
        Self::Emergency,
        Self::Handoff,
        Self::Category,
        Self::Desk,
        Self::Need,
        Self::Tier,
        Self::Score,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Hits => "hits",
            Self::Handoff => "handoff",
            Self::Emergency => "emergency",
            Self::Category => "category",
            Self::Desk => "desk",
            Self::Need => "need",
            Self::Tier => "tier",
            Self::Score => "score",
        }
    }

    /// An example of how it is asked for.
    const fn example(self) -> &'static str {
        match self {
            Self::Hits => "hits",
            Self::Handoff => "handoff",
            Self::Emergency => "emergency=fund_loss",
            Self::Category => "category=payment,security",
            Self::Desk => "desk=finance",
            Self::Need => "need>=problem",
            Self::Tier => "tier=2,3",
            Self::Score => "score>=50",
        }
    }

    /// The names that it has, each at the place that stands for it; none when it is a number.
    fn names(self, lexicon: &Lexicon) -> Vec<&str> {
        match self {
            Self::Emergency => Emergency::ALL.map(Emergency::name).to_vec(),
            Self::Category => lexicon.categories.iter().map(|category| category.id.as_str()).collect(),
            Self::Desk => lexicon.desks.desks.iter().map(|desk| desk.id.as_str()).collect(),
            Self::Need => Need::ALL.map(Need::name).to_vec(),
            Self::Hits | Self::Handoff | Self::Tier | Self::Score => Vec::new(),
        }
    }

    fn value(self, decision: &Decision<'_>, lexicon: &Lexicon) -> f64 {
        let number = |place: Option<usize>| place.map_or(NOTHING, |place| place as f64);
        match self {
            Self::Hits => f64::from(u8::from(
                decision.category.is_some() || decision.emergency.is_some() || decision.handoff,
            )),
            Self::Handoff => f64::from(u8::from(decision.handoff)),
            Self::Emergency => number(decision.emergency.map(|emergency| emergency as usize)),
            Self::Category => {
                number(decision.category.and_then(|category| place(&lexicon.categories, category)))
            }
            Self::Desk => number(place(&lexicon.desks.desks, decision.desk.desk)),
            Self::Need => number(Some(decision.need as usize)),
            Self::Tier => f64::from(decision.tier()),
            Self::Score => decision.score,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Relation {
    Equal,
    Unequal,
    AtLeast,
    AtMost,
    More,
    Less,
}

impl Relation {
    /// The longer ones first, so that `>=` is not taken for `>`.
    const ALL: [(&'static str, Self); 6] = [
        (">=", Self::AtLeast),
        ("<=", Self::AtMost),
        ("!=", Self::Unequal),
        ("=", Self::Equal),
        (">", Self::More),
        ("<", Self::Less),
    ];
}

impl Condition {
    fn holds(&self, decision: &Decision<'_>, lexicon: &Lexicon) -> bool {
        self.fits(self.of.value(decision, lexicon))
    }

    fn fits(&self, value: f64) -> bool {
        let mut values = self.values.iter();
        match self.relation {
            Relation::Equal => values.any(|&wanted| value == wanted),
            Relation::Unequal => values.all(|&wanted| value != wanted),
            Relation::AtLeast => values.all(|&wanted| value >= wanted),
            Relation::AtMost => values.all(|&wanted| value <= wanted),
            Relation::More => values.all(|&wanted| value > wanted),
            Relation::Less => values.all(|&wanted| value < wanted),
        }
    }
}

impl Only {
    /// Whether every decision is written.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a decision of this pack meets every condition.
    #[must_use]
    pub fn holds(&self, decision: &Decision<'_>, lexicon: &Lexicon) -> bool {
        self.0.iter().all(|condition| condition.holds(decision, lexicon))
    }

    /// Whether no message without a hit meets them: one without a category, an emergency and a wish for a person, that needs
    /// nothing or asks something. Then most messages need not be decided.
    #[must_use]
    pub fn wants_hits(&self) -> bool {
        let never =
            |condition: &Condition, values: &[f64]| !values.iter().any(|value| condition.fits(*value));
        self.0.iter().any(|condition| match condition.of {
            Subject::Hits | Subject::Handoff | Subject::Score => never(condition, &[0.0]),
            Subject::Emergency | Subject::Category => never(condition, &[NOTHING]),
            Subject::Need => never(condition, &[Need::None as usize as f64, Need::Inquiry as usize as f64]),
            Subject::Desk | Subject::Tier => false,
        })
    }

    /// Adds the condition of a least score, 0–100.
    pub fn add_min_score(&mut self, score: f64) {
        self.0.push(Condition { of: Subject::Score, relation: Relation::AtLeast, values: vec![score] });
    }

    /// Adds a condition as people write it, with the names of this pack.
    ///
    /// # Errors
    /// What is wrong with it, what there is, and the nearest name.
    pub fn add(&mut self, text: &str, lexicon: &Lexicon) -> Result<(), String> {
        let text = text.trim();
        let at = text.find(['=', '!', '<', '>']).unwrap_or(text.len());
        let (name, rest) = (text[..at].trim_end(), &text[at..]);
        let names = Subject::ALL.map(Subject::name);
        let of = Subject::ALL.into_iter().find(|subject| subject.name() == name).ok_or_else(|| {
            let examples = Subject::ALL.map(Subject::example).join(", ");
            let near = alternatives(name, &names);
            format!("there is no condition '{name}'. {near}. They are written like {examples}")
        })?;
        self.0.push(condition(of, rest, lexicon)?);
        Ok(())
    }
}

fn condition(of: Subject, rest: &str, lexicon: &Lexicon) -> Result<Condition, String> {
    let (name, example) = (of.name(), of.example());
    if rest.is_empty() {
        let (relation, value) = match of {
            Subject::Hits | Subject::Handoff => (Relation::Equal, 1.0),
            Subject::Emergency => (Relation::Unequal, NOTHING),
            _ => return Err(format!("'{name}' wants a value, e.g. {example}")),
        };
        return Ok(Condition { of, relation, values: vec![value] });
    }
    let found =
        Relation::ALL.into_iter().find_map(|(sign, relation)| Some((rest.strip_prefix(sign)?, relation)));
    let (values, relation) =
        found.ok_or_else(|| format!("'{name}{rest}' has no sign that is known: = != >= <= > <"))?;
    let order = !matches!(relation, Relation::Equal | Relation::Unequal);
    match of {
        Subject::Hits | Subject::Handoff => return Err(format!("'{name}' stands alone, without a value")),
        Subject::Emergency | Subject::Category | Subject::Desk if order => {
            return Err(format!(
                "a {name} is neither more nor less than another: use = or !=, e.g. {example}"
            ));
        }
        _ => {}
    }
    let values = values.split(',').map(|word| value(of, word.trim(), lexicon));
    let values = values.collect::<Result<Vec<f64>, String>>()?;
    if order && values.len() > 1 {
        return Err(format!("more or less than several is nothing: give '{name}' one value, e.g. {example}"));
    }
    Ok(Condition { of, relation, values })
}

fn value(of: Subject, word: &str, lexicon: &Lexicon) -> Result<f64, String> {
    let (name, example) = (of.name(), of.example());
    let number = |least: f64, most: f64| {
        let number: Option<f64> = word.parse().ok().filter(|number| (least..=most).contains(number));
        number
            .ok_or_else(|| format!("'{word}' is no {name}: a number from {least} to {most}, e.g. {example}"))
    };
    match of {
        Subject::Tier => return number(1.0, 3.0),
        Subject::Score => return number(0.0, 100.0),
        _ => {}
    }
    let mut names = of.names(lexicon);
    if let Some(place) = names.iter().position(|known| *known == word) {
        return Ok(place as f64);
    }
    if matches!(of, Subject::Category | Subject::Emergency) {
        if word == NONE {
            return Ok(NOTHING);
        }
        names.push(NONE);
    }
    Err(format!("there is no {name} '{word}'. {}", alternatives(word, &names)))
}
