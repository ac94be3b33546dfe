//! The pack parser: the same files say the same, faults lie inside their files, and what parsed can judge.

use std::sync::OnceLock;

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::diagnostic::Source;
use fenliu::lexicon::Lexicon;
use fenliu::triage::{Context, Triage};

/// The files that an input may stand in for.
const FILES: [&str; 8] =
    ["payment", "signals", "concepts", "assertion", "codes", "calendar", "policy", "pack"];

/// The first byte chooses a file of a small pack; the rest is what it says.
pub(crate) fn check(bytes: &[u8]) {
    let Some((first, text)) = bytes.split_first() else { return };
    let name = format!("{}.toml", FILES[usize::from(first % 8)]);
    let mut sources: Vec<Source> = base().to_vec();
    sources.retain(|source| source.name != name);
    sources.push(Source { name, text: String::from_utf8_lossy(text).into_owned() });
    let parsed = Lexicon::parse(&sources);
    assert_eq!(parsed, Lexicon::parse(&sources), "the same files say the same");
    let (draft, draft_faults) = Lexicon::draft(&sources);
    match parsed {
        Err(faults) => {
            assert!(!faults.is_empty() && faults == draft_faults, "a refusal says why");
            for fault in &faults {
                let source = sources.iter().find(|source| source.name == fault.file);
                // What `extends` brings in has files of its own.
                let Some(source) = source else { continue };
                assert!(source.text.get(fault.at.clone()).is_some(), "{}: {:?}", fault.file, fault.at);
                assert!(!fault.message.en.is_empty() && !fault.message.zh.is_empty());
            }
        }
        Ok(lexicon) => {
            assert!(draft_faults.is_empty() && draft.as_ref() == Some(&lexicon));
            let now = parse_moment("2026-11-24T14:30").unwrap_or_else(|error| panic!("{error}"));
            let context = Context::at(Clock { now, source: ClockSource::Option });
            let texts: Vec<String> =
                lexicon.terms.iter().flat_map(|term| term.hits.clone()).take(20).collect();
            let triage = Triage::new(lexicon);
            for text in &texts {
                let score = triage.run(text, &context).decision.score;
                assert!((0.0..=100.0).contains(&score), "{score}");
            }
        }
    }
}

/// A pack with a little of everything.
fn base() -> &'static [Source] {
    static BASE: OnceLock<Vec<Source>> = OnceLock::new();
    BASE.get_or_init(|| {
        let stems = ["policy", "desk", "pack"];
        let builtin = Lexicon::builtin_sources().into_iter().filter_map(|source| {
            let stem = stems.iter().find(|stem| source.name.ends_with(&format!("/{stem}.toml")))?;
            Some(Source { name: format!("{stem}.toml"), text: source.text })
        });
        let own = [
            ("security", "name = \"安全\"\n[[term]]\ntext = \"{号}被盗\"\nweight = 4\nhits = [\"我的号被盗了\"]\n"),
            ("payment", "name = \"支付\"\n"),
            ("fault", "name = \"故障\"\n"),
            ("complaint", "name = \"投诉\"\n"),
            ("concepts", "[[concept]]\nname = \"号\"\nany = [\"号\", \"账号\"]\n"),
            ("assertion", "[[cue]]\nstate = \"negated\"\nany = [\"没有\"]\ndirection = \"before\"\nscope = \"clause\"\n"),
        ];
        let own = own.map(|(stem, text)| Source { name: format!("{stem}.toml"), text: text.to_owned() });
        builtin.chain(own).collect()
    })
}
