//! Text as it appears on a terminal: what is shown for what can't be shown, how wide it is, where it breaks.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use anstyle::{AnsiColor, Style as Ansi};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::text::is_han;

/// The longest grapheme that is drawn, in characters; the longest emoji sequences have 10. What follows is counted, so
/// that a tower of combining marks can't climb over the lines above.
const LONGEST_GRAPHEME: usize = 16;

/// Columns after which no further character of a grapheme is drawn, where placeholders stand for its characters.
const WIDEST_GRAPHEME: usize = 10;

/// Characters that are put with the word or bracket before them rather than at the start of a line.
const CLOSING: &str = "，。！？；：、）】》」』”’…～,.!?;:)]}%℃";
/// Characters that are put at the start of a line rather than at its end.
const OPENING: &str = "（【《「『“‘([{";

/// A character that would act on the terminal or on the order of the text instead of being seen: controls, line
/// separators, bidirectional marks and overrides, byte order marks, interlinear and tag characters.
pub(super) fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// How a piece of a drawing is inked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ink {
    Plain,
    Strong,
    Dim,
    /// Something that asks for a person.
    Trouble,
    /// Proof.
    Proof,
    /// The way to take.
    Way,
}

impl Ink {
    const fn ansi(self) -> Ansi {
        match self {
            Self::Plain => Ansi::new(),
            Self::Strong => Ansi::new().bold(),
            Self::Dim => Ansi::new().dimmed(),
            Self::Trouble => AnsiColor::Yellow.on_default().bold(),
            Self::Proof => AnsiColor::Cyan.on_default(),
            Self::Way => AnsiColor::Green.on_default(),
        }
    }
}

/// Writes `text` in an ink, when colour is wanted. The text must be printable already.
pub(super) fn paint(text: &str, ink: Ink, color: bool, out: &mut String) {
    if color && ink != Ink::Plain && !text.is_empty() {
        let ansi = ink.ansi();
        let _ = write!(out, "{ansi}{text}{ansi:#}");
    } else {
        out.push_str(text);
    }
}

/// One grapheme as it is drawn.
#[derive(Clone, Debug)]
pub(super) struct Cell<'m> {
    /// What is drawn; never empty, and at least one column wide.
    pub(super) shown: Cow<'m, str>,
    /// Bytes in the text that was given.
    pub(super) at: Range<usize>,
    /// Columns on the terminal.
    pub(super) columns: usize,
}

/// The graphemes of a text as they are drawn. A line break is drawn like any other control character.
pub(super) fn cells(text: &str) -> impl Iterator<Item = Cell<'_>> {
    text.grapheme_indices(true).map(|(start, grapheme)| {
        let shown = show(grapheme);
        let columns = shown.width();
        Cell { shown, at: start..start + grapheme.len(), columns }
    })
}

fn show(grapheme: &str) -> Cow<'_, str> {
    let flag = grapheme.starts_with('\u{1f3f4}');
    let harmless =
        |character| !is_control(character) || (flag && matches!(character, '\u{e0020}'..='\u{e007f}'));
    if grapheme.chars().all(harmless)
        && grapheme.width() > 0
        && grapheme.chars().nth(LONGEST_GRAPHEME).is_none()
    {
        return Cow::Borrowed(grapheme);
    }
    let bare = grapheme.width() == 0;
    let mut shown = String::new();
    let mut left_out = 0;
    for (place, character) in grapheme.chars().enumerate() {
        if left_out > 0 || place >= LONGEST_GRAPHEME || shown.width() > WIDEST_GRAPHEME {
            left_out += 1;
        } else if !harmless(character) || (bare && !is_mark(character)) {
            placeholder(character, &mut shown);
        } else {
            if bare && shown.is_empty() {
                shown.push('◌');
            }
            shown.push(character);
        }
    }
    if left_out > 0 {
        let _ = write!(shown, "<+{left_out}>");
    }
    Cow::Owned(shown)
}

/// Combining marks of the common blocks, which are shown on a dotted circle where they have no letter of their own.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{302a}'..='\u{302d}' | '\u{3099}'..='\u{309a}' | '\u{fe20}'..='\u{fe2f}')
}

fn placeholder(character: char, shown: &mut String) {
    match u32::from(character) {
        code @ 0..0x20 => shown.extend(char::from_u32(0x2400 + code)),
        0x7f => shown.push('␡'),
        code => {
            let _ = write!(shown, "<U+{code:04X}>");
        }
    }
}

/// The whole text as it is shown on one line.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    cells(text).map(|cell| cell.shown).collect::<String>().into()
}

