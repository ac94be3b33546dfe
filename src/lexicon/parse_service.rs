//! What `desk.toml` says about the service beyond its desks, with the figures filled into the texts.

use super::desk::{Desk, Hours, Share, Sourced};
use super::parse_desk::{hours, share, source};
use super::reader::{Reader, nearest_or_all};
use super::service::{AfterService, DeviceTip, Line, Period, Service};
use crate::diagnostic::Said;

/// Reads the lines, periods, devices and what comes after the service.
pub(super) fn service(file: &mut Reader<'_>, desks: &[Desk]) -> Service {
    Service {
        lines: file.tables("line").into_iter().filter_map(line).collect(),
        periods: file.tables("period").into_iter().filter_map(period).collect(),
        device: file.table("device").and_then(device),
        after: file.table("after_service").and_then(|table| after(table, desks)),
    }
}

fn line(mut table: Reader<'_>) -> Option<Line> {
    let id = table.required("id", "id = \"solved_by_machine\"");
    let name = table.required("name", "name = \"基础问题由一级解决\"");
    table.must_have("share", "share = { about = 0.70 }");
    let source = source(&mut table);
    let share = share(&mut table, "share", &source);
    table.finish();
    Some(Line { id: id?.value, name: name?.value, share: share? })
}

fn period(mut table: Reader<'_>) -> Option<Period> {
    let id = table.required("id", "id = \"avoid_peak\"");
    let name = table.required("name", "name = \"高峰\"");
    let text = table.required("text", "text = \"{hours} 是高峰\"");
    table.must_have("hours", "hours = \"09:00-11:00\"");
    let source = source(&mut table);
    let hours = table.sourced("hours", &source, hours);
    let share = share(&mut table, "share", &source);
    let workdays = table.boolean("workdays") == Some(true);
    let avoid = table.boolean("avoid") == Some(true);
    table.finish();
    let hours = hours?;
    let share = share.map_or_else(String::new, |share| percent(share.value));
    let filled = |text: String| text.replace("{hours}", &said_hours(hours.value)).replace("{share}", &share);
    let (name, text) = (filled(name?.value), filled(text?.value));
    Some(Period { id: id?.value, name, hours, workdays, avoid, text })
}

/// `9:00–11:00`, as people write it.
fn said_hours(hours: Hours) -> String {
    let clock = |minute: u16| format!("{}:{:02}", minute / 60, minute % 60);
    format!("{}–{}", clock(hours.opens), clock(hours.closes))
}

fn percent(share: Share) -> String {
    // Two decimals are finer than any such figure.
    format!("{}%", (share.value() * 10_000.0).round() / 100.0)
}

fn device(mut table: Reader<'_>) -> Option<DeviceTip> {
    let slower = table.strings("slower").into_iter().map(|text| text.value.to_lowercase()).collect();
    let text = table.required("text", "text = \"电脑端比手机端更早出现人工入口\"");
    let source = source(&mut table);
    table.finish();
    Some(DeviceTip { slower, text: text?.value, source })
}

fn after(mut table: Reader<'_>, desks: &[Desk]) -> Option<AfterService> {
    table.must_have("rating_minutes", "rating_minutes = 120");
    let rating = table.required("rating", "rating = \"服务结束后 {minutes} 分钟内可以评价\"");
    let staff = table.required("staff", "staff = \"请自己记下沟通的时间和工单号\"");
    let written = table.required("written", "written = \"要进一步投诉，请到{desk}提交书面说明\"");
    let complaint = table.required("complaint", "complaint = \"tencent_kf\", an id of a [[desk]]");
    let source = source(&mut table);
    let minutes = |table: &mut Reader<'_>, key| table.integer(key, 1..=100_000);
    let rating_minutes: Option<Sourced<u32>> = table.sourced("rating_minutes", &source, minutes);
    let complaint = complaint?;
    let Some(desk) = desks.iter().find(|desk| desk.id == complaint.value) else {
        let id = &complaint.value;
        let ids: Vec<&str> = desks.iter().map(|desk| desk.id.as_str()).collect();
        let message = Said::new(format!("there is no desk `{id}`"), format!("没有坐席 `{id}`"));
        table.fault("unknown-desk", complaint.at.clone(), message, Some(nearest_or_all(id, &ids)));
        table.finish();
        return None;
    };
    table.finish();
    let rating_minutes = rating_minutes?;
    Some(AfterService {
        complaint: complaint.value,
        rating: rating?.value.replace("{minutes}", &rating_minutes.value.to_string()),
        staff: staff?.value,
        written: written?.value.replace("{desk}", &desk.name),
        rating_minutes,
    })
}
