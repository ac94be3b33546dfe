//! What the writer's past would lead one to expect, said beside the decision and never part of it.

use std::collections::BTreeMap;

use crate::lexicon::Category;

/// Past tickets by the id of their category.
pub type History = BTreeMap<String, u32>;

/// Past tickets of accounts alike: of that sort, of that region, or both.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alike {
    /// The sort of account, `personal` or `enterprise`; any when nothing is said.
    pub account: Option<String>,
    /// The region; any when nothing is said.
    pub region: Option<String>,
    /// Their tickets.
    pub history: History,
}

/// Who says what the writer's past tickets were.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PastSource {
    /// The record itself.
    Record,
    /// A profile.
    Profile,
}

impl PastSource {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Profile => "profile",
        }
    }
}

/// What is known of a writer's past.
#[derive(Clone, Copy, Debug, Default)]
pub struct Past<'c> {
    /// Who writes.
    pub user: Option<&'c str>,
    /// The writer's own tickets, and who says so.
    pub own: Option<(&'c History, PastSource)>,
    /// Tickets of accounts alike.
    pub alike: Option<&'c Alike>,
}

/// What the past would lead one to expect. It changes nothing else in a decision.
#[derive(Clone, PartialEq, Debug)]
pub struct Prior<'t> {
    /// How likely the next ticket is of each category, 0–1, in policy order; together 1.
    pub categories: Vec<(&'t Category, f64)>,
    /// The writer's own tickets of each category, in policy order; those with none are left out.
    pub own: Vec<(&'t Category, u32)>,
    /// Tickets of the writer, and of accounts alike, whose category the pack does not know; they count for nothing.
    pub left_out: u64,
    /// Who says what the writer's own tickets were; `None` where nobody does.
    pub source: Option<PastSource>,
    /// Who writes, where that is known.
    pub user: Option<String>,
    /// The accounts alike that were looked at, and how many of their tickets counted.
    pub alike: Option<(Alike, u64)>,
    /// The one category that is likelier than every other, where the message itself names none.
    pub suggests: Option<&'t Category>,
}

impl Prior<'_> {
    /// The writer's own tickets that counted.
    #[must_use]
    pub fn tickets(&self) -> u64 {
        self.own.iter().map(|(_, tickets)| u64::from(*tickets)).sum()
    }
}

/// The mean of a Dirichlet posterior over the categories; `None` when nothing is known of the past.
///
/// With K categories, n the writer's own tickets and N their sum, p = (n + K·m)/(N + K). m is the mean of accounts alike,
/// (g + 1)/(G + K) with g their tickets and G the sum, and 1/K where none are known: then p = (n + 1)/(N + K), Laplace's
/// rule of succession (1774) for K outcomes. The base m in the place of the even 1/K is the hierarchical Dirichlet prior of
/// MacKay and Peto (1995), with the strength K fixed instead of fitted.
pub(super) fn prior<'t>(
    categories: &'t [Category],
    past: &Past<'_>,
    named: Option<&Category>,
) -> Option<Prior<'t>> {
    if past.own.is_none() && past.alike.is_none() {
        return None;
    }
    let none = History::new();
    let (own, source) = past.own.map_or((&none, None), |(history, source)| (history, Some(source)));
    let alike = past.alike.map_or(&none, |alike| &alike.history);
    let known = |history: &History| -> Vec<u32> {
        categories.iter().map(|category| history.get(&category.id).copied().unwrap_or(0)).collect()
    };
    let sum = |tickets: &[u32]| tickets.iter().copied().map(u64::from).sum::<u64>();
    let (mine, theirs) = (known(own), known(alike));
    let all = categories.len() as f64;
    let [of_mine, of_theirs] = [&mine, &theirs].map(|tickets| sum(tickets) as f64 + all);
    let share = |(mine, theirs): (&u32, &u32)| {
        (f64::from(*mine) + all * (f64::from(*theirs) + 1.0) / of_theirs) / of_mine
    };
    let shares: Vec<f64> = mine.iter().zip(&theirs).map(share).collect();
    let stated = |history: &History| history.values().copied().map(u64::from).sum::<u64>();
    Some(Prior {
        suggests: if named.is_some() { None } else { likeliest(&shares).map(|place| &categories[place]) },
        own: categories.iter().zip(mine.iter().copied()).filter(|(_, tickets)| *tickets > 0).collect(),
        left_out: stated(own) - sum(&mine) + stated(alike) - sum(&theirs),
        source,
        user: past.user.map(str::to_owned),
        alike: past.alike.map(|alike| (alike.clone(), sum(&theirs))),
        categories: categories.iter().zip(shares).collect(),
    })
}