/// Columns of a printable text.
pub(super) fn columns(printable: &str) -> usize {
    printable.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// As much of a text as fits, printable, with … where something was cut.
pub(super) fn cut(text: &str, columns: usize) -> String {
    // No character takes more columns than it has bytes, and a text of nothing but Han characters is shown as it is.
    if text.len() <= columns && text.chars().all(is_han) {
        return text.to_owned();
    }
    let mut shown = String::new();
    let mut used = 0;
    let mut before_last = 0;
    for cell in cells(text) {
        if used + cell.columns > columns {
            // Make room for the ellipsis.
            shown.truncate(if used < columns { shown.len() } else { before_last });
            shown.push('…');
            return shown;
        }
        if used + cell.columns < columns {
            before_last = shown.len() + cell.shown.len();
        }
        used += cell.columns;
        shown.push_str(&cell.shown);
    }
    shown
}

/// Where a text breaks into lines of at most `columns` columns: byte ranges without gaps. Lines end between graphemes;
/// Latin words and punctuation are kept together where that costs little. A text without characters has one line.
pub(super) fn breaks(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    // The cells of the current line, as (start byte, columns).
    let mut line: Vec<(usize, usize)> = Vec::new();
    let mut used = 0;
    for cell in cells(text) {
        if used + cell.columns > columns && !line.is_empty() {
            let kept = kept(text, &line, cell.at.start);
            let end = line.get(kept).map_or(cell.at.start, |&(at, _)| at);
            lines.push(start..end);
            start = end;
            line.drain(..kept);
            used = line.iter().map(|&(_, columns)| columns).sum();
        }
        used += cell.columns;
        line.push((cell.at.start, cell.columns));
    }
    lines.push(start..text.len());
    lines
}

/// How many cells of a full line stay on it, when the next one begins at `next`.
fn kept(text: &str, line: &[(usize, usize)], next: usize) -> usize {
    let first = |at: usize| text[at..].chars().next().unwrap_or(' ');
    let mut after = first(next);
    // Looking back a third of the line is enough; then cut where it is full.
    let least = (line.len() * 2 / 3).max(1);
    for kept in (least..=line.len()).rev() {
        let before = first(line[kept - 1].0);
        let word = before.is_ascii_graphic() && after.is_ascii_graphic() && before != '/';
        if !word && !CLOSING.contains(after) && !OPENING.contains(before) {
            return kept;
        }
        after = before;
    }
    line.len()
}

/// A text in printable lines of at most `columns` columns, without spaces at the line ends.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let lines = breaks(text, columns.max(2));
    lines.into_iter().map(|line| printable(text[line].trim_matches(' ')).into_owned()).collect()
}

/// Parts set one after another in printable lines of at most `columns` columns. Lines end between parts where they can.
pub(super) fn flow<'p>(
    parts: impl IntoIterator<Item = &'p str>,
    between: &str,
    columns: usize,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // What ends a line that another follows.
    let end = between.trim_end_matches(' ');
    let mut parts = parts.into_iter().peekable();
    while let Some(part) = parts.next() {
        let part = printable(part);
        let ending = if parts.peek().is_some() { self::columns(end) } else { 0 };
        let Some(line) = lines.last_mut() else {
            lines.extend(wrap(&part, columns.saturating_sub(ending)));
            continue;
        };
        if self::columns(line) + self::columns(between) + self::columns(&part) + ending <= columns {
            line.push_str(between);
            line.push_str(&part);
        } else {
            line.push_str(end);
            lines.extend(wrap(&part, columns.saturating_sub(ending)));
        }
    }
    lines
}

/// Writes spaces until a printable text of so many columns is `width` wide.
pub(super) fn pad(used: usize, width: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', width.saturating_sub(used)));
}

#[cfg(test)]
mod tests {
    use super::{breaks, cells, columns, cut, flow, printable, wrap};

    #[test]
    fn what_acts_is_shown_instead() {
        for (text, shown) in [
            ("\u{1b}[31m红", "␛[31m红"),
            ("a\u{0}\u{7f}\u{85}b", "a␀␡<U+0085>b"),
            ("\u{202e}fdp", "<U+202E>fdp"),
            ("号被\u{200b}盗", "号被<U+200B>盗"),
            ("a\r\nb", "a␍␊b"),
            ("\u{301}x", "◌\u{301}x"),
            ("A\u{e0041}", "A<U+E0041>"),
            ("👨‍👩‍👧‍👦e\u{301}", "👨‍👩‍👧‍👦e\u{301}"),
        ] {
            assert_eq!(printable(text), shown);
        }
        let tower = format!("a{}", "\u{301}".repeat(1000));
        assert!(printable(&tower).ends_with("<+985>"));
    }

    #[test]
    fn widths_and_cuts() {
        assert_eq!(columns("退款ab"), 6);
        assert_eq!(columns("👨‍👩‍👧‍👦"), 2);
        for (width, shown) in
            [(6, "退款ab"), (5, "退款…"), (4, "退…"), (3, "退…"), (2, "…"), (1, "…"), (0, "…")]
        {
            assert_eq!(cut("退款ab", width), shown, "{width}");
            assert!(columns(&cut("退款ab", width)) <= width.max(1));
        }
    }

    #[test]
    fn lines_cover_the_text_and_keep_words() {
        assert_eq!(wrap("退款到账了，谢谢", 10), ["退款到账", "了，谢谢"]);
        assert_eq!(wrap("报错 wx-pay error", 12), ["报错 wx-pay", "error"]);
        assert_eq!(wrap("", 10), [""]);
        assert_eq!(flow(["支付", "权重 4", "严重"], " · ", 14), ["支付 ·", "权重 4 · 严重"]);
        let text = "很长的话 with words（括号）\u{1b}".repeat(40);
        for width in 2..30 {
            let lines = breaks(&text, width);
            assert_eq!(lines.iter().map(|line| &text[line.clone()]).collect::<String>(), text);
        }
        assert!(cells(&text).all(|cell| cell.columns > 0));
    }
}
