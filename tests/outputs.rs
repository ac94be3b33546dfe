//! What is written, and where: the same bytes for any number of threads, whole files or none, a sum at the end; and what
//! happens when the program falls over a record, or is asked to end.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::AtomicBool;

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::detect::Scratch;
use fenliu::lexicon::Lexicon;
use fenliu::render::{Lang, Offsets, Style, json, schema};
use fenliu::session::Sessions;
use fenliu::stream::{
    Answer, Answered, BadRecord, Chosen, Form, Format, Input, Job, Only, Reader, Record, Separator, Sink,
    Tally, Writing, run,
};
use fenliu::triage::Triage;
use proptest::prelude::{ProptestConfig, prop, proptest};
use proptest::{prop_assert, prop_assert_eq};
use serde_json::{Value, json};

/// What a run wrote, counted, and named as bad.
type Ran = (String, Tally, Vec<(u64, String)>);

fn ran(input: &str, answer: &dyn Answer, threads: usize, unordered: bool) -> Ran {
    let input = Input::open(Box::new(std::io::Cursor::new(input.as_bytes().to_vec()))).unwrap();
    let reader = Reader::open(input, Format::Ndjson, Separator::Newline).unwrap().unwrap();
    let (mut out, mut tally, mut bad) = (Vec::new(), Tally::default(), Vec::new());
    let mut on_bad = |record: &BadRecord| bad.push((record.line, record.error.clone()));
    let mut sink = Sink {
        sessions: &mut Sessions::default(),
        out: &mut out,
        tally: &mut tally,
        counts: None,
        on_bad: &mut on_bad,
        unordered,
        stop: &AtomicBool::new(false),
    };
    run(reader, None, answer, &mut sink, NonZeroUsize::new(threads).unwrap()).unwrap();
    (String::from_utf8(out).unwrap(), tally, bad)
}

fn job(triage: &Triage, writing: Writing) -> Job<'_> {
    let clock = Clock { now: parse_moment("2026-11-24T14:30").unwrap(), source: ClockSource::Option };
    let style = Style { color: false, width: 80, lang: Lang::Zh };
    let output = fenliu::stream::Output { form: Form::Ndjson, style, offsets: Offsets::Bytes };
    Job {
        triage,
        clock,
        account: None,
        region: None,
        device: None,
        profiles: None,
        redact: false,
        output,
        writing,
    }
}

const TEXTS: [&str; 6] = ["退款没到账", "转人工", "登录不上去，一直报错", "你好", "我要投诉你们", "号被盗了"];

/// A record a place: which text, which conversation of some or none, at which minute.
fn input(records: &[(usize, usize, u16)]) -> String {
    let mut lines = String::new();
    for (text, session, minute) in records {
        let mut record = json!({"text": TEXTS[*text]});
        // Longer than what one hand takes at once, in fewer records.
        record["text"] = format!("{}{}", TEXTS[*text], "。嗯".repeat(30)).into();
        if *session > 0 {
            record["session"] = format!("s{session}").into();
            record["time"] = format!("2026-11-24T{:02}:{:02}", minute / 60, minute % 60).into();
        }
        lines += &format!("{record}\n");
    }
    lines
}

