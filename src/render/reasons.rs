//! Findings, reasons and the nearest change, in words.

use std::fmt::Write as _;

use jiff::civil::DateTime;

use super::canvas::cut;
use super::origin::Lang;
use super::phrases;
use super::writer::{rounded, score};
use crate::detect::{Count, Finding, Grain, Moment, Refusal, What};
use crate::judge::{Flip, Reason};
use crate::lexicon::{Owner, Share, Term, Wait};
use crate::text::{Message, Span};
use crate::triage::Report;

/// What stands at a place of the message; empty when the place is none.
pub(super) fn quote<'t>(report: &Report<'t>, span: Span) -> &'t str {
    words(&report.message, span)
}

/// What stands at a place of a message; empty when the place is none.
pub(super) fn words<'t>(message: &Message<'t>, span: Span) -> &'t str {
    message.written().get(span.start..span.end).unwrap_or_default()
}

/// More columns than this of a quote do not help a sentence.
const QUOTE: usize = 40;

/// More findings than this are not named in one sentence.
const NAMED: usize = 3;

/// A finding's text within a sentence: on one line, cut where it is long. Empty when there is no such finding.
fn named(report: &Report<'_>, index: usize) -> String {
    report.findings.get(index).map_or_else(String::new, |finding| cut(quote(report, finding.span), QUOTE))
}

/// The word or phrase that spoke against a finding.
pub(super) fn detail<'t>(message: &Message<'t>, refusal: &Refusal<'t>) -> Option<&'t str> {
    match refusal {
        Refusal::Word(word) => Some(words(message, *word)),
        Refusal::Within(phrase) | Refusal::After(phrase) | Refusal::Before(phrase) => Some(phrase),
        _ => None,
    }
}

/// What a term speaks for: the name of its category, or the signal in words.
pub(super) fn owner<'t>(report: &Report<'t>, term: &'t Term, lang: Lang) -> &'t str {
    if matches!(term.owner, Owner::Signal(_)) {
        return phrases::signal(&term.owner_id, lang);
    }
    let decision = &report.decision;
    let known =
        decision.strengths.iter().map(|(category, _)| *category).chain(decision.topics.iter().copied());
    let named = known.chain(decision.category).find(|category| category.id == term.owner_id);
    named.map_or(term.owner_id.as_str(), |category| category.name.as_str())
}

/// What a finding is, with its value: "时长 3 天", "错误代码 wx-pay 400". A term is named by what it speaks for.
pub(super) fn meaning(report: &Report<'_>, finding: &Finding<'_>, lang: Lang) -> String {
    match finding.term() {
        Some(term) => owner(report, term, lang).to_owned(),
        None => value(finding, lang),
    }
}

/// What a piece of evidence is, with its value.
pub(super) fn value(finding: &Finding<'_>, lang: Lang) -> String {
    let kind = phrases::kind(finding.kind().name(), lang);
    match &finding.what {
        What::Code(code) => match &code.family {
            Some(family) => format!("{kind} {family} {}", code.code),
            None => format!("{kind} {}", code.code),
        },
        What::Time(moment) | What::Duration(moment) | What::Recurrence(moment) => {
            format!("{kind}{}", when(moment, lang))
        }
        What::Count(count) => format!("{kind}{}", often(count, lang)),
        What::Amount(amount) => {
            let value = vague(amount.value, lang);
            format!("{kind}{value} {}", amount.currency)
        }
        _ => kind.to_owned(),
    }
}

fn vague(value: Option<f64>, lang: Lang) -> String {
    value.map_or_else(
        || lang.pick("（大约）", " (vague)").to_owned(),
        |value| format!(" {}", rounded(value, 2)),
    )
}

/// What is known about a code: what it means, and what helps.
pub(super) fn known(finding: &Finding<'_>, lang: Lang) -> Vec<String> {
    let What::Code(code) = &finding.what else { return Vec::new() };
    let help = |remedy: &str| format!("{}{remedy}", lang.pick("办法：", "what helps: "));
    code.known.map_or_else(Vec::new, |known| vec![known.means.clone(), help(&known.remedy)])
}

