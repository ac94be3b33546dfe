//! The laws of the decision, held over generated packs and texts.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::detect::{Code, Count, Finding, What};
use fenliu::diagnostic::Source;
use fenliu::judge;
use fenliu::lexicon::Lexicon;
use fenliu::text::{Message, Span};
use fenliu::triage::{Context, Report, Triage};
use proptest::prelude::*;

fn context() -> Context<'static> {
    Context::at(Clock { now: parse_moment("2026-11-24T14:30").unwrap(), source: ClockSource::Option })
}

/// What a decision says, without the places that a changed text moves.
fn gist(
    report: &Report<'_>,
) -> (f64, &'static str, Vec<String>, Option<String>, Option<&'static str>, String, bool) {
    let decision = &report.decision;
    (
        decision.score,
        decision.need.name(),
        decision.topics.iter().map(|topic| topic.id.clone()).collect(),
        decision.category.map(|category| category.id.clone()),
        decision.emergency.map(fenliu::lexicon::Emergency::name),
        decision.desk.desk.id.clone(),
        decision.handoff,
    )
}

/// Characters that make words, cues and pressure meet one another.
const WORDS: &[&str] = &[
    "退款", "没", "到账", "被盗", "号", "没有", "已经", "如果", "怎么", "急", "快点", "投诉", "卡", "死",
    "了", "吗", "app", "x9",
];

fn word() -> impl Strategy<Value = String> {
    prop::sample::select(WORDS).prop_map(str::to_owned)
}

fn pattern() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => word(),
        1 => (word(), word()).prop_map(|(a, b)| format!("({a}|{b})")),
        1 => word().prop_map(|a| format!("[{a}]")),
        1 => Just("{甲}".to_owned()),
        1 => (word(), word()).prop_map(|(a, b)| format!("{a}…{b}")),
    ];
    (word(), prop::collection::vec(part, 0..3)).prop_map(|(first, rest)| format!("{first}{}", rest.concat()))
}

/// A term file of a category, or the signals when `signal` names one.
fn terms(signal: Option<&'static str>) -> impl Strategy<Value = String> {
    let stage = prop::sample::select(&["topic", "problem", "dispute"][..]);
    let term = (pattern(), 1..=5u8, stage, any::<bool>(), prop::option::of(pattern()));
    prop::collection::vec(term, 1..5).prop_map(move |terms| {
        let mut file = String::new();
        if signal.is_none() {
            file.push_str("name = \"类\"\n");
        }
        for (place, (pattern, weight, stage, whole, guard)) in terms.iter().enumerate() {
            file.push_str(&format!(
                "[[term]]\ntext = \"{pattern}{}\"\nweight = {weight}\nstage = \"{stage}\"\nwhole_words = {whole}\nhits = [\"x\"]\n",
                "[补]".repeat(place)
            ));
            if let Some(guard) = guard {
                file.push_str(&format!("not_within = [\"{guard}\"]\n"));
            }
            if let Some(signal) = signal {
                file.push_str(&format!("signal = \"{signal}\"\n"));
            }
        }
        file
    })
}

fn cues() -> impl Strategy<Value = String> {
    let state = prop::sample::select(
        &["negated", "resolved", "hypothetical", "asked", "past", "someone_else", "praise"][..],
    );
    let direction = prop::sample::select(&["before", "after", "both"][..]);
    let scope = prop::sample::select(&["clause", "sentence", "message"][..]);
    prop::collection::vec((state, direction, scope, word(), prop::option::of(0..6u8)), 0..5).prop_map(|cues| {
        let mut file = String::new();
        for (state, direction, scope, word, reach) in cues {
            file.push_str(&format!(
                "[[cue]]\nstate = \"{state}\"\nany = [\"{word}\"]\ndirection = \"{direction}\"\nscope = \"{scope}\"\n"
            ));
            if let Some(reach) = reach {
                file.push_str(&format!("reach = {reach}\n"));
            }
        }
        file
    })
}

