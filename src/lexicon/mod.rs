//! What we know: categories of terms, signals, assertion cues, error codes, policy and desks.

mod assertion;
mod builtin;
mod codes;
mod concepts;
mod desk;
mod literals;
mod pack;
mod parse;
mod parse_calendar;
mod parse_codes;
mod parse_desk;
mod parse_policy;
mod parse_service;
mod parse_terms;
pub mod pattern;
mod place;
mod policy;
mod reader;
mod routes;
mod service;
mod term;

pub use assertion::{Cue, Direction, Scope, State};
pub use codes::{CodeBook, Family, KnownCode};
pub use desk::{Account, Desk, Desks, Entry, Hours, Manager, Share, Sourced, Treatment, Wait};
pub use literals::Literals;
pub use pack::{Lexicon, Pack};
pub(crate) use place::place;
pub use policy::{Condition, Emergency, EmergencyPolicy, Lead, Need, Policy, Proof, Rule, SessionPolicy};
pub(crate) use reader::{Faults, Reader, Text, alternatives};
pub use routes::Routes;
pub use service::{AfterService, DeviceTip, Line, Period, Service};
pub use term::{Category, Guard, Owner, Signal, Stage, Term};
