//! What a look at a pack found, in the one shape that every output format reads: findings, and cases that were tried.

use std::fmt::Write as _;
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Level, Said, Source};
use crate::text::fold;

/// Everything that one run found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Audit {
    /// The command that looked: `check`, `test`, `coverage`, …
    pub command: &'static str,
    /// The files that findings are about, for excerpts. A finding may be about none of them.
    pub sources: Vec<Source>,
    /// What is wrong, in order of file and place.
    pub findings: Vec<Finding>,
    /// The cases that were tried, in order.
    pub trials: Vec<Trial>,
    /// What is to be said about the whole, a sentence each, after everything else.
    pub remarks: Vec<Said>,
    /// The pack that was looked at, where it could be read.
    pub pack: Option<crate::lexicon::Pack>,
}

/// One thing that is wrong with a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Code, level, message, file, place and help.
    pub diagnostic: Diagnostic,
    /// The entry that it is about: `payment/花呗`, `concepts/未到账`, or a file's stem.
    pub entry: String,
    /// What in that entry it is about: a wording, a key, a sentence. Part of the fingerprint.
    pub subject: String,
    /// Other places that belong to it, each with what it is.
    pub related: Vec<Related>,
    /// Where it stands, counted as editors count. The first line where there is no place.
    pub place: Place,
    /// Stays the same while code, entry and subject do, wherever they move: 16 hexadecimal digits.
    pub fingerprint: String,
}

/// Another place that belongs to a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Related {
    /// Name of the source.
    pub file: String,
    /// Byte range in it.
    pub at: Range<usize>,
    /// The same, as editors count.
    pub place: Place,
    /// What it is.
    pub message: Said,
}

/// Lines and columns, from 1; columns in characters (Unicode code points). The end is one past the last character.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs)]
pub struct Place {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// One case that was tried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trial {
    /// The group it belongs to: a file, a category.
    pub suite: String,
    /// Its name within the group.
    pub name: String,
    /// What came of it.
    pub outcome: Outcome,
    /// Why it failed, or why it was not tried; the values, a line each.
    pub message: Option<Said>,
    /// The file it stands in, and the line.
    pub at: Option<(String, usize)>,
}

/// What came of a case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It does not.
    Failed,
    /// It does not, as it says of itself.
    Todo,
    /// It was not tried.
    Skipped,
}

impl Outcome {
    /// The stable name in machine output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Todo => "todo",
            Self::Skipped => "skipped",
        }
    }
}

impl Audit {
    /// An audit of these files with nothing found yet.
    #[must_use]
    pub fn new(command: &'static str, sources: Vec<Source>) -> Self {
        Self { command, sources, ..Self::default() }
    }

    /// Adds a finding about an entry. Of two with the same fingerprint the later gets one of its own.
    pub fn add(&mut self, diagnostic: Diagnostic, entry: &str, subject: &str) -> &mut Finding {
        let place = self.place(&diagnostic.file, &diagnostic.at);
        let mut fingerprint = fingerprint(diagnostic.code, entry, subject, 0);
        let mut number = 0;
        while self.findings.iter().any(|finding| finding.fingerprint == fingerprint) {
            number += 1;
            fingerprint = self::fingerprint(diagnostic.code, entry, subject, number);
        }
        self.findings.push(Finding {
            diagnostic,
            entry: entry.to_owned(),
            subject: subject.to_owned(),
            related: Vec::new(),
            place,
            fingerprint,
        });
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// Lines and columns of a byte range of a source; the first character where the source is not known.
    #[must_use]
    pub fn place(&self, file: &str, at: &Range<usize>) -> Place {
        let source = self.sources.iter().find(|source| source.name == file);
        source.map_or(Place { line: 1, column: 1, end_line: 1, end_column: 1 }, |source| {
            Place::of(&source.text, at)
        })
    }

    /// Puts another audit behind this one.
    pub fn join(&mut self, mut other: Self) {
        self.sources.append(&mut other.sources);
        self.findings.append(&mut other.findings);
        self.trials.append(&mut other.trials);
        for remark in other.remarks {
            if !self.remarks.contains(&remark) {
                self.remarks.push(remark);
            }
        }
        self.pack = self.pack.take().or(other.pack);
    }

    /// Brings the findings in order of file and place.
    pub fn sort(&mut self) {
        let sources = &self.sources;
        let number = |file: &str| sources.iter().position(|source| source.name == file);
        self.findings.sort_by_cached_key(|finding| {
            let Diagnostic { file, at, code, .. } = &finding.diagnostic;
            (number(file).unwrap_or(usize::MAX), at.start, at.end, *code, finding.subject.clone())
        });
    }

    /// How many findings are of a level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.diagnostic.level == level).count()
    }

