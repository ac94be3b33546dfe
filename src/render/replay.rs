//! What thresholds do to labelled conversations, as a table for people and as one JSON object.

use serde_json::{Value, json};

use super::canvas::{Ink, columns, pad, paint};
use super::origin::{Lang, PackInfo, Style};
use super::writer::{inert, rounded};
use crate::review::{Replayed, TOLERANCES};

/// What was replayed.
#[derive(Clone, Copy, Debug)]
pub struct Replay<'r> {
    /// How many conversations.
    pub conversations: usize,
    /// First and last threshold of a row, and what it does.
    pub rows: &'r [(u8, u8, Replayed)],
    /// What the conversations' own state does.
    pub state: Replayed,
    /// How early hits are weighed against late ones.
    pub adjust: f64,
    /// The pack that scored.
    pub pack: PackInfo<'r>,
}

/// Columns of a table.
const WIDTHS: [usize; 9] = [10, 8, 10, 7, 14, 6, 6, 6, 6];

/// Draws the table, the best row of the middle tolerance marked.
pub fn text(replay: &Replay<'_>, style: &Style, out: &mut String) {
    let lang = style.lang;
    let head = match lang {
        Lang::Zh => {
            format!("{} 段对话，{} 段应该转人工", replay.conversations, replay.state.wanted)
        }
        Lang::En => {
            format!("{} conversations, {} that want a person", replay.conversations, replay.state.wanted)
        }
    };
    paint(&head, Ink::Strong, style.color, out);
    out.push_str("\n\n");
    let names = match lang {
        Lang::Zh => ["门槛", "找回", "不必转", "太早", "太晚（轮）", "GT-1", "GT-2", "GT-3", "F1"],
        Lang::En => {
            ["threshold", "recall", "needless", "early", "late (turns)", "GT-1", "GT-2", "GT-3", "F1"]
        }
    };
    cells(names.map(str::to_owned), out);
    out.push('\n');
    let best = replay.rows.iter().map(|row| row.2.golden[1]).fold(0.0, f64::max);
    for (first, last, replayed) in replay.rows {
        let name = if first == last { first.to_string() } else { format!("{first}–{last}") };
        row(name, replayed, out);
        if replayed.golden[1] >= best {
            out.push_str(lang.pick("  ← GT-2 最高", "  ← best GT-2"));
        }
        out.push('\n');
    }
    row(lang.pick("对话状态", "state").to_owned(), &replay.state, out);
    out.push('\n');
}

fn row(name: String, replayed: &Replayed, out: &mut String) {
    let share = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |share| format!("{share:.2}"));
    let late = match replayed.lateness() {
        Some(turns) => format!("{} ({turns:.1})", replayed.late),
        None => replayed.late.to_string(),
    };
    let [one, two, three] = replayed.golden.map(|golden| share(Some(golden)));
    let counts = [replayed.needless, replayed.early].map(|count| count.to_string());
    let [needless, early] = counts;
    cells(
        [name, share(replayed.recall()), needless, early, late, one, two, three, share(replayed.f1())],
        out,
    );
}

fn cells(texts: [String; 9], out: &mut String) {
    for (place, (text, width)) in texts.iter().zip(WIDTHS).enumerate() {
        // The last column ends the line.
        if place == 0 {
            out.push_str(text);
            pad(columns(text), width, out);
        } else {
            pad(columns(text), width, out);
            out.push_str(text);
        }
    }
}

/// Appends one JSON object and a line end.
pub fn object(replay: &Replay<'_>, out: &mut String) {
    let rows: Vec<Value> = replay
        .rows
        .iter()
        .map(|(first, last, replayed)| {
            let mut row = figures(replayed);
            row["from"] = json!(first);
            row["to"] = json!(last);
            row
        })
        .collect();
    let object = json!({
        "schema_version": super::json::SCHEMA_VERSION,
        "conversations": replay.conversations,
        "wanted": replay.state.wanted,
        "adjust": replay.adjust,
        "thresholds": rows,
        "state": figures(&replay.state),
        "pack": {"name": replay.pack.name, "version": replay.pack.version, "hash": replay.pack.hash},
    });
    out.push_str(&inert(&object.to_string()));
    out.push('\n');
}

fn figures(replayed: &Replayed) -> Value {
    let short = |value: f64| rounded(value, 4);
    let golden: serde_json::Map<String, Value> = TOLERANCES
        .into_iter()
        .zip(replayed.golden)
        .map(|(tolerance, golden)| (tolerance.to_string(), json!(short(golden))))
        .collect();
    json!({
        "met": replayed.met,
        "recall": replayed.recall().map(short),
        "needless": replayed.needless,
        "early": replayed.early,
        "late": replayed.late,
        "lateness_turns": replayed.lateness().map(short),
        "gt_t": golden,
        "f1": replayed.f1().map(short),
    })
}
