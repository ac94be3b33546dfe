//! junit

use crate::diagnostic::Lang;
use crate::review::Audit;

/// junit
#[must_use]
pub fn junit(_audit: &Audit, _lang: Lang) -> String {
    String::new()
}
