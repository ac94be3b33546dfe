//! `fenliu schema`: the contract of the output.

use super::arguments::Schema;
use super::messages::Stop;
use super::start::print;
use crate::render::schema;

pub(super) fn run(what: Schema) -> Result<u8, Stop> {
    match what {
        Schema::Decision => print(schema::DECISION),
        Schema::Desk => print(schema::DESK),
        Schema::Summary => print(schema::SUMMARY),
        Schema::Replay => print(schema::REPLAY),
    }
}
