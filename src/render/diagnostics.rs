//! Complaints, under the line they are about.

use super::Style;
use crate::diagnostic::{Diagnostic, Source};

/// All complaints, drawn.
#[must_use]
pub fn text(diagnostics: &[Diagnostic], _sources: &[Source], _style: &Style) -> String {
    diagnostics.iter().map(|complaint| format!("{}: {}\n", complaint.file, complaint.message.en)).collect()
}
