//! On a terminal of its own: a bar that is drawn and goes away, and Ctrl-C typed once and twice.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// What somebody types, after so many milliseconds.
type Typed<'t> = &'t [(u64, &'t [u8])];

/// Runs a shell line on a terminal, types, and gives what the terminal showed; none where there is no `script` to make one.
fn on_a_terminal(folder: &PathBuf, line: &str, typed: Typed<'_>) -> Option<String> {
    let mut command = Command::new("script");
    // -e: its own code is that of the line; -f: shown at once.
    command.args(["-qefc", line, "/dev/null"]).current_dir(folder);
    command.env("FENLIU", env!("CARGO_BIN_EXE_fenliu")).env("LC_ALL", "C.UTF-8").env("TERM", "xterm");
    command.env("SHELL", "/bin/sh").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().ok()?;
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let reader = thread::spawn(move || {
        let mut shown = Vec::new();
        stdout.read_to_end(&mut shown).map(|_| String::from_utf8_lossy(&shown).into_owned())
    });
    for (wait, bytes) in typed {
        thread::sleep(Duration::from_millis(*wait));
        // A line that ended too early is told by what it showed.
        let _ = stdin.write_all(bytes);
    }
    let shown = reader.join().unwrap().unwrap();
    child.wait().unwrap();
    Some(shown)
}

/// A folder of its own.
fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("fenliu-terminal-{name}-{}", std::process::id()));
    fs::create_dir_all(&path).unwrap();
    path
}

const CTRL_C: &[u8] = b"\x03";

#[test]
fn a_long_run_draws_a_bar_and_takes_it_away() {
    let folder = folder("bar");
    // A pipe that gives its second half late: a run that takes its time on any machine.
    let line = "{ echo 退款没到账; sleep 2; echo 你好; } | $FENLIU --fields id > out; echo left with $?";
    let Some(shown) = on_a_terminal(&folder, line, &[]) else {
        println!("SKIPPED: there is no program `script` to make a terminal");
        return;
    };
    let out = fs::read_to_string(folder.join("out")).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(out, "{\"id\":1}\n{\"id\":2}\n");
    // Bytes, rate and time passed, drawn over one another, and at the end the line is cleared.
    assert!(shown.contains(" B, ") && shown.contains("/s, "), "{shown:?}");
    let last = shown.split("left with 0").next().unwrap().rsplit('\r').next().unwrap();
    assert!(shown.contains("\u{1b}[2K") && !last.contains(" B, "), "{shown:?}");
}

#[test]
fn a_bar_is_not_drawn_where_somebody_asks_for_quiet() {
    let folder = folder("quiet");
    let line = "{ echo 退款没到账; sleep 1; echo 你好; } | $FENLIU -q --fields id > out; echo left with $?";
    let shown = on_a_terminal(&folder, line, &[]);
    fs::remove_dir_all(&folder).unwrap();
    if let Some(shown) = shown {
        assert_eq!(shown.trim(), "left with 0");
    }
}

/// Typed once, it ends a run that waits for its input, at a record's end; what was decided is in the file.
#[test]
fn ctrl_c_ends_a_run_cleanly() {
    let folder = folder("once");
    let line = "trap : INT; { echo 退款没到账; sleep 9; } | $FENLIU --fields id --output csv=d.csv; echo left with $?";
    let shown = on_a_terminal(&folder, line, &[(2_000, CTRL_C)]);
    let files = fs::read_to_string(folder.join("d.csv.partial"));
    fs::remove_dir_all(&folder).unwrap();
    if let Some(shown) = shown {
        assert!(shown.contains("fenliu: interrupted; 1 records were done, and are in "), "{shown:?}");
        assert!(shown.contains("left with 130"), "{shown:?}");
        assert_eq!(files.unwrap(), "id\n1\n");
    }
}

/// Typed twice, it ends a run that can't end itself, since nobody reads what it writes.
#[test]
fn ctrl_c_typed_twice_ends_a_run_at_once() {
    let folder = folder("twice");
    fs::write(folder.join("m.txt"), "退款没到账\n".repeat(200_000)).unwrap();
    let line = "(trap : INT; $FENLIU m.txt; echo left with $? >&2) | (trap '' INT; sleep 6; head -c 5)";
    let shown = on_a_terminal(&folder, line, &[(2_000, CTRL_C), (500, CTRL_C)]);
    fs::remove_dir_all(&folder).unwrap();
    if let Some(shown) = shown {
        let said =
            shown.find("fenliu: interrupted twice, so it ends at once: what waited to be written is lost.");
        let left = shown.find("left with 130");
        assert!(said.is_some() && said < left, "{shown:?}");
    }
}
