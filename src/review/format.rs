//! The one layout of pack files: comments stay, values stay, everything else has its place.
//!
//! Keys of a block are aligned at their `=`. A list stands on one line while it fits into [`WIDTH`] columns, else on lines of
//! its own, as full as they get; tables in a list have a line each. One blank line parts tables. Han characters are two
//! columns wide.

use toml::de::{DeTable, DeValue};
use toml_edit::{
    Array, ArrayOfTables, Decor, DocumentMut, Formatted, InlineTable, Item, KeyMut, RawString, Table, Value,
};
use unicode_width::UnicodeWidthStr;

use super::format_comments::{above, beside, has_comment, parted};

/// Columns that a line of a list may have.
const WIDTH: usize = 116;
/// Before the items of a list that has lines of its own.
const INDENT: &str = "    ";

/// Brings the text of a pack file into its layout. Doing it twice changes nothing more, and the values stay as they are.
///
/// # Errors
/// The text is no TOML, or would not mean the same after; a sentence that says so.
pub fn format(text: &str) -> Result<String, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let unix = text.replace("\r\n", "\n");
    let mut document: DocumentMut = unix.parse().map_err(|error: toml_edit::TomlError| {
        let message = error.message().to_owned();
        match error.span() {
            Some(span) => format!("line {}: {message}", 1 + unix[..span.start].matches('\n').count()),
            None => message,
        }
    })?;
    let trailing = above(raw(document.trailing()), false);
    document
        .set_trailing(trailing.trim_end().to_owned() + if trailing.trim().is_empty() { "" } else { "\n" });
    layout(document.as_table_mut());
    let mut tidy = document.to_string();
    tidy.truncate(tidy.trim_end_matches('\n').len());
    let tidy = format!("{}\n", tidy.trim_start_matches('\n'));
    let same = match (DeTable::parse(&unix), DeTable::parse(&tidy)) {
        (Ok(before), Ok(after)) => same_table(before.get_ref(), after.get_ref()),
        _ => false,
    };
    if same {
        Ok(tidy)
    } else {
        Err("laying it out would change what it says, so it is left as it is".to_owned())
    }
}

fn same_table(one: &DeTable<'_>, other: &DeTable<'_>) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|((key, value), (other_key, other_value))| {
            key.get_ref() == other_key.get_ref() && same_value(value.get_ref(), other_value.get_ref())
        })
}

fn same_value(one: &DeValue<'_>, other: &DeValue<'_>) -> bool {
    match (one, other) {
        (DeValue::Table(one), DeValue::Table(other)) => same_table(one, other),
        (DeValue::Array(one), DeValue::Array(other)) => {
            one.len() == other.len()
                && one.iter().zip(other.iter()).all(|(one, other)| same_value(one.get_ref(), other.get_ref()))
        }
        (DeValue::String(one), DeValue::String(other)) => one == other,
        (DeValue::Boolean(one), DeValue::Boolean(other)) => one == other,
        (DeValue::Integer(one), DeValue::Integer(other)) => one.to_string() == other.to_string(),
        (DeValue::Float(one), DeValue::Float(other)) => one.to_string() == other.to_string(),
        (DeValue::Datetime(one), DeValue::Datetime(other)) => one == other,
        _ => false,
    }
}

fn raw(text: &RawString) -> &str {
    text.as_str().unwrap_or_default()
}

fn prefix(decor: &Decor) -> &str {
    decor.prefix().map_or("", raw)
}

fn suffix(decor: &Decor) -> &str {
    decor.suffix().map_or("", raw)
}

/// Lays out a table and all below it.
fn layout(table: &mut Table) {
    keys(table);
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(below) => header(below),
            Item::ArrayOfTables(below) => headers(below),
            Item::None | Item::Value(_) => {}
        }
    }
}

fn headers(tables: &mut ArrayOfTables) {
    tables.iter_mut().for_each(header);
}

fn header(table: &mut Table) {
    let decor = table.decor_mut();
    let comments = above(prefix(decor), true);
    decor.set_prefix(comments);
    let comment = beside(suffix(decor));
    decor.set_suffix(comment);
    layout(table);
}

/// The keys of a table that have values, in blocks that blank lines part.
fn keys(table: &mut Table) {
    let mut blocks: Vec<usize> = Vec::new();
    let mut widths: Vec<usize> = Vec::new();
    for (key, item) in table.iter() {
        if !item.is_value() {
            continue;
        }
        let decor = table.key(key).map(|key| prefix(key.leaf_decor()).to_owned()).unwrap_or_default();
        if widths.is_empty() || parted(&decor) {
            widths.push(0);
        }
        let block = widths.len() - 1;
        let width = table.key(key).map_or(0, |key| key.display_repr().width());
        widths[block] = widths[block].max(width);
        blocks.push(block);
    }
    let mut first = true;
    let mut place = 0;
    for (key, item) in table.iter_mut() {
        let Item::Value(value) = item else { continue };
        pair(key, value, widths[blocks[place]], first);
        first = false;
        place += 1;
    }
}

