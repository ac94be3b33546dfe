//! What identifies something: addresses, versions, devices, attachments, and numbers by their own cue or check digit.

mod addresses;
mod numbers;
mod versions;

pub(super) use addresses::{ADDRESS, address};
pub(super) use numbers::{NUMBER, number};
pub(super) use versions::{VERSION, version};