proptest! {
    // A failure shows its input; it belongs into a case by hand, not into a file of seeds.
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    /// Conversations are followed across batches, left-out records too, and the output is the same whoever was faster.
    #[test]
    fn any_number_of_threads_writes_the_same(
        records in prop::collection::vec((0..TEXTS.len(), 0..40usize, 0..1440u16), 700..1000),
        filtered in proptest::bool::ANY,
    ) {
        let triage = Triage::new(Lexicon::builtin());
        let mut only = Only::default();
        if filtered {
            only.add("need>=problem", triage.lexicon()).unwrap();
        }
        let fields = json::Fields::parse(["id", "score", "session"]).unwrap();
        let chosen = Chosen { fields: Some(fields), ..Chosen::default() };
        let csv = fenliu::stream::Output { form: Form::Csv, ..job(&triage, Writing::default()).output };
        let job = job(&triage, Writing { only, chosen, also: vec![csv], ..Writing::default() });
        let input = input(&records);
        let (one, tally, _) = ran(&input, &job, 1, false);
        prop_assert_eq!(tally.records, records.len() as u64);
        prop_assert_eq!(filtered, tally.kept < tally.records);
        prop_assert!(one.contains("\"turn\":2"));
        for threads in [2, 3, 7] {
            let several = ran(&input, &job, threads, false);
            prop_assert!(several.0 == one, "-j {}", threads);
            prop_assert_eq!(several.1, tally);
        }
    }

    /// Without order there are the same lines, without conversations.
    #[test]
    fn without_order_nothing_is_lost(
        records in prop::collection::vec((0..TEXTS.len(), 0..1usize, 0..1u16), 700..1000),
    ) {
        let triage = Triage::new(Lexicon::builtin());
        let job = job(&triage, Writing { unordered: true, ..Writing::default() });
        let sorted = |threads, unordered| {
            let (out, tally, _) = ran(&input(&records), &job, threads, unordered);
            let mut lines: Vec<String> = out.lines().map(str::to_owned).collect();
            lines.sort();
            (lines, tally)
        };
        prop_assert_eq!(sorted(3, true), sorted(1, false));
    }
}

/// Records that are left out still move their conversation on.
#[test]
fn a_record_that_is_left_out_is_a_turn_all_the_same() {
    let triage = Triage::new(Lexicon::builtin());
    let mut only = Only::default();
    only.add("handoff", triage.lexicon()).unwrap();
    let job = job(&triage, Writing { only, ..Writing::default() });
    let input = input(&[(0, 1, 0), (3, 1, 1), (1, 1, 2), (2, 1, 3)]);
    let (out, tally, _) = ran(&input, &job, 1, false);
    let line: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&line["id"], &line["session"]["turn"]), (&json!(3), &json!(3)));
    assert_eq!((tally.records, tally.kept), (4, 1));
}

/// Falls over one record, while it is answered or while the line of its turn is written.
struct Falls<'j> {
    job: Job<'j>,
    at: u64,
    writing: bool,
}

impl Answer for Falls<'_> {
    fn answer<'r>(
        &'r self,
        record: &'r Result<Record, BadRecord>,
        file: Option<&'r str>,
        scratch: &mut Scratch,
        out: &mut String,
    ) -> Answered<'r> {
        let here = record.as_ref().is_ok_and(|record| record.line == self.at);
        if here && !self.writing {
            out.push_str("half a line");
            panic!("a fault at {}", self.at);
        }
        let mut answered = self.job.answer(record, file, scratch, out);
        if here && let Some((turn, _)) = answered.turn.take() {
            answered.turn = Some((
                turn,
                Box::new(|_, out| {
                    out.push_str("half a line");
                    panic!("a fault in writing");
                }),
            ));
        }
        answered
    }
}

#[test]
fn a_fault_over_one_record_stays_with_it() {
    let triage = Triage::new(Lexicon::builtin());
    let records: Vec<_> = (0..1500).map(|place| (place % TEXTS.len(), 1 + place % 7, 0)).collect();
    let input = input(&records);
    let whole = ran(&input, &job(&triage, Writing::default()), 1, false).0;
    for (threads, writing) in [(1, false), (1, true), (3, false), (3, true)] {
        let answer = Falls { job: job(&triage, Writing::default()), at: 1234, writing };
        let (out, tally, bad) = ran(&input, &answer, threads, false);
        assert_eq!((tally.records, tally.bad, tally.broken, tally.kept), (1500, 1, 1, 1499));
        assert_eq!(bad.len(), 1);
        assert_eq!(bad[0].0, 1234);
        assert!(
            bad[0].1.starts_with("internal error, please report it with this message: a fault"),
            "{bad:?}"
        );
        for (place, (line, right)) in out.lines().zip(whole.lines()).enumerate() {
            let line: Value = serde_json::from_str(line).unwrap();
            let right: Value = serde_json::from_str(right).unwrap();
            assert_eq!(line["id"], right["id"]);
            if place == 1233 {
                assert_eq!(line["error"], json!(bad[0].1));
            } else {
                // A turn whose answer failed was never taken.
                let [mut line, mut right] = [line, right];
                (line["session"], right["session"]) = (Value::Null, Value::Null);
                assert_eq!(line, right);
            }
        }
        assert_eq!(out.lines().count(), 1500);
    }
}

