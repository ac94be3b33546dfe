//! What the renderers write: drawings against golden files, JSON against its schema, hostile text against all of them.

#![allow(clippy::unwrap_used)]

#[path = "render/world.rs"]
mod world;

use std::path::Path;

use fenliu::detect::{Refusal, What};
use fenliu::diagnostic::{Diagnostic, Level, Said, Source};
use fenliu::lexicon::State;
use fenliu::lexicon::{Emergency, Need};
use fenliu::render::{self, Carried, Lang, Offsets, Origin, PackInfo, RecordId, Style};
use fenliu::session::{Handover, Offer, SessionView, Why};
use fenliu::text::Span;
use fenliu::triage::Report;
use proptest::prelude::{ProptestConfig, Strategy, any, prop, proptest};
use serde_json::Value;
use world::{everything, found, full, night, payment, refuse, state};

const PACK: PackInfo<'_> = PackInfo { name: "builtin", version: "1.0.0", hash: "0123abcd" };
const ZH: Style = Style { color: false, width: 80, lang: Lang::Zh };
const EN: Style = Style { lang: Lang::En, ..ZH };

/// Compares with a golden file; `UPDATE=1` rewrites it.
fn golden(name: &str, drawn: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/render").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, drawn).unwrap();
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(drawn == wanted, "{name} differs; it is now:\n{drawn}\nand was:\n{wanted}");
}

fn explain(report: &Report<'_>, style: Style) -> String {
    let mut drawn = String::new();
    render::text::explain(report, None, &style, &mut drawn);
    drawn
}

fn json(report: &Report<'_>, origin: &Origin<'_>, offsets: Offsets, lang: Lang) -> String {
    let mut line = String::new();
    render::json::decision(report, origin, &PACK, offsets, lang, &mut line);
    line
}

fn origin(id: &RecordId) -> Origin<'_> {
    Origin { id, file: None, line: 1, session: None, carried: Carried::default() }
}

fn schema() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(render::schema::DECISION).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

#[test]
fn drawings() {
    golden("full.zh.txt", &explain(&full(), ZH));
    golden("full.en.txt", &explain(&full(), EN));
    golden("full.narrow.txt", &explain(&full(), Style { width: 40, ..ZH }));
    golden("full.color.txt", &explain(&full(), Style { color: true, ..ZH }).replace('\u{1b}', "␛"));
    golden("night.zh.txt", &explain(&night(), ZH));
    golden("night.en.txt", &explain(&night(), EN));
    golden("everything.zh.txt", &explain(&everything(), ZH));
    golden("everything.en.txt", &explain(&everything(), EN));
}

#[test]
fn messages() {
    let family = "👨‍👩‍👧‍👦";
    let marks = format!("一家{family}都登不上，cafe\u{301} 也卡死，🇨🇳🏴\u{e0067}\u{e0062}\u{e007f}");
    let report = found(
        &marks,
        vec![
            (family, payment("a/家", 1)),
            ("登不上", payment("a/登不上", 3)),
            ("e\u{301}", payment("a/é", 2)),
            ("卡死", payment("a/卡死", 3)),
        ],
    );
    golden("marks.txt", &message(&report));
    let overlaps = found(
        "账号被盗刷了三次银行卡",
        vec![
            ("账号被盗刷", payment("a/账号…盗刷", 5)),
            ("账号被盗", payment("b/账号被盗", 4)),
            ("被盗", payment("c/被盗", 4)),
            ("盗刷了三次", payment("d/盗刷…次", 3)),
            ("三次", What::Count(fenliu::detect::Count::of(Some(3.0)))),
        ],
    );
    golden("overlaps.txt", &message(&refuse(overlaps, 2, Refusal::Overlap)));
    let cut = found(
        "开卡死活办不下来，没有被盗",
        vec![("卡死", payment("f/卡死", 3)), ("被盗", payment("s/被盗", 5))],
    );
    let cut = refuse(cut, 0, Refusal::Word(Span::new(6, 12)));
    golden("refused.txt", &message(&state(cut, 1, State::Negated)));
    let lines = found("第一行\r\n\r\n第三行退款\n没到账\n", vec![("退款\n没到账", payment("p/退款…", 4))]);
    golden("lines.txt", &message(&lines));
    let hostile = found(
        "\u{1b}]0;标题\u{7}号\u{202e}被盗\u{202c}\u{85}了\t\u{0}\u{200b}",
        vec![("号\u{202e}被盗", payment("s/号被盗", 5)), ("\u{0}", payment("s/nul", 1))],
    );
    golden("hostile.txt", &message(&hostile));
    let log = format!("{}付款失败\n{}", "一行平常的话\n".repeat(20), "又一行\n".repeat(20));
    golden("log.txt", &message(&found(&log, vec![("付款失败", payment("p/付款失败", 4))])));
}

