//! Times and lengths that can't be pinned down: 刚刚, 最近, 前几天, 目前, 好久, 一段时间.

use jiff::civil::DateTime;

use super::almanac::{plus_days, plus_seconds};
use super::phrase::{Read, Sort};
use super::point::Reader;
use crate::detect::finding::{Grain, TimeKind};
use crate::detect::reading::{Table, Text};

/// What a vague word reaches over.
#[derive(Clone, Copy)]
enum Reach {
    Now,
    /// The last minutes.
    JustNow,
    /// The last days.
    Lately(i64),
    /// The next days.
    Soon(i64),
    /// Up to now, from nobody knows when.
    SoFar,
}

static TIMES: Table<Reach> = Table::new(&[
    ("到现在为止", Reach::SoFar),
    ("到目前为止", Reach::SoFar),
    ("截至目前", Reach::SoFar),
    ("截止目前", Reach::SoFar),
    ("目前为止", Reach::SoFar),
    ("到现在", Reach::SoFar),
    ("至今为止", Reach::SoFar),
    ("至今", Reach::SoFar),
    ("现在", Reach::Now),
    ("目前", Reach::Now),
    ("当前", Reach::Now),
    ("此时此刻", Reach::Now),
    ("此刻", Reach::Now),
    ("此时", Reach::Now),
    ("眼下", Reach::Now),
    ("如今", Reach::Now),
    ("这会儿", Reach::Now),
    ("而家", Reach::Now),
    ("宜家", Reach::Now),
    ("依家", Reach::Now),
    ("刚刚", Reach::JustNow),
    ("刚才", Reach::JustNow),
    ("方才", Reach::JustNow),
    ("最近这段时间", Reach::Lately(30)),
    ("最近一段时间", Reach::Lately(30)),
    ("最近几天", Reach::Lately(7)),
    ("最近几次", Reach::Lately(30)),
    ("最近", Reach::Lately(30)),
    ("近段时间", Reach::Lately(30)),
    ("近期", Reach::Lately(30)),
    ("近来", Reach::Lately(30)),
    ("近日", Reach::Lately(7)),
    ("这阵子", Reach::Lately(30)),
    ("这段时间", Reach::Lately(30)),
    ("这些天", Reach::Lately(7)),
    ("这些日子", Reach::Lately(30)),
    ("前阵子", Reach::Lately(60)),
    ("前一阵子", Reach::Lately(60)),
    ("前一阵", Reach::Lately(60)),
    ("前一段时间", Reach::Lately(60)),
    ("前段时间", Reach::Lately(60)),
    ("前段日子", Reach::Lately(60)),
    ("前些日子", Reach::Lately(60)),
    ("前些时候", Reach::Lately(60)),
    ("前些天", Reach::Lately(14)),
    ("前些年", Reach::Lately(3650)),
    ("不久前", Reach::Lately(60)),
    ("很久以前", Reach::SoFar),
    ("很久之前", Reach::SoFar),
    ("好久以前", Reach::SoFar),
    ("好久之前", Reach::SoFar),
    ("过几天", Reach::Soon(7)),
    ("过段时间", Reach::Soon(60)),
    ("过些天", Reach::Soon(14)),
]);

static LENGTHS: Table<()> = Table::new(&[
    ("好长时间", ()),
    ("很长时间", ()),
    ("很长一段时间", ()),
    ("很多个月", ()),
    ("很多年", ()),
    ("很多天", ()),
    ("好长一段时间", ()),
    ("一段时间", ()),
    ("好半天", ()),
    ("老半天", ()),
    ("大半天", ()),
    ("好久", ()),
    ("很久", ()),
    ("许久", ()),
    ("好一会儿", ()),
    ("一会儿", ()),
    ("一阵子", ()),
    ("好一阵", ()),
    ("一上午", ()),
    ("一下午", ()),
    ("一晚上", ()),
    ("整晚", ()),
    ("整夜", ()),
]);

