//! What is in memory does not grow with the input: one endless line, a folder of many files, a stream of many conversations.
//!
//! `FENLIU_MEMORY=full` takes the sizes of docs/limits.md; without it, smaller ones that would show a growth all the same.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(clippy::print_stdout, reason = "the figures are what somebody asks for")]

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::thread;

const MIB: usize = 1024 * 1024;

/// What the program may take, in MiB, beside what each thread may.
const BASE: usize = 64;
const EACH_THREAD: usize = 16;
/// What may come on top for all that is found in one record of 1 MiB of ordinary talk: it does not grow with the line.
const FOUND: usize = 64;

/// The full size where it is asked for.
fn size(full: usize, quick: usize) -> usize {
    if std::env::var_os("FENLIU_MEMORY").is_some_and(|asked| asked == "full") { full } else { quick }
}

/// Gives a run its input from a generator, ends it with a line of its own, and holds the most memory that the run had until it
/// answered that line to the bound, with so many MiB `more`.
fn stays_small(
    what: &str,
    folder: &Path,
    arguments: &[&str],
    more: usize,
    generate: impl Fn(&mut ChildStdin) + Sync,
) {
    for threads in [1, 2] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fenliu"));
        command
            .args(["-j", &threads.to_string(), "--now", "2026-11-24", "-q", "--fields", "id"])
            .args(arguments);
        command.current_dir(folder).env("LC_ALL", "C.UTF-8").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut answers = BufReader::new(child.stdout.take().unwrap());
        let generate = &generate;
        thread::scope(|scope| {
            let writer = scope.spawn(move || {
                generate(&mut stdin);
                stdin.write_all(b"{\"id\":\"last\",\"text\":\"\"}\n").unwrap();
                stdin
            });
            let mut line = String::new();
            while !line.contains("\"last\"") {
                line.clear();
                assert!(
                    answers.read_line(&mut line).unwrap() > 0,
                    "{what}: the last record was not answered"
                );
            }
            let most = most(child.id());
            println!("{what}, {threads} threads: {most} MiB");
            assert!(most <= BASE + more + threads * EACH_THREAD, "{what}, {threads} threads: {most} MiB");
            drop(writer.join().unwrap());
        });
        answers.read_to_string(&mut String::new()).unwrap();
        assert!(child.wait().unwrap().success());
    }
}

/// The most memory that a process ever had, in MiB.
fn most(process: u32) -> usize {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<usize>().unwrap().div_ceil(1024)
}

#[test]
fn one_long_line() {
    let mebibytes = size(1024, 256);
    // What somebody might say for hours, with a complaint now and then.
    let talk = "你好，今天天气不错，我们去吃饭吧。".repeat(60) + "退款都三天了还没到账！";
    let (talk, letters) = (talk.repeat(MIB / talk.len()), "a".repeat(MIB));
    // One that is no record, one in which nothing is found, one in which much is.
    let lines =
        [("", &talk, 0), ("{\"id\":\"long\",\"text\":\"", &letters, 0), ("{\"text\":\"", &talk, FOUND)];
    for (head, chunk, more) in lines {
        stays_small("a long line", Path::new("/"), &["--input", "ndjson"], more, |into| {
            into.write_all(head.as_bytes()).unwrap();
            (0..mebibytes).for_each(|_| into.write_all(chunk.as_bytes()).unwrap());
            into.write_all(b"\n").unwrap();
        });
    }
}

#[test]
fn many_conversations() {
    let sessions = size(1_000_000, 230_000);
    for time in ["", ",\"time\":\"2026-11-24T14:30\""] {
        stays_small(
            "conversations",
            Path::new("/"),
            &["--input", "ndjson", "--only", "score<=0"],
            0,
            |into| {
                let mut lines = String::new();
                for number in 0..sessions {
                    let _ = writeln!(lines, "{{\"session\":\"s{number}\"{time},\"text\":\"退款没到账\"}}");
                    if lines.len() > MIB {
                        into.write_all(lines.as_bytes()).unwrap();
                        lines.clear();
                    }
                }
                into.write_all(lines.as_bytes()).unwrap();
            },
        );
    }
}

#[test]
fn many_files() {
    let files = size(100_000, 10_000);
    let folder = Files(std::env::temp_dir().join(format!("fenliu-memory-{}", std::process::id())));
    for number in 0..files {
        let inside = folder.0.join(format!("files/{}", number / 1000));
        if number % 1000 == 0 {
            fs::create_dir_all(&inside).unwrap();
        }
        fs::write(inside.join(format!("{number}.txt")), "你好\n").unwrap();
    }
    stays_small("a folder", &folder.0, &["files", "-"], 0, |_| {});
}

struct Files(PathBuf);

impl Drop for Files {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
