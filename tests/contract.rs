//! Real decisions keep to the schema that the program prints, and their spans quote what they say.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::sync::LazyLock;

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::lexicon::Lexicon;
use fenliu::render::{Carried, CutOff, Lang, Offsets, Origin, PackInfo, RecordId, json, schema};
use fenliu::session::SessionView;
use fenliu::triage::{Context, Triage};
use proptest::prelude::*;
use serde_json::Value;

/// Messages of all sorts: golden ones, proofs of the pack, and texts that nobody would write.
fn messages(lexicon: &Lexicon) -> Vec<String> {
    let mut messages: Vec<String> =
        lexicon.terms.iter().flat_map(|term| [&term.hits, &term.misses]).flatten().cloned().collect();
    messages.extend(
        [
            "",
            " ",
            "近24小时付款失败3次，微信支付报错 SIGN_ERROR",
            "付款失败，有个错误码",
            "\n",
            "\u{0}\u{1b}[31m",
            "我的\u{202e}号被盗了",
            "👨‍👩‍👧‍👦退款没到账",
            "e\u{301}退款",
            "=1+1",
            "{\"text\":1}",
        ]
        .map(str::to_owned),
    );
    messages
}

/// All that a record can carry.
const CARRIED: Carried<'static> = Carried {
    kept: Some(r#"{"shop":{"no":7},"店铺":"a"}"#),
    level: Some("ERROR"),
    unmatched: true,
    cut: Some(CutOff { bytes: 2_000_000, read: 1_048_576 }),
};

fn decision(triage: &Triage, text: &str, context: &Context<'_>, offsets: Offsets) -> Value {
    let report = triage.run(text, context);
    let pack = &triage.lexicon().pack;
    let pack = PackInfo { name: &pack.name, version: &pack.version, hash: &pack.hash };
    let session = Some(SessionView::new("s"));
    let origin = Origin { id: &RecordId::Line(1), file: None, line: 1, session, carried: CARRIED };
    let mut line = String::new();
    json::decision(&report, &origin, &pack, offsets, Lang::Zh, &mut line);
    serde_json::from_str(&line).unwrap()
}

fn context() -> Context<'static> {
    Context::at(Clock { now: parse_moment("2026-11-24T14:30").unwrap(), source: ClockSource::Option })
}

#[test]
fn decisions_keep_to_the_schema() {
    let schema: Value = serde_json::from_str(schema::DECISION).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let triage = Triage::new(Lexicon::builtin());
    let contexts =
        [context(), Context { enterprise: true, region: Some("HK"), device: Some("mobile"), ..context() }];
    for message in messages(triage.lexicon()) {
        for context in &contexts {
            let decision = decision(&triage, &message, context, Offsets::Bytes);
            let faults: Vec<String> =
                validator.iter_errors(&decision).map(|fault| fault.to_string()).collect();
            assert!(faults.is_empty(), "{message}: {faults:?}");
        }
    }
    for message in messages(triage.lexicon()) {
        let found = fenliu::detect::extract(&triage.lexicon().codes, &message, context().clock);
        let origin = Origin { id: &RecordId::Line(1), file: None, line: 1, session: None, carried: CARRIED };
        let mut line = String::new();
        json::extraction(&found, &origin, Offsets::Bytes, &mut line);
        let faults: Vec<String> = validator
            .iter_errors(&serde_json::from_str(&line).unwrap())
            .map(|fault| fault.to_string())
            .collect();
        assert!(faults.is_empty(), "{message}: {faults:?}");
    }
    let mut line = String::new();
    let origin = Origin {
        id: &RecordId::Line(3),
        file: Some("a.ndjson"),
        line: 3,
        session: None,
        carried: Carried::default(),
    };
    json::bad_record(&origin, "no JSON", &mut line);
    assert!(validator.is_valid(&serde_json::from_str(&line).unwrap()));
}

/// What a span of a unit quotes.
fn quoted(text: &str, span: &Value, offsets: Offsets) -> String {
    let place = |index: usize| usize::try_from(span[index].as_u64().unwrap()).unwrap();
    let (start, end) = (place(0), place(1));
    match offsets {
        Offsets::Bytes => text[start..end].to_owned(),
        Offsets::Chars => text.chars().skip(start).take(end - start).collect(),
        Offsets::Utf16 => {
            let units: Vec<u16> = text.encode_utf16().collect();
            String::from_utf16(&units[start..end]).unwrap()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// In every unit a span quotes the text beside it, whatever stands in the message.
    #[test]
    fn spans_quote_in_every_unit(front in "\\PC{0,6}", back in "\\PC{0,6}") {
        static TRIAGE: LazyLock<Triage> = LazyLock::new(|| Triage::new(Lexicon::builtin()));
        let text = format!("{front}退款三天了还没到账，报错40029{back}");
        for offsets in [Offsets::Bytes, Offsets::Chars, Offsets::Utf16] {
            let decision = decision(&TRIAGE, &text, &context(), offsets);
            for finding in decision["findings"].as_array().unwrap() {
                prop_assert_eq!(quoted(&text, &finding["span"], offsets), finding["text"].as_str().unwrap());
            }
        }
    }
}