/// The upper part of the drawing.
fn message(report: &Report<'_>) -> String {
    let drawn = explain(report, ZH);
    let end = drawn.find("\n  结论").unwrap();
    drawn[..end].to_owned()
}

#[test]
fn a_sentence_names_only_a_few() {
    let mut report = everything();
    let mut flip = full().decision.because.flip.unwrap();
    flip.without = vec![0, 1, 2, 3, 4];
    report.decision.because.flip = Some(flip);
    assert!(explain(&report, ZH).contains("如果没有“一”和“二”和“三”等 5 处，就会"));
    assert!(explain(&report, EN).contains("without “一” and “二” and “三” and 2 more, it"));
}

#[test]
fn lines_in_a_terminal() {
    let mut drawn = String::new();
    let ids = [RecordId::Line(12), RecordId::Text("工单-7".into()), RecordId::Number(99.into())];
    for report in [full(), night(), everything(), world::calm("你好，在吗\n在吗"), world::calm("")] {
        for id in &ids {
            let file = matches!(id, RecordId::Line(_)).then_some("logs/昨天.ndjson");
            let origin = Origin { id, file, line: 12, session: None, carried: Carried::default() };
            render::text::line(&report, &origin, &ZH, &mut drawn);
        }
        render::text::line(&report, &origin(&ids[0]), &EN, &mut drawn);
    }
    render::text::bad_record(&origin(&ids[0]), "第 3 列不是 JSON\u{1b}[2J", &ZH, &mut drawn);
    golden("lines.terminal.txt", &drawn);
    let mut color = String::new();
    for report in [full(), night(), world::calm("你好，在吗")] {
        render::text::line(&report, &origin(&ids[0]), &Style { color: true, ..ZH }, &mut color);
    }
    golden("lines.color.txt", &color.replace('\u{1b}', "␛"));
    assert!(drawn.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80 + 20), "{drawn}");
}

/// A conversation that was offered a person at the seventh turn.
fn offered(id: &str) -> SessionView<'_> {
    let at = |text| fenliu::calendar::parse_moment(text).unwrap();
    let offer = Offer { from: at("2026-11-24T23:50"), until: at("2026-11-25T00:05") };
    let state = (Handover::Offered, Some(Why::Switches), Some(offer));
    SessionView { turn: 7, switches: 3, state: state.0, why: state.1, offer: state.2, ..SessionView::new(id) }
}

#[test]
fn conversations() {
    let mut views = vec![SessionView::new("s1"), offered("s1")];
    views.push(SessionView { state: Handover::Requested, offer: None, why: Some(Why::Handoff), ..views[1] });
    views.push(SessionView { state: Handover::Handed, late: true, forgotten: true, ..views[2] });
    let offer = views[1].offer.map(|offer| Offer { until: offer.from, ..offer });
    views.push(SessionView { offer, why: Some(Why::Repeat), switches: 0, ..views[1] });
    views.push(SessionView { why: Some(Why::Rising), ..views[4] });
    let mut drawn = String::new();
    for view in views {
        for style in [ZH, EN] {
            let mut whole = String::new();
            render::text::explain(&night(), Some(&view), &style, &mut whole);
            let begin = whole.find(style.lang.pick("  会话", "  session")).unwrap();
            let end = whole.find(style.lang.pick("  理由", "  because")).unwrap();
            drawn.push_str(&whole[begin..end]);
            let id = RecordId::Line(7);
            let origin = Origin { session: Some(view), ..origin(&id) };
            render::text::line(&world::calm("在吗"), &origin, &style, &mut drawn);
        }
        let id = RecordId::Line(7);
        let origin = Origin { session: Some(view), ..origin(&id) };
        let line = json(&world::calm("在吗"), &origin, Offsets::Bytes, Lang::Zh);
        let value: Value = serde_json::from_str(&line).unwrap();
        assert!(schema().is_valid(&value), "{line}");
        drawn.push_str(&format!("{}\n", value["session"]));
        let mut rows = String::new();
        render::csv::header(&render::csv::Sheet::CSV, &mut rows);
        let calm = world::calm("在吗");
        render::csv::decision(
            &calm,
            &origin,
            &PACK,
            Offsets::Bytes,
            Lang::Zh,
            &render::csv::Sheet::CSV,
            &mut rows,
        );
        let mut reader = csv::Reader::from_reader(rows.as_bytes());
        let header = reader.headers().unwrap().clone();
        let row = reader.records().next().unwrap().unwrap();
        let cells = header.iter().zip(&row).filter(|(name, _)| name.starts_with("session"));
        drawn.push_str(&format!("{:?}\n", cells.map(|(_, cell)| cell).collect::<Vec<_>>()));
    }
    golden("conversations.txt", &drawn);
}