/// A folder of its own, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("fenliu-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn fenliu(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fenliu"));
        command.args(arguments).args(["--now", "2026-11-24T14:30"]).current_dir(&self.0);
        command.env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
        command
    }

    /// Every file, by its path from here.
    fn files(&self) -> BTreeMap<String, String> {
        fn walk(folder: &Path, root: &Path, found: &mut BTreeMap<String, String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, root, found);
                } else {
                    let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                    found.insert(name, fs::read_to_string(&path).unwrap());
                }
            }
        }
        let mut found = BTreeMap::new();
        walk(&self.0, &self.0, &mut found);
        found
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn several_forms_are_written_as_they_are_one_by_one() {
    let folder = Folder::new("forms");
    fs::write(folder.0.join("in.ndjson"), input(&[(0, 0, 0), (1, 1, 0), (3, 1, 0)]) + "none\n").unwrap();
    let alone =
        |form: &str| String::from_utf8(folder.fenliu(&["in.ndjson", "-q", "--output", form]).stdout).unwrap();
    let forms = ["ndjson", "csv", "tsv"].map(alone);
    let output = folder.fenliu(&[
        "in.ndjson",
        "-q",
        "--output",
        "csv=d.csv",
        "--output",
        "ndjson",
        "--output",
        "tsv=d.tsv",
    ]);
    assert_eq!(output.status.code(), Some(0));
    let files = folder.files();
    assert_eq!(
        [&String::from_utf8(output.stdout).unwrap(), &files["d.csv"], &files["d.tsv"]],
        forms.each_ref()
    );
    assert_eq!(files.len(), 3, "{:?}", files.keys());
    assert!(forms[2].starts_with("id\tfile\t"));
    let marked = folder.fenliu(&["-t", "你好", "--output", "csv", "--bom", "--fields", "desk,id"]);
    assert_eq!(String::from_utf8(marked.stdout).unwrap(), "\u{feff}desk,id\nself_service,1\n");
}

#[test]
fn a_run_that_fails_leaves_no_file() {
    let folder = Folder::new("fails");
    fs::write(folder.0.join("old.csv"), "old").unwrap();
    let output =
        folder.fenliu(&["-t", "你好", "--output", "csv=old.csv", "--output", "ndjson=no/where.ndjson"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(folder.files(), BTreeMap::from([("old.csv".to_owned(), "old".to_owned())]));
}

#[test]
fn every_group_has_its_file() {
    let folder = Folder::new("split");
    let text = input(&[(0, 0, 0), (3, 0, 0), (5, 0, 0), (0, 0, 0)]) + "none\n";
    fs::write(folder.0.join("in.ndjson"), text).unwrap();
    let output = folder.fenliu(&[
        "in.ndjson",
        "-q",
        "--split-by",
        "category",
        "--output",
        "ndjson=by/",
        "--output",
        "csv=tables/",
        "--fields",
        "id",
    ]);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(0), &b""[..]));
    let files = folder.files();
    let of = |name: &str| files[name].as_str();
    assert_eq!(of("by/payment.ndjson"), "{\"id\":1}\n{\"id\":4}\n");
    assert_eq!((of("by/security.ndjson"), of("by/no_category.ndjson")), ("{\"id\":3}\n", "{\"id\":2}\n"));
    assert!(of("by/unreadable.ndjson").contains("\"error\":"));
    assert_eq!((of("by/complaint.ndjson"), of("tables/complaint.csv")), ("", "id\n"));
    assert_eq!(of("tables/payment.csv"), "id\n1\n4\n");
    for by in ["desk", "need", "tier"] {
        let output =
            folder.fenliu(&["in.ndjson", "-q", "--split-by", by, "--output", &format!("ndjson={by}/")]);
        assert_eq!(output.status.code(), Some(0));
        let lines = |(_, text): (String, String)| text.lines().count();
        let own = folder.files().into_iter().filter(|(name, _)| name.starts_with(&format!("{by}/")));
        assert_eq!(own.map(lines).sum::<usize>(), 5, "{by}");
    }
}

