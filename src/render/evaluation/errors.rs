//! The worst errors for people, each with what was found in it.

use std::fmt::Write as _;

use crate::lexicon::{Lexicon, Need, Stage, State};
use crate::render::canvas::{Ink, cut, flow, pad, paint};
use crate::render::origin::{Lang, Style};
use crate::render::phrases;
use crate::render::table::heading;
use crate::review::{Case, Evaluation, Fired};

/// Columns before the lines under a case.
const INDENT: usize = 4;

/// Columns of a quote, a place and a key.
const QUOTE: usize = 40;

/// More findings than this are not named under a case.
const NAMED: usize = 12;

pub(super) fn errors(evaluation: &Evaluation<'_>, style: &Style, out: &mut String) {
    let (lang, errors) = (style.lang, &evaluation.errors);
    let [missed, false_alarms, topics] = errors.counts;
    let sorts = [
        (
            &errors.missed,
            missed,
            lang.pick("漏掉的升级", "escalations missed"),
            lang.pick("分数低的在前", "lowest scores first"),
        ),
        (
            &errors.false_alarms,
            false_alarms,
            lang.pick("多余的升级", "false escalations"),
            lang.pick("分数高的在前", "highest scores first"),
        ),
        (
            &errors.topics,
            topics,
            lang.pick("话题不对", "wrong topics"),
            lang.pick("错得多的在前", "most wrong topics first"),
        ),
    ];
    for (places, count, name, order) in sorts {
        if places.is_empty() {
            continue;
        }
        let about = match lang {
            Lang::Zh => format!("{count} 条里的 {} 条，{order}", places.len()),
            Lang::En => format!("{} of {count}, {order}", places.len()),
        };
        heading(name, &about, style, out);
        for case in places.iter().filter_map(|place| evaluation.cases.get(*place)) {
            one(case, evaluation.lexicon, style, out);
        }
    }
}

fn one(case: &Case, lexicon: &Lexicon, style: &Style, out: &mut String) {
    let (lang, label, facts) = (style.lang, &case.label, &case.facts);
    out.push_str("  ");
    let place = case.place.rsplit(['/', '\\']).next().unwrap_or_default();
    paint(&cut(place, QUOTE), Ink::Dim, style.color, out);
    if let Some(key) = &label.key {
        let _ = write!(out, "  {}", cut(key, QUOTE));
    }
    let _ = writeln!(out, "  {}{:.2}", lang.pick("分数 ", "score "), facts.score);
    let room = style.width.saturating_sub(INDENT).max(24);
    let text = case.text.trim().replace(['\n', '\r'], " ");
    line(&cut(&text, room), Ink::Strong, style, out);
    let wanted = said(label.need, &label.topics, lexicon, lang);
    let given = said(facts.need, &facts.topics, lexicon, lang);
    line(&format!("{}{wanted}", lang.pick("标注 ", "labelled ")), Ink::Way, style, out);
    line(&format!("{}{given}", lang.pick("判定 ", "decided  ")), Ink::Trouble, style, out);
    let found: Vec<_> =
        facts.fired.iter().take(NAMED).map(|fired| finding(fired, case, lexicon, lang)).collect();
    if found.is_empty() {
        line(lang.pick("什么也没找到", "nothing was found"), Ink::Dim, style, out);
    }
    for found in found {
        let parts = flow(found.iter().map(String::as_str), " · ", room);
        parts.iter().for_each(|part| line(part, Ink::Plain, style, out));
    }
    let rest = facts.fired.len().saturating_sub(NAMED);
    if rest > 0 {
        let more = match lang {
            Lang::Zh => format!("还有 {rest} 处"),
            Lang::En => format!("and {rest} more"),
        };
        line(&more, Ink::Dim, style, out);
    }
}

/// Appends one printable line under a case.
fn line(text: &str, ink: Ink, style: &Style, out: &mut String) {
    pad(0, INDENT, out);
    paint(text, ink, style.color, out);
    out.push('\n');
}

/// Need and topics in words.
fn said(need: Need, topics: &[bool], lexicon: &Lexicon, lang: Lang) -> String {
    let mut words = phrases::need(need.name(), lang).to_owned();
    let named = lexicon.categories.iter().zip(topics).filter(|(_, is)| **is);
    named.for_each(|(category, _)| {
        let _ = write!(words, " · {}", cut(&category.name, QUOTE));
    });
    words
}

/// What was found: its words, its id, how it is meant, why it does not count.
fn finding(fired: &Fired, case: &Case, lexicon: &Lexicon, lang: Lang) -> Vec<String> {
    let quote = case.text.get(fired.span.start..fired.span.end).unwrap_or_default();
    let mut parts = vec![format!("“{}”", cut(quote, QUOTE))];
    match fired.term.and_then(|place| lexicon.terms.get(place)) {
        Some(term) => {
            parts.push(term.id.clone());
            parts.push(format!("{}{}", lang.pick("权重 ", "weight "), term.weight));
            if term.stage != Stage::Problem {
                parts.push(phrases::stage(term.stage.name(), lang).to_owned());
            }
        }
        None => parts.push(phrases::kind(fired.kind.name(), lang).to_owned()),
    }
    if fired.state != State::Affirmed {
        parts.push(phrases::state(fired.state.name(), lang).to_owned());
    }
    if let Some(refusal) = fired.refused_by {
        parts.push(format!("{}{refusal}", lang.pick("不计：", "not counted: ")));
    }
    parts
}
