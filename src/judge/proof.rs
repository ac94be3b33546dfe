//! What proof a message carries, which of it the desk asks for, and what is missing.

use jiff::civil::DateTime;

use super::decision::{Evidence, Missing, Proven};
use crate::detect::{Finding, Identifier, Kind, TimeKind, What};
use crate::lexicon::{Desk, Lexicon};

/// Whether a time element can be pinned down: 最近 and 好久 prove nothing.
fn is_definite(finding: &Finding<'_>) -> bool {
    !matches!(&finding.what, What::Time(moment) | What::Duration(moment) if moment.time_kind == TimeKind::Vague)
}

/// What proof the findings carry.
pub(super) fn evidence(findings: &[Finding<'_>]) -> Evidence {
    let mut evidence = Evidence::default();
    for finding in findings.iter().filter(|finding| finding.counted()) {
        match finding.kind() {
            Kind::Code => evidence.code = true,
            Kind::Amount => evidence.amount = true,
            Kind::Identifier(Identifier::Order) => evidence.order = true,
            Kind::Identifier(Identifier::Ticket) => evidence.ticket = true,
            Kind::Identifier(Identifier::Attachment) => evidence.attachment = true,
            kind if kind.is_time_element() => evidence.time |= is_definite(finding),
            _ => {}
        }
    }
    evidence
}

/// The proof that a desk asks for, and where the findings give it.
pub(super) fn asked<'t>(
    lexicon: &'t Lexicon,
    desk: &Desk,
    findings: &[Finding<'_>],
    now: DateTime,
) -> Vec<Proven<'t>> {
    if desk.proof.is_empty() {
        return Vec::new();
    }
    let asked = lexicon.policy.proofs.iter().filter(|proof| desk.proof.contains(&proof.id));
    let given = |id: &str| {
        let gives = findings.iter().filter(|finding| finding.counted() && gives(id, finding, now));
        gives.map(|finding| finding.span).collect()
    };
    asked.map(|proof| Proven { id: &proof.id, question: &proof.question, spans: given(&proof.id) }).collect()
}

/// Whether a finding is the proof of an id. Being a child's guardian can't be shown in a message.
fn gives(id: &str, finding: &Finding<'_>, now: DateTime) -> bool {
    match (id, &finding.what) {
        ("order_no", What::Identifier(Identifier::Order)) => true,
        // An event time is a moment that has come before now: no length, no count, not 最近, not 明天.
        ("event_time", What::Time(moment)) => {
            moment.time_kind != TimeKind::Vague && moment.from.is_some_and(|from| from < now)
        }
        _ => false,
    }
}

/// What an outside channel requires and the message lacks. Empty for every other desk.
pub(super) fn missing<'t>(desk: &Desk, asked: &[Proven<'t>]) -> Vec<Missing<'t>> {
    let lacking = asked.iter().filter(|proof| desk.outside && proof.spans.is_empty());
    lacking.map(|proof| Missing { id: proof.id, question: proof.question }).collect()
}
