//! The pack that the program carries: one row a file of `lexicons/`; a test compares the rows with the folder.

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
