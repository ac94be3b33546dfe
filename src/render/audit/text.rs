//! An audit for people: each finding drawn under the line it is about, then the cases that failed, then the counts.

use crate::render::{Style, diagnostics};
use crate::review::Audit;

/// Draws an audit.
#[must_use]
pub fn text(audit: &Audit, style: &Style) -> String {
    let complaints: Vec<_> = audit.findings.iter().map(|finding| finding.diagnostic.clone()).collect();
    diagnostics::text(&complaints, &audit.sources, style)
}