#[test]
fn json_keeps_its_contract() {
    let schema = schema();
    let ids = [RecordId::Line(1), RecordId::Text("a\"\\\u{2028}".into()), RecordId::Number(7.into())];
    let mut reports = vec![full(), night(), everything(), world::calm("")];
    for (need, emergency) in [
        (Need::None, None),
        (Need::Inquiry, Some(Emergency::FundLoss)),
        (Need::Problem, Some(Emergency::AccountFrozen)),
        (Need::Dispute, Some(Emergency::Minor)),
        (Need::Dispute, Some(Emergency::Overseas)),
    ] {
        let mut report = full();
        (report.decision.need, report.decision.emergency) = (need, emergency);
        reports.push(report);
    }
    for report in &reports {
        for id in &ids {
            for (offsets, lang) in
                [(Offsets::Bytes, Lang::Zh), (Offsets::Chars, Lang::En), (Offsets::Utf16, Lang::Zh)]
            {
                let origin = Origin {
                    id,
                    file: Some("a.csv"),
                    line: 3,
                    session: Some(SessionView::new("s")),
                    carried: Carried::default(),
                };
                let line = json(report, &origin, offsets, lang);
                assert_eq!(line.matches('\n').count(), 1);
                let value: Value = serde_json::from_str(&line).unwrap();
                let faults: Vec<_> = schema.iter_errors(&value).map(|fault| fault.to_string()).collect();
                assert!(faults.is_empty(), "{faults:?}\n{line}");
            }
        }
    }
    let mut line = String::new();
    render::json::bad_record(&origin(&ids[0]), "no JSON", &mut line);
    assert!(schema.is_valid(&serde_json::from_str(&line).unwrap()));
}

#[test]
fn the_schema_is_strict() {
    let schema = schema();
    let line = json(&everything(), &origin(&RecordId::Line(1)), Offsets::Bytes, Lang::Zh);
    let good: Value = serde_json::from_str(&line).unwrap();
    assert!(schema.is_valid(&good));
    for (pointer, value) in [
        ("/need", Value::from("urgent")),
        ("/score", Value::from(100.5)),
        ("/tier", Value::from(4)),
        ("/findings/0/state", Value::from("maybe")),
        ("/findings/0/kind", Value::from("code")),
        ("/findings/0/weight", Value::from(9)),
        ("/findings/0/counted", Value::from(false)),
        ("/findings/3/from", Value::from("2026-11-24T00:00:00Z")),
        ("/desk/hours/opens", Value::from("8:00")),
        ("/clock/source", Value::from("guess")),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = value;
        assert!(!schema.is_valid(&bad), "{pointer}");
    }
    for pointer in ["", "/source", "/desk", "/findings/0", "/evidence", "/because", "/clock", "/pack"] {
        let mut bad = good.clone();
        bad.pointer_mut(pointer).unwrap().as_object_mut().unwrap().insert("extra".into(), Value::Null);
        assert!(!schema.is_valid(&bad), "{pointer} takes an unknown field");
    }
}

