//! Strings that break out of things, through every command and every form of output: nothing gets out of its place.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

#[path = "attacks/program.rs"]
mod program;

use std::fs;
use std::sync::LazyLock;

use fenliu::lexicon::Lexicon;
use program::{Folder, Output, run};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct File {
    attack: Vec<Attack>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Attack {
    name: String,
    text: String,
    /// What must never stand raw in an output.
    never: Vec<String>,
}

/// A whole pack that is small, where it does not matter which one decides.
const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rules/base");

static ATTACKS: LazyLock<Vec<Attack>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("attacks/strings.toml")).unwrap();
    assert!(file.attack.len() > 50);
    file.attack
});

/// What acts: a terminal obeys it, or it turns the order of what stands around.
fn acts(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Nothing acts in either stream, no line is a command of a machine that reads logs, no attack stands there raw.
fn harmless(output: &Output, what: &str) {
    for text in [&output.out, &output.err] {
        let acting = text.chars().find(|c| acts(*c));
        assert!(acting.is_none(), "{what}: {acting:?} in {text:?}");
        for line in text.lines().map(str::trim_start) {
            let command =
                ["::", "##[", "##teamcity", "##vso"].iter().any(|command| line.starts_with(command));
            assert!(!command, "{what}: a command to whoever keeps a log: {line}");
        }
        for attack in ATTACKS.iter() {
            for never in &attack.never {
                assert!(!text.contains(never.as_str()), "{what}: {} let {never:?} through", attack.name);
            }
        }
    }
}

/// The same, and the program ran.
fn safe(arguments: &[&str], input: &str) -> String {
    let output = run(arguments, input);
    harmless(&output, &arguments.join(" "));
    assert!(output.code.is_some_and(|code| code < 2), "{arguments:?}: {}", output.err);
    output.out
}

/// A record an attack: it is the message, and every field that is given back.
fn records() -> String {
    let record = |(place, attack): (usize, &Attack)| {
        let text = match place % 3 {
            0 => attack.text.clone(),
            1 => format!("付款失败{}退款三天了还没到账", attack.text),
            _ => format!("{}我的号被盗了，报错{}", attack.text, attack.text),
        };
        json!({"id": attack.text, "text": text, "session": attack.text, "user": attack.text, "region": attack.text,
               "device": attack.text, "history": {"payment": 2, attack.text.as_str(): 1}})
            .to_string()
    };
    ATTACKS.iter().enumerate().map(record).collect::<Vec<_>>().join("\n")
}

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

/// No cell is a formula to a spreadsheet, every row has as many cells, and the guard can be undone.
fn table(text: &str, rows: usize) -> Vec<csv::StringRecord> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let read: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert!(read.len() >= rows, "{} of {rows}", read.len());
    assert_eq!(text.lines().count(), read.len() + 1, "a row is a line");
    for cell in read.iter().flatten() {
        let bare = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
        for cell in [cell, bare] {
            let number = cell.parse::<f64>().is_ok();
            assert!(
                number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']),
                "{cell:?}"
            );
        }
    }
    read
}

#[test]
fn decisions_and_evidence() {
    let input = records();
    for command in ["classify", "extract"] {
        for more in [&[][..], &["--redact"], &["--color", "always"]] {
            let text = [&[command, "--output", "text"], more].concat();
            if more.first() != Some(&"--color") {
                safe(&text, &input);
            }
            let found = lines(&safe(&[&[command, "--output", "ndjson"], more].concat(), &input));
            for (found, attack) in found.iter().zip(ATTACKS.iter()) {
                assert_eq!(found["id"], attack.text.as_str(), "{}", attack.name);
            }
            let rows = table(&safe(&[&[command, "--output", "csv"], more].concat(), &input), ATTACKS.len());
            let bare: Vec<_> = ATTACKS.iter().filter(|attack| !attack.text.contains(acts_or_hides)).collect();
            for attack in bare {
                let undone = |cell: &str| cell.strip_prefix('\'').unwrap_or(cell) == attack.text;
                assert!(rows.iter().any(|row| undone(&row[0])), "{} can't be had back", attack.name);
            }
        }
    }
}

/// What a cell shows in another form, so that only the guard can be undone.
fn acts_or_hides(c: char) -> bool {
    acts(c)
        || c == '\n'
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{378}' | '\u{e0000}'..='\u{e007f}')
}

