//! The drawing for one message: what was found in it, what it adds up to, where it goes, and why.

use super::canvas::{Ink, columns, flow, pad, paint, printable, wrap};
use super::commands::disarm;
use super::json::{clock_source, clock_time, proofs};
use super::origin::{Lang, Style};
use super::writer::{rounded, score};
use super::{conversation, drawing, phrases, places, prior, reasons};
use crate::judge::{Expected, Reason};
use crate::lexicon::{Category, Need};
use crate::session::SessionView;
use crate::triage::Report;

/// Columns of a full bar.
const BAR: usize = 20;

/// Draws one message and everything that was decided about it, with the conversation it belongs to, if any.
pub fn explain(report: &Report<'_>, session: Option<&SessionView<'_>>, style: &Style, out: &mut String) {
    let start = out.len();
    drawing::message(report, *style, out);
    out.push('\n');
    let mut page = Page { style: *style, out };
    summary(report, &mut page);
    strengths(report, &mut page);
    evidence(report, &mut page);
    sum(report, &mut page);
    desk(report, &mut page);
    to_the_writer(report, &mut page);
    if let Some(view) = session {
        let parts = conversation::whole(view, report.clock.now, style.lang);
        let name = style.lang.pick("会话", "session");
        page.parts(name, parts.iter().map(String::as_str), " · ", Ink::Plain);
    }
    because(report, &mut page);
    guess(report, &mut page);
    let lang = style.lang;
    let clock = phrases::clock(clock_source(report.clock.source), lang);
    let now = reasons::minute(report.clock.now, true);
    page.row(lang.pick("时间", "clock"), &format!("{now} +08:00{}", aside(clock, lang)), Ink::Dim);
    disarm(start, out);
}

/// Rows of a name and a text; a text that needs several lines stays in its column.
struct Page<'o> {
    style: Style,
    out: &'o mut String,
}

impl Page<'_> {
    /// Columns left of the texts.
    fn left(&self) -> usize {
        match self.style.lang {
            Lang::Zh => 10,
            Lang::En => 14,
        }
    }

    /// Columns for the texts.
    fn room(&self) -> usize {
        self.style.width.saturating_sub(self.left()).max(16)
    }

    fn row(&mut self, name: &str, text: &str, ink: Ink) {
        let lines = wrap(text, self.room());
        self.lines(name, &lines, ink);
    }

    fn parts<'p>(&mut self, name: &str, parts: impl IntoIterator<Item = &'p str>, between: &str, ink: Ink) {
        let lines = flow(parts, between, self.room());
        self.lines(name, &lines, ink);
    }

    fn lines(&mut self, name: &str, lines: &[String], ink: Ink) {
        for (place, line) in lines.iter().enumerate() {
            self.name(if place == 0 { name } else { "" });
            paint(line, ink, self.style.color, self.out);
            self.out.push('\n');
        }
    }

    fn name(&mut self, name: &str) {
        self.out.push_str("  ");
        paint(name, Ink::Dim, self.style.color, self.out);
        pad(2 + columns(name), self.left(), self.out);
    }
}

fn aside(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("（{text}）"),
        Lang::En => format!(" ({text})"),
    }
}

fn summary(report: &Report<'_>, page: &mut Page<'_>) {
    let lang = page.style.lang;
    let decision = &report.decision;
    let mut parts = vec![
        format!("{}{}", score(decision.score), lang.pick(" 分", " points")),
        phrases::need(decision.need.name(), lang).to_owned(),
        phrases::tier(decision.tier(), lang).to_owned(),
    ];
    if decision.need == Need::None {
        parts.pop();
    }
    parts.extend(decision.category.map(|category| category.name.clone()));
    if decision.handoff {
        parts.push(lang.pick("想找人工", "asks for a person").to_owned());
    }
    if let Some(finding) = decision.answer.and_then(|index| report.findings.get(index)) {
        let text = reasons::quote(report, finding.span);
        parts.push(format!("{} “{text}”", lang.pick("答", "answer")));
    }
    let ink = if decision.need.tier() > 1 { Ink::Trouble } else { Ink::Strong };
    page.parts(lang.pick("结论", "decision"), parts.iter().map(String::as_str), " · ", ink);
    if let Some(emergency) = decision.emergency {
        let words = phrases::emergency(emergency.name(), lang);
        page.row(lang.pick("紧急", "emergency"), words, Ink::Trouble);
    }
    let others =
        decision.topics.iter().filter(|topic| decision.category.is_none_or(|main| main.id != topic.id));
    let others: Vec<&str> = others.map(|topic| topic.name.as_str()).collect();
    if !others.is_empty() {
        page.row(lang.pick("也说到", "also about"), &others.join(lang.pick("、", ", ")), Ink::Plain);
    }
}