/// What follows 最近 where it means "nearest" or "latest".
const NEAREST: &[&str] =
    &["的门店", "的店", "的网点", "的地", "的银行", "的营业", "的一家", "的一个网", "的一次", "一次", "一笔"];

/// Verbs that 刚 puts into the last half hour. 刚毕业, 刚装修 lie further back; 刚好, 刚需, 金刚 are words of their own.
const DONE: &[&str] = &[
    "买", "付", "转", "充", "扣", "下", "收", "登", "注", "申", "提", "打", "换", "改", "绑", "办", "交",
    "还款", "还了", "还完", "还上", "还的", "退", "点", "发", "试", "用", "升级", "更新", "装好", "装上",
    "装完", "刷", "拍", "取", "存", "签", "接", "问", "说完", "寄", "借", "输", "删", "关", "开通", "开了",
    "开的", "开完", "重启", "扫", "领", "查", "续", "订", "抢", "聊", "联系", "上传", "被", "给", "支付",
    "付款", "投诉", "反馈", "进去", "挂", "修", "设", "认证", "实名", "解", "完成", "预约", "选", "填", "加",
    "弄", "操作", "参加", "掉",
];

/// How far back 刚刚 reaches, in seconds.
const HALF_AN_HOUR: f64 = 1800.0;

fn recent(end: usize, from: Option<DateTime>, now: DateTime) -> Read {
    Read::new(end, Sort::Time, TimeKind::Vague, Grain::Minute).spanning(from, Some(now))
}

/// 刚付款, 刚转了500. 刚刚 and 刚才 are read as they are.
fn just_now(text: Text<'_>, at: usize) -> Option<usize> {
    let end = text.eat(at, "刚")?;
    let verb = text.any(end, &["一"]).unwrap_or(end);
    let done = text.any(verb, DONE).is_some() && text.eat(end, "才").is_none();
    // 王刚; 昨天刚买的 and 两小时前刚下的单 say when.
    const NOT_AFTER: &str =
        "金小阿大老李王张刘陈杨赵黄周吴郑孙马胡林郭何高罗方阳志建前天日月年号晚早午点分夜久";
    let taken = text.char_before(at).is_some_and(|c| NOT_AFTER.contains(c));
    (done && !taken).then_some(end)
}

pub(super) fn vague(reader: &Reader<'_>, at: usize) -> Option<Read> {
    let (text, now) = (reader.text, reader.now);
    if let Some(end) = just_now(text, at) {
        return Some(recent(end, plus_seconds(now, -HALF_AN_HOUR), now));
    }
    if let Some((reach, end)) = text.find(at, &TIMES) {
        let shape =
            |kind, grain, from, until| Some(Read::new(end, Sort::Time, kind, grain).spanning(from, until));
        if matches!(reach, Reach::Now) && text.char_before(at) == Some('出') && text.eat(at, "现在").is_some()
        {
            return None; // 出现在
        }
        if text.eat(at, "最近").is_some() && text.any(end, NEAREST).is_some()
            || text.eat(at, "刚刚").is_some() && text.any(end, &["好", "够", "巧"]).is_some()
        {
            return None;
        }
        return match reach {
            Reach::Now => shape(TimeKind::Point, Grain::Second, Some(now), plus_seconds(now, 1.0)),
            Reach::JustNow => Some(recent(end, plus_seconds(now, -HALF_AN_HOUR), now)),
            Reach::Lately(days) => shape(TimeKind::Vague, Grain::Day, plus_days(now, -days), Some(now)),
            Reach::Soon(days) => shape(TimeKind::Vague, Grain::Day, Some(now), plus_days(now, days)),
            Reach::SoFar => shape(TimeKind::OpenRange, Grain::Day, None, Some(now)),
        };
    }
    let ((), end) = text.find(at, &LENGTHS)?;
    if text.any(end, &["不见"]).is_some() {
        return None;
    }
    Some(Read::new(end, Sort::Duration, TimeKind::Vague, Grain::Day))
}
