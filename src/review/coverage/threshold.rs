//! How much must be covered: `terms=95`, `corpus.terms=50`.

use std::ops::Range;

use super::families::{Coverage, FamilyName};

/// A share that must be reached.
#[derive(Clone, PartialEq, Debug)]
pub struct Threshold {
    /// As it was written.
    pub text: String,
    /// The sort of things.
    pub family: FamilyName,
    /// By the messages of the corpus; else by the cases.
    pub corpus: bool,
    /// The share, in percent.
    pub percent: f64,
}

impl Threshold {
    /// Whether it is reached. Counts are compared, so one thing too few is seen however many there are.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn reached(&self, coverage: &Coverage) -> bool {
        let family = coverage.family(self.family);
        family.covered() as f64 * 100.0 >= self.percent * family.items.len() as f64
    }
}

/// What is wrong with a list of thresholds, and where in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThresholdFault {
    /// Bytes of the list.
    pub at: Range<usize>,
    /// What is wrong, and how to mend it.
    pub message: String,
}

/// Reads thresholds parted by commas. `all` stands for every sort.
///
/// # Errors
/// The first fault, with its place.
pub fn parse_thresholds(text: &str) -> Result<Vec<Threshold>, ThresholdFault> {
    let mut thresholds = Vec::new();
    let mut start = 0;
    for part in text.split(',') {
        let lead = part.len() - part.trim_start().len();
        threshold(part.trim(), start + lead, &mut thresholds)?;
        start += part.len() + 1;
    }
    Ok(thresholds)
}

fn threshold(text: &str, start: usize, into: &mut Vec<Threshold>) -> Result<(), ThresholdFault> {
    let fault = |at: Range<usize>, message: String| ThresholdFault {
        at: start + at.start..start + at.end.max(at.start + 1),
        message,
    };
    let Some((name, percent)) = text.split_once('=') else {
        return Err(fault(
            0..text.len(),
            "expected a sort, = and a share in percent, e.g. terms=95".to_owned(),
        ));
    };
    let number = percent.trim().trim_end_matches('%');
    let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let share: Option<f64> = number.parse().ok().filter(|share| plain && (0.0..=100.0).contains(share));
    let Some(share) = share else {
        let message = "expected a share from 0 to 100".to_owned();
        return Err(fault(name.len() + 1..text.len(), message));
    };
    let name = name.trim_end();
    let (corpus, sort) = name.strip_prefix("corpus.").map_or((false, name), |sort| (true, sort));
    let families: Vec<FamilyName> =
        FamilyName::ALL.into_iter().filter(|family| sort == "all" || family.name() == sort).collect();
    if families.is_empty() {
        let known = FamilyName::ALL.map(FamilyName::name).join(", ");
        let message = format!("`{sort}` can't be covered: {known}, or all");
        return Err(fault(name.len() - sort.len()..name.len(), message));
    }
    into.extend(families.into_iter().map(|family| Threshold {
        text: text.to_owned(),
        family,
        corpus,
        percent: share,
    }));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{FamilyName, parse_thresholds};

    #[test]
    fn thresholds_are_read() {
        let thresholds = parse_thresholds("terms=95, corpus.guards=12.5%").unwrap();
        assert_eq!((thresholds[0].family, thresholds[0].corpus), (FamilyName::Terms, false));
        assert_eq!((thresholds[1].family, thresholds[1].percent), (FamilyName::Guards, 12.5));
        assert!(thresholds[1].corpus);
        assert_eq!(parse_thresholds("all=1").unwrap().len(), FamilyName::ALL.len());
    }

    #[test]
    fn a_fault_is_pointed_at() {
        for (text, here) in [
            ("trms=95", "trms"),
            ("terms=95, cues", "cues"),
            ("terms=x", "x"),
            ("terms=101", "101"),
            ("corpus.x=1", "x"),
        ] {
            let fault = parse_thresholds(text).unwrap_err();
            assert_eq!(&text[fault.at], here, "{text}");
        }
        assert!(parse_thresholds("").is_err());
    }
}
