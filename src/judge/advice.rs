//! What to tell the writer: proof that is missing, words to leave out.

use super::decision::{Advice, Evidence, Missing};
use super::need::standing;
use super::verdict::Verdict;
use jiff::civil::DateTime;

use crate::detect::{Finding, TimeKind, What};
use crate::lexicon::{Desk, Lexicon, Need, Owner, Signal, State, Term};
use crate::text::Span;

/// What an outside channel requires and the message lacks. Empty for every other desk.
pub(super) fn missing<'t>(
    lexicon: &'t Lexicon,
    desk: &Desk,
    evidence: &Evidence,
    findings: &[Finding<'_>],
    now: DateTime,
) -> Vec<Missing<'t>> {
    if !desk.outside {
        return Vec::new();
    }
    // An event time is a moment that has come before now: no length, no count, not 最近, not 明天.
    let is_event = |finding: &&Finding<'_>| match &finding.what {
        What::Time(moment) => {
            moment.time_kind != TimeKind::Vague && moment.from.is_some_and(|from| from < now)
        }
        _ => false,
    };
    let has_event_time =
        findings.iter().filter(|finding| finding.counted()).any(|finding| is_event(&finding));
    let proofs = lexicon.policy.proofs.iter().filter(|proof| match proof.id.as_str() {
        "order_no" => !evidence.order,
        _ => !has_event_time,
    });
    proofs.map(|proof| Missing { id: &proof.id, question: &proof.question }).collect()
}

/// Advice to the writer, in Chinese.
pub(super) fn advice<'t>(
    verdict: &Verdict<'_>,
    evidence: &Evidence,
    findings: &[Finding<'_>],
) -> Vec<Advice<'t>> {
    let mut advice = Vec::new();
    let is_pressure = |finding: &&Finding<'_>| {
        let pressure = |term: &Term| term.owner == Owner::Signal(Signal::Pressure);
        finding.state == State::Affirmed && standing(finding).is_some_and(pressure)
    };
    let pressure: Vec<Span> = findings.iter().filter(is_pressure).map(|finding| finding.span).collect();
    if !pressure.is_empty() {
        let text = "“急”“快点”一类的词不会更快，还可能让系统误判，可以不写".to_owned();
        advice.push(Advice { id: "leave_out_pressure", text, spans: pressure });
    }
    let settled =
        verdict.meaning.need == Need::None && findings.iter().any(|finding| finding.term().is_some());
    if evidence.code_mentioned && !settled {
        let text = "您说到有错误码，请把它原样写出来，数字、字母和符号都不要漏".to_owned();
        advice.push(Advice { id: "add_code", text, spans: Vec::new() });
    }
    if verdict.meaning.need >= Need::Problem {
        if !evidence.code && !evidence.code_mentioned {
            let text = "如果页面上有错误码或提示文字，请原样附上".to_owned();
            advice.push(Advice { id: "add_code", text, spans: Vec::new() });
        }
        if !evidence.time {
            let text = "请写明发生的时间和次数，例如“近24小时发生3次”".to_owned();
            advice.push(Advice { id: "add_time", text, spans: Vec::new() });
        }
        if !evidence.ticket {
            let text = "如果以前反馈过，请附上当时的工单号，免得重复核实".to_owned();
            advice.push(Advice { id: "cite_ticket", text, spans: Vec::new() });
        }
    }
    advice
}
