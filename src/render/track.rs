//! Tickets on their way, as text for a terminal, and the words that the page shares.

use jiff::civil::DateTime;

use super::canvas::{Ink, columns, cut, pad, paint, printable};
use super::commands::disarm;
use super::origin::{Lang, Style};
use super::places::{self, Sources};
use super::{phrases, reasons};
use crate::calendar::Clock;
use crate::review::{Due, Standing, Step, Ticket};

/// Columns of a step's name.
const STEP: usize = 9;
/// Columns of an id that are kept.
const ID: usize = 40;

/// Draws the tickets.
pub fn text(tickets: &[Ticket<'_>], clock: Clock, style: &Style, out: &mut String) {
    let start = out.len();
    let lang = style.lang;
    let late = tickets.iter().filter(|ticket| ticket.is_late()).count();
    paint(&head(tickets.len(), late, clock.now, lang), Ink::Strong, style.color, out);
    out.push('\n');
    let mut sources = Sources::default();
    for ticket in tickets {
        out.push('\n');
        one(ticket, style, &mut sources, out);
    }
    if !sources.0.is_empty() {
        out.push('\n');
        paint(
            lang.pick("出处（都是说法，不是承诺）", "sources (claims, not promises)"),
            Ink::Strong,
            style.color,
            out,
        );
        out.push('\n');
        for (place, source) in sources.0.iter().enumerate() {
            paint(&format!("  [{}] {}", place + 1, printable(source)), Ink::Dim, style.color, out);
            out.push('\n');
        }
    }
    disarm(start, out);
}

fn one<'l>(ticket: &Ticket<'l>, style: &Style, sources: &mut Sources<'l>, out: &mut String) {
    let lang = style.lang;
    paint(&cut(&ticket.id, ID), Ink::Strong, style.color, out);
    out.push_str(&format!(" · {}", printable(&about(ticket, lang))));
    if let Some(wait) = ticket.place.as_ref().and_then(|place| place.wait.as_ref()) {
        let words = places::wait(Some(wait), lang);
        out.push_str(&format!(" · {} [{}]", printable(&words), sources.number(wait.source)));
    }
    out.push('\n');
    for line in lines(ticket, lang) {
        pad(0, 2, out);
        out.push_str(if line.done { "● " } else { "○ " });
        let ink = if line.done { Ink::Plain } else { Ink::Dim };
        paint(&line.name, ink, style.color, out);
        if let Some(at) = line.at {
            pad(columns(&line.name), STEP, out);
            out.push_str(&reasons::minute(at, true));
        }
        if !line.words.is_empty() {
            out.push_str("  ");
            let ink = if line.late { Ink::Trouble } else { Ink::Dim };
            paint(&printable(&line.words), ink, style.color, out);
        }
        out.push('\n');
    }
    for remark in remarks(ticket, lang) {
        paint(&format!("  {remark}"), Ink::Dim, style.color, out);
        out.push('\n');
    }
}

/// How many tickets there are, and how many are late.
pub(super) fn head(all: usize, late: usize, now: DateTime, lang: Lang) -> String {
    let now = reasons::minute(now, true);
    match lang {
        Lang::Zh => format!("{now} · {all} 张工单 · {late} 张迟了"),
        Lang::En => format!("{now} · {all} {} · {late} late", if all == 1 { "ticket" } else { "tickets" }),
    }
}

/// The desk and the account.
pub(super) fn about(ticket: &Ticket<'_>, lang: Lang) -> String {
    let desk = match (&ticket.place, &ticket.desk) {
        (Some(place), _) => place.name().to_owned(),
        (None, Some(id)) => {
            format!("{} {}", cut(id, ID), lang.pick("（包里没有）", "(not in the pack)"))
        }
        (None, None) => lang.pick("还没有分派", "not routed yet").to_owned(),
    };
    let account = phrases::account(if ticket.enterprise { "enterprise" } else { "personal" }, lang);
    format!("{desk} · {account}")
}

