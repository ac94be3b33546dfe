//! The codes of the built-in pack: what is known of a code in a message, and where nothing may be said.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::detect::{What, extract};
use fenliu::lexicon::Lexicon;
use toml::de::DeTable;

#[test]
fn codes_mean_what_the_cases_say() {
    let lexicon = Lexicon::builtin();
    let clock = Clock { now: parse_moment("2026-11-24T19:30").unwrap(), source: ClockSource::Option };
    let source = std::fs::read_to_string("tests/known_codes.toml").unwrap();
    let file = DeTable::parse(&source).unwrap().into_inner();
    let mut wrong = Vec::new();
    for case in file.get("case").unwrap().get_ref().as_array().unwrap() {
        let case = case.get_ref();
        let message = case.get("message").unwrap().get_ref().as_str().unwrap();
        let wanted = case.get("known").unwrap().get_ref().as_array().unwrap();
        let wanted: Vec<&str> = wanted.iter().map(|row| row.get_ref().as_str().unwrap()).collect();
        let found: Vec<String> = extract(&lexicon.codes, message, clock)
            .findings
            .iter()
            .filter_map(|finding| match &finding.what {
                What::Code(code) => {
                    let means = code.known.map_or("-", |known| known.means.as_str());
                    Some(format!("{} {} {means}", code.family.as_deref().unwrap_or("-"), code.code))
                }
                _ => None,
            })
            .collect();
        if found.len() != wanted.len()
            || !found.iter().zip(&wanted).all(|(found, wanted)| found.starts_with(wanted))
        {
            wrong.push(format!("{message}\n  wanted {wanted:?}\n  found  {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_book_is_worth_reading() {
    let codes = Lexicon::builtin_codes();
    assert_eq!(codes, Lexicon::builtin().codes);
    let all: Vec<_> = codes.families().iter().flat_map(|family| &family.codes).collect();
    assert!((200..=400).contains(&all.len()), "{} codes", all.len());
    for code in all {
        let short = |text: &str| text.chars().count() <= 30 && !text.ends_with('。');
        assert!(short(&code.means) && short(&code.remedy), "{code:?}");
    }
}
