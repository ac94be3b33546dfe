//! Tickets on their way, as a page for a phone.

use std::fmt::Write as _;

use super::escape::escaped;
use super::page::Page;
use crate::calendar::{Clock, rfc3339};
use crate::render::origin::{Lang, PackInfo};
use crate::render::places::{self, Sources};
use crate::render::{reasons, track as words};
use crate::review::Ticket;

/// Appends the page.
pub fn track(tickets: &[Ticket<'_>], clock: Clock, pack: &PackInfo<'_>, lang: Lang, out: &mut String) {
    let late = tickets.iter().filter(|ticket| ticket.is_late()).count();
    let lead = format!("<p class=\"soft\">{}</p>\n", words::head(tickets.len(), late, clock.now, lang));
    let mut sources = Sources::default();
    let mut body = String::from("<ul class=\"cards\">\n");
    for ticket in tickets {
        card(ticket, lang, &mut sources, &mut body);
    }
    body.push_str("</ul>\n");
    let foot = foot(&sources, pack, lang);
    let title = lang.pick("工单进度", "Tickets on their way");
    Page { title, lead: &lead, body: &body, foot: &foot, lang }.write(out);
}

fn card<'l>(ticket: &Ticket<'l>, lang: Lang, sources: &mut Sources<'l>, out: &mut String) {
    let (class, tag, state) = match ticket.is_late() {
        true => (" urgent", " bad", lang.pick("迟了", "late")),
        false if ticket.answer.is_some() => ("", " good", lang.pick("没有迟", "in time")),
        false => ("", "", lang.pick("没有数字", "no figure")),
    };
    let _ = write!(
        out,
        "<li class=\"card{class}\">\n<div class=\"top\"><h2 class=\"name\">{}</h2><span class=\"tag{tag}\">{state}</span></div>\n\
         <p class=\"soft\">{}",
        escaped(&ticket.id),
        escaped(&words::about(ticket, lang)),
    );
    if let Some(wait) = ticket.place.as_ref().and_then(|place| place.wait.as_ref()) {
        let number = sources.number(wait.source);
        let label = lang.pick("出处", "source");
        let _ = write!(
            out,
            " · {}<sup><a href=\"#source-{number}\" aria-label=\"{label} {number}\">{number}</a></sup>",
            escaped(&places::wait(Some(wait), lang))
        );
    }
    out.push_str("</p>\n<ol class=\"steps\">\n");
    for line in words::lines(ticket, lang) {
        let class = if line.done { "done" } else { "next" };
        let _ = write!(out, "<li class=\"{class}\"><span>{}</span>", escaped(&line.name));
        if let Some(at) = line.at {
            let _ = write!(out, " <time datetime=\"{}\">{}</time>", rfc3339(at), reasons::minute(at, true));
        }
        if !line.words.is_empty() {
            let class = if line.late { "tag bad" } else { "soft" };
            let _ = write!(out, " <span class=\"{class}\">{}</span>", escaped(&line.words));
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n<ul class=\"notes\">");
    for remark in words::remarks(ticket, lang) {
        let _ = write!(out, "<li>{}</li>", escaped(&remark));
    }
    out.push_str("</ul>\n</li>\n");
}

fn foot(sources: &Sources<'_>, pack: &PackInfo<'_>, lang: Lang) -> String {
    let words = lang.pick(
        "等多久是这些出处的说法，没有核实，也不是承诺。",
        "The waits are claims of these sources: not verified, and no promise.",
    );
    let mut out = format!("<p>{words}</p>\n<ol>");
    for (place, source) in sources.0.iter().enumerate() {
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
