//! Coverage for a summary: the shares, and what is missing.

use std::fmt::Write as _;

use super::{Shown, percent};
use crate::render::Lang;
use crate::render::canvas::printable;

/// Writes the coverage of a pack.
#[must_use]
pub fn markdown(shown: &Shown<'_>, lang: Lang) -> String {
    let mut out = String::new();
    let missed = shown.thresholds.iter().filter(|threshold| !shown.reached(threshold)).count();
    let title = lang.pick("词库覆盖", "Lexicon coverage");
    let _ = writeln!(out, "### {} {title}\n", if missed > 0 { "❌" } else { "✅" });
    let _ = writeln!(out, "{}", lang.pick("| | 用例 | 语料 |", "| | cases | corpus |"));
    let _ = writeln!(out, "| --- | --- | --- |");
    for (place, family) in shown.cases.families.iter().enumerate() {
        let of = |family: &crate::review::coverage::Family| {
            format!("{} ({}/{})", percent(family.permille()), family.covered(), family.items.len())
        };
        let corpus = shown.corpus.map_or_else(|| "—".to_owned(), |corpus| of(&corpus.families[place]));
        let _ = writeln!(out, "| {} | {} | {corpus} |", family.name.name(), of(family));
    }
    out.push('\n');
    for family in &shown.cases.families {
        let items: Vec<_> = family.uncovered().collect();
        if items.is_empty() {
            continue;
        }
        let (name, count) = (family.name.name(), items.len());
        let summary = match lang {
            Lang::Zh => format!("没有用例的 {name}：{count}"),
            Lang::En => format!("{name} that no case exercises: {count}"),
        };
        let _ = writeln!(out, "<details>\n<summary>{summary}</summary>\n");
        for item in items.iter().take(shown.rows) {
            let at = item.at.as_ref().map_or(String::new(), |(file, line)| format!(" {file}:{line}"));
            let _ = writeln!(out, "- `{}`{}", printable(&item.id).replace('`', "'"), printable(&at));
        }
        if count > shown.rows {
            let _ = writeln!(out, "- … {}", count - shown.rows);
        }
        let _ = writeln!(out, "\n</details>\n");
    }
    out
}
