//! One place of the board: who it is, whether open, how long it takes, by which taps, what to know.

use std::fmt::Write as _;

use super::board::View;
use super::escape::{anchor, escaped};
use crate::judge::{Group, Place};
use crate::lexicon::Entry;
use crate::render::{phrases, places, reasons};

impl<'b> View<'b> {
    /// Appends the card of a place.
    pub(super) fn card(&mut self, place: &'b Place<'b>, out: &mut String) {
        let urgent = if place.group == Group::Emergency { " urgent" } else { "" };
        let kind = if place.desk.is_some() { "desk" } else { "entry" };
        let _ = write!(
            out,
            "<li class=\"card{urgent}\" id=\"{kind}-{}\">\n<div class=\"top\"><h3>{}</h3>{}</div>\n",
            anchor(place.id()),
            escaped(place.name()),
            self.presence(place),
        );
        self.wait(place, out);
        if place.desk.is_none()
            && let Some(entry) = place.entry
        {
            self.path(entry, out);
        }
        out.push_str("<ul class=\"notes\">");
        self.notes(place, out);
        out.push_str("</ul>\n</li>\n");
    }

    fn presence(&self, place: &Place<'_>) -> String {
        let class = match place.open {
            Some(true) => " good",
            Some(false) => " bad",
            None => "",
        };
        format!(
            "<span class=\"tag{class}\">{}</span>",
            escaped(&places::presence(place, self.board.clock.now, self.lang))
        )
    }

    fn wait(&mut self, place: &'b Place<'b>, out: &mut String) {
        let words = escaped(&places::wait(place.wait.as_ref(), self.lang));
        let what = self.lang.pick("预计等待", "expected wait");
        match &place.wait {
            Some(expected) => {
                let note = self.note(expected.source);
                let _ = write!(
                    out,
                    "<p class=\"wait\"><strong>{words}</strong><span class=\"soft\">{what}{note}"
                );
                if let (Some(base), Some(from)) = (places::base(Some(expected), self.lang), expected.base) {
                    let note = self.note(&from.speedup.source);
                    let _ = write!(out, " · {}{note}", escaped(&base));
                }
                out.push_str("</span></p>\n");
            }
            None => {
                let words = self.lang.pick("出处没有写要等多久", "the source states no wait");
                let _ = writeln!(out, "<p class=\"wait\"><strong class=\"none\">{words}</strong></p>");
            }
        }
    }

    fn path(&self, entry: &Entry, out: &mut String) {
        if entry.path.is_empty() {
            let _ = writeln!(
                out,
                "<p class=\"soft\">{}</p>",
                self.lang.pick("出处没有写怎么进", "the source names no way")
            );
            return;
        }
        let _ = write!(out, "<ol class=\"path\" aria-label=\"{}\">", self.lang.pick("依次点", "tap in turn"));
        for tap in &entry.path {
            let _ = write!(out, "<li><span>{}</span></li>", escaped(tap));
        }
        out.push_str("</ol>\n");
    }

    fn notes(&mut self, place: &'b Place<'b>, out: &mut String) {
        let lang = self.lang;
        let source = self.note(place.source());
        let mut note = |class: &str, html: &str| {
            let _ = write!(out, "<li{class}>{html}</li>");
        };
        if !place.scope().is_empty() {
            note(" class=\"strong\"", &format!("{}{source}", escaped(place.scope())));
        }
        if let Some(desk) = place.desk {
            if let Some(how) = desk.treatment {
                note("", &escaped(phrases::treatment(how.name(), lang)));
            }
            if let Some(entry) = place.entry {
                let link = format!("<a href=\"#entry-{}\">{}</a>", anchor(&entry.id), escaped(&entry.name));
                note("", &format!("{}{link}", lang.pick("从这里进：", "way in: ")));
            }
            for words in places::particulars(desk, lang) {
                note(" class=\"strong\"", &escaped(&words));
            }
        } else if let Some(entry) = place.entry {
            for words in places::caveats(entry, place.alternative, lang) {
                note("", &escaped(&words));
            }
        }
        // A desk is waited for at its entry, which says so.
        if let Some(also) = place.also.as_ref().filter(|_| place.desk.is_none()) {
            let words = escaped(&reasons::wait(&also.wait, lang));
            let number = self.note(also.source);
            let _ = write!(
                out,
                "<li class=\"warn\">{}{words}{number}</li>",
                lang.pick("另一处写的是 ", "elsewhere it says ")
            );
        }
    }
}
