//! All rules over one pack.

use jiff::civil::DateTime;

use super::broad::Rates;
use super::lens::{Lens, Notes};
use super::rule::Rule;
use super::{
    broad, characters, contained, contradictions, dead, friends, mutation, proof, references, routes, schema,
    suppress, twice,
};
use crate::diagnostic::{Level, Said, Source};
use crate::lexicon::Lexicon;
use crate::review::audit::Audit;

/// What a check looks at beside the files.
#[derive(Clone, Copy, Debug)]
pub struct Options<'o> {
    /// The day by which suppressions end; sentences are tried at this time.
    pub now: DateTime,
    /// Whether notes are given, or only counted.
    pub notes: bool,
    /// How often each term fires in messages, where somebody counted.
    pub rates: Option<&'o Rates>,
}

/// A rule, or a few that look at the same thing.
type Look = fn(&Lens<'_>, &mut Notes<'_>);

/// Everything that looks at a pack as it is.
const LOOKS: [Look; 10] = [
    twice::look,
    contained::look,
    dead::look,
    broad::look,
    friends::look,
    proof::look,
    mutation::guards,
    contradictions::look,
    references::look,
    characters::look,
];

/// Finds everything that is wrong with the files of a pack.
#[must_use]
pub fn check(sources: &[Source], options: &Options<'_>) -> Audit {
    let (lexicon, faults) = Lexicon::draft(sources);
    let mut audit = Audit::new("check", sources.to_vec());
    audit.pack = lexicon.as_ref().map(|lexicon| lexicon.pack.clone()).filter(|pack| !pack.hash.is_empty());
    let lens = Lens::new(sources, lexicon, options.now);
    schema::note(&faults, &lens.documents, &mut audit);
    let mut notes = Notes { audit: &mut audit };
    for look in LOOKS {
        look(&lens, &mut notes);
    }
    routes::look(&lens, &mut notes);
    if let Some(rates) = options.rates {
        broad::in_corpus(&lens, rates, &mut notes);
    }
    // Suppressions speak of notes too: whether one is used doesn't hang on who asks for them.
    if options.notes || suppress::speaks_of(&lens, Level::Note) {
        mutation::wordings(&lens, &mut notes);
    }
    suppress::apply(&lens, &mut audit);
    if !options.notes {
        leave_out_notes(&mut audit);
    }
    audit.sort();
    audit
}

fn leave_out_notes(audit: &mut Audit) {
    let count = audit.count(Level::Note);
    audit.findings.retain(|finding| finding.diagnostic.level != Level::Note);
    if count > 0 {
        let unit = if count == 1 { "note" } else { "notes" };
        audit.remarks.push(Said::new(
            format!("{count} {unit} left out; --notes shows them"),
            format!("另有 {count} 条提示，加 --notes 查看"),
        ));
    }
}

/// Whether a code is a rule's, for suppressions.
pub(super) fn known(code: &str) -> Option<&'static Rule> {
    Rule::all().find(|rule| rule.code.eq_ignore_ascii_case(code))
}
