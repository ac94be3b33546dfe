//! An audit as SARIF 2.1.0, the format that code scanning reads.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::json::level;
use super::safe;
use crate::diagnostic::{Lang, Level};
use crate::review::lint::Rule;
use crate::review::{Audit, Finding, Outcome, Place, Trial};

/// Code scanning takes no more results than this from one run.
const MOST: usize = 25_000;
/// The rule that failed cases are results of.
const CASE: &str = "case";

/// The audit as SARIF. Every result has a region, its own level, and a fingerprint that stays when lines move.
#[must_use]
pub fn sarif(audit: &Audit, lang: Lang) -> String {
    let rules = Rules::of(audit, lang);
    let failed = audit.trials.iter().filter(|trial| trial.outcome == Outcome::Failed);
    let findings = audit.findings.iter().map(|found| finding(found, &rules, lang));
    let results: Vec<Value> =
        findings.chain(failed.map(|trial| case(trial, &rules, lang))).take(MOST).collect();
    let pack = audit.pack.as_ref().map(|pack| format!("{} {} ({})", pack.name, pack.version, pack.hash));
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "fenliu",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.descriptors,
            }},
            "automationDetails": { "id": format!("fenliu/{}/", audit.command) },
            "columnKind": "unicodeCodePoints",
            "results": results,
            "properties": { "pack": pack },
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    safe::json(&text)
}

/// The rules that results are of, and their places.
struct Rules {
    places: BTreeMap<&'static str, usize>,
    descriptors: Vec<Value>,
}

impl Rules {
    fn of(audit: &Audit, lang: Lang) -> Self {
        let mut codes: Vec<&'static str> =
            audit.findings.iter().map(|finding| finding.diagnostic.code).collect();
        if audit.outcomes(Outcome::Failed) > 0 {
            codes.push(CASE);
        }
        codes.sort_unstable();
        codes.dedup();
        let descriptors = codes.iter().map(|code| descriptor(code, lang)).collect();
        Self { places: codes.into_iter().zip(0..).collect(), descriptors }
    }

    fn place(&self, code: &str) -> usize {
        self.places.get(code).copied().unwrap_or_default()
    }
}

fn descriptor(code: &str, lang: Lang) -> Value {
    let Some(rule) = Rule::find(code) else {
        let what = lang.pick("用例不成立", "A case does not hold");
        return json!({ "id": code, "shortDescription": { "text": what } });
    };
    let (why, mend) = (rule.why(lang), rule.mend(lang));
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.name.replace('-', " ") },
        "fullDescription": { "text": why },
        "help": { "text": format!("{why}\n\n{mend}") },
        "defaultConfiguration": { "level": level(rule.level) },
    })
}

fn finding(finding: &Finding, rules: &Rules, lang: Lang) -> Value {
    let diagnostic = &finding.diagnostic;
    let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!("\n{}", help.in_lang(lang)));
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|related| {
            let mut location = location(&related.file, &related.place);
            location["message"] = json!({ "text": related.message.in_lang(lang) });
            location
        })
        .collect();
    let mut location = location(&diagnostic.file, &finding.place);
    location["logicalLocations"] = json!([{ "fullyQualifiedName": finding.entry }]);
    json!({
        "ruleId": diagnostic.code,
        "ruleIndex": rules.place(diagnostic.code),
        "level": level(diagnostic.level),
        "message": { "text": format!("{}{help}", diagnostic.message.in_lang(lang)) },
        "locations": [location],
        "relatedLocations": related,
        "partialFingerprints": { "fenliu/v1": finding.fingerprint },
    })
}

fn case(trial: &Trial, rules: &Rules, lang: Lang) -> Value {
    let message = trial.message.as_ref().map_or("", |message| message.in_lang(lang));
    let (file, line) = trial.at.as_ref().map_or((trial.suite.as_str(), 1), |(file, line)| (file, *line));
    let place = Place { line, column: 1, end_line: line, end_column: 1 };
    json!({
        "ruleId": CASE,
        "ruleIndex": rules.place(CASE),
        "level": level(Level::Error),
        "message": { "text": format!("{}/{}\n{message}", trial.suite, trial.name) },
        "locations": [location(file, &place)],
        "partialFingerprints": { "fenliu/v1": trial.fingerprint() },
    })
}

fn location(file: &str, place: &Place) -> Value {
    let uri = safe::uri(file);
    let artifact = if uri.starts_with("file:") {
        json!({ "uri": uri })
    } else {
        json!({ "uri": uri, "uriBaseId": "%SRCROOT%" })
    };
    json!({ "physicalLocation": {
        "artifactLocation": artifact,
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        },
    }})
}
