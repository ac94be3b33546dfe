//! The table of terms for people.

use std::fmt::Write as _;

use crate::render::canvas::{Ink, cut};
use crate::render::origin::{Lang, Style};
use crate::render::phrases;
use crate::render::table::{Table, heading, maybe, plain, share};
use crate::review::TermTable;

/// Columns of an id.
const ID: usize = 36;

pub(super) fn terms(terms: &TermTable<'_>, most: usize, style: &Style, out: &mut String) {
    let lang = style.lang;
    let (judged, silent) = (terms.judged, terms.silent);
    let about = match lang {
        Lang::Zh => format!("标注能评判的 {judged} 条里 {silent} 条从未命中；错得多的在前"),
        Lang::En => {
            format!("{silent} of {judged} that labels can judge never fired; most wrong firings first")
        }
    };
    heading(lang.pick("词条", "terms"), &about, style, out);
    let head: [&str; 10] = match lang {
        Lang::Zh => ["词条", "阶段", "命中", "对", "错", "准确率", "覆盖", "同现", "冲突", "搁置"],
        Lang::En => [
            "term",
            "stage",
            "fired",
            "right",
            "wrong",
            "precision",
            "coverage",
            "overlaps",
            "conflicts",
            "set aside",
        ],
    };
    let mut table = Table::new(2, &head);
    for row in terms.rows.iter().take(most) {
        let wrong = row.wrong();
        table.row([
            plain(cut(&row.term.id, ID)),
            (short_stage(row.term.stage.name(), lang).to_owned(), Ink::Dim),
            plain(row.fired.to_string()),
            plain(row.right.to_string()),
            (wrong.to_string(), if wrong > 0 { Ink::Trouble } else { Ink::Dim }),
            maybe(row.precision()),
            plain(share(row.coverage())),
            plain(row.overlaps.to_string()),
            plain(row.conflicts.to_string()),
            plain(row.set_aside.to_string()),
        ]);
    }
    table.write(style.color, out);
    let left = terms.rows.len().saturating_sub(most);
    if left > 0 {
        let _ = match lang {
            Lang::Zh => writeln!(out, "  还有 {left} 条，用 --terms {} 全部列出", terms.rows.len()),
            Lang::En => writeln!(out, "  {left} more: --terms {} shows them all", terms.rows.len()),
        };
    }
}

/// The stage in a column: its stable name, or its words where they are as short.
fn short_stage(name: &str, lang: Lang) -> &str {
    match lang {
        Lang::Zh => phrases::stage(name, lang),
        Lang::En => name,
    }
}
