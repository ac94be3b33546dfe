//! The rows of the service description, and whether each has the cases that it needs.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    row: Vec<Row>,
    pending: Vec<Pending>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    sort: Vec<Sort>,
    about: String,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Sort {
    /// It behaves so.
    Rule,
    /// It has this figure.
    Number,
    /// It tells the writer so.
    Advice,
    /// It only says so.
    Context,
}

/// A row whose cases wait for something that is not built yet.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pending {
    id: String,
    waits_for: String,
}

/// Rows whose cases are told as conversations, with their look-alikes, in tests/sessions.
const IN_SESSIONS: [&str; 2] = ["F4", "F5"];

/// Every row that is a rule or a number has a case and a look-alike, every advice a case; whatever is pending is printed.
pub(crate) fn check(list: &Path, told: &[(String, bool)]) {
    let Rows { row: rows, pending } = toml::from_str(&std::fs::read_to_string(list).unwrap()).unwrap();
    let ids: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids.len(), rows.len(), "a row stands twice in the list");
    for id in told.iter().map(|(id, _)| id.as_str()).chain(pending.iter().map(|row| row.id.as_str())) {
        assert!(ids.contains(id), "there is no row {id}");
    }
    for row in &pending {
        // Written past the harness, which would keep it to itself.
        let line = format!("PENDING: row {} has no case of its own until {}\n", row.id, row.waits_for);
        std::io::stderr().write_all(line.as_bytes()).unwrap();
    }
    let sessions = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions/changes.toml");
    let sessions = std::fs::read_to_string(sessions).unwrap();
    for id in IN_SESSIONS {
        assert!(sessions.contains(&format!("row = \"{id}\"")), "tests/sessions has no case of {id}");
    }
    let mut lacking = Vec::new();
    for row in &rows {
        let elsewhere = IN_SESSIONS.contains(&row.id.as_str());
        if elsewhere || pending.iter().any(|pending| pending.id == row.id) {
            continue;
        }
        let has = |look_alike: bool| told.iter().any(|(id, alike)| *id == row.id && *alike == look_alike);
        let behaves = row.sort.iter().any(|sort| matches!(sort, Sort::Rule | Sort::Number));
        if (behaves || row.sort.contains(&Sort::Advice)) && !has(false) {
            lacking.push(format!("{} ({}) has no case", row.id, row.about));
        }
        if behaves && !has(true) {
            lacking.push(format!("{} ({}) has no look-alike", row.id, row.about));
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}
