//! Budgets: how much a change may move before it fails. `security.lost>0, desk.changed>0.5%`

use std::ops::Range;

use super::outcome::Names;
use super::tally::{Counts, Flow};
use crate::lexicon::Need;

/// What a budget is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    /// Whether a message reaches a person.
    Escalation,
    /// Which desk it goes to; `channel` says the same.
    Desk,
    /// Which category decides.
    Category,
    /// How much it needs a person; gained is a rise, lost a fall.
    Need,
    /// The level of the funnel; gained is a rise, lost a fall.
    Tier,
    /// Whether, and which, emergency it is.
    Emergency,
    /// The score.
    Score,
    /// One desk, by its place in [`Names::desks`].
    OneDesk(usize),
    /// One category, by its place in [`Names::categories`].
    OneCategory(usize),
}

const SUBJECTS: [(&str, Subject); 8] = [
    ("escalation", Subject::Escalation),
    ("desk", Subject::Desk),
    ("channel", Subject::Desk),
    ("category", Subject::Category),
    ("need", Subject::Need),
    ("tier", Subject::Tier),
    ("emergency", Subject::Emergency),
    ("score", Subject::Score),
];

/// What is counted of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Metric {
    /// Messages that have it only now.
    Gained,
    /// Messages that had it only before.
    Lost,
    /// Messages for which it is another one.
    Changed,
}

const METRICS: [(&str, Metric); 3] =
    [("gained", Metric::Gained), ("lost", Metric::Lost), ("changed", Metric::Changed)];

/// What must not be passed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bound {
    /// The number.
    pub value: f64,
    /// It is a share of all messages, in percent.
    pub percent: bool,
    /// Reaching it is too much already: `>=`.
    pub inclusive: bool,
}

/// One budget.
#[derive(Clone, PartialEq, Debug)]
pub struct Budget {
    /// As it was written.
    pub text: String,
    /// What it is about.
    pub subject: Subject,
    /// What is counted.
    pub metric: Metric,
    /// What must not be passed.
    pub bound: Bound,
}

impl Budget {
    /// How many messages count against it.
    #[must_use]
    pub fn spent(&self, counts: &Counts) -> u64 {
        let of = |flow: Flow| match self.metric {
            Metric::Gained => flow.gained,
            Metric::Lost => flow.lost,
            Metric::Changed => flow.gained + flow.lost,
        };
        let shift = |(rose, fell): (u64, u64)| match self.metric {
            Metric::Gained => rose,
            Metric::Lost => fell,
            Metric::Changed => rose + fell,
        };
        match self.subject {
            Subject::Escalation => of(counts.person),
            Subject::Desk => counts.rerouted(),
            Subject::Category => counts.recategorized(),
            Subject::Need => shift(counts.shifts(|need| u8::try_from(need).unwrap_or(u8::MAX))),
            Subject::Tier => shift(counts.shifts(|need| Need::ALL[need].tier())),
            Subject::Emergency if self.metric == Metric::Changed => counts.emergency_changed,
            Subject::Emergency => of(counts.emergency),
            Subject::Score => counts.score_changed,
            Subject::OneDesk(desk) => of(counts.desk(desk)),
            Subject::OneCategory(category) => of(counts.category(category)),
        }
    }

    /// Whether it is exceeded. Counts are compared, so no rounding hides a message.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn exceeded(&self, counts: &Counts) -> bool {
        let spent = self.spent(counts) as f64;
        let (spent, bound) = if self.bound.percent {
            (spent * 100.0, self.bound.value * counts.records as f64)
        } else {
            (spent, self.bound.value)
        };
        spent > bound || (self.bound.inclusive && spent >= bound)
    }
}

/// What is wrong with a list of budgets, and where in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BudgetFault {
    /// Bytes of the list.
    pub at: Range<usize>,
    /// What is wrong, and how to mend it.
    pub message: String,
}

/// Reads budgets parted by commas. Desks and categories are those that either pack knows; `desk:complaint` says which
/// one is meant where a category has the same id.
///
/// # Errors
/// The first fault, with its place.
pub fn parse_budgets(text: &str, names: &Names) -> Result<Vec<Budget>, BudgetFault> {
    let mut budgets = Vec::new();
    let mut start = 0;
    for part in text.split(',') {
        let lead = part.len() - part.trim_start().len();
        budgets.push(budget(part.trim(), start + lead, names)?);
        start += part.len() + 1;
    }
    Ok(budgets)
}

fn budget(text: &str, start: usize, names: &Names) -> Result<Budget, BudgetFault> {
    let fault = |at: Range<usize>, message: String| BudgetFault {
        at: start + at.start..start + at.end.max(at.start + 1),
        message,
    };
    let whole = 0..text.len();
    if text.is_empty() {
        return Err(fault(whole, "a budget is missing here, e.g. security.lost>0".to_owned()));
    }
    let Some(sign) = text.find('>') else {
        let help = "expected > and a number, e.g. security.lost>0 or desk.changed>0.5%";
        return Err(fault(whole, help.to_owned()));
    };
    let left = text[..sign].trim_end();
    let Some(dot) = left.rfind('.') else {
        let help = "expected .gained, .lost or .changed after what is counted";
        return Err(fault(0..left.len(), help.to_owned()));
    };
    let subject = subject(&left[..dot], names).map_err(|help| fault(0..dot, help))?;
    let metric = look(&left[dot + 1..], &METRICS).ok_or_else(|| {
        fault(
            dot + 1..left.len(),
            format!("`{}` can't be counted: gained, lost or changed", &left[dot + 1..]),
        )
    })?;
    if metric != Metric::Changed && matches!(subject, Subject::Desk | Subject::Category | Subject::Score) {
        let what = "only .changed can be counted of it; name one desk or category for gained and lost";
        return Err(fault(0..left.len(), what.to_owned()));
    }
    let inclusive = text[sign + 1..].starts_with('=');
    let from = sign + 1 + usize::from(inclusive);
    let bound = bound(&text[from..], inclusive).ok_or_else(|| {
        fault(from..text.len(), "expected a number from 0 on, or a share up to 100%".to_owned())
    })?;
    Ok(Budget { text: text.to_owned(), subject, metric, bound })
}

