//! Checkpoints: a run that is killed again and again and goes on each time writes the same bytes as one that nobody disturbs;
//! and what can't be gone on with is refused before anything is touched.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use encoding_rs::{BIG5, GB18030};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

const PROGRAM: &str = env!("CARGO_BIN_EXE_fenliu");
const CHECKPOINT: &str = "run.json";
/// As often as a run is killed before it may come to its end.
const KILLS: usize = 8;
const TEXTS: [&str; 7] = [
    "退款没到账",
    "转人工",
    "登录不上去，一直报错 E1024",
    "你好",
    "我要投诉你们",
    "号被盗了",
    "怎么改手机号",
];
const TRADITIONAL: [&str; 4] = ["退款還沒有收到", "帳號登不進去", "我要申訴", "你好，請問怎麼更改信用卡"];

/// A folder of its own, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("fenliu-checkpoint-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap_or_default()
    }

    fn command(&self, arguments: &[&str], more: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).args(more).current_dir(&self.0).env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str], more: &[&str]) -> Output {
        self.command(arguments, more).output().unwrap()
    }

    /// Starts a run, and gives it back once it has written a checkpoint; `Err` with what it said if it ended before.
    fn until_checkpoint(&self, arguments: &[&str], more: &[&str]) -> Result<Child, Output> {
        let before = self.read(CHECKPOINT);
        let mut command = self.command(arguments, more);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let start = Instant::now();
        while self.read(CHECKPOINT) == before {
            assert!(start.elapsed() < Duration::from_secs(120), "no checkpoint came");
            if child.try_wait().unwrap().is_some() {
                return Err(child.wait_with_output().unwrap());
            }
            sleep(Duration::from_millis(1));
        }
        Ok(child)
    }

    /// Runs, and kills the run some time after the first checkpoint that it comes to, again and again; then lets it come to
    /// its end. One hand and two take turns.
    fn killed(&self, arguments: &[&str]) -> (Output, usize) {
        let mut dice = Dice(arguments.len() as u64);
        for kill in 0.. {
            let threads = ["-j1", "-j2"][kill % 2];
            let keeping = ["--checkpoint", CHECKPOINT, "--checkpoint-every", "50", "--resume", threads];
            if kill == KILLS {
                return (self.run(arguments, &keeping), kill);
            }
            match self.until_checkpoint(arguments, &keeping) {
                Err(ended) => return (ended, kill),
                Ok(mut child) => {
                    sleep(Duration::from_micros(dice.roll(25_000)));
                    child.kill().unwrap();
                    child.wait().unwrap();
                }
            }
        }
        unreachable!()
    }

    /// A checkpoint of a run that was killed in the middle.
    fn broken_off(&self, arguments: &[&str]) -> Value {
        let keeping = ["--checkpoint", CHECKPOINT, "--checkpoint-every", "50", "-j1"];
        let mut child = self.until_checkpoint(arguments, &keeping).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        let checkpoint: Value = serde_json::from_slice(&self.read(CHECKPOINT)).unwrap();
        assert_eq!(checkpoint["finished"], false, "it was over too soon to be killed");
        checkpoint
    }

    /// Every file, by its path.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let (mut files, mut folders) = (BTreeMap::new(), vec![self.0.clone()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&self.0).unwrap().to_str().unwrap().to_owned();
                    files.insert(name, fs::read(path).unwrap());
                }
            }
        }
        files
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Numbers that nobody can foresee and everybody can repeat.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn text(&mut self) -> &'static str {
        TEXTS[self.roll(TEXTS.len() as u64) as usize]
    }
}

/// Conversations, mixed, with records that are none among them.
fn conversations(records: usize) -> String {
    let mut dice = Dice(records as u64);
    let mut lines = String::new();
    for place in 0..records {
        let mut record = json!({"id": place, "text": format!("{}{}", dice.text(), "。".repeat(place % 5))});
        if place % 3 > 0 {
            record["session"] = format!("s{}", dice.roll(40)).into();
            record["time"] = format!("2026-11-24T{:02}:{:02}", place / 600 % 24, place / 10 % 60).into();
        }
        lines += &if place % 97 == 5 { "no JSON\n\n".to_owned() } else { format!("{record}\n") };
    }
    lines
}

