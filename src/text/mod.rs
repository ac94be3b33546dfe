//! What was said: a message as it was written, as it is read, and where its words begin and end.

mod bridge;
mod fold;
mod grapheme;
mod han;
mod message;
mod row;
mod segment;
mod sieve;
mod span;
mod tables;
mod vocabulary;
mod way_back;
mod wordlist;
mod words;
mod work;

pub use bridge::Bridged;
pub use fold::fold;
pub use grapheme::{columns, cut, snap};
pub use han::is_han;
pub(crate) use han::letters;
pub use message::Message;
pub(crate) use row::{Bits, Row};
pub use segment::Segmenter;
pub(crate) use sieve::Sieve;
pub use span::Span;
pub(crate) use vocabulary::{Heads, Vocabulary};
pub(crate) use wordlist::{WordList, in_order};
pub use words::{dictionary, is_in_dictionary};
#[cfg(test)]
pub(crate) use work::take_counted;
pub(crate) use work::{Work, count};