#[test]
fn a_summary_keeps_to_its_schema_and_counts_everything() {
    let schema: Value = serde_json::from_str(schema::SUMMARY).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let folder = Folder::new("summary");
    let records: Vec<_> = (0..1200).map(|place| (place % TEXTS.len(), place % 5, 600)).collect();
    fs::write(folder.0.join("in.ndjson"), input(&records) + "none\n").unwrap();
    let summary = |arguments: &[&str]| {
        let arguments =
            [&["in.ndjson", "-q", "--summary=s.json", "--output", "ndjson=d.ndjson"], arguments].concat();
        assert_eq!(folder.fenliu(&arguments).status.code(), Some(0));
        let mut summary: Value = serde_json::from_str(&folder.files()["s.json"]).unwrap();
        let faults: Vec<String> = validator.iter_errors(&summary).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?}");
        for measured in ["seconds", "records_per_second", "bytes_per_second"] {
            summary[measured] = Value::Null;
        }
        summary
    };
    let one = summary(&["-j", "1"]);
    assert_eq!(one, summary(&["-j", "3"]));
    assert_eq!((&one["records"], &one["bad"], &one["written"]), (&json!(1201), &json!(1), &json!(1200)));
    assert_eq!(one["hours"][10], json!(960));
    assert_eq!(one["categories"]["payment"], json!(200));
    assert_eq!(one["bytes"], json!(folder.files()["in.ndjson"].len()));
    let sum = |name: &str| {
        one[name].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum::<u64>()
    };
    assert_eq!((sum("needs"), sum("tiers"), sum("desks")), (1200, 1200, 1200));
    let mut fewer = summary(&["--only", "category=payment"]);
    assert_eq!(fewer["written"], json!(200));
    fewer["written"] = one["written"].clone();
    assert_eq!(fewer, one);
    let nothing = folder.fenliu(&["in.ndjson", "-q", "--min-score", "100", "--summary=s.json"]);
    assert!(nothing.stdout.is_empty());
    let drawn = folder.fenliu(&["in.ndjson", "-q", "--summary", "--only", "handoff"]);
    let drawn = String::from_utf8(drawn.stderr).unwrap();
    for part in ["1201 records in ", "written: 200", "unreadable: 1", "10:00", "about 70%", "over 90%"] {
        assert!(drawn.contains(part), "{part} in\n{drawn}");
    }
}

