//! Where somebody lives, as far as cues tell: after the word that says so, and where a street has a number.

use super::letters::Letters;
use super::masks::{Mask, Private};

/// Words after which an address is sure to come.
const FIELDS: [&str; 9] =
    ["收货地址", "家庭住址", "详细地址", "联系地址", "地址", "住址", "家住", "我住在", "寄到"];
/// What ends the name of a street.
const STREETS: [&str; 8] = ["大道", "胡同", "路", "街", "巷", "弄", "村", "道"];
/// What stands behind the number of a house, a floor, a room.
const NUMBERED: [&str; 12] = ["号楼", "号院", "单元", "号", "栋", "幢", "楼", "层", "室", "座", "弄", "期"];
/// What only an address is made of, or nearly so.
const UNITS: &str = "省市区县镇乡村路街巷弄道号栋幢楼室";
/// Words before an address that do not belong to it.
const BEFORE: &str = "在到往于从是为住寄送发我";
/// At most so many characters of an address, and of the name of a place or street before a number.
const LONGEST: usize = 60;
const NAME: usize = 20;

pub(super) fn addresses(letters: &Letters<'_>, masks: &mut Vec<Mask>) {
    let mut place = 0;
    while place < letters.read.len() {
        let found = after_field(letters, place).or_else(|| by_number(letters, place));
        let Some((start, end)) = found else {
            place += 1;
            continue;
        };
        masks.push(Mask { span: letters.span(start..end), what: Private::Address });
        // A field may begin right behind; the number of the street lies before `end`.
        place = end.max(place + 1);
    }
}

/// Everything up to the end of the clause, where it is made like an address.
fn after_field(letters: &Letters<'_>, place: usize) -> Option<(usize, usize)> {
    let after = letters.eat(place, &FIELDS)?;
    let linked = letters.run(after, |c| matches!(c, ':' | '：' | ' ' | '是' | '为')).min(after + 4);
    let end = letters.run(linked, belongs).min(linked + LONGEST);
    let read = &letters.read[linked..end];
    let units = read.iter().filter(|(_, c)| UNITS.contains(*c)).count();
    let digits = read.iter().any(|(_, c)| c.is_ascii_digit());
    (units >= 2 || (units == 1 && digits)).then_some((linked, end))
}

/// A street and its number, with the places named before it: 和平路12号3单元501.
fn by_number(letters: &Letters<'_>, place: usize) -> Option<(usize, usize)> {
    let number = letters.eat(place, &STREETS)?;
    let end = numbered(letters, number)?;
    let first = place.saturating_sub(NAME);
    let name = letters.read[first..place].iter().rev().take_while(|(_, c)| han(*c) && !BEFORE.contains(*c));
    let start = place - name.count();
    (start < place).then_some((start, end))
}

/// The end of numbers of a house, a floor, a room, one behind the other; the last may lack its word.
fn numbered(letters: &Letters<'_>, place: usize) -> Option<usize> {
    let (mut at, mut found) = (place, None);
    loop {
        let digits = letters.run(at, digit);
        if digits == at || digits - at > 6 {
            return found;
        }
        match letters.eat(digits, &NUMBERED) {
            // 2号线 and 3号门店 are no houses, but 12号 at the end of a clause is.
            Some(end) if letters.at(end) != Some('线') => (at, found) = (end, Some(end)),
            Some(_) => return found,
            None => return found.map(|_| digits),
        }
    }
}

fn belongs(c: char) -> bool {
    han(c) || c.is_ascii_alphanumeric() || matches!(c, '-' | '#' | '(' | ')' | ' ')
}

fn han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

fn digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | '#' | 'a'..='f') || "一二三四五六七八九十百".contains(c)
}
