//! Two packs side by side: changes in words, messages that move, and the change that moved each.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::diagnostic::Source;
use fenliu::lexicon::Lexicon;
use fenliu::review::diff::{
    Blame, Change, ChangeKind, Compared, Comparison, Proof, blame, changes, parse_budgets,
};
use fenliu::review::{EntryKind, Files};
use fenliu::triage::{Context, Triage};

fn context() -> Context<'static> {
    Context::at(Clock { now: parse_moment("2026-11-24T14:30").unwrap(), source: ClockSource::Option })
}

/// The built-in pack with some of its text replaced.
fn edited(edits: &[(&str, &str, &str)]) -> Vec<Source> {
    let mut sources = Lexicon::builtin_sources();
    for (file, old, new) in edits {
        let source = sources.iter_mut().find(|source| source.name.ends_with(file)).unwrap();
        assert!(source.text.contains(old), "{file}: {old}");
        source.text = source.text.replacen(old, new, 1);
    }
    sources
}

struct Run {
    changes: Vec<Change>,
    compared: Compared,
    blame: Blame,
}

impl Run {
    fn of(old: &[Source], new: &[Source], messages: &[&str]) -> Self {
        let parse = |sources: &[Source]| Triage::new(Lexicon::parse(sources).unwrap());
        let (before, after) = (parse(old), parse(new));
        let mut comparison = Comparison::new(&before, &after);
        for (place, message) in messages.iter().enumerate() {
            comparison.add(message, &context(), || format!("messages.txt:{}", place + 1));
        }
        let compared = comparison.finish();
        let (old, new) = (Files::of(old), Files::of(new));
        let changes = changes(&old, &new);
        let blame = blame(&old, &new, &changes, &compared);
        Self { changes, compared, blame }
    }

    /// For each moved message its place and the ids of its causes.
    fn causes(&self) -> Vec<(&str, Vec<(&str, Proof)>)> {
        let ids = |place: usize| {
            let causes = self.blame.causes[place].as_ref().unwrap();
            causes.iter().map(|cause| (self.changes[cause.change].id.as_str(), cause.proof)).collect()
        };
        self.compared.moved.iter().enumerate().map(|(at, moved)| (moved.place.as_str(), ids(at))).collect()
    }
}

const ADDED: &str = "\n[[term]]\ntext = \"脸被拿去贷款\"\nhits = [\"我的脸被拿去贷款了\"]\n";

#[test]
fn an_added_line_is_blamed_for_what_it_moves() {
    let old = Lexicon::builtin_sources();
    let mut new = old.clone();
    let security = new.iter_mut().find(|source| source.name.ends_with("security.toml")).unwrap();
    let line = security.text.lines().count() + 2;
    security.text.push_str(ADDED);
    let run = Run::of(&old, &new, &["我的脸被拿去贷款了", "今天天气不错", "付款页面打不开"]);
    assert_eq!(run.changes.len(), 1);
    let change = &run.changes[0];
    assert_eq!((change.kind, change.entry), (ChangeKind::Added, EntryKind::Term));
    assert_eq!((change.site().file.as_str(), change.site().line), ("lexicons/security.toml", line));
    assert_eq!(run.causes(), [("messages.txt:1", vec![("security/脸被拿去贷款", Proof::Struck)])]);
    let counts = &run.compared.counts;
    assert_eq!((counts.records, counts.moved, counts.rerouted()), (3, 1, 1));
    assert_eq!((counts.person.gained, counts.person.lost), (1, 0));
    assert_eq!(run.compared.fired, [("security/脸被拿去贷款".to_owned(), [0, 1])]);
    let budget = parse_budgets("security.gained>0, escalation.lost>0", &run.compared.names).unwrap();
    assert!(budget[0].exceeded(counts) && !budget[1].exceeded(counts));
}