/// How often, and within what: 24 小时内 3 次.
fn often(count: &Count, lang: Lang) -> String {
    let Some(window) = count.window else { return vague(count.value, lang) };
    let seconds = window.seconds;
    // 24 小时 stays 24 小时, as it was written.
    let length = match window.grain {
        Grain::Hour if seconds.is_multiple_of(3_600) => {
            let hours = seconds / 3_600;
            format!("{hours} {}", lang.pick("小时", if hours == 1 { "hour" } else { "hours" }))
        }
        _ => length(seconds, lang),
    };
    match (lang, count.value) {
        (Lang::Zh, Some(value)) => format!(" {length}内 {} 次", rounded(value, 2)),
        (Lang::Zh, None) => format!(" {length}内好几次"),
        (Lang::En, Some(value)) => format!(" {} within {length}", rounded(value, 2)),
        (Lang::En, None) => format!(" several within {length}"),
    }
}

fn when(moment: &Moment, lang: Lang) -> String {
    let mut words = String::new();
    if let Some(seconds) = moment.seconds {
        let _ = write!(words, " {}", length(seconds, lang));
    }
    let point = |moment_: DateTime| point(moment_, moment.grain);
    match (moment.from, moment.until) {
        (Some(from), Some(_)) if words.is_empty() && moment.grain == Grain::Day && one_day(moment) => {
            let _ = write!(words, " {}", point(from));
        }
        (None, None) => {}
        (Some(from), Some(until)) if from.date() == until.date() => {
            let _ = write!(words, " {} – {}", point(from), until.strftime("%H:%M"));
        }
        (from, until) => {
            let [from, until] = [from, until].map(|end| end.map_or_else(String::new, point));
            let _ = write!(words, " {from} – {until}");
        }
    }
    words.truncate(words.trim_end().len());
    words
}

fn one_day(moment: &Moment) -> bool {
    moment
        .from
        .zip(moment.until)
        .is_some_and(|(from, until)| from.date().tomorrow().ok() == Some(until.date()))
}

fn point(moment: DateTime, grain: Grain) -> String {
    let whole = matches!(
        grain,
        Grain::Day | Grain::Week | Grain::Month | Grain::Quarter | Grain::Season | Grain::Year
    );
    minute(moment, !whole)
}

