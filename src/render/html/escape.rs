//! Text as it may stand between tags and inside quoted attributes.

use crate::render::canvas::printable;

/// Appends a text: what would act on the page or on the order of its text is shown instead.
pub(super) fn escape(text: &str, out: &mut String) {
    for character in printable(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
}

/// A text escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

/// An identifier of a pack as a fragment that needs no quoting: everything but letters and digits becomes its number.
pub(super) fn anchor(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("-{byte:02x}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{anchor, escaped};

    #[test]
    fn nothing_gets_out_of_its_place() {
        assert_eq!(
            escaped("<b onclick='x'>&\"\u{202e}"),
            "&lt;b onclick=&#39;x&#39;&gt;&amp;&quot;&lt;U+202E&gt;"
        );
        assert_eq!(anchor("a b\"<督"), "a-20b-22-3c-e7-9d-a3");
    }
}
