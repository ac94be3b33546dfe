//! The complaint about a file that is not there, for whoever meant a command or a message.

/// The commands, for whoever mistypes one: any other word is the name of a file.
const COMMANDS: [&str; 15] = [
    "classify",
    "explain",
    "extract",
    "segment",
    "desk",
    "track",
    "replay",
    "eval",
    "lexicon",
    "tune",
    "suggest",
    "schema",
    "completions",
    "man",
    "help",
];

/// Where the characters of East Asia begin: a name with one of them may well be a message.
const FIRST_HAN: char = '\u{2e80}';

/// The complaint about a file that is not there, with what was probably meant.
pub(super) fn missing(name: &str) -> String {
    let near = |command: &&&str| strsim::damerau_levenshtein(command, name) <= 1 + command.len() / 6;
    if name.chars().any(|char| char >= FIRST_HAN) {
        format!("{name}: no such file. If it is a message: `fenliu -t '{name}'`")
    } else if COMMANDS.contains(&name) {
        format!("{name}: no such file. A command comes before all options and files: `fenliu {name} …`")
    } else if let Some(command) = COMMANDS.iter().find(near) {
        format!("{name}: no such file. If the command is meant: `fenliu {command} …`")
    } else {
        format!("{name}: no such file. Look at the spelling, or give a message with -t")
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::COMMANDS;
    use crate::cli::arguments::Arguments;

    #[test]
    fn all_commands_are_listed() {
        let mut command = Arguments::command();
        command.build();
        let names: Vec<_> = command.get_subcommands().map(clap::Command::get_name).collect();
        assert_eq!(names, COMMANDS);
    }
}
