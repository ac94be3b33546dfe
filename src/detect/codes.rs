//! Error codes.
use super::evidence::Claims;
use crate::text::Message;
pub(super) fn codes(message: &Message<'_>, claims: &mut Claims<'_>) {
    let _ = (message, claims);
}
