//! `fenliu extract`: the evidence of messages, and nothing else.

use super::arguments::{Common, Extract};
use super::feed::{feed, nothing_to_read};
use super::messages::{Messages, Stop};
use super::start::print_help;
use super::{classify, pack, world};
use crate::stream::{Extractor, Output};

pub(super) fn run(arguments: &Extract, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    if nothing_to_read(&arguments.reading) {
        return print_help(Some("extract"));
    }
    let codes = pack::codes(common)?;
    let extractor = Extractor {
        codes: &codes,
        clock: world::clock(common),
        redact: arguments.redact,
        output: Output {
            form: classify::form(arguments.output),
            style: world::output_style(common),
            offsets: arguments.offsets,
        },
    };
    feed(&arguments.reading, messages, extractor.head(), &extractor)
}
