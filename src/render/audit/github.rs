//! github

use crate::diagnostic::Lang;
use crate::review::Audit;

/// github
#[must_use]
pub fn github(_audit: &Audit, _lang: Lang) -> String {
    String::new()
}
