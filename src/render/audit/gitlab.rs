//! gitlab

use crate::diagnostic::Lang;
use crate::review::Audit;

/// gitlab
#[must_use]
pub fn gitlab(_audit: &Audit, _lang: Lang) -> String {
    String::new()
}
