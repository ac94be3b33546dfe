//! A comparison for people.

use std::fmt::Write as _;

use super::examples::{Example, causes, lost, of_way};
use super::words::{self, desk, thousands};
use super::{Replayed, Shown, Side};
use crate::lexicon::Need;
use crate::render::canvas::{Ink, cut, paint, printable};
use crate::render::commands::disarmed;
use crate::render::phrases;
use crate::render::table::{Cell, Table, heading, plain};
use crate::render::{Lang, Style};
use crate::review::diff::{ChangeKind, Counts};

/// Changes and causes shown; the others are counted. The machine forms have all.
const LISTED: usize = 40;

/// Columns of a drawn bar.
const BAR: u64 = 24;

/// Draws a comparison.
#[must_use]
pub fn text(shown: &Shown<'_>, style: &Style) -> String {
    let mut out = String::new();
    paint(&words::verdict(shown, style.lang), Ink::Strong, style.color, &mut out);
    out.push('\n');
    side(style.lang.pick("旧", "old"), &shown.old, &mut out);
    side(style.lang.pick("新", "new"), &shown.new, &mut out);
    changes(shown, style, &mut out);
    if let Some(replayed) = &shown.replayed {
        causes_table(shown, replayed, style, &mut out);
        routing(replayed, style, &mut out);
        needs(&replayed.compared.counts, style, &mut out);
        scores(&replayed.compared.counts, style, &mut out);
        firing(replayed, style, &mut out);
        lost_list(shown, replayed, style, &mut out);
        examples(shown, replayed, style, &mut out);
        extra(shown, replayed, style, &mut out);
        budgets(replayed, style, &mut out);
    }
    disarmed(&out).into_owned()
}

fn side(name: &str, side: &Side<'_>, out: &mut String) {
    let pack = &side.pack;
    let (from, title, version) = (printable(side.from), printable(pack.name), printable(pack.version));
    let _ = writeln!(out, "  {name}  {from}: {title} {version} ({})", printable(pack.hash));
}

fn changes(shown: &Shown<'_>, style: &Style, out: &mut String) {
    let lang = style.lang;
    let count = |kind| shown.changes.iter().filter(|change| change.kind == kind).count();
    let (added, removed, changed) =
        (count(ChangeKind::Added), count(ChangeKind::Removed), count(ChangeKind::Changed));
    let about = match lang {
        Lang::Zh => format!("增 {added}，删 {removed}，改 {changed}"),
        Lang::En => format!("{added} added, {removed} removed, {changed} changed"),
    };
    heading(lang.pick("改动", "changes"), &about, style, out);
    for change in shown.changes.iter().take(LISTED) {
        let ink = match change.kind {
            ChangeKind::Added => Ink::Way,
            ChangeKind::Removed => Ink::Trouble,
            ChangeKind::Changed => Ink::Proof,
        };
        out.push_str("  ");
        paint(words::sign(change.kind), ink, style.color, out);
        let _ = write!(out, " {}  ", printable(&change.id));
        paint(&printable(&words::site(change)), Ink::Dim, style.color, out);
        out.push('\n');
        for detail in words::details(change, lang) {
            let _ = writeln!(out, "      {}", cut(&detail, style.width.max(60) - 6));
        }
    }
    more(shown.changes.len(), LISTED, lang, out);
}

fn more(all: usize, listed: usize, lang: Lang, out: &mut String) {
    if all > listed {
        let left = all - listed;
        let _ = match lang {
            Lang::Zh => writeln!(out, "  还有 {left} 条，见 --output json"),
            Lang::En => writeln!(out, "  {left} more: --output json has them all"),
        };
    }
}

fn causes_table(shown: &Shown<'_>, replayed: &Replayed<'_>, style: &Style, out: &mut String) {
    let (lang, blame) = (style.lang, replayed.blame);
    if blame.traced() == 0 {
        return;
    }
    let about = lang.pick("去掉这一处，这些留言就不变", "without it these messages would not have changed");
    heading(lang.pick("原因", "causes"), about, style, out);
    let head: [&str; 5] = match lang {
        Lang::Zh => ["改动", "位置", "留言", "新转人工", "不再转"],
        Lang::En => ["change", "line", "messages", "gained", "lost"],
    };
    let mut table = Table::new(2, &head);
    let rows = blame.by_change();
    for (place, messages) in rows.iter().take(LISTED) {
        let change = &shown.changes[*place];
        let moved = || messages.iter().map(|message| &replayed.compared.moved[*message]);
        let gained = moved().filter(|moved| !moved.old.person && moved.new.person).count();
        let lost = moved().filter(|moved| moved.old.person && !moved.new.person).count();
        table.row([
            plain(cut(&format!("{} {}", words::sign(change.kind), change.id), 40)),
            (printable(&words::site(change)).into_owned(), Ink::Dim),
            plain(messages.len().to_string()),
            plain(gained.to_string()),
            (lost.to_string(), if lost > 0 { Ink::Trouble } else { Ink::Dim }),
        ]);
    }
    table.write(style.color, out);
    more(rows.len(), LISTED, lang, out);
    let (together, untraced) = (blame.together(), replayed.compared.counts.moved - blame.traced() as u64);
    if together > 0 {
        let _ = match lang {
            Lang::Zh => writeln!(out, "  {together} 条由几处改动合起来引起"),
            Lang::En => writeln!(out, "  {together} moved only by several changes together"),
        };
    }
    if untraced > 0 {
        let _ = match lang {
            Lang::Zh => writeln!(out, "  {untraced} 条没有追查"),
            Lang::En => writeln!(out, "  {untraced} were not traced"),
        };
    }
}

