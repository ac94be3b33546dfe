//! What identifies something: addresses, versions, devices, attachments, and numbers by their own cue or check digit.

mod addresses;
mod numbers;
mod versions;

pub(super) use addresses::address;
pub(super) use numbers::number;
pub(super) use versions::version;
