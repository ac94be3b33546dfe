//! The board of everybody who can be reached, as text for a terminal.

use std::fmt::Write as _;

use jiff::civil::DateTime;

use super::canvas::{Ink, columns, cut, flow, pad, paint};
use super::commands::disarm;
use super::origin::{Lang, Style};
use super::places::{self, Sources};
use super::{phrases, reasons};
use crate::calendar::Day;
use crate::judge::{Board, Group, Place};

/// Columns left of everything, and of what stands below a name.
const MARGIN: usize = 2;
const INDENT: usize = 4;
/// Columns of the longest name and the longest wait that are kept whole.
const NAME: usize = 26;
const WAIT: usize = 18;

/// Draws the board.
pub fn text(board: &Board<'_>, style: &Style, out: &mut String) {
    let start = out.len();
    let mut page = Page { style: *style, now: board.clock.now, sources: Sources::default(), out };
    page.head(board);
    for group in Group::ALL {
        let places: Vec<&Place<'_>> = board.group(group).collect();
        if !places.is_empty() {
            page.title(phrases::group(group.name(), style.lang));
            page.places(&places);
        }
    }
    page.hours(board);
    page.tips(board);
    page.list_sources();
    disarm(start, out);
}

struct Page<'b, 'o> {
    style: Style,
    now: DateTime,
    sources: Sources<'b>,
    out: &'o mut String,
}