/// One line of a ticket: something that happened, or that is still to come.
pub(super) struct Line {
    /// Whether it happened.
    pub(super) done: bool,
    /// The step.
    pub(super) name: String,
    /// When it happened, or is due.
    pub(super) at: Option<DateTime>,
    /// How it stands.
    pub(super) words: String,
    /// Whether that is too late.
    pub(super) late: bool,
}

/// Everything that happened, and the steps that are still to come.
pub(super) fn lines(ticket: &Ticket<'_>, lang: Lang) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut judged: Vec<Step> = Vec::new();
    for event in &ticket.events {
        let due = due(ticket, event.step).filter(|_| !judged.contains(&event.step));
        judged.push(event.step);
        let mut words: Vec<String> = Vec::new();
        if event.step == Step::Routed {
            words.extend(event.desk.as_deref().map(|desk| format!("→ {}", cut(desk, ID))));
        }
        words.extend(due.map(|due| standing(due, lang)));
        lines.push(Line {
            done: true,
            name: step(event.step, lang).to_owned(),
            at: Some(event.at),
            words: words.join(" · "),
            late: due.is_some_and(|due| due.standing.is_late()),
        });
    }
    for coming in [Step::Handled, Step::Rated] {
        if ticket.first(coming).is_some() {
            continue;
        }
        let due = due(ticket, coming);
        lines.push(Line {
            done: false,
            name: step(coming, lang).to_owned(),
            at: due.map(|due| due.at),
            words: due.map(|due| standing(due, lang)).unwrap_or_default(),
            late: due.is_some_and(|due| due.standing.is_late()),
        });
    }
    lines
}

fn due(ticket: &Ticket<'_>, step: Step) -> Option<Due> {
    match step {
        Step::Handled => ticket.answer,
        Step::Rated => ticket.rating,
        _ => None,
    }
}

/// What should be known about a ticket beside its steps.
pub(super) fn remarks(ticket: &Ticket<'_>, lang: Lang) -> Vec<String> {
    let mut words = Vec::new();
    if ticket.place.is_some() && ticket.answer.is_none() {
        let text = lang.pick(
            "出处没有写几分钟，所以不判断迟不迟",
            "the source states no minutes, so nothing is called late",
        );
        words.push(text.to_owned());
    }
    let tracking = match ticket.tracking {
        Some(true) => Some(lang.pick("这种账号自己能查工单进度", "the account may follow it")),
        Some(false) => {
            Some(lang.pick("这种账号自己查不到工单进度", "the account itself is not offered a view of it"))
        }
        None => None,
    };
    words.extend(tracking.map(str::to_owned));
    for odd in &ticket.odd {
        words.push(format!("{}{}", lang.pick("顺序不对：", "out of order: "), step(*odd, lang)));
    }
    words
}

/// The name of a step.
pub(super) fn step(step: Step, lang: Lang) -> &'static str {
    match step {
        Step::Received => lang.pick("收到", "received"),
        Step::Routed => lang.pick("分派", "routed"),
        Step::Waiting => lang.pick("等待", "waiting"),
        Step::Handled => lang.pick("处理", "handled"),
        Step::Rated => lang.pick("评价", "rated"),
    }
}

/// How something stands that is due.
pub(super) fn standing(due: Due, lang: Lang) -> String {
    let at = reasons::minute(due.at, true);
    let unit = |minutes: i64| lang.pick("分钟", if minutes == 1 { "minute" } else { "minutes" });
    match (due.standing, lang) {
        (Standing::InTime, Lang::Zh) => format!("没有迟（到 {at}）"),
        (Standing::InTime, Lang::En) => format!("in time (till {at})"),
        (Standing::Late(by), Lang::Zh) => format!("迟了 {by} {}（到 {at}）", unit(by)),
        (Standing::Late(by), Lang::En) => format!("{by} {} late (till {at})", unit(by)),
        (Standing::Open, Lang::Zh) => "还有时间".to_owned(),
        (Standing::Open, Lang::En) => "still in time".to_owned(),
        (Standing::Overdue(by), Lang::Zh) => format!("已经过了 {by} {}", unit(by)),
        (Standing::Overdue(by), Lang::En) => format!("{by} {} over", unit(by)),
    }
}