/// Colour is written by the program alone: what is left without its few sequences does not act.
#[test]
fn colours_are_the_programs_own() {
    for arguments in [&["--output", "text"][..], &["extract", "--output", "text"]] {
        let output = run(&[arguments, &["--color", "always"]].concat(), &records());
        let mut bare = String::new();
        let mut rest = output.out.as_str();
        while let Some((before, after)) = rest.split_once("\u{1b}[") {
            bare.push_str(before);
            let end = after.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap();
            assert_eq!(after.as_bytes()[end], b'm', "{after}");
            rest = &after[end + 1..];
        }
        bare.push_str(rest);
        assert!(!bare.contains(acts), "{bare:?}");
        assert!(!bare.contains("red\u{1b}"));
    }
}

#[test]
fn one_message_with_all_reasons() {
    for attack in ATTACKS.iter() {
        let record = json!({"text": format!("付款失败{0}退款{0}", attack.text), "session": attack.text,
                            "history": {"fault": 1}, "user": attack.text});
        safe(&["explain", "--why-not", "tech", "--redact"], &record.to_string());
    }
    let all: String = ATTACKS.iter().map(|attack| format!("付款失败{}", attack.text)).collect();
    let record = json!({"text": all}).to_string();
    for lang in ["zh", "en"] {
        safe(&["explain", "--why-not", "tech", "--lang", lang], &record);
    }
    let case = safe(&["explain", "--as-case"], &record);
    let case: toml::Table = toml::from_str(&case).unwrap();
    assert_eq!(case["case"][0]["message"].as_str(), Some(all.as_str()));
}

#[test]
fn words_of_messages() {
    let input = records();
    safe(&["segment"], &input);
    let found = lines(&safe(&["segment", "--output", "ndjson"], &input));
    for (found, attack) in found.iter().zip(ATTACKS.iter()) {
        assert_eq!(found["id"], attack.text.as_str(), "{}", attack.name);
    }
}

#[test]
fn what_cannot_be_read() {
    let mut input = String::from("{\"text\": 1}\n");
    for attack in ATTACKS.iter() {
        for field in ["time", "role", "account", "text"] {
            let value = if field == "text" { json!([attack.text]) } else { json!(attack.text) };
            input.push_str(&json!({"id": attack.text, "text": "a", field: value}).to_string());
            input.push('\n');
        }
        input.push_str(&format!("{}\n", json!({attack.text.as_str(): 1})));
        input.push_str(&format!("{{{}\n", attack.text.replace('\n', " ")));
    }
    for arguments in [
        &["--output", "text", "-v"][..],
        &["--output", "ndjson", "-v"],
        &["--output", "csv", "-v"],
        &["extract", "--output", "csv"],
        &["segment", "--output", "ndjson", "-v"],
    ] {
        let shown = safe(arguments, &input);
        if arguments.contains(&"csv") {
            table(&shown, ATTACKS.len());
        } else if arguments.contains(&"ndjson") {
            assert!(lines(&shown).len() > ATTACKS.len());
        }
    }
    for attack in ATTACKS.iter() {
        let header = format!("\"{}\",b\n1,2\n", attack.text.replace('"', "\"\""));
        harmless(&run(&["--input", "csv"], &header), &attack.name);
    }
}

/// Options, names of files and profiles come from people too, and are quoted in complaints.
#[test]
fn names_and_options() {
    let folder = Folder::new("names");
    for attack in ATTACKS.iter().filter(|attack| !attack.text.contains('\0')) {
        let missing = folder.path.join(attack.text.replace('/', "_"));
        let missing = missing.to_str().unwrap();
        for arguments in [
            &["--", missing][..],
            &["--account", &attack.text],
            &["--now", &attack.text],
            &["--pack", missing],
            &["--profile", missing],
            &["explain", "--pack", SMALL, "--why-not", &attack.text, "付款失败"],
            &["lexicon", "rule", "--", &attack.text],
            &["lexicon", "check", "--", missing],
            &[
                "lexicon",
                "diff",
                "--pack",
                SMALL,
                "--fail-on",
                &attack.text,
                "--corpus",
                missing,
                "--against",
                missing,
            ],
            &["lexicon", "coverage", "--pack", SMALL, "--fail-under", &attack.text],
            &["lexicon", "test", "--pack", SMALL, "--output", &attack.text, "--", missing],
            &["eval", "--pack", SMALL, "--by", &attack.text, "--", missing],
            &["track", "--pack", SMALL, "--", missing],
            &["replay", "--pack", SMALL, "--", missing],
            &[attack.text.as_str()],
        ] {
            harmless(&run(arguments, ""), &attack.name);
        }
        if fs::write(missing, records()).is_ok() {
            for output in ["text", "ndjson", "csv"] {
                let shown = safe(&["--pack", SMALL, "--output", output, "--", missing], "");
                if output == "ndjson" {
                    assert_eq!(lines(&shown)[0]["source"]["file"], missing);
                }
            }
            let profile = json!({"profiles": {attack.text.as_str(): {attack.text.as_str(): 1}}}).to_string();
            fs::write(missing, profile).unwrap();
            harmless(&run(&["--pack", SMALL, "--profile", missing], "a"), &attack.name);
        }
    }
}

