//! The program itself, its two streams and its exit code, and a folder that goes away.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

pub(crate) struct Output {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: Option<i32>,
}

/// Runs the program at a fixed time. What it writes is UTF-8, or the test has failed.
pub(crate) fn run(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fenliu"));
    let pipe = Stdio::piped;
    command.env("LC_ALL", "C.UTF-8").env_remove("GITHUB_ACTIONS").args(arguments);
    // A time among the attacks is the one that counts.
    if !arguments.contains(&"--now") {
        let behind = arguments.iter().position(|argument| *argument == "--");
        command = Command::new(env!("CARGO_BIN_EXE_fenliu"));
        let (front, rest) = arguments.split_at(behind.unwrap_or(arguments.len()));
        command.env("LC_ALL", "C.UTF-8").env_remove("GITHUB_ACTIONS").env_remove("GITHUB_STEP_SUMMARY");
        command.args(front).args(["--now", "2026-11-24T14:30"]).args(rest);
    }
    let mut child = command.stdin(pipe()).stdout(pipe()).stderr(pipe()).spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_owned());
    // It may write before it has read everything, or stop without reading.
    let writer = thread::spawn(move || {
        let _ = stdin.write_all(input.as_bytes());
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Output { out: text(output.stdout), err: text(output.stderr), code: output.status.code() }
}

pub(crate) struct Folder {
    pub(crate) path: PathBuf,
}

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("fenliu-attacks-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self { path }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}
