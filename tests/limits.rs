//! Every limit of docs/limits.md is met with an error that says what is wrong; the program stops at none of them.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fmt::Write as _;
use std::io::Cursor;
use std::process::{Command, Output};

use fenliu::diagnostic::Source;
use fenliu::lexicon::Lexicon;
use fenliu::stream::{Format, Input, MAX_RECORD, Reader, Separator, parse};

/// The complaints about a pack of the built-in one and one more file.
fn complaints(name: &str, text: String) -> String {
    let pack = "name = \"p\"\nversion = \"1\"\nextends = \"builtin\"\n".to_owned();
    let mut sources = Vec::new();
    sources.push(Source { name: "pack.toml".to_owned(), text: pack });
    sources.push(Source { name: name.to_owned(), text });
    match Lexicon::parse(&sources) {
        Ok(_) => "sound".to_owned(),
        Err(faults) => faults.iter().map(|fault| format!("{}\n", fault.message.en)).collect(),
    }
}

fn term(text: &str) -> String {
    format!("[[term]]\ntext = \"{text}\"\nweight = 1\nhits = [\"x\"]\n")
}

#[test]
fn brackets_nest_only_so_deep() {
    let deep = |levels: usize| term(&format!("{}甲{}", "(".repeat(levels), ")".repeat(levels)));
    assert_eq!(complaints("payment.toml", deep(24)), "sound");
    assert!(complaints("payment.toml", deep(25)).contains("brackets nest deeper than 24"));
    assert!(complaints("payment.toml", deep(100_000)).contains("brackets nest deeper than 24"));
}

#[test]
fn concepts_nest_only_so_deep_and_in_no_circle() {
    let circle = "[[concept]]\nname = \"圈甲\"\nany = [\"{圈乙}\"]\n[[concept]]\nname = \"圈乙\"\nany = [\"{圈甲}\"]\n";
    assert!(complaints("concepts.toml", circle.to_owned()).contains("contains itself"));
    let mut row = String::new();
    for level in 0..2_000 {
        let _ = writeln!(row, "[[concept]]\nname = \"层{level}\"\nany = [\"{{层{}}}\"]", level + 1);
    }
    row += "[[concept]]\nname = \"层2000\"\nany = [\"甲\"]\n";
    assert!(complaints("concepts.toml", row).contains("concepts nest deeper than 24"));
}

#[test]
fn alternatives_expand_only_so_far() {
    let letters: Vec<String> = ('a'..='z').map(String::from).collect();
    let product = format!("({})", letters.join("|"));
    // Twelve in a row stand for 26¹² wordings, but are twelve sets one after the other.
    assert_eq!(complaints("payment.toml", term(&product.repeat(12))), "sound");
    let product = product.repeat(1_000);
    assert!(complaints("payment.toml", term(&product)).contains("more than 256 routes or 20000 wordings"));
    let optional = "[甲…]".repeat(60) + "乙";
    assert!(complaints("payment.toml", term(&optional)).contains("more than 256 routes or 20000 wordings"));
}

#[test]
fn a_pack_may_have_many_terms() {
    let mut file = String::new();
    for number in 0..20_000 {
        file += &term(&format!("词条{number}号"));
    }
    assert_eq!(complaints("payment.toml", file), "sound");
}

fn records(bytes: Vec<u8>, format: Format) -> Vec<Result<String, String>> {
    let input = Input::open(Box::new(Cursor::new(bytes))).unwrap();
    let reader = Reader::open(input, format, Separator::Newline).unwrap().unwrap();
    reader.map(|record| record.unwrap().map(|record| record.text).map_err(|bad| bad.error)).collect()
}

#[test]
fn a_record_is_only_so_long() {
    let mut bytes = vec![b'a'; MAX_RECORD + 1];
    bytes.extend_from_slice("\n二\n".as_bytes());
    let found = records(bytes, Format::Text);
    // What is over the limit is decided by its beginning, and says so.
    assert_eq!(found[0].as_ref().unwrap().len(), MAX_RECORD);
    assert_eq!(found[1], Ok("二".to_owned()));
}

