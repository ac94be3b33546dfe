//! How far a rate would move on other messages of the same sort: closed forms, so that the same counts give the same.

/// The middle 95 % of what may be expected.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Range95 {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The standard normal deviate of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// The interval of a share, 0–1 (Wilson 1927, "Probable inference, the law of succession, and statistical inference").
/// All of 0–1 for a share of nothing.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn wilson(part: u64, whole: u64) -> Range95 {
    if whole == 0 {
        return Range95 { low: 0.0, high: 1.0 };
    }
    let (part, n) = (part.min(whole) as f64, whole as f64);
    let share = part / n;
    let centre = share + Z * Z / (2.0 * n);
    let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    Range95 { low: ((centre - spread) / scale).max(0.0), high: ((centre + spread) / scale).min(1.0) }
}

/// The interval of a difference of two shares over the same messages, −1 to 1: those gained less those lost (Agresti and
/// Min 2005, "Simple improved confidence intervals for comparing matched proportions": half a message is added to each
/// of the four cells). All of −1 to 1 for no message.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn paired(gained: u64, lost: u64, whole: u64) -> Range95 {
    if whole == 0 {
        return Range95 { low: -1.0, high: 1.0 };
    }
    let (gained, lost, n) = (gained as f64 + 0.5, lost as f64 + 0.5, whole as f64 + 2.0);
    let difference = (gained - lost) / n;
    let spread = Z * (((gained + lost) / n - difference * difference).max(0.0) / n).sqrt();
    Range95 { low: (difference - spread).max(-1.0), high: (difference + spread).min(1.0) }
}

#[cfg(test)]
mod tests {
    use super::{paired, wilson};

    fn near(value: f64, wanted: f64) -> bool {
        (value - wanted).abs() < 5e-4
    }

    #[test]
    fn intervals_are_those_of_the_books() {
        // 81 of 263: Newcombe 1998, table I, method 3.
        let range = wilson(81, 263);
        assert!(near(range.low, 0.2553) && near(range.high, 0.3662), "{range:?}");
        assert_eq!(wilson(0, 10).low, 0.0);
        assert_eq!((wilson(0, 0).low, wilson(0, 0).high), (0.0, 1.0));
        // By hand: (12.5 − 2.5) / 102 ± 1.96 · √(15/102 − (10/102)²) / √102.
        let range = paired(12, 2, 100);
        assert!(near(range.low, 0.0261) && near(range.high, 0.1700), "{range:?}");
        let none = paired(0, 0, 1000);
        assert!(none.low < 0.0 && none.high > 0.0 && near(none.low, -none.high));
    }
}