#[test]
fn tickets_and_conversations() {
    let (mut events, mut turns) = (String::new(), String::new());
    for (place, attack) in ATTACKS.iter().enumerate() {
        for step in ["received", "routed", "handled", attack.text.as_str()] {
            let minute = format!("2026-11-24T14:{place:02}");
            let event = json!({"ticket": attack.text, "event": step, "time": minute, "desk": attack.text});
            events.push_str(&format!("{event}\n"));
        }
        let turn = json!({"session": attack.text, "text": attack.text, "transfer": place % 2 == 0});
        turns.push_str(&format!(
            "{turn}\n{}\n",
            json!({"session": attack.text, "text": "a", "transfer": attack.text})
        ));
    }
    safe(&["track", "-v"], &events);
    page(&safe(&["track", "--output", "html", "-q"], &events));
    safe(&["replay", "-v"], &turns);
    assert_eq!(lines(&safe(&["replay", "--output", "json"], &turns))[0]["conversations"], ATTACKS.len());
}

/// Only elements of the program's own, no handler, and a policy that would stop a script.
fn page(html: &str) {
    assert!(html.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'"), "{html}");
    let known = [
        "!doctype", "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p",
        "main", "nav", "section", "article", "ul", "ol", "li", "dl", "dt", "dd", "a", "span", "b", "strong",
        "em", "small", "time", "table", "thead", "tbody", "tr", "th", "td", "caption", "div", "footer",
        "link", "abbr", "sup", "br", "i", "details", "summary", "svg", "path", "rect", "line", "circle",
        "text", "g",
    ];
    for part in html.split('<').skip(1) {
        let tag = part.trim_start_matches('/');
        let name = &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '!').unwrap_or(tag.len())];
        assert!(known.contains(&name.to_ascii_lowercase().as_str()), "<{name}");
        let inside = tag.split('>').next().unwrap();
        assert!(!inside.contains(" on") || name.starts_with('!'), "<{inside}>");
        assert!(!inside.contains("javascript:") && !inside.contains("evil.example"), "<{inside}>");
    }
    assert_eq!(html.matches("<style").count(), 1);
    assert_eq!(html.matches("<title").count(), 1);
}

#[test]
fn measures_and_suggestions() {
    let row = |attack: &Attack| {
        json!({"text": format!("{0}付款失败{0}", attack.text), "topics": ["fault"], "need": "none", "shop": attack.text,
               "key": attack.text, "id": attack.text})
        .to_string()
    };
    let wrong =
        |attack: &Attack| json!({"text": "a", "topics": [attack.text], "need": attack.text}).to_string();
    let rows: String = ATTACKS.iter().map(|attack| row(attack) + "\n" + &wrong(attack) + "\n").collect();
    for more in [&[][..], &["--no-redact"]] {
        let eval = [&["eval", "--by", "shop", "--errors", "99", "--terms", "-v"], more].concat();
        safe(&eval, &rows);
        let found = lines(&safe(&[&eval[..], &["--output", "json"]].concat(), &rows));
        assert!(found[0].is_object());
        let twice = rows.repeat(2);
        let suggest = [&["suggest", "--least", "1", "-q"], more].concat();
        safe(&suggest, &twice);
        lines(&safe(&[&suggest[..], &["--output", "ndjson"]].concat(), &twice));
    }
    for output in ["text", "json"] {
        safe(&["tune", "--group", "shop", "-v", "--output", output], &rows);
    }
}

