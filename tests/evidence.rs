//! Golden cases of the evidence pass, one file a family, and the laws that hold for any text.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fs;
use std::time::{Duration, Instant};

use fenliu::calendar::parse_moment;
use fenliu::detect::{Finding, Kind, Moment, What, evidence};
use fenliu::text::Message;
use jiff::civil::DateTime;
use proptest::prelude::*;
use toml::de::DeTable;

/// What a case of `tests/evidence/*.toml` says of a finding: `kind text`, then ` = value` where the value matters.
///
/// Values: `from/until` of times (minutes, `..` where open) with the time kind in front, `family` of a code, the number of
/// a count with the length of its window, sum and currency of an amount.
fn describe(message: &Message<'_>, finding: &Finding<'_>) -> (String, String) {
    let text = message.quote(finding.span);
    let value = match &finding.what {
        What::Time(moment) | What::Duration(moment) | What::Recurrence(moment) => when(moment),
        What::Code(code) => code.family.as_deref().unwrap_or("-").to_owned(),
        What::Count(count) => {
            let value = count.value.map_or("?".to_owned(), |value| value.to_string());
            count.window.map_or(value.clone(), |window| format!("{value} in {}s", window.seconds))
        }
        What::Amount(sum) => {
            format!("{} {}", sum.value.map_or("?".to_owned(), |value| value.to_string()), sum.currency)
        }
        _ => String::new(),
    };
    (format!("{} {text}", finding.kind().name()), value)
}

fn when(moment: &Moment) -> String {
    let point = |point: Option<DateTime>| {
        point.map_or("..".to_owned(), |point| point.strftime("%Y-%m-%dT%H:%M").to_string())
    };
    let seconds = moment.seconds.map_or(String::new(), |seconds| format!(" {seconds}s"));
    match (moment.from, moment.until) {
        (None, None) => format!("{}{seconds}", moment.time_kind.name()),
        (from, until) => format!("{} {}/{}", moment.time_kind.name(), point(from), point(until)),
    }
}

/// One golden case: the message, what must be found in it, and the clock.
struct Case {
    file: String,
    message: String,
    finds: Vec<String>,
    now: DateTime,
    /// Holds only when it is the whole message: 3.3 is a date, 502 Bad Gateway opens a row.
    alone: bool,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for entry in fs::read_dir("tests/evidence").unwrap() {
        let path = entry.unwrap().path();
        let source = fs::read_to_string(&path).unwrap();
        let file = DeTable::parse(&source).unwrap().into_inner();
        let now = parse_moment(file.get("now").unwrap().get_ref().as_str().unwrap()).unwrap();
        for case in file.get("case").unwrap().get_ref().as_array().unwrap() {
            let case = case.get_ref();
            let finds = case.get("finds").unwrap().get_ref().as_array().unwrap();
            cases.push(Case {
                file: path.display().to_string(),
                message: case.get("message").unwrap().get_ref().as_str().unwrap().to_owned(),
                finds: finds.iter().map(|row| row.get_ref().as_str().unwrap().to_owned()).collect(),
                now,
                alone: case.get("alone").is_some(),
            });
        }
    }
    assert!(cases.len() > 200, "only {} cases were read", cases.len());
    cases
}

/// How a text misses what is wanted of it, if it does.
fn miss(file: &str, text: &str, wanted: &[&String], now: DateTime) -> Option<String> {
    let message = Message::new(text);
    let found = evidence(&message, now);
    let found: Vec<_> = found.iter().map(|finding| describe(&message, finding)).collect();
    let same = |((what, value), wanted): (&(String, String), &&String)| match wanted.split_once(" = ") {
        // The window may be left unsaid.
        Some((name, wanted)) => {
            what == name
                && (value == wanted || value.split_once(" in ").is_some_and(|(count, _)| count == wanted))
        }
        None => what == *wanted,
    };
    let holds = found.len() == wanted.len() && found.iter().zip(wanted).all(same);
    (!holds).then(|| format!("{file}: {text}\n  wanted {wanted:?}\n  found  {found:?}"))
}

#[test]
fn golden_cases_hold() {
    let wrong: Vec<String> = cases()
        .iter()
        .filter_map(|case| miss(&case.file, &case.message, &case.finds.iter().collect::<Vec<_>>(), case.now))
        .collect();
    assert!(wrong.is_empty(), "{} cases fail\n{}", wrong.len(), wrong.join("\n"));
}

