//! The worst errors: those where the score was surest of the wrong thing.

use super::case::Case;

/// Cases that went wrong, by their place among all cases, worst first; and how many there are in all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Errors {
    /// A person was needed and none was called: lowest scores first.
    pub missed: Vec<usize>,
    /// A person was called and none was needed: highest scores first.
    pub false_alarms: Vec<usize>,
    /// Other topics than labelled: those with the most wrong topics first, then the highest scores.
    pub topics: Vec<usize>,
    /// How many of each there are, in this order.
    pub counts: [usize; 3],
}

impl Errors {
    /// The worst `most` of each sort.
    pub(super) fn of(cases: &[Case], most: usize) -> Self {
        let score = |place: &usize| cases[*place].facts.score;
        let escalated = |wanted: bool| {
            let wrong =
                move |case: &Case| case.label.escalates() == wanted && case.facts.escalates() != wanted;
            places(cases, wrong)
        };
        // Sorting is stable: among equals, the row that comes first.
        let mut missed = escalated(true);
        missed.sort_by(|one, other| score(one).total_cmp(&score(other)));
        let mut false_alarms = escalated(false);
        false_alarms.sort_by(|one, other| score(other).total_cmp(&score(one)));
        let mut topics = places(cases, |case| distance(case) > 0);
        topics.sort_by(|one, other| {
            let far = |place: &usize| distance(&cases[*place]);
            far(other).cmp(&far(one)).then(score(other).total_cmp(&score(one)))
        });
        let counts = [missed.len(), false_alarms.len(), topics.len()];
        [&mut missed, &mut false_alarms, &mut topics].into_iter().for_each(|errors| errors.truncate(most));
        Self { missed, false_alarms, topics, counts }
    }
}

fn places(cases: &[Case], wrong: impl Fn(&Case) -> bool) -> Vec<usize> {
    (0..cases.len()).filter(|place| wrong(&cases[*place])).collect()
}

/// Topics too many and too few.
fn distance(case: &Case) -> usize {
    case.label.topics.iter().zip(&case.facts.topics).filter(|(wanted, given)| wanted != given).count()
}

#[cfg(test)]
mod tests {
    use super::Errors;
    use crate::lexicon::Need;
    use crate::review::case::tests::case;

    #[test]
    fn the_surest_error_comes_first() {
        let cases = [
            case(Need::Problem, Need::Inquiry, 20.0),
            case(Need::None, Need::Problem, 40.0),
            case(Need::Problem, Need::None, 0.0),
            case(Need::Inquiry, Need::Dispute, 90.0),
            case(Need::Problem, Need::Dispute, 70.0),
        ];
        let all = Errors::of(&cases, 9);
        assert_eq!((all.missed, all.false_alarms, all.counts), (vec![2, 0], vec![3, 1], [2, 2, 4]));
        assert_eq!(all.topics, [3, 1, 0, 2]);
        let one = Errors::of(&cases, 1);
        assert_eq!(
            (one.missed, one.false_alarms, one.topics, one.counts),
            (vec![2], vec![3], vec![3], [2, 2, 4])
        );
    }
}