#[test]
fn json_nests_as_deep_as_it_likes_and_is_not_built() {
    for levels in [100, 127, 128, 1_000, 200_000] {
        let (open, close) = ("[".repeat(levels), "]".repeat(levels));
        let line = format!("{{\"id\":7,\"deep\":{open}{close},\"text\":\"一\"}}");
        // A stack that overflows would end this test; a record that is refused would lose a message.
        assert_eq!(parse(line.as_bytes(), 1).unwrap().text, "一", "{levels}");
    }
}

#[test]
fn a_pack_may_be_large() {
    let note = format!("# {}\n", "注".repeat(100));
    let file = term("词条").replace('\n', &format!("\n{}", note.repeat(7_000)));
    assert!(file.len() > 8 * 1024 * 1024);
    assert_eq!(complaints("payment.toml", file), "sound");
}

#[test]
fn a_row_has_only_so_many_cells() {
    let row = |cells: usize| format!("{}\n", vec!["一"; cells].join(","));
    let bytes = format!("text,b\n{}{}{}", row(2), row(5_000), row(2)).into_bytes();
    let found = records(bytes, Format::Table(b','));
    let said = found[1].as_ref().unwrap_err();
    assert_eq!(said, "the row has more than 4096 cells");
    assert_eq!((found[0].as_deref(), found[2].as_deref(), found.len()), (Ok("一"), Ok("一"), 3));
}

#[cfg(unix)]
mod names {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::{env, fs};

    use super::{Command, Output};

    fn fenliu(folder: &std::path::Path, file: &OsStr) -> Output {
        Command::new(env!("CARGO_BIN_EXE_fenliu"))
            .current_dir(folder)
            .args(["classify", "--lang", "en"])
            .arg(file)
            .output()
            .unwrap()
    }

    #[test]
    fn a_file_name_need_be_no_utf8() {
        let folder = env::temp_dir().join(format!("fenliu-limits-name-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let name = OsStr::from_bytes(b"\xC1\xC4.txt");
        fs::write(folder.join(name), "一\n").unwrap();
        let done = fenliu(&folder, name);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(done.status.code(), Some(0));
        assert!(String::from_utf8(done.stdout).unwrap().contains("xC1"));
    }

    #[test]
    fn folders_in_a_circle_are_read_once() {
        let folder = env::temp_dir().join(format!("fenliu-limits-folder-{}", std::process::id()));
        fs::create_dir_all(folder.join("in/side")).unwrap();
        fs::write(folder.join("in/side/a.txt"), "一\n").unwrap();
        std::os::unix::fs::symlink("..", folder.join("in/side/up")).unwrap();
        let found = [&["in", "--follow-links"][..], &["in"]].map(|arguments| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_fenliu"));
            let done = command.current_dir(&folder).args(arguments).output().unwrap();
            let said = String::from_utf8(done.stderr).unwrap();
            (done.status.code(), String::from_utf8(done.stdout).unwrap().lines().count(), said)
        });
        fs::remove_dir_all(&folder).unwrap();
        let [followed, plain] = found;
        assert_eq!((followed.0, followed.1), (Some(2), 1));
        assert!(
            followed.2.contains("up: a symbolic link that leads back to in; it is not followed"),
            "{}",
            followed.2
        );
        assert_eq!((plain.0, plain.1), (Some(0), 1));
        assert!(plain.2.contains("1 symbolic link passed over"), "{}", plain.2);
    }

    #[test]
    fn links_in_a_circle_are_an_error() {
        let folder = env::temp_dir().join(format!("fenliu-limits-link-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        std::os::unix::fs::symlink("b", folder.join("a")).unwrap();
        std::os::unix::fs::symlink("a", folder.join("b")).unwrap();
        let done = fenliu(&folder, OsStr::new("a"));
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(done.status.code(), Some(2));
        assert!(String::from_utf8(done.stderr).unwrap().contains("a: can't be read"));
    }
}
