//! The program from the outside: cases in tests/cmd, and what a case in a file can't show.

// A test that can't start the program has nothing else to say.
#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

#[test]
fn command_lines() {
    trycmd::TestCases::new().env("LC_ALL", "C.UTF-8").case("tests/cmd/*.toml");
}

fn fenliu(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fenliu"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Gives `input` from a thread of its own, so that neither side waits for the other.
fn run(arguments: &[&str], input: Vec<u8>) -> Output {
    let mut child = fenliu(arguments).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // That the program stopped reading is for the test to judge by the output.
    let writer = std::thread::spawn(move || stdin.write_all(&input).ok());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn records(arguments: &[&str], input: Vec<u8>) -> Vec<Value> {
    let output = run(arguments, input);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let commands: [&[&str]; 10] = [
        &["--output", "ndjson"],
        &["--output", "text"],
        &["--output", "csv"],
        &["segment"],
        &["extract"],
        &["explain", "付款页面打不开"],
        &["schema", "decision"],
        &["completions", "zsh"],
        &["man"],
        &["--help"],
    ];
    for arguments in commands {
        let mut child = fenliu(arguments).spawn().unwrap();
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().unwrap();
        let line = "付款页面打不开\n".as_bytes();
        // Without end: only the closed pipe stops it.
        let writer = std::thread::spawn(move || while stdin.write_all(line).is_ok() {});
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}

#[test]
fn a_line_that_comes_alone_is_answered_at_once() {
    for (arguments, head, lines) in [
        (&["--output", "text"][..], "", ["第一\n", "第二\n"]),
        (&["--output", "ndjson"], "", ["{\"text\":\"第一\"}\n", "{\"text\":\"第二\"}\n"]),
        (&["--input", "csv"], "id,text\n", ["1,第一\n", "2,第二\n"]),
        (&["segment"], "", ["第一\n", "第二\n"]),
        (&["extract"], "", ["第一\n", "第二\n"]),
    ] {
        let mut child: Child = fenliu(arguments).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut answers = BufReader::new(child.stdout.take().unwrap());
        stdin.write_all(head.as_bytes()).unwrap();
        for line in lines {
            stdin.write_all(line.as_bytes()).unwrap();
            // Standard input stays open: a program that waited for more would hang here.
            let mut answer = String::new();
            answers.read_line(&mut answer).unwrap();
            assert!(answer.ends_with('\n'), "{arguments:?}");
        }
        drop(stdin);
        let mut rest = String::new();
        answers.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "");
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn a_record_over_the_limit_is_decided_by_its_beginning() {
    let limit = fenliu::stream::MAX_RECORD;
    let mut input = "退款没到账".to_owned().into_bytes();
    input.resize(3 * limit, b' ');
    input.extend("\n退款没到账\n".as_bytes());
    let found = records(&["--input", "text"], input);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0]["cut"], serde_json::json!({"bytes": 3 * limit, "read": limit}));
    assert_eq!((&found[0]["desk"]["id"], &found[0]["score"]), (&found[1]["desk"]["id"], &found[1]["score"]));
    assert_eq!(found[1]["id"], 2);
    assert!(found[1].get("cut").is_none());
}

#[cfg(unix)]
#[test]
fn a_folder_with_all_sorts_of_names_and_links() {
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;
    let root = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("folder");
    let _ = std::fs::remove_dir_all(&root);
    for folder in ["b", ".git"] {
        std::fs::create_dir_all(root.join(folder)).unwrap();
    }
    let files = [&b"c.txt"[..], b"a\xFF.txt", b"b/10.txt", b"b/2.txt", b"b/skipped.log", b".hidden"];
    for name in files {
        std::fs::write(root.join(std::ffi::OsStr::from_bytes(name)), "你好\n").unwrap();
    }
    std::fs::write(root.join("b/image.png"), b"\x89PNG\r\n\0\0").unwrap();
    std::fs::write(root.join(".gitignore"), "*.log\n").unwrap();
    symlink("../b", root.join("b/loop")).unwrap();
    symlink("c.txt", root.join("latest.txt")).unwrap();
    let sorted = |output: &Output| {
        let lines = String::from_utf8(output.stdout.clone()).unwrap();
        let name = |line: &str| {
            let line: Value = serde_json::from_str(line).unwrap();
            let file = line["source"]["file"].as_str().unwrap().to_owned();
            file.strip_prefix(root.to_str().unwrap()).unwrap().to_owned()
        };
        lines.lines().map(name).collect::<Vec<_>>()
    };
    let output = run(&["extract", root.to_str().unwrap()], Vec::new());
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(sorted(&output), ["/a\\xFF.txt", "/b/10.txt", "/b/2.txt", "/c.txt"]);
    let said = String::from_utf8(output.stderr).unwrap().replace(root.to_str().unwrap(), "ROOT");
    assert_eq!(
        said,
        "fenliu: ROOT/a\\xFF.txt: its name is no UTF-8, and is written like this.\n\
         fenliu: ROOT: 2 symbolic links passed over (--follow-links reads them); 1 file passed over that hold no text; \
         first: ROOT/b/image.png.\n"
    );
    let output = run(&["extract", "--follow-links", root.to_str().unwrap()], Vec::new());
    assert_eq!(output.status.code(), Some(2));
    assert!(sorted(&output).contains(&"/latest.txt".to_owned()));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("/b/loop: a symbolic link that leads back to "), "{said}");
    let output = run(&["extract", "--no-ignore", "-g", "b/**", root.to_str().unwrap()], Vec::new());
    assert_eq!(sorted(&output), ["/b/10.txt", "/b/2.txt", "/b/skipped.log"]);
    let output = run(&["extract", "-g", "!b", "-g", "!a*", root.to_str().unwrap()], Vec::new());
    assert_eq!(sorted(&output), ["/c.txt"]);
    let output = run(&["extract", "-g", "a{", root.to_str().unwrap()], Vec::new());
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("fenliu: --glob: "));
}

