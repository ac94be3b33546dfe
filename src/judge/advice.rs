//! What to tell the writer: when and where to try, what to add, which words to leave out.

use super::context::Context;
use super::decision::{Advice, Evidence};
use super::need::standing;
use super::verdict::Verdict;
use crate::calendar::{is_open, is_weekend};
use crate::detect::Finding;
use crate::lexicon::{Lexicon, Need, Owner, Period, Signal, State, Term};
use crate::text::Span;

/// Advice to the writer, in Chinese, the part about the words first.
pub(super) fn advice<'t>(
    lexicon: &'t Lexicon,
    verdict: &Verdict<'_>,
    evidence: &Evidence,
    findings: &[Finding<'_>],
    context: &Context<'_>,
) -> Vec<Advice<'t>> {
    let mut advice = Vec::new();
    words(verdict, evidence, findings, &mut advice);
    // Where no person will come, there is no better hour to come at.
    if verdict.meaning.need >= Need::Problem || verdict.meaning.handoff {
        // Nobody in an emergency should be told to wait for a better hour.
        if verdict.meaning.emergencies.is_empty() {
            hours(lexicon, context, &mut advice);
        }
        device(lexicon, context, &mut advice);
    }
    advice
}

/// What to leave out and what to add.
fn words<'t>(
    verdict: &Verdict<'_>,
    evidence: &Evidence,
    findings: &[Finding<'_>],
    advice: &mut Vec<Advice<'t>>,
) {
    let is_pressure = |finding: &&Finding<'_>| {
        let pressure = |term: &Term| term.owner == Owner::Signal(Signal::Pressure);
        finding.state == State::Affirmed && standing(finding).is_some_and(pressure)
    };
    let pressure: Vec<Span> = findings.iter().filter(is_pressure).map(|finding| finding.span).collect();
    if !pressure.is_empty() {
        let text = "“急”“快点”一类的词不会更快，还可能让系统误判，可以不写";
        advice.push(Advice { id: "leave_out_pressure", text, spans: pressure });
    }
    let settled =
        verdict.meaning.need == Need::None && findings.iter().any(|finding| finding.term().is_some());
    if evidence.code_mentioned && !settled {
        advice.push(plain("add_code", "您说到有错误码，请把它原样写出来，数字、字母和符号都不要漏"));
    }
    if verdict.meaning.need >= Need::Problem {
        if !evidence.code && !evidence.code_mentioned {
            advice.push(plain("add_code", "如果页面上有错误码或提示文字，请原样附上"));
        }
        if !evidence.time {
            advice.push(plain("add_time", "请写明发生的时间和次数，例如“近24小时发生3次”"));
        }
        if !evidence.ticket {
            advice.push(plain("cite_ticket", "如果以前反馈过，请附上当时的工单号，免得重复核实"));
        }
    }
}

fn plain<'t>(id: &'t str, text: &'t str) -> Advice<'t> {
    Advice { id, text, spans: Vec::new() }
}

/// The hours that are better or worse, each a piece of its own: the fastest response and the shortest handling are two
/// different things.
fn hours<'t>(lexicon: &'t Lexicon, context: &Context<'_>, advice: &mut Vec<Advice<'t>>) {
    let now = context.clock.now;
    let is_now = |period: &&Period| is_open(period.hours.value.opens, period.hours.value.closes, now);
    for period in lexicon.desks.service.periods.iter().filter(is_now) {
        let day = lexicon.holidays.day(now.date());
        let holds = match day {
            _ if !period.workdays => true,
            Some(day) => day.is_worked(),
            None => !is_weekend(now.date()),
        };
        if holds {
            advice.push(plain(&period.id, &period.text));
        }
        if period.workdays && day.is_none() {
            let text = "还不知道这一年的放假和调休安排，今天算不算工作日，请以官方通知为准";
            advice.push(plain("holidays_unknown", text));
        }
    }
}

fn device<'t>(lexicon: &'t Lexicon, context: &Context<'_>, advice: &mut Vec<Advice<'t>>) {
    let (Some(tip), Some(device)) = (&lexicon.desks.service.device, context.device) else { return };
    let device = device.trim();
    if tip.slower.iter().any(|slower| slower.eq_ignore_ascii_case(device)) {
        advice.push(plain("use_pc", &tip.text));
    }
}
