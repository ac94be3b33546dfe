//! Data to text: for people, for programs, for spreadsheets, for files.

pub mod audit;
pub mod board;
mod canvas;
pub mod case;
mod conversation;
pub mod coverage;
pub mod csv;
pub mod diagnostics;
pub mod diff;
mod drawing;
pub mod evaluation;
mod explain;
pub mod extraction;
pub mod funnel;
pub mod html;
pub mod json;
mod origin;
mod phrases;
mod places;
mod prior;
mod reasons;
pub mod redact;
pub mod replay;
pub mod rules;
pub mod schema;
mod strokes;
pub mod suggest;
mod table;
pub mod text;
pub mod track;
pub mod tune;
mod units;
pub mod why_not;
mod writer;

pub use origin::{Lang, Offsets, Origin, PackInfo, RecordId, Style};