#[test]
fn json_by_hand() {
    let line = json(&full(), &origin(&RecordId::Number(7.into())), Offsets::Chars, Lang::Zh);
    golden("full.json", &line.replace(",\"", ",\n\""));
}

#[test]
fn scores_never_round_up() {
    for (score, shown) in [
        (97.74, "97.74"),
        (97.749_9, "97.74"),
        (99.999, "99.99"),
        (60.0, "60"),
        (0.1 + 0.2, "0.3"),
        (f64::NAN, "0"),
    ] {
        let mut report = full();
        report.decision.score = score;
        let line = json(&report, &origin(&RecordId::Line(1)), Offsets::Bytes, Lang::Zh);
        assert!(line.contains(&format!("\"score\":{shown},")), "{score}: {line}");
    }
}

#[test]
fn complaints() {
    let text = "# 支付\nname = \"支付问题\"\n\n[[term]]\ntext = \"退款…{未到账}\"\nwieght = 4\nhits = [\"\u{202e}\"]\n";
    let at = |part: &str| text.find(part).map(|start| start..start + part.len()).unwrap();
    let sources = [
        Source { name: "payment.toml".into(), text: text.into() },
        Source { name: "policy.toml".into(), text: "order = []".into() },
    ];
    let mut warning = Diagnostic::error("empty-order", "policy.toml", 8..10, Said::alike("没有一个分类"));
    warning.level = Level::Warning;
    let faults = [
        Diagnostic::error("unknown-key", "payment.toml", at("wieght"), Said::alike("unknown key `wieght`"))
            .with_help(Said::alike("did you mean `weight`?")),
        Diagnostic::error(
            "unknown-concept",
            "payment.toml",
            at("未到账"),
            Said::alike("没有叫“未到账”的概念"),
        ),
        warning,
        Diagnostic::error("missing-file", "desk.toml", 0..0, Said::alike("the pack has no desk.toml")),
        Diagnostic::error(
            "hidden",
            "payment.toml",
            at("\u{202e}"),
            Said::alike("hidden \u{1b}[31m character"),
        ),
    ];
    golden("complaints.en.txt", &render::diagnostics::text(&faults, &sources, &EN));
    golden("complaints.zh.txt", &render::diagnostics::text(&faults, &sources, &ZH));
    assert_eq!(render::diagnostics::text(&[], &sources, &EN), "");
    // A place outside the file, or within a character, is still drawn.
    let backwards = std::ops::Range { start: 5, end: 3 };
    for at in [1000..2000, 3..4, backwards, text.len()..text.len(), 0..text.len()] {
        let fault = Diagnostic::error("odd", "payment.toml", at, Said::alike("odd place"));
        assert!(render::diagnostics::text(&[fault], &sources, &EN).ends_with("1 error in 1 file\n"));
    }
}

#[test]
fn cases() {
    golden("full.case.toml", &render::case::golden(&full(), &world::context()));
    let text = "他说\"退款\"\\\n\u{1b}\u{202e}\u{7f}";
    let case = render::case::golden(&found(text, vec![("退款", payment("p/退款", 3))]), &world::context());
    let parsed = toml::de::DeTable::parse(&case).unwrap();
    let case = parsed.get_ref()["case"].get_ref()[0].get_ref();
    assert_eq!(case["message"].get_ref().as_str(), Some(text));
    assert_eq!(case["finds"].get_ref()[0].get_ref()["text"].get_ref().as_str(), Some("退款"));
    assert_eq!(case["emergency"].get_ref().as_str(), Some("none"));
}

#[test]
fn formulas_are_text() {
    let schema_columns = {
        let mut header = String::new();
        render::csv::header(&render::csv::Sheet::CSV, &mut header);
        header.trim_end().split(',').count()
    };
    for attack in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\u{0}=1", "\n=1"] {
        let id = RecordId::Text(attack.into());
        let origin = Origin {
            id: &id,
            file: Some(attack),
            line: 1,
            session: Some(SessionView::new(attack)),
            carried: Carried::default(),
        };
        let mut rows = String::new();
        render::csv::header(&render::csv::Sheet::CSV, &mut rows);
        render::csv::decision(
            &full(),
            &origin,
            &PACK,
            Offsets::Bytes,
            Lang::Zh,
            &render::csv::Sheet::CSV,
            &mut rows,
        );
        render::csv::bad_record(&origin, attack, &render::csv::Sheet::CSV, &mut rows);
        assert_eq!(rows.lines().count(), 3);
        let mut reader = csv::Reader::from_reader(rows.as_bytes());
        for row in reader.records() {
            let row = row.unwrap();
            assert_eq!(row.len(), schema_columns);
            for cell in row.iter() {
                assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '\t', '\r']), "{cell:?}");
            }
            assert!(row[0].starts_with('\''));
        }
    }
    let mut row = String::new();
    render::csv::decision(
        &full(),
        &origin(&RecordId::Line(5)),
        &PACK,
        Offsets::Bytes,
        Lang::Zh,
        &render::csv::Sheet::CSV,
        &mut row,
    );
    golden("full.csv", &row);
}

