//! The board of everybody who can be reached, as a page for a phone.

use std::fmt::Write as _;

use super::escape::escaped;
use super::page::Page;
use crate::calendar::ClockSource;
use crate::judge::{Board, Group};
use crate::lexicon::Period;
use crate::render::board::day_name;
use crate::render::origin::{Lang, PackInfo};
use crate::render::places::Sources;
use crate::render::{phrases, reasons};

/// Appends the page.
pub fn board(board: &Board<'_>, pack: &PackInfo<'_>, lang: Lang, out: &mut String) {
    let mut view = View { board, lang, sources: Sources::default() };
    let lead = view.lead();
    let mut body = view.contents();
    for group in Group::ALL {
        view.group(group, &mut body);
    }
    view.hours(&mut body);
    view.further(&mut body);
    let foot = view.foot(pack);
    let title = lang.pick("客服入口一览", "Everybody who can be reached");
    Page { title, lead: &lead, body: &body, foot: &foot, lang }.write(out);
}

/// What is being shown, and the sources that were named so far.
pub(super) struct View<'b> {
    pub(super) board: &'b Board<'b>,
    pub(super) lang: Lang,
    sources: Sources<'b>,
}

impl<'b> View<'b> {
    fn lead(&mut self) -> String {
        let (board, lang) = (self.board, self.lang);
        let account = if board.enterprise { "enterprise" } else { "personal" };
        let mut out = String::from("<ul class=\"facts\">");
        let now = reasons::minute(board.clock.now, true);
        let clock = match board.clock.source {
            ClockSource::System => lang.pick("现在 ", "now "),
            _ => lang.pick("按这个时间 ", "as of "),
        };
        let _ = write!(
            out,
            "<li class=\"tag way\">{clock}<time datetime=\"{}\">{now}</time></li>",
            crate::calendar::rfc3339(board.clock.now)
        );
        for fact in [phrases::day(day_name(board.day), lang), phrases::account(account, lang)] {
            let _ = write!(out, "<li class=\"tag\">{}</li>", escaped(fact));
        }
        out.push_str("</ul>\n<p class=\"soft\">");
        if !board.account.place.is_empty() {
            let note = self.note(&board.account.source);
            let _ = write!(
                out,
                "{}{}{note} · ",
                lang.pick("入口在：", "found at: "),
                escaped(&board.account.place)
            );
        }
        if let Some(manager) = &board.account.manager {
            let note = self.note(&manager.source);
            let _ = write!(out, "{}{note}", escaped(&manager.name));
            if let Some(wait) = &manager.wait {
                let note = self.note(&wait.source);
                let _ = write!(out, " {}{note}", escaped(&reasons::wait(&wait.value, lang)));
            }
            out.push_str(" · ");
        }
        out.push_str(lang.pick("同一组里，等得少的在前。", "In each group the shortest wait comes first."));
        out.push_str("</p>\n");
        out
    }

    /// Links to the parts of the page.
    fn contents(&self) -> String {
        let mut out = String::from("<nav aria-label=\"");
        out.push_str(self.lang.pick("本页内容", "on this page"));
        out.push_str("\"><ul>");
        for group in Group::ALL.into_iter().filter(|group| self.board.group(*group).next().is_some()) {
            let _ = write!(
                out,
                "<li><a href=\"#{}\">{}</a></li>",
                group.name(),
                phrases::group(group.name(), self.lang)
            );
        }
        for (id, zh, en) in [("when", "时间", "hours"), ("more", "须知", "more")] {
            let _ = write!(out, "<li><a href=\"#{id}\">{}</a></li>", self.lang.pick(zh, en));
        }
        out.push_str("</ul></nav>\n");
        out
    }

    fn group(&mut self, group: Group, out: &mut String) {
        let mut places = self.board.group(group).peekable();
        if places.peek().is_none() {
            return;
        }
        let name = group.name();
        let _ = write!(
            out,
            "<section aria-labelledby=\"{name}\">\n<h2 id=\"{name}\">{}</h2>\n",
            phrases::group(name, self.lang)
        );
        let words = match group {
            Group::Emergency => self.lang.pick(
                "比别的都先处理；要选对标签。",
                "Handled before everything else; choose the right label.",
            ),
            Group::Outside => self.lang.pick(
                "先于站内、次于紧急情形；要带齐凭证。",
                "Handled after emergencies and before desks; bring the proof.",
            ),
            _ => "",
        };
        if !words.is_empty() {
            let _ = writeln!(out, "<p class=\"soft\">{words}</p>");
        }
        out.push_str("<ul class=\"cards\">\n");
        for place in places {
            self.card(place, out);
        }
        out.push_str("</ul>\n</section>\n");
    }

