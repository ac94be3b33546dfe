//! The files of a pack into a lexicon, or everything that is wrong with them.

use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use toml::Spanned;
use toml::de::DeTable;

use super::assertion::Cue;
use super::builtin;
use super::codes::CodeBook;
use super::concepts::ConceptTable;
use super::desk::Desks;
use super::pack::{Lexicon, Pack};
use super::parse_codes;
use super::parse_desk;
use super::parse_policy;
use super::parse_terms::{self, Entry};
use super::policy::Policy;
use super::reader::{Faults, Reader, did_you_mean, nearest};
use super::term::{Category, Term};
use crate::diagnostic::{Diagnostic, Said, Source};

/// Files that are no category.
const RESERVED: [&str; 7] = ["pack", "signals", "concepts", "assertion", "codes", "policy", "desk"];

/// Parses the files of a pack.
pub(super) fn lexicon(own: &[Source]) -> Result<Lexicon, Vec<Diagnostic>> {
    let (draft, faults) = read(own);
    match (draft.pack, draft.policy, draft.desks) {
        (Some(pack), Some(policy), Some(desks)) if faults.is_empty() => {
            let Draft { categories, terms, cues, codes, .. } = draft;
            Ok(Lexicon { pack, categories, terms, cues, codes, policy, desks })
        }
        _ => Err(faults),
    }
}

/// What can be read of a pack, with a plain policy and plain desks where its own have a fault.
pub(super) fn draft(own: &[Source]) -> (Option<Lexicon>, Vec<Diagnostic>) {
    let (draft, faults) = read(own);
    let Draft { pack, categories, terms, cues, codes, policy, desks } = draft;
    if categories.is_empty() {
        return (None, faults);
    }
    let faulty = |fault: &Diagnostic| matches!(stem(&fault.file), "policy" | "desk" | "pack");
    let own = if faults.iter().any(faulty) { None } else { policy.zip(desks) };
    let (policy, desks) = own.unwrap_or_else(plain);
    let pack = pack.unwrap_or_default();
    (Some(Lexicon { pack, categories, terms, cues, codes, policy, desks }), faults)
}

/// The built-in policy without anything that depends on categories, so that it suits any.
fn plain() -> (Policy, Desks) {
    let Lexicon { mut policy, desks, .. } = Lexicon::builtin();
    policy.route.drain(..policy.route.len().saturating_sub(1));
    policy.keeps.clear();
    for emergency in &mut policy.emergencies {
        emergency.category = None;
    }
    (policy, desks)
}

/// Reads every file of a pack as far as it goes, and gives the faults in order.
fn read(own: &[Source]) -> (Draft, Vec<Diagnostic>) {
    let faults = Faults::default();
    let base = if extends_builtin(own) { builtin::sources() } else { Vec::new() };
    let documents: Vec<Document<'_>> =
        base.iter().chain(own).map(|source| Document::parse(source, &faults)).collect();
    let draft = assemble(&documents, &faults);
    let mut faults = faults.into_inner();
    faults.sort_by(|a, b| (&a.file, a.at.start, &a.message).cmp(&(&b.file, b.at.start, &b.message)));
    faults.dedup();
    (draft, faults)
}

/// What could be read of a pack.
struct Draft {
    pack: Option<Pack>,
    categories: Vec<Category>,
    terms: Vec<Term>,
    cues: Vec<Cue>,
    codes: CodeBook,
    policy: Option<Policy>,
    desks: Option<Desks>,
}

/// One file, parsed as far as it goes.
struct Document<'s> {
    source: &'s Source,
    stem: &'s str,
    table: Spanned<DeTable<'s>>,
}

impl<'s> Document<'s> {
    fn parse(source: &'s Source, faults: &Faults) -> Self {
        let (table, errors) = DeTable::parse_recoverable(&source.text);
        for error in errors {
            let at = error.span().unwrap_or(0..0);
            let message = Said::new(error.message(), format!("TOML 语法错误：{}", error.message()));
            faults.borrow_mut().push(Diagnostic::error("toml", source.name.clone(), at, message));
        }
        Self { source, stem: stem(&source.name), table }
    }

    fn reader<'d>(&'d self, faults: &'d Faults) -> Reader<'d> {
        Reader::new(self.source, self.table.get_ref(), 0..first_line(&self.source.text), faults)
    }
}

