//! The fold: cases from `text/fold.txt`, an oracle, and the laws that every text obeys.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::borrow::Cow;

use fenliu::text::{Message, Span, fold};
use proptest::prelude::{Strategy, any, prop, proptest};
use proptest::{prop_assert, prop_assert_eq, prop_oneof};
use unicode_normalization::UnicodeNormalization;

/// Text with `U+XXXX` spelt out: the digits are as many as are hexadecimal capitals, at most five.
fn spelt(text: &str) -> String {
    let mut out = String::new();
    for (i, part) in text.split("U+").enumerate() {
        let digits = part.chars().take(5).take_while(char::is_ascii_hexdigit).count() * usize::from(i > 0);
        if i > 0 {
            out.push(char::from_u32(u32::from_str_radix(&part[..digits], 16).unwrap()).unwrap());
        }
        out.push_str(&part[digits..]);
    }
    out
}

#[test]
fn cases() {
    let mut seen = 0;
    for line in include_str!("text/fold.txt").lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(" | ").collect();
        let [written, folded, why] = fields[..] else { panic!("{line}") };
        assert_eq!(fold(&spelt(written)), spelt(folded), "{why}");
        seen += 1;
    }
    assert!(seen > 40);
}

#[test]
fn canonical_text_is_borrowed() {
    for text in ["", "付款失败，提示 error 400！", "一行\n两行\r\n\t三", "abcdefghijklmnop 123", "👌𠮷"]
    {
        assert!(matches!(fold(text), Cow::Borrowed(_)), "{text}");
    }
    assert!(matches!(fold("付款失敗"), Cow::Owned(_)));
}

#[test]
fn every_character_folds_once_and_for_all() {
    for c in '\0'..=char::MAX {
        let once = fold(c.encode_utf8(&mut [0; 4])).into_owned();
        assert_eq!(fold(&once), once, "{c:?}");
        assert!(once.chars().count() <= 12, "{c:?} becomes {once}");
    }
}

#[test]
fn position_in_a_word_of_eight_does_not_matter() {
    for c in (0..128u8).map(char::from) {
        let alone = fold(&c.to_string()).into_owned();
        for before in 0..9 {
            let text = format!("{}{c}{}", "x".repeat(before), "y".repeat(16));
            let expected = format!("{}{alone}{}", "x".repeat(before), "y".repeat(16));
            assert_eq!(fold(&text), expected);
        }
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}')
        && !matches!(c, '\u{2F800}'..='\u{2FA1F}')
}

#[test]
fn han_stays_han_and_nothing_written_in_ascii_becomes_han() {
    for c in ('\0'..=char::MAX).filter(|&c| is_han(c)) {
        let folded = fold(c.encode_utf8(&mut [0; 4])).into_owned();
        assert!(folded.chars().count() == 1 && folded.chars().all(is_han), "{c} becomes {folded}");
    }
    for c in ('\0'..='\x7F').filter(|c| !c.is_control()) {
        assert_eq!(fold(&c.to_string()), c.to_ascii_lowercase().to_string());
    }
}

/// NFKC and lower case, character by character: the oracle.
fn normal(c: char) -> String {
    std::iter::once(c).nfkc().flat_map(char::to_lowercase).collect()
}

#[test]
fn the_oracle_agrees_on_letters_and_digits() {
    let classes = [
        '\u{FF10}'..='\u{FF19}',   // full-width digits
        '\u{FF21}'..='\u{FF3A}',   // and letters
        '\u{FF41}'..='\u{FF5A}',   // and small ones
        '\u{2460}'..='\u{2473}',   // circled numbers
        '\u{24B6}'..='\u{24E9}',   // circled letters
        '\u{2070}'..='\u{2079}',   // superscript digits
        '\u{2080}'..='\u{2089}',   // subscript digits
        '\u{2160}'..='\u{217F}',   // Roman numerals
        '\u{3380}'..='\u{33DF}',   // squared units
        '\u{FB00}'..='\u{FB04}',   // ligatures
        '\u{1D400}'..='\u{1D7FF}', // mathematical letters and digits
        '\u{1F130}'..='\u{1F14F}', // squared letters
        '\u{1FBF0}'..='\u{1FBF9}', // seven-segment digits
    ];
    let mut seen = 0;
    for c in classes.into_iter().flatten() {
        let expected = normal(c);
        if expected.chars().eq([c]) {
            continue; // not assigned, or no decomposition
        }
        let folded = fold(c.encode_utf8(&mut [0; 4])).into_owned();
        if expected.is_ascii() {
            assert_eq!(folded, expected, "{c}");
        } else {
            // Greek final sigma, micro sign and the like fold further; both sides do.
            assert_eq!(folded, fold(&expected), "{c}");
        }
        seen += 1;
    }
    assert!(seen > 1200, "{seen}");
}

