//! json

use crate::review::Audit;

/// json
#[must_use]
pub fn json(_audit: &Audit) -> String {
    String::new()
}