fn first_line(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// `payment` of `lexicons/payment.toml`.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".toml").unwrap_or(file)
}

/// Looked at before anything else, since it says which files there are.
fn extends_builtin(sources: &[Source]) -> bool {
    sources.iter().filter(|source| stem(&source.name) == "pack").any(|source| {
        let table = DeTable::parse_recoverable(&source.text).0;
        table
            .get_ref()
            .iter()
            .any(|(key, value)| key.get_ref() == "extends" && value.get_ref().as_str() == Some("builtin"))
    })
}

fn assemble(documents: &[Document<'_>], faults: &Faults) -> Draft {
    let pack = pack(documents, faults);
    let concepts = concepts(documents, faults);
    let ids = category_ids(documents);
    // What is missing is noted, and the rest is looked at all the same: one fault must not hide the others.
    let mut policy_reader = last(documents, "policy", faults).map(|file| file.reader(faults));
    let order = policy_reader.as_mut().map(|reader| parse_policy::order(reader, &ids)).unwrap_or_default();
    let mut order: Vec<&str> = order.iter().map(String::as_str).filter(|id| ids.contains(id)).collect();
    let unordered: Vec<&str> = ids.iter().copied().filter(|id| !order.contains(id)).collect();
    order.extend(unordered);
    let desks = last(documents, "desk", faults).map(|file| {
        let mut reader = file.reader(faults);
        let desks = parse_desk::desks(&mut reader);
        reader.finish();
        desks
    });
    let policy = policy_reader.map(|mut reader| {
        let desk_ids: Option<Vec<&str>> =
            desks.as_ref().map(|desks| desks.desks.iter().map(|desk| desk.id.as_str()).collect());
        let policy = parse_policy::policy(&mut reader, &order, desk_ids.as_deref());
        reader.finish();
        policy
    });
    let categories = categories(documents, &order, faults);
    let terms = terms(documents, &order, &concepts, faults);
    let mut cues = Vec::new();
    for document in documents.iter().filter(|document| document.stem == "assertion") {
        let mut reader = document.reader(faults);
        cues.extend(parse_terms::cues(&mut reader, &concepts));
        reader.finish();
    }
    let codes = codes(documents, faults);
    Draft { pack, categories, terms, cues, codes, policy, desks }
}

/// The codes of the built-in pack, whose tests hold them to be sound.
pub(super) fn builtin_codes() -> CodeBook {
    let faults = Faults::default();
    let sources = builtin::sources();
    let files = sources.iter().filter(|source| stem(&source.name) == "codes");
    let documents: Vec<Document<'_>> = files.map(|source| Document::parse(source, &faults)).collect();
    codes(&documents, &faults)
}

fn codes(documents: &[Document<'_>], faults: &Faults) -> CodeBook {
    let mut families = Vec::new();
    for document in documents.iter().filter(|document| document.stem == "codes") {
        let mut reader = document.reader(faults);
        parse_codes::families(&mut reader, &mut families);
        reader.finish();
    }
    CodeBook::new(families)
}

fn pack(documents: &[Document<'_>], faults: &Faults) -> Option<Pack> {
    let document = last(documents, "pack", faults)?;
    let mut reader = document.reader(faults);
    let name = reader.required("name", "name = \"my-pack\"");
    let version = reader.required("version", "version = \"2026.11\"");
    if let Some(extends) = reader.string("extends").filter(|extends| extends.value != "builtin") {
        parse_terms::unknown_value(&reader, "extends", &extends, Said::alike("extends = \"builtin\""));
    }
    reader.finish();
    let mut hash = Sha256::new();
    for document in documents {
        for part in [document.stem, document.source.text.as_str()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
    }
    let mut hex = String::new();
    for byte in &hash.finalize()[..8] {
        let _ = write!(hex, "{byte:02x}");
    }
    Some(Pack { name: name?.value, version: version?.value, hash: hex })
}

/// The last file of a stem: a pack's own one replaces the built-in one.
fn last<'d, 's>(documents: &'d [Document<'s>], stem: &str, faults: &Faults) -> Option<&'d Document<'s>> {
    let found = documents.iter().rfind(|document| document.stem == stem);
    if found.is_none() {
        let name = documents.first().map_or_else(String::new, |document| document.source.name.clone());
        let help = Said::new(
            format!("add {stem}.toml, or extends = \"builtin\" to pack.toml"),
            format!("加上 {stem}.toml，或在 pack.toml 里写 extends = \"builtin\""),
        );
        let message = Said::new(format!("the pack has no {stem}.toml"), format!("词库里没有 {stem}.toml"));
        let fault = Diagnostic::error("missing-file", name, 0..0, message);
        faults.borrow_mut().push(fault.with_help(help));
    }
    found
}

fn concepts(documents: &[Document<'_>], faults: &Faults) -> ConceptTable {
    let mut concepts = ConceptTable::default();
    let files: Vec<_> = documents.iter().filter(|document| document.stem == "concepts").collect();
    for document in &files {
        let mut reader = document.reader(faults);
        concepts.read(&mut reader);
        reader.finish();
    }
    for document in &files {
        concepts.check(&mut document.reader(faults));
    }
    concepts
}

fn category_ids<'d>(documents: &'d [Document<'_>]) -> Vec<&'d str> {
    let mut ids = Vec::new();
    for document in documents {
        if !RESERVED.contains(&document.stem) && !ids.contains(&document.stem) {
            ids.push(document.stem);
        }
    }
    ids
}

/// The categories in policy order; a later file may rename one.
fn categories(documents: &[Document<'_>], order: &[&str], faults: &Faults) -> Vec<Category> {
    let mut names: HashMap<&str, String> = HashMap::new();
    for document in documents.iter().filter(|document| order.contains(&document.stem)) {
        let mut reader = document.reader(faults);
        let name = if names.contains_key(document.stem) {
            reader.string("name")
        } else {
            reader.required("name", "name = \"支付问题\", the category's name for people")
        };
        if let Some(name) = name {
            names.insert(document.stem, name.value);
        }
    }
    order
        .iter()
        .map(|id| Category {
            id: (*id).to_owned(),
            name: names.remove(id).unwrap_or_else(|| (*id).to_owned()),
        })
        .collect()
}

fn terms(documents: &[Document<'_>], order: &[&str], concepts: &ConceptTable, faults: &Faults) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for document in documents {
        let category = order.iter().position(|id| *id == document.stem);
        if category.is_none() && document.stem != "signals" {
            continue;
        }
        let mut reader = document.reader(faults);
        let _ = reader.string("name");
        let mut seen = std::collections::HashSet::new();
        for entry in parse_terms::terms(&mut reader, document.stem, category, concepts) {
            match entry {
                Entry::Term(term) => {
                    if !seen.insert(term.id.clone()) {
                        let id = &term.id;
                        let message = Said::new(
                            format!("`{id}` stands twice in this file"),
                            format!("`{id}` 在这个文件里写了两次"),
                        );
                        let help = Said::new("bring both into one entry", "合并成一条");
                        reader.fault("duplicate-term", term.at.1.clone(), message, Some(help));
                    }
                    match places.get(&term.id) {
                        Some(place) => terms[*place] = *term,
                        None => {
                            places.insert(term.id.clone(), terms.len());
                            terms.push(*term);
                        }
                    }
                }
                Entry::Remove(id, at) => remove(&id, at, &reader, &mut terms, &mut places),
            }
        }
        reader.finish();
    }
    // Removed terms left an empty shell, so that the places of the others stayed.
    terms.retain(|term| !term.id.is_empty());
    terms
}

fn remove(
    id: &str,
    at: std::ops::Range<usize>,
    reader: &Reader<'_>,
    terms: &mut [Term],
    places: &mut HashMap<String, usize>,
) {
    if let Some(place) = places.remove(id) {
        terms[place].id.clear();
        return;
    }
    let known: Vec<&str> = places.keys().map(String::as_str).collect();
    let help = nearest(id, &known).map_or_else(
        || {
            Said::new(
                "remove = true deletes a term of the pack that this one extends",
                "remove = true 删除的是所扩展词库里的词条",
            )
        },
        did_you_mean,
    );
    let message = Said::new(format!("there is no term `{id}` to remove"), format!("没有可删除的词条 `{id}`"));
    reader.fault("unknown-term", at, message, Some(help));
}