#[test]
fn the_oracle_agrees_on_compatibility_ideographs_and_radicals() {
    let classes = ['\u{F900}'..='\u{FAFF}', '\u{2F800}'..='\u{2FA1F}', '\u{2F00}'..='\u{2FD5}'];
    let mut seen = 0;
    for c in classes.into_iter().flatten() {
        let expected = normal(c);
        if !expected.chars().eq([c]) {
            let folded = fold(c.encode_utf8(&mut [0; 4])).into_owned();
            assert_eq!(folded, fold(&expected), "{c}");
            assert!(folded.chars().all(is_han), "{c}");
            seen += 1;
        }
    }
    assert!(seen > 1100, "{seen}");
}

fn quote<'m>(message: &Message<'m>, wanted: &str) -> &'m str {
    let at = message.folded().find(wanted).unwrap();
    message.quote(message.span(at..at + wanted.len()))
}

#[test]
fn an_expansion_of_equal_length_is_still_one_character() {
    let message = Message::new("请打℡找我");
    assert_eq!(message.folded(), "请打tel找我");
    for part in ["t", "e", "l", "te", "el", "tel"] {
        assert_eq!(quote(&message, part), "℡", "{part}");
    }
    assert_eq!(quote(&message, "l找"), "℡找");
    assert_eq!(quote(&message, "打t"), "打℡");
}

#[test]
fn what_was_dropped_beside_a_hit_stays_outside() {
    for written in
        ["卡死\u{200B}了", "\u{200B}\u{200B}卡死", "a\u{200B}卡死\u{200B}", "\u{FEFF}卡死了\u{200B}"]
    {
        assert_eq!(quote(&Message::new(written), "卡死"), "卡死", "{written:?}");
    }
    assert_eq!(quote(&Message::new("卡\u{200B}死了"), "卡死"), "卡\u{200B}死");
    assert_eq!(quote(&Message::new("㎡卡死\u{200B}了"), "卡死"), "卡死");
    assert_eq!(quote(&Message::new("Ａ\u{200B}卡死"), "a"), "Ａ");
}

#[test]
fn a_range_that_cuts_an_expansion_covers_it() {
    let message = Message::new("㎡卡死");
    assert_eq!(message.folded(), "m2卡死");
    assert_eq!(message.span(0..1), Span::new(0, 3));
    assert_eq!(message.span(1..2), Span::new(0, 3));
    assert_eq!(message.span(1..5), Span::new(0, 6));
    assert_eq!(message.span(2..8), Span::new(3, 9));
}

#[test]
fn characters_of_other_lengths_keep_their_places() {
    let message = Message::new("ＡＰＰ𝒷卡ⓓ死");
    assert_eq!(message.folded(), "appb卡d死");
    assert_eq!(quote(&message, "pp"), "ＰＰ");
    assert_eq!(quote(&message, "b"), "𝒷");
    assert_eq!(quote(&message, "d死"), "ⓓ死");
}

/// Characters that the fold treats in every way it knows.
fn text() -> impl Strategy<Value = String> {
    let known = "卡死了退款帳號賬薴İﾞ㎡℡½⒦⑸Ａｂ１，。！ \t\n\r-.aZ9é𝒷🅱😀\u{200B}\u{FE0F}\u{E0041}\u{301}\u{202E}𠮷㗿㎢㍿㋿";
    let known: Vec<char> = known.chars().collect();
    let one = prop_oneof![8 => prop::sample::select(known), 1 => any::<char>()];
    prop::collection::vec(one, 0..40).prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(text in text()) {
        let once = fold(&text).into_owned();
        prop_assert_eq!(fold(&once), once.as_str());
        prop_assert!(matches!(fold(&once), Cow::Borrowed(_)));
    }

    #[test]
    fn a_text_folds_as_its_characters_do(text in text()) {
        let apart: String = text.chars().map(|c| fold(&c.to_string()).into_owned()).collect();
        prop_assert_eq!(fold(&text), apart);
    }

    #[test]
    fn every_range_has_its_place(text in text()) {
        let message = Message::new(&text);
        let folded = message.folded().to_owned();
        let bounds: Vec<usize> = (0..=folded.len()).filter(|&i| folded.is_char_boundary(i)).collect();
        // The written characters, each with the folded range it became: the slow truth to compare with.
        let mut at = 0;
        let written: Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> = text
            .char_indices()
            .map(|(i, c)| {
                let from = at;
                at += fold(&c.to_string()).len();
                (i..i + c.len_utf8(), from..at)
            })
            .collect();
        for (i, &start) in bounds.iter().enumerate() {
            for &end in &bounds[i + 1..] {
                let span = message.span(start..end);
                let mut touched = written.iter().filter(|(_, f)| f.start < end && start < f.end);
                let first = touched.next().unwrap();
                let last = touched.next_back().unwrap_or(first);
                prop_assert_eq!(span, Span::new(first.0.start, last.0.end));
                let quote = fold(message.quote(span)).into_owned();
                prop_assert!(quote.contains(&folded[start..end]));
                if first.1.start == start && last.1.end == end {
                    prop_assert_eq!(quote, &folded[start..end]);
                }
            }
        }
    }
}
