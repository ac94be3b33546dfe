//! Bytes to records to decisions, in order, in constant memory; the handles are opened elsewhere.

mod compression;
mod extract;
mod input;
mod job;
mod lines;
mod ndjson;
mod only;
mod outlet;
mod parallel;
mod reader;
mod record;
mod run;
mod split;
mod tabular;

pub use extract::Extractor;
pub use input::{Format, Input};
pub use job::{Chosen, Form, Job, Output, Writing};
pub use lines::{MAX_RECORD, Separator};
pub use ndjson::parse;
pub use only::Only;
pub use outlet::{Lines, Outlet};
pub use reader::Reader;
pub use record::{Account, BadRecord, Record};
pub use run::{Answer, Answered, Halt, Sink, Tally, WriteTurn, run};
pub use split::Split;
