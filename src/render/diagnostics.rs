//! Complaints about files, each drawn under the line it is about.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Mark, Origin, Renderer, Snippet};

use super::canvas::{is_control, printable};
use super::origin::{Lang, Style};
use crate::diagnostic::{Diagnostic, Level, Said, Source};
use crate::review::lint::Rule;

/// Draws every complaint, in order of file and place, and counts them in a last line. Nothing at all for none.
#[must_use]
pub fn text(diagnostics: &[Diagnostic], sources: &[Source], style: &Style) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let mut ordered: Vec<(usize, &Diagnostic)> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let place = sources.iter().position(|source| source.name == diagnostic.file);
        ordered.push((place.unwrap_or(sources.len()), diagnostic));
    }
    ordered.sort_by_key(|(place, diagnostic)| (*place, diagnostic.at.start));
    let mut drawn = String::new();
    for (place, diagnostic) in ordered {
        drawn.push_str(&one(diagnostic, sources.get(place), &[], style));
        drawn.push_str("\n\n");
    }
    count(&diagnostics.iter().collect::<Vec<_>>(), style.lang, &mut drawn);
    drawn
}

/// The code of the rule that a complaint is under; whoever looks it up finds it by its name too.
fn code(diagnostic: &Diagnostic) -> &'static str {
    Rule::find(diagnostic.code).map_or(diagnostic.code, |rule| rule.code)
}

/// Another place to draw below a complaint.
pub(super) struct Beside<'d> {
    pub(super) source: &'d Source,
    pub(super) at: Range<usize>,
    pub(super) message: &'d Said,
}

/// Draws one complaint under its line, and what belongs to it under theirs. No line end after it.
pub(super) fn one(
    diagnostic: &Diagnostic,
    source: Option<&Source>,
    beside: &[Beside<'_>],
    style: &Style,
) -> String {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(style.width.max(40));
    let lang = style.lang;
    let mark = match diagnostic.level {
        Level::Error => Mark::ERROR.with_name(lang.pick("错误", "error")),
        Level::Warning => Mark::WARNING.with_name(lang.pick("警告", "warning")),
        Level::Note => Mark::NOTE.with_name(lang.pick("提示", "note")),
    };
    let title = mark.primary_title(printable(diagnostic.message.in_lang(lang))).id(code(diagnostic));
    let mut group = Group::with_title(title);
    let name = printable(&diagnostic.file);
    match source {
        Some(source) => {
            let excerpt = Excerpt::new(source, diagnostic.at.clone());
            let snippet = Snippet::source(excerpt.text).line_start(excerpt.line).path(name).fold(false);
            group = group.element(snippet.annotation(AnnotationKind::Primary.span(excerpt.at)));
        }
        None if !name.is_empty() => group = group.element(Origin::path(name)),
        None => {}
    }
    for other in beside {
        let excerpt = Excerpt::new(other.source, other.at.clone());
        let snippet =
            Snippet::source(excerpt.text).line_start(excerpt.line).path(printable(&other.source.name));
        let label = printable(other.message.in_lang(lang));
        group = group
            .element(snippet.fold(false).annotation(AnnotationKind::Context.span(excerpt.at).label(label)));
    }
    if let Some(help) = &diagnostic.help {
        group = group
            .element(Mark::HELP.with_name(lang.pick("办法", "help")).message(printable(help.in_lang(lang))));
    }
    renderer.render(&[group])
}

/// The lines of a file that a complaint is about, printable, and the complaint's place in them.
struct Excerpt {
    text: String,
    line: usize,
    at: std::ops::Range<usize>,
}

/// More bytes than this of one complaint's lines are not drawn.
const LONGEST: usize = 2_000;

impl Excerpt {
    fn new(source: &Source, at: std::ops::Range<usize>) -> Self {
        let text = source.text.as_str();
        let start = floor(text, at.start);
        let end = floor(text, at.end.clamp(start, start.saturating_add(LONGEST)));
        let first = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let first = first.max(floor(text, start.saturating_sub(LONGEST)));
        // A complaint that ends with its line's end does not draw the next line.
        let inside = text[start..end].trim_end_matches(['\n', '\r']).len();
        let end = start + inside;
        let last = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
        let last = last.min(floor(text, end.saturating_add(LONGEST)));
        let mut shown = String::with_capacity(last - first);
        show(&text[first..start], &mut shown);
        let from = shown.len();
        show(&text[start..end], &mut shown);
        let until = shown.len();
        show(&text[end..last], &mut shown);
        let line = text[..start].bytes().filter(|&byte| byte == b'\n').count() + 1;
        Self { text: shown, line, at: from..until.max(from) }
    }
}

/// The nearest character boundary at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Lines stay lines; whatever else acts on a terminal is shown.
fn show(text: &str, shown: &mut String) {
    for (place, line) in text.split('\n').enumerate() {
        if place > 0 {
            shown.push('\n');
        }
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.chars().any(|character| is_control(character) && character != '\t') {
            shown.push_str(&printable(&line.replace('\t', "    ")));
        } else {
            shown.push_str(line);
        }
    }
}

/// How many of each level there are, in how many files, as a line.
pub(super) fn count(diagnostics: &[&Diagnostic], lang: Lang, drawn: &mut String) {
    let mut files: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    let levels = [
        (Level::Error, "处错误", "error", "errors"),
        (Level::Warning, "处警告", "warning", "warnings"),
        (Level::Note, "处提示", "note", "notes"),
    ];
    let mut counts = Vec::new();
    for (level, zh, one, many) in levels {
        let count = diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count();
        if count > 0 {
            let unit = lang.pick(zh, if count == 1 { one } else { many });
            counts.push(format!("{count} {unit}"));
        }
    }
    let _ = match lang {
        Lang::Zh => writeln!(drawn, "{} 个文件里有 {}", files.len(), counts.join("、")),
        Lang::En => {
            let unit = if files.len() == 1 { "file" } else { "files" };
            writeln!(drawn, "{} in {} {unit}", counts.join(", "), files.len())
        }
    };
}