/// One key and its value.
fn pair(mut key: KeyMut<'_>, value: &mut Value, width: usize, first: bool) {
    let own = key.display_repr().width();
    let decor = key.leaf_decor_mut();
    let comments = above(prefix(decor), false);
    let blank = parted(prefix(decor)) && !first;
    decor.set_prefix(if blank { format!("\n{comments}") } else { comments });
    decor.set_suffix(" ".repeat(width.saturating_sub(own) + 1));
    let comment = beside(suffix(value.decor()));
    *value.decor_mut() = Decor::new(" ", comment);
    inside(value, width + 3);
}

/// A value by itself; `column` is where it begins.
fn inside(value: &mut Value, column: usize) {
    match value {
        Value::String(string) => plain(string),
        Value::Array(array) => list(array, column),
        Value::InlineTable(table) => inline(table),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {}
    }
}

/// A string in single quotes that needs none gets the usual ones.
fn plain(string: &mut Formatted<String>) {
    let written = string.as_repr().and_then(|repr| repr.as_raw().as_str()).unwrap_or_default();
    let single = written.starts_with('\'') && !written.starts_with("'''");
    if single && !string.value().contains(['"', '\\']) && !string.value().chars().any(char::is_control) {
        let decor = string.decor().clone();
        *string = Formatted::new(string.value().clone());
        *string.decor_mut() = decor;
    }
}

fn inline(table: &mut InlineTable) {
    // One that is written over several lines with comments stays as it is.
    if has_comment(&table.to_string()) && table.to_string().contains('\n') {
        return;
    }
    let decor = table.decor().clone();
    let count = table.len();
    for (place, (mut key, value)) in table.iter_mut().enumerate() {
        *key.leaf_decor_mut() = Decor::new(" ", " ");
        inside(value, 0);
        *value.decor_mut() = Decor::new(" ", if place + 1 == count { " " } else { "" });
    }
    table.set_trailing("");
    table.set_trailing_comma(false);
    *table.decor_mut() = decor;
}

/// A list on one line, or on several.
fn list(array: &mut Array, column: usize) {
    let trailing = raw(array.trailing()).to_owned();
    let comments = has_comment(&trailing)
        || array.iter().any(|item| has_comment(prefix(item.decor())) || has_comment(suffix(item.decor())));
    let tables = array.iter().any(Value::is_inline_table);
    let notes: Vec<String> = array.iter().map(|item| prefix(item.decor()).to_owned()).collect();
    let after: Vec<String> = array.iter().map(|item| suffix(item.decor()).to_owned()).collect();
    for item in array.iter_mut() {
        inside(item, INDENT.len());
        item.decor_mut().clear();
    }
    let widths: Vec<usize> = array.iter().map(|item| item.to_string().trim().width()).collect();
    let whole = column + 2 + widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
    if !comments && whole <= WIDTH && (!tables || array.len() < 2) {
        for (place, item) in array.iter_mut().enumerate() {
            *item.decor_mut() = Decor::new(if place == 0 { "" } else { " " }, "");
        }
        array.set_trailing("");
        array.set_trailing_comma(false);
        return;
    }
    let mut used = 0;
    for (place, item) in array.iter_mut().enumerate() {
        // What stands behind an item and before its comma moves behind the comma, to the next one.
        let note =
            if place == 0 { notes[0].clone() } else { format!("{}{}", after[place - 1], notes[place]) };
        let width = widths[place];
        let fits = place > 0 && !tables && !has_comment(&note) && used + 2 + width < WIDTH;
        if fits {
            *item.decor_mut() = Decor::new(" ", "");
            used += 2 + width;
        } else {
            *item.decor_mut() = Decor::new(format!("{}\n{INDENT}", lines(&note)), "");
            used = INDENT.len() + width;
        }
    }
    let last = after.last().map_or("", String::as_str);
    array.set_trailing(format!("{}\n", lines(&format!("{last}{trailing}"))));
    array.set_trailing_comma(!array.is_empty());
}

/// The comments between two items: one behind the first stays on its line, others have lines of their own.
fn lines(note: &str) -> String {
    let mut all = String::new();
    for (place, line) in note.split('\n').enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if place == 0 {
            all.push_str("  ");
        } else {
            all.push('\n');
            all.push_str(INDENT);
        }
        all.push_str(line);
    }
    all
}
