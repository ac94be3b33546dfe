//! Keeps text for people from being read as commands by the machines that keep logs.

use std::borrow::Cow;

/// What begins a command of GitHub's, of Azure's or TeamCity's, at the start of a line, behind blanks too.
const COMMANDS: [&str; 2] = ["::", "##"];

/// A text no line of which is a command: its two signs are parted by a space. GitHub reads `##[` anywhere in a line.
#[must_use]
pub fn disarmed(text: &str) -> Cow<'_, str> {
    if !COMMANDS.iter().any(|command| text.contains(command)) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for line in text.split_inclusive('\n') {
        let blanks = blanks(line);
        let (before, rest) = line.split_at(blanks);
        safe.push_str(before);
        let rest = match COMMANDS.iter().find(|command| rest.starts_with(**command)) {
            Some(command) => {
                safe.push_str(&command[..1]);
                safe.push(' ');
                &rest[1..]
            }
            None => rest,
        };
        safe.push_str(&rest.replace("##[", "# #["));
    }
    Cow::Owned(safe)
}

/// The same for what was appended to a text.
pub(super) fn disarm(start: usize, out: &mut String) {
    if let Some(Cow::Owned(safe)) = out.get(start..).map(disarmed) {
        out.truncate(start);
        out.push_str(&safe);
    }
}

/// Bytes of the blanks before a line, and of the colours that begin there.
fn blanks(line: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &line[at..];
        let blank = rest.len() - rest.trim_start().len();
        let coloured = rest[blank..].strip_prefix("\u{1b}[").and_then(|rest| rest.split_once('m'));
        let colour = coloured.map_or(0, |(inside, _)| inside.len() + 3);
        if blank + colour == 0 {
            return at;
        }
        at += blank + colour;
    }
}

#[cfg(test)]
mod tests {
    use super::disarmed;

    #[test]
    fn lines_are_no_commands() {
        for (text, safe) in [
            ("a::b\nc", "a::b\nc"),
            ("::error::x", ": :error::x"),
            ("a\n  ::set-output::x\n", "a\n  : :set-output::x\n"),
            ("\u{1b}[2m::x\u{1b}[0m", "\u{1b}[2m: :x\u{1b}[0m"),
            ("see ##[group]x", "see # #[group]x"),
            ("##teamcity[x]\n", "# #teamcity[x]\n"),
        ] {
            assert_eq!(disarmed(text), safe);
        }
    }
}