/// Rows with quotes, commas and line ends in their cells; in the middle, a quote that is never closed.
fn table(rows: usize) -> String {
    let mut dice = Dice(rows as u64);
    let mut lines = "id,text,shop\n".to_owned();
    for row in 0..rows / 2 {
        lines += &format!("{row},\"{}，\"\"{}\"\"\n\n真的\",一店\n", dice.text(), row % 3);
    }
    lines += "7,多了一格,,\n\n\n8,\"没有完,\n";
    for row in rows / 2..rows {
        lines += &format!("{row},{},二店\n", dice.text());
    }
    lines
}

fn lines(texts: &[&str], count: usize) -> String {
    let mut dice = Dice(count as u64);
    (0..count).map(|_| format!("{}\n", texts[dice.roll(texts.len() as u64) as usize])).collect()
}

fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(bytes.as_ref()).unwrap();
    gzip.finish().unwrap()
}

fn without_times(summary: &[u8]) -> Value {
    let mut summary: Value = serde_json::from_slice(summary).unwrap();
    for rate in ["seconds", "records_per_second", "bytes_per_second"] {
        summary[rate] = Value::Null;
    }
    summary
}

/// What an undisturbed run writes, and one that is killed again and again, is the same in every byte: outputs, summary, what is
/// said of bad records at the end, exit code.
fn same_bytes(name: &str, prepare: impl Fn(&Folder), arguments: &[&str]) {
    let arguments =
        &[arguments, &["--now", "2026-11-24T14:30", "--summary=sum.json", "--exit-code"][..]].concat()[..];
    let (whole, parted) = (Folder::new(&format!("{name}-whole")), Folder::new(&format!("{name}-parted")));
    prepare(&whole);
    prepare(&parted);
    let undisturbed = whole.run(arguments, &[]);
    let (killed, kills) = parted.killed(arguments);
    assert!(kills >= 2, "{name}: it was over too soon to be killed");
    let last = |output: &Output| {
        String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default().to_owned()
    };
    assert_eq!(killed.status.code(), undisturbed.status.code(), "{name}: {}", last(&killed));
    // A kill may come when all is done, and nothing is said but that.
    if !last(&killed).contains("the run is finished") {
        assert_eq!(last(&killed), last(&undisturbed), "{name}");
    }
    let (mut whole, mut parted) = (whole.files(), parted.files());
    let checkpoint: Value = serde_json::from_slice(&parted.remove(CHECKPOINT).unwrap()).unwrap();
    assert_eq!(checkpoint["finished"], true, "{name}");
    let sums = [&mut whole, &mut parted].map(|files| without_times(&files.remove("sum.json").unwrap()));
    assert_eq!(sums[1], sums[0], "{name}");
    assert_eq!(parted.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>(), "{name}");
    for (file, bytes) in whole {
        assert!(parted[&file] == bytes, "{name}: {file} differs");
        assert!(!bytes.is_empty() || file.starts_with("in/"), "{name}: {file} is empty");
    }
}

#[test]
fn conversations_go_on() {
    let prepare = |folder: &Folder| folder.write("in/a.ndjson", conversations(4000));
    same_bytes(
        "conversations",
        prepare,
        &["in/a.ndjson", "--output", "ndjson=a.ndjson", "--output", "csv=a.csv", "--output", "text=a.txt"],
    );
}

#[test]
fn compressed_files_go_on() {
    let prepare = |folder: &Folder| folder.write("in/a.ndjson.gz", gzip(conversations(3000)));
    same_bytes(
        "gzip",
        prepare,
        &["in/a.ndjson.gz", "--output", "ndjson=a.ndjson", "--only", "need>=problem"],
    );
}

