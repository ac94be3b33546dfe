//! Versions and devices: v8.0.49, 6.3.7版本, iphone 15 pro, 安卓14.

use super::addresses::named;
use crate::detect::evidence::Claim;
use crate::detect::finding::Identifier;
use crate::detect::reading::{Firsts, Text};

/// Devices and systems: the name, then an optional model.
const DEVICES: &[&str] = &[
    "iphone",
    "ipad",
    "ios",
    "android",
    "安卓",
    "鸿蒙",
    "harmonyos",
    "hyperos",
    "miui",
    "emui",
    "华为",
    "荣耀",
    "小米",
    "红米",
    "redmi",
    "vivo",
    "oppo",
    "一加",
    "oneplus",
    "realme",
    "iqoo",
    "三星",
    "galaxy",
    "魅族",
    "苹果",
    "windows",
    "win",
    "macos",
    "ipados",
    "macbook",
    "mate",
    "nova",
    "pixel",
    "xp系统",
];

/// What a version or the name of a device begins with.
pub(in crate::detect) static VERSION: Firsts =
    Firsts::of(DEVICES).and(&Firsts::each("版")).and_alphanumeric();

/// Series that stand between a maker and its model: OPPO Find X7, iPad Air 5.
const SERIES: &[&str] = &[
    "find", "reno", "air", "pro", "mini", "fold", "flip", "note", "magic", "mate", "nova", "galaxy", "civi",
    "play",
];

/// The version or device that starts at `at`: v8.0.49, 版本8.0, 6.3.7版本, 10.0.2, iphone 15, 安卓14.
pub(in crate::detect) fn version(text: Text<'_>, at: usize) -> Option<Claim> {
    let first = text.char(at)?;
    if first.is_ascii_alphanumeric() && text.byte_before(at).is_ascii_alphanumeric() {
        return None;
    }
    if let Some(end) = text.any(at, DEVICES) {
        return device(text, at, end);
    }
    let lead = text.any(at, &["版本号", "版本", "version", "ver", "v"]);
    let start = lead.map_or(at, |end| text.any(end, &["是", "为", ":", "：", "."]).unwrap_or(end));
    let start = if lead.is_some() { text.space(start) } else { start };
    let start = text.eat(start, "v").filter(|_| lead.is_some()).unwrap_or(start);
    let (end, dots) = dotted(text, start)?;
    let after = text.any(text.space(end), &["版本", "版"]);
    // 版本8.0 and 8.0版本 name a version, 8.0.50 does by its shape; 3.5 alone is a number, v3 needs its letter.
    let clear = lead.is_some() || after.is_some() || dots >= 2;
    if !clear
        || dots == 0
            && text.any(at, &["版本", "version"]).is_none()
            && after.is_none()
            && text.eat(at, "v").is_none()
    {
        return None;
    }
    if text.byte(end).is_ascii_alphabetic() || dots == 0 && end - start > 4 && text.eat(at, "v").is_some() {
        return None;
    }
    let begin = if lead.is_some() && text.eat(at, "v").is_none() && !first.is_ascii() { start } else { at };
    Some(named(begin, end, Identifier::Version))
}

/// The end of `8.0.49` at `at` and how many dots it has.
fn dotted(text: Text<'_>, at: usize) -> Option<(usize, usize)> {
    let mut end = text.digits(at, 9);
    let mut dots = 0;
    if end == at {
        return None;
    }
    while dots < 6 && text.byte(end) == b'.' && text.byte(end + 1).is_ascii_digit() {
        end = text.digits(end + 1, 9);
        dots += 1;
    }
    Some((end, dots))
}

fn device(text: Text<'_>, at: usize, end: usize) -> Option<Claim> {
    if text.byte(at).is_ascii_alphabetic() && text.byte_before(at).is_ascii_alphanumeric() {
        return None;
    }
    let series = text.any(text.space(end), SERIES);
    let model = text.space(series.unwrap_or(end));
    let limit = text.len().min(model + 16);
    let stop = (model..limit)
        .find(|&i| !text.byte(i).is_ascii_alphanumeric() && text.byte(i) != b'.')
        .unwrap_or(limit);
    let stop = if text.byte(stop.saturating_sub(1)) == b'.' { stop - 1 } else { stop };
    let has_digit = text
        .bytes()
        .get(model..stop)
        .is_some_and(|model| model.iter().any(u8::is_ascii_digit) && model.len() <= 10);
    let has_digit = has_digit
        && !text
            .bytes()
            .get(model..stop)
            .is_some_and(|model| model.iter().all(u8::is_ascii_digit) && model.len() > 4);
    let brand_only = matches!(
        text.str().get(at..end),
        Some(
            "mate"
                | "nova"
                | "pixel"
                | "win"
                | "苹果"
                | "galaxy"
                | "三星"
                | "小米"
                | "红米"
                | "荣耀"
                | "华为"
                | "魅族"
                | "一加"
        )
    );
    // 苹果5斤, 小米3袋
    const GOODS: &[&str] = &["斤", "公斤", "个", "箱", "袋", "盒", "元", "块", "次", "折", "万", "强"];
    let has_digit = has_digit && text.any(text.space(stop), GOODS).is_none();
    if !has_digit {
        let end = series.filter(|&end| !text.byte(end).is_ascii_alphanumeric()).unwrap_or(end);
        let whole = !text.byte(end).is_ascii_alphanumeric();
        let phone = text.any(text.space(end), &["手机", "平板", "系统"]);
        return match (brand_only, phone, whole) {
            (_, Some(phone), _) => Some(named(at, phone, Identifier::Device)),
            (false, None, true) => Some(named(at, end, Identifier::Device)),
            _ => None,
        };
    }
    let mut end = stop;
    for _ in 0..2 {
        let next = text.space(end);
        end = text
            .any(next, &["pro", "max", "plus", "ultra", "mini", "se", "lite"])
            .filter(|&next| !text.byte(next).is_ascii_alphanumeric())
            .unwrap_or(end);
    }
    Some(named(at, end, Identifier::Device))
}
