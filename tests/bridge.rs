//! The matching view: cases from `text/bridge.txt`, and the laws of its way back.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::ops::Range;

use fenliu::text::{Bridged, is_han};
use proptest::prelude::{Strategy, any, prop, proptest};
use proptest::{prop_assert, prop_assert_eq, prop_oneof};

fn spelt(text: &str) -> String {
    let mut parts = text.split("U+");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (hex, rest) = part.split_at(4);
        out.push(char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}

#[test]
fn cases() {
    let mut seen = 0;
    for line in include_str!("text/bridge.txt").lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(" | ").collect();
        let [folded, bridged, why] = fields[..] else { panic!("{line}") };
        let (folded, expected) = (spelt(folded), spelt(bridged));
        let bridged = Bridged::new(&folded);
        assert_eq!(bridged.text(), expected, "{why}");
        assert_eq!(bridged.is_unchanged(), folded == expected, "{why}");
        seen += 1;
    }
    assert!(seen > 25);
}

fn folded<'f>(text: &'f str, wanted: &str) -> &'f str {
    let bridged = Bridged::new(text);
    let at = bridged.text().find(wanted).unwrap();
    &text[bridged.folded(at..at + wanted.len())]
}

#[test]
fn the_way_back_is_exact() {
    assert_eq!(folded("我要退 款.了", "退款"), "退 款");
    assert_eq!(folded("我要 退款 了", "退款"), "退款");
    assert_eq!(folded("卡卡卡卡死", "卡"), "卡卡卡卡");
    assert_eq!(folded("卡 卡.卡死了", "卡死"), "卡 卡.卡死");
    assert_eq!(folded("卡 卡.卡 死了", "死"), "死");
    assert_eq!(folded("退退退款款款", "款"), "款款款");
    assert_eq!(folded("退退退款款款", "退"), "退退退");
}

#[test]
fn gaps_are_known() {
    let bridged = Bridged::new("我 要退.款，a 退退退了");
    assert_eq!(bridged.text(), "我要退款，a 退了");
    let gaps: Vec<usize> = (0..=bridged.text().len()).filter(|&at| bridged.gap_before(at)).collect();
    assert_eq!(gaps, [3, 9]);
}

/// One bridged character and where it came from.
type Unit = (char, Range<usize>);

/// The same rules over a list of characters, slowly.
fn slow(text: &str) -> Vec<Unit> {
    let gap = |c: char| " \t.-_~*·|/+#^=😀★䷀〓".contains(c);
    let all: Vec<Unit> = text.char_indices().map(|(i, c)| (c, i..i + c.len_utf8())).collect();
    let mut kept: Vec<Unit> = Vec::new();
    let mut i = 0;
    while i < all.len() {
        let run = all[i..].iter().take_while(|(c, _)| gap(*c)).count();
        let after_han = kept.last().is_some_and(|(c, _)| is_han(*c));
        let before_han = all.get(i + run).is_some_and(|(c, _)| is_han(*c));
        if (1..=3).contains(&run) && after_han && before_han {
            i += run;
        } else {
            kept.extend_from_slice(&all[i..i + run.max(1)]);
            i += run.max(1);
        }
    }
    let mut out: Vec<Unit> = Vec::new();
    for run in kept.chunk_by(|a, b| a.0 == b.0) {
        if run.len() >= 3 && is_han(run[0].0) {
            out.push((run[0].0, run[0].1.start..run[run.len() - 1].1.end));
        } else {
            out.extend_from_slice(run);
        }
    }
    out
}

fn text() -> impl Strategy<Value = String> {
    let known: Vec<char> = "退退退款卡一㐀 \t.-~*·😀★䷀，！。〓\na1𠮷〇".chars().collect();
    prop::collection::vec(prop::sample::select(known), 0..30).prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #[test]
    fn every_range_has_its_place(text in text()) {
        let bridged = Bridged::new(&text);
        let units = slow(&text);
        prop_assert_eq!(bridged.text(), units.iter().map(|(c, _)| c).collect::<String>());
        let mut bounds = vec![0];
        bounds.extend(bridged.text().char_indices().map(|(i, c)| i + c.len_utf8()));
        for start in 0..units.len() {
            for end in start + 1..=units.len() {
                let expected = units[start].1.start..units[end - 1].1.end;
                prop_assert_eq!(bridged.folded(bounds[start]..bounds[end]), expected);
            }
            let hole = start > 0 && units[start - 1].1.end < units[start].1.start;
            prop_assert_eq!(bridged.gap_before(bounds[start]), hole);
        }
    }

    #[test]
    fn bridging_twice_is_bridging_once(text in prop_oneof![text(), any::<String>()]) {
        let once = Bridged::new(&text).text().to_owned();
        prop_assert!(Bridged::new(&once).is_unchanged());
    }
}
