//! Joins the codes of a message with what the pack knows about them.

use super::evidence::Known;
use super::finding::{Code, What};
use super::reading::Text;
use crate::lexicon::{CodeBook, Family, KnownCode};

/// A system is looked for so many characters before a code and, if none is named there, behind it.
const BEFORE: usize = 24;
const BEHIND: usize = 16;

/// Gives every code its meaning, where it is known whose code it is.
///
/// Whose it is says the word before its cue (`wx-pay error 400`), else the nearest name of a system in the same sentence
/// that has such a code, else the code itself, if it has letters.
pub(super) fn look_up<'t>(codes: &'t CodeBook, text: Text<'_>, claims: &mut [Known<'t>]) {
    for (range, what) in claims {
        let Some(What::Code(code)) = what else { continue };
        match code.family.as_deref().and_then(|word| codes.family(word)) {
            Some(family) => code.known = find(codes, family, &code.code),
            None => nearby(codes, text, range.start, range.end, code),
        }
    }
}

fn nearby<'t>(codes: &'t CodeBook, text: Text<'_>, start: usize, end: usize, code: &mut Code<'t>) {
    let before = sentence_before(text, start);
    let behind = sentence_behind(text, end);
    let mut best: Option<(usize, &'t Family, &'t KnownCode)> = None;
    for family in codes.families() {
        let Some(known) = find(codes, family, &code.code) else { continue };
        let near = family.aliases.iter().filter_map(|alias| distance(before, behind, alias)).min();
        if let Some(near) = near.filter(|near| best.is_none_or(|(nearest, ..)| *near < nearest)) {
            best = Some((near, family, known));
        }
    }
    match best {
        Some((_, family, known)) => {
            code.known = Some(known);
            code.family.get_or_insert_with(|| family.id.clone().into());
        }
        None => code.known = codes.undisputed(&code.code).or_else(|| codes.undisputed(last_part(&code.code))),
    }
}

fn find<'t>(codes: &'t CodeBook, family: &Family, code: &str) -> Option<&'t KnownCode> {
    codes.of(family, code).or_else(|| codes.of(family, last_part(code)))
}

/// `SocketException` of `java.net.SocketException`; other namespaces are part of the code.
fn last_part(code: &str) -> &str {
    match code.rsplit_once('.') {
        Some((_, class)) if class.ends_with("Exception") || class.ends_with("Error") => class,
        _ => code,
    }
}

/// How far a name stands from the code; any place before it is nearer than one behind.
fn distance(before: &str, behind: &str, alias: &str) -> Option<usize> {
    let left = before.rmatch_indices(alias).find(|(at, _)| whole(before, *at, alias));
    let right = behind.match_indices(alias).find(|(at, _)| whole(behind, *at, alias));
    // Of two names that end alike, the longer one says more: 微信支付 before 支付.
    let left =
        left.map(|(at, _)| (before.len() - at - alias.len()) * 64 + 63_usize.saturating_sub(alias.len()));
    left.or_else(|| right.map(|(at, _)| (before.len() + at + 1) * 64 + 64 * 128))
}

/// A name in letters is no part of a longer word.
fn whole(text: &str, at: usize, alias: &str) -> bool {
    let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    let starts =
        !alias.starts_with(|c: char| c.is_ascii()) || !letter(at.checked_sub(1).and_then(|at| bytes.get(at)));
    starts && (!alias.ends_with(|c: char| c.is_ascii()) || !letter(bytes.get(at + alias.len())))
}

fn ends(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | ';' | '\n')
}

fn sentence_before<'a>(text: Text<'a>, end: usize) -> &'a str {
    let all = text.str().get(..end).unwrap_or_default();
    let from = all.char_indices().rev().take(BEFORE).take_while(|(_, c)| !ends(*c)).last();
    from.and_then(|(at, _)| all.get(at..)).unwrap_or_default()
}

fn sentence_behind<'a>(text: Text<'a>, start: usize) -> &'a str {
    let all = text.str().get(start..).unwrap_or_default();
    let to = all.char_indices().take(BEHIND).take_while(|(_, c)| !ends(*c)).last();
    to.and_then(|(at, c)| all.get(..at + c.len_utf8())).unwrap_or_default()
}