/// A time as people read it: 2026-11-24 19:30, or the day alone.
pub(super) fn minute(moment: DateTime, with_time: bool) -> String {
    let format = if with_time { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d" };
    moment.strftime(format).to_string()
}

/// A length in its largest whole unit: 3 天, 90 分钟.
fn length(seconds: u64, lang: Lang) -> String {
    let units =
        [(86_400, "天", "days", "day"), (3_600, "小时", "hours", "hour"), (60, "分钟", "minutes", "minute")];
    let (size, zh, many, one) = units
        .into_iter()
        .find(|(size, ..)| seconds >= *size && seconds.is_multiple_of(*size))
        .unwrap_or((1, "秒", "seconds", "second"));
    let count = seconds / size;
    format!("{count} {}", lang.pick(zh, if count == 1 { one } else { many }))
}

/// An expected wait.
pub(super) fn wait(wait: &Wait, lang: Lang) -> String {
    let (least, most) = match wait {
        Wait::Minutes(least, most) => (*least, *most),
        Wait::Words(words) => return words.clone(),
    };
    let hours = least >= 60.0 && least % 60.0 == 0.0 && most % 60.0 == 0.0;
    let (unit, scale) =
        if hours { (lang.pick("小时", "hours"), 60.0) } else { (lang.pick("分钟", "minutes"), 1.0) };
    let [least, most] = [least, most].map(|minutes| rounded(minutes / scale, 1));
    match lang {
        _ if least >= most => format!("{most} {unit}"),
        Lang::Zh if least == 0.0 => format!("{most} {unit}内"),
        Lang::En if least == 0.0 => format!("within {most} {unit}"),
        _ => format!("{least}–{most} {unit}"),
    }
}

/// A share as the source puts it: 不足 30%, under 30%.
pub(super) fn share(share: Share, lang: Lang) -> String {
    let bound = match share {
        Share::Below(_) => lang.pick("不足", "under"),
        Share::About(_) => lang.pick("约", "about"),
        Share::Above(_) => lang.pick("超过", "over"),
    };
    format!("{bound} {}%", rounded(share.value() * 100.0, 2))
}

/// Which evidence raises the intensity: an error code, a time element, or both.
pub(super) fn proof(report: &Report<'_>, lang: Lang) -> &'static str {
    match (report.decision.evidence.code, report.decision.evidence.time) {
        (true, false) => lang.pick("错误代码", "an error code"),
        (false, true) => lang.pick("时间或次数", "a time or a count"),
        (true, true) => lang.pick("错误代码，也有时间或次数", "an error code and a time or a count"),
        (false, false) => lang.pick("证据", "evidence"),
    }
}

/// One reason as a sentence.
pub(super) fn reason(report: &Report<'_>, reason: &Reason<'_>, lang: Lang, out: &mut String) {
    let _ = match reason {
        Reason::Finding { index, points } => return carried(report, *index, *points, lang, out),
        Reason::Evidence { power } => match lang {
            Lang::Zh => write!(out, "有{}，分量乘以 {power}", proof(report, lang)),
            Lang::En => write!(out, "there is {}: the intensity counts {power} times", proof(report, lang)),
        },
        Reason::Floor { of, to } => match lang {
            Lang::Zh => write!(out, "“{}”至少 {} 分", phrases::floor(of, lang), score(*to)),
            Lang::En => write!(out, "“{}” scores at least {}", phrases::floor(of, lang), score(*to)),
        },
        Reason::OtherEmergency(other) => {
            let other = phrases::emergency(other.name(), lang);
            let first = report.decision.emergency.map_or("", |first| phrases::emergency(first.name(), lang));
            match lang {
                Lang::Zh => write!(out, "也符合“{other}”，但先按“{first}”处理"),
                Lang::En => write!(out, "it could also be “{other}”, but “{first}” comes first"),
            }
        }
        Reason::SetAside { index } => {
            let state = report.findings.get(*index).map_or("", |finding| finding.state.name());
            let state = phrases::state(state, lang);
            match lang {
                Lang::Zh => write!(out, "“{}”不加分：{state}", named(report, *index)),
                Lang::En => write!(out, "“{}” adds nothing: {state}", named(report, *index)),
            }
        }
        Reason::Rule(rule) => {
            // Every decision has this one, so it goes round the machinery of `fmt`.
            let desk = report.decision.desk.desk.name.as_str();
            let words = match lang {
                Lang::Zh => ["按规则 ", rule, " 转到", desk],
                Lang::En => ["rule ", rule, " sends it to ", desk],
            };
            return words.into_iter().for_each(|words| out.push_str(words));
        }
    };
}

fn carried(report: &Report<'_>, index: usize, points: f64, lang: Lang, out: &mut String) {
    let Some(finding) = report.findings.get(index) else { return };
    let text = named(report, index);
    let meaning = meaning(report, finding, lang);
    let points = rounded(points, 2);
    let _ = match lang {
        Lang::Zh => write!(out, "“{text}”（{meaning}）带来 {points} 分"),
        Lang::En => write!(out, "“{text}” ({meaning}) brings {points} points"),
    };
    if let Some(why) = finding.term().and_then(|term| term.why.as_deref()) {
        let _ = write!(out, "{}{why}", lang.pick("：", ": "));
    }
}

/// The nearest change as a sentence.
pub(super) fn flip(report: &Report<'_>, flip: &Flip<'_>, lang: Lang, out: &mut String) {
    out.push_str(lang.pick("如果没有", "without "));
    for (place, index) in flip.without.iter().take(NAMED).enumerate() {
        let text = named(report, *index);
        out.push_str(if place == 0 { "" } else { lang.pick("和", " and ") });
        let _ = write!(out, "“{text}”");
    }
    let rest = flip.without.len().saturating_sub(NAMED);
    let _ = match lang {
        _ if rest == 0 => Ok(()),
        Lang::Zh => write!(out, "等 {} 处", flip.without.len()),
        Lang::En => write!(out, " and {rest} more"),
    };
    let (desk, need) = (&flip.desk.name, phrases::need(flip.need.name(), lang));
    let _ = match lang {
        Lang::Zh => write!(out, "，就会算作“{need}”，转到{desk}"),
        Lang::En => write!(out, ", it would be “{need}” and go to {desk}"),
    };
}
