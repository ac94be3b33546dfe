//! Sums of money: 5000元, 三百多块, 20万, ¥99.5, 2-3元.

use super::change::{compound, small_change, tidy};
use super::measures::MEASURES;
use crate::detect::evidence::Claim;
use crate::detect::finding::{Amount, What};
use crate::detect::numerals::{Numeral, Style, quantity as read};
use crate::detect::reading::Text;

/// Currencies after a number. Everything that people call 元 and 块 is yuan.
pub(super) const AFTER: &[(&str, &str)] = &[
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
    "年费",
    "月费",
    "会员费",
    "报名费",
    "服务费",
    "学费",
    "话费",
    "电费",
    "水费",
    "消费",
    "违约金",
    "保证金",
    "罚款",
    "租金",
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
    "退给我",
    "还我",
    "还给我",
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

/// A number as far as its own words go, before a currency.
struct Figure {
    at: usize,
    /// Behind the number and its 多, 来 or 多万.
    end: usize,
    /// Behind a k or w.
    thousand: Option<usize>,
    /// None where the number is vague.
    value: Option<f64>,
}

impl Figure {
    fn new(text: Text<'_>, at: usize, number: &Numeral) -> Self {
        let spaced = text.space(number.end);
        let ten_thousand = text.any(spaced, &["多万", "来万", "几万"]);
        let start = ten_thousand.unwrap_or(spaced);
        let thousand = text.any(start, &["k", "w"]).filter(|&next| !text.byte(next).is_ascii_alphanumeric());
        let more = text.any(start, &["多", "来", "余"]);
        let several = text.any_before(at, &["数"]).is_some();
        let exact = number.low == number.high && number.style != Style::Vague && !several;
        let value = (exact && ten_thousand.is_none() && more.is_none()).then_some(number.low);
        Self { at, end: more.unwrap_or(start), thousand, value }
    }

    fn sum(&self, end: usize, scale: f64, currency: &'static str) -> Claim {
        let value = self.value.map(|value| tidy(value * scale));
        (self.at..end, Some(What::Amount(Amount { value, currency })))
    }
}

/// 5000元, 三百多块, 20万, 5k; a bare number with a money word beside it.
pub(super) fn amount(text: Text<'_>, at: usize, number: &Numeral) -> Option<Claim> {
    if let Some(claim) = range(text, number.end, at) {
        return Some(claim);
    }
    let compound = compound(text, number);
    let number = compound.as_ref().unwrap_or(number);
    let figure = Figure::new(text, at, number);
    match text.look(figure.end, AFTER) {
        Some((currency, end)) => priced(text, &figure, number, currency, end),
        None => bare(text, &figure, number),
    }
}

/// 5000元, 三块五, 5毛钱: a currency stands behind the number.
fn priced(
    text: Text<'_>,
    figure: &Figure,
    number: &Numeral,
    currency: &'static str,
    end: usize,
) -> Option<Claim> {
    const NOT_BEFORE: &[&str] = &["旦", "素", "器", "宵", "件", "月", "气", "头", "区", "地", "肉"];
    if text.any(end, NOT_BEFORE).is_some() || currency == "分" && number.style == Style::Vague {
        return None;
    }
    match currency {
        "毛" => return Some(figure.sum(end, 0.1, "CNY")),
        "分" => return Some(figure.sum(end, 0.01, "CNY")),
        _ => {}
    }
    let change = text.any_before(end, &["块", "元", "圆"]).and_then(|_| small_change(text, end));
    // 港币两千元
    let beside = figure.at - usize::from(text.byte_before(figure.at) == b' ');
    let currency = match text.any_before(beside, &FOREIGN) {
        Some(start) if currency == "CNY" => text.look(start, AFTER).map_or(currency, |(named, _)| named),
        _ => currency,
    };
    let Some((fraction, end)) = change else { return Some(figure.sum(end, 1.0, currency)) };
    let value = figure.value.map(|value| tidy(value + fraction));
    Some((figure.at..end, Some(What::Amount(Amount { value, currency }))))
}

/// 余额5000, 20万, 充了5k: no currency, but a word of money beside it, or a number too large for anything else.
fn bare(text: Text<'_>, figure: &Figure, number: &Numeral) -> Option<Claim> {
    const COUNTED: &[&str] =
        &["个", "人", "次", "条", "件", "台", "部", "家", "字", "里", "步", "单", "像素"];
    let end = figure.thousand.unwrap_or(figure.end);
    let before = money_before(text, figure.at);
    let clear = before || text.any(end, MONEY_AFTER).is_some();
    let large = number.low >= 1e4 && text.any_before(figure.end, &["万", "亿"]).is_some();
    // 扣了一千二; 花了三十 may be thirty of anything.
    let told = number.style == Style::Ascii && number.low >= 1.0
        || number.style == Style::Chinese && number.low >= 100.0 && before;
    let plain = told && (text.any(end, MEASURES).is_none() || figure.end > number.end);
    let runs_on = text.byte(end).is_ascii_alphanumeric();
    let counted = large && text.any(end, COUNTED).is_none() && !runs_on;
    let leading_zero = text.byte(figure.at) == b'0';
    let known = clear && (plain || large) && !runs_on && !leading_zero && number.figures <= 9;
    let scale = match text.byte(end.saturating_sub(1)) {
        b'k' => 1e3,
        b'w' => 1e4,
        _ => 1.0,
    };
    (known || counted || figure.thousand.is_some() && before).then(|| figure.sum(end, scale, "CNY"))
}

/// 负5元, -¥99.00, 余额-5元: what stands behind a minus, if it is one and no dash.
pub(super) fn negative(text: Text<'_>, at: usize, start: usize) -> Option<Claim> {
    const CUES: &[&str] = &["余额", "额度", "金额", "是", "为", "成", "显示", "欠费", "账户", "结余"];
    let minus = text.byte(at) == b'-';
    let led = text.any_before(at, CUES).is_some()
        || text
            .char_before(at)
            .is_none_or(|c| matches!(c, ' ' | '\n' | ':' | '：' | '(' | '（' | '=' | '，'));
    if minus && !led {
        return None;
    }
    let claim = signed(text, start).or_else(|| {
        let number = read(text, start)?;
        let figure = Figure::new(text, start, &number);
        let (currency, end) = text.look(figure.end, AFTER)?;
        priced(text, &figure, &number, currency, end)
    });
    let (range, Some(What::Amount(amount))) = claim? else { return None };
    let value = amount.value.map(|value| -value);
    Some((at..range.end, Some(What::Amount(Amount { value, ..amount }))))
}

/// 2-3元, 三到五百块.
fn range(text: Text<'_>, end: usize, at: usize) -> Option<Claim> {
    let next = text.any(end, &["-", "~", "～", "到", "至"])?;
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
pub(super) fn signed(text: Text<'_>, at: usize) -> Option<Claim> {
    if text.byte_before(at).is_ascii_alphanumeric() {
        return None;
    }
    let (currency, end) = text.look(at, BEFORE)?;
    let number = read(text, text.space(end))?;
    let end = text.any(number.end, &["元"]).unwrap_or(number.end);
    let value = (number.low == number.high).then_some(number.low);
    Some((at..end, Some(What::Amount(Amount { value, currency }))))
}
