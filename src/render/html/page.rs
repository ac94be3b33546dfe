//! The shell of a page: head, policy, style, and a place for what it shows.

use sha2::{Digest, Sha256};

use super::escape::{escape, escaped};
use crate::render::origin::Lang;

/// The style of every page.
const STYLE: &str = include_str!("style.css");

/// A shape like a fork in a way, drawn in place of a file.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' \
                    height='32' rx='8' fill='%230f766e'/%3E%3Cpath d='M16 26v-8L8 9m8 9 8-9' fill='none' stroke='%23fff' \
                    stroke-width='3' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E";

/// What the shell needs to know about a page.
pub(super) struct Page<'p> {
    /// Its title, unescaped.
    pub(super) title: &'p str,
    /// What stands under the title, as HTML.
    pub(super) lead: &'p str,
    /// Its body, as HTML.
    pub(super) body: &'p str,
    /// What stands at its end, as HTML.
    pub(super) foot: &'p str,
    /// The language of its words.
    pub(super) lang: Lang,
}

impl Page<'_> {
    /// Appends the whole page. Nothing may be loaded or run: the style is allowed by its hash, the icon is in the page.
    pub(super) fn write(&self, out: &mut String) {
        let lang = self.lang.pick("zh-CN", "en");
        let hash = base64(&Sha256::digest(STYLE.as_bytes()));
        out.push_str("<!DOCTYPE html>\n<html lang=\"");
        out.push_str(lang);
        out.push_str(
            "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"",
        );
        out.push_str(
            "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src 'sha256-",
        );
        out.push_str(&hash);
        out.push_str("'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\n");
        out.push_str("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        out.push_str("<title>");
        escape(self.title, out);
        out.push_str("</title>\n<link rel=\"icon\" href=\"");
        out.push_str(ICON);
        out.push_str("\">\n<style>");
        out.push_str(STYLE);
        out.push_str("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">");
        out.push_str(self.lang.pick("跳到内容", "skip to content"));
        out.push_str("</a>\n<header>\n<h1>");
        out.push_str(&escaped(self.title));
        out.push_str("</h1>\n");
        out.push_str(self.lead);
        out.push_str("</header>\n<main id=\"main\">\n");
        out.push_str(self.body);
        out.push_str("</main>\n<footer>\n");
        out.push_str(self.foot);
        out.push_str("</footer>\n</body>\n</html>\n");
    }
}

/// Base 64 with padding (RFC 4648, section 4), as a policy wants its hashes.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = (0..3).fold(0u32, |word, place| word << 8 | u32::from(*chunk.get(place).unwrap_or(&0)));
        for place in 0..4 {
            let digit = DIGITS[(word >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn the_examples_of_the_standard() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
