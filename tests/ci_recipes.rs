//! The commands of docs/ci.md and of the pre-commit hooks run, in a repository made as the recipes expect it.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A clone with a small pack, a case, a corpus, and a branch that adds a term.
fn repository(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("recipes").join(name);
    let _ = fs::remove_dir_all(&folder);
    let corpus = "{\"text\":\"我的脸被拿去贷款了\"}\n{\"text\":\"退款三天了还没到账\"}\n{\"text\":\"今天天气不错\"}\n{\"text\":\"软件一打开就闪退\"}\n{\"text\":\"转人工\"}\n{\"text\":\"谢谢\"}\n";
    let origin = folder.join("origin");
    fs::create_dir_all(origin.join("corpus")).unwrap();
    fs::write(origin.join("corpus/messages.ndjson"), corpus).unwrap();
    let script = r#"set -e
        mkdir lexicons fixtures
        printf '%s\n' 'name = "shop"' 'version = "1"' 'extends = "builtin"' > lexicons/pack.toml
        printf '%s\n' '[[term]]' 'text   = "人脸被盗用"' 'weight = 4' 'hits   = ["昨天发现我的人脸被盗用了，怎么办"]' > lexicons/security.toml
        printf '%s\n' '[[case]]' 'message = "付款失败"' 'desk = "finance"' > fixtures/payment.toml
        fenliu lexicon fmt > fmt.log && rm fmt.log
        git init -q -b main && git add -A && git commit -q -m old
        git archive -o ../old-lexicons.tar HEAD lexicons
        git clone -q . ../clone && cd ../clone && git checkout -q -b change && mv ../old-lexicons.tar .
        printf '%s\n' '' '[[term]]' 'text   = "脸被拿去"' 'hits   = ["听说我的脸被拿去贷款了，怎么办"]' >> lexicons/security.toml
        fenliu lexicon fmt > fmt.log && rm fmt.log
        git add lexicons && git commit -q -m new"#;
    let done = sh(script, &origin);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    folder.join("clone")
}

fn sh(script: &str, folder: &Path) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_fenliu")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("sh");
    for name in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"] {
        command.env(name, "a@example.com");
    }
    command.env("GITHUB_STEP_SUMMARY", folder.join("summary.md")).env_remove("GITHUB_ACTIONS");
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("PATH", path).env("LC_ALL", "C.UTF-8");
    command.args(["-c", script]).current_dir(folder).output().unwrap()
}

/// The lines of a page that call the program, without what YAML puts before them.
fn commands(text: &str) -> Vec<String> {
    let lines =
        text.lines().map(|line| line.trim_start().trim_start_matches("- ").trim_start_matches("entry: "));
    let ours = lines.filter(|line| line.starts_with("fenliu ") || line.starts_with("run: cat "));
    ours.map(|line| line.trim_start_matches("run: ").to_owned()).collect()
}

#[test]
fn the_recipes_run() {
    let folder = repository("ci");
    let page = fs::read_to_string(Path::new(ROOT).join("docs/ci.md")).unwrap();
    let yaml: String = page
        .split("```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("```"))
        .map(|(yaml, _)| yaml)
        .collect();
    let commands = commands(&yaml);
    for wanted in ["check", "test", "coverage", "diff"] {
        let count =
            commands.iter().filter(|line| line.starts_with(&format!("fenliu lexicon {wanted}"))).count();
        assert!(count >= 2, "{wanted} is in {count} recipes");
    }
    for command in &commands {
        let script = format!(
            "export GITHUB_BASE_REF=main CI_MERGE_REQUEST_DIFF_BASE_SHA=$(git rev-parse HEAD~1)\n{command}"
        );
        let output = sh(&script, &folder);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}: {said}{}", String::from_utf8_lossy(&output.stdout));
    }
    let report = fs::read_to_string(folder.join("diff.md")).unwrap();
    assert!(
        report.contains("1 of 6 messages goes elsewhere") && report.contains("security/脸被拿去"),
        "{report}"
    );
    assert!(fs::read_to_string(folder.join("summary.md")).unwrap().contains("1 of 6 messages"));
}

#[test]
fn the_hooks_run() {
    let folder = repository("hooks");
    let hooks = fs::read_to_string(Path::new(ROOT).join(".pre-commit-hooks.yaml")).unwrap();
    let commands = commands(&hooks);
    assert_eq!(commands.len(), hooks.matches("- id:").count());
    for command in commands {
        let output = sh(&command, &folder);
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    }
    // Every hook that the page names is there.
    let page = fs::read_to_string(Path::new(ROOT).join("docs/ci.md")).unwrap();
    for id in page.lines().filter_map(|line| line.trim_start().strip_prefix("- id: ")) {
        assert!(hooks.contains(&format!("- id: {id}\n")), "{id}");
    }
}
