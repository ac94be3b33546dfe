//! What the README and docs/ show is what the program does.
//!
//! `console` blocks are run by `sh`, `toml` blocks that begin with `# a/path.toml` are written there first, and what a
//! `json` block shows must stand in the line that the command before it printed. After a change that is wanted,
//! `UPDATE=1 cargo test --test readme` writes the new output into the `console` blocks.

#![cfg(unix)]
// A test that can't read the documents or start the program has nothing else to say.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use serde_json::Value;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Before every command. On a terminal, what `cargo run` starts draws its decisions; here nothing is a terminal.
const PREFACE: &str = "exec 2>&1\ncargo() { shift 3; fenliu --output text \"$@\"; }\n";

#[test]
fn what_the_documents_show_is_true() {
    let docs = fs::read_dir(Path::new(ROOT).join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut documents: Vec<PathBuf> =
        docs.filter(|path| path.extension().is_some_and(|e| e == "md")).collect();
    documents.extend(["README.md", "README.zh-CN.md"].map(|name| Path::new(ROOT).join(name)));
    documents.sort();
    let wrong: Vec<String> = documents.iter().flat_map(|path| check(path)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_readme_names_the_two_commands() {
    for name in ["README.md", "README.zh-CN.md"] {
        let readme = fs::read_to_string(Path::new(ROOT).join(name)).unwrap();
        let first =
            "cargo run --release -- -t '退款三天了还没到账，报错 wx-pay error 400，近24小时发生3次'\n";
        assert!(readme.contains(first) && readme.contains("\ncargo test\n"), "{name}");
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    for name in ["README.md", "README.zh-CN.md"] {
        let readme = fs::read_to_string(Path::new(ROOT).join(name)).unwrap();
        let links = readme.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link);
        for link in links.filter(|link| !link.contains("://")) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let page = Path::new(ROOT).join(file);
            assert!(page.exists(), "{name}: {link}");
            assert!(heading.is_empty() || headings(&page).any(|known| known == heading), "{name}: {link}");
        }
    }
}

/// The headings of a page, as links name them.
fn headings(page: &Path) -> impl Iterator<Item = String> {
    let text = fs::read_to_string(page).unwrap();
    let names: Vec<String> =
        text.lines().filter_map(|line| line.strip_prefix("## ").map(str::to_lowercase)).collect();
    names.into_iter().map(|name| name.replace(' ', "-").replace(['`', ',', '.', '?'], ""))
}

/// A fenced block, or what stands between two of them.
struct Block<'d> {
    line: usize,
    kind: Option<&'d str>,
    text: &'d str,
}

fn blocks(document: &str) -> Vec<Block<'_>> {
    let mut blocks = vec![Block { line: 1, kind: None, text: "" }];
    let (mut start, mut at) = (0, 0);
    for (line, text) in document.split_inclusive('\n').enumerate() {
        let end = at + text.len();
        if let Some(kind) = text.strip_prefix("```") {
            // The opening fence belongs to the text before, the closing one to the text after.
            let opens = blocks.last().unwrap().kind.is_none();
            let border = if opens { end } else { at };
            blocks.last_mut().unwrap().text = &document[start..border];
            let kind = opens.then_some(kind.trim());
            blocks.push(Block { line: line + 1, kind, text: "" });
            start = border;
        }
        at = end;
    }
    blocks.last_mut().unwrap().text = &document[start..];
    blocks
}

/// What is wrong in one document.
fn check(path: &Path) -> Vec<String> {
    let name = path.strip_prefix(ROOT).unwrap().display().to_string();
    let document = fs::read_to_string(path).unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents").join(name.replace('/', "-"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let locale = if name.contains("zh-CN") { "zh_CN.UTF-8" } else { "C.UTF-8" };
    let blocks = blocks(&document);
    let (mut wrong, mut last, mut renewed) = (Vec::new(), String::new(), String::new());
    for (place, block) in blocks.iter().enumerate() {
        let mut text = block.text.to_owned();
        match block.kind {
            Some("toml") => keep(block.text, &folder),
            Some("console") => {
                let json_follows = blocks.get(place + 2).is_some_and(|next| next.kind == Some("json"));
                (text, last) = console(block.text, json_follows, &folder, locale);
                if text != block.text {
                    wrong.push(format!("{name}:{}: this is shown now:\n{text}", block.line));
                }
            }
            Some("json") => {
                let shown: Value = serde_json::from_str(block.text).unwrap();
                let said = serde_json::from_str(last.lines().last().unwrap_or_default());
                let missing =
                    said.map_or(vec![format!("no JSON: {last}")], |said| lacking(&shown, &said, ""));
                wrong.extend(missing.iter().map(|what| format!("{name}:{}: {what}", block.line)));
            }
            _ => {}
        }
        renewed += &text;
    }
    if env::var_os("UPDATE").is_some() {
        fs::write(path, renewed).unwrap();
    }
    wrong
}

/// Writes a file whose first line names it.
fn keep(text: &str, folder: &Path) {
    let name = text.lines().next().and_then(|line| line.strip_prefix("# "));
    if let Some(name) = name.filter(|name| name.ends_with(".toml") && !name.contains(' ')) {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

/// The block as it should be, and what the last command said.
fn console(block: &str, json_follows: bool, folder: &Path, locale: &str) -> (String, String) {
    let (mut right, mut said) = (String::new(), String::new());
    let mut lines = block.lines().peekable();
    while let Some(line) = lines.next() {
        let mut command = line.strip_prefix("$ ").unwrap_or_else(|| panic!("no command: {line}")).to_owned();
        while command.ends_with('\\') {
            let _ = write!(command, "\n{}", lines.next().unwrap());
        }
        said = run(&command, folder, locale);
        let _ = writeln!(right, "$ {command}");
        let mut shown = String::new();
        while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
            let _ = writeln!(shown, "{line}");
        }
        // A line of dots stands for whatever follows.
        let cut = shown.strip_suffix("…\n").filter(|head| said.starts_with(head));
        right += match cut {
            Some(_) => &shown,
            None if shown.is_empty() && json_follows && lines.peek().is_none() => "",
            None => &said,
        };
    }
    (right, said)
}

fn run(command: &str, folder: &Path, locale: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_fenliu")).parent().unwrap();
    let path = env::join_paths(
        std::iter::once(program.to_owned()).chain(env::split_paths(&env::var_os("PATH").unwrap())),
    );
    let output = Command::new("sh")
        .args(["-c", &format!("{PREFACE}{command}\n")])
        .current_dir(folder)
        .env("PATH", path.unwrap())
        .env("LC_ALL", locale)
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Where a value shows something that another does not have. Fields that are not shown may have any value.
fn lacking(shown: &Value, said: &Value, at: &str) -> Vec<String> {
    match (shown, said) {
        (Value::Object(shown), Value::Object(said)) => shown
            .iter()
            .flat_map(|(key, value)| {
                lacking(value, said.get(key).unwrap_or(&Value::Null), &format!("{at}.{key}"))
            })
            .collect(),
        (Value::Array(shown), Value::Array(said)) if shown.len() == said.len() => {
            let pairs = shown.iter().zip(said).enumerate();
            pairs.flat_map(|(place, (shown, said))| lacking(shown, said, &format!("{at}[{place}]"))).collect()
        }
        _ if shown == said => Vec::new(),
        _ => vec![format!("{at} is {said}, not {shown}")],
    }
}
