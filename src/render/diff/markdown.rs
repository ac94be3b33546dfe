//! A comparison for a comment on a pull request: capped, with the numbers first.

use std::fmt::Write as _;

use super::examples::{Example, causes, lost, of_way};
use super::words::{self, desk, thousands};
use super::{Replayed, Shown};
use crate::render::Lang;
use crate::render::canvas::printable;
use crate::review::diff::Counts;

/// Rows of a table in a capped text.
const ROWS: usize = 30;

/// Writes a comparison. `most`: so many characters at most, which cuts it between two lines and says so; GitHub takes
/// 65,536 in a comment.
#[must_use]
pub fn markdown(shown: &Shown<'_>, most: Option<usize>, lang: Lang) -> String {
    let mut out = String::new();
    let rows = if most.is_some() { ROWS } else { usize::MAX };
    let _ = writeln!(out, "### {}\n", escaped(&words::verdict(shown, lang)));
    let side = |from: &str, hash: &str| format!("`{}` ({})", code(from), code(hash));
    let (old, new) = (side(shown.old.from, shown.old.pack.hash), side(shown.new.from, shown.new.pack.hash));
    let _ = writeln!(out, "{old} → {new}\n");
    if let Some(replayed) = &shown.replayed {
        budgets(replayed, lang, &mut out);
        let _ = writeln!(out, "{}\n", words::extra_line(shown, &replayed.compared.counts, lang));
        lost_list(shown, replayed, rows, lang, &mut out);
        routing(replayed, lang, &mut out);
        causes_table(shown, replayed, rows, lang, &mut out);
    }
    changes(shown, rows, lang, &mut out);
    if let Some(replayed) = &shown.replayed {
        needs(&replayed.compared.counts, lang, &mut out);
        scores(&replayed.compared.counts, lang, &mut out);
        examples(shown, replayed, rows, lang, &mut out);
    }
    match most {
        Some(most) => capped(out, most, lang),
        None => out,
    }
}

/// As many whole lines as fit, and a last one that says that there is more. What was folded is closed again.
fn capped(text: String, most: usize, lang: Lang) -> String {
    if text.chars().count() <= most {
        return text;
    }
    let last = lang.pick("\n…（太长，其余见完整文件）\n", "\n… (too long: the rest is in the full file)\n");
    let close = "</details>\n";
    let room = most.saturating_sub(last.chars().count() + close.len());
    let mut cut = String::new();
    let mut used = 0;
    for line in text.split_inclusive('\n') {
        used += line.chars().count();
        if used > room {
            break;
        }
        cut.push_str(line);
    }
    if cut.matches("<details>").count() > cut.matches("</details>").count() {
        cut.push_str(close);
    }
    cut + last
}

/// A text in which nothing of Markdown or HTML acts, on one line.
fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for c in printable(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => safe.extend(['\\', c]),
            // No mention and no link to an issue.
            '@' => safe.push_str("&#64;"),
            c => safe.push(c),
        }
    }
    safe
}

/// What stands between backticks.
fn code(text: &str) -> String {
    printable(text).replace('`', "'").replace('|', "\\|")
}

fn table(head: &[&str], rows: &[Vec<String>], out: &mut String) {
    let _ = writeln!(out, "| {} |", head.join(" | "));
    let _ = writeln!(out, "|{}", " --- |".repeat(head.len()));
    for row in rows {
        let _ = writeln!(out, "| {} |", row.join(" | "));
    }
    out.push('\n');
}

fn details(title: &str, out: &mut String, inside: impl FnOnce(&mut String)) {
    let _ = writeln!(out, "<details>\n<summary>{title}</summary>\n");
    inside(out);
    let _ = writeln!(out, "</details>\n");
}

fn more(all: usize, listed: usize, lang: Lang, out: &mut String) {
    if let Some(left) = all.checked_sub(listed).filter(|left| *left > 0) {
        let _ = match lang {
            Lang::Zh => writeln!(out, "还有 {left} 条，见完整文件\n"),
            Lang::En => writeln!(out, "{left} more are in the full file\n"),
        };
    }
}

fn budgets(replayed: &Replayed<'_>, lang: Lang, out: &mut String) {
    let counts = &replayed.compared.counts;
    let row = |budget: &crate::review::diff::Budget| {
        let word = if budget.exceeded(counts) {
            lang.pick("❌ 超出", "❌ exceeded")
        } else {
            lang.pick("✅ 未超", "✅ kept")
        };
        vec![format!("`{}`", code(&budget.text)), thousands(budget.spent(counts)), word.to_owned()]
    };
    if !replayed.budgets.is_empty() {
        let head: [&str; 3] = match lang {
            Lang::Zh => ["限额", "留言", ""],
            Lang::En => ["budget", "messages", ""],
        };
        table(&head, &replayed.budgets.iter().map(row).collect::<Vec<_>>(), out);
    }
}

fn lost_list(shown: &Shown<'_>, replayed: &Replayed<'_>, rows: usize, lang: Lang, out: &mut String) {
    let lost = lost(shown, replayed);
    if lost.is_empty() {
        return;
    }
    let all = thousands(lost.len() as u64);
    let _ = match lang {
        Lang::Zh => writeln!(out, "**{all} 条不再转人工**\n"),
        Lang::En => writeln!(out, "**{all} no longer reach a person**\n"),
    };
    list(&lost, shown, replayed, rows.saturating_mul(2), lang, out);
}