/// A count; what stays is dim, what moves is not.
fn cell(count: u64, stays: bool) -> Cell {
    let ink = if count == 0 || stays { Ink::Dim } else { Ink::Trouble };
    (if count == 0 { "·".to_owned() } else { thousands(count) }, ink)
}

fn routing(replayed: &Replayed<'_>, style: &Style, out: &mut String) {
    let (lang, counts) = (style.lang, &replayed.compared.counts);
    let desks = words::touched(counts);
    if desks.is_empty() {
        return;
    }
    let about = lang.pick("旧去向是行，新去向是列", "old desk in rows, new desk in columns");
    heading(lang.pick("去向", "routing"), about, style, out);
    let numbers: Vec<String> = (1..=desks.len()).map(|number| format!("→{number}")).collect();
    let head: Vec<&str> = ["", ""].into_iter().chain(numbers.iter().map(String::as_str)).collect();
    let mut table = Table::new(2, &head);
    for (number, old) in desks.iter().enumerate() {
        let name = printable(desk(replayed, *old)).into_owned();
        let cells = desks
            .iter()
            .map(|new| cell(counts.desks.get(&(*old, *new)).copied().unwrap_or_default(), old == new));
        table.row([(format!("{}", number + 1), Ink::Dim), plain(name)].into_iter().chain(cells));
    }
    table.write(style.color, out);
}

fn needs(counts: &Counts, style: &Style, out: &mut String) {
    let lang = style.lang;
    let stays = |count: u64, old: usize, new: usize| old == new || count == 0;
    let changed = counts
        .needs
        .iter()
        .enumerate()
        .any(|(old, row)| row.iter().enumerate().any(|(new, count)| !stays(*count, old, new)));
    if !changed {
        return;
    }
    heading(
        lang.pick("需求", "need"),
        lang.pick("旧是行，新是列", "old in rows, new in columns"),
        style,
        out,
    );
    let names = Need::ALL.map(|need| phrases::need(need.name(), lang));
    let head: Vec<&str> = std::iter::once("").chain(names).collect();
    let mut table = Table::new(1, &head);
    for (old, row) in counts.needs.iter().enumerate() {
        let cells = row.iter().enumerate().map(|(new, count)| cell(*count, old == new));
        table.row(std::iter::once(plain(names[old])).chain(cells));
    }
    table.write(style.color, out);
    let tiers = words::tiers(counts);
    let mut shifts = Vec::new();
    for (old, row) in tiers.iter().enumerate() {
        for (new, count) in row.iter().enumerate().filter(|(new, count)| *new != old && **count > 0) {
            shifts.push(format!("{}→{} {}", old + 1, new + 1, thousands(*count)));
        }
    }
    if !shifts.is_empty() {
        let _ = writeln!(out, "  {} {}", lang.pick("层级", "tier"), shifts.join(", "));
    }
}

fn scores(counts: &Counts, style: &Style, out: &mut String) {
    let lang = style.lang;
    if counts.score_changed == 0 {
        return;
    }
    let changed = thousands(counts.score_changed);
    let about = match lang {
        Lang::Zh => format!("{changed} 条变了分"),
        Lang::En => format!("{changed} have another score"),
    };
    heading(lang.pick("分数", "scores"), &about, style, out);
    let [old, new] = &counts.scores;
    let most = old.bars.iter().chain(&new.bars).skip(1).max().copied().unwrap_or(1).max(1);
    let head: [&str; 5] = match lang {
        Lang::Zh => ["", "", "旧", "新", "差"],
        Lang::En => ["", "", "old", "new", "change"],
    };
    let mut table = Table::new(2, &head);
    for (place, (before, after)) in old.bars.iter().zip(&new.bars).enumerate() {
        // Scores of 0 are nearly all of them and would leave no room for the others.
        let width = if place == 0 { 0 } else { (after * BAR).div_ceil(most).min(BAR) };
        let bar = "▇".repeat(usize::try_from(width).unwrap_or_default());
        let change = i128::from(*after) - i128::from(*before);
        let change = if change == 0 { "·".to_owned() } else { format!("{change:+}") };
        let counts = [plain(thousands(*before)), plain(thousands(*after)), plain(change)];
        table.row([(words::bar(place), Ink::Dim), (bar, Ink::Proof)].into_iter().chain(counts));
    }
    table.write(style.color, out);
}

