//! What a machine does to a run: no room on the disk, nobody who reads, broken archives, signals. Whatever was written
//! stays, the rest is done where it can be, and exit code and message say what happened.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;

const PROGRAM: &str = env!("CARGO_BIN_EXE_fenliu");
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A folder of its own, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("fenliu-machine-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), bytes).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).current_dir(&self.0).env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
        command
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn said(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// Everything that prints, with what it needs: messages, labelled rows, a pack that is not laid out.
fn everything() -> Vec<Vec<&'static str>> {
    let lines = [
        "classify m.txt",
        "classify m.txt --output csv",
        "classify m.txt --output text",
        "classify m.txt --only score>=0 --fields id,score",
        "explain 退款三天了还没到账",
        "extract m.txt",
        "segment m.txt",
        "desk",
        "eval labelled.ndjson",
        "tune labelled.ndjson",
        "suggest m.txt",
        "lexicon check",
        "lexicon check --output json",
        "lexicon test",
        "lexicon coverage",
        "lexicon diff --against builtin --corpus m.txt",
        "lexicon fmt --diff pack",
        "lexicon fmt --check pack",
        "lexicon schema category",
        "schema decision",
        "completions bash",
        "man",
        "--help",
        "--version",
    ];
    lines.iter().map(|line| line.split(' ').collect()).collect()
}

fn filled(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("m.txt", "退款三天了还没到账\n你好\n我要投诉\n".repeat(40));
    let rows = [("退款三天了还没到账", "payment"), ("我的号被盗了", "security"), ("闪退打不开", "fault")];
    let rows = rows.map(|(text, category)| {
        format!(
            "{{\"text\":\"{text}\",\"topics\":[\"{category}\"],\"category\":\"{category}\",\"need\":\"problem\",\
             \"emergency\":null,\"handoff\":false}}\n"
        )
    });
    folder.write("labelled.ndjson", rows.concat().repeat(10));
    fs::create_dir(folder.0.join("pack")).unwrap();
    folder.write("pack/payment.toml", "[[term]]\ntext='甲乙'\nweight=1\nhits=['甲乙了']\n");
    folder
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_by_everything_that_prints() {
    let folder = filled("full");
    for arguments in everything() {
        let mut command = folder.command(&arguments);
        let output = command.stdout(File::options().write(true).open("/dev/full").unwrap()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
        assert!(
            said(&output).contains("<stdout>: can't be written: the disk is full. Make room"),
            "{arguments:?}: {}",
            said(&output)
        );
    }
}

#[test]
fn everything_that_prints_ends_quietly_when_nobody_reads() {
    let folder = filled("closed");
    for arguments in everything() {
        let mut child =
            folder.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        // What a command has to say beside (a file that is not laid out) is its own business.
        assert!(output.status.code().is_some_and(|code| code < 2), "{arguments:?}: {}", said(&output));
        assert!(!said(&output).contains("can't be written"), "{arguments:?}: {}", said(&output));
    }
}

/// Somebody reads three lines and goes, while a file is written too: the file is whole.
#[test]
fn a_reader_that_goes_away_costs_the_file_nothing() {
    let folder = Folder::new("gone");
    folder.write("m.txt", "退款三天了还没到账\n".repeat(5_000));
    let mut command =
        folder.command(&["m.txt", "--output", "ndjson", "--output", "csv=d.csv", "--fields", "id"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    for id in 1..4 {
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        assert_eq!(line, format!("{{\"id\":{id}}}\n"));
    }
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), said(&output)), (Some(0), ""));
    assert_eq!(fs::read_to_string(folder.0.join("d.csv")).unwrap().lines().count(), 5_001);
}

/// Runs a script in a folder on a disk of 64 KiB that is gone with it; nothing where the machine has none to give.
#[cfg(target_os = "linux")]
fn on_a_small_disk(folder: &Folder, script: &str) -> Option<Output> {
    let mount = "mount -t tmpfs -o size=64k tmpfs small 2>/dev/null || exit 99\n";
    fs::create_dir_all(folder.0.join("small")).unwrap();
    let mut command = Command::new("unshare");
    command.args(["--mount", "--map-root-user", "sh", "-c", &format!("{mount}{script}")]);
    command.current_dir(&folder.0).env("LC_ALL", "C.UTF-8").env("FENLIU", PROGRAM).stdin(Stdio::null());
    let output = command.output().ok().filter(|output| output.status.code() != Some(99));
    let denied = |output: &Output| said(output).contains("unshare");
    output.filter(|output| !denied(output))
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_the_disk_has_no_room_for_leaves_the_old_one_and_nothing_else() {
    let folder = Folder::new("small");
    folder.write("m.txt", "退款三天了还没到账\n".repeat(2_000));
    let script = "echo old > small/d.csv\n$FENLIU m.txt --output csv=small/d.csv\necho $?\nls -A small\ncat small/d.csv\n";
    let Some(output) = on_a_small_disk(&folder, script) else {
        println!("SKIPPED: this machine gives nobody a small disk");
        return;
    };
    assert_eq!(String::from_utf8(output.stdout.clone()).unwrap(), "2\nd.csv\nold\n");
    assert_eq!(
        said(&output).replace(folder.0.canonicalize().unwrap().to_str().unwrap(), "…"),
        "fenliu: …/small/d.csv: can't be written: the disk is full. Make room, or write elsewhere.\n"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_pack_file_is_laid_out_whole_or_left_as_it_was() {
    let folder = Folder::new("layout");
    let text = "[[term]]\ntext='甲乙'\nweight=1\nhits=['甲乙了']\n";
    folder.write("pack.toml", text);
    let script = "cp pack.toml small/payment.toml\ndd if=/dev/zero of=small/rest bs=1k 2>/dev/null\n\
                  $FENLIU lexicon fmt small/payment.toml\necho $?\nls -A small\ncat small/payment.toml\n";
    let Some(output) = on_a_small_disk(&folder, script) else {
        println!("SKIPPED: this machine gives nobody a small disk");
        return;
    };
    let out = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(out, format!("2\npayment.toml\nrest\n{text}"), "{}", said(&output));
    assert!(said(&output).contains("can't be written: the disk is full"), "{}", said(&output));
}

/// Archives between two that are whole: what of them is whole is decided, each is named, and the rest is read.
#[test]
fn a_broken_archive_stops_nothing_but_itself() {
    let folder = Folder::new("archives");
    let text = "退款三天了还没到账，订单号一直在变\n".repeat(400);
    let gzip = |text: &str| {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::none());
        gzip.write_all(text.as_bytes()).unwrap();
        gzip.finish().unwrap()
    };
    let zstandard =
        ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    let whole = gzip(&text);
    folder.write("1.txt.gz", &whole);
    folder.write("2.txt.gz", &whole[..whole.len() / 2]);
    let mut changed = whole.clone();
    changed[whole.len() / 2] ^= 1;
    folder.write("3.txt.gz", &changed);
    folder.write("4.txt.zst", &zstandard[..zstandard.len() - 9]);
    folder.write("5.txt.gz", "\u{1f}\u{8b}");
    folder.write("6.txt.gz", [&whole[..], b"something else behind it"].concat());
    folder.write("7.txt.gz", &whole);
    let names = ["1.txt.gz", "2.txt.gz", "3.txt.gz", "4.txt.zst", "6.txt.gz", "7.txt.gz"];
    let arguments = [&names[..], &["--fields", "source"]].concat();
    let output = folder.command(&arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    let out = String::from_utf8(output.stdout.clone()).unwrap();
    let lines = |name: &str| out.lines().filter(|line| line.contains(name)).count();
    assert_eq!([lines("1.txt.gz"), lines("7.txt.gz")], [400, 400]);
    assert!((100..400).contains(&lines("2.txt.gz")), "{}", lines("2.txt.gz"));
    for (name, wrong) in [
        ("2.txt.gz", "the gzip data stops in the middle. Was the file cut off?"),
        ("3.txt.gz", "broken gzip data"),
        ("4.txt.zst", "the Zstandard data stops in the middle"),
        ("6.txt.gz", "broken gzip data"),
    ] {
        let named = said(&output).lines().any(|line| line.contains(name) && line.contains(wrong));
        assert!(named, "{name}: {}", said(&output));
    }
    assert_eq!(said(&output).matches("can't be read").count(), 4, "{}", said(&output));
}

/// An archive of packs that was cut off is no pack.
#[test]
fn a_pack_archive_that_was_cut_off_is_refused() {
    let folder = Folder::new("tar");
    let mut tar = tar::Builder::new(Vec::new());
    tar.append_dir_all("lexicons", Path::new(ROOT).join("lexicons")).unwrap();
    let whole = tar.into_inner().unwrap();
    folder.write("m.txt", "退款三天了还没到账\n");
    let diff = |bytes: &[u8]| {
        folder.write("old.tar", bytes);
        folder.command(&["lexicon", "diff", "--against", "old.tar", "--corpus", "m.txt"]).output().unwrap()
    };
    let output = diff(&whole);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    for length in [whole.len() / 2 - 3, 700, 100] {
        let output = diff(&whole[..length]);
        assert_eq!(output.status.code(), Some(2), "{length}: {}", said(&output));
        assert!(said(&output).contains("old.tar"), "{length}: {}", said(&output));
        assert!(!said(&output).contains("panicked"), "{}", said(&output));
    }
}

/// A file whose reading fails in the middle of nothing: what a broken disk does.
#[cfg(target_os = "linux")]
#[test]
fn an_input_that_fails_is_named_and_the_rest_is_read() {
    let folder = Folder::new("input");
    folder.write("m.txt", "你好\n");
    let output = folder.command(&["/proc/self/mem", "m.txt", "--fields", "id"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, b"{\"id\":1}\n");
    assert!(said(&output).starts_with("fenliu: /proc/self/mem: can't be read"), "{}", said(&output));
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

/// The status of a run that has to end soon.
fn ends(child: &mut Child) -> ExitStatus {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "it goes on");
        thread::sleep(Duration::from_millis(20));
    }
}

/// A run that waits for its reader hears one signal and still waits; the second one ends it. What was written stays.
#[test]
fn a_second_signal_ends_a_run_that_can_not_end_itself() {
    for name in ["-INT", "-TERM"] {
        let folder = Folder::new(&format!("twice{name}"));
        folder.write("m.txt", "退款三天了还没到账\n".repeat(200_000));
        let mut command = folder.command(&["m.txt", "-q", "--fields", "id"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = child.stdout.take().unwrap();
        let mut first = [0; 9];
        out.read_exact(&mut first).unwrap();
        // By then the pipe is full.
        thread::sleep(Duration::from_millis(500));
        signal(&child, name);
        thread::sleep(Duration::from_millis(300));
        assert!(child.try_wait().unwrap().is_none(), "it waits for its reader");
        signal(&child, name);
        let status = ends(&mut child);
        assert_eq!(status.code(), Some(130));
        let mut rest = String::new();
        out.read_to_string(&mut rest).unwrap();
        assert!(rest.starts_with("{\"id\":2}\n"), "what was written is there to be read");
        let mut error = String::new();
        child.stderr.take().unwrap().read_to_string(&mut error).unwrap();
        assert_eq!(
            error,
            "fenliu: interrupted twice, so it ends at once: what waited to be written is lost.\n"
        );
        assert_eq!(folder.names(), ["m.txt"]);
    }
}
