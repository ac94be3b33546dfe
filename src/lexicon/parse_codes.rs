//! `codes.toml` into checked families of known codes.

use std::collections::HashSet;

use super::codes::{Family, KnownCode};
use super::reader::{Reader, Text};
use crate::diagnostic::Said;
use crate::text::fold;

/// Reads one file and adds what it says: a family that is known already gains the codes, and the later meaning of a code
/// holds.
pub(super) fn families(file: &mut Reader<'_>, into: &mut Vec<Family>) {
    let mut ids = HashSet::new();
    for table in file.tables("family") {
        let Some((family, id)) = family(table) else { continue };
        if !ids.insert(family.id.clone()) {
            let id_ = &family.id;
            let message = Said::new(
                format!("the family `{id_}` stands twice in this file"),
                format!("`{id_}` 在这个文件里写了两次"),
            );
            let help = Said::new("bring both into one", "合并成一个");
            file.fault("duplicate-family", id.at, message, Some(help));
        }
        match into.iter_mut().find(|known| known.id == family.id) {
            Some(known) => merge(known, family),
            None => into.push(family),
        }
    }
}

fn merge(known: &mut Family, later: Family) {
    known.name = later.name;
    for alias in later.aliases {
        if !known.aliases.contains(&alias) {
            known.aliases.push(alias);
        }
    }
    known.codes.retain(|old| !later.codes.iter().any(|new| same(&old.code, &new.code)));
    known.codes.extend(later.codes);
}

fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

fn family(mut table: Reader<'_>) -> Option<(Family, Text)> {
    let id = table.required("id", "id = \"wx-pay\"");
    let name = table.required("name", "name = \"微信支付\"");
    let mut aliases: Vec<String> = id.iter().map(|id| fold(&id.value).into_owned()).collect();
    for alias in table.strings("aliases") {
        let folded = fold(&alias.value).into_owned();
        if folded.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
            let word = &alias.value;
            let message = Said::new(
                format!("the alias \"{word}\" is too short to name a system"),
                format!("别名“{word}”太短，说明不了是哪个系统"),
            );
            table.fault("alias", alias.at, message, None);
        } else if !aliases.contains(&folded) {
            aliases.push(folded);
        }
    }
    let mut seen = HashSet::new();
    let codes = table.tables("codes").into_iter().filter_map(|row| code(row, &mut seen)).collect();
    table.finish();
    let id = id?;
    Some((Family { id: id.value.clone(), name: name?.value, aliases, codes }, id))
}

fn code(mut row: Reader<'_>, seen: &mut HashSet<String>) -> Option<KnownCode> {
    let code = row.required("code", "code = \"SIGN_ERROR\", in quotes even if it is a number");
    let means = row.required("means", "means = \"签名不对\", what it says, in a few words");
    let remedy = row.required("do", "do = \"请商家检查密钥\", what helps, in a few words");
    if let Some(code) = &code {
        let id = &code.value;
        if id.trim().is_empty() || id.trim() != id {
            let message = Said::new(format!("\"{id}\" is no code"), format!("\"{id}\" 不是错误码"));
            row.fault("code", code.at.clone(), message, Some(Said::alike("code = \"SIGN_ERROR\"")));
        } else if !seen.insert(id.to_ascii_uppercase()) {
            let message = Said::new(
                format!("the code `{id}` stands twice in this family"),
                format!("错误码 `{id}` 在这一族里写了两次"),
            );
            let help = Said::new("keep one of them", "只留一条");
            row.fault("duplicate-code", code.at.clone(), message, Some(help));
        }
    }
    row.finish();
    Some(KnownCode { code: code?.value, means: means?.value, remedy: remedy?.value })
}
