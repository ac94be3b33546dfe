//! How many messages of a batch each level of the funnel gets.

use crate::judge::Decision;

/// Counts by level. Grows with the fields of the pack, not with the messages.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Funnel {
    /// Messages for self-service, for specialists, for supervisors.
    pub tiers: [u64; 3],
    /// Messages that no person needs to see: of the first level, without a wish for a person.
    pub machine: u64,
    /// Messages of the second level by the field of their desk, in the order in which they came; without a field none.
    pub fields: Vec<(String, u64)>,
}

impl Funnel {
    /// Counts one decision.
    pub fn add(&mut self, decision: &Decision<'_>) {
        let tier = decision.tier();
        self.tiers[usize::from(tier.clamp(1, 3)) - 1] += 1;
        self.machine += u64::from(tier == 1 && !decision.handoff);
        if let Some(field) = decision.desk.desk.field.as_deref().filter(|_| tier == 2) {
            self.add_field(field, 1);
        }
    }

    /// Counts messages of the second level of one field.
    pub(super) fn add_field(&mut self, field: &str, messages: u64) {
        match self.fields.iter_mut().find(|(known, _)| *known == field) {
            Some((_, count)) => *count += messages,
            None if messages > 0 => self.fields.push((field.to_owned(), messages)),
            None => {}
        }
    }

    /// All messages.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.tiers.iter().sum()
    }

    /// The share of each level, 0–1; `None` of nothing.
    #[must_use]
    pub fn shares(&self) -> Option<[f64; 3]> {
        let total = self.total();
        (total > 0).then(|| self.tiers.map(|count| share(count, total)))
    }

    /// The share that no person needs to see, 0–1; `None` of nothing.
    #[must_use]
    pub fn machine_share(&self) -> Option<f64> {
        let total = self.total();
        (total > 0).then(|| share(self.machine, total))
    }
}

fn share(part: u64, whole: u64) -> f64 {
    super::measures::ratio(part, whole)
}

#[cfg(test)]
mod tests {
    use super::Funnel;
    use crate::calendar::{Clock, ClockSource, parse_moment};
    use crate::lexicon::Lexicon;
    use crate::triage::{Context, Triage};

    #[test]
    fn every_message_falls_into_one_level() {
        let triage = Triage::new(Lexicon::builtin());
        let clock = Clock { now: parse_moment("2026-11-24T14:30").unwrap(), source: ClockSource::Option };
        let mut funnel = Funnel::default();
        assert_eq!((funnel.shares(), funnel.machine_share()), (None, None));
        for message in
            ["怎么改昵称", "转人工", "扣款异常", "群聊异常", "再扣款异常一次", "对处理结果有争议，要求复核"]
        {
            let report = triage.run(message, &Context::at(clock));
            funnel.add(&report.decision);
        }
        assert_eq!((funnel.tiers, funnel.machine), ([2, 3, 1], 1));
        assert_eq!(funnel.fields, [("支付".to_owned(), 2), ("技术".to_owned(), 1)]);
        assert_eq!(funnel.shares().map(|shares| shares[1]), Some(0.5));
    }
}
