//! Recurrences: 每天, 每周三下午, 每月4号, 每隔15分钟, 天天, 工作日三点.

use super::length::{After, length};
use super::phrase::{Read, Sort};
use super::point::Reader;
use super::units::Unit;
use crate::detect::finding::TimeKind;
use crate::detect::reading::Table;

/// Units after 每, with or without 个.
static UNITS: Table<Unit> = Table::new(&[
    ("星期", Unit::Week),
    ("礼拜", Unit::Week),
    ("周末", Unit::Week),
    ("工作日", Unit::Day),
    ("交易日", Unit::Day),
    ("节假日", Unit::Day),
    ("周", Unit::Week),
    ("季度", Unit::Quarter),
    ("季", Unit::Quarter),
    ("月", Unit::Month),
    ("年", Unit::Year),
    ("天", Unit::Day),
    ("日", Unit::Day),
    ("晚上", Unit::Day),
    ("晚", Unit::Day),
    ("早上", Unit::Day),
    ("早", Unit::Day),
    ("小时", Unit::Hour),
    ("钟头", Unit::Hour),
    ("分钟", Unit::Minute),
    ("秒钟", Unit::Second),
    ("秒", Unit::Second),
]);

/// Words that are recurrences by themselves.
static WHOLE: Table<Unit> = Table::new(&[
    ("一天到晚", Unit::Day),
    ("一年到头", Unit::Year),
    ("三天两头", Unit::Day),
    ("隔三差五", Unit::Day),
    ("成天", Unit::Day),
    ("天天", Unit::Day),
    ("日日", Unit::Day),
    ("夜夜", Unit::Day),
    ("月月", Unit::Month),
    ("年年", Unit::Year),
    ("非工作日", Unit::Day),
    ("法定节假日", Unit::Day),
    ("节假日", Unit::Day),
    ("工作日", Unit::Day),
    ("双休日", Unit::Week),
]);

pub(super) fn recurrence(reader: &Reader<'_>, at: usize) -> Option<Read> {
    let text = reader.text;
    if let Some((unit, end)) = text.find(at, &WHOLE) {
        return by_itself(reader, at, end).map(|end| repeated(tail(reader, end), unit));
    }
    let Some(start) = text.any(at, &["每逢", "每到", "每"]) else {
        let end = text
            .eat(at, "隔")
            .filter(|_| !matches!(text.char_before(at), Some('间' | '相' | '分' | '阻')))?;
        let span = length(text, end, After::Window)?;
        return Some(repeated(span.end, span.fine).lasting(span.seconds()));
    };
    let apart = text.any(start, &["间隔", "隔", "过"]).unwrap_or(start);
    if let Some(span) = length(text, apart, After::Window) {
        return Some(repeated(tail(reader, span.end), span.fine).lasting(span.seconds()));
    }
    let named = text.eat(start, "个").unwrap_or(start);
    if let Some(own) = own_time(reader, start, named) {
        let weekly = text.any(named, &["周", "星期", "礼拜"]).is_some();
        let unit = if weekly { Unit::Week } else { Unit::Day };
        return Some(repeated(further_weekdays(reader, own.end), unit));
    }
    if text.any(start, &["日优鲜", "日经济", "日一淘", "日人物"]).is_some() {
        return None;
    }
    let (unit, end) = text.find(named, &UNITS)?;
    Some(repeated(tail(reader, text.any(end, &["工作日"]).unwrap_or(end)), unit))
}

fn repeated(end: usize, unit: Unit) -> Read {
    let days = if unit == Unit::Year { 365.0 } else { unit.months() * 30.0 };
    let seconds = unit.seconds() + days * 86_400.0;
    Read::new(end, Sort::Recurrence, TimeKind::Recurrence, unit.grain()).lasting(seconds)
}

/// The end of a word that is a recurrence by itself, unless it is counted (15个工作日), part of another (今天天气) or a name.
fn by_itself(reader: &Reader<'_>, at: usize, end: usize) -> Option<usize> {
    let text = reader.text;
    let counted = text
        .char_before(at)
        .is_some_and(|c| c == '个' || c.is_ascii_digit() || crate::detect::numerals::is_chinese(c));
    let again = text.eat(at, "天天").is_some()
        && text.any_before(at, &["今", "明", "昨", "前", "后", "每"]).is_some();
    const NAMES: &[&str] =
        &["向上", "快乐", "特价", "果园", "乐", "快递", "基金", "酷跑", "爱", "有余", "红"];
    let plain = !counted && !again && text.any(end, NAMES).is_none();
    plain.then(|| text.any(end, &["每天", "内"]).unwrap_or(end))
}

/// 每周三下午, 每个周一到周三下午, 每个上午八点: a point of time of its own.
fn own_time(reader: &Reader<'_>, start: usize, named: usize) -> Option<Read> {
    const AFTER_MEASURE: &[&str] = &[
        "周", "星期", "礼拜", "上午", "下午", "中午", "早上", "晚上", "早晨", "凌晨", "春节", "中秋", "国庆",
    ];
    let text = reader.text;
    let may = named == start || text.any(named, AFTER_MEASURE).is_some();
    let unit =
        text.any(start, &["年", "月", "天", "日"]).is_some() || text.any(named, &["次", "当"]).is_some();
    if !may || unit {
        return None;
    }
    reader.dates(named).filter(|read| read.end > start)
}

/// 每周一三五, 每周二、周四
fn further_weekdays(reader: &Reader<'_>, end: usize) -> usize {
    let text = reader.text;
    let (start, mut end) = (end, end);
    if text.any_before(end, DAYS).is_none() {
        return end;
    }
    for _ in 0..6 {
        let next = text.any(end, &["、周", "和周", "周", "、星期", "和星期", "、", "和"]).unwrap_or(end);
        match text.any(next, DAYS) {
            Some(day) if text.any(day, &["次", "个", "点", "天", "年", "月", "回", "号"]).is_none() =>
            {
                end = day;
            }
            _ => break,
        }
    }
    if end > start { tail(reader, end) } else { end }
}

const DAYS: &[&str] = &["一", "二", "三", "四", "五", "六", "日"];

/// The end of the point of time that follows a recurrence: 每月+4号, 每天+晚上8点——9点.
fn tail(reader: &Reader<'_>, end: usize) -> usize {
    let text = reader.text;
    let next = text.eat(end, "的").unwrap_or(end);
    if text
        .any(
            next,
            &[
                "今", "昨", "明", "现", "目", "前", "后", "去", "上个", "下个", "上周", "下周", "这", "本",
                "天天", "最",
            ],
        )
        .is_some()
    {
        return end;
    }
    match reader.dates(next) {
        Some(read) if !read.weak => read.end,
        _ => end,
    }
}
