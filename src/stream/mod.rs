//! Bytes to records to decisions, in order, in constant memory; the handles are opened elsewhere.

mod compression;
mod extract;
mod input;
mod lines;
mod ndjson;
mod parallel;
mod profiles;
mod reader;
mod record;
mod run;
mod tabular;

pub use extract::Extractor;
pub use input::{Format, Input};
pub use lines::{MAX_RECORD, Separator};
pub use ndjson::parse;
pub use profiles::Profiles;
pub use reader::Reader;
pub use record::{Account, BadRecord, Record};
pub use run::{Answer, Answered, Form, Halt, Job, Output, Sink, Tally, WriteTurn, run};