/// What may not reach a terminal raw.
fn acts(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn hostile() -> impl Strategy<Value = String> {
    let piece = proptest::prop_oneof![
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            "\u{1b}[31m",
            "\u{9b}2J",
            "\u{202e}",
            "\u{2066}",
            "\r\n",
            "\n",
            "=",
            "退款",
            "👨‍👩‍👧",
            "\u{301}",
            "a",
            " ",
            "\u{2028}",
            "\0",
            "\u{200d}",
            "\u{fe0f}",
            "\u{e0041}",
            "，",
            "\"",
            "\\",
        ])
        .prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    // A failure shows its input; it belongs into a case by hand, not into a file of seeds.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_acts(text in hostile(), places in prop::collection::vec((0usize..300, 0usize..40), 0..12), width in 0usize..120) {
        let mut report = full();
        report.findings.clear();
        report.message = fenliu::text::Message::new(Box::leak(text.clone().into_boxed_str()));
        let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap();
        for (start, length) in places {
            let span = Span::new(boundary(start), boundary(start + length));
            if span.start < span.end {
                report.findings.push(fenliu::detect::Finding::new(span, payment("p/词", 3)));
            }
        }
        report.findings.sort_by_key(|finding| finding.span);
        let id = RecordId::Text(text.clone());
        let origin = Origin { id: &id, file: Some(&text), line: 1, session: Some(SessionView::new(&text)), carried: Carried::default() };
        let mut drawn = String::new();
        for lang in [Lang::Zh, Lang::En] {
            let style = Style { color: false, width, lang };
            let mut whole = String::new();
            render::text::explain(&report, origin.session.as_ref(), &style, &mut whole);
            // The frame of the reports made here has names and labels that need some room.
            let widest = whole.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap_or(0);
            assert!(widest <= width.max(60), "{widest} of {width}: {whole}");
            drawn.push_str(&whole);
            render::text::line(&report, &origin, &style, &mut drawn);
            render::text::bad_record(&origin, &text, &style, &mut drawn);
        }
        let fault = Diagnostic::error("odd", text.clone(), 0..text.len(), Said::alike(text.clone())).with_help(Said::alike(text.clone()));
        let source = Source { name: text.clone(), text: text.clone() };
        drawn.push_str(&render::diagnostics::text(&[fault], &[source], &ZH));
        drawn.push_str(&render::case::golden(&report, &world::context()));
        render::csv::decision(&report, &origin, &PACK, Offsets::Utf16, Lang::Zh, &render::csv::Sheet::CSV, &mut drawn);
        render::csv::bad_record(&origin, &text, &render::csv::Sheet::CSV, &mut drawn);
        let line = json(&report, &origin, Offsets::Bytes, Lang::Zh);
        drawn.push_str(&line);
        assert!(!drawn.contains(acts), "{:?} in {drawn:?}", drawn.chars().find(|&c| acts(c)));
        let value: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(value["id"].as_str(), Some(text.as_str()));
        for (found, finding) in value["findings"].as_array().unwrap().iter().zip(&report.findings) {
            assert_eq!(found["text"].as_str(), text.get(finding.span.start..finding.span.end));
        }
        let case = render::case::golden(&report, &world::context());
        let parsed = toml::de::DeTable::parse(&case).unwrap();
        let message = &parsed.get_ref()["case"].get_ref()[0].get_ref()["message"];
        assert_eq!(message.get_ref().as_str(), Some(text.as_str()));
    }
}
