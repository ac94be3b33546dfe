//! Orders, cases, phones, cards, identity numbers and attachments.

use super::addresses::named;
use crate::detect::evidence::Claim;
use crate::detect::finding::Identifier;
use crate::detect::reading::{Firsts, Text};

const ORDER_CUES: &[&str] = &[
    "订单编号",
    "订单号码",
    "订单号",
    "单号",
    "交易单号",
    "交易号",
    "交易流水号",
    "流水号",
    "交易流水",
    "商户单号",
    "商户订单号",
    "支付单号",
    "转账单号",
    "退款单号",
    "运单号",
    "快递单号",
    "order_id",
    "orderid",
    "order no",
    "out_trade_no",
    "transaction_id",
    "订单",
    "合同编号",
    "合同号",
];
const TICKET_CUES: &[&str] = &[
    "工单编号",
    "工单号",
    "投诉编号",
    "投诉单号",
    "投诉号",
    "投诉单",
    "申诉单",
    "受理单号",
    "受理单",
    "反馈单号",
    "报修单号",
    "报障单号",
    "受理编号",
    "受理号",
    "案件编号",
    "案件号",
    "服务单号",
    "反馈编号",
    "申诉编号",
    "申诉单号",
    "编号",
    "工单",
];
const PHONE_CUES: &[&str] =
    &["电话", "手机号", "手机", "拨打", "致电", "热线", "打", "拨", "联系方式", "客服", "报警"];
const CARD_CUES: &[&str] = &["尾号", "尾数", "后四位", "后4位", "末四位", "末4位"];
/// What else has last figures.
const OTHER_TAILS: &[&str] =
    &["订单", "单号", "手机", "手机号", "电话", "号码", "身份证", "身份证号", "工单"];
/// What else has a number of its own: 员工编号.
const OTHER_NUMBERS: &[&str] = &[
    "错误编号",
    "故障编号",
    "异常编号",
    "员工编号",
    "客服编号",
    "商品编号",
    "产品编号",
    "设备编号",
    "门店编号",
    "会员编号",
    "柜员编号",
    "坐席编号",
];
const HOTLINES: &[&str] = &[
    "110", "119", "120", "122", "12315", "12345", "12306", "12378", "12381", "12300", "10086", "10010",
    "10000", "95",
];

const ATTACHMENTS: &[&str] = &[
    "[图片]",
    "【图片】",
    "[视频]",
    "【视频】",
    "[文件]",
    "【文件】",
    "[截图]",
    "截图如下",
    "如截图",
    "见截图",
    "见附件",
    "附件如下",
    "如附件",
    "见附图",
    "如图所示",
    "见下图",
    "如下图",
    "截图发",
    "截图在",
    "附上截图",
    "上传了截图",
    "有截图",
    "有附件",
    "发了截图",
    "发你截图",
    "发截图",
    "看截图",
    "看附件",
    "截图给你",
    "截图已",
    "截图放",
    "截屏在",
    "截屏如下",
    "截屏发",
    "附图如下",
    "附图",
    "附截图",
    "如图",
];

/// What a number that identifies something begins with, and an offered screenshot.
pub(in crate::detect) static NUMBER: Firsts = Firsts::of(ATTACHMENTS).and_alphanumeric();

/// The number that starts at `at`, by its cue or its check digits.
pub(in crate::detect) fn number(text: Text<'_>, at: usize) -> Option<Claim> {
    let first = text.char(at)?;
    if !first.is_ascii_alphanumeric() {
        let none = || {
            text.any_before(
                at,
                &["没", "没法", "无法", "不", "不能", "不让", "不给", "不用", "怎么", "如何", "别"],
            )
            .is_some()
        };
        return text
            .any(at, ATTACHMENTS)
            .filter(|_| !none())
            .map(|end| named(at, end, Identifier::Attachment));
    }
    if text.byte_before(at).is_ascii_alphanumeric() {
        return None;
    }
    let limit = text.len().min(at + 65);
    let token = (at..limit)
        .find(|&i| !text.byte(i).is_ascii_alphanumeric() && !matches!(text.byte(i), b'-' | b'_' | b'*'))
        .unwrap_or(limit);
    if token - at > 64 {
        return None;
    }
    let token = at + text.str().get(at..token)?.trim_end_matches(['-', '_', '*']).len();
    let digits = text.digits(at, 40);
    phone(text, at, digits)
        .or_else(|| identity(text, at, digits))
        .or_else(|| cued(text, at, token))
        .or_else(|| card(text, at, digits))
}

/// The cue that ends before `at`, over a colon, 是, 为, brackets or a space.
fn cue(text: Text<'_>, at: usize, cues: &[&str]) -> bool {
    cue_start(text, at, cues).is_some()
}

fn cue_start(text: Text<'_>, at: usize, cues: &[&str]) -> Option<usize> {
    const BRIDGES: &[&str] = &[" ", ":", "：", "是", "为", "（", "(", "=", "\"", "“", "#", "「", "【", "["];
    let mut at = at;
    for _ in 0..4 {
        if let Some(start) = text.any_before(at, cues) {
            return Some(start);
        }
        at = text.any_before(at, BRIDGES)?;
    }
    None
}

