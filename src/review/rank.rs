//! The area under the ROC curve, by ranks.

/// The chance that a positive scores above a negative, ties counting half, 0–1; `None` unless there are both. Sorts the
/// scores: O(n log n).
///
/// It is the Mann–Whitney statistic (Hanley and McNeil 1982, "The meaning and use of the area under a ROC curve").
#[allow(clippy::cast_precision_loss)]
pub(super) fn auc(scores: &mut [(f64, bool)]) -> Option<f64> {
    scores.sort_unstable_by(|(one, _), (other, _)| one.total_cmp(other));
    // Twice the pairs won, so that ties stay whole numbers.
    let (mut below, mut positives, mut won) = (0_u128, 0_u128, 0_u128);
    for equal in scores.chunk_by(|(one, _), (other, _)| one == other) {
        let here = equal.iter().filter(|(_, positive)| *positive).count() as u128;
        let negatives = equal.len() as u128 - here;
        won += here * (2 * below + negatives);
        below += negatives;
        positives += here;
    }
    let pairs = positives * below;
    (pairs > 0).then(|| won as f64 / 2.0 / pairs as f64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::auc;

    #[test]
    fn one_sort_alone_has_no_area() {
        assert_eq!(auc(&mut []), None);
        assert_eq!(auc(&mut [(1.0, true), (2.0, true)]), None);
        assert_eq!(auc(&mut [(1.0, false), (2.0, true)]), Some(1.0));
        assert_eq!(auc(&mut [(3.0, false), (2.0, true)]), Some(0.0));
        assert_eq!(auc(&mut [(2.0, false), (2.0, true)]), Some(0.5));
    }

    proptest! {
        #[test]
        fn it_is_what_counting_all_pairs_gives(
            scores in prop::collection::vec(((0_u8..8).prop_map(f64::from), any::<bool>()), 0..60)
        ) {
            let of = |wanted| scores.iter().filter(move |(_, is)| *is == wanted).map(|(score, _)| *score);
            let pairs: Vec<f64> = of(true).flat_map(|a| of(false).map(move |b| match a.total_cmp(&b) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            })).collect();
            let counted = (!pairs.is_empty()).then(|| pairs.iter().sum::<f64>() / pairs.len() as f64);
            prop_assert_eq!(auc(&mut scores.clone()), counted);
        }
    }
}