fn bound(text: &str, inclusive: bool) -> Option<Bound> {
    let text = text.trim();
    let number = text.strip_suffix('%');
    let percent = number.is_some();
    let number = number.unwrap_or(text).trim();
    // No 1e3, inf or NaN: digits and a point.
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let value: f64 = number.parse().ok()?;
    (!percent || value <= 100.0).then_some(Bound { value, percent, inclusive })
}

fn subject(name: &str, names: &Names) -> Result<Subject, String> {
    let find = |list: &[String], id: &str| list.iter().position(|known| known == id);
    if let Some(id) = name.strip_prefix("desk:") {
        let known: Vec<&str> = names.desks.iter().map(String::as_str).collect();
        return find(&names.desks, id).map(Subject::OneDesk).ok_or_else(|| unknown(id, &known));
    }
    if let Some(id) = name.strip_prefix("category:") {
        let known: Vec<&str> = names.categories.iter().map(String::as_str).collect();
        return find(&names.categories, id).map(Subject::OneCategory).ok_or_else(|| unknown(id, &known));
    }
    let known = SUBJECTS.iter().map(|(name, _)| *name);
    let known: Vec<&str> = known
        .chain(names.categories.iter().map(String::as_str))
        .chain(names.desks.iter().map(String::as_str))
        .collect();
    look(name, &SUBJECTS)
        .or_else(|| find(&names.categories, name).map(Subject::OneCategory))
        .or_else(|| find(&names.desks, name).map(Subject::OneDesk))
        .ok_or_else(|| unknown(name, &known))
}

fn unknown(name: &str, known: &[&str]) -> String {
    let near = known.iter().map(|word| (strsim::damerau_levenshtein(name, word), *word)).min();
    match near.filter(|(distance, word)| *distance <= 2.max(word.chars().count() / 3)) {
        Some((_, word)) => format!(
            "`{name}` is no desk, no category, and nothing else that is counted. Did you mean `{word}`?"
        ),
        None => format!(
            "`{name}` is no desk, no category, and nothing else that is counted: {}",
            known.join(", ")
        ),
    }
}

fn look<T: Clone>(name: &str, table: &[(&str, T)]) -> Option<T> {
    table.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
}

#[cfg(test)]
mod tests {
    use super::{Counts, Metric, Names, Subject, parse_budgets};

    fn names() -> Names {
        Names {
            desks: ["finance", "complaint"].map(str::to_owned).to_vec(),
            categories: ["security", "complaint"].map(str::to_owned).to_vec(),
        }
    }

    #[test]
    fn budgets_are_read() {
        let budgets =
            parse_budgets("security.lost>0, channel.changed>0.5%,desk:complaint.gained >= 3", &names());
        let budgets = budgets.unwrap();
        assert_eq!(budgets[0].subject, Subject::OneCategory(0));
        assert_eq!((&budgets[1].subject, budgets[1].metric), (&Subject::Desk, Metric::Changed));
        assert!(budgets[1].bound.percent && budgets[1].bound.value == 0.5);
        assert_eq!(budgets[2].subject, Subject::OneDesk(1));
        assert!(budgets[2].bound.inclusive);
        assert_eq!(parse_budgets("complaint.lost>0", &names()).unwrap()[0].subject, Subject::OneCategory(1));
    }

    #[test]
    fn a_fault_is_pointed_at() {
        for (text, here) in [
            ("securty.lost>0", "securty"),
            ("desk.changed>1, finance.lots>0", "lots"),
            ("finance.lost>x", "x"),
            ("finance.lost>-1", "-1"),
            ("finance.lost>101%", "101%"),
            ("finance.lost>1e3", "1e3"),
            ("finance.lost", "finance.lost"),
            ("finance>0", "finance"),
            ("desk.lost>0", "desk.lost"),
            ("desk:security.lost>0", "desk:security"),
        ] {
            let fault = parse_budgets(text, &names()).unwrap_err();
            assert_eq!(&text[fault.at], here, "{text}");
        }
        assert!(parse_budgets("securty.lost>0", &names()).unwrap_err().message.contains("`security`"));
        for text in ["", ",", "desk.changed>1,", ">", ".>", "安全.lost>0", "desk.改>0"] {
            let fault = parse_budgets(text, &names()).unwrap_err();
            assert!(fault.at.start <= text.len(), "{text}");
        }
    }

    #[test]
    fn one_message_too_many_is_seen() {
        let mut counts = Counts { records: 3_000, ..Counts::default() };
        counts.desks.insert((0, 0), 2_984);
        counts.desks.insert((0, 1), 15);
        let budget = |text: &str| parse_budgets(text, &names()).unwrap().remove(0);
        assert!(!budget("desk.changed>0.5%").exceeded(&counts));
        assert!(budget("desk.changed>=0.5%").exceeded(&counts));
        counts.desks.insert((1, 0), 1);
        assert!(budget("desk.changed>0.5%").exceeded(&counts));
        assert!(budget("finance.lost>14").exceeded(&counts) && !budget("finance.lost>15").exceeded(&counts));
    }
}
