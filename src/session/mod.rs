//! What is remembered between the messages of one conversation.

mod course;
mod saved;
mod sessions;
mod shelf;
mod turn;
mod view;

pub use sessions::Sessions;
pub use turn::{Role, Turn, Words};
pub use view::{Handover, Offer, SessionView, Why};