/// What stands in another sentence changes nothing.
#[test]
fn sentences_stand_alone() {
    let cases: Vec<Case> = cases().into_iter().filter(|case| !case.alone).collect();
    let mut wrong = Vec::new();
    for (i, case) in cases.iter().enumerate() {
        for step in [1, 7, 50] {
            let other = &cases[(i + step) % cases.len()];
            let text = format!("{}。\n{}", case.message, other.message);
            let wanted: Vec<&String> = case.finds.iter().chain(&other.finds).collect();
            wrong.extend(miss(&case.file, &text, &wanted, case.now));
        }
    }
    assert!(wrong.is_empty(), "{} pairs fail\n{}", wrong.len(), wrong.join("\n"));
}

/// Pieces that times, codes and numbers are made of, so that random texts come near the grammar's edges.
const PIECES: &[&str] = &[
    "今天",
    "明",
    "昨晚",
    "上",
    "下",
    "个",
    "月",
    "年",
    "周",
    "星期",
    "三",
    "十",
    "几",
    "半",
    "两",
    "点",
    "分",
    "号",
    "日",
    "天",
    "前",
    "后",
    "内",
    "从",
    "到",
    "至今",
    "每",
    "隔",
    "近",
    "初",
    "底",
    "正",
    "农历",
    "大年",
    "第",
    "的",
    "，",
    "。",
    "：",
    " ",
    "-",
    "/",
    ".",
    ":",
    "~",
    "1",
    "2",
    "30",
    "2024",
    "20240230",
    "9999999999",
    "e1024",
    "错误码",
    "报错",
    "error",
    "0x",
    "http://",
    "@",
    "v",
    "元",
    "次",
    "连续",
    "壹",
    "拾",
    "角",
    "¥",
    "400",
    "订单号",
    "尾号",
    "闰",
    "廿",
    "万",
    "亿",
    "𠀀",
    "é",
    "\u{200b}",
    "pm",
    "SIGN_ERROR",
    "TypeError",
    "春节",
    "季度",
    "工作日",
    "世纪",
    "年代",
    "民国",
    "再过",
    "以来",
    "左右",
    "(",
    ")",
    "）",
    "iphone",
    "版本",
    "13800138000",
    "刚",
    "付款",
    "负",
    "弹",
    "千",
    "内",
];

fn texts() -> impl Strategy<Value = String> {
    let pieces =
        prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|pieces| pieces.concat());
    prop_oneof![3 => pieces, 1 => any::<String>()]
}

fn moments() -> impl Strategy<Value = DateTime> {
    (1i16..=9999, 1i8..=12, 1i8..=28, 0i8..24)
        .prop_map(|(y, m, d, h)| jiff::civil::datetime(y, m, d, h, 5, 9, 0))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Findings stand in order, lie on whole characters and are never empty, whatever the text and the clock; nor do they
    /// overlap, but for the count in the place of its duration (连续三天).
    #[test]
    fn findings_are_in_order_and_apart(text in texts(), now in moments()) {
        let message = Message::new(&text);
        let (mut last, mut before) = (0, None);
        for finding in evidence(&message, now) {
            let beside = finding.kind() == Kind::Count && before == Some(finding.span);
            prop_assert!(beside || finding.span.start >= last);
            prop_assert!(finding.span.end > finding.span.start);
            prop_assert!(text.get(finding.span.start..finding.span.end).is_some());
            prop_assert!(finding.counted());
            last = finding.span.end;
            before = matches!(finding.what, What::Duration(_)).then_some(finding.span);
        }
    }
}

#[test]
fn hostile_repetition_takes_linear_time() {
    let now = jiff::civil::datetime(2026, 11, 24, 19, 30, 0, 0);
    let units = [
        "明天",
        "1",
        "一",
        "三点半到",
        "1-",
        "从",
        "每个周一到",
        "9月10号，",
        "a.",
        "http://",
        "报错400、",
        "6222 ",
        "半",
        " 3.3",
        "刚付款",
        "-1万5",
        "负",
        "3天内2次、",
        "周一至今",
        "DF-",
    ];
    for (i, unit) in units.into_iter().enumerate() {
        let times = if i < 2 { 100_000 } else { 20_000 };
        let text = unit.repeat(times);
        let start = Instant::now();
        let _ = evidence(&Message::new(&text), now);
        // Quadratic work would take minutes; linear work takes a second or two on a slow, busy machine.
        assert!(start.elapsed() < Duration::from_secs(30), "{unit} × {times} took {:?}", start.elapsed());
    }
}
