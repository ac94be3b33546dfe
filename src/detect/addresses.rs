//! Terms inside a web or e-mail address are no words: the ? of a link asks nothing.

use super::finding::{Finding, Identifier, Kind, Refusal};
use crate::text::Span;

/// Refuses the terms that lie in an address. The findings are in order of their place; addresses never overlap.
pub fn refuse_in_addresses(findings: &mut [Finding<'_>]) {
    let is_address = |finding: &&Finding<'_>| {
        matches!(finding.kind(), Kind::Identifier(Identifier::Url | Identifier::Email))
    };
    let addresses: Vec<Span> = findings.iter().filter(is_address).map(|finding| finding.span).collect();
    if addresses.is_empty() {
        return;
    }
    for finding in findings.iter_mut().filter(|finding| finding.kind() == Kind::Term && finding.counted()) {
        let before = addresses.partition_point(|address| address.start <= finding.span.start);
        if before > 0 && addresses[before - 1].contains(finding.span) {
            finding.refused_by = Some(Refusal::Address);
        }
    }
}
