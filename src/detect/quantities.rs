//! Counts (3次, 好几遍), sums of money (5000元, 三百块, ¥99.5) and, so that nothing else takes them, other measures.

use super::evidence::Claim;
use super::finding::{Amount, Count, What};
use super::numerals::{Numeral, Style, integer, is_formal, quantity as read};
use super::reading::Text;

/// Verbal measure words, and what they must not be the beginning of.
const TIMES: &[(&str, &[&str])] = &[
    ("次", &["日", "数", "品", "月", "元", "序", "要", "卡", "级", "新", "之"]),
    ("遍", &["布", "及", "地"]),
    (
        "回",
        &[
            "复", "答", "来", "家", "去", "头", "访", "款", "电", "应", "收", "执", "车", "购", "馈", "滚",
            "调", "归",
        ],
    ),
    ("趟", &[]),
];

/// Vague numbers before a verbal measure word.
const OFTEN: &[&str] = &["好多", "许多", "无数", "好几", "若干", "数", "几"];

/// Fixed phrases for "again and again".
const PHRASES: &[&str] = &[
    "三番五次",
    "三番两次",
    "两次三番",
    "一而再再而三",
    "一而再，再而三",
    "屡次",
    "一次又一次",
    "一遍又一遍",
];

/// Currencies after a number. Everything that people call 元 and 块 is yuan.
const AFTER: &[(&str, &str)] = &[
    ("元人民币", "CNY"),
    ("元港币", "HKD"),
    ("元美元", "USD"),
    ("元美金", "USD"),
    ("元日币", "JPY"),
    ("元日元", "JPY"),
    ("元欧元", "EUR"),
    ("人民币", "CNY"),
    ("元钱", "CNY"),
    ("元", "CNY"),
    ("圆", "CNY"),
    ("块钱", "CNY"),
    ("块", "CNY"),
    ("rmb", "CNY"),
    ("cny", "CNY"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("美刀", "USD"),
    ("usd", "USD"),
    ("港币", "HKD"),
    ("港元", "HKD"),
    ("hkd", "HKD"),
    ("欧元", "EUR"),
    ("英镑", "GBP"),
    ("日元", "JPY"),
    ("日币", "JPY"),
    ("韩元", "KRW"),
    ("韩币", "KRW"),
    ("台币", "TWD"),
    ("新台币", "TWD"),
    ("泰铢", "THB"),
    ("卢布", "RUB"),
    ("澳元", "AUD"),
    ("澳币", "AUD"),
    ("加元", "CAD"),
    ("加币", "CAD"),
    ("新币", "SGD"),
    ("瑞郎", "CHF"),
    ("越南盾", "VND"),
    ("毛钱", "毛"),
    ("角钱", "毛"),
    ("分钱", "分"),
];

/// Currencies that may stand before a number whose 元 is theirs.
const FOREIGN: [&str; 8] = ["港币", "港元", "美元", "美金", "日元", "欧元", "新台币", "台币"];

/// Currency signs before a number.
const BEFORE: &[(&str, &str)] = &[
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("rmb", "CNY"),
    ("人民币", "CNY"),
    ("hk$", "HKD"),
    ("us$", "USD"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
];

/// Words right before a bare number that make it a sum.
const MONEY_BEFORE: &[&str] = &[
    "余额",
    "额度",
    "金额",
    "总额",
    "限额",
    "本金",
    "利息",
    "费用",
    "手续费",
    "定金",
    "订金",
    "押金",
    "运费",
    "价格",
    "售价",
    "原价",
    "现价",
    "转账",
    "充值",
    "充了",
    "充",
    "贷款",
    "借款",
    "借",
    "还款",
    "还了",
    "扣款",
    "扣了",
    "扣",
    "退款",
    "退了",
    "退我",
    "花了",
    "转了",
    "付了",
    "交了",
    "赔",
    "赔偿",
    "提现",
    "提了",
    "冻结",
    "损失",
    "骗",
    "到账",
    "亏了",
    "输了",
    "骗了我",
    "骗了",
    "骗走",
    "被骗",
    "欠",
    "降价成",
    "成",
];

/// What may stand between such a word and the number.
const MONEY_BRIDGE: &[&str] =
    &["只有", "还有", "大概", "一共", "总共", "我的", "了我", "了", "是", "为", "有", "：", ":", "我", "到"];

/// Words right after a bare number that make it a sum.
const MONEY_AFTER: &[&str] = &[
    "的额度",
    "额度",
    "的余额",
    "的本金",
    "的房费",
    "的费用",
    "的运费",
    "的定金",
    "的押金",
    "大洋",
    "软妹币",
];

/// Other measures: claimed without a finding, so that their number is no code.
const MEASURES: &[&str] = &[
    "个", "条", "件", "台", "部", "张", "位", "名", "人", "家", "单", "笔", "期", "折", "倍", "度", "米",
    "公里", "千米", "厘米", "毫米", "英寸", "寸", "克", "千克", "公斤", "斤", "吨", "毫升", "瓶", "盒", "箱",
    "包", "袋", "套", "页", "行", "列", "字", "字节", "字符", "步", "岁", "级", "楼", "层", "万", "亿",
    "分钟", "秒", "毫秒", "端口", "租户", "版", "格", "帧", "颗", "粒", "片", "杯", "碗", "份", "星", "分",
    "号", "国", "千伏", "瓦", "伏", "%", "％", "‰", "℃", "kg", "km", "cm", "mm", "ml", "mb", "gb", "tb",
    "kb", "mah", "hz", "ghz", "kv", "kw", "fps", "px", "dpi", "ms", "bytes", "byte", "w", "k", "g", "m",
    "毛", "角", "多", "以上", "以下", "以内",
];

/// The count, sum or measure that starts at `at`.
pub(super) fn quantity(text: Text<'_>, at: usize) -> Option<Claim> {
    let first = text.char(at)?;
    let numeric = first.is_ascii_digit() || super::numerals::is_chinese(first) || is_formal(text, at);
    if numeric {
        if !text.number_start(at) || text.char_before(at).is_some_and(super::numerals::is_chinese) {
            return None;
        }
        let start = if text.any_before(at, &["第"]).is_some() { at - "第".len() } else { at };
        let number = read(text, at)?;
        return count(text, start, at, &number)
            .or_else(|| amount(text, at, &number))
            .or_else(|| measure(text, at, &number));
    }
    match first {
        '¥' | '￥' | '$' | '€' | '£' | 'r' | 'h' | 'u' | '人' => signed(text, at),
        '第' => {
            let after = at + first.len_utf8();
            count(text, at, after, &integer(text, after)?)
        }
        '好' | '许' | '无' | '若' | '多' | '数' | '屡' | '一' => often(text, at),
        _ => None,
    }
}

/// 3次, 十几次, 第三次, 两三遍, 5~6次. 一次性 and 分3次 (instalments) are none.
fn count(text: Text<'_>, start: usize, at: usize, number: &Numeral) -> Option<Claim> {
    if let Some(end) = text.any(at, PHRASES) {
        return Some((at..end, Some(What::Count(Count::of(None)))));
    }
    let mut end = text.space(number.end);
    let more = text.any(end, &["多", "来", "余"]);
    end = more.unwrap_or(end);
    let second =
        text.any(number.end, &["-", "~", "～", "到", "至", "、"]).and_then(|next| integer(text, next));
    let ranged = second.filter(|second| text.any(second.end, &["次", "遍", "回", "趟"]).is_some());
    end = ranged.map_or(end, |second| second.end);
    let end = verbal(text, end)?;
    // 上一次, 这一次, 每一次 say which, not how often.
    let which = ["上", "这", "每", "下", "那", "头", "同", "此", "任", "哪"];
    if number.low == 1.0 && start == at && text.any_before(at, &which).is_some() {
        return None;
    }
    if text.any(end, &["性"]).is_some() || text.any_before(at, &["分"]).is_some() {
        return None;
    }
    let exact =
        more.is_none() && ranged.is_none() && number.low == number.high && number.style != Style::Vague;
    Some((start..end, Some(What::Count(Count::of(exact.then_some(number.low))))))
}

/// 好几次, 多次, 无数遍, 屡次.
fn often(text: Text<'_>, at: usize) -> Option<Claim> {
    let vague = Some(What::Count(Count::of(None)));
    if let Some(end) = text.any(at, PHRASES) {
        return Some((at..end, vague));
    }
    let end = verbal(text, text.any(at, OFTEN)?)?;
    let joined = text.eat(at, "多").is_some()
        && text.char_before(at).is_some_and(|c| matches!(c, '太' | '很' | '更' | '不' | '个'));
    (!joined).then_some((at..end, vague))
}

fn verbal(text: Text<'_>, at: usize) -> Option<usize> {
    TIMES
        .iter()
        .find_map(|(word, not_before)| text.eat(at, word).filter(|&end| text.any(end, not_before).is_none()))
}

/// 5000元, 三百多块, 20万, 5k; a bare number with a money word beside it.
fn amount(text: Text<'_>, at: usize, number: &Numeral) -> Option<Claim> {
    let mut end = text.space(number.end);
    let more = text.any(end, &["多万", "来万", "几万"]);
    let factor = match more {
        Some(next) => {
            end = next;
            1e4
        }
        None => 1.0,
    };
    let thousand = text.any(end, &["k", "w"]).filter(|&next| !text.byte(next).is_ascii_alphanumeric());
    let more = text.any(end, &["多", "来", "余"]);
    end = more.unwrap_or(end);
    let vague = number.low != number.high
        || number.style == Style::Vague
        || factor > 1.0
        || more.is_some()
        || text.any_before(at, &["数"]).is_some();
    let value = |scale: f64| (!vague).then_some(number.low * factor * scale);
    if let Some(claim) = range(text, at, number) {
        return Some(claim);
    }
    if let Some((currency, mut end)) = text.look(end, AFTER) {
        const NOT_BEFORE: &[&str] = &["旦", "素", "器", "宵", "件", "月", "气", "头", "区", "地", "肉"];
        if text.any(end, NOT_BEFORE).is_some() || currency == "分" && number.style == Style::Vague {
            return None;
        }
        let mut fraction = 0.0;
        if text.any_before(end, &["块", "元", "圆"]).is_some()
            && let Some((more, stop)) = small_change(text, end)
        {
            (fraction, end) = (more, stop);
        }
        // 港币两千元
        let currency = match text.any_before(at, &FOREIGN) {
            Some(start) if currency == "CNY" => text.look(start, AFTER).map_or(currency, |(named, _)| named),
            _ => currency,
        };
        let (scale, currency) = match currency {
            "毛" => (0.1, "CNY"),
            "分" => (0.01, "CNY"),
            other => (1.0, other),
        };
        return Some((
            at..end,
            Some(What::Amount(Amount { value: value(scale).map(|v| v + fraction), currency })),
        ));
    }
    let before = money_before(text, at);
    let clear = before || text.any(thousand.unwrap_or(end), MONEY_AFTER).is_some();
    let large = number.low >= 1e4 && text.any_before(end, &["万", "亿"]).is_some();
    let plain = number.style == Style::Ascii
        && number.low >= 1.0
        && text.any(thousand.unwrap_or(end), MEASURES).is_none();
    let end = thousand.unwrap_or(end);
    let scale = match text.byte(end.saturating_sub(1)) {
        b'k' => 1e3,
        b'w' => 1e4,
        _ => 1.0,
    };
    let counted = large
        && text
            .any(end, &["个", "人", "次", "条", "件", "台", "部", "家", "字", "里", "步", "单", "像素"])
            .is_none()
        && !text.byte(end).is_ascii_alphanumeric();
    let known = clear
        && (plain || large)
        && !text.byte(end).is_ascii_alphanumeric()
        && !text.byte(at).eq(&b'0')
        && number.figures <= 9;
    (known || counted || thousand.is_some() && before)
        .then_some((at..end, Some(What::Amount(Amount { value: value(scale), currency: "CNY" }))))
}

/// What follows the yuan: 三块五, 99块9, 三元六角七分, 五元八分; in yuan, and its end.
fn small_change(text: Text<'_>, at: usize) -> Option<(f64, usize)> {
    let one = |at| integer(text, at).filter(|number| number.figures == 1 && number.low == number.high);
    let first = one(at)?;
    if let Some(end) =
        text.any(first.end, &["分钱"]).or_else(|| text.eat(first.end, "分").filter(|&end| !clock(text, end)))
    {
        return Some((first.low / 100.0, end));
    }
    let Some(end) = text.any(first.end, &["毛", "角"]) else {
        let other = text
            .any(first.end, &["次", "个", "天", "年", "月", "分", "笔", "件", "人", "号", "点"])
            .is_some();
        return (!other).then_some((first.low / 10.0, first.end));
    };
    let cents = one(end).and_then(|second| Some((second.low, text.any(second.end, &["分钱", "分"])?)));
    Some(match cents {
        Some((cents, end)) => (first.low / 10.0 + cents / 100.0, end),
        None => (first.low / 10.0, end),
    })
}

/// 分 that is no hundredth of a yuan: 五元五分钟.
fn clock(text: Text<'_>, at: usize) -> bool {
    text.any(at, &["钟", "期", "次", "之", "开", "享"]).is_some()
}

/// 2-3元, 三到五百块.
fn range(text: Text<'_>, at: usize, number: &Numeral) -> Option<Claim> {
    let next = text.any(number.end, &["-", "~", "～", "到", "至"])?;
    let second = read(text, next)?;
    let (currency, end) = text.look(second.end, AFTER).filter(|(currency, _)| currency.len() == 3)?;
    (currency.is_ascii()).then_some((at..end, Some(What::Amount(Amount { value: None, currency }))))
}

fn money_before(text: Text<'_>, at: usize) -> bool {
    let at = if text.byte_before(at) == b' ' { at - 1 } else { at };
    text.any_before(at, MONEY_BEFORE).is_some()
        || text.any_before(at, MONEY_BRIDGE).is_some_and(|at| text.any_before(at, MONEY_BEFORE).is_some())
}

/// `¥99.5`, `rmb 300`, `hk$20`.
fn signed(text: Text<'_>, at: usize) -> Option<Claim> {
    if text.byte_before(at).is_ascii_alphanumeric() {
        return None;
    }
    let (currency, end) = text.look(at, BEFORE)?;
    let number = read(text, text.space(end))?;
    let end = text.any(number.end, &["元"]).unwrap_or(number.end);
    let value = (number.low == number.high).then_some(number.low);
    Some((at..end, Some(What::Amount(Amount { value, currency }))))
}

/// A number with any other measure: it is nobody's code. Chinese numbers need no such care.
fn measure(text: Text<'_>, at: usize, number: &Numeral) -> Option<Claim> {
    if number.style != Style::Ascii {
        return None;
    }
    let next = text.space(number.end);
    let end = text.any(next, MEASURES)?;
    const OTHER_WORDS: &[&str] = &[
        "页面", "人工", "条件", "单号", "单子", "级联", "字段", "部分", "部门", "位置", "名称", "期间",
        "家里", "格式", "台服", "套餐", "步骤", "行不", "包括", "件事",
    ];
    if text.any(next, OTHER_WORDS).is_some() {
        return None;
    }
    let letters = text.byte(end - 1).is_ascii_alphabetic();
    (!letters || !text.byte(end).is_ascii_alphanumeric()).then_some((at..end, None))
}