#[test]
fn each_of_many_changes_is_blamed_for_its_own() {
    let old = Lexicon::builtin_sources();
    let mut new = edited(&[
        ("policy.toml", "handoff = true\ndesk    = \"catch_all\"", "handoff = true\ndesk    = \"tech\""),
        (
            "policy.toml",
            "id       = \"fault\"\ncategory = \"fault\"\nneed     = \"problem\"\ndesk     = \"tech\"",
            "id       = \"fault\"\ncategory = \"fault\"\nneed     = \"problem\"\ndesk     = \"complaint\"",
        ),
        ("assertion.toml", "\"未曾\", ", "\"未曾\", \"决非\", "),
    ]);
    new.iter_mut().find(|source| source.name.ends_with("security.toml")).unwrap().text.push_str(ADDED);
    let messages = ["我的脸被拿去贷款了", "转人工", "我的账号决非被盗", "软件一打开就闪退", "今天天气不错"];
    let run = Run::of(&old, &new, &messages);
    assert_eq!(run.changes.len(), 4, "{:?}", run.changes);
    let struck = |id| vec![(id, Proof::Struck)];
    let causes = run.causes();
    let of = |line: usize| {
        let place = format!("messages.txt:{line}");
        causes.iter().find(|(at, _)| *at == place).map(|(_, causes)| causes.clone()).unwrap_or_default()
    };
    assert_eq!(of(1), struck("security/脸被拿去贷款"));
    assert_eq!(of(2), struck("policy/route/handoff"));
    assert_eq!(of(4), struck("policy/route/fault"));
    let cue = run.changes.iter().find(|change| change.entry == EntryKind::Cue).unwrap();
    assert_eq!(cue.differences[0].items(), (vec!["决非"], vec![]));
    assert_eq!(of(3), struck(&cue.id));
    assert_eq!(causes.len(), 4);
}

/// Two entries that both send the message there: neither is needed, each is enough.
#[test]
fn causes_that_are_each_enough_are_told_from_those_that_are_needed() {
    let old = Lexicon::builtin_sources();
    let mut new = old.clone();
    let security = new.iter_mut().find(|source| source.name.ends_with("security.toml")).unwrap();
    security.text.push_str(ADDED);
    security.text.push_str("\n[[term]]\ntext = \"拿去贷款\"\nhits = [\"脸被拿去贷款了\"]\n");
    let run = Run::of(&old, &new, &["我的脸被拿去贷款了"]);
    let alone = [("security/脸被拿去贷款", Proof::Alone), ("security/拿去贷款", Proof::Alone)];
    assert_eq!(run.causes(), [("messages.txt:1", alone.to_vec())]);
}

#[test]
fn what_proves_a_term_moves_nothing() {
    let old = Lexicon::builtin_sources();
    let new = edited(&[("security.toml", "\"登录密码怎么修改\"", "\"密码怎么改\"")]);
    let run = Run::of(&old, &new, &["登录密码怎么修改"]);
    assert_eq!(run.changes.len(), 1);
    assert!(run.changes[0].is_inert());
    assert_eq!(run.compared.counts.moved, 0);
}

#[test]
fn taken_away_and_put_back_is_nothing() {
    let old = Lexicon::builtin_sources();
    let mut gone = old.clone();
    let security = gone.iter_mut().find(|source| source.name.ends_with("security.toml")).unwrap();
    security.text.push_str(ADDED);
    let forth = Run::of(&old, &gone, &["我的脸被拿去贷款了"]);
    let back = Run::of(&gone, &old, &["我的脸被拿去贷款了"]);
    assert_eq!(back.changes[0].kind, ChangeKind::Removed);
    assert_eq!(forth.compared.counts.person.gained, back.compared.counts.person.lost);
    assert_eq!(back.causes(), [("messages.txt:1", vec![("security/脸被拿去贷款", Proof::Struck)])]);
    assert!(Run::of(&old, &old, &["我的脸被拿去贷款了"]).changes.is_empty());
}