fn cued(text: Text<'_>, at: usize, end: usize) -> Option<Claim> {
    let body = text.bytes().get(at..end)?;
    let figures = body.iter().filter(|b| b.is_ascii_digit()).count();
    if figures >= 4 && cue(text, at, TICKET_CUES) && !cue(text, at, OTHER_NUMBERS) {
        let order = cue(text, at, &["订单编号", "合同编号"]);
        return Some(named(at, end, if order { Identifier::Order } else { Identifier::Ticket }));
    }
    let plain = cue(text, at, &["订单"]) && !cue(text, at, &["单号"]) && figures < 8;
    if figures >= 6 && !plain && cue(text, at, ORDER_CUES) {
        return Some(named(at, end, Identifier::Order));
    }
    let tail = text.digits(at, 5);
    let ends_card =
        || cue_start(text, at, CARD_CUES).is_some_and(|cue| text.any_before(cue, OTHER_TAILS).is_none());
    (tail == at + 4 && ends_card() || bank_tail(text, at, tail)).then(|| named(at, tail, Identifier::Card))
}

/// 农业银行(1773)
fn bank_tail(text: Text<'_>, at: usize, end: usize) -> bool {
    let open = text.any_before(at, &["(", "（"]);
    end == at + 4
        && text.any(end, &[")", "）"]).is_some()
        && open.is_some_and(|open| {
            text.any_before(open, &["银行", "行卡", "信用卡", "储蓄卡", "借记卡"]).is_some()
        })
}

/// Mobile numbers, 400 and 800 lines, land lines, and hotlines beside a cue.
fn phone(text: Text<'_>, at: usize, digits: usize) -> Option<Claim> {
    let group = |from: usize, length: usize| {
        (text.digits(from, length + 1) == from + length).then_some(from + length)
    };
    let dash = |at: usize| text.any(at, &["-", " ", "－"]);
    let body = text.str().get(at..digits)?;
    if digits == at + 11 && body.starts_with('1') && matches!(text.byte(at + 1), b'3'..=b'9') {
        // 订单号 followed by eleven figures is the order's.
        return (!cue(text, at, &["单号", "编号", "流水号", "交易号"]))
            .then(|| named(at, digits, Identifier::Phone));
    }
    if body == "400"
        || body == "800"
        || digits == at + 10 && (body.starts_with("400") || body.starts_with("800"))
    {
        let end = if digits == at + 10 {
            Some(digits)
        } else {
            let middle = dash(digits)?;
            group(middle, 3)
                .and_then(dash)
                .and_then(|at| group(at, 4))
                .or_else(|| group(middle, 4).and_then(dash).and_then(|at| group(at, 3)))
                .or_else(|| group(middle, 7))
        };
        return end.map(|end| named(at, end, Identifier::Phone));
    }
    if matches!(digits - at, 3 | 4) && body.starts_with('0') && text.byte(digits) == b'-' {
        let end = text.digits(digits + 1, 9);
        return matches!(end - digits, 8 | 9).then(|| named(at, end, Identifier::Phone));
    }
    if matches!(digits - at, 3) && dash(digits).is_some() && matches!(body.as_bytes(), [b'1', b'3'..=b'9', _])
    {
        let end = group(digits + 1, 4).and_then(dash).and_then(|at| group(at, 4))?;
        return Some(named(at, end, Identifier::Phone));
    }
    let hotline = HOTLINES.iter().any(|line| {
        if *line == "95" { body.starts_with("95") && matches!(body.len(), 5 | 6) } else { body == *line }
    });
    let next = text.any(digits, &["电话", "热线", "投诉", "客服", "维权", "举报", "平台", "查询"]).is_some();
    let errors = cue(text, at, &["错误码", "错误代码", "报错", "error", "code", "码"]);
    (hotline && !errors && (cue(text, at, PHONE_CUES) || next || text.any_before(at, PHONE_CUES).is_some()))
        .then(|| named(at, digits, Identifier::Phone))
}

/// Eighteen figures with the check character of GB 11643 (MOD 11-2).
fn identity(text: Text<'_>, at: usize, digits: usize) -> Option<Claim> {
    let end = match digits - at {
        18 => digits,
        17 if text.byte(digits) == b'x' && !text.byte(digits + 1).is_ascii_alphanumeric() => digits + 1,
        _ => return None,
    };
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = (0..17).map(|i| u32::from(text.byte(at + i) - b'0') * WEIGHTS[i]).sum();
    let check = b"10x98765432"[(sum % 11) as usize];
    let month = text.str().get(at + 10..at + 12)?;
    let plausible = ("01"..="12").contains(&month) && matches!(text.byte(at + 6), b'1' | b'2');
    let cued = cue(text, at, &["身份证号码", "身份证号", "身份证", "证件号", "证件号码"]);
    (check == text.byte(end - 1) && plausible || cued).then(|| named(at, end, Identifier::Identity))
}

/// Sixteen to nineteen figures, in groups of four or in one, that pass the Luhn check.
fn card(text: Text<'_>, at: usize, digits: usize) -> Option<Claim> {
    let mut figures = [0_u8; 19];
    let (mut count, mut end) = (0, at);
    for i in at..text.len().min(at + 24) {
        match text.byte(i) {
            byte if byte.is_ascii_digit() => {
                *figures.get_mut(count)? = byte - b'0';
                (count, end) = (count + 1, i + 1);
            }
            b' ' if digits == at + 4 && count % 4 == 0 && count > 0 => {}
            _ => break,
        }
    }
    if !(16..=19).contains(&count) || text.byte(end).is_ascii_alphanumeric() {
        return None;
    }
    let sum: u32 = figures[..count]
        .iter()
        .rev()
        .enumerate()
        .map(|(i, &figure)| {
            let figure = u32::from(figure);
            if i % 2 == 0 { figure } else { figure * 2 / 10 + figure * 2 % 10 }
        })
        .sum();
    let known = matches!(figures[0], 3 | 4 | 5 | 6 | 9);
    (sum.is_multiple_of(10) && known || cue(text, at, &["卡号", "银行卡", "银行卡号"]))
        .then(|| named(at, end, Identifier::Card))
}
