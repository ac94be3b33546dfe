//! Why a message did not go to another desk, in words.

use std::fmt::Write as _;

use super::canvas::{Ink, cut, paint, printable};
use super::origin::{Lang, Style};
use super::phrases;
use super::reasons::{detail, quote};
use crate::review::why_not::{Lack, Missed, Near, Step, WhyNot};
use crate::triage::Report;

/// Columns of a quote in a sentence.
const QUOTE: usize = 32;

/// Appends why a message did not go there.
pub fn text(why: &WhyNot<'_>, report: &Report<'_>, style: &Style, out: &mut String) {
    let lang = style.lang;
    let desk = format!("{} {}", printable(&why.desk.id), printable(&why.desk.name));
    let title = match (lang, why.went) {
        (Lang::Zh, true) => format!("去了 {desk}"),
        (Lang::Zh, false) => format!("为什么没去 {desk}"),
        (Lang::En, true) => format!("it went to {desk}"),
        (Lang::En, false) => format!("why not {desk}"),
    };
    out.push('\n');
    paint(&title, Ink::Strong, style.color, out);
    out.push('\n');
    if why.went {
        return;
    }
    if why.rules.is_empty() {
        out.push_str(lang.pick("  没有一条规则通向那里\n", "  no rule of the policy leads there\n"));
    }
    for missed in &why.rules {
        let _ = writeln!(out, "  {}", rule(missed, lang));
    }
    for near in &why.near {
        let _ = writeln!(out, "  {}", almost(near, lang));
    }
    match &why.changes[..] {
        [] if !why.rules.is_empty() => {
            let _ = writeln!(
                out,
                "  {}",
                lang.pick(
                    "没有找到一两处就够的改动",
                    "no change of one or two things was found that would send it there"
                )
            );
        }
        changes => {
            for steps in changes {
                let steps: Vec<String> = steps.iter().map(|one| step(one, report, lang)).collect();
                let (open, and, close) = match lang {
                    Lang::Zh => ("会去那里，只要", "，并且", ""),
                    Lang::En => ("it would go there if ", ", and ", ""),
                };
                out.push_str("  ");
                paint(&format!("{open}{}{close}", steps.join(and)), Ink::Way, style.color, out);
                out.push('\n');
            }
        }
    }
}

fn rule(missed: &Missed<'_>, lang: Lang) -> String {
    let id = printable(&missed.rule.id);
    let lacks: Vec<String> = missed.lacks.iter().map(|one| lack(*one, lang)).collect();
    let said = match (lang, &missed.before, lacks.is_empty()) {
        (Lang::Zh, Some(before), true) => format!("条件都满足，但 {} 在前", printable(&before.id)),
        (Lang::En, Some(before), true) => {
            format!("all of it holds, but {} comes first", printable(&before.id))
        }
        (Lang::Zh, Some(before), false) => format!("{}；{} 也在前", lacks.join("；"), printable(&before.id)),
        (Lang::En, Some(before), false) => {
            format!("{}; and {} comes first", lacks.join("; "), printable(&before.id))
        }
        _ => lacks.join(lang.pick("；", "; ")),
    };
    match lang {
        Lang::Zh => format!("规则 {id}：{said}"),
        Lang::En => format!("rule {id}: {said}"),
    }
}

fn lack(lack: Lack<'_>, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    match lack {
        Lack::Emergency(emergency) => {
            let name = phrases::emergency(emergency.name(), lang);
            if zh {
                format!("不是紧急情形“{name}”")
            } else {
                format!("it is no emergency of the sort: {name}")
            }
        }
        Lack::Signal(signal) => {
            let name = phrases::signal(signal.name(), lang);
            if zh { format!("没有提到“{name}”") } else { format!("nothing says: {name}") }
        }
        Lack::Category(wanted, got) => {
            let wanted = printable(&wanted.name);
            match (got.map(|category| printable(&category.name)), zh) {
                (Some(got), true) => format!("类别要是{wanted}，实为{got}"),
                (None, true) => format!("类别要是{wanted}，实际没有类别"),
                (Some(got), false) => format!("the category would have to be {wanted}, and is {got}"),
                (None, false) => format!("the category would have to be {wanted}, and there is none"),
            }
        }
        Lack::HasCategory(true) => {
            lang.pick("要有类别，实际没有", "there would have to be a category").to_owned()
        }
        Lack::HasCategory(false) => {
            lang.pick("要没有类别，实际有", "there would have to be no category").to_owned()
        }
        Lack::Need(wanted, got) => {
            let (wanted, got) = (phrases::need(wanted.name(), lang), phrases::need(got.name(), lang));
            if zh {
                format!("需求至少要到“{wanted}”，实为“{got}”")
            } else {
                format!("the need would have to be at least {wanted}, and is {got}")
            }
        }
        Lack::Handoff(true) => lang.pick("没有要求转人工", "nobody asks for a person").to_owned(),
        Lack::Handoff(false) => lang.pick("要求了转人工", "a person is asked for").to_owned(),
    }
}

fn almost(near: &Near<'_>, lang: Lang) -> String {
    let id = printable(&near.term.id);
    let words = |words: &[String]| {
        words.iter().map(|word| format!("“{}”", cut(word, QUOTE))).collect::<Vec<_>>().join(" ")
    };
    let (has, lacks) = (words(&near.has), words(&near.lacks));
    match lang {
        Lang::Zh => format!("差一点命中 {id}：有 {has}，缺 {lacks}"),
        Lang::En => format!("{id} almost fired: {has} is there, {lacks} is not"),
    }
}

fn step(step: &Step<'_>, report: &Report<'_>, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let named = |place: usize| {
        report.findings.get(place).map_or_else(String::new, |f| cut(quote(report, f.span), QUOTE))
    };
    match *step {
        Step::Accept(place) => {
            let refusal = report.findings.get(place).and_then(|finding| finding.refused_by.as_ref());
            let why = refusal.map_or_else(String::new, |refusal| {
                phrases::refusal(refusal.name(), detail(&report.message, refusal), lang)
            });
            let text = named(place);
            if zh {
                format!("“{text}”算数（现在不算：{why}）")
            } else {
                format!("“{text}” counted (it does not: {why})")
            }
        }
        Step::Affirm(place) => {
            let text = named(place);
            let state =
                report.findings.get(place).map_or("", |finding| phrases::state(finding.state.name(), lang));
            if zh {
                format!("“{text}”是真的发生（现在是：{state}）")
            } else {
                format!("“{text}” were said to be so (it is: {state})")
            }
        }
        Step::Drop(place) => {
            let text = named(place);
            if zh { format!("没有“{text}”") } else { format!("“{text}” were not there") }
        }
        Step::Add(term) => {
            let id = printable(&term.id);
            if zh { format!("命中 {id}") } else { format!("{id} fired") }
        }
    }
}
