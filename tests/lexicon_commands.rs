//! `fenliu lexicon test`, `coverage` and `diff` from the outside, in folders and git repositories made for it.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A new folder with a pack that extends the built-in one by a term, and some messages.
struct Place(PathBuf);

const TERM: &str = "[[term]]\ntext   = \"脸被拿去\"\nweight = 4\nhits   = [\"我的脸被拿去贷款了\"]\n";
const MESSAGES: &str = "我的脸被拿去贷款了，电话13900001111\n今天天气不错\n付款页面打不开\n";

struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Place {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lexicon-commands").join(name);
        let _ = fs::remove_dir_all(&path);
        let place = Self(path);
        place.write("lexicons/pack.toml", "name = \"p\"\nversion = \"1\"\nextends = \"builtin\"\n");
        place.write("messages.txt", MESSAGES);
        place
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    fn run(&self, program: &str, arguments: &[&str], input: &str) -> Said {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.0).env("LC_ALL", "C.UTF-8");
        for name in
            ["GITHUB_ACTIONS", "GITHUB_BASE_REF", "GITHUB_STEP_SUMMARY", "CI_MERGE_REQUEST_DIFF_BASE_SHA"]
        {
            command.env_remove(name);
        }
        for name in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"] {
            command.env(name, "a@example.com");
        }
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("GIT_CEILING_DIRECTORIES", Path::new(env!("CARGO_TARGET_TMPDIR")));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A program that never reads closes its end: that is its business.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    fn fenliu(&self, arguments: &[&str]) -> Said {
        self.run(env!("CARGO_BIN_EXE_fenliu"), arguments, "")
    }

    fn git(&self, arguments: &[&str]) {
        let said = self.run("git", arguments, "");
        assert_eq!(said.code, 0, "git {arguments:?}: {}", said.err);
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", message]);
    }

    fn diff(&self, more: &[&str]) -> Said {
        let own = ["lexicon", "diff", "--corpus", "messages.txt"];
        self.fenliu(&[&own[..], more].concat())
    }

    fn json(&self, more: &[&str]) -> Value {
        let said = self.diff(&[more, &["--output", "json"]].concat());
        assert_eq!(said.code, 0, "{}", said.err);
        serde_json::from_str(&said.out).unwrap()
    }
}

#[test]
fn diff_finds_the_old_pack_in_folders_archives_and_revisions() {
    let place = Place::new("sides");
    place.git(&["init", "-q", "-b", "main"]);
    place.commit("old");
    place.git(&["archive", "-o", "old.tar", "HEAD"]);
    place.git(&["checkout", "-q", "-b", "change"]);
    place.write("lexicons/security.toml", TERM);
    place.commit("new");
    place.write("old/pack.toml", &place.read("lexicons/pack.toml"));
    for against in ["main", "HEAD~1", "old", "old.tar", "builtin"] {
        let said = place.json(&["--against", against]);
        assert_eq!(said["replay"]["rerouted"], 1, "{against}");
        let moved = &said["replay"]["moved_messages"][0];
        assert_eq!(moved["place"], "messages.txt:1");
        assert_eq!(moved["text"], "我的脸被拿去贷款了，电话***********");
        assert_eq!(moved["causes"][0]["at"]["file"], "lexicons/security.toml");
        assert_eq!(moved["causes"][0]["at"]["line"], 1);
        assert_eq!(said["old"]["from"], against);
    }
    let open = place.json(&["--against", "main", "--no-redact"]);
    assert_eq!(open["replay"]["moved_messages"][0]["text"], "我的脸被拿去贷款了，电话13900001111");
    // A path that is there goes before a revision of that name.
    place.write("main/pack.toml", &place.read("lexicons/pack.toml"));
    place.write("main/security.toml", TERM);
    assert_eq!(place.json(&["--against", "main"])["replay"]["rerouted"], 0);
}

/// What happened on the other branch since is none of this one's doing.
#[test]
fn diff_compares_with_where_the_branches_parted() {
    let place = Place::new("merge-base");
    place.git(&["init", "-q", "-b", "main"]);
    place.commit("old");
    place.git(&["checkout", "-q", "-b", "change"]);
    place.write("lexicons/security.toml", TERM);
    place.commit("new");
    place.git(&["checkout", "-q", "main"]);
    place.write("lexicons/fault.toml", "[[term]]\ntext = \"卡死\"\nremove = true\n");
    place.commit("meanwhile");
    place.git(&["checkout", "-q", "change"]);
    assert_eq!(place.json(&["--against", "main"])["changes"].as_array().unwrap().len(), 1);
}

