//! Messages without what tells who wrote them: numbers, addresses and names are starred out before anybody else sees them.

mod addresses;
mod hidden;
mod letters;
mod masks;

pub use hidden::Hidden;
pub use masks::{Mask, Private, masks, redact};