/// A rule that moves up is a change of its own.
#[test]
fn the_order_of_rules_is_a_change() {
    let old = Lexicon::builtin_sources();
    let mut new = old.clone();
    let policy = new.iter_mut().find(|source| source.name.ends_with("policy.toml")).unwrap();
    let rule = "[[route]]\nid      = \"handoff\"\nhandoff = true\ndesk    = \"catch_all\"\n\n";
    assert!(policy.text.contains(rule));
    policy.text = policy.text.replacen(rule, "", 1);
    policy.text = policy.text.replacen(
        "[[route]]\nid   = \"dispute\"",
        &format!("{rule}[[route]]\nid   = \"dispute\""),
        1,
    );
    let run = Run::of(&old, &new, &["付款页面打不开，转人工", "今天天气不错"]);
    assert_eq!(run.changes.len(), 1, "{:?}", run.changes);
    assert_eq!(run.causes(), [("messages.txt:1", vec![("policy/route", Proof::Struck)])]);
}

/// A pack that extends the built-in one differs from it by its own entries alone.
#[test]
fn a_pack_that_extends_is_compared_with_what_it_extends() {
    let source = |name: &str, text: &str| Source { name: name.into(), text: text.into() };
    let pack = "name = \"p\"\nversion = \"1\"\nextends = \"builtin\"\n";
    let old = [source("p/pack.toml", pack), source("p/security.toml", ADDED.trim_start())];
    let gone = "[[term]]\ntext = \"花呗\"\nremove = true\n";
    let new = [
        source("p/pack.toml", pack),
        source("p/security.toml", ADDED.trim_start()),
        source("p/payment.toml", gone),
    ];
    let run = Run::of(&old, &new, &["花呗怎么还款", "我的脸被拿去贷款了"]);
    assert_eq!(run.changes.len(), 1, "{:?}", run.changes);
    assert_eq!((run.changes[0].kind, run.changes[0].id.as_str()), (ChangeKind::Removed, "payment/花呗"));
    assert_eq!(run.changes[0].site().file, "lexicons/payment.toml");
    for (_, causes) in run.causes() {
        assert_eq!(causes, [("payment/花呗", Proof::Struck)]);
    }
}

/// Reading once and judging once where nothing differs gives what two separate runs give.
#[test]
fn one_pass_counts_what_two_runs_count() {
    let old = Lexicon::builtin_sources();
    let mut new = edited(&[("assertion.toml", "\"未曾\", ", "\"未曾\", \"早就\", ")]);
    for source in &mut new {
        if source.name.ends_with("payment.toml") {
            source.text = source.text.replacen("weight   = 4", "weight   = 1", 3);
        }
        if source.name.ends_with("security.toml") {
            source.text.push_str(ADDED);
        }
    }
    let (before, after) = (Lexicon::parse(&old).unwrap(), Lexicon::parse(&new).unwrap());
    let (before, after) = (Triage::new(before), Triage::new(after));
    let terms = before.lexicon().terms.iter();
    let mut messages: Vec<String> =
        terms.flat_map(|term| term.hits.iter().chain(&term.misses)).cloned().collect();
    messages.push("我的脸被拿去贷款了".to_owned());
    let mut comparison = Comparison::new(&before, &after);
    let (mut rerouted, mut scored, mut needs) = (0, 0, [[0; 4]; 4]);
    for message in &messages {
        comparison.add(message, &context(), String::new);
        let (one, other) = (before.run(message, &context()), after.run(message, &context()));
        let (one, other) = (one.decision, other.decision);
        rerouted += u64::from(one.desk.desk.id != other.desk.desk.id);
        scored += u64::from(one.score.to_bits() != other.score.to_bits());
        needs[one.need as usize][other.need as usize] += 1;
    }
    let counts = comparison.finish().counts;
    assert_eq!((counts.rerouted(), counts.score_changed, counts.needs), (rerouted, scored, needs));
    assert!(rerouted > 0 && scored > rerouted, "{rerouted} {scored}");
}
