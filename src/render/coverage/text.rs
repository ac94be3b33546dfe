//! Coverage for people.

use std::fmt::Write as _;

use super::{Shown, percent};
use crate::render::canvas::{Ink, cut, paint, printable};
use crate::render::commands::disarmed;
use crate::render::table::heading;
use crate::render::table::{Table, plain};
use crate::render::{Lang, Style};
use crate::review::coverage::{Coverage, Family, Item};

/// Draws the coverage of a pack.
#[must_use]
pub fn text(shown: &Shown<'_>, style: &Style) -> String {
    let mut out = String::new();
    let lang = style.lang;
    let pack = &shown.pack;
    let _ = writeln!(out, "{} {} ({})", printable(pack.name), printable(pack.version), printable(pack.hash));
    families(lang.pick("用例", "cases"), shown.cases, style, &mut out);
    for family in &shown.cases.families {
        uncovered(lang.pick("用例没有碰到", "no case exercises"), family, shown.rows, style, &mut out);
    }
    if let Some(corpus) = shown.corpus {
        families(lang.pick("语料", "corpus"), corpus, style, &mut out);
        terms(shown, corpus, style, &mut out);
        let terms = corpus.family(crate::review::coverage::FamilyName::Terms);
        uncovered(lang.pick("语料里不出现", "silent on the corpus"), terms, shown.rows, style, &mut out);
    }
    thresholds(shown, style, &mut out);
    disarmed(&out).into_owned()
}

fn families(name: &str, coverage: &Coverage, style: &Style, out: &mut String) {
    let lang = style.lang;
    let (messages, silent) = (coverage.usage.messages, coverage.usage.silent);
    let about = match lang {
        Lang::Zh => format!("{messages} 条，其中 {silent} 条没有命中任何词条"),
        Lang::En => format!("{messages} messages, no term fires in {silent} of them"),
    };
    heading(name, &about, style, out);
    let head: [&str; 4] = match lang {
        Lang::Zh => ["", "碰到", "全部", "覆盖"],
        Lang::En => ["", "exercised", "all", "covered"],
    };
    let mut table = Table::new(1, &head);
    for family in &coverage.families {
        let (covered, all) = (family.covered(), family.items.len());
        let ink = if covered == all as u64 { Ink::Way } else { Ink::Plain };
        let share = (percent(family.permille()), ink);
        table.row([plain(family.name.name()), plain(covered.to_string()), plain(all.to_string()), share]);
    }
    table.write(style.color, out);
}

fn uncovered(title: &str, family: &Family, rows: usize, style: &Style, out: &mut String) {
    let items: Vec<&Item> = family.uncovered().collect();
    if items.is_empty() {
        return;
    }
    heading(&format!("{title}: {}", family.name.name()), &items.len().to_string(), style, out);
    for item in items.iter().take(rows) {
        let _ = write!(out, "  {}", cut(&item.id, style.width.max(60) - 2));
        if let Some((file, line)) = &item.at {
            out.push_str("  ");
            paint(&printable(&format!("{file}:{line}")), Ink::Dim, style.color, out);
        }
        out.push('\n');
    }
    more(items.len(), rows, style.lang, out);
}

fn more(all: usize, rows: usize, lang: Lang, out: &mut String) {
    if let Some(left) = all.checked_sub(rows).filter(|left| *left > 0) {
        let _ = match lang {
            Lang::Zh => writeln!(out, "  还有 {left} 条，用 --rows {all} 全部列出"),
            Lang::En => writeln!(out, "  {left} more: --rows {all} lists them all"),
        };
    }
}

/// The terms that fire, most often first.
fn terms(shown: &Shown<'_>, corpus: &Coverage, style: &Style, out: &mut String) {
    let lang = style.lang;
    let about = lang.pick("命中多的在前；条数不是次数", "most frequent first; messages, not hits");
    heading(lang.pick("词条", "terms"), about, style, out);
    let head: [&str; 6] = match lang {
        Lang::Zh => ["词条", "命中", "占比", "同现", "冲突", "搁置"],
        Lang::En => ["term", "fired", "share", "overlaps", "conflicts", "set aside"],
    };
    let mut order: Vec<usize> =
        (0..corpus.usage.terms.len()).filter(|place| corpus.usage.terms[*place].fired > 0).collect();
    order.sort_by_key(|place| (std::cmp::Reverse(corpus.usage.terms[*place].fired), *place));
    let mut table = Table::new(1, &head);
    for &place in order.iter().take(shown.rows) {
        let usage = &corpus.usage.terms[place];
        let share = usage.fired * 1000 / corpus.usage.messages.max(1);
        table.row([
            plain(cut(&shown.lexicon.terms[place].id, 40)),
            plain(usage.fired.to_string()),
            (percent(share), Ink::Dim),
            plain(usage.overlaps.to_string()),
            plain(usage.conflicts.to_string()),
            plain(usage.set_aside.to_string()),
        ]);
    }
    table.write(style.color, out);
    more(order.len(), shown.rows, lang, out);
}

fn thresholds(shown: &Shown<'_>, style: &Style, out: &mut String) {
    if !shown.thresholds.is_empty() {
        out.push('\n');
    }
    for threshold in shown.thresholds {
        let lang = style.lang;
        let coverage = if threshold.corpus { shown.corpus } else { Some(shown.cases) };
        let got = coverage.map_or_else(|| "—".to_owned(), |c| percent(c.family(threshold.family).permille()));
        let (word, ink) = if shown.reached(threshold) {
            (lang.pick("达到", "reached"), Ink::Way)
        } else {
            (lang.pick("未达到", "missed"), Ink::Trouble)
        };
        let family = threshold.family.name();
        let corpus = if threshold.corpus { "corpus." } else { "" };
        let _ = write!(out, "{corpus}{family} {got} / {} %: ", threshold.percent);
        paint(word, ink, style.color, out);
        out.push('\n');
    }
}
