//! What keeps a term or a message from breaking out of the format that it stands in.

use std::fmt::Write as _;

use crate::render::canvas::is_control;

pub(super) use crate::render::writer::inert as json;

/// One line in which nothing acts on a terminal: line ends become spaces, other controls are spelt out.
pub(super) fn line(text: &str) -> String {
    lines(text).replace('\n', " ")
}

/// The same with its line ends.
pub(super) fn lines(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => safe.push(c),
            '\r' | '\t' => safe.push(' '),
            c if is_control(c) => {
                let _ = write!(safe, "{}", c.escape_default());
            }
            c => safe.push(c),
        }
    }
    safe
}

/// Text in XML. What XML 1.0 has no place for is spelt out by [`lines`] before.
pub(super) fn xml(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in lines(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            '\n' => safe.push_str("&#10;"),
            // Neither is a control, and XML has neither.
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

/// Text in Markdown, for a cell of a table too: no markup, no link, no mention, no HTML.
pub(super) fn markdown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in line(text).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '!' | '~' | '+' | '-' => {
                safe.push('\\');
                safe.push(c);
            }
            '&' | '<' | '>' | '|' | '@' | '#' | ':' | '$' | '.' => {
                let _ = write!(safe, "&#{};", u32::from(c));
            }
            c => safe.push(c),
        }
    }
    safe
}

/// The message of a command in a log of GitHub's.
pub(super) fn github_message(text: &str) -> String {
    lines(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of such a command.
pub(super) fn github_property(text: &str) -> String {
    github_message(&line(text)).replace(':', "%3A").replace(',', "%2C")
}

/// A path as a URI: relative to the root of the sources, or absolute.
pub(super) fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}