/// A list of examples, the causes of each under it.
fn list(
    examples: &[Example<'_>],
    shown: &Shown<'_>,
    replayed: &Replayed<'_>,
    rows: usize,
    lang: Lang,
    out: &mut String,
) {
    for example in examples.iter().take(rows) {
        let moved = example.moved;
        let (old, new) = (words::outcome(replayed, &moved.old), words::outcome(replayed, &moved.new));
        let _ = write!(out, "- {}<br>`{}` · {old} → {new}", escaped(&example.text), code(&moved.place));
        match causes(shown, replayed, example.number) {
            None => {}
            Some(causes) if causes.is_empty() => {
                out.push_str(lang.pick(" · 几处改动合起来", " · several changes together"));
            }
            Some(causes) => {
                let causes: Vec<String> = causes.iter().map(|cause| format!("`{}`", code(cause))).collect();
                let _ = write!(out, " · {}", causes.join(", "));
            }
        }
        out.push('\n');
    }
    out.push('\n');
    more(examples.len(), rows, lang, out);
}

fn routing(replayed: &Replayed<'_>, lang: Lang, out: &mut String) {
    let counts = &replayed.compared.counts;
    let desks = words::touched(counts);
    if desks.is_empty() {
        return;
    }
    let names: Vec<String> = desks.iter().map(|place| escaped(desk(replayed, *place))).collect();
    let corner = lang.pick("旧 ＼ 新", "old \\ new");
    let head: Vec<&str> = std::iter::once(corner).chain(names.iter().map(String::as_str)).collect();
    let mut rows = Vec::new();
    for (old, name) in desks.iter().zip(&names) {
        let cells = desks.iter().map(|new| {
            let count = counts.desks.get(&(*old, *new)).copied().unwrap_or_default();
            match count {
                0 => String::new(),
                count if old == new => thousands(count),
                count => format!("**{}**", thousands(count)),
            }
        });
        rows.push(std::iter::once(name.clone()).chain(cells).collect());
    }
    table(&head, &rows, out);
}

fn causes_table(shown: &Shown<'_>, replayed: &Replayed<'_>, rows: usize, lang: Lang, out: &mut String) {
    let causes = replayed.blame.by_change();
    if causes.is_empty() {
        return;
    }
    let row = |(place, messages): &(usize, Vec<usize>)| {
        let change = &shown.changes[*place];
        let id = format!("{} `{}`", words::sign(change.kind), code(&change.id));
        vec![id, format!("`{}`", code(&words::site(change))), messages.len().to_string()]
    };
    let head: [&str; 3] = match lang {
        Lang::Zh => ["原因", "位置", "留言"],
        Lang::En => ["cause", "line", "messages"],
    };
    table(&head, &causes.iter().take(rows).map(row).collect::<Vec<_>>(), out);
    more(causes.len(), rows, lang, out);
}

fn changes(shown: &Shown<'_>, rows: usize, lang: Lang, out: &mut String) {
    let all = shown.changes.len();
    let title = match lang {
        Lang::Zh => format!("改动 {all} 处"),
        Lang::En => words::counted(all, "change"),
    };
    details(&title, out, |out| {
        for change in shown.changes.iter().take(rows) {
            let (id, site) = (code(&change.id), code(&words::site(change)));
            let _ = write!(out, "- {} `{id}` `{site}`", words::sign(change.kind));
            let said: Vec<String> = words::details(change, lang).iter().map(|said| escaped(said)).collect();
            if !said.is_empty() {
                let _ = write!(out, ": {}", said.join("; "));
            }
            out.push('\n');
        }
        out.push('\n');
        more(all, rows, lang, out);
    });
}

fn needs(counts: &Counts, lang: Lang, out: &mut String) {
    let names = crate::lexicon::Need::ALL.map(crate::lexicon::Need::name);
    let rows: Vec<Vec<String>> = counts
        .needs
        .iter()
        .enumerate()
        .map(|(old, row)| {
            std::iter::once(names[old].to_owned()).chain(row.iter().map(|count| thousands(*count))).collect()
        })
        .collect();
    details(lang.pick("需求：旧是行，新是列", "Need: old in rows, new in columns"), out, |out| {
        let head: Vec<&str> = std::iter::once("").chain(names).collect();
        table(&head, &rows, out);
    });
}

fn scores(counts: &Counts, lang: Lang, out: &mut String) {
    let [old, new] = &counts.scores;
    let rows: Vec<Vec<String>> = old
        .bars
        .iter()
        .zip(&new.bars)
        .enumerate()
        .map(|(place, (old, new))| vec![words::bar(place), thousands(*old), thousands(*new)])
        .collect();
    details(lang.pick("分数分布", "Scores"), out, |out| {
        table(&["", lang.pick("旧", "old"), lang.pick("新", "new")], &rows, out);
    });
}

fn examples(shown: &Shown<'_>, replayed: &Replayed<'_>, rows: usize, lang: Lang, out: &mut String) {
    for ((old, new), count) in words::flows(&replayed.compared.counts) {
        let found = of_way(shown, replayed, (old, new));
        if found.is_empty() {
            continue;
        }
        let (from, to) = (escaped(desk(replayed, old)), escaped(desk(replayed, new)));
        details(&format!("{from} → {to}: {}", thousands(count)), out, |out| {
            list(&found, shown, replayed, rows, lang, out);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, capped, escaped};

    #[test]
    fn nothing_in_a_message_acts() {
        assert_eq!(
            escaped("<b>a|b</b> @all `x` *y*\n#1"),
            "&lt;b&gt;a\\|b&lt;/b&gt; &#64;all \\`x\\` \\*y\\*␊\\#1"
        );
    }

    #[test]
    fn a_long_text_is_cut_between_lines_and_closed() {
        let text = format!("head\n<details>\n{}</details>\n", "一行字\n".repeat(100));
        let cut = capped(text.clone(), 120, Lang::En);
        assert!(cut.chars().count() <= 120 && cut.contains("</details>\n\n…"), "{cut}");
        assert_eq!(capped(text.clone(), 10_000, Lang::En), text);
    }
}
