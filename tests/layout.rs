//! The layout of pack files: what it does to a file, that doing it twice changes nothing, and that values stay.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::path::Path;

use fenliu::lexicon::Lexicon;
use fenliu::review::format;
use proptest::prelude::{Strategy, any, prop, proptest};
use proptest::{prop_assert, prop_assert_eq, prop_oneof};

#[test]
fn a_file_is_laid_out() {
    let before = "\u{feff}\n\n# 头\r\nname='支付'   # 名字\norder  =   [ 'a',\"b\" , ]\n\n\n\n# 一条\n\n[[term]]   # 表\n  text = \"退款\"\n\
                  variants = [\"一二三四五六七八九十一二三四五六七八九十\", \"一二三四五六七八九十一二三四五六七八九十\", \
                  \"一二三四五六七八九十一二三四五六七八九十\"] # 很长\n   # 中间\nhits=[\n\"甲\", # 第一句\n  # 单独一行\n\"乙\"\n]\n\
                  codes = [{code=\"1\",do = \"x\"},{ code=\"2\" , do=\"y\"}]\n[session]\ngap =  3\n# 尾\n\n\n";
    let after = "# 头\nname  = \"支付\"  # 名字\norder = [\"a\", \"b\"]\n\n# 一条\n\n[[term]]  # 表\ntext     = \"退款\"\n\
                 variants = [\n    \"一二三四五六七八九十一二三四五六七八九十\", \"一二三四五六七八九十一二三四五六七八九十\",\n    \
                 \"一二三四五六七八九十一二三四五六七八九十\",\n]  # 很长\n# 中间\nhits     = [\n    \"甲\",  # 第一句\n    # 单独一行\n    \
                 \"乙\",\n]\ncodes    = [\n    { code = \"1\", do = \"x\" },\n    { code = \"2\", do = \"y\" },\n]\n\n[session]\n\
                 gap = 3\n# 尾\n";
    let got = format(before).unwrap();
    assert_eq!(got, after, "{got}");
    assert_eq!(format(after).unwrap(), after);
}

#[test]
fn what_is_no_toml_is_left_alone() {
    for text in ["a = ", "[", "a = 1\na = 2\n", "\u{0}"] {
        assert!(format(text).is_err(), "{text:?}");
    }
    assert!(format("a = 1\nb = \"\n").unwrap_err().starts_with("line 2: "));
}

/// Comments stay, every one of them, and in order.
fn comments(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.split_once('#'));
    lines.map(|(_, comment)| comment.trim().to_owned()).collect()
}

#[test]
fn the_builtin_pack_keeps_its_values_and_comments() {
    for source in Lexicon::builtin_sources() {
        let tidy = format(&source.text).unwrap();
        let (one, other): (toml::Table, toml::Table) =
            (toml::from_str(&source.text).unwrap(), toml::from_str(&tidy).unwrap());
        assert_eq!(one, other);
        assert_eq!(comments(&source.text), comments(&tidy));
        assert_eq!(format(&tidy).unwrap(), tidy, "{}", source.name);
    }
}

#[test]
fn the_builtin_pack_is_laid_out() {
    for source in Lexicon::builtin_sources() {
        assert!(format(&source.text).unwrap() == source.text, "{}: fenliu lexicon fmt", source.name);
    }
}

#[test]
fn the_new_packs_are_laid_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/lexicon/template");
    let mut count = 0;
    for kind in ["extending", "whole"] {
        for entry in std::fs::read_dir(folder.join(kind)).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            assert_eq!(format(&text).unwrap(), text);
            count += 1;
        }
    }
    assert!(count > 5);
}

/// Spaces, line ends and comments between the parts of a file.
fn gap() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "\n",
        "\n\n",
        "\n\n\n",
        " # 注\n",
        "\n# 一行\n",
        "\n# 一行\n\n# 两行\n",
        "\r\n",
    ])
}

fn string() -> impl Strategy<Value = String> {
    prop_oneof![
        "[甲乙a…(|)]{0,30}".prop_map(|text| format!("\"{text}\"")),
        "[甲乙a\\\\\"]{0,5}".prop_map(|text| format!("'{text}'")),
        "[甲乙a#]{0,9}".prop_map(|text| format!("\"\"\"{text}\n{text}\"\"\"")),
        any::<bool>().prop_map(|value| value.to_string()),
        (0..99u8).prop_map(|number| number.to_string()),
    ]
}

fn value() -> impl Strategy<Value = String> {
    let items = prop::collection::vec(
        (string(), prop::sample::select(vec!["", " ", "\n", " # 项\n", "\n# 项\n  "])),
        0..12,
    );
    prop_oneof![
        string(),
        items.prop_map(|items| {
            let items: Vec<String> = items.into_iter().map(|(item, gap)| format!("{gap}{item}")).collect();
            format!("[{}]", items.join(","))
        }),
        string().prop_map(|value| format!("{{a={value},b= {value} }}")),
        prop::collection::vec(string(), 1..4).prop_map(|values| {
            let tables: Vec<String> = values.iter().map(|value| format!("{{ code ={value}}}")).collect();
            format!("[{}]", tables.join(" ,"))
        }),
    ]
}

fn file() -> impl Strategy<Value = String> {
    let keys = |prefix: &'static str| {
        prop::collection::vec((value(), gap()), 0..5).prop_map(move |pairs| {
            let pairs = pairs.into_iter().enumerate();
            pairs
                .map(|(place, (value, gap))| format!("{prefix}{}=  {value}{gap}", "k".repeat(place + 1)))
                .collect::<String>()
        })
    };
    let tables =
        prop::collection::vec((prop::sample::select(vec!["[[term]]", "[[cue]]"]), gap(), keys("  ")), 0..5);
    (gap(), keys(""), tables).prop_map(|(head, keys, tables)| {
        let tables: String =
            tables.into_iter().map(|(header, gap, keys)| format!("{header}{gap}{keys}")).collect();
        format!("{head}{keys}{tables}")
    })
}

proptest! {
    #[test]
    fn laying_out_twice_is_laying_out_once(text in file()) {
        let tidy = format(&text).unwrap();
        prop_assert_eq!(&format(&tidy).unwrap(), &tidy);
        let (one, other): (toml::Table, toml::Table) =
            (toml::from_str(&text.replace("\r\n", "\n")).unwrap(), toml::from_str(&tidy).unwrap());
        prop_assert_eq!(one, other);
        prop_assert_eq!(text.matches("# ").count(), tidy.matches("# ").count());
        prop_assert!(!tidy.contains("\n\n\n") && !tidy.contains(" \n") && tidy.ends_with('\n'));
    }

    #[test]
    fn nothing_makes_it_fall_over(text in ".{0,200}") {
        let _ = format(&text);
    }
}
