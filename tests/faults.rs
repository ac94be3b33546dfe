//! Every fault of a pack is drawn as its golden file says. `UPDATE=1 cargo test --test faults` writes them anew.
//!
//! The first line of a case names the file of the pack that it stands for; the rest of the pack is the built-in one.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::path::Path;

use fenliu::diagnostic::{Lang, Source};
use fenliu::lexicon::Lexicon;
use fenliu::render::{Style, diagnostics};

#[test]
fn faults_are_drawn_as_their_golden_files_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults");
    let mut cases: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    cases.sort();
    assert!(cases.len() > 20, "only {} cases", cases.len());
    for path in cases {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = text.lines().next().unwrap().trim_start_matches("# ").to_owned();
        let mut sources = vec![Source { name: name.clone(), text }];
        if name != "pack.toml" {
            let text = "name = \"mine\"\nversion = \"1\"\nextends = \"builtin\"\n".to_owned();
            sources.push(Source { name: "pack.toml".into(), text });
        }
        let faults = Lexicon::parse(&sources).expect_err(&format!("{} has no fault", path.display()));
        let mut all = sources.clone();
        all.extend(Lexicon::builtin_sources());
        let mut drawn = String::new();
        for lang in [Lang::En, Lang::Zh] {
            drawn.push_str(&diagnostics::text(&faults, &all, &Style { color: false, width: 100, lang }));
        }
        let golden = path.with_extension("out");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&golden, &drawn).unwrap();
        }
        let wanted = std::fs::read_to_string(&golden).unwrap_or_default();
        assert_eq!(drawn, wanted, "{}", path.display());
    }
}

/// A pack that extends the built-in one overrides, adds and removes; its hash is its own.
#[test]
fn a_pack_extends_the_builtin_one() {
    let source = |name: &str, text: &str| Source { name: name.into(), text: text.into() };
    let sources = [
        source("mine/pack.toml", "name = \"mine\"\nversion = \"1\"\nextends = \"builtin\"\n"),
        source(
            "mine/payment.toml",
            "[[term]]\ntext = \"扣款异常\"\nweight = 5\nhits = [\"微信扣款异常\"]\n\n[[term]]\ntext = \"没到账\"\nremove = true\n\n\
             [[term]]\ntext = \"积分没了\"\nhits = [\"我的积分没了\"]\n",
        ),
    ];
    let (mine, builtin) = (Lexicon::parse(&sources).unwrap(), Lexicon::builtin());
    let term = |lexicon: &Lexicon, id: &str| lexicon.terms.iter().find(|term| term.id == id).cloned();
    assert_eq!(term(&mine, "payment/扣款异常").unwrap().weight, 5);
    assert!(term(&builtin, "payment/没到账").is_some() && term(&mine, "payment/没到账").is_none());
    assert!(term(&mine, "payment/积分没了").is_some());
    assert_eq!(mine.terms.len(), builtin.terms.len());
    assert_ne!(mine.pack.hash, builtin.pack.hash);
    assert_eq!(mine.categories, builtin.categories);
}
