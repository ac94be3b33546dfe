//! markdown

use crate::diagnostic::Lang;
use crate::review::Audit;

/// markdown
#[must_use]
pub fn markdown(_audit: &Audit, _lang: Lang) -> String {
    String::new()
}
