//! Every output format holds what it promises, whatever a term or a message says.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use fenliu::diagnostic::{Diagnostic, Lang, Level, Said, Source};
use fenliu::render::{Style, audit};
use fenliu::review::{Audit, Outcome, Related, Trial};
use serde_json::Value;

/// Texts that break out of something: lines, commands, CDATA, tables, code, tags, colours, directions.
const ATTACKS: [&str; 14] = [
    "\n::error file=x::owned",
    "\r\n::set-output name=a::b",
    "%0A::warning::x",
    "]]><script>alert(1)</script><![CDATA[",
    "\"/><testcase name='x'>",
    "a | b |\n|---|---|\n| c",
    "`code` **bold** [link](http://evil.example) ![x](y) <img src=x onerror=1> @everyone #1",
    "\u{1b}[31mred\u{1b}]8;;http://evil\u{7}",
    "\u{202e}right to left\u{2066}",
    "nul\u{0}bell\u{7}\u{fffe}\u{ffff}",
    "a,b:c=d::e",
    "{{ secrets }} ${{ github.token }} $(id) `id`",
    "\\\" \\u0000 \\",
    "<!-- --> </details> &amp; &#58; https://evil.example www.evil.example",
];

/// An audit in which every text is an attack.
fn hostile() -> Audit {
    let text = format!("name = \"x\"\n# {}\n", ATTACKS.join(" "));
    let sources = vec![Source { name: "lexicons/支付 1.toml".into(), text }];
    let mut audit = Audit::new("check", sources);
    for (place, attack) in ATTACKS.iter().enumerate() {
        let said = || Said::new(format!("`{attack}` is wrong"), format!("`{attack}` 有错"));
        let level = [Level::Error, Level::Warning, Level::Note][place % 3];
        let file = if place % 4 == 3 { (*attack).to_owned() } else { "lexicons/支付 1.toml".to_owned() };
        let diagnostic = Diagnostic {
            code: "L101",
            level,
            message: said(),
            file,
            at: place..place + 5,
            help: Some(said()),
        };
        let place = audit.place("lexicons/支付 1.toml", &(0..4));
        audit.add(diagnostic, attack, attack).related.push(Related {
            file: "lexicons/支付 1.toml".into(),
            at: 0..4,
            place,
            message: said(),
        });
        audit.trials.push(Trial {
            suite: (*attack).into(),
            name: (*attack).into(),
            outcome: [Outcome::Failed, Outcome::Todo, Outcome::Skipped, Outcome::Passed][place.line % 4],
            message: Some(said()),
            at: Some(((*attack).into(), 3)),
        });
        audit.remarks.push(said());
    }
    audit
}

/// A harmless audit of so many errors and warnings.
fn many(errors: usize, warnings: usize) -> Audit {
    let sources = vec![Source { name: "a.toml".into(), text: "name = \"退款\"\n".into() }];
    let mut audit = Audit::new("check", sources);
    for place in 0..errors + warnings {
        let level = if place < errors { Level::Error } else { Level::Warning };
        let message = Said::alike(format!("number {place}"));
        let diagnostic =
            Diagnostic { code: "L101", level, message, file: "a.toml".into(), at: 8..14, help: None };
        audit.add(diagnostic, "a/退款", &place.to_string());
    }
    audit
}

