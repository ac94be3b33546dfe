//! Times, durations and recurrences in Chinese text, with their values.

mod almanac;
mod dates;
mod eras;
mod feasts;
mod length;
mod lunar;
mod parts;
mod phrase;
mod point;
mod recurrence;
mod units;
mod vague;
mod window;
mod written;

pub(super) use phrase::phrase;
