//! sarif

use crate::diagnostic::Lang;
use crate::review::Audit;

/// sarif
#[must_use]
pub fn sarif(_audit: &Audit, _lang: Lang) -> String {
    String::new()
}
