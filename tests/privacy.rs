//! What tells who wrote a message is starred out in what is shown, and nothing is decided otherwise because of it.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::io::Write as _;
use std::process::{Command, Stdio};

use fenliu::render::redact::{Private, masks, redact};
use proptest::prelude::*;
use serde_json::Value;

/// The check character of an identity number, by the table of GB 11643-1999: another way than the program's.
fn identity(digits: &[u8]) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: usize = digits.iter().zip(weights).map(|(digit, weight)| usize::from(*digit) * weight).sum();
    let check = b"10X98765432"[sum % 11];
    digits.iter().map(|digit| char::from(b'0' + digit)).chain([char::from(check)]).collect()
}

/// A number of a card that checks, by trying the last digit.
fn card(digits: &[u8]) -> String {
    let passes = |last: u8| {
        let all = digits.iter().chain([&last]).rev().enumerate();
        let sum = all.map(|(place, digit)| match (place % 2, digit * 2) {
            (0, _) => u32::from(*digit),
            (_, twice) => u32::from(twice / 10 + twice % 10),
        });
        sum.sum::<u32>().is_multiple_of(10)
    };
    let last = (0..10).find(|last| passes(*last)).unwrap();
    digits.iter().chain([&last]).map(|digit| char::from(b'0' + digit)).collect()
}

/// The number with one digit put up by some.
fn one_wrong(number: &str, place: usize, by: u8) -> String {
    let mut bytes = number.as_bytes().to_vec();
    let place = place % (bytes.len() - 1);
    bytes[place] = b'0' + (bytes[place] - b'0' + by) % 10;
    String::from_utf8(bytes).unwrap()
}

fn spaced(number: &str, every: usize, between: &str) -> String {
    let parts: Vec<&str> =
        number.as_bytes().chunks(every).map(|part| std::str::from_utf8(part).unwrap()).collect();
    parts.join(between)
}

fn what(text: &str) -> Vec<Private> {
    masks(text, &[]).iter().map(|mask| mask.what).collect()
}

fn digits(count: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(0..10_u8, count)
}

proptest! {
    #[test]
    fn identities_are_known_by_their_check(mut digits in digits(17), place in 0..17_usize, by in 1..10_u8) {
        // The first digit of a region is 1 to 8; a number that begins with 0 might be a telephone's.
        digits[0] = digits[0] % 8 + 1;
        let number = identity(&digits);
        let text = format!("证件{number}，查一下");
        prop_assert_eq!(what(&text), [Private::Identity]);
        prop_assert!(!redact(&text, &[]).contains(&number[..4]));
        let wrong = one_wrong(&number, place, by);
        let kinds = what(&format!("证件{wrong}，查一下"));
        prop_assert!(!kinds.contains(&Private::Identity), "{wrong} {kinds:?}");
    }

    #[test]
    fn cards_are_known_by_their_check(digits in (15..=18_usize).prop_flat_map(digits), place in 0..18_usize, by in 1..10_u8) {
        let mut digits = digits;
        digits[0] = 6;
        let number = card(&digits);
        prop_assume!(number.len() != 18 || what(&number) != [Private::Identity]);
        for text in [number.clone(), spaced(&number, 4, " "), spaced(&number, 4, "-"), spaced(&number, 4, "\u{200b}")] {
            prop_assert_eq!(what(&text), [Private::Card], "{}", text);
            prop_assert!(!redact(&text, &[]).contains(|c: char| c.is_ascii_digit()));
        }
        let wrong = one_wrong(&number, place, by);
        prop_assert!(!what(&wrong).contains(&Private::Card));
        // A number so long is somebody's all the same.
        prop_assert!(!redact(&wrong, &[]).contains(|c: char| c.is_ascii_digit()));
    }

    #[test]
    fn telephones_are_known_however_they_are_written(second in 3..10_u8, rest in digits(9)) {
        let number: String = [1, second].iter().chain(&rest).map(|digit| char::from(b'0' + digit)).collect();
        let wide: String = number.chars().map(|c| char::from_u32(u32::from(c) - 0x30 + 0xff10).unwrap()).collect();
        let grouped = format!("{} {} {}", &number[..3], &number[3..7], &number[7..]);
        for written in [number.clone(), wide, format!("+86{number}"), format!("+86 {grouped}"), grouped.replace(' ', "."), grouped] {
            let text = format!("打{written}没人接");
            prop_assert_eq!(what(&text), [Private::Phone], "{}", text);
        }
        // A digit short of a telephone number is only a number.
        prop_assert_eq!(what(&number[..10]), []);
        prop_assert_eq!(what(&format!("12{}", &number[2..])), [Private::Number]);
    }

    #[test]
    fn nothing_written_makes_it_fall_over(text in "\\PC{0,60}") {
        let shown = redact(&text, &[]);
        prop_assert_eq!(shown.chars().count(), text.chars().count());
    }
}

