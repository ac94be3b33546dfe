//! Data to text: for people, for programs, for spreadsheets, for files.

mod canvas;
pub mod case;
mod conversation;
pub mod csv;
pub mod diagnostics;
mod drawing;
pub mod evaluation;
mod explain;
pub mod extraction;
pub mod json;
mod origin;
mod phrases;
mod reasons;
pub mod schema;
mod strokes;
pub mod suggest;
mod table;
pub mod text;
pub mod tune;
mod units;
mod writer;

pub use origin::{Lang, Offsets, Origin, PackInfo, RecordId, Style};