fn strengths(report: &Report<'_>, page: &mut Page<'_>) {
    let lang = page.style.lang;
    let strong: Vec<&(&Category, f64)> = report.decision.strengths.iter().filter(|(_, s)| *s > 0.0).collect();
    let widest = strong.iter().map(|(category, _)| columns(&category.name)).max().unwrap_or(0);
    for (place, (category, strength)) in strong.into_iter().enumerate() {
        page.name(if place == 0 { lang.pick("分量", "strength") } else { "" });
        let name = printable(&category.name);
        page.out.push_str(&name);
        pad(columns(&name), widest + 1, page.out);
        bar(*strength, page);
        page.out.push_str(&format!(" {}\n", percent(*strength)));
    }
}

fn percent(share: f64) -> String {
    format!("{}%", rounded(share * 100.0, 1))
}

/// A bar in eighths of a column.
fn bar(share: f64, page: &mut Page<'_>) {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    // The cast saturates, and the share is clamped.
    let eighths = (share.clamp(0.0, 1.0) * (BAR * 8) as f64).round() as usize;
    let mut filled = "█".repeat(eighths / 8);
    filled.push_str(PARTS[eighths % 8]);
    let used = columns(&filled);
    paint(&filled, Ink::Trouble, page.style.color, page.out);
    pad(used, BAR, page.out);
}

/// What proof is there, and how much it adds.
fn evidence(report: &Report<'_>, page: &mut Page<'_>) {
    let lang = page.style.lang;
    let there = proofs(report.decision.evidence).into_iter().filter(|(_, there)| *there);
    let names: Vec<&str> = there.map(|(name, _)| phrases::proof(name, lang)).collect();
    if names.is_empty() {
        return;
    }
    let names = names.join(lang.pick("、", ", "));
    let words = match (power(report), lang) {
        (Some(power), Lang::Zh) => format!("{names}；力度 ×{power}"),
        (Some(power), Lang::En) => format!("{names}; the intensity counts ×{power}"),
        (None, Lang::Zh) => format!("{names}；不加分"),
        (None, Lang::En) => format!("{names}; adds nothing here"),
    };
    page.row(lang.pick("证据", "evidence"), &words, Ink::Proof);
}

fn power(report: &Report<'_>) -> Option<f64> {
    let mut reasons = report.decision.because.reasons.iter();
    reasons.find_map(|reason| match reason {
        Reason::Evidence { power } => Some(*power),
        _ => None,
    })
}

/// How the score was reached: the categories together, the floor, the power of evidence.
fn sum(report: &Report<'_>, page: &mut Page<'_>) {
    let lang = page.style.lang;
    let decision = &report.decision;
    if decision.score <= 0.0 {
        return;
    }
    let rest: f64 = decision.strengths.iter().map(|(_, strength)| 1.0 - strength).product();
    let mut share = 1.0 - rest;
    let mut steps = vec![(lang.pick("各类合起来", "all categories").to_owned(), share)];
    for reason in &decision.because.reasons {
        if let Reason::Floor { of, to } = reason {
            let of = phrases::floor(of, lang);
            share = share.max(to / 100.0);
            steps.push((format!("{} “{of}”", lang.pick("保底", "floor of")), share));
        }
    }
    let before = share;
    if let Some(power) = power(report) {
        share = 1.0 - (1.0 - share).powf(power);
        steps.push((lang.pick("加上证据", "with the evidence").to_owned(), share));
    }
    let decided = decision.score / 100.0;
    match steps.last_mut() {
        // The judge rounds down, perhaps elsewhere than here: its figure is the one that holds.
        Some((_, last)) if (*last - decided).abs() < 1.5e-4 => *last = decided,
        _ => steps.push((lang.pick("最后", "in the end").to_owned(), decided)),
    }
    let steps: Vec<String> =
        steps.into_iter().map(|(name, share)| format!("{name} {}", points(share))).collect();
    page.parts(lang.pick("算法", "sum"), steps.iter().map(String::as_str), " → ", Ink::Plain);
    if let Some(power) = power(report) {
        let [gap, left] = [1.0 - before, 1.0 - share].map(|gap| rounded(gap, 4));
        let rule = match lang {
            Lang::Zh => format!("（离满分还差 {gap}，它的 {power} 次方是 {left}）"),
            Lang::En => format!("(what is missing to 1: {gap}; to the power {power}: {left})"),
        };
        page.row("", &rule, Ink::Dim);
    }
}

fn points(share: f64) -> String {
    format!("{:.2}", score(share * 100.0))
}