/// Sends a signal to a run that waits for its input, and gives its code and what it said.
#[cfg(unix)]
fn interrupted(folder: &Folder, arguments: &[&str], signals: &[&str]) -> (Option<i32>, String) {
    let mut command = folder.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all("退款没到账\n退款没到".as_bytes()).unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    let mut answer = String::new();
    answers.read_line(&mut answer).unwrap();
    for signal in signals {
        Command::new("kill").args([signal, child.id().to_string().as_str()]).status().unwrap();
    }
    // Standard input stays open: only the signal ends the run.
    let mut rest = String::new();
    std::io::Read::read_to_string(&mut answers, &mut rest).unwrap();
    assert_eq!(rest, "", "half a record is none");
    let output = child.wait_with_output().unwrap();
    drop(stdin);
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[cfg(unix)]
#[test]
fn a_run_that_is_interrupted_ends_cleanly() {
    let folder = Folder::new("interrupted");
    for signal in ["-INT", "-TERM"] {
        let arguments = ["--summary", "--output", "ndjson", "--output", "csv=d.csv", "--fields", "id,score"];
        let (code, said) = interrupted(&folder, &arguments, &[signal]);
        assert_eq!(code, Some(130), "{said}");
        assert!(said.starts_with("fenliu: interrupted; 1 records were done, and are in "), "{said}");
        assert!(said.contains("d.csv.partial") && said.contains("stopped before the end"), "{said}");
        let files = folder.files();
        assert_eq!(files.keys().collect::<Vec<_>>(), ["d.csv.partial"]);
        let partial = &files["d.csv.partial"];
        assert!(partial.starts_with("id,score\n1,") && partial.lines().count() == 2, "{partial}");
    }
}

/// What a run writes into a folder that it reads is no input: neither what has its name from a run before, nor what is under
/// way.
#[test]
fn what_is_written_into_a_folder_is_not_read_from_it() {
    let folder = Folder::new("own-output");
    fs::create_dir(folder.0.join("in")).unwrap();
    fs::write(folder.0.join("in/a.txt"), "退款没到账\n").unwrap();
    let passed = |arguments: &[&str]| {
        let output = folder.fenliu(&[&["in", "--fields", "id"], arguments].concat());
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stderr).unwrap()
    };
    let files = ["--output", "csv=in/d.csv", "--summary=in/s.json"];
    assert_eq!(passed(&files), "");
    assert_eq!(passed(&files), "fenliu: in: 2 files passed over that this run writes; first: in/d.csv.\n");
    assert_eq!(folder.files()["in/d.csv"], "id\n1\n");
    for file in ["in/d.csv", "in/s.json"] {
        fs::remove_file(folder.0.join(file)).unwrap();
    }
    let split = ["--split-by", "tier", "--output", "ndjson=in/tiers/"];
    assert_eq!(passed(&split), "");
    assert!(
        passed(&split).starts_with("fenliu: in: 4 files passed over that this run writes; first: in/tiers/")
    );
    assert_eq!(folder.files()["in/tiers/2.ndjson"], "{\"id\":1}\n");
    fs::remove_dir_all(folder.0.join("in/tiers")).unwrap();
    // Under way it has another name, which is hidden.
    let said = passed(&["--no-ignore", "--output", "csv=in/d.csv"]);
    assert!(
        said.starts_with("fenliu: in: 1 file passed over that this run writes; first: in/.d.csv."),
        "{said}"
    );
}

/// Where a shell sends standard output is no input either; a file that is named is refused, or it would grow for ever.
#[cfg(unix)]
#[test]
fn where_standard_output_goes_is_not_read() {
    let folder = Folder::new("own-stdout");
    fs::create_dir(folder.0.join("in")).unwrap();
    fs::write(folder.0.join("in/a.txt"), "退款没到账\n").unwrap();
    let run = |line: &str| {
        let mut command = Command::new("sh");
        command.args(["-c", line]).current_dir(&folder.0).env("FENLIU", env!("CARGO_BIN_EXE_fenliu"));
        let output = command.env("LC_ALL", "C.UTF-8").stdin(Stdio::null()).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let said = "fenliu: in: 1 file passed over that this run writes; first: in/out.ndjson.\n";
    assert_eq!(run("$FENLIU in --fields id > in/out.ndjson"), (Some(0), said.to_owned()));
    assert_eq!(folder.files()["in/out.ndjson"], "{\"id\":1}\n");
    for follow in ["", "--follow"] {
        let said = "fenliu: in/a.txt: this run writes it, so it is not read.\n";
        assert_eq!(run(&format!("$FENLIU {follow} in/a.txt >> in/a.txt")), (Some(2), said.to_owned()));
    }
    assert_eq!(folder.files()["in/a.txt"], "退款没到账\n");
}
