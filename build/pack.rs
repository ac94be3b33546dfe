//! The built-in pack, parsed and laid out by the code of the program itself, so that the program need not do it at each start.

use crate::detect::{Layout, sieve};
use crate::diagnostic::{Diagnostic, Source};
use crate::lexicon::Lexicon;
use crate::text::Heads;
use crate::{dictionary, write};

/// The files of the pack, named as the program names them.
pub(crate) fn sources() -> Vec<Source> {
    let folder = std::fs::read_dir("lexicons").expect("the pack lies in lexicons/");
    let mut names: Vec<String> = folder
        .map(|file| file.expect("the folder can be read").file_name().into_string().expect("names are text"))
        .filter(|name| name.ends_with(".toml"))
        .map(|name| format!("lexicons/{name}"))
        .collect();
    names.sort();
    names.into_iter().map(|name| Source { text: crate::read(&name), name }).collect()
}

/// Stops the build over what is wrong with the pack: a line for each fault, with how to mend it.
pub(crate) fn stop(faults: &[Diagnostic], sources: &[Source]) -> ! {
    for fault in faults {
        let text = sources.iter().find(|source| source.name == fault.file).map_or("", |source| &source.text);
        let line = text.get(..fault.at.start).map_or(1, |before| before.matches('\n').count() + 1);
        let help = fault.help.as_ref().map_or_else(String::new, |help| format!(" ({})", help.en));
        println!("cargo::error={}:{line}: {}{help}", fault.file, fault.message.en);
    }
    std::process::exit(1)
}

/// Writes the pack.
pub(crate) fn write_all() {
    let mut lexicon = Lexicon::builtin();
    let Layout { vocabulary, steps } = Layout::of(&lexicon);
    let (list, words) = vocabulary.parts();
    let (text, bounds) = list.parts();
    let heads = Heads::of(&vocabulary);
    let (head_pairs, head_slots) = heads.parts();
    let sieve = sieve(&lexicon);
    let (sieve_pairs, sieve_letters, flags) = sieve.parts();
    let ([offsets, uses, parents], longest) = steps.parts();
    lexicon.set_routes_aside();
    let postcard = postcard::to_allocvec(&lexicon).expect("a lexicon can be written");
    let total = vocabulary.total(dictionary::total(), dictionary::frequency);
    let numbers = format!(
        "const WORDS_TOTAL: u64 = {total};\nconst SIEVE_FLAGS: [bool; 2] = {flags:?};\nconst LONGEST: u32 = {longest};\n"
    );
    for (name, content) in [
        ("lexicon.postcard", postcard.as_slice()),
        ("literals.txt", text.as_bytes()),
        ("literals.bin", bounds),
        ("words.bin", words.bytes()),
        ("offsets.bin", offsets),
        ("uses.bin", uses),
        ("parents.bin", parents),
        ("head_pairs.bin", head_pairs),
        ("head_slots.bin", head_slots),
        ("sieve_pairs.bin", sieve_pairs),
        ("sieve_letters.bin", sieve_letters),
        ("numbers.rs", numbers.as_bytes()),
    ] {
        write(&format!("pack/{name}"), content);
    }
}
