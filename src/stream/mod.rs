//! Bytes to records to decisions, in order, in constant memory; the handles are opened elsewhere.

mod compression;
mod decoding;
mod encoding;
mod extract;
mod fields;
mod input;
mod json_head;
mod lines;
mod logs;
mod ndjson;
mod noticed;
mod parallel;
mod reader;
mod record;
mod run;
mod survey;
mod tabular;
mod utf16;

pub use encoding::Encoding;
pub use extract::Extractor;
pub use fields::{Column, FieldPath, Fields, Keep};
pub use input::{Again, Format, Input, is_binary};
pub use lines::{MAX_RECORD, Position, Separator};
pub use logs::{LAYOUTS, Layout, Prefix};
pub use ndjson::parse;
pub use noticed::{Lines, Notice, Noticed};
pub use reader::{ReadOptions, Reader};
pub use record::{Account, BadRecord, Record};
pub use run::{Answer, Answered, Form, Halt, Job, Output, Sink, Tally, WriteTurn, run};
