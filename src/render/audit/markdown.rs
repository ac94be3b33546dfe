//! An audit as Markdown, for a comment under a change: the verdict, the counts, the findings, as many as fit.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::safe::markdown as safe;
use crate::diagnostic::{Lang, Level};
use crate::review::lint::Rule;
use crate::review::{Audit, Outcome};

/// A comment on GitHub takes 65,536 characters; this leaves room for what others add.
const MOST_CHARACTERS: usize = 60_000;
/// More rows than this nobody reads in a comment.
const MOST_ROWS: usize = 50;

/// The audit as Markdown, cut so that it fits into a comment, and whether something was cut.
#[must_use]
pub fn markdown(audit: &Audit, lang: Lang) -> (String, bool) {
    write(audit, lang, MOST_ROWS, MOST_CHARACTERS)
}

/// The audit as Markdown with every row.
#[must_use]
pub fn whole_markdown(audit: &Audit, lang: Lang) -> String {
    write(audit, lang, usize::MAX, usize::MAX).0
}

fn write(audit: &Audit, lang: Lang, rows: usize, characters: usize) -> (String, bool) {
    let mut out = String::new();
    let _ = writeln!(out, "### fenliu {}: {}\n", safe(audit.command), verdict(audit, lang));
    by_rule(audit, lang, &mut out);
    let rest = rest(audit, lang);
    let mut room = characters.saturating_sub(out.chars().count() + rest.chars().count() + 200);
    let all = table(audit, lang);
    let count = all.len().saturating_sub(1);
    let mut shown = 0;
    for (place, row) in all.iter().enumerate() {
        let length = row.chars().count();
        if place > rows || length > room {
            break;
        }
        room -= length;
        shown = place;
        out.push_str(row);
    }
    if shown < count {
        let left = count - shown;
        let _ = match lang {
            Lang::Zh => writeln!(out, "\n另有 {left} 处没有列出。"),
            Lang::En => writeln!(out, "\n{left} more are not listed."),
        };
    }
    out.push_str(&rest);
    (out, shown < count)
}

fn verdict(audit: &Audit, lang: Lang) -> String {
    let mut parts = Vec::new();
    for (count, zh, one, many) in [
        (audit.count(Level::Error), "处错误", "error", "errors"),
        (audit.count(Level::Warning), "处警告", "warning", "warnings"),
        (audit.count(Level::Note), "处提示", "note", "notes"),
        (audit.outcomes(Outcome::Failed), "条用例不成立", "case failed", "cases failed"),
        (audit.outcomes(Outcome::Passed), "条用例成立", "case passed", "cases passed"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {}", lang.pick(zh, if count == 1 { one } else { many })));
        }
    }
    if parts.is_empty() {
        return lang.pick("没有发现问题", "nothing found").to_owned();
    }
    parts.join(lang.pick("，", ", "))
}

fn by_rule(audit: &Audit, lang: Lang, out: &mut String) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &audit.findings {
        *counts.entry(finding.diagnostic.code).or_default() += 1;
    }
    if counts.len() < 2 {
        return;
    }
    let _ = writeln!(out, "| {} | {} |\n|---|---|", lang.pick("规则", "rule"), lang.pick("处", "findings"));
    for (code, count) in counts {
        let name = Rule::find(code).map_or("", |rule| rule.name);
        let _ = writeln!(out, "| {} {} | {count} |", safe(code), safe(name));
    }
    out.push('\n');
}

/// A head and a row for each finding and each failed case, errors first. Nothing for none.
fn table(audit: &Audit, lang: Lang) -> Vec<String> {
    let mut rows: Vec<(Level, String)> = Vec::new();
    for finding in &audit.findings {
        let (diagnostic, place) = (&finding.diagnostic, &finding.place);
        let row = format!(
            "| {}&#58;{} | {} | {} |\n",
            safe(&diagnostic.file),
            place.line,
            safe(diagnostic.code),
            safe(diagnostic.message.in_lang(lang)),
        );
        rows.push((diagnostic.level, row));
    }
    for trial in audit.trials.iter().filter(|trial| trial.outcome == Outcome::Failed) {
        let place =
            trial.at.as_ref().map_or_else(String::new, |(file, line)| format!("{}&#58;{line}", safe(file)));
        let said = trial.message.as_ref().map_or("", |message| message.in_lang(lang));
        let name = safe(&format!("{}/{}", trial.suite, trial.name));
        rows.push((Level::Error, format!("| {place} | {name} | {} |\n", safe(said))));
    }
    rows.sort_by_key(|(level, _)| *level);
    let mut all: Vec<String> = rows.into_iter().map(|(_, row)| row).collect();
    if !all.is_empty() {
        let (place, rule, what) = match lang {
            Lang::Zh => ("位置", "规则", "问题"),
            Lang::En => ("where", "what", "why"),
        };
        all.insert(0, format!("| {place} | {rule} | {what} |\n|---|---|---|\n"));
    }
    all
}

fn rest(audit: &Audit, lang: Lang) -> String {
    let mut out = String::new();
    for remark in &audit.remarks {
        let _ = writeln!(out, "\n{}{}", safe(remark.in_lang(lang)), lang.pick("。", "\\."));
    }
    let pack = audit
        .pack
        .as_ref()
        .map_or_else(String::new, |pack| format!(", {} {} ({})", pack.name, pack.version, pack.hash));
    let _ = writeln!(out, "\n<sub>fenliu {}{}</sub>", safe(env!("CARGO_PKG_VERSION")), safe(&pack));
    out
}