fn acts_on_terminals(text: &str) -> bool {
    text.chars().any(|c| {
        (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

#[test]
fn sarif_is_valid_by_the_published_schema() {
    let schema: Value = serde_json::from_str(include_str!("reports/sarif-schema-2.1.0.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for found in [hostile(), many(3, 3), Audit::new("check", Vec::new())] {
        for lang in [Lang::En, Lang::Zh] {
            let text = audit::sarif(&found, lang);
            let log: Value = serde_json::from_str(&text).unwrap();
            let faults: Vec<String> = schema.iter_errors(&log).map(|error| error.to_string()).collect();
            assert!(faults.is_empty(), "{faults:?}");
            assert!(!acts_on_terminals(&text));
            let results = log["runs"][0]["results"].as_array().unwrap();
            let failed = found.outcomes(Outcome::Failed);
            assert_eq!(results.len(), found.findings.len() + failed);
            for result in results {
                let place = &result["locations"][0]["physicalLocation"];
                assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
                let uri = place["artifactLocation"]["uri"].as_str().unwrap();
                assert!(uri.bytes().all(|byte| byte.is_ascii_graphic()), "{uri}");
                let rule = &log["runs"][0]["tool"]["driver"]["rules"]
                    [result["ruleIndex"].as_u64().unwrap() as usize];
                assert_eq!(rule["id"], result["ruleId"]);
                assert!(result["partialFingerprints"]["fenliu/v1"].as_str().unwrap().len() == 16);
            }
        }
    }
    let wrong: Value = serde_json::from_str("{\"version\":\"2.1.0\"}").unwrap();
    assert!(!schema.is_valid(&wrong), "the schema finds nothing wrong with anything");
}

#[test]
fn sarif_counts_characters() {
    let log: Value = serde_json::from_str(&audit::sarif(&many(1, 0), Lang::En)).unwrap();
    let region = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    assert_eq!((region["startColumn"].as_u64(), region["endColumn"].as_u64()), (Some(9), Some(11)));
}

#[test]
fn junit_parses_and_counts_right() {
    for found in [hostile(), many(3, 3), Audit::new("check", Vec::new())] {
        let text = audit::junit(&found, Lang::En);
        assert!(!acts_on_terminals(&text));
        let document = roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let count = |name: &str| document.descendants().filter(|node| node.has_tag_name(name)).count();
        let root = document.root_element();
        let stated = |name: &str| root.attribute(name).unwrap().parse::<usize>().unwrap();
        assert_eq!(stated("tests"), count("testcase"));
        assert_eq!(stated("failures"), count("failure"));
        assert_eq!(stated("skipped"), count("skipped"));
        let notes = found.count(Level::Note);
        let failed = found.outcomes(Outcome::Failed);
        assert_eq!(count("failure"), found.findings.len() - notes + failed);
        for node in document.descendants().filter(|node| node.is_element()) {
            let known =
                ["testsuites", "testsuite", "properties", "property", "testcase", "failure", "skipped"];
            assert!(known.contains(&node.tag_name().name()), "{:?}", node.tag_name());
        }
    }
}

#[test]
fn annotations_stay_within_the_limits_of_a_step() {
    for (errors, warnings) in [(0, 0), (1, 0), (10, 10), (11, 0), (0, 40), (500, 500)] {
        let text = audit::github(&many(errors, warnings), Lang::En);
        let count = |command: &str| text.lines().filter(|line| line.starts_with(command)).count();
        assert_eq!(count("::error "), errors.min(10));
        assert_eq!(count("::warning "), warnings.min(10));
        let left = errors.saturating_sub(10) + warnings.saturating_sub(10);
        assert_eq!(count("::notice "), usize::from(left > 0));
        assert_eq!(text.lines().count(), errors.min(10) + warnings.min(10) + usize::from(left > 0));
        if left > 0 {
            assert!(text.contains(&format!("::{left} more are not annotated")));
        }
    }
}

/// A command is one line, its properties end at the second `::`, and no text adds one.
#[test]
fn no_text_breaks_out_of_an_annotation() {
    for lang in [Lang::En, Lang::Zh] {
        let text = audit::github(&hostile(), lang);
        assert!(text.lines().count() > 5 && !acts_on_terminals(&text));
        for line in text.lines() {
            let rest = line.strip_prefix("::error ").or_else(|| line.strip_prefix("::warning "));
            let (properties, _) = rest.unwrap_or_else(|| panic!("{line}")).split_once("::").unwrap();
            for property in properties.split(',') {
                let (key, value) = property.split_once('=').unwrap_or_else(|| panic!("{line}"));
                let known = ["file", "line", "endLine", "col", "endColumn", "title"];
                assert!(known.contains(&key) && !value.contains(':'), "{line}");
            }
        }
    }
}

#[test]
fn no_text_breaks_out_of_markdown() {
    for lang in [Lang::En, Lang::Zh] {
        let (text, cut) = audit::markdown(&hostile(), lang);
        assert!(!cut && !acts_on_terminals(&text));
        for line in text.lines() {
            // Escaped characters do nothing; what is left must not.
            let mut bare = line.to_owned();
            for escaped in "\\`*_{}[]()!~+-".chars() {
                bare = bare.replace(&format!("\\{escaped}"), "");
            }
            let bare = bare.replace("<sub>", "").replace("</sub>", "");
            let plain =
                !bare.contains(['`', '<', '>', '[', ']', '@', '*', '_', '~']) && !bare.contains("http:");
            assert!(plain || bare.starts_with("|---"), "{line}");
            if bare.starts_with('|') {
                assert!(matches!(bare.matches('|').count(), 3 | 4), "{line}");
            }
        }
    }
}

#[test]
fn markdown_is_cut_and_says_so() {
    let (short, cut) = audit::markdown(&many(3, 0), Lang::En);
    assert!(!cut && short.matches("\n| a&#46;toml").count() == 3, "{short}");
    let found = many(3_000, 0);
    let (text, cut) = audit::markdown(&found, Lang::En);
    assert!(cut && text.chars().count() < 65_536);
    assert!(text.contains("2950 more are not listed."));
    let whole = audit::whole_markdown(&found, Lang::En);
    assert_eq!(whole.matches("\n| a&#46;toml").count(), 3_000);
    // Few rows that are long are cut too.
    let mut long = many(40, 0);
    for finding in &mut long.findings {
        finding.diagnostic.message = Said::alike("长".repeat(5_000));
    }
    let (text, cut) = audit::markdown(&long, Lang::En);
    assert!(cut && text.chars().count() < 65_536);
}

#[test]
fn gitlab_and_json_hold_everything() {
    let found = hostile();
    let text = audit::gitlab(&found, Lang::Zh);
    let issues: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert!(!acts_on_terminals(&text));
    assert_eq!(issues.len(), found.findings.len() + found.outcomes(Outcome::Failed));
    let mut prints: Vec<&str> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), issues.len());
    for issue in &issues {
        assert!(!issue["description"].as_str().unwrap().contains('\n'));
        let severity = issue["severity"].as_str().unwrap();
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
    }
    let text = audit::json(&found);
    let object: Value = serde_json::from_str(&text).unwrap();
    assert!(!acts_on_terminals(&text));
    assert_eq!(object["findings"].as_array().unwrap().len(), found.findings.len());
    assert_eq!(object["cases"].as_array().unwrap().len(), found.trials.len());
    assert_eq!(object["findings"][0]["subject"], ATTACKS[0]);
}

#[test]
fn text_does_nothing_to_a_terminal() {
    for lang in [Lang::En, Lang::Zh] {
        let text = audit::text(&hostile(), &Style { color: false, width: 80, lang });
        assert!(!acts_on_terminals(&text), "{text:?}");
        assert!(!text.lines().any(|line| line.starts_with("::")), "{text}");
        let colored = audit::text(&hostile(), &Style { color: true, width: 80, lang });
        assert!(colored.contains('\u{1b}') && !colored.contains("\u{1b}]8"));
    }
}
