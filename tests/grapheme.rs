//! Cutting, measuring and underlining text as a person sees it.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use fenliu::text::{Span, columns, cut, snap};
use proptest::prelude::{any, proptest};
use proptest::{prop_assert, prop_assert_eq};
use unicode_segmentation::UnicodeSegmentation;

#[test]
fn columns_are_those_of_a_terminal() {
    for (text, expected) in
        [("", 0), ("app", 3), ("退款", 4), ("，", 2), ("e\u{301}", 1), ("👨‍👩‍👧", 2), ("卡\u{200B}死", 4)]
    {
        assert_eq!(columns(text), expected, "{text}");
    }
}

#[test]
fn a_cut_never_splits_what_looks_like_one_character() {
    for (text, max, expected) in [
        ("退款失败", 4, "退款"),
        ("退款失败", 5, "退款"),
        ("退款失败", 99, "退款失败"),
        ("退款", 0, ""),
        ("a👨‍👩‍👧b", 2, "a"),
        ("a👨‍👩‍👧b", 3, "a👨‍👩‍👧"),
        ("e\u{301}e\u{301}", 1, "e\u{301}"),
    ] {
        assert_eq!(cut(text, max), expected, "{text} {max}");
    }
}

#[test]
fn an_underline_goes_out_to_whole_characters() {
    let family = "退👨‍👩‍👧款";
    assert_eq!(snap(family, Span::new(3, 7)), Span::new(3, 3 + "👨‍👩‍👧".len()));
    assert_eq!(snap(family, Span::new(10, 14)), Span::new(3, 3 + "👨‍👩‍👧".len()));
    assert_eq!(snap(family, Span::new(0, 3)), Span::new(0, 3));
    assert_eq!(snap("死\u{336}了", Span::new(0, 3)), Span::new(0, 5));
    assert_eq!(snap("卡死\u{200B}了", Span::new(0, 6)), Span::new(0, 6));
    assert_eq!(snap("退款", Span::new(1, 2)), Span::new(0, 3));
    assert_eq!(snap("退款", Span::new(3, 99)), Span::new(3, 6));
}

proptest! {
    #[test]
    fn ends_are_grapheme_edges(text in any::<String>(), a in 0usize..60, b in 0usize..60) {
        let edges: Vec<usize> =
            text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        let (start, end) = (a.min(b).min(text.len()), a.max(b).min(text.len()));
        let snapped = snap(&text, Span::new(start, end));
        prop_assert_eq!(Some(&snapped.start), edges.iter().rfind(|&&edge| edge <= start));
        prop_assert_eq!(Some(&snapped.end), edges.iter().find(|&&edge| edge >= end));
        let short = cut(&text, a);
        prop_assert!(edges.contains(&short.len()) && columns(short) <= a);
    }
}
