//! What was said: a message as it was written, as it is read, and where its words begin and end.

mod bridge;
mod fold;
mod message;
mod segment;
mod span;
mod way_back;

pub use fold::fold;
pub use bridge::Bridged;
pub use message::Message;
pub use segment::Segmenter;
pub use span::Span;