#[test]
fn diff_says_what_to_fetch() {
    let place = Place::new("shallow");
    place.git(&["init", "-q", "-b", "main"]);
    place.commit("one");
    place.git(&["checkout", "-q", "-b", "change"]);
    place.write("lexicons/security.toml", TERM);
    place.commit("two");
    let url = format!("file://{}", place.0.display());
    place.git(&["clone", "-q", "--depth", "1", "--no-single-branch", &url, "clone"]);
    let clone = Place(place.0.join("clone"));
    let said = clone.diff(&["--against", "origin/main"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("shallow clone") && said.err.contains("git fetch --unshallow"), "{}", said.err);
    let said = clone.diff(&["--against", "origin/gone"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("git fetch origin gone"), "{}", said.err);
    let said = clone.diff(&["--against=--upload-pack=x"]);
    assert_eq!((said.code, said.err.contains("it is no revision")), (2, true), "{}", said.err);
}

#[test]
fn diff_leaves_with_what_its_budgets_say() {
    let place = Place::new("budgets");
    place.write("old/pack.toml", &place.read("lexicons/pack.toml"));
    place.write("lexicons/security.toml", TERM);
    let diff = |budget: &str| place.diff(&["--against", "old", "--fail-on", budget]);
    assert_eq!(diff("security.lost>0, escalation.gained>1").code, 0);
    let said = diff("channel.changed>33%");
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains("1 of 3 messages goes elsewhere") && said.out.contains("exceeded"),
        "{}",
        said.out
    );
    let said = diff("desk.changed>1, securty.lost>0");
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("\n                  ^^^^^^^\n") && said.err.contains("`security`"),
        "{}",
        said.err
    );
}

#[test]
fn diff_that_can_not_run_leaves_with_2() {
    let place = Place::new("faults");
    place.write("old/pack.toml", &place.read("lexicons/pack.toml"));
    place.write("empty.txt", "");
    place.write("broken/pack.toml", "name = \"b\"\nversion = \"1\"\nextends = \"builtin\"\n");
    place.write("broken/payment.toml", "[[term]]\ntext = \"{没有这个}\"\nhits = [\"x\"]\n");
    place.write("no.tar", "nothing of the sort");
    place.write("packed.tar.gz", "\u{1f}\u{8b}");
    let cases: [(&[&str], &str); 8] = [
        (&["--against", "old", "--corpus", "empty.txt"], "no message"),
        (&["--against", "old", "--corpus", "missing.txt"], "no such file"),
        (&["--against", "broken", "--corpus", "messages.txt"], "not sound"),
        (&["--against", "old", "--pack", "broken", "--corpus", "messages.txt"], "not sound"),
        (&["--against", "no.tar"], "tar"),
        (&["--against", "nowhere"], "git"),
        (&[], "--against is missing"),
        (&["--against", "old", "--output", "text", "--output", "json"], "standard output"),
    ];
    for (arguments, hint) in cases {
        let said = place.fenliu(&[&["lexicon", "diff"], arguments].concat());
        assert_eq!(said.code, 2, "{arguments:?}: {}", said.err);
        assert!(said.err.contains(hint), "{arguments:?}: {}", said.err);
    }
}

#[test]
fn diff_writes_several_forms_and_the_full_text_beside_a_capped_one() {
    let place = Place::new("forms");
    place.write("old/pack.toml", &place.read("lexicons/pack.toml"));
    place.write("lexicons/security.toml", TERM);
    place.write("messages.txt", &"我的脸被拿去贷款了，快点处理\n".repeat(2_000));
    let arguments = [
        "--against",
        "old",
        "--output",
        "markdown=diff.md",
        "--output",
        "json=diff.json",
        "--output",
        "text",
    ];
    let said = place.diff(&[&arguments[..], &["--examples", "2000"]].concat());
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.starts_with("2,000 of 2,000 messages go elsewhere"));
    let (capped, full) = (place.read("diff.md"), place.read("diff.full.md"));
    assert!(capped.chars().count() <= 60_000 && full.len() > capped.len());
    let json: Value = serde_json::from_str(&place.read("diff.json")).unwrap();
    assert_eq!(json["replay"]["moved_messages"].as_array().unwrap().len(), 2_000);
}

const CASES: &str = "# 说明\n\n[[case]]\nid = \"open\"\nmessage = \"付款页面打不开\"\nneed = \"none\" # 错的\n\n[[case]]\nid = \"weather\"\nmessage = \"今天天气不错\"\nneed = \"inquiry\"\n\n[[case]]\nrow = \"K1\"\nmessage = \"付款页面打不开\"\nneed = \"none\"\n";