/// The place of the greatest share, if no other is as great.
fn likeliest(shares: &[f64]) -> Option<usize> {
    let greatest = shares.iter().copied().fold(0.0, f64::max);
    let mut places = (0..shares.len()).filter(|place| greatest - shares[*place] < 1e-12);
    let first = places.next()?;
    places.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Alike, History, Past, PastSource, prior};
    use crate::lexicon::Category;

    fn categories() -> Vec<Category> {
        ["security", "payment", "fault", "complaint"]
            .map(|id| Category { id: id.into(), name: id.into() })
            .to_vec()
    }

    fn history(tickets: &[(&str, u32)]) -> History {
        tickets.iter().map(|(id, count)| ((*id).to_owned(), *count)).collect()
    }

    #[test]
    fn without_others_it_is_the_rule_of_succession() {
        let categories = categories();
        let own = history(&[("payment", 3), ("fault", 1), ("gone", 2)]);
        let past = Past { own: Some((&own, PastSource::Record)), ..Past::default() };
        let got = prior(&categories, &past, None).unwrap();
        let shares: Vec<f64> = got.categories.iter().map(|(_, share)| *share).collect();
        assert_eq!(shares, [0.125, 0.5, 0.25, 0.125]);
        assert_eq!((got.tickets(), got.left_out), (4, 2));
        assert_eq!(got.suggests.map(|category| category.id.as_str()), Some("payment"));
        assert!(prior(&categories, &past, Some(&categories[2])).unwrap().suggests.is_none());
        assert!(prior(&categories, &Past::default(), None).is_none());
    }

    #[test]
    fn accounts_alike_are_where_one_begins() {
        let categories = categories();
        let alike = Alike { account: None, region: None, history: history(&[("security", 12)]) };
        let of_others = Past { alike: Some(&alike), ..Past::default() };
        let got = prior(&categories, &of_others, None).unwrap();
        assert_eq!((got.categories[0].1, got.categories[1].1), (13.0 / 16.0, 1.0 / 16.0));
        let own = history(&[("payment", 12)]);
        let past = Past { own: Some((&own, PastSource::Profile)), ..of_others };
        let got = prior(&categories, &past, None).unwrap();
        assert_eq!(got.categories[1].1, (12.0 + 4.0 / 16.0) / 16.0);
        assert_eq!(got.suggests.map(|category| category.id.as_str()), Some("payment"));
    }

    #[test]
    fn nobody_is_suggested_where_two_are_as_likely() {
        let categories = categories();
        for tickets in [&[][..], &[("payment", 2), ("fault", 2)]] {
            let own = history(tickets);
            let past = Past { own: Some((&own, PastSource::Record)), ..Past::default() };
            assert!(prior(&categories, &past, None).unwrap().suggests.is_none(), "{tickets:?}");
        }
    }

    proptest! {
        /// Shares are shares, and one more ticket of a category makes it likelier and no other.
        #[test]
        fn shares_sum_to_one_and_follow_tickets(
            mine in prop::array::uniform4(0..u32::MAX / 2), theirs in prop::array::uniform4(0..1000_u32), more in 0..4_usize,
        ) {
            let categories = categories();
            let named = |counts: [u32; 4]| -> History {
                categories.iter().map(|category| category.id.clone()).zip(counts).collect()
            };
            let alike = Alike { account: None, region: None, history: named(theirs) };
            let shares = |counts| {
                let own = named(counts);
                let past = Past { own: Some((&own, PastSource::Record)), alike: Some(&alike), user: None };
                let prior = prior(&categories, &past, None).unwrap();
                prior.categories.iter().map(|(_, share)| *share).collect::<Vec<f64>>()
            };
            let before = shares(mine);
            let mut counts = mine;
            counts[more] += 1;
            let after = shares(counts);
            prop_assert!((before.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            for place in 0..4 {
                prop_assert!(before[place] > 0.0);
                prop_assert!((after[place] >= before[place]) == (place == more));
            }
        }
    }
}
