//! The command line, as people write it.

mod command_line;
mod common;
mod deciding;
mod desk;
mod keeping;
mod measuring;
mod reading;
mod records;
mod values;
mod walking;

pub(super) use command_line::{Arguments, Command, Schema};
pub(super) use common::{Color, Common};
pub(super) use deciding::{
    Classify, Explain, Extract, FollowFrom, OutputFormat, Segment, SegmentFormat, Target,
};
pub(super) use desk::{Desk, SortBy, Track};
pub(super) use keeping::Options;
pub(super) use measuring::{Eval, EvalFormat, Replay, Suggest, SuggestFormat, Tune};
pub(super) use reading::{InputFormat, Reading};
pub(super) use walking::Walking;