#[test]
fn masking_is_linear() {
    for piece in ["1", "一", "订单号", "我叫王", "和平路1号", "@a", "1 ", "地址", "收货地址：省", "路"]
    {
        let text = piece.repeat(200_000 / piece.len());
        assert_eq!(redact(&text, &[]).chars().count(), text.chars().count(), "{piece}");
    }
}

fn run(arguments: &[&str], input: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fenliu"));
    let pipe = Stdio::piped;
    command.args(["--now", "2026-11-24T14:30", "--lang", "zh"]).args(arguments);
    let mut child = command.stdin(pipe()).stdout(pipe()).stderr(pipe()).spawn().unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A message with one of everything, and what must not be shown of it.
const MESSAGE: &str = "我叫张小明，电话13900001111，昨天付款失败，订单号XK20260001，卡号6200000000000005，发到 a.b@example.com，寄到东湖区和平路12号3单元，报错40029";
const SECRETS: [&str; 7] =
    ["张小明", "13900001111", "XK20260001", "6200000000000005", "a.b@", "example", "和平路12"];

fn hides(shown: &str) {
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

/// What stands at a span, in a unit.
fn quoted(text: &str, span: &Value, unit: &str) -> String {
    let [start, end] = [0, 1].map(|end| usize::try_from(span[end].as_u64().unwrap()).unwrap());
    match unit {
        "bytes" => text[start..end].to_owned(),
        "chars" => text.chars().skip(start).take(end - start).collect(),
        _ => {
            let units: Vec<u16> = text.encode_utf16().collect();
            String::from_utf16(&units[start..end]).unwrap()
        }
    }
}

#[test]
fn decisions_are_the_same_and_spans_quote_what_is_shown() {
    let shown_text = redact(MESSAGE, &[]);
    hides(&shown_text);
    for command in ["classify", "extract"] {
        for unit in ["bytes", "chars", "utf16"] {
            let [open, hidden] = [&[][..], &["--redact"]].map(|more| {
                let output = run(&[&[command, "--offsets", unit, "-t", MESSAGE], more].concat(), "");
                serde_json::from_str::<Value>(&output).unwrap()
            });
            hides(&hidden.to_string());
            for key in
                ["score", "need", "tier", "topics", "category", "strengths", "emergency", "desk", "evidence"]
            {
                if key != "desk" {
                    assert_eq!(open[key], hidden[key], "{key}");
                }
                assert_eq!(open[key]["id"], hidden[key]["id"], "{key}");
            }
            let [open, hidden] = [&open, &hidden].map(|decision| decision["findings"].as_array().unwrap());
            assert_eq!(open.len(), hidden.len());
            for (open, hidden) in open.iter().zip(hidden) {
                assert_eq!((&open["kind"], &open["counted"]), (&hidden["kind"], &hidden["counted"]));
                assert_eq!(quoted(&shown_text, &hidden["span"], unit), hidden["text"].as_str().unwrap());
            }
            assert!(hidden.iter().any(|finding| finding["kind"] == "code" && finding["code"] == "40029"));
        }
    }
}

#[test]
fn every_output_can_hide() {
    for arguments in [
        &["--output", "text"][..],
        &["--output", "csv"],
        &["extract", "--output", "text"],
        &["extract", "--output", "csv"],
    ] {
        let shown = run(&[arguments, &["--redact", "-t", MESSAGE]].concat(), "");
        hides(&shown);
        assert!(shown.contains('*'), "{shown}");
    }
    hides(&run(&["explain", "--redact", "--why-not", "tech", MESSAGE], ""));
    hides(&run(&["explain", "--redact", MESSAGE], "").replace("\n          ", ""));
    // A complaint may quote what stood in the wrong field.
    let wrong = r#"{"text":"a","time":"13900001111"}"#;
    assert!(run(&["-q"], wrong).contains("13900001111"));
    hides(&run(&["-q", "--redact"], wrong));
}

#[test]
fn reports_hide_unless_told_not_to() {
    let row = serde_json::json!({"text": MESSAGE, "topics": [], "need": "none"}).to_string();
    for output in ["text", "json"] {
        let shown = run(&["eval", "--errors", "5", "--output", output], &row);
        hides(&shown);
        assert!(shown.contains("**"), "{shown}");
        let open = run(&["eval", "--errors", "5", "--no-redact", "--output", output], &row);
        assert!(open.contains("张小明"), "{open}");
    }
}
