//! The pack that the program carries: one row a file of `lexicons/`; a test compares the rows with the folder.

use super::codes::CodeBook;
use super::pack::Lexicon;
use super::parse;
use crate::diagnostic::Source;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// Name and text of every file.
        pub(super) const FILES: &[(&str, &str)] =
            &[$((concat!("lexicons/", $name), include_str!(concat!("../../lexicons/", $name)))),*];
    };
}

files![
    "assertion.toml",
    "calendar.toml",
    "codes.toml",
    "complaint.toml",
    "concepts.toml",
    "desk.toml",
    "fault.toml",
    "pack.toml",
    "payment.toml",
    "policy.toml",
    "security.toml",
    "signals.toml",
];

impl Lexicon {
    /// The pack that the program carries.
    ///
    /// # Panics
    /// Never: the tests parse the same files.
    #[must_use]
    pub fn builtin() -> Self {
        Self::parse(&sources()).unwrap_or_else(|faults| unreachable!("built-in pack: {faults:?}"))
    }

    /// The same as the build parsed it (`build/pack.rs`): far sooner there. Its patterns are read when somebody asks for the
    /// routes of an entry.
    pub(crate) fn as_built() -> Self {
        let built = include_bytes!(concat!(env!("OUT_DIR"), "/pack/lexicon.postcard"));
        postcard::from_bytes(built).unwrap_or_else(|error| unreachable!("built-in pack: {error}"))
    }

    /// The codes of the built-in pack alone, for whoever needs nothing else of it: far sooner there than all of it.
    #[must_use]
    pub fn builtin_codes() -> CodeBook {
        parse::builtin_codes()
    }

    /// The files of the built-in pack, as an `extends = "builtin"` pack sees them.
    #[must_use]
    pub fn builtin_sources() -> Vec<Source> {
        sources()
    }
}

/// The files as sources.
pub(super) fn sources() -> Vec<Source> {
    FILES.iter().map(|(name, text)| Source { name: (*name).to_owned(), text: (*text).to_owned() }).collect()
}

#[cfg(test)]
mod tests {
    use super::FILES;

    #[test]
    fn the_rows_are_the_folder() {
        let mut folder: Vec<String> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicons"))
            .unwrap()
            .map(|file| format!("lexicons/{}", file.unwrap().file_name().into_string().unwrap()))
            .collect();
        folder.sort();
        assert_eq!(FILES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), folder);
    }
}