/// A pack whose texts are attacks, as far as it is sound with them.
fn pack(folder: &Folder) -> String {
    let builtin = |name: &str| {
        Lexicon::builtin_sources().into_iter().find(|source| source.name.ends_with(name)).unwrap().text
    };
    let all = ATTACKS.iter().map(|attack| attack.text.as_str()).collect::<Vec<_>>().join(" · ");
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut desk = builtin("desk.toml");
    for name in ["金融专线", "钱包帮助中心", "帮助中心", "三级菜单隐藏", "客户经理直连", "紧急解冻"]
    {
        desk = desk.replace(&format!("\"{name}\""), &quoted(&all));
    }
    fs::write(folder.path.join("desk.toml"), desk).unwrap();
    let pack =
        format!("name = {}\nversion = {}\nextends = \"builtin\"\n", quoted(&all), quoted(&ATTACKS[0].text));
    fs::write(folder.path.join("pack.toml"), pack).unwrap();
    folder.path.to_str().unwrap().to_owned()
}

#[test]
fn a_pack_that_is_sound() {
    let folder = Folder::new("sound");
    let pack = pack(&folder);
    for command in [&["desk"][..], &["desk", "--output", "json"], &["desk", "--output", "html"]] {
        for lang in ["zh", "en"] {
            let shown = safe(&[command, &["--pack", &pack, "--lang", lang]].concat(), "");
            match command.last() {
                Some(&"html") => page(&shown),
                Some(&"json") => assert!(lines(&shown)[0].is_object()),
                _ => {}
            }
        }
    }
    for output in ["text", "ndjson", "csv"] {
        safe(&["--pack", &pack, "--output", output], "付款失败\n退款未到账");
    }
    safe(&["explain", "--pack", &pack, "付款失败"], "");
    audits(&["lexicon", "check", &pack], &folder);
}

/// A pack of terms that are attacks: most of them it can't be sound with, and every complaint quotes one.
#[test]
fn a_pack_that_is_not() {
    let folder = Folder::new("unsound");
    pack(&folder);
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut terms = String::new();
    for attack in ATTACKS.iter() {
        let text = quoted(&attack.text);
        terms.push_str(&format!(
            "[[term]]\ntext = {text}\nwhy = {text}\nnot_within = [{text}]\nhits = [{text}]\nmisses = [{text}]\n{text} = 1\n"
        ));
    }
    fs::write(folder.path.join("payment.toml"), format!("{terms}{}", "[[term]]\ntext = \u{1b}[31m\n"))
        .unwrap();
    let pack = folder.path.to_str().unwrap();
    harmless(&run(&["--pack", pack], "a"), "a pack that is no TOML");
    audits(&["lexicon", "check", pack], &folder);
    fs::write(folder.path.join("payment.toml"), terms).unwrap();
    harmless(&run(&["--pack", pack], "a"), "a pack that is not sound");
    audits(&["lexicon", "check", pack], &folder);
    for lang in ["zh", "en"] {
        harmless(&run(&["lexicon", "fmt", "--check", pack, "--lang", lang], ""), "fmt");
    }
}