#[test]
fn tables_go_on_into_a_file_for_each_need() {
    let prepare = |folder: &Folder| folder.write("in/a.csv", table(3000));
    same_bytes(
        "table",
        prepare,
        &["in/a.csv", "--split-by", "need", "--output", "ndjson=by/", "--output", "csv=tables/"],
    );
    let prepare = |folder: &Folder| folder.write("in/a.csv.gz", gzip(table(1000)));
    let arguments = ["in/a.csv.gz", "--no-header", "--column", "2", "--keep", "--output", "ndjson=a.ndjson"];
    same_bytes("headless", prepare, &arguments);
}

/// One file after the other, of all kinds: empty ones, one that breaks off, one that is missing.
#[test]
fn folders_go_on() {
    let prepare = |folder: &Folder| {
        folder.write("in/1.ndjson", conversations(900));
        folder.write("in/2.txt", "");
        folder.write("in/3.ndjson.gz", &gzip(conversations(1100))[..9_000]);
        folder.write("in/4/5.csv", table(500));
        folder.write("in/6.png", b"\0\0");
        folder.write("in/7.txt", lines(&TEXTS, 700));
        folder.write("end.ndjson", conversations(300));
    };
    same_bytes("folder", prepare, &["in", "missing.txt", "end.ndjson", "--output", "ndjson=a.ndjson"]);
}

#[test]
fn old_encodings_go_on() {
    let prepare = |folder: &Folder| {
        let traditional = lines(&TRADITIONAL, 1500);
        let utf8 = lines(&TEXTS, 1000);
        folder.write("in/1.txt", [utf8.as_bytes(), &BIG5.encode(&traditional).0, &[0xFF, b'\n']].concat());
        let simplified = lines(&TEXTS, 1500);
        folder.write("in/2.txt.gz", gzip([utf8.as_bytes(), &GB18030.encode(&simplified).0].concat()));
        let utf16: Vec<u8> =
            std::iter::once(0xFEFF).chain(simplified.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        folder.write("in/3.txt", [&utf16[..], &[0x00, 0xD8, b'a', 0]].concat());
    };
    same_bytes("encodings", prepare, &["in", "--output", "ndjson=a.ndjson"]);
}

/// A run has one clock, whenever it is gone on with.
#[test]
fn the_clock_of_a_run_goes_on() {
    let folder = Folder::new("clock");
    folder.write("a.txt", lines(&TEXTS, 4000));
    let arguments = ["a.txt", "--output", "ndjson=a.ndjson", "--fields", "clock"];
    folder.broken_off(&arguments);
    // The clock tells seconds.
    sleep(Duration::from_millis(1100));
    assert!(folder.run(&arguments, &["--checkpoint", CHECKPOINT, "--resume"]).status.success());
    let written = String::from_utf8(folder.read("a.ndjson")).unwrap();
    let clocks: Vec<Value> =
        written.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["clock"].clone()).collect();
    assert_eq!(clocks.len(), 4000);
    assert_eq!(clocks[0]["source"], "system");
    assert!(clocks.iter().all(|clock| *clock == clocks[0]));
}

