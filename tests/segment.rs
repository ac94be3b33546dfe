//! The veto: which hits cut a word, and that the dictionary is loaded only when one might.

#![allow(clippy::unwrap_used, reason = "a test may")]

use fenliu::text::Segmenter;

/// Terms of an imagined pack. 卡死 is not among them: it would be a `whole_words` term, which is not added.
const TERMS: [&str; 11] =
    ["被盗", "封号", "不满意", "客服", "开不了", "发票", "打不开", "态度差", "没到账", "闪退", "扣款"];

fn segmenter() -> Segmenter {
    Segmenter::new(TERMS.map(String::from))
}

fn hit(text: &str, term: &str) -> std::ops::Range<usize> {
    let at = text.find(term).unwrap();
    at..at + term.len()
}

#[test]
fn a_word_that_partly_overlaps_a_hit_crosses_it() {
    let segmenter = segmenter();
    let cases = [
        ("这本书被盗版了", "被盗", "盗版"),
        ("信封号码写错了", "封号", "信封"),
        ("专门对客服务的窗口", "客服", "服务"),
        ("开卡死活办不下来", "卡死", "死活"),
    ];
    for (text, term, word) in cases {
        let crossing = segmenter.crossing(text, hit(text, term));
        assert_eq!(crossing.map(|range| &text[range]), Some(word), "{text}");
    }
}

#[test]
fn a_term_that_is_added_may_win_over_the_word_it_cuts() {
    // 不满意 | 见 is likelier than 不满 | 意见 once 不满意 is frequent: such a term wants a guard or `whole_words`.
    let text = "收集不满意见的窗口";
    assert_eq!(segmenter().crossing(text, hit(text, "不满意")), None);
    let bare = Segmenter::new([]);
    assert_eq!(bare.crossing(text, hit(text, "不满意")).map(|range| &text[range]), Some("意见"));
    assert!(!bare.on_edges(text, hit(text, "不满意")));
}

#[test]
fn true_hits_are_not_crossed() {
    let segmenter = segmenter();
    let cases = [
        ("我的号被盗了", "被盗"),
        ("突然给我封号", "封号"),
        ("很不满意", "不满意"),
        ("开不了发票", "开不了"),
        ("开不了发票", "发票"),
        ("叫客服来", "客服"),
        ("页面卡死在登录", "卡死"),
        ("链接打不开怎么办", "打不开"),
        ("这服务员态度差得很", "态度差"),
        ("钱一直没到账户", "没到账"),
        ("一进app闪退", "闪退"),
    ];
    for (text, term) in cases {
        let crossing = segmenter.crossing(text, hit(text, term));
        assert_eq!(crossing.map(|range| &text[range]), None, "{text}");
    }
}

#[test]
fn a_longer_word_round_the_hit_does_not_cross_it() {
    let segmenter = Segmenter::new(vec!["满意".to_owned(), "不满意".to_owned()]);
    assert_eq!(segmenter.crossing("很不满意", hit("很不满意", "满意")), None);
}

#[test]
fn pack_terms_are_no_dictionary_words() {
    // Both are terms: the one that is cut out does not veto the other.
    let segmenter = Segmenter::new(vec!["封号".to_owned(), "号码".to_owned()]);
    let text = "刚封号码也没了";
    assert_eq!(segmenter.crossing(text, hit(text, "封号")), None);
}

#[test]
fn whole_words_end_where_words_end() {
    let segmenter = Segmenter::new(vec!["被盗".to_owned()]);
    for (text, term, expected) in [
        ("付款页面卡死了", "卡死", true),
        ("开卡死活办不下来", "卡死", false),
        ("信封号码写错了", "封号", false),
        ("xapp闪退", "app", false),
        ("x app闪退", "app", true),
        ("报错 4001", "400", false),
        ("v2闪退", "v", true),
        ("卡死", "卡死", true),
        ("，卡死。", "卡死", true),
    ] {
        assert_eq!(segmenter.on_edges(text, hit(text, term)), expected, "{text}");
    }
}

#[test]
fn the_dictionary_is_loaded_only_when_a_word_might_cross() {
    let segmenter = segmenter();
    let free = [("卡死", "卡死"), ("，卡死！", "卡死"), ("app 闪退 ", "闪退"), ("我卡死嘞", "卡死")];
    for (text, term) in free {
        assert_eq!(segmenter.crossing(text, hit(text, term)), None);
        assert!(!segmenter.loaded(), "{text}");
    }
    for (text, term) in free {
        assert!(segmenter.on_edges(text, hit(text, term)), "{text}");
    }
    let segmenter = self::segmenter();
    assert!(segmenter.crossing("开卡死活办不下来", 3..9).is_some());
    assert!(segmenter.loaded());
}

#[test]
fn words_leave_no_gap() {
    let segmenter = segmenter();
    for text in ["", "今天退款还没到账，app v2.1 打不开！\n\t👨‍👩‍👧 𠮷野家 〇", "\u{200B}a\u{301}"]
    {
        let words = segmenter.words(text);
        let mut at = 0;
        for word in words {
            assert_eq!(word.start, at);
            assert!(word.end > word.start);
            at = word.end;
        }
        assert_eq!(at, text.len(), "{text}");
    }
    let text = "退款还没到账";
    let words: Vec<&str> = segmenter.words(text).into_iter().map(|word| &text[word]).collect();
    assert_eq!(words, ["退款", "还", "没到账"]);
}

#[test]
fn places_that_are_none_are_no_hits() {
    let segmenter = segmenter();
    #[allow(clippy::reversed_empty_ranges, reason = "whatever is asked, no panic")]
    for range in [0..0, 1..2, 0..99, 6..3, 99..100] {
        assert_eq!(segmenter.crossing("卡死活", range.clone()), None);
        assert!(segmenter.on_edges("卡死活", range));
    }
}