    /// The day as a strip: when somebody is there, which hours are better or worse, and now.
    fn hours(&mut self, out: &mut String) {
        let (board, lang) = (self.board, self.lang);
        let periods = &board.lexicon.desks.service.periods;
        let _ = write!(
            out,
            "<section aria-labelledby=\"when\">\n<h2 id=\"when\">{}</h2>\n<div class=\"sheet\">\n",
            lang.pick("什么时候来", "When to come")
        );
        out.push_str("<div class=\"day\" aria-hidden=\"true\"><svg viewBox=\"0 0 1440 48\" preserveAspectRatio=\"none\">");
        let mut bar = |class: &str, from: u16, until: u16, top: u16| {
            let width = until.saturating_sub(from).max(1);
            let _ = write!(
                out,
                "<rect class=\"{class}\" x=\"{from}\" y=\"{top}\" width=\"{width}\" height=\"{}\"/>",
                48 - top
            );
        };
        if let Some(hours) = &board.account.hours {
            bar("open", hours.value.opens, hours.value.closes, 0);
        }
        for period in periods {
            bar(colour(period), period.hours.value.opens, period.hours.value.closes, 24);
        }
        // Hours and minutes of a day are no negative numbers.
        let now = u16::try_from(i32::from(board.clock.now.hour()) * 60 + i32::from(board.clock.now.minute()))
            .unwrap_or(0);
        bar("now", now.saturating_sub(2), now + 3, 0);
        out.push_str("</svg><div class=\"scale\"><span>0:00</span><span>6:00</span><span>12:00</span><span>18:00</span><span>24:00</span></div></div>\n<ul class=\"keys\">");
        if let Some(hours) = &board.account.hours {
            let note = self.note(&hours.source);
            let _ = write!(
                out,
                "<li><span class=\"key open\"></span><span>{}{}{note}</span></li>",
                lang.pick("服务时间 ", "staffed "),
                hours.value
            );
        }
        for period in periods {
            self.key(period, out);
        }
        out.push_str("</ul>\n</div>\n</section>\n");
    }

    fn key(&mut self, period: &'b Period, out: &mut String) {
        let lang = self.lang;
        let days = if period.workdays { lang.pick("工作日 ", "workdays ") } else { "" };
        let now = match self.board.is_now(period) {
            true => format!(" <span class=\"tag warn\">{}</span>", lang.pick("就是现在", "now")),
            false => String::new(),
        };
        let note = self.note(&period.hours.source);
        let _ = write!(
            out,
            "<li><span class=\"key {}\"></span><span>{days}{} {}{note}{now}</span></li>",
            colour(period),
            period.hours.value,
            escaped(&period.name)
        );
    }

    /// Devices, the share of the machine, and what comes after the service.
    fn further(&mut self, out: &mut String) {
        let (board, lang) = (self.board, self.lang);
        let service = &board.lexicon.desks.service;
        let _ = write!(
            out,
            "<section aria-labelledby=\"more\">\n<h2 id=\"more\">{}</h2>\n<div class=\"sheet\"><ul class=\"notes\">",
            lang.pick("还要知道", "Good to know")
        );
        if let Some(tip) = &service.device {
            let note = self.note(&tip.source);
            let _ = write!(out, "<li class=\"strong\">{}{note}</li>", escaped(&tip.text));
        }
        if let Some(after) = &board.after {
            let note = self.note(&after.stated.rating_minutes.source);
            let until = after.rating_until.map(|until| reasons::minute(until, true));
            let state = match (after.rating_open, until) {
                (Some(true), Some(until)) => {
                    format!(" <span class=\"tag good\">{}{until}</span>", lang.pick("可评到 ", "till "))
                }
                (Some(false), _) => {
                    format!(" <span class=\"tag bad\">{}</span>", lang.pick("已过时", "over"))
                }
                _ => String::new(),
            };
            let _ = write!(out, "<li class=\"strong\">{}{note}{state}</li>", escaped(&after.stated.rating));
            let _ = write!(
                out,
                "<li>{}</li><li>{}</li>",
                escaped(&after.stated.staff),
                escaped(&after.stated.written)
            );
        }
        for line in &service.lines {
            let note = self.note(&line.share.source);
            let share = reasons::share(line.share.value, lang);
            let _ = write!(out, "<li>{} {share}{note}</li>", escaped(&line.name));
        }
        out.push_str("</ul></div>\n</section>\n");
    }

    fn foot(&self, pack: &PackInfo<'_>) -> String {
        let lang = self.lang;
        let words = lang.pick(
            "所有数字都是下面这些出处的说法，没有核实，也不是承诺。",
            "All figures are claims of these sources: not verified, and no promise.",
        );
        let mut out = format!("<p>{words}</p>\n<ol>");
        for (place, source) in self.sources.0.iter().enumerate() {
            let _ = write!(out, "<li id=\"source-{}\">{}</li>", place + 1, escaped(source));
        }
        let _ = write!(
            out,
            "</ol>\n<p>fenliu · {} {} · {}</p>\n",
            escaped(pack.name),
            escaped(pack.version),
            escaped(pack.hash)
        );
        out
    }

    /// A mark that leads to a source.
    pub(super) fn note(&mut self, source: &'b str) -> String {
        if source.is_empty() {
            return String::new();
        }
        let number = self.sources.number(source);
        let label = self.lang.pick("出处", "source");
        format!("<sup><a href=\"#source-{number}\" aria-label=\"{label} {number}\">{number}</a></sup>")
    }
}

/// Hours to avoid look unlike all others.
fn colour(period: &Period) -> &'static str {
    if period.avoid { "peak" } else { "fast" }
}
