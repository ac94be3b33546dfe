//! Times, durations and recurrences in Chinese text, with their values.

mod almanac;
mod clocks;
mod dates;
mod days;
mod edges;
mod eras;
mod feasts;
mod length;
mod lunar;
mod minutes;
mod months;
mod named;
mod nth;
mod parts;
mod phrase;
mod point;
mod ranges;
mod recurrence;
mod spells;
mod start;
mod suffixes;
mod units;
mod vague;
mod weeks;
mod window;
mod written;
mod years;

pub(super) use phrase::phrase;
pub(super) use start::FIRST;