fn firing(replayed: &Replayed<'_>, style: &Style, out: &mut String) {
    let (lang, fired) = (style.lang, &replayed.compared.fired);
    if fired.is_empty() {
        return;
    }
    heading(
        lang.pick("命中", "firing"),
        lang.pick("命中次数变了的词条", "terms that fire more or less often"),
        style,
        out,
    );
    let mut table = Table::new(1, &["", lang.pick("旧", "old"), lang.pick("新", "new")]);
    for (id, [old, new]) in fired.iter().take(LISTED / 2) {
        table.row([plain(cut(id, 48)), plain(thousands(*old)), plain(thousands(*new))]);
    }
    table.write(style.color, out);
    more(fired.len(), LISTED / 2, lang, out);
}

fn lost_list(shown: &Shown<'_>, replayed: &Replayed<'_>, style: &Style, out: &mut String) {
    let lost = lost(shown, replayed);
    if lost.is_empty() {
        return;
    }
    let lang = style.lang;
    let all = thousands(lost.len() as u64);
    heading(lang.pick("不再转人工", "no longer reach a person"), &all, style, out);
    lost.iter().for_each(|example| one(example, shown, replayed, style, out));
}

fn examples(shown: &Shown<'_>, replayed: &Replayed<'_>, style: &Style, out: &mut String) {
    let counts = &replayed.compared.counts;
    if shown.examples == 0 {
        return;
    }
    let stays = counts.desks.keys().filter(|(old, new)| old == new).map(|way| (*way, 0));
    for ((old, new), count) in words::flows(counts).into_iter().chain(stays) {
        let found = of_way(shown, replayed, (old, new));
        // Those that are lost were listed already, in full.
        let found: Vec<_> = found
            .into_iter()
            .filter(|example| !example.moved.old.person || example.moved.new.person)
            .collect();
        if found.is_empty() {
            continue;
        }
        let name = format!("{} → {}", printable(desk(replayed, old)), printable(desk(replayed, new)));
        let about = if old == new {
            style.lang.pick("去向不变，需求或类别变了", "the same desk, another need or category").to_owned()
        } else {
            thousands(count)
        };
        heading(&name, &about, style, out);
        found.iter().for_each(|example| one(example, shown, replayed, style, out));
    }
}

fn one(example: &Example<'_>, shown: &Shown<'_>, replayed: &Replayed<'_>, style: &Style, out: &mut String) {
    let moved = example.moved;
    let (old, new) = (words::outcome(replayed, &moved.old), words::outcome(replayed, &moved.new));
    let _ = writeln!(out, "  {}", cut(&example.text, style.width.max(60) - 2));
    let mut line = format!("{} · {old} → {new}", moved.place);
    match causes(shown, replayed, example.number) {
        None => {}
        Some(causes) if causes.is_empty() => {
            line += style.lang.pick(" · 几处改动合起来", " · several changes together");
        }
        Some(causes) => {
            line += " · ";
            line += &causes.join(style.lang.pick("、", ", "));
        }
    }
    out.push_str("    ");
    paint(&printable(&line), Ink::Dim, style.color, out);
    out.push('\n');
}

fn extra(shown: &Shown<'_>, replayed: &Replayed<'_>, style: &Style, out: &mut String) {
    let line = words::extra_line(shown, &replayed.compared.counts, style.lang);
    let _ = writeln!(out, "\n{line}");
}

fn budgets(replayed: &Replayed<'_>, style: &Style, out: &mut String) {
    let lang = style.lang;
    let counts = &replayed.compared.counts;
    for budget in replayed.budgets {
        let spent = thousands(budget.spent(counts));
        let (word, ink) = if budget.exceeded(counts) {
            (lang.pick("超出", "exceeded"), Ink::Trouble)
        } else {
            (lang.pick("未超", "kept"), Ink::Way)
        };
        let _ = write!(out, "{} {}: {spent}, ", lang.pick("限额", "budget"), printable(&budget.text));
        paint(word, ink, style.color, out);
        out.push('\n');
    }
}
