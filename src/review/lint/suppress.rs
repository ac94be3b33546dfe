//! Suppressions: `# fenliu: allow L103 until=2027-01-31 reason="…"`, and what is wrong with them.
//!
//! At the end of a line one speaks for that line. On a line of its own it speaks for what follows: the whole entry if that
//! is a header, else the next key. `allow-file` speaks for the file.

use std::ops::Range;

use jiff::civil::Date;

use super::check::known;
use super::document::Document;
use super::lens::{Lens, Notes};
use crate::diagnostic::{Level, Said};
use crate::review::audit::Audit;

const MARK: &str = "fenliu:";

/// One suppression, as far as it can be read.
struct Allow<'l> {
    document: &'l Document<'l>,
    /// The comment.
    at: Range<usize>,
    /// What it speaks for.
    scope: Range<usize>,
    codes: Vec<&'static str>,
    until: Option<Date>,
    reason: Option<String>,
    /// What can't be read of it.
    faults: Vec<Said>,
}

/// Whether some suppression speaks of a rule of a level.
pub(super) fn speaks_of(lens: &Lens<'_>, level: Level) -> bool {
    let allows = lens.documents.iter().flat_map(allows);
    allows.flat_map(|allow| allow.codes).any(|code| known(code).is_some_and(|rule| rule.level == level))
}

/// Takes out what is suppressed, and notes the suppressions that are idle, out of date, without reason or unreadable.
pub(super) fn apply(lens: &Lens<'_>, audit: &mut Audit) {
    for document in &lens.documents {
        for allow in allows(document) {
            let expired = allow.until.is_some_and(|until| until < lens.today());
            let mut idle = Vec::new();
            for code in &allow.codes {
                let before = audit.findings.len();
                if !expired {
                    audit.findings.retain(|finding| !allow.covers(code, finding));
                }
                if audit.findings.len() == before {
                    idle.push(*code);
                }
            }
            let mut notes = Notes { audit };
            allow.say(expired, &idle, &mut notes);
        }
    }
}

impl Allow<'_> {
    fn covers(&self, code: &str, finding: &crate::review::Finding) -> bool {
        let diagnostic = &finding.diagnostic;
        diagnostic.code == code
            && diagnostic.file == self.document.source.name
            && self.scope.contains(&diagnostic.at.start)
            && !code.starts_with("L9")
    }

    fn say(&self, expired: bool, idle: &[&'static str], notes: &mut Notes<'_>) {
        let entry = self.document.entry_at(self.scope.start);
        let whole = (self.document, entry);
        let codes = self.codes.join(", ");
        for fault in &self.faults {
            notes.add("L904", whole, self.at.clone(), &fault.en, fault.clone()).help(
                "# fenliu: allow L103 until=2027-01-31 reason=\"why\"",
                "# fenliu: allow L103 until=2027-01-31 reason=\"原因\"",
            );
        }
        if let Some(until) = self.until.filter(|_| expired) {
            let message = Said::new(
                format!("this suppression of {codes} ended on {until}"),
                format!("对 {codes} 的豁免已于 {until} 到期"),
            );
            notes
                .add("L902", whole, self.at.clone(), &codes, message)
                .help("mend what it hides, or say why it goes on", "改好它掩盖的问题，或写明为什么延期");
        } else if !idle.is_empty() {
            let idle = idle.join(", ");
            let message = Said::new(
                format!("nothing is found here that {idle} could hide"),
                format!("这里没有 {idle}，豁免用不上"),
            );
            notes.add("L901", whole, self.at.clone(), &idle, message).help("leave it out", "删掉它");
        }
        if self.reason.is_none() && self.faults.is_empty() {
            let message = Said::new("this suppression gives no reason", "这条豁免没有写原因");
            notes
                .add("L903", whole, self.at.clone(), &codes, message)
                .help("reason=\"why this one is right\"", "reason=\"为什么可以不改\"");
        }
    }
}

/// The suppressions of a file.
fn allows<'l>(document: &'l Document<'l>) -> Vec<Allow<'l>> {
    let text = document.source.text.as_str();
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        if let Some((hash, words)) = comment(document, start, line) {
            let at = start + hash..start + line.trim_end().len();
            let own_line = line[..hash].trim().is_empty();
            let scope = if own_line { following(document, end) } else { start..end };
            found.push(read(document, at, scope, words));
        }
        start = end;
    }
    found
}

