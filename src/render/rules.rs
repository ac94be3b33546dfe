//! The rules for people: one page on a terminal, the list, and the document of all of them.

use std::fmt::Write as _;

use super::canvas::{Ink, paint};
use super::origin::{Lang, Style};
use crate::diagnostic::Level;
use crate::review::lint::{FAMILIES, Rule};

/// The page of one rule.
#[must_use]
pub fn page(rule: &Rule, style: &Style) -> String {
    let lang = style.lang;
    let (why, mend) = (rule.why(lang), rule.mend(lang));
    let mut out = String::new();
    paint(&format!("{} {}", rule.code, rule.name), Ink::Strong, style.color, &mut out);
    let _ = writeln!(out, " ({})\n", level(rule.level, lang));
    for line in wrapped(why, style.width.clamp(40, 100)) {
        let _ = writeln!(out, "{line}");
    }
    let _ = writeln!(out, "\n{}", lang.pick("例子：", "Example:"));
    for line in rule.example().1.lines() {
        let _ = writeln!(out, "{}", if line.is_empty() { String::new() } else { format!("    {line}") });
    }
    let _ = writeln!(out, "\n{}", lang.pick("怎么改：", "How to mend it:"));
    for line in wrapped(mend, style.width.clamp(40, 100)) {
        let _ = writeln!(out, "{line}");
    }
    let comment = format!("# fenliu: allow {} until=2027-01-31 reason=\"…\"", rule.code);
    if !rule.code.starts_with("L9") {
        let _ =
            writeln!(out, "\n{}\n    {comment}", lang.pick("不改的话，写明原因：", "To leave it, say why:"));
    }
    out
}

/// Code, level and name of every rule.
#[must_use]
pub fn list(lang: Lang) -> String {
    let mut out = String::new();
    for (digit, en, zh) in FAMILIES {
        let _ = writeln!(out, "{}", lang.pick(zh, en));
        for rule in Rule::all().filter(|rule| rule.code[1..].starts_with(digit)) {
            let _ = writeln!(out, "  {}  {:<8} {}", rule.code, level(rule.level, Lang::En), rule.name);
        }
    }
    out
}

/// The document of all rules: `docs/rules.md` and `docs/rules.zh-CN.md` are written by it.
#[must_use]
pub fn document(lang: Lang) -> String {
    let mut out = String::from(match lang {
        Lang::En => {
            "# The rules of `fenliu lexicon check`\n\n[中文](rules.zh-CN.md)\n\n\
             Written by `UPDATE=1 cargo test --test rules` from the table that the program itself reads; `fenliu lexicon rule L405` \
             shows one of them.\n"
        }
        Lang::Zh => {
            "# `fenliu lexicon check` 的规则\n\n[English](rules.md)\n\n\
             由 `UPDATE=1 cargo test --test rules` 从程序自己读的表生成；`fenliu lexicon rule L405` 显示其中一条。\n"
        }
    });
    for (digit, en, zh) in FAMILIES {
        let _ = writeln!(out, "\n## L{digit} {}", lang.pick(zh, en));
        for rule in Rule::all().filter(|rule| rule.code[1..].starts_with(digit)) {
            let (level, example) = (level(rule.level, lang), rule.example().1);
            let _ = writeln!(out, "\n### {} {}\n\n*{level}*. {}\n", rule.code, rule.name, rule.why(lang));
            let _ = writeln!(out, "```toml\n{example}```\n\n{}", rule.mend(lang));
        }
    }
    out
}

fn level(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::Error => lang.pick("错误", "error"),
        Level::Warning => lang.pick("警告", "warning"),
        Level::Note => lang.pick("提示", "note"),
    }
}

/// A paragraph as lines of so many columns.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in words(text) {
        let columns = crate::text::columns(word);
        let mut last = lines.len() - 1;
        if used + crate::text::columns(word.trim_end()) > width && used > 0 {
            let filled = lines[last].trim_end().len();
            lines[last].truncate(filled);
            lines.push(String::new());
            (last, used) = (last + 1, 0);
        }
        lines[last].push_str(word);
        used += columns;
    }
    lines
}

/// Pieces that a line may be broken after: a word with its space, a Han character with the signs behind it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let closing = |c: char| "，。！？；：、）】》」”’".contains(c);
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut chars = rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let end = at + c.len_utf8();
            let next = chars.peek().map(|(_, next)| *next);
            let breaks =
                c == ' ' || crate::text::is_han(c) || closing(c) || next.is_some_and(crate::text::is_han);
            if next.is_none() || (breaks && !next.is_some_and(closing) && next != Some(' ')) {
                let (word, after) = rest.split_at(end);
                rest = after;
                return Some(word);
            }
        }
        None
    })
}
