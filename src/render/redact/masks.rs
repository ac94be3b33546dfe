//! What is private in a message, by its form and by the words before it.
//!
//! A mask stars letters, digits and Han and leaves what stands between them, so that it stays as long as what it covers
//! and one can still see what sort of thing was there. Too much is masked rather than too little.

use super::addresses::addresses;
use super::hidden::Hidden;
use super::letters::Letters;
use crate::detect::Identifier;
use crate::text::Span;

/// What a mask covers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Private {
    /// A telephone number: a mobile one, or a landline with its area code.
    Phone,
    /// A citizen's identity number whose check character is right (GB 11643-1999, by ISO 7064 MOD 11-2).
    Identity,
    /// The number of a bank card whose check digit is right (ISO/IEC 7812-1, by Luhn).
    Card,
    /// An e-mail address.
    Email,
    /// The number of an order, a payment or a case, after the word that says so.
    Reference,
    /// A name of an account elsewhere, after the word that says so.
    Account,
    /// Any other number of so many digits that it stands for one person or thing.
    Number,
    /// A person's name, after the words that introduce it.
    Name,
    /// Where somebody lives: after the words that introduce it, or a street with a number.
    Address,
}

/// A number of so many digits is masked whatever it is.
const LONG: usize = 11;
/// At most so many characters of a name.
const NAME: usize = 4;

/// Words before the number of an order, a payment or a case.
const REFERENCE_CUES: [&str; 12] = [
    "订单号",
    "订单",
    "单号",
    "流水号",
    "交易号",
    "凭证号",
    "工单号",
    "工单",
    "編號",
    "编号",
    "訂單號",
    "order",
];
/// Words before the name of an account elsewhere.
const ACCOUNT_CUES: [&str; 8] = ["微信号", "微信", "wx", "vx", "qq号", "qq", "支付宝账号", "账号"];
/// Words after which a name is sure to come.
const NAME_FIELDS: [&str; 8] = ["姓名", "户名", "收款人", "收件人", "联系人", "持卡人", "开户人", "真名"];
/// Words after which a name comes if it begins like one.
const NAME_CUES: [&str; 5] = ["我叫", "名叫", "我姓", "名字叫", "名字是"];
/// The first characters of the hundred commonest surnames (those that cover five sixths of the population).
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧司诸上張劉陳楊黃趙吳孫馬";
/// Characters that no name goes on with.
const NO_NAME: &str = "的了在是有也都还就不没我你他她它们这那和跟与被把给让从到去来吗呢吧啊呀要想先女";

/// One stretch of a message that must not be shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Mask {
    /// Where it stands in the message as written.
    pub span: Span,
    /// What it is.
    pub what: Private,
}

/// The message with everything private starred out. `known` are identifiers that the detectors found in it.
#[must_use]
pub fn redact(text: &str, known: &[(Identifier, Span)]) -> String {
    Hidden::new(text, known).text
}

/// Everything private in a message, in order of place.
#[must_use]
pub fn masks(text: &str, known: &[(Identifier, Span)]) -> Vec<Mask> {
    let letters = Letters::of(text);
    let mut masks = Vec::new();
    numbers(&letters, &mut masks);
    emails(&letters, &mut masks);
    cued(&letters, &REFERENCE_CUES, 6, Private::Reference, &mut masks);
    cued(&letters, &ACCOUNT_CUES, 5, Private::Account, &mut masks);
    names(&letters, &mut masks);
    addresses(&letters, &mut masks);
    let private = |identifier| match identifier {
        Identifier::Order | Identifier::Ticket => Some(Private::Reference),
        Identifier::Phone => Some(Private::Phone),
        Identifier::Card => Some(Private::Card),
        Identifier::Identity => Some(Private::Identity),
        Identifier::Email => Some(Private::Email),
        Identifier::Url | Identifier::Device | Identifier::Version | Identifier::Attachment => None,
    };
    let fits = |span: Span| text.get(span.start..span.end).is_some();
    let found = known.iter().filter(|(_, span)| fits(*span));
    masks.extend(found.filter_map(|&(identifier, span)| Some(Mask { span, what: private(identifier)? })));
    masks.sort_unstable();
    masks
}