/// A sound pack of generated terms and cues under the built-in policy and desks.
fn pack() -> impl Strategy<Value = Triage> {
    let files = (terms(None), terms(None), terms(None), terms(None), terms(Some("fund_loss")), cues());
    files.prop_filter_map("not a sound pack", |(a, b, c, d, signals, cues)| {
        let pressure =
            "[[term]]\ntext = \"急[急][急]\"\nvariants = [\"快点\"]\nsignal = \"pressure\"\nhits = [\"x\"]\n";
        let builtin = Lexicon::builtin_sources();
        let kept = builtin.into_iter().filter(|source| {
            ["policy", "desk", "pack"].iter().any(|stem| source.name.ends_with(&format!("/{stem}.toml")))
        });
        let mut sources: Vec<Source> = kept.collect();
        for (name, text) in [
            ("security.toml", a),
            ("payment.toml", b),
            ("fault.toml", c),
            ("complaint.toml", d),
            ("signals.toml", format!("{signals}{pressure}")),
            ("assertion.toml", cues),
            ("concepts.toml", "[[concept]]\nname = \"甲\"\nany = [\"到账\", \"了\", \"没到\"]\n".to_owned()),
        ] {
            sources.push(Source { name: name.to_owned(), text });
        }
        Lexicon::parse(&sources).ok().map(Triage::new)
    })
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => word(),
        1 => prop::sample::select(&["，", "。", "？", " ", ".", "\n", "昨天", "3次", "5000元", "报错40029"][..])
            .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    /// Spans lie on character boundaries and quote what they say.
    #[test]
    fn spans_quote(triage in pack(), text in text()) {
        let report = triage.run(&text, &context());
        for finding in &report.findings {
            let Span { start, end } = finding.span;
            prop_assert!(start < end && text.is_char_boundary(start) && text.is_char_boundary(end));
            prop_assert_eq!(report.message.quote(finding.span), &text[start..end]);
        }
        prop_assert!(report.findings.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start));
    }

    /// One more piece of evidence never lowers the score; the first of its sort raises it.
    #[test]
    fn evidence_never_lowers(triage in pack(), text in text(), code in any::<bool>()) {
        prop_assume!(!text.is_empty());
        let report = triage.run(&text, &context());
        let before = &report.decision;
        let what = if code {
            What::Code(Code { family: None, code: "E1".to_owned(), known: None })
        } else {
            What::Count(Count::of(Some(3.0)))
        };
        let first = if code { !before.evidence.code } else { !before.evidence.time };
        let mut findings: Vec<Finding<'_>> = report.findings.clone();
        findings.push(Finding::new(Span::new(0, text.chars().next().unwrap().len_utf8()), what));
        let after = judge::judge(triage.lexicon(), &mut findings, &context(), &report.message);
        prop_assert!(after.score >= before.score);
        prop_assert_eq!(after.need, before.need);
        // Two decimals can't show a rise from 99.9 on.
        if first && before.score > 0.0 && before.score < 99.9 {
            prop_assert!(after.score > before.score, "{} became {}", before.score, after.score);
        }
        prop_assert!((0.0..=100.0).contains(&after.score));
    }

    /// A clause of nothing but pressure words changes neither need nor score.
    #[test]
    fn pressure_changes_nothing(triage in pack(), text in text(), front in any::<bool>(), words in prop::sample::select(&["急", "急急急", "快点", "快点急急"][..])) {
        let pressed = if front { format!("{words}，{text}") } else { format!("{text}，{words}") };
        let (plain, report) = (triage.run(&text, &context()), triage.run(&pressed, &context()));
        prop_assert_eq!(plain.decision.score, report.decision.score);
        prop_assert_eq!(plain.decision.need, report.decision.need);
    }

    /// Messages equal after folding decide alike, whichever characters are dressed up. (Letter case may decide about error
    /// codes, so it stays.)
    #[test]
    fn folding_decides_alike(
        triage in pack(),
        text in text(),
        dress in prop::collection::vec((any::<bool>(), any::<bool>()), 64),
    ) {
        let dressed: String = text
            .chars()
            .zip(dress.iter().cycle())
            .flat_map(|(c, (widen, hide))| {
                let wide = match c {
                    '0'..='9' | 'a'..='z' if *widen => char::from_u32(c as u32 + 0xFEE0).unwrap(),
                    '账' if *widen => '帳',
                    '盗' if *widen => '盜',
                    other => other,
                };
                [Some(wide), hide.then_some('\u{200B}')].into_iter().flatten()
            })
            .collect();
        prop_assume!(Message::new(&dressed).folded() == Message::new(&text).folded());
        let (plain, report) = (triage.run(&text, &context()), triage.run(&dressed, &context()));
        prop_assert_eq!(gist(&plain), gist(&report));
    }
}

/// For records without a session, order and threads change nothing.
#[test]
fn order_and_threads_change_nothing() {
    let triage = Triage::new(Lexicon::builtin());
    let texts = [
        "退款三天了还没到账，报错400",
        "怎么改密码",
        "我的号被盗了",
        "",
        "今天天气不错",
        "我要投诉你们，客服态度太差",
    ];
    let alone: Vec<_> = texts.iter().map(|text| gist(&triage.run(text, &context()))).collect();
    let mut scratch = fenliu::detect::Scratch::default();
    for (text, expected) in texts.iter().zip(&alone).rev() {
        assert_eq!(gist(&triage.run_with(&mut scratch, text, &context())), *expected);
    }
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for (text, expected) in texts.iter().zip(&alone) {
                    assert_eq!(gist(&triage.run(text, &context())), *expected);
                }
            });
        }
    });
}

/// Shared between threads without more ado.
#[test]
fn a_triage_is_send_and_sync() {
    fn check<T: Send + Sync>() {}
    check::<Triage>();
}

/// Work grows no faster than the text, whatever the text is.
#[test]
fn work_is_linear_on_hostile_texts() {
    let triage = Triage::new(Lexicon::builtin());
    for unit in [
        "明天",
        "没有",
        "退款没到账",
        "退款",
        "被盗，",
        "急",
        "卡死",
        "投诉",
        "我的号被",
        "，",
        "a",
        "账号被封如果没有",
    ] {
        let work = |times: usize| {
            let mut scratch = fenliu::detect::Scratch::default();
            let text = unit.repeat(times);
            let _ = triage.run_with(&mut scratch, &text, &context());
            scratch.work
        };
        let (small, large) = (work(1_000), work(4_000));
        assert!(large <= small * 4 + 4_000, "{unit}: {small} became {large}");
    }
}
