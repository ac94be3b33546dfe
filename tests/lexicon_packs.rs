//! `fenliu lexicon …` from the outside: exit codes, files, folders, revisions.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use fenliu::render::schema;
use serde_json::Value;

/// A folder of this test's own, gone when the test is.
struct Room(PathBuf);

impl Room {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("fenliu-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// A room with the small pack in its folder `lexicons`.
    fn with_pack(name: &str) -> Self {
        let room = Self::new(name);
        let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/base");
        std::fs::create_dir(room.0.join("lexicons")).unwrap();
        for entry in std::fs::read_dir(base).unwrap() {
            let path = entry.unwrap().path();
            std::fs::copy(&path, room.0.join("lexicons").join(path.file_name().unwrap())).unwrap();
        }
        room
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fenliu"));
        command.args(["--now", "2026-11-24T14:30", "--lang", "en", "lexicon"]).args(arguments);
        for name in ["GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command.current_dir(&self.0).output().unwrap()
    }

    fn code(&self, arguments: &[&str]) -> i32 {
        self.run(arguments).status.code().unwrap()
    }

    fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"])
            .args(arguments)
            .current_dir(&self.0)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const ALONE: &str = "name = \"故障\"\n\n[[term]]\ntext = \"闪退\"\nhits = [\"闪退！\"]\n";
const TWICE: &str = "name = \"故障\"\n\n[[term]]\ntext     = \"闪退\"\nvariants = [\"閃退\"]\nhits     = [\"软件一打开就闪退\"]\n";

#[test]
fn exit_codes_tell_findings_from_what_could_not_run() {
    let room = Room::with_pack("codes");
    assert_eq!(room.code(&["check"]), 0);
    room.write("lexicons/fault.toml", TWICE);
    assert_eq!(room.code(&["check"]), 1);
    assert_eq!(room.code(&["check", "--fail-on", "error"]), 0);
    room.write("lexicons/fault.toml", ALONE);
    assert_eq!(room.code(&["check", "--fail-on", "error"]), 1);
    // A file of it alone, and one that has nothing.
    assert_eq!(room.code(&["check", "lexicons/fault.toml"]), 1);
    assert_eq!(room.code(&["check", "lexicons/payment.toml"]), 0);
    // What can't be read is no finding, and the rest is looked at all the same.
    std::fs::write(room.0.join("lexicons/payment.toml"), b"name = \"\xff\"\n").unwrap();
    let output = room.run(&["check", "--fail-on", "error"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stdout).contains("L403"), "{}", text(&output.stdout));
    assert!(text(&output.stderr).contains("lexicons/payment.toml:1"), "{}", text(&output.stderr));
    for arguments in [
        &["check", "nowhere"][..],
        &["check", "--baseline", "nowhere"],
        &["check", "--output", "xml"],
        &["check", "--output", "json", "--output", "sarif"],
        &["rule", "L999"],
        &["check", "--against", "nowhere"],
        &["fmt", "nowhere.toml"],
        &["check", "--corpus", "nowhere"],
    ] {
        let output = room.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty());
    }
}

#[test]
fn several_formats_in_one_run() {
    let room = Room::with_pack("formats");
    room.write("lexicons/fault.toml", ALONE);
    let output = room.run(&[
        "check",
        "--output",
        "text",
        "--output",
        "sarif=a.sarif",
        "--output",
        "junit=a.xml",
        "--output",
        "gitlab=a.json",
        "--output",
        "markdown=a.md",
        "--output",
        "github=a.txt",
        "--output",
        "json=b.json",
    ]);
    assert_eq!(output.status.code(), Some(1));
    let drawn = text(&output.stdout);
    assert!(drawn.starts_with("error[L403]: ") && drawn.contains("--> lexicons/fault.toml:5:9"), "{drawn}");
    assert!(!drawn.contains('\u{1b}'));
    let log: Value = serde_json::from_str(&room.read("a.sarif")).unwrap();
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "lexicons/fault.toml");
    assert_eq!(
        (place["region"]["startLine"].as_u64(), place["region"]["startColumn"].as_u64()),
        (Some(5), Some(9))
    );
    assert!(room.read("a.xml").contains("<failure"));
    assert!(room.read("a.txt").starts_with("::error file=lexicons/fault.toml,line=5,"));
    assert!(room.read("a.md").contains("L403"));
    for name in ["a.json", "b.json"] {
        let _: Value = serde_json::from_str(&room.read(name)).unwrap();
    }
    // The absolute path of the same folder reads alike.
    let folder = room.0.join("lexicons");
    let again = room.run(&["check", folder.to_str().unwrap()]);
    assert!(text(&again.stdout).contains("--> lexicons/fault.toml:5:9"), "{}", text(&again.stdout));
}

#[test]
fn a_baseline_hides_what_is_known() {
    let room = Room::with_pack("baseline");
    room.write("lexicons/fault.toml", ALONE);
    assert_eq!(room.code(&["check", "--baseline", "known.json", "--write-baseline"]), 0);
    let output = room.run(&["check", "--baseline", "known.json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("1 finding left out, known from known.json"));
    room.write("lexicons/fault.toml", &ALONE.replace("闪退！", "闪退？"));
    assert_eq!(room.code(&["check", "--baseline", "known.json"]), 1, "another sentence is another finding");
    room.write("known.json", "{}");
    assert_eq!(room.code(&["check", "--baseline", "known.json"]), 2);
}

#[test]
fn only_what_a_branch_brings_is_told() {
    let room = Room::with_pack("against");
    room.write("lexicons/fault.toml", ALONE);
    room.git(&["init", "-q"]);
    room.git(&["add", "."]);
    room.git(&["commit", "-q", "-m", "one"]);
    room.git(&["checkout", "-q", "-b", "topic"]);
    assert_eq!(room.code(&["check"]), 1);
    assert_eq!(room.code(&["check", "--against", "main"]), 0);
    // What main does afterwards is not this branch's.
    room.write("lexicons/fault.toml", &ALONE.replace("hits", "\n# 移动几行\n\nhits"));
    assert_eq!(room.code(&["check", "--against", "main"]), 0);
    room.write("lexicons/fault.toml", TWICE);
    assert_eq!(room.code(&["check", "--against", "main"]), 1);
    let output = room.run(&["check", "--against", "no-such-branch"]);
    assert!(text(&output.stderr).contains("git fetch origin no-such-branch"), "{}", text(&output.stderr));
    room.git(&["add", "."]);
    room.git(&["commit", "-q", "-m", "two"]);
    // A clone that does not reach back.
    let clone = Room::new("shallow");
    let url = format!("file://{}", room.0.display());
    clone.git(&["clone", "-q", "--depth", "1", "--no-single-branch", &url, "clone"]);
    let inner = Room(clone.0.join("clone"));
    let output = inner.run(&["check", "--against", "origin/main"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("git fetch --unshallow"), "{}", text(&output.stderr));
    // A folder wins over a revision of its name.
    std::fs::create_dir(room.0.join("main")).unwrap();
    for entry in std::fs::read_dir(room.0.join("lexicons")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, room.0.join("main").join(path.file_name().unwrap())).unwrap();
    }
    assert_eq!(room.code(&["check", "--against", "main"]), 0);
}

#[test]
fn suppressions_end_by_the_clock_that_is_given() {
    let room = Room::with_pack("clock");
    let allowed =
        ALONE.replace("[[term]]", "# fenliu: allow L403 until=2026-11-24 reason=\"等例句\"\n[[term]]");
    room.write("lexicons/fault.toml", &allowed);
    assert_eq!(room.code(&["check"]), 0);
    let late = Command::new(env!("CARGO_BIN_EXE_fenliu"))
        .args(["--now", "2026-11-25", "--lang", "en", "lexicon", "check"])
        .env_remove("GITHUB_ACTIONS")
        .current_dir(&room.0)
        .output()
        .unwrap();
    assert_eq!(late.status.code(), Some(1));
    let drawn = text(&late.stdout);
    assert!(drawn.contains("L902") && drawn.contains("L403"), "{drawn}");
}

#[test]
fn fmt_checks_shows_and_writes() {
    let room = Room::with_pack("fmt");
    assert_eq!(room.code(&["fmt", "--check"]), 0);
    room.write(
        "lexicons/fault.toml",
        "name='故障'\n[[term]]\ntext   = '闪退'\n# 注\nhits=['软件一打开就闪退']\n",
    );
    let check = room.run(&["fmt", "--check"]);
    assert_eq!((check.status.code(), text(&check.stdout).as_str()), (Some(1), "lexicons/fault.toml\n"));
    let diff = room.run(&["fmt", "--diff"]);
    assert_eq!(diff.status.code(), Some(1));
    assert!(text(&diff.stdout).contains("\n-name='故障'\n+name = \"故障\"\n"), "{}", text(&diff.stdout));
    assert_eq!(room.code(&["fmt"]), 0);
    let tidy = "name = \"故障\"\n\n[[term]]\ntext = \"闪退\"\n# 注\nhits = [\"软件一打开就闪退\"]\n";
    assert_eq!(room.read("lexicons/fault.toml"), tidy);
    assert_eq!(room.code(&["fmt", "--check"]), 0);
    room.write("lexicons/fault.toml", "name = ");
    assert_eq!(room.code(&["fmt"]), 2);
    assert_eq!(room.read("lexicons/fault.toml"), "name = ");
    let names: Vec<_> = std::fs::read_dir(room.0.join("lexicons")).unwrap().collect();
    assert_eq!(names.len(), 8, "a half-written file was left");
}

#[test]
fn a_new_pack_passes_check() {
    let room = Room::new("init");
    for arguments in [&["init", "mine"][..], &["init", "--whole", "own"]] {
        assert_eq!(room.code(arguments), 0);
        assert_eq!(room.code(arguments), 2, "it is there already");
    }
    for folder in ["mine", "own"] {
        let output = room.run(&["check", folder]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
        assert_eq!(room.code(&["fmt", "--check", folder]), 0);
    }
}

#[test]
fn a_corpus_shows_what_fires_everywhere() {
    let room = Room::with_pack("corpus");
    room.write("corpus.txt", &"软件一打开就闪退\n你好\n".repeat(200));
    let output = room.run(&["check", "--corpus", "corpus.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("fires on 50.0 % of the corpus (200 of 400)"));
    room.write("empty.txt", "");
    assert_eq!(room.code(&["check", "--corpus", "empty.txt"]), 2);
}

#[test]
fn the_schemas_know_every_file() {
    let mut count = 0;
    let folders = [
        "lexicons",
        "tests/rules/base",
        "src/cli/lexicon/template/whole",
        "src/cli/lexicon/template/extending",
    ];
    for folder in folders.map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            let known = ["pack", "signals", "concepts", "assertion", "codes", "calendar", "policy", "desk"];
            let kind = if known.contains(&stem.as_str()) { stem.as_str() } else { "category" };
            let schema: Value = serde_json::from_str(&schema::pack_file(kind)).unwrap();
            let schema = jsonschema::validator_for(&schema).unwrap();
            let file: toml::Table = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let file = serde_json::to_value(file).unwrap();
            let faults: Vec<String> = schema.iter_errors(&file).map(|error| error.to_string()).collect();
            assert!(faults.is_empty(), "{}: {faults:?}", path.display());
            let wrong = serde_json::json!({ "nonsense": 1 });
            assert!(!schema.is_valid(&wrong), "{kind} takes any key");
            count += 1;
        }
    }
    assert!(count > 20);
}

#[test]
fn rules_are_told_offline() {
    let room = Room::new("rule");
    let page = text(&room.run(&["rule", "l405"]).stdout);
    assert!(page.starts_with("L405 unproved-guard (warning)"), "{page}");
    assert_eq!(page, text(&room.run(&["rule", "unproved-guard"]).stdout));
    assert!(text(&room.run(&["rule"]).stdout).contains("L103  warning  wording-in-two-terms"));
    assert!(text(&room.run(&["rule", "unproved-gard"]).stderr).contains("did you mean unproved-guard?"));
}