/// What somebody did between two runs, and what is said of it; nothing is touched then.
#[test]
fn another_run_is_refused() {
    type Change = fn(&Folder);
    let changes: [(&str, Change, &[&str]); 12] = [
        (
            "run.json: it is damaged, or was changed by hand",
            |f| replace(f, CHECKPOINT, "\"bad\": ", "\"bad\": 1"),
            &[],
        ),
        ("run.json: it is no checkpoint, or a damaged one", |f| cut(f, CHECKPOINT, 300), &[]),
        ("run.json: it is no checkpoint, or a damaged one", |f| f.write(CHECKPOINT, ""), &[]),
        ("in version 2 of the format", |f| replace(f, CHECKPOINT, "checkpoint\": 1", "checkpoint\": 2"), &[]),
        ("a.txt: it has 100 bytes, and had", |f| cut(f, "a.txt", 100), &[]),
        ("a.txt: it holds something else", |f| replace(f, "a.txt", "退款没", "退款来"), &[]),
        ("a.txt: can't be read any more: no such file", |f| fs::remove_file(f.0.join("a.txt")).unwrap(), &[]),
        ("b.csv: it is not there any more", |f| fs::remove_file(f.0.join("b.csv")).unwrap(), &[]),
        ("a.ndjson: it has 7 bytes, and had", |f| cut(f, "a.ndjson", 7), &[]),
        ("--only was not given, and is hits", |_| {}, &["--only", "hits"]),
        ("what is read was a.txt, and is a.txt more.txt", |f| f.write("more.txt", "你好\n"), &["more.txt"]),
        ("run.json: the run was begun with the pack builtin", |f| other_pack(f), &["--pack", "pack"]),
    ];
    let folder = Folder::new("refused");
    let arguments = ["a.txt", "--output", "ndjson=a.ndjson", "--output", "csv=b.csv"];
    folder.write("a.txt", lines(&TEXTS, 4000));
    folder.broken_off(&arguments);
    let sound = folder.files();
    for (said, change, more) in changes {
        change(&folder);
        let changed = folder.files();
        let output = folder.run(&arguments, &[more, &["--checkpoint", CHECKPOINT, "--resume"][..]].concat());
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains(said), "{said}: {stderr}");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{said}");
        assert!(folder.files() == changed, "{said}: something was touched");
        sound.iter().for_each(|(name, bytes)| folder.write(name, bytes));
    }
    let again = folder.run(&arguments, &["--checkpoint", CHECKPOINT]);
    assert!(
        String::from_utf8_lossy(&again.stderr)
            .contains("there is a checkpoint already. Go on with it: --resume")
    );
    assert!(folder.run(&arguments, &["--checkpoint", CHECKPOINT, "--resume"]).status.success());
}

fn replace(folder: &Folder, name: &str, from: &str, to: &str) {
    let text = String::from_utf8(folder.read(name)).unwrap();
    assert!(text.contains(from));
    folder.write(name, text.replacen(from, to, 1));
}

fn cut(folder: &Folder, name: &str, length: usize) {
    folder.write(name, &folder.read(name)[..length]);
}

fn other_pack(folder: &Folder) {
    folder.write("pack/pack.toml", "name = \"mine\"\nversion = \"1\"\nextends = \"builtin\"\n");
}

/// A file that grows while it is read is read to its new end.
#[test]
fn an_input_may_grow() {
    let folder = Folder::new("grown");
    folder.write("a.txt", lines(&TEXTS, 3000));
    let arguments = ["a.txt", "--output", "ndjson=a.ndjson", "--now", "2026-11-24"];
    folder.broken_off(&arguments);
    folder.write("a.txt", lines(&TEXTS, 3000) + "退款没到账\n");
    assert!(folder.run(&arguments, &["--checkpoint", CHECKPOINT, "--resume"]).status.success());
    let resumed = folder.read("a.ndjson");
    assert!(folder.run(&arguments, &[]).status.success());
    assert!(folder.read("a.ndjson") == resumed);
}

#[test]
fn a_finished_run_is_left_alone() {
    let folder = Folder::new("finished");
    folder.write("a.txt", "你好\n退款没到账\n");
    let arguments = ["a.txt", "--output", "ndjson=a.ndjson", "--min-score", "100", "--exit-code"];
    let keeping = ["--checkpoint", CHECKPOINT, "--resume"];
    assert_eq!(folder.run(&arguments, &keeping).status.code(), Some(1));
    let files = folder.files();
    let again = folder.run(&arguments, &keeping);
    assert_eq!(again.status.code(), Some(1));
    let said =
        "fenliu: run.json: the run is finished, with 2 records; nothing is done. Delete it to begin anew.\n";
    assert_eq!(String::from_utf8(again.stderr).unwrap(), said);
    assert!(folder.files() == files);
    assert_eq!(files.len(), 3);
}