/// The comment of a line that is a suppression: where its # stands, and what follows the mark.
fn comment<'l>(document: &Document<'_>, start: usize, line: &'l str) -> Option<(usize, &'l str)> {
    let mark = line.find(MARK)?;
    let hash = line[..mark].rfind('#')?;
    if !line[hash + 1..mark].trim().is_empty() {
        return None;
    }
    // A # inside a string is no comment.
    let inside = document.entries.iter().flat_map(|entry| &entry.strings);
    let in_string = inside.into_iter().any(|text| text.at.contains(&(start + hash)));
    (!in_string).then(|| (hash, line[mark + MARK.len()..].trim()))
}

/// What a suppression on a line of its own speaks for: the entry or the key that follows.
fn following(document: &Document<'_>, from: usize) -> Range<usize> {
    let text = document.source.text.as_str();
    let mut start = from;
    for line in text[from..].split_inclusive('\n') {
        let bare = line.trim();
        if bare.starts_with('[')
            && document
                .entries
                .iter()
                .skip(1)
                .any(|entry| entry.extent.start >= start && entry.extent.start < start + line.len())
        {
            return document.entry_at(start + line.find('[').unwrap_or(0)).extent.clone();
        }
        if !bare.is_empty() && !bare.starts_with('#') {
            return start..key_end(document, start);
        }
        start += line.len();
    }
    from..text.len()
}

/// Where the value of a key ends: the next key of its entry, or the entry.
fn key_end(document: &Document<'_>, start: usize) -> usize {
    let entry = document.entry_at(start);
    let later = entry.keys.iter().map(|(_, at)| at.start).filter(|at| *at > start + 1);
    let line_end =
        document.source.text[start..].find('\n').map_or(document.source.text.len(), |at| start + at);
    let own = entry.keys.iter().any(|(_, at)| (start..line_end).contains(&at.start));
    let key = entry.keys.iter().map(|(_, at)| at.start).find(|at| *at >= start && *at < line_end);
    match (own, key) {
        (true, Some(key)) => later.filter(|at| *at > key).min().unwrap_or(entry.extent.end),
        // Inside a list: its line alone.
        _ => line_end,
    }
}

/// Reads what stands behind the mark.
fn read<'l>(document: &'l Document<'l>, at: Range<usize>, scope: Range<usize>, words: &str) -> Allow<'l> {
    let mut allow =
        Allow { document, at, scope, codes: Vec::new(), until: None, reason: None, faults: Vec::new() };
    let mut rest = words;
    match rest.split_whitespace().next() {
        Some("allow") => rest = rest["allow".len()..].trim_start(),
        Some("allow-file") => {
            rest = rest["allow-file".len()..].trim_start();
            allow.scope = 0..document.source.text.len();
        }
        word => {
            let word = word.unwrap_or_default();
            allow.faults.push(Said::new(
                format!("`{word}` is no word of a suppression"),
                format!("豁免里没有 `{word}` 这种写法"),
            ));
            return allow;
        }
    }
    while !rest.is_empty() {
        let (word, after) = next(rest);
        rest = after.trim_start_matches([' ', '\t', ',']);
        one(word, &mut allow);
    }
    if allow.codes.is_empty() && allow.faults.is_empty() {
        allow.faults.push(Said::new("this suppression names no rule", "这条豁免没有写规则编号"));
    }
    allow
}

/// The next word; a quoted value may hold spaces.
fn next(rest: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, c) in rest.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ' ' | '\t' | ',' if !quoted => return rest.split_at(at),
            _ => {}
        }
    }
    (rest, "")
}

fn one(word: &str, allow: &mut Allow<'_>) {
    if let Some(until) = word.strip_prefix("until=") {
        match until.trim_matches('"').parse() {
            Ok(until) => allow.until = Some(until),
            Err(_) => {
                allow.faults.push(Said::new(format!("`{until}` is no date"), format!("`{until}` 不是日期")));
            }
        }
    } else if let Some(reason) = word.strip_prefix("reason=") {
        let reason = reason.trim_matches('"').trim();
        allow.reason = Some(reason.to_owned()).filter(|reason| !reason.is_empty());
    } else if let Some(rule) = known(word) {
        if rule.code.starts_with("L9") {
            allow.faults.push(Said::new(
                format!("{} is about suppressions and can't be suppressed", rule.code),
                format!("{} 说的就是豁免，不能豁免", rule.code),
            ));
        } else {
            allow.codes.push(rule.code);
        }
    } else {
        allow.faults.push(Said::new(format!("there is no rule `{word}`"), format!("没有规则 `{word}`")));
    }
}
