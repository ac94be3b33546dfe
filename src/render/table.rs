//! Columns that line up on a terminal, Han or Latin.

use crate::render::canvas::{Ink, pad, paint};
use crate::render::origin::Style;
use crate::text::columns;

/// Columns before a table, and between its own.
const GAP: usize = 2;

/// On which side a column is flush.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Flush {
    Left,
    Right,
}

/// One cell: printable text in an ink.
pub(in crate::render) type Cell = (String, Ink);

/// Rows under a head.
pub(in crate::render) struct Table {
    flush: Vec<Flush>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// `head` names the columns; the first `left` of them are flush left.
    pub(in crate::render) fn new(left: usize, head: &[&str]) -> Self {
        let flush = (0..head.len()).map(|at| if at < left { Flush::Left } else { Flush::Right }).collect();
        let rows = vec![head.iter().map(|name| ((*name).to_owned(), Ink::Dim)).collect()];
        Self { flush, rows }
    }

    pub(in crate::render) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Appends the table; no line ends in spaces.
    pub(in crate::render) fn write(&self, color: bool, out: &mut String) {
        let wide =
            |at: usize| self.rows.iter().filter_map(|row| row.get(at)).map(|(text, _)| columns(text)).max();
        let widths: Vec<_> = (0..self.flush.len()).map(|at| wide(at).unwrap_or_default()).collect();
        for row in &self.rows {
            let last = row.iter().rposition(|(text, _)| !text.is_empty());
            let mut due = 0;
            for ((text, ink), (flush, width)) in
                row.iter().zip(self.flush.iter().zip(&widths)).take(last.map_or(0, |at| at + 1))
            {
                let free = width - columns(text);
                let (before, after) = if *flush == Flush::Right { (free, 0) } else { (0, free) };
                pad(0, due + GAP + before, out);
                paint(text, *ink, color, out);
                due = after;
            }
            out.push('\n');
        }
    }
}

/// A heading, and what it is about.
pub(super) fn heading(name: &str, about: &str, style: &Style, out: &mut String) {
    out.push('\n');
    paint(name, Ink::Strong, style.color, out);
    if !about.is_empty() {
        out.push_str(style.lang.pick("：", ": "));
        paint(about, Ink::Dim, style.color, out);
    }
    out.push('\n');
}

/// A cell without ink.
pub(in crate::render) fn plain(text: impl Into<String>) -> Cell {
    (text.into(), Ink::Plain)
}

/// A share with three decimals.
pub(in crate::render) fn share(value: f64) -> String {
    format!("{value:.3}")
}

/// A share with three decimals, or a dash where there is none.
pub(in crate::render) fn maybe(value: Option<f64>) -> Cell {
    value.map_or(("—".to_owned(), Ink::Dim), |value| plain(share(value)))
}

#[cfg(test)]
mod tests {
    use super::{Table, plain};

    #[test]
    fn han_and_latin_line_up() {
        let mut table = Table::new(1, &["topic", "F1"]);
        table.row([plain("支付"), plain("0.5")]);
        table.row([plain("x"), plain("")]);
        let mut out = String::new();
        table.write(false, &mut out);
        assert_eq!(out, "  topic   F1\n  支付   0.5\n  x\n");
    }
}