fn desk(report: &Report<'_>, page: &mut Page<'_>) {
    let lang = page.style.lang;
    let choice = &report.decision.desk;
    let treatment = choice.desk.treatment.map(|treatment| phrases::treatment(treatment.name(), lang));
    let treatment = treatment.map(|words| aside(words, lang)).unwrap_or_default();
    page.row(lang.pick("转给", "desk"), &format!("{}{treatment}", choice.desk.name), Ink::Way);
    if let Some(entry) = choice.way_in {
        let taps = entry.path.iter().map(String::as_str);
        let name = entry.path.is_empty().then_some(entry.name.as_str());
        page.parts(lang.pick("入口", "way in"), taps.chain(name), " → ", Ink::Plain);
        let caveats = places::caveats(entry, choice.alternative, lang);
        page.parts("", caveats.iter().map(String::as_str), lang.pick("；", "; "), Ink::Dim);
    }
    let particulars = places::particulars(choice.desk, lang);
    page.parts(lang.pick("须知", "to know"), particulars.iter().map(String::as_str), " · ", Ink::Plain);
    let mut hours = match choice.hours {
        Some(hours) => format!("{}–{}", clock_time(hours.opens), clock_time(hours.closes)),
        None => lang.pick("服务时间没有说明", "not stated").to_owned(),
    };
    match (choice.open, choice.hours) {
        (Some(true), _) => hours.push_str(lang.pick("，现在有人", ", open now")),
        (Some(false), _) => hours.push_str(lang.pick("，现在没人", ", closed now")),
        _ => {}
    }
    if let Some(next) = choice.next_opening {
        let next = reasons::minute(next, true);
        hours.push_str(&match lang {
            Lang::Zh => format!("，{next} 再开"),
            Lang::En => format!(", opens again {next}"),
        });
    }
    page.row(lang.pick("在岗", "hours"), &hours, Ink::Plain);
    if let Some(expected) = &choice.wait {
        waiting(lang.pick("等待", "wait"), expected, page);
    }
    if let Some(also) = &choice.also {
        waiting(lang.pick("另一说", "or also"), also, page);
    }
    if let Some(manager) = choice.account.manager.as_ref().filter(|_| choice.way_in.is_some()) {
        page.row(lang.pick("专属", "manager"), &manager.name, Ink::Plain);
    }
}

/// How long it takes, from which figure, and that nobody promises it.
fn waiting(name: &str, expected: &Expected<'_>, page: &mut Page<'_>) {
    let lang = page.style.lang;
    let source = match lang {
        Lang::Zh => format!("出处：{}；不是承诺", expected.source),
        Lang::En => format!("source: {}; no promise", expected.source),
    };
    let source = match expected.base {
        Some(base) => {
            let usual = reasons::wait(base.wait, lang);
            format!("{} {usual}{}{source}", lang.pick("平常", "usually"), lang.pick("；", "; "))
        }
        None => source,
    };
    let wait = format!("{}{}", reasons::wait(&expected.wait, lang), aside(&source, lang));
    page.row(name, &wait, Ink::Plain);
}

fn to_the_writer(report: &Report<'_>, page: &mut Page<'_>) {
    let lang = page.style.lang;
    if let Some(question) = report.decision.question() {
        page.row(lang.pick("要问", "ask for"), &question, Ink::Plain);
    }
    for (place, advice) in report.decision.advice.iter().enumerate() {
        page.row(if place == 0 { lang.pick("建议", "advice") } else { "" }, advice.text, Ink::Plain);
    }
}

fn because(report: &Report<'_>, page: &mut Page<'_>) {
    let lang = page.style.lang;
    let because = &report.decision.because;
    for (place, reason) in because.reasons.iter().enumerate() {
        let mut words = format!("{}. ", place + 1);
        reasons::reason(report, reason, lang, &mut words);
        page.row(if place == 0 { lang.pick("理由", "because") } else { "" }, &words, Ink::Plain);
    }
    if let Some(flip) = &because.flip {
        let mut words = String::new();
        reasons::flip(report, flip, lang, &mut words);
        page.row(lang.pick("改判", "otherwise"), &words, Ink::Plain);
    }
}

/// What the writer's past would lead one to expect, marked as a guess.
fn guess(report: &Report<'_>, page: &mut Page<'_>) {
    let lang = page.style.lang;
    let Some(guess) = &report.decision.prior else { return };
    page.row(lang.pick("猜测", "guess"), &prior::shares(guess, lang), Ink::Dim);
    let words = prior::suggestion(guess, lang).unwrap_or_else(|| prior::grounds(guess, lang));
    let offered = prior::offered(report.decision.desk.account.tracking, lang);
    let parts = [Some(words.as_str()), Some(prior::caveat(lang)), offered];
    page.parts("", parts.into_iter().flatten(), lang.pick("；", "; "), Ink::Dim);
}