/// Numbers, the digits of which may be parted by single spaces, dashes and dots, and be written in Han.
fn numbers(letters: &Letters<'_>, masks: &mut Vec<Mask>) {
    let digit = |place: usize| letters.at(place).and_then(value);
    let mut place = 0;
    while place < letters.read.len() {
        if digit(place).is_none() {
            place += 1;
            continue;
        }
        let start = place;
        let (mut digits, mut dotted): (Vec<u8>, _) = (Vec::new(), false);
        loop {
            if let Some(value) = digit(place) {
                digits.push(value);
                place += 1;
            } else if letters.at(place).is_some_and(parts) && digit(place + 1).is_some() {
                dotted |= letters.at(place) == Some('.');
                place += 1;
            } else {
                break;
            }
        }
        if digits.len() == 17 && letters.at(place) == Some('x') {
            digits.push(10);
            place += 1;
        }
        // Dots part sums, versions and network addresses too: there only what checks is a number of somebody's.
        if let Some(what) = number(&digits).filter(|what| !dotted || *what != Private::Number) {
            masks.push(Mask { span: letters.span(start..place), what });
        }
    }
}

/// The value of a digit, in Han too, as it is read out: 一三九.
fn value(c: char) -> Option<u8> {
    let han = || "零一二三四五六七八九".chars().position(|digit| digit == c);
    let value = match c {
        '〇' => Some(0),
        '幺' => Some(1),
        _ => c.to_digit(10).and_then(|digit| usize::try_from(digit).ok()).or_else(han),
    };
    value.and_then(|value| u8::try_from(value).ok())
}

/// What may stand between two digits of one number.
fn parts(c: char) -> bool {
    matches!(c, ' ' | '-' | '–' | '—' | '_' | '.')
}

/// What a number is; `None` for one that may be shown.
fn number(digits: &[u8]) -> Option<Private> {
    let mobile = |digits: &[u8]| matches!(digits, [1, 3..=9, ..]) && digits.len() == 11;
    match digits {
        [8, 6, rest @ ..] | [0, 0, 8, 6, rest @ ..] if mobile(rest) => Some(Private::Phone),
        digits if mobile(digits) => Some(Private::Phone),
        // Without its area code a landline is too like any other number.
        [0, 1..=9, ..] if (10..=12).contains(&digits.len()) => Some(Private::Phone),
        digits if checks_as_identity(digits) => Some(Private::Identity),
        digits if (13..=19).contains(&digits.len()) && checks_as_card(digits) => Some(Private::Card),
        digits if digits.len() >= LONG => Some(Private::Number),
        _ => None,
    }
}

/// ISO 7064 MOD 11-2 over 17 digits and a check character, where 10 stands for X.
fn checks_as_identity(digits: &[u8]) -> bool {
    digits.len() == 18
        && digits[..17].iter().all(|digit| *digit < 10)
        && digits.iter().fold(0_u32, |sum, digit| (sum * 2 + u32::from(*digit)) % 11) == 1
}

/// Luhn: from the right, every second digit doubled.
fn checks_as_card(digits: &[u8]) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let values = digits.iter().rev().enumerate();
    let sum: u32 = values
        .map(|(place, digit)| if place % 2 == 1 { doubled(u32::from(*digit)) } else { u32::from(*digit) })
        .sum();
    digits.iter().all(|digit| *digit < 10) && sum.is_multiple_of(10)
}

