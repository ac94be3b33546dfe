//! Data to text: for people, for programs, for files.

pub mod case;
pub mod csv;
pub mod diagnostics;
pub mod json;
mod origin;
pub mod schema;
pub mod text;

pub use origin::{Lang, Offsets, Origin, PackInfo, RecordId, Style};