#[test]
fn test_fails_on_what_does_not_hold_and_says_so() {
    let place = Place::new("test");
    place.write("fixtures/a.toml", CASES);
    let said = place.fenliu(&["lexicon", "test"]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert_eq!(place.fenliu(&["lexicon", "test", "--filter", "payment"]).code, 0);
    for (arguments, hint) in [
        (&["--filter", "nothing-is-called-so"][..], "no case was tried"),
        (&["nowhere.toml"], "nowhere.toml"),
        (&["messages.txt"], "messages.txt"),
        (&["empty.toml"], "no case was tried"),
    ] {
        place.write("empty.toml", "# none\n");
        let said = place.fenliu(&[&["lexicon", "test"], arguments].concat());
        assert_eq!(said.code, 2, "{arguments:?}: {}", said.err);
        assert!(said.err.contains(hint), "{arguments:?}: {}", said.err);
    }
}

#[test]
fn test_brings_cases_in_line_but_those_written_by_hand() {
    let place = Place::new("update");
    place.write("fixtures/a.toml", CASES);
    let said = place.fenliu(&["lexicon", "test", "--update", "--without-sentences"]);
    // The case of a row still fails.
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.err.contains("K1") && said.err.contains("2 cases amended"), "{}", said.err);
    let wanted = CASES
        .replacen("need = \"none\" # 错的", "need = \"problem\" # 错的", 1)
        .replace("\"inquiry\"", "\"none\"");
    assert_eq!(place.read("fixtures/a.toml"), wanted);
    // Nothing but the file itself is left in its folder.
    assert_eq!(fs::read_dir(place.0.join("fixtures")).unwrap().count(), 1);
}

#[test]
fn test_asks_one_by_one() {
    let review = |answers: &str| {
        let place = Place::new("review");
        place.write("fixtures/a.toml", CASES);
        let arguments = ["lexicon", "test", "--review", "--without-sentences"];
        let said = place.run(env!("CARGO_BIN_EXE_fenliu"), &arguments, answers);
        assert!(said.out.contains("[1/2] a/open (fixtures/a.toml:3)"), "{}", said.out);
        assert!(said.out.contains("need: none -> problem"), "{}", said.out);
        let text = place.read("fixtures/a.toml");
        (text.contains("\"problem\" # 错的"), !text.contains("\"inquiry\""), said.code)
    };
    assert_eq!(review("y\nn\n"), (true, false, 1));
    assert_eq!(review("n\nwhat?\ny\n"), (false, true, 1));
    assert_eq!(review("q\n"), (false, false, 1));
    assert_eq!(review(""), (false, false, 1));
}

#[test]
fn coverage_fails_where_too_little_is_covered() {
    let place = Place::new("coverage");
    place.write(
        "lexicons/security.toml",
        &format!("{TERM}not_after = [\"没有让\"]\nmisses = [\"没有让脸被拿去\"]\n"),
    );
    let coverage = |more: &[&str]| place.fenliu(&[&["lexicon", "coverage"], more].concat());
    assert_eq!(coverage(&["--fail-under", "terms=100"]).code, 0);
    let said = coverage(&["--fail-under", "desks=1,terms=1", "--min-cases", "100000"]);
    assert_eq!((said.code, said.out.contains("missed")), (1, true), "{}", said.out);
    assert_eq!(coverage(&["--without-sentences"]).code, 2);
    assert_eq!(coverage(&["--fail-under", "corpus.terms=1"]).code, 2);
    let said = coverage(&["--fail-under", "trms=1"]);
    assert_eq!((said.code, said.err.contains("  ^^^^\n")), (2, true), "{}", said.err);
    let said = coverage(&["--corpus", "messages.txt", "--output", "json"]);
    let json: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(json["corpus"]["messages"], 3);
    let guards = json["cases"]["sorts"]["guards"]["items"].as_array().unwrap();
    let own = guards.iter().find(|guard| guard["id"] == "security/脸被拿去 not_after 没有让").unwrap();
    assert_eq!(own["count"], 1);
    let terms = json["corpus"]["terms"].as_array().unwrap();
    let own = terms.iter().find(|term| term["id"] == "security/脸被拿去").unwrap();
    assert_eq!(own["fired"], 1);
}

#[test]
fn explain_says_why_not() {
    let place = Place::new("explain");
    let said = place.fenliu(&["lexicon", "explain", "退款好几天了", "--why-not", "finance"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("why not finance") && said.out.contains("almost fired"), "{}", said.out);
    let said = place.fenliu(&["explain", "退款好几天了", "--why-not", "finanse"]);
    assert_eq!((said.code, said.err.contains("`finance`")), (2, true), "{}", said.err);
}
