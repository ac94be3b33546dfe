//! Files that grow while they are read: appended to, moved away, emptied, deleted and made anew, with `--follow`.
//!
//! Every step waits until what it expects is there, for as long as a busy machine may need; nothing waits for a time to pass.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use encoding_rs::GB18030;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Longer than anything takes.
const LIMIT: Duration = Duration::from_secs(120);

/// A folder of its own, with the files that are followed in it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("fenliu-follow-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    /// Adds bytes in one write.
    fn append(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let mut file = OpenOptions::new().append(true).create(true).open(self.path(name)).unwrap();
        file.write_all(bytes.as_ref()).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fenliu"));
        command.args(arguments).current_dir(&self.0).env("LC_ALL", "C.UTF-8");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Begins to follow; what is written is a table of a few columns.
    fn follow(&self, arguments: &[&str]) -> Run<'_> {
        let table = ["--now", "2026-11-24T14:30", "--output", "tsv", "--fields", "file,line,category,error"];
        self.run(&[&["--follow"], &table[..], arguments].concat())
    }

    fn run(&self, arguments: &[&str]) -> Run<'_> {
        let mut child = self.command(arguments).spawn().unwrap();
        let (out, said) = (lines(child.stdout.take().unwrap()), lines(child.stderr.take().unwrap()));
        Run { folder: self, child, out, said }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

type Lines = Arc<Mutex<Vec<String>>>;

/// The lines of a pipe, as they come.
fn lines(pipe: impl Read + Send + 'static) -> Lines {
    let lines = Lines::default();
    let shared = Arc::clone(&lines);
    thread::spawn(move || {
        for line in BufReader::new(pipe).lines() {
            shared.lock().unwrap().push(line.unwrap());
        }
    });
    lines
}

/// A run that follows files.
struct Run<'f> {
    folder: &'f Folder,
    child: Child,
    out: Lines,
    said: Lines,
}

/// Waits until something is so, and says what there is instead if it never is.
fn wait(so: impl Fn() -> bool, instead: impl Fn() -> String) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < LIMIT, "{}", instead());
        thread::sleep(Duration::from_millis(5));
    }
}

