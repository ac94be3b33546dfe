//! Ids.
use super::evidence::Claim;
use super::reading::Text;
pub(super) fn address(_: Text<'_>, _: usize) -> Option<Claim> {
    None
}
pub(super) fn version(_: Text<'_>, _: usize) -> Option<Claim> {
    None
}
pub(super) fn number(_: Text<'_>, _: usize) -> Option<Claim> {
    None
}