fn emails(letters: &Letters<'_>, masks: &mut Vec<Mask>) {
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let mut free = 0;
    for place in 0..letters.read.len() {
        if letters.at(place) != Some('@') || place < free {
            continue;
        }
        let before = letters.read[free..place].iter().rev().take_while(|(_, c)| local(*c)).count();
        let end = letters.run(place + 1, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
        if before > 0 && end > place + 1 {
            masks.push(Mask { span: letters.span(place - before..end), what: Private::Email });
            free = end;
        }
    }
}

/// Runs of letters and digits with at least one digit after the word that says what they are.
fn cued(letters: &Letters<'_>, cues: &[&str], least: usize, what: Private, masks: &mut Vec<Mask>) {
    let mut place = 0;
    while place < letters.read.len() {
        let Some(after) = letters.eat(place, cues) else {
            place += 1;
            continue;
        };
        let linked =
            letters.run(after, |c| matches!(c, ':' | '：' | ' ' | '是' | '为' | '#' | '号' | '码' | '='));
        // Hundreds of spaces link nothing, and would be walked over again and again.
        let start = linked.min(after + 8);
        let end = letters.run(start, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        let has_digit = letters.read[start..end].iter().any(|(_, c)| c.is_ascii_digit());
        if has_digit && end - start >= least {
            masks.push(Mask { span: letters.span(start..end), what });
        }
        place = end.max(after);
    }
}

fn names(letters: &Letters<'_>, masks: &mut Vec<Mask>) {
    let han = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '·') && !NO_NAME.contains(c);
    for place in 0..letters.read.len() {
        let (start, sure) = match (letters.eat(place, &NAME_FIELDS), letters.eat(place, &NAME_CUES)) {
            (Some(after), _) => (
                letters.run(after, |c| matches!(c, ':' | '：' | ' ' | '是' | '为' | '叫')).min(after + 3),
                true,
            ),
            (None, Some(after)) => (after, false),
            (None, None) => continue,
        };
        let begins = letters.at(start).is_some_and(|c| SURNAMES.contains(c));
        // A field without a colon may go on with anything: 姓名填错了.
        let linked = letters.at(start.wrapping_sub(1)).is_some_and(|c| !han(c));
        if !(begins || (sure && linked)) {
            continue;
        }
        let end = letters.run(start, han).min(start + if begins && !sure { NAME - 1 } else { NAME });
        if end > start {
            masks.push(Mask { span: letters.span(start..end), what: Private::Name });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::{Private, masks, redact};

    #[test]
    fn private_things_are_starred_out() {
        for (text, shown) in [
            ("我的电话13900001111，打不通", "我的电话***********，打不通"),
            ("电话 +86 139 0000 1111", "电话 +** *** **** ****"),
            ("座机010-60000000", "座机***-********"),
            ("手机１３９００００１１１１", "手机***********"),
            ("身份证11010519491231002X", "身份证******************"),
            ("卡号 6200 0000 0000 0005 扣了", "卡号 **** **** **** **** 扣了"),
            ("发到 a.b@example.com 吧", "发到 *.*@*******.*** 吧"),
            ("订单号：AB2026-0001没到", "订单号：******-****没到"),
            ("我叫张小明，卡被锁", "我叫***，卡被锁"),
            ("姓名：欧阳某某，卡被锁", "姓名：****，卡被锁"),
            ("微信号abc_12345加我", "微信号***_*****加我"),
            ("电话一三九零零零零一一一一", "电话***********"),
            ("电话1\u{200b}3900001111", "电话*\u{200b}**********"),
            ("电话139.0000.1111", "电话***.****.****"),
            ("訂單編號：XK20260001", "訂單編號：**********"),
            ("收货地址：江南省东湖市和平路12号3单元501室，别发错", "收货地址：*******************，别发错"),
            ("寄到东湖区和平大道8号吧", "寄到**********"),
            ("家住幸福村3号", "家住*****"),
        ] {
            assert_eq!(redact(text, &[]), shown);
        }
        for text in [
            "报错40029，付款失败3次",
            "扣了1200.50元",
            "2026-11-24 14:30 打不开",
            "姓名填错了怎么改",
            "我叫客服三天了",
            "订单三天没到",
            "400-670-0700打不通",
            "地址填错了怎么改",
            "这条路2号线停运了",
            "版本8.0.2019.12345678",
            "三十一天了",
            "扣了12345.67元",
        ] {
            assert_eq!(redact(text, &[]), text);
        }
    }

    #[test]
    fn checks_say_what_a_number_is() {
        let what = |text: &str| masks(text, &[])[0].what;
        assert_eq!(what("11010519491231002X"), Private::Identity);
        assert_eq!(what("110105194912310021"), Private::Number);
        assert_eq!(what("6200000000000005"), Private::Card);
        assert_eq!(what("6200000000000006"), Private::Number);
    }

    proptest! {
        #[test]
        fn a_mask_is_as_long_and_hides_nothing_twice(text in "[0-9xX@a-c. 我叫王订单号：，-]{0,60}") {
            let once = redact(&text, &[]);
            prop_assert_eq!(once.chars().count(), text.chars().count());
            prop_assert!(text.chars().zip(once.chars()).all(|(a, b)| a == b || b == '*'));
            // Nothing that could be a telephone number is left.
            let run = once.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default();
            prop_assert!(run < super::LONG, "{}", once);
        }
    }
}
