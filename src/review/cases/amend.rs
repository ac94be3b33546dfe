//! Expected values brought in line with what was decided, in place: comments, order and everything else stay.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

use super::suite::{Decided, Tried};

/// A fixture file with some expected values amended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Amended {
    /// The whole new text.
    pub text: String,
    /// How many cases were amended.
    pub cases: usize,
}

/// Brings the expected values of these cases, all of one file, in line with what was decided; a `todo` of a case that
/// holds goes. Cases that may not be amended stay as they are.
///
/// # Errors
/// The text is no TOML, or its cases are not written as `[[case]]`: in one sentence.
pub fn amend(text: &str, tried: &[&Tried<'_>]) -> Result<Amended, String> {
    let mut document: DocumentMut = text.parse().map_err(|_| "the file is no TOML any more".to_owned())?;
    let cases = document.get_mut("case").and_then(Item::as_array_of_tables_mut);
    let cases: &mut ArrayOfTables =
        cases.ok_or_else(|| "its cases are not written as [[case]]".to_owned())?;
    let mut amended = 0;
    for tried in tried.iter().filter(|tried| tried.golden.may_be_amended()) {
        let Some(table) = cases.get_mut(tried.golden.number) else { continue };
        match &tried.decided {
            Some(decided) if tried.golden.todo.is_none() => {
                for mismatch in &tried.mismatches {
                    set(table, mismatch.key, decided, tried);
                }
                amended += 1;
            }
            None if tried.golden.todo.is_some() => {
                table.remove("todo");
                amended += 1;
            }
            _ => {}
        }
    }
    Ok(Amended { text: document.to_string(), cases: amended })
}

fn set(table: &mut Table, key: &str, decided: &Decided, tried: &Tried<'_>) {
    let list = |items: &[String]| Value::from(items.iter().collect::<Array>());
    let value = match key {
        "topics" => list(&decided.topics),
        "category" => Value::from(decided.category.as_str()),
        "need" => Value::from(decided.need),
        "emergency" => Value::from(decided.emergency),
        "desk" => Value::from(decided.desk.as_str()),
        "missing" => list(&decided.missing),
        "handoff" => Value::from(decided.handoff),
        "open" => match decided.open {
            Some(open) => Value::from(open),
            None => return drop(table.remove(key)),
        },
        "session_state" => match decided.session_state {
            Some(state) => Value::from(state),
            None => return drop(table.remove(key)),
        },
        "score" => score(decided.score),
        "finds" => return finds(table, decided),
        "fires" | "silent" => {
            let broken = tried.mismatches.iter().filter(|mismatch| mismatch.key == key);
            let broken: Vec<&str> = broken.map(|mismatch| mismatch.wanted.as_str()).collect();
            if let Some(ids) = table.get_mut(key).and_then(Item::as_array_mut) {
                ids.retain(|id| id.as_str().is_none_or(|id| !broken.contains(&id)));
            }
            return;
        }
        _ => return,
    };
    put(table, key, value);
}

/// The range of one point that holds a score.
fn score(score: f64) -> Value {
    let least = score.floor();
    let most = if least < score { least + 1.0 } else { least };
    Value::from([least, most].into_iter().collect::<Array>())
}

/// A new value in the place of the old one, with what stands round it.
fn put(table: &mut Table, key: &str, mut value: Value) {
    let Some(item) = table.get_mut(key) else { return };
    if let Some(old) = item.as_value() {
        *value.decor_mut() = old.decor().clone();
    }
    *item = Item::Value(value);
}

/// What must be found and is not goes; what is meant otherwise says so.
fn finds(table: &mut Table, decided: &Decided) {
    let Some(rows) = table.get_mut("finds").and_then(Item::as_array_mut) else { return };
    let field = |row: &InlineTable, key: &str| row.get(key).and_then(Value::as_str).map(str::to_owned);
    rows.retain(|row| {
        let Some(row) = row.as_inline_table() else { return true };
        let (kind, text) = (field(row, "kind"), field(row, "text"));
        decided.finds.iter().any(|(k, t, _)| Some(k) == kind.as_ref() && Some(t) == text.as_ref())
    });
    for row in rows.iter_mut().filter_map(Value::as_inline_table_mut) {
        let (kind, text, state) = (field(row, "kind"), field(row, "text"), field(row, "state"));
        let same = |(k, t, _): &&(String, String, &str)| Some(k) == kind.as_ref() && Some(t) == text.as_ref();
        let mut states = decided.finds.iter().filter(same).map(|(_, _, state)| *state);
        let first = states.clone().next();
        if let (Some(old), Some(first)) = (state, first)
            && states.all(|state| state != old)
        {
            row.insert("state", Value::from(first));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Source;
    use crate::lexicon::Lexicon;
    use crate::review::cases::{amend, read, run};
    use crate::triage::Triage;

    #[test]
    fn values_change_in_place_and_nothing_else_does() {
        let text = "# 说明\n\n[[case]]\nid = \"a\" # 名字\nmessage = \"付款页面打不开\"\nneed    = \"none\"   # 应该改\ndesk = \"tech\"\nscore   = [0, 1]\n\n# 手写\n[[case]]\nrow = \"K1\"\nmessage = \"付款页面打不开\"\nneed = \"none\"\n\n[[case]]\nmessage = \"今天天气不错\"\nneed = \"none\"\ntodo = \"早就成立\"\n";
        let source = Source { name: "a.toml".into(), text: text.into() };
        let (triage, cases) = (Triage::new(Lexicon::builtin()), read(&source).unwrap());
        let tried = run(&triage, &cases);
        let all: Vec<_> = tried.iter().collect();
        let amended = amend(text, &all).unwrap();
        assert_eq!(amended.cases, 2);
        let cut =
            |text: &str| text.lines().filter(|l| !l.starts_with("score")).collect::<Vec<_>>().join("\n");
        let wanted = text
            .replacen("\"none\"   # 应该改", "\"problem\"   # 应该改", 1)
            .replace("todo = \"早就成立\"\n", "");
        let wanted =
            wanted.replacen("\"tech\"", &format!("{:?}", tried[0].decided.as_ref().unwrap().desk), 1);
        assert_eq!(cut(&amended.text), cut(&wanted));
        let again = read(&Source { name: "a.toml".into(), text: amended.text }).unwrap();
        let again = run(&triage, &again);
        assert!(again[0].mismatches.is_empty() && !again[1].mismatches.is_empty());
        assert_eq!(again[2].golden.todo, None);
    }
}