#[test]
fn of_a_compressed_file_that_was_cut_off_whole_records_are_decided() {
    let mut table = b"id,text\n".to_vec();
    for id in 0..5000_u32 {
        table.extend(format!("{id},{}\n", id.wrapping_mul(2_654_435_761)).into_bytes());
    }
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&table).unwrap();
    let gzip = gzip.finish().unwrap();
    let whole = run(&["--input", "csv"], gzip.clone());
    assert_eq!((whole.status.code(), whole.stderr.as_slice()), (Some(0), &b""[..]));
    assert_eq!(whole.stdout.iter().filter(|&&byte| byte == b'\n').count(), 5000);
    for threads in ["1", "2", "5"] {
        let cut = run(&["--input", "csv", "-j", threads], gzip[..gzip.len() / 2].to_vec());
        assert_eq!(cut.status.code(), Some(2));
        let said = String::from_utf8(cut.stderr).unwrap();
        let expected =
            "<stdin>: can't be read further: the gzip data stops in the middle. Was the file cut off?";
        assert_eq!(said, format!("fenliu: {expected}\n"));
        let id = |line: &[u8]| serde_json::from_slice::<Value>(line).unwrap()["id"].clone();
        let ids: Vec<_> =
            cut.stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).map(id).collect();
        assert!(ids.len() > 1000 && ids.len() < 5000);
        assert!(ids.iter().enumerate().all(|(at, id)| id.as_str() == Some(&at.to_string())), "-j {threads}");
    }
}

#[test]
fn every_decision_says_where_it_came_from() {
    let found = records(&["-q", "tests/cmd/files/table.csv", "-"], "你好\n".into());
    let places: Vec<_> = found.iter().map(|record| record["source"].clone()).collect();
    let file = "tests/cmd/files/table.csv";
    let expected = [
        serde_json::json!({"file": file, "line": 2}),
        serde_json::json!({"file": file, "line": 4}),
        serde_json::json!({"file": file, "line": 5}),
        serde_json::json!({"file": null, "line": 1}),
    ];
    assert_eq!(places, expected);
}

#[test]
fn the_system_clock_is_taken_only_without_another() {
    // Same input, same clock: byte for byte the same output.
    let first = run(&["--now", "2026-11-24T19:30", "-t", "昨天付款失败"], Vec::new());
    let second = run(&["--now", "2026-11-24T11:30:00Z", "-t", "昨天付款失败"], Vec::new());
    assert_eq!(first.stdout, second.stdout);
}

#[test]
fn a_name_that_a_terminal_would_obey_is_spelt_out() {
    let output = run(&["a\u{1b}[31m\u{202e}"], Vec::new());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("fenliu: a\\u{1b}[31m\\u{202e}: no such file."), "{said}");
    let output = run(&["--a\u{1b}[31m"], Vec::new());
    assert!(!output.stderr.contains(&0x1b));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure() {
    for arguments in [&["-t", "你好"][..], &["explain", "你好"], &["man"], &["--help"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = fenliu(arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(
            said,
            "fenliu: <stdout>: can't be written: the disk is full. Make room, or write elsewhere.\n"
        );
    }
}