impl Run<'_> {
    /// Waits until these lines and no others came behind the header.
    fn expect(&self, expected: &[&str]) {
        let instead = || format!("{:#?}\n{:#?}", self.out.lock().unwrap(), self.said.lock().unwrap());
        wait(|| self.out.lock().unwrap().len() > expected.len(), instead);
        assert_eq!(self.out.lock().unwrap()[1..], *expected);
    }

    fn expect_said(&self, words: &str) {
        let there = || self.said.lock().unwrap().iter().any(|line| line.contains(words));
        wait(there, || format!("{:#?}", self.said.lock().unwrap()));
    }

    /// Waits until the program has read so many bytes of a file.
    fn expect_read(&self, name: &str, bytes: usize) {
        let (path, process) = (self.folder.path(name), format!("/proc/{}", self.child.id()));
        let read = || {
            let handles = fs::read_dir(format!("{process}/fd")).unwrap().flatten();
            let of_file = |handle: &Path| fs::read_link(handle).is_ok_and(|to| to == path);
            handles.map(|entry| entry.path()).filter(|handle| of_file(handle)).any(|handle| {
                let number = handle.file_name().unwrap().to_string_lossy().into_owned();
                let info = fs::read_to_string(format!("{process}/fdinfo/{number}")).unwrap_or_default();
                info.lines().any(|line| line.split_whitespace().eq(["pos:", &bytes.to_string()]))
            })
        };
        wait(read, || format!("{name} was not read up to {bytes}"));
    }

    /// Ends it as Ctrl-C does, and gives the code.
    fn interrupt(&mut self) -> Option<i32> {
        Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const PAYMENT: &str = "退款没到账\n";
const SECURITY: &str = "我的号被盗了\n";

#[test]
fn what_is_added_is_answered_line_by_line() {
    let folder = Folder::new("grow");
    folder.write("a.log", PAYMENT);
    let mut run = folder.follow(&["a.log"]);
    run.expect(&["a.log\t1\tpayment\t"]);
    folder.append("a.log", SECURITY);
    run.expect(&["a.log\t1\tpayment\t", "a.log\t2\tsecurity\t"]);
    folder.append("a.log", [PAYMENT, "\n", PAYMENT].concat());
    let all = ["payment", "security", "payment", "", "payment"];
    let all: Vec<_> = all.iter().zip(1..).map(|(what, line)| format!("a.log\t{line}\t{what}\t")).collect();
    run.expect(&all.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(run.interrupt(), Some(130));
    run.expect_said("interrupted; 5 records were done.");
}

/// A writer may stop anywhere: in a line, and in a character of it, of UTF-8 or of GBK.
#[test]
fn half_a_line_and_half_a_character_wait_for_their_end() {
    let folder = Folder::new("half");
    let utf8 = PAYMENT.as_bytes().to_vec();
    let gbk = GB18030.encode(SECURITY).0.into_owned();
    for (name, line, what) in [("utf8.log", utf8, "payment"), ("gbk.log", gbk, "security")] {
        folder.write(name, "");
        let run = folder.follow(&[name]);
        let mut expected = Vec::new();
        let mut written = 0;
        for (number, cut) in (1..line.len()).enumerate() {
            for part in [&line[..cut], &line[cut..]] {
                folder.append(name, part);
                written += part.len();
                run.expect_read(name, written);
            }
            expected.push(format!("{name}\t{}\t{what}\t", number + 1));
            run.expect(&expected.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}

/// In a finished file its encoding is found out from the whole; what grows can't wait for that.
#[test]
fn what_is_no_utf8_is_answered_at_once() {
    let folder = Folder::new("gbk");
    folder.write("a.log", PAYMENT);
    let mut run = folder.follow(&["a.log"]);
    run.expect(&["a.log\t1\tpayment\t"]);
    folder.append("a.log", GB18030.encode(SECURITY).0);
    run.expect(&["a.log\t1\tpayment\t", "a.log\t2\tsecurity\t"]);
    assert_eq!(run.interrupt(), Some(130));
    run.expect_said("a.log: 1 record read as GB18030, the others as UTF-8.");
}

#[test]
fn a_file_that_was_moved_away_is_read_to_its_end_and_then_the_next_one() {
    let folder = Folder::new("rotate");
    folder.write("a.log", PAYMENT);
    let run = folder.follow(&["a.log"]);
    run.expect(&["a.log\t1\tpayment\t"]);
    // Who writes hears of it a moment later, and stops in the middle of a line.
    let mut writer = OpenOptions::new().append(true).open(folder.path("a.log")).unwrap();
    fs::rename(folder.path("a.log"), folder.path("a.log.1")).unwrap();
    folder.append("a.log", [SECURITY, "你好\n"].concat());
    writer.write_all([SECURITY, PAYMENT.trim()].concat().as_bytes()).unwrap();
    let rotated = [
        "a.log\t1\tpayment\t",
        "a.log\t2\tsecurity\t",
        "a.log\t3\tpayment\t",
        "a.log\t1\tsecurity\t",
        "a.log\t2\t\t",
    ];
    run.expect(&rotated);
    run.expect_said("a.log: another file has its name now, and is read from its start.");
    folder.append("a.log", PAYMENT);
    run.expect(&[&rotated[..], &["a.log\t3\tpayment\t"]].concat());
}

#[test]
fn a_file_that_is_emptied_is_read_from_its_start() {
    let folder = Folder::new("truncate");
    folder.write("a.log", [SECURITY, SECURITY].concat());
    let run = folder.follow(&["a.log"]);
    run.expect(&["a.log\t1\tsecurity\t", "a.log\t2\tsecurity\t"]);
    run.expect_read("a.log", 2 * SECURITY.len());
    fs::copy(folder.path("a.log"), folder.path("a.log.1")).unwrap();
    File::options().write(true).open(folder.path("a.log")).unwrap().set_len(0).unwrap();
    run.expect_said("a.log: it was written anew, and is read from its start.");
    folder.append("a.log", PAYMENT);
    run.expect(&["a.log\t1\tsecurity\t", "a.log\t2\tsecurity\t", "a.log\t1\tpayment\t"]);
}

/// Emptied and filled again before anybody looks: it is longer than before, but its bytes are others.
#[test]
fn a_file_that_is_written_anew_is_known_by_its_bytes() {
    let folder = Folder::new("rewrite");
    folder.write("a.log", SECURITY);
    let run = folder.follow(&["a.log"]);
    run.expect(&["a.log\t1\tsecurity\t"]);
    run.expect_read("a.log", SECURITY.len());
    folder.write("a.log", PAYMENT.repeat(3));
    run.expect(&[
        "a.log\t1\tsecurity\t",
        "a.log\t1\tpayment\t",
        "a.log\t2\tpayment\t",
        "a.log\t3\tpayment\t",
    ]);
}

#[test]
fn a_file_that_is_not_there_is_waited_for() {
    let folder = Folder::new("missing");
    let run = folder.follow(&["later/a.log"]);
    run.expect_said("later/a.log: there is no such file yet; it is waited for.");
    fs::create_dir(folder.path("later")).unwrap();
    folder.append("later/a.log", PAYMENT);
    run.expect(&["later/a.log\t1\tpayment\t"]);
    fs::remove_file(folder.path("later/a.log")).unwrap();
    run.expect_said("later/a.log: it is gone; the next file of this name is waited for.");
    folder.append("later/a.log", SECURITY);
    run.expect(&["later/a.log\t1\tpayment\t", "later/a.log\t1\tsecurity\t"]);
}

/// What is no file any more is told, and waited for; a pipe that nobody writes to holds nothing up.
#[test]
fn what_takes_the_name_of_a_file_is_looked_at_first() {
    let folder = Folder::new("pipe");
    folder.write("a.log", PAYMENT);
    let run = folder.follow(&["a.log", "b.log"]);
    run.expect(&["a.log\t1\tpayment\t"]);
    fs::remove_file(folder.path("a.log")).unwrap();
    for name in ["a.log", "b.log"] {
        assert!(Command::new("mkfifo").arg(folder.path(name)).status().unwrap().success());
    }
    run.expect_said("b.log: can't be read: it is no file that can grow. It is tried again and again.");
    fs::remove_file(folder.path("a.log")).unwrap();
    folder.append("a.log", SECURITY);
    run.expect(&["a.log\t1\tpayment\t", "a.log\t1\tsecurity\t"]);
}

#[test]
fn several_files_are_followed_side_by_side_each_in_its_order() {
    let folder = Folder::new("several");
    let names: Vec<String> = (0..5).map(|file| format!("{file}.log")).collect();
    let arguments: Vec<&str> = names.iter().map(String::as_str).collect();
    let run = folder.follow(&arguments);
    for _ in 0..200 {
        for name in &names {
            folder.append(name, PAYMENT);
        }
    }
    wait(|| run.out.lock().unwrap().len() > 1000, || format!("{:?}", run.said.lock().unwrap()));
    let out = run.out.lock().unwrap();
    assert_eq!(out.len(), 1001);
    for name in names {
        let of_file = out.iter().filter(|line| line.starts_with(&name));
        assert!(of_file.zip(1..).all(|(line, number)| *line == format!("{name}\t{number}\tpayment\t")));
    }
}

/// A conversation is the same one, whichever file its next turn stands in.
#[test]
fn conversations_go_on_from_one_file_to_the_next() {
    let folder = Folder::new("sessions");
    let turn = |text: &str, minute: u32| {
        format!("{{\"session\":\"s\",\"time\":\"2026-11-24T14:{minute:02}\",\"text\":\"{text}\"}}\n")
    };
    folder.write("a.ndjson", turn("退款没到账", 1));
    let run =
        folder.run(&["--follow", "a.ndjson", "--output", "tsv", "--fields", "line,category,session_state"]);
    run.expect(&["1\tpayment\tnone"]);
    folder.append("a.ndjson", turn("我的号被盗了", 2));
    run.expect(&["1\tpayment\tnone", "2\tsecurity\tnone"]);
    fs::rename(folder.path("a.ndjson"), folder.path("old")).unwrap();
    folder.append("a.ndjson", turn("退款没到账", 3) + &turn("我的号被盗了", 4));
    run.expect(&["1\tpayment\tnone", "2\tsecurity\tnone", "1\tpayment\tnone", "2\tsecurity\toffered"]);
}

/// A row may hold line breaks: the one that was complete is not held back by one that is not.
#[test]
fn a_table_has_rows_and_each_file_its_header() {
    let folder = Folder::new("table");
    folder.write("a.csv", "id,text\n1,退款没到账\n2,\"我的号\n");
    let run = folder.follow(&["a.csv"]);
    run.expect(&["a.csv\t2\tpayment\t"]);
    folder.append("a.csv", "被盗了\"\n");
    run.expect(&["a.csv\t2\tpayment\t", "a.csv\t3\tsecurity\t"]);
    folder.write("b.csv", "text\n退款没到账\n");
    fs::rename(folder.path("b.csv"), folder.path("a.csv")).unwrap();
    run.expect(&["a.csv\t2\tpayment\t", "a.csv\t3\tsecurity\t", "a.csv\t2\tpayment\t"]);
    folder.write("c.csv", "nothing\n退款没到账\n");
    fs::rename(folder.path("c.csv"), folder.path("a.csv")).unwrap();
    run.expect_said("a.csv:1: the header has no column 'text'");
    folder.write("d.csv", "text\n我的号被盗了\n");
    fs::rename(folder.path("d.csv"), folder.path("a.csv")).unwrap();
    let last = "a.csv\t2\tsecurity\t";
    run.expect(&["a.csv\t2\tpayment\t", "a.csv\t3\tsecurity\t", "a.csv\t2\tpayment\t", last]);
}

#[test]
fn what_is_there_already_can_be_passed_over() {
    let folder = Folder::new("new");
    // The last line is half written: it is new.
    folder.write("a.log", [&PAYMENT.repeat(40_000), "我的号"].concat());
    folder.write("b.csv", "text\n退款没到账\n");
    let table = ["--output", "tsv", "--fields", "file,line,category,error", "a.log", "b.csv", "c.log"];
    let run = folder.run(&[&["--follow=new"], &table[..]].concat());
    run.expect_said("c.log: there is no such file yet");
    run.expect_read("a.log", 40_000 * PAYMENT.len() + "我的号".len());
    folder.append("a.log", "被盗了\n");
    run.expect(&["a.log\t40001\tsecurity\t"]);
    run.expect_read("b.csv", "text\n退款没到账\n".len());
    folder.append("b.csv", SECURITY);
    run.expect(&["a.log\t40001\tsecurity\t", "b.csv\t3\tsecurity\t"]);
    folder.append("c.log", PAYMENT);
    run.expect(&["a.log\t40001\tsecurity\t", "b.csv\t3\tsecurity\t", "c.log\t1\tpayment\t"]);
}

/// However many hands, the order of a file stays; and what is behind is caught up with in batches.
#[test]
fn a_long_file_is_caught_up_with() {
    let folder = Folder::new("long");
    folder.write("a.log", PAYMENT.repeat(20_000));
    for threads in ["1", "3"] {
        let run = folder.follow(&["-j", threads, "a.log"]);
        wait(|| run.out.lock().unwrap().len() > 20_000, || format!("{:?}", run.said.lock().unwrap()));
        let out = run.out.lock().unwrap();
        assert!(
            out[1..].iter().zip(1..).all(|(line, number)| *line == format!("a.log\t{number}\tpayment\t"))
        );
    }
}

#[test]
fn files_that_are_written_can_be_read_meanwhile() {
    let folder = Folder::new("outputs");
    folder.write("a.log", [PAYMENT, SECURITY].concat());
    let outputs = ["--output", "csv=d.csv", "--output", "ndjson=d.ndjson", "--summary=sum.json"];
    let mut run = folder.run(&[&["--follow", "a.log", "--fields", "id,category"], &outputs[..]].concat());
    let first = "id,category\n1,payment\n2,security\n";
    wait(|| folder.read("d.csv") == first, || folder.read("d.csv"));
    folder.append("a.log", PAYMENT);
    let both = || {
        folder.read("d.csv") == format!("{first}3,payment\n") && folder.read("d.ndjson").lines().count() == 3
    };
    wait(both, || folder.read("d.ndjson"));
    assert_eq!(run.interrupt(), Some(130));
    run.expect_said("interrupted; 3 records were done, and are in d.csv, d.ndjson.");
    let summary = folder.read("sum.json");
    assert!(summary.contains("\"records\":3") && summary.contains("\"interrupted\":true"), "{summary}");
}

#[test]
fn bad_records_are_named_with_their_file() {
    let folder = Folder::new("bad");
    folder.write("a.ndjson", "{\"text\":\"退款没到账\"}\nno\n");
    let mut run = folder.follow(&["a.ndjson"]);
    let bad = "a.ndjson\t2\t\tno JSON object. For plain text: `--input text`";
    run.expect(&["a.ndjson\t1\tpayment\t", bad]);
    run.expect_said("fenliu: a.ndjson:2: no JSON object.");
    assert_eq!(run.interrupt(), Some(130));
    run.expect_said("1 of 2 records could not be read; first: a.ndjson:2");
}

#[test]
fn a_reader_of_the_output_that_goes_away_ends_it() {
    let folder = Folder::new("closed");
    folder.write("a.log", PAYMENT);
    let mut child = folder.command(&["--follow", "a.log", "--output", "ndjson"]).spawn().unwrap();
    drop(child.stdout.take());
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        folder.append("a.log", PAYMENT);
        assert!(begun.elapsed() < LIMIT);
        thread::sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}

#[test]
fn what_does_not_grow_line_by_line_is_refused() {
    let folder = Folder::new("refused");
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(PAYMENT.as_bytes()).unwrap();
    folder.write("a.gz", gzip.finish().unwrap());
    folder.write("a.log", PAYMENT);
    fs::create_dir(folder.path("folder")).unwrap();
    assert!(Command::new("mkfifo").arg(folder.path("pipe")).status().unwrap().success());
    let rows: [(&[&str], &str); 9] = [
        (&[], "--follow waits for what is added to files. Name one"),
        (&["a.log", "-"], "-: standard input is read to its end anyway. Leave out --follow, or name files."),
        (&["a.log", "a.gz"], "a.gz: it is compressed, and what is added to it is no line."),
        (&["folder"], "folder: a folder can't be followed. Name the files in it."),
        (&["pipe"], "pipe: it is no file that can grow"),
        (&["a.log", "-t", "一"], "'--follow[=<FROM>]' cannot be used with '--text <TEXT>'"),
        (&["a.log", "--whole"], "'--follow[=<FROM>]' cannot be used with '--whole'"),
        (&["a.log", "--exit-code"], "'--follow[=<FROM>]' cannot be used with '--exit-code'"),
        (&["new.log", "--output", "csv=./new.log"], "./new.log: it is read, so it is not written."),
    ];
    for (arguments, words) in rows {
        let output = folder.command(&[&["--follow"], arguments].concat()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}: {said}");
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
}

/// One that was no compressed file before is told of when it comes, and the next one is read.
#[test]
fn a_compressed_file_that_takes_the_name_is_passed_over() {
    let folder = Folder::new("gzip");
    folder.write("a.log", PAYMENT);
    let run = folder.follow(&["a.log"]);
    run.expect(&["a.log\t1\tpayment\t"]);
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(PAYMENT.as_bytes()).unwrap();
    folder.write("b", gzip.finish().unwrap());
    fs::rename(folder.path("b"), folder.path("a.log")).unwrap();
    run.expect_said("a.log: can't be read: it is compressed, and can't be followed.");
    folder.write("c", SECURITY);
    fs::rename(folder.path("c"), folder.path("a.log")).unwrap();
    run.expect(&["a.log\t1\tpayment\t", "a.log\t1\tsecurity\t"]);
}