impl<'b> Page<'b, '_> {
    fn head(&mut self, board: &Board<'b>) {
        let lang = self.style.lang;
        let account = phrases::account(if board.enterprise { "enterprise" } else { "personal" }, lang);
        let mut parts =
            vec![reasons::minute(board.clock.now, true), phrases::day(day_name(board.day), lang).to_owned()];
        parts.push(account.to_owned());
        if !board.account.place.is_empty() {
            let number = self.sources.number(&board.account.source);
            parts.push(format!("{}{} [{number}]", lang.pick("入口在：", "found at: "), board.account.place));
        }
        if let Some(manager) = &board.account.manager {
            let mut words = manager.name.clone();
            if let Some(wait) = &manager.wait {
                let number = self.sources.number(&wait.source);
                let _ = write!(words, " {} [{number}]", reasons::wait(&wait.value, lang));
            }
            parts.push(words);
        }
        self.lines(0, parts.iter().map(String::as_str), " · ", Ink::Strong);
    }

    fn title(&mut self, title: &str) {
        self.out.push('\n');
        paint(title, Ink::Strong, self.style.color, self.out);
        self.out.push('\n');
    }

    /// A table of the places of a group; what does not fit a column stands below the name.
    fn places(&mut self, places: &[&Place<'b>]) {
        let lang = self.style.lang;
        let widest = places.iter().map(|place| columns(place.name())).max().unwrap_or(0).min(NAME);
        let waits: Vec<String> = places
            .iter()
            .map(|place| {
                let words = places::wait(place.wait.as_ref(), lang);
                match &place.wait {
                    Some(wait) => format!("{words} [{}]", self.sources.number(wait.source)),
                    None => words,
                }
            })
            .collect();
        let wait_column = waits.iter().map(|words| columns(words)).max().unwrap_or(0).min(WAIT);
        for (place, wait) in places.iter().zip(&waits) {
            let name = cut(place.name(), widest);
            pad(0, MARGIN, self.out);
            paint(&name, Ink::Way, self.style.color, self.out);
            pad(columns(&name), widest + 2, self.out);
            self.out.push_str(wait);
            pad(columns(wait), wait_column + 2, self.out);
            let ink = if place.open == Some(false) { Ink::Dim } else { Ink::Plain };
            paint(&places::presence(place, self.now, lang), ink, self.style.color, self.out);
            self.out.push('\n');
            self.below(place);
        }
    }

    fn below(&mut self, place: &Place<'b>) {
        let lang = self.style.lang;
        if let Some(entry) = place.entry.filter(|entry| place.desk.is_none() && !entry.path.is_empty()) {
            self.lines(INDENT, entry.path.iter().map(String::as_str), " → ", Ink::Plain);
        }
        let mut parts = vec![place.scope().to_owned()];
        if let (Some(desk), Some(entry)) = (place.desk, place.entry) {
            parts.extend(desk.treatment.map(|how| phrases::treatment(how.name(), lang).to_owned()));
            parts.push(format!("{}{}", lang.pick("走", "by "), entry.name));
        }
        parts.extend(places::base(place.wait.as_ref(), lang));
        // A desk is waited for at its entry, which says so.
        if let Some(also) = place.also.as_ref().filter(|_| place.desk.is_none()) {
            let number = self.sources.number(also.source);
            let words = reasons::wait(&also.wait, lang);
            parts.push(format!("{}{words} [{number}]", lang.pick("另一处写 ", "elsewhere: ")));
        }
        if place.desk.is_none()
            && let Some(entry) = place.entry
        {
            parts.extend(places::caveats(entry, place.alternative, lang));
        }
        parts.extend(place.desk.iter().flat_map(|desk| places::particulars(desk, lang)));
        parts.retain(|part| !part.is_empty());
        self.lines(INDENT, parts.iter().map(String::as_str), " · ", Ink::Dim);
    }

    fn hours(&mut self, board: &Board<'b>) {
        let lang = self.style.lang;
        let service = &board.lexicon.desks.service;
        if service.periods.is_empty() {
            return;
        }
        self.title(lang.pick("什么时候来", "when to come"));
        for period in &service.periods {
            let now = if board.is_now(period) { lang.pick("  ← 现在", "  ← now") } else { "" };
            let number = self.sources.number(&period.hours.source);
            let days = if period.workdays { lang.pick("工作日 ", "workdays ") } else { "" };
            let words = format!("{days}{}  {} [{number}]{now}", period.hours.value, period.name);
            self.lines(MARGIN, [words.as_str()], "", Ink::Plain);
        }
    }

    fn tips(&mut self, board: &Board<'b>) {
        let lang = self.style.lang;
        let service = &board.lexicon.desks.service;
        let mut lines = Vec::new();
        for line in &service.lines {
            let number = self.sources.number(&line.share.source);
            lines.push(format!("{} {} [{number}]", line.name, reasons::share(line.share.value, lang)));
        }
        if let Some(tip) = &service.device {
            lines.push(format!("{} [{}]", tip.text, self.sources.number(&tip.source)));
        }
        if let Some(after) = &board.after {
            let stated = after.stated;
            let number = self.sources.number(&stated.rating_minutes.source);
            let mut rating = format!("{} [{number}]", stated.rating);
            if let Some(until) = after.rating_until {
                let until = reasons::minute(until, true);
                let words = match (after.rating_open, lang) {
                    (Some(true), Lang::Zh) => format!("：到 {until}"),
                    (Some(true), Lang::En) => format!(": till {until}"),
                    (_, Lang::Zh) => format!("：已于 {until} 截止"),
                    (_, Lang::En) => format!(": over since {until}"),
                };
                rating.push_str(&words);
            }
            lines.extend([rating, stated.staff.clone(), stated.written.clone()]);
        }
        if lines.is_empty() {
            return;
        }
        self.title(lang.pick("还要知道", "good to know"));
        for line in &lines {
            self.lines(MARGIN, [line.as_str()], "", Ink::Plain);
        }
    }

    fn list_sources(&mut self) {
        let lang = self.style.lang;
        self.title(lang.pick("出处（都是说法，不是承诺）", "sources (claims, not promises)"));
        for (place, source) in std::mem::take(&mut self.sources.0).into_iter().enumerate() {
            self.lines(MARGIN, [format!("[{}] {source}", place + 1).as_str()], "", Ink::Dim);
        }
    }

    fn lines<'p>(
        &mut self,
        indent: usize,
        parts: impl IntoIterator<Item = &'p str>,
        between: &str,
        ink: Ink,
    ) {
        for line in flow(parts, between, self.style.width.saturating_sub(indent).max(24)) {
            pad(0, indent, self.out);
            paint(&line, ink, self.style.color, self.out);
            self.out.push('\n');
        }
    }
}

/// The name of a sort of day, for what is known of it.
pub(super) fn day_name(day: Option<Day>) -> &'static str {
    day.map_or("unknown", Day::name)
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::calendar::{Clock, ClockSource, parse_moment};
    use crate::judge::{Board, Sort};
    use crate::lexicon::Lexicon;
    use crate::render::{Lang, Style};

    #[test]
    fn every_place_is_on_the_board_and_lines_stay_narrow() {
        let lexicon = Lexicon::builtin();
        let clock = Clock { now: parse_moment("2026-11-24T14:30").unwrap(), source: ClockSource::Option };
        for (lang, width) in [(Lang::Zh, 80), (Lang::En, 80), (Lang::Zh, 60)] {
            for enterprise in [false, true] {
                let board = Board::new(&lexicon, clock, enterprise, Sort::Wait, None);
                let mut out = String::new();
                text(&board, &Style { color: false, width, lang }, &mut out);
                for desk in &lexicon.desks.desks {
                    assert!(out.contains(&desk.name), "{}", desk.name);
                }
                for line in out.lines() {
                    assert!(super::columns(line) <= width.max(70), "{line}");
                }
            }
        }
    }
}
