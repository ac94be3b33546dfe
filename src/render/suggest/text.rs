//! Suggestions for people.

use std::fmt::Write as _;

use super::About;
use super::mask::masked;
use crate::render::canvas::{Ink, paint, printable};
use crate::render::commands::disarm;
use crate::render::origin::{Lang, Style};
use crate::review::{Example, Suggestion, Suggestions};

/// Appends everything that is suggested.
pub fn text(suggestions: &Suggestions, about: &About<'_>, style: &Style, out: &mut String) {
    let start = out.len();
    head(suggestions, about, style, out);
    for (place, suggestion) in suggestions.list.iter().enumerate() {
        out.push('\n');
        one(place + 1, suggestion, style, out);
        suggestion.examples.iter().for_each(|each| example(each, about, style, out));
    }
    disarm(start, out);
}

fn head(suggestions: &Suggestions, about: &About<'_>, style: &Style, out: &mut String) {
    let ([loud, quiet], [yes, no], pack) = (suggestions.corpus, suggestions.labelled, about.pack);
    let pack = format!("{} {} ({})", printable(pack.name), printable(pack.version), printable(pack.hash));
    let count = suggestions.list.len();
    let line = match style.lang {
        Lang::Zh => format!("{count} 个建议"),
        Lang::En => format!("{count} {}", if count == 1 { "suggestion" } else { "suggestions" }),
    };
    paint(&line, Ink::Strong, style.color, out);
    let _ = writeln!(out, "{}{pack}", style.lang.pick("，词库 ", ", pack "));
    let sets = match (style.lang, yes + no) {
        (Lang::Zh, 0) => format!("语料里判定要人处理 {loud} 条，不用的 {quiet} 条"),
        (Lang::Zh, _) => {
            format!("语料里判定要人处理 {loud} 条，不用的 {quiet} 条；标注要人处理 {yes} 条，不用的 {no} 条")
        }
        (Lang::En, 0) => format!("corpus: decided to need a person {loud}, not {quiet}"),
        (Lang::En, _) => {
            format!(
                "corpus: decided to need a person {loud}, not {quiet}; labelled: need one {yes}, don't {no}"
            )
        }
    };
    let _ = writeln!(out, "{sets}");
    if suggestions.forgotten > 0 {
        let most = suggestions.forgotten;
        let _ = match style.lang {
            Lang::Zh => writeln!(out, "为省内存忘掉了罕见的字串：条数最多可能少算 {most}"),
            Lang::En => {
                writeln!(out, "rare strings were forgotten to save memory: counts may be too low by {most}")
            }
        };
    }
}

fn one(place: usize, suggestion: &Suggestion, style: &Style, out: &mut String) {
    let lang = style.lang;
    let _ = write!(out, "{place:>3}. ");
    paint(&printable(&suggestion.text), Ink::Strong, style.color, out);
    let kind = match (suggestion.new_word, suggestion.in_dictionary, suggestion.cohesion) {
        (true, ..) => lang.pick("像个新词", "looks like a new word"),
        (_, true, _) => lang.pick("词典里有", "a dictionary word"),
        (_, _, Some(_)) => lang.pick("几个词连用", "words in a row"),
        _ => lang.pick("词典里没有", "not in the dictionary"),
    };
    let _ = write!(out, "  {kind}");
    for (z, by) in [
        (suggestion.z_labels, lang.pick("标注", "labels")),
        (suggestion.z_corpus, lang.pick("语料", "corpus")),
    ] {
        if let Some(z) = z {
            let _ = write!(out, "  z {by} {z:.1}");
        }
    }
    if let Some(bits) = suggestion.cohesion {
        let _ = write!(out, "  {} {bits:.1}", lang.pick("凝固度", "cohesion"));
    }
    if let Some([left, right]) = suggestion.entropies {
        let _ = write!(out, "  {} {left:.1}/{right:.1}", lang.pick("左右熵", "entropy"));
    }
    out.push('\n');
    let (loud, quiet) = (suggestion.loud, suggestion.quiet);
    let _ = match lang {
        Lang::Zh => write!(out, "     已因别的词要人处理 {loud} 条；加上它，最多再有 {quiet} 条要人处理"),
        Lang::En => {
            write!(
                out,
                "     in {loud} that need a person by other words; adding it would flip at most {quiet} more"
            )
        }
    };
    if let Some(labelled) = suggestion.labelled {
        let (gained, lost) = (labelled.gained, labelled.lost);
        let _ = match lang {
            Lang::Zh => write!(out, "；对照标注，补上 {gained} 条，误报 {lost} 条"),
            Lang::En => write!(out, "; by the labels {gained} rightly, {lost} wrongly"),
        };
    }
    out.push('\n');
    if !suggestion.collisions.is_empty() {
        let words = suggestion.collisions.join(" ");
        let _ = writeln!(out, "     {}{words}", lang.pick("可能切到的词：", "may cut: "));
    }
}

fn example(example: &Example, about: &About<'_>, style: &Style, out: &mut String) {
    let name = about.files.get(example.file as usize).map_or("", String::as_str);
    let [before, text, after] = masked(example, about.redact).map(|part| printable(&part).into_owned());
    out.push_str("     ");
    paint(&format!("{}:{}", printable(name), example.line), Ink::Dim, style.color, out);
    let _ = write!(out, "  …{before}");
    paint(&text, Ink::Trouble, style.color, out);
    let _ = writeln!(out, "{after}…");
}
