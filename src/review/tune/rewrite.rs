//! New figures in the text of a policy, with every comment and blank of it kept.

use toml_edit::{DocumentMut, Item, Value};

use super::figures::{Figure, Figures};

/// The text of `policy.toml` with new figures.
///
/// # Errors
/// The text is no policy: what is missing.
pub fn rewrite(policy: &str, figures: &Figures) -> Result<String, String> {
    let mut document: DocumentMut =
        policy.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    let weights = document.get_mut("weights").and_then(Item::as_array_mut);
    let weights = weights.ok_or_else(|| "it has no list `weights`".to_owned())?;
    for (figure, value) in Figure::ALL.into_iter().zip(weights.iter_mut()) {
        put(value, figures.value(figure));
    }
    let floors = document.get_mut("floors").and_then(Item::as_table_like_mut);
    let floors = floors.ok_or_else(|| "it has no table `[floors]`".to_owned())?;
    for figure in Figure::ALL.into_iter().filter(|figure| !matches!(figure, Figure::Weight(_))) {
        let name = figure.name();
        let value = floors.get_mut(&name).and_then(Item::as_value_mut);
        put(value.ok_or_else(|| format!("`[floors]` has no `{name}`"))?, figures.value(figure));
    }
    Ok(document.to_string())
}

/// Puts a number with two decimals in the place of a value that differs, with the blanks and comments round it.
fn put(value: &mut Value, number: f64) {
    let now = value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64));
    if now.is_some_and(|now| (now - number).abs() < 0.000_5) {
        return;
    }
    let decor = value.decor().clone();
    if let Ok(parsed) = format!("{number:.2}").parse::<Value>() {
        *value = parsed;
        *value.decor_mut() = decor;
    }
}