/// What can't be read again or cut to length is refused before anything is read.
#[test]
fn what_can_not_be_gone_on_with_is_refused() {
    let folder = Folder::new("pipes");
    folder.write("a.txt", "你好\n");
    folder.write("in/a.txt", "你好\n");
    let file = "ndjson=a.ndjson";
    let rows: [(&[&str], &str); 9] = [
        (&["--output", file], "standard input can't be read a second time"),
        (&["a.txt", "-", "--output", file], "standard input can't be read a second time"),
        (&["-t", "你好", "--output", file], "'--text <TEXT>' cannot be used with '--checkpoint"),
        (&["a.txt"], "standard output can't be gone on with"),
        (&["a.txt", "--output", file, "--output", "csv"], "standard output can't be gone on with"),
        (&["a.txt", "--output", file, "--unordered"], "'--unordered' cannot be used with"),
        (&["a.txt", "--output", "ndjson=run.json"], "run.json: two outputs would go there"),
        (&["in", "--output", "ndjson=in/a.ndjson"], "in/a.ndjson: it lies in a folder that is read"),
        (&[".", "--output", "ndjson=../a.ndjson"], "run.json: it lies in a folder that is read"),
    ];
    for (arguments, said) in rows {
        let output = folder.run(arguments, &["--checkpoint", CHECKPOINT, "--resume"]);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains(said), "{arguments:?}: {stderr}");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(folder.files().len(), 2);
    #[cfg(unix)]
    for (arguments, said) in [
        (["a.txt", "--output", "csv=/dev/null"], "/dev/null: it is no file"),
        (["/dev/zero", "--output", file], "/dev/zero can't be read a second time"),
    ] {
        let output = folder.run(&arguments, &["--checkpoint", CHECKPOINT]);
        assert!(String::from_utf8_lossy(&output.stderr).contains(said), "{arguments:?}");
    }
}

/// A run that is asked to end notes where it is, whenever it last did.
#[cfg(unix)]
#[test]
fn an_interrupted_run_notes_where_it_is() {
    let folder = Folder::new("interrupted");
    folder.write("a.ndjson", conversations(6000));
    let arguments = ["a.ndjson", "--output", "ndjson=b.ndjson", "--now", "2026-11-24", "--summary=sum.json"];
    let mut signals = 0;
    for threads in ["-j1", "-j2", "-j1"] {
        let keeping = ["--checkpoint", CHECKPOINT, "--checkpoint-every", "1000000", "--resume", threads];
        let child = folder.command(&arguments, &keeping).stderr(Stdio::piped()).spawn().unwrap();
        let (start, before) = (Instant::now(), folder.read("b.ndjson").len());
        while folder.read("b.ndjson").len() <= before && start.elapsed() < Duration::from_secs(20) {
            sleep(Duration::from_millis(1));
        }
        let pid = child.id().to_string();
        Command::new("kill").args(["-INT", &pid]).status().unwrap();
        let output = child.wait_with_output().unwrap();
        if output.status.code() != Some(130) {
            break;
        }
        signals += 1;
        let checkpoint: Value = serde_json::from_slice(&folder.read(CHECKPOINT)).unwrap();
        let written = folder.read("b.ndjson");
        assert_eq!(checkpoint["outputs"][0]["bytes"], written.len());
        let records = checkpoint["tally"]["records"].as_u64().unwrap();
        assert_eq!(records as usize, written.iter().filter(|&&byte| byte == b'\n').count());
        let said = format!("interrupted; {records} records were done. Go on with --resume.");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains(&said), "{stderr}");
    }
    assert!(signals > 0, "it was over before the signal came");
    folder.run(&arguments, &["--checkpoint", CHECKPOINT, "--resume"]);
    let (parted, sum) = (folder.read("b.ndjson"), without_times(&folder.read("sum.json")));
    folder.run(&arguments, &[]);
    assert!(folder.read("b.ndjson") == parted);
    assert_eq!(without_times(&folder.read("sum.json")), sum);
    assert!(!Path::new(&folder.0).join("b.ndjson.partial").exists());
}