    /// How many cases had an outcome.
    #[must_use]
    pub fn outcomes(&self, outcome: Outcome) -> usize {
        self.trials.iter().filter(|trial| trial.outcome == outcome).count()
    }

    /// Whether something is as bad as `level` or worse: a finding, or (for errors and warnings) a failed case.
    #[must_use]
    pub fn fails(&self, level: Level) -> bool {
        let worst = self.findings.iter().map(|finding| finding.diagnostic.level).min();
        worst.is_some_and(|worst| worst <= level) || self.outcomes(Outcome::Failed) > 0
    }
}

impl Trial {
    /// Stays the same while suite and name do: 16 hexadecimal digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        fingerprint("case", &self.suite, &self.name, 0)
    }
}

impl Place {
    /// The place of a byte range in a text. Offsets beyond it, or inside a character, are brought back into it.
    #[must_use]
    pub fn of(text: &str, at: &Range<usize>) -> Self {
        let (line, column) = position(text, at.start);
        let (end_line, end_column) = position(text, at.end.max(at.start));
        Self { line, column, end_line, end_column }
    }
}

fn position(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1, before[start..].chars().count() + 1)
}

/// Code, entry and what it is about, folded, so that neither a moved line nor another spelling makes a new finding.
fn fingerprint(code: &str, entry: &str, subject: &str, number: usize) -> String {
    let mut hash = Sha256::new();
    for part in [code, &fold(entry), &fold(subject)] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.update((number as u64).to_le_bytes());
    let mut hex = String::new();
    for byte in &hash.finalize()[..8] {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::{Audit, Place};
    use crate::diagnostic::{Diagnostic, Said, Source};

    #[test]
    fn places_count_lines_and_characters() {
        let text = "a\n退款 = \"😀钱\"\r\n";
        let at = text.find('😀').unwrap();
        let place = Place::of(text, &(at..at + 4));
        assert_eq!((place.line, place.column, place.end_line, place.end_column), (2, 7, 2, 8));
        // Nowhere in the text, and inside a character.
        assert_eq!(Place::of(text, &(999..1000)).line, 3);
        assert_eq!(Place::of(text, &(3..4)).column, 1);
    }

    #[test]
    fn fingerprints_stay_while_lines_move() {
        let print = |text: &str, subject: &str| {
            let mut audit = Audit::new("check", vec![Source { name: "a.toml".into(), text: text.into() }]);
            let at = text.find('x').unwrap();
            let fault = || Diagnostic::error("L101", "a.toml", at..at + 1, Said::alike("twice"));
            audit.add(fault(), "a/退款", subject);
            audit.add(fault(), "a/退款", subject);
            (audit.findings[0].fingerprint.clone(), audit.findings[1].fingerprint.clone())
        };
        assert_eq!(print("x", "退款"), print("\n\n  x", "退款"));
        assert_eq!(print("x", "退款"), print("x", "退\u{200b}款"));
        assert_ne!(print("x", "退款").0, print("x", "退钱").0);
        assert_ne!(print("x", "退款").0, print("x", "退款").1);
    }
}
