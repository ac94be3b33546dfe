//! Links, mail addresses and network addresses.

use crate::detect::evidence::Claim;
use crate::detect::finding::{Identifier, What};
use crate::detect::reading::{Firsts, Text};

/// No link or address is followed farther than this.
const LONGEST: usize = 2048;

/// What a link or an address begins with.
pub(in crate::detect) static ADDRESS: Firsts = Firsts::each("").and_alphanumeric();

/// The link, mail address or network address that starts at `at`.
pub(in crate::detect) fn address(text: Text<'_>, at: usize) -> Option<Claim> {
    let first = text.byte(at);
    if !first.is_ascii_alphanumeric() || text.byte_before(at).is_ascii_alphanumeric() {
        return None;
    }
    url(text, at).or_else(|| email(text, at)).or_else(|| ip(text, at))
}

fn url(text: Text<'_>, at: usize) -> Option<Claim> {
    let start = text.any(at, &["https://", "http://", "ftp://", "www."])?;
    let limit = text.len().min(at + LONGEST);
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    let mut end = (start..limit).find(|&i| !allowed(text.byte(i))).unwrap_or(limit);
    while end > start && b".,;:!?)'".contains(&text.byte(end - 1)) {
        end -= 1;
    }
    (end > start).then(|| named(at, end, Identifier::Url))
}

fn email(text: Text<'_>, at: usize) -> Option<Claim> {
    if matches!(text.byte_before(at), b'.' | b'_' | b'-' | b'+') {
        return None;
    }
    let part = |from: usize, more: &[u8]| {
        let limit = text.len().min(from + 64);
        (from..limit)
            .find(|&i| !text.byte(i).is_ascii_alphanumeric() && !more.contains(&text.byte(i)))
            .unwrap_or(limit)
    };
    let sign = part(at, b"._-+");
    if text.byte(sign) != b'@' {
        return None;
    }
    let mut end = part(sign + 1, b".-");
    while end > sign && b".-".contains(&text.byte(end - 1)) {
        end -= 1;
    }
    text.bytes().get(sign + 1..end)?.contains(&b'.').then(|| named(at, end, Identifier::Email))
}

/// `127.0.0.1:8080`: claimed without a finding.
fn ip(text: Text<'_>, at: usize) -> Option<Claim> {
    let mut end = at;
    for part in 0..4 {
        let start = if part == 0 { at } else { text.eat(end, ".")? };
        end = text.digits(start, 4);
        text.str().get(start..end)?.parse::<u8>().ok()?;
    }
    let runs_on =
        text.byte(end) == b'.' && text.byte(end + 1).is_ascii_digit() || text.byte(end).is_ascii_digit();
    if runs_on || text.byte_before(at) == b'v' {
        return None;
    }
    if text.byte(end) == b':' && text.byte(end + 1).is_ascii_digit() {
        end = text.digits(end + 1, 6);
    }
    Some((at..end, None))
}

/// The claim of an identifier.
pub(super) fn named(at: usize, end: usize, identifier: Identifier) -> Claim {
    (at..end, Some(What::Identifier(identifier)))
}
