//! What a look at a pack found, written for people, for programs and for the services that show it beside a change.

mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod safe;
mod sarif;
mod text;

pub use github::github;
pub use gitlab::gitlab;
pub use json::json;
pub use junit::junit;
pub use markdown::{markdown, whole_markdown};
pub use sarif::sarif;
pub use text::text;