/// A pack that differs, cases that fail and messages that move, in every form.
#[test]
fn tests_coverage_and_comparison() {
    let folder = Folder::new("reports");
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let old = Folder::new("old");
    for file in fs::read_dir(SMALL).unwrap().map(|file| file.unwrap().path()) {
        for folder in [&folder, &old] {
            fs::copy(&file, folder.path.join(file.file_name().unwrap())).unwrap();
        }
    }
    let term = |attack: &Attack| {
        let plain: String = attack.text.chars().filter(|c| c.is_alphanumeric()).collect();
        format!(
            "[[term]]\ntext = \"琥珀{plain}\"\nwhy = {}\nhits = [{}]\n",
            quoted(&attack.text),
            quoted(&format!("我的琥珀{plain}坏了{}", attack.text))
        )
    };
    let mut seen = std::collections::BTreeSet::new();
    let terms: String = ATTACKS
        .iter()
        .map(term)
        .filter(|term| seen.insert(term.lines().nth(1).unwrap().to_owned()))
        .collect();
    let payment = fs::read_to_string(old.path.join("payment.toml")).unwrap();
    let payment = payment.replace("\"支付\"", &quoted(&ATTACKS[0].text));
    fs::write(folder.path.join("payment.toml"), format!("{payment}\n{terms}")).unwrap();
    let case = |attack: &Attack| {
        format!(
            "[[case]]\nid = {0}\nmessage = {1}\nnow = \"2026-11-24T14:30\"\ndesk = \"finance\"\n",
            quoted(&attack.text),
            quoted(&format!("付款失败{}", attack.text))
        )
    };
    let cases: String = ATTACKS.iter().map(case).collect();
    let fixture = folder.path.join("cases");
    fs::create_dir(&fixture).unwrap();
    fs::write(fixture.join("attacks.toml"), cases).unwrap();
    let corpus = folder.path.join("corpus.ndjson");
    let message = |attack: &Attack| {
        let plain: String = attack.text.chars().filter(|c| c.is_alphanumeric()).collect();
        json!({"text": format!("{0}我的琥珀{plain}坏了{0}", attack.text), "id": attack.text}).to_string()
            + "\n"
    };
    fs::write(&corpus, ATTACKS.iter().map(message).collect::<String>()).unwrap();
    let [pack, fixture, corpus] = [&folder.path, &fixture, &corpus].map(|path| path.to_str().unwrap());
    audits(&["lexicon", "test", fixture, "--pack", pack], &folder);
    let old = old.path.to_str().unwrap();
    for format in ["text", "json", "markdown"] {
        for more in [&[][..], &["--no-redact"]] {
            let arguments = [
                &[
                    "lexicon",
                    "diff",
                    "--pack",
                    pack,
                    "--against",
                    old,
                    "--corpus",
                    corpus,
                    "--output",
                    format,
                ],
                more,
            ]
            .concat();
            shown(format, &run(&arguments, ""));
        }
        let arguments =
            ["lexicon", "coverage", fixture, "--pack", pack, "--corpus", corpus, "--output", format];
        shown(format, &run(&arguments, ""));
    }
}

/// Every form that a command of packs can write.
fn audits(arguments: &[&str], folder: &Folder) {
    for format in ["text", "json", "sarif", "junit", "github", "gitlab", "markdown"] {
        for lang in ["zh", "en"] {
            let file = folder.path.join("out");
            let target = format!("{format}={}", file.to_str().unwrap());
            let output = run(&[arguments, &["--lang", lang, "--output", format]].concat(), "");
            shown(format, &output);
            harmless(&run(&[arguments, &["--lang", lang, "--output", &target]].concat(), ""), format);
            if let Ok(text) = fs::read_to_string(&file) {
                shown(format, &Output { out: text, err: String::new(), code: Some(0) });
            }
        }
    }
}

/// An output of one form parses, and holds nothing that is not its own.
fn shown(format: &str, output: &Output) {
    let text = &output.out;
    assert!(!text.is_empty(), "{format}: {}", output.err);
    if format == "github" {
        // It is made of such commands: each line is one, or plain.
        assert!(!text.chars().any(acts), "{text:?}");
        for line in text.lines().filter(|line| line.starts_with("::")) {
            let rest = line.trim_start_matches("::");
            assert!(
                ["error ", "warning ", "notice "].iter().any(|name| rest.starts_with(name))
                    || rest.starts_with("notice::"),
                "{line}"
            );
            assert!(!rest.split("::").next().unwrap().contains("x.toml"), "{line}");
        }
        return;
    }
    harmless(output, format);
    match format {
        "json" | "sarif" | "gitlab" => {
            serde_json::from_str::<Value>(text).unwrap_or_else(|error| panic!("{format}: {error}: {text}"));
        }
        "junit" => {
            let document = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"));
            let known = [
                "testsuites",
                "testsuite",
                "properties",
                "property",
                "testcase",
                "failure",
                "skipped",
                "system-out",
            ];
            for node in document.descendants().filter(roxmltree::Node::is_element) {
                assert!(known.contains(&node.tag_name().name()), "{:?}", node.tag_name());
                assert!(node.attribute("name") != Some("owned"));
            }
        }
        "markdown" => {
            for line in text.lines() {
                let mut bare = line.to_owned();
                for escaped in "\\`*_{}[]()!~+-".chars() {
                    bare = bare.replace(&format!("\\{escaped}"), "");
                }
                for attack in
                    ["<script", "<img", "<iframe", "<style", "](http", "@everyone", "# owned", "- [x]"]
                {
                    assert!(!bare.contains(attack), "{attack} in {line}");
                }
            }
        }
        _ => {}
    }
}
