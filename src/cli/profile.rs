//! Reads a file of profiles.

use std::fs;
use std::path::Path;

use super::messages::{Stop, cause};
use crate::stream::Profiles;

/// The profiles that the options name, if they name any.
///
/// # Errors
/// The file can't be read, or holds no profiles.
pub(super) fn profiles(path: Option<&Path>) -> Result<Option<Profiles>, Stop> {
    let Some(path) = path else { return Ok(None) };
    let name = path.display();
    let text = fs::read_to_string(path)
        .map_err(|error| Stop::Failed(format!("{name}: can't be read: {}", cause(&error))))?;
    let profiles = Profiles::parse(text.trim_start_matches('\u{feff}'));
    profiles.map(Some).map_err(|error| Stop::Failed(format!("{name}: {error}. See docs/profile.md")))
}
