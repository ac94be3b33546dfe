//! What goes with a record from the input to the output, as words for people and as cells of a table.

use super::csv::cell;
use super::origin::{Carried, CutOff, Lang};

/// What stands in the cells below, in their order: the names that these fields have in NDJSON.
pub(super) const COLUMNS: [&str; 4] = ["level", "kept", "unmatched", "cut"];

/// The cells of a row, empty where there is nothing to say.
pub(super) fn cells(carried: &Carried<'_>) -> [String; COLUMNS.len()] {
    let Carried { level, kept, unmatched, cut } = *carried;
    [
        cell(level.unwrap_or_default()),
        cell(kept.unwrap_or_default()),
        if unmatched { "true".to_owned() } else { String::new() },
        cut.map(|CutOff { bytes, read }| format!("{read} of {bytes}")).unwrap_or_default(),
    ]
}

/// What should be known before the message is judged by it.
pub(super) fn words(carried: &Carried<'_>, lang: Lang) -> Vec<String> {
    let cut = carried.cut.map(|CutOff { bytes, read }| match lang {
        Lang::Zh => format!("太长，只看了前 {read} 字节（共 {bytes}）"),
        Lang::En => format!("decided by the first {read} of {bytes} bytes"),
    });
    let unmatched = carried.unmatched.then(|| lang.pick("没有日志前缀", "no prefix of a log").to_owned());
    let level = carried.level.map(|level| format!("{}{level}", lang.pick("级别 ", "level ")));
    cut.into_iter().chain(unmatched).chain(level).collect()
}

/// The fields that were handed through, in their own words.
pub(super) fn kept(carried: &Carried<'_>, lang: Lang) -> Option<String> {
    carried.kept.map(|kept| format!("{}{kept}", lang.pick("附带 ", "kept ")))
}
