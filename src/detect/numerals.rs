//! Numbers as people write them: 3, 1.5, 35,000, 三, 两万四, 十几, 两三, 二〇一五, 2000万.

use super::reading::Text;

/// No number of more figures is read; what is longer is an identifier.
const LONGEST: usize = 16;

/// No number of more Chinese characters is read: one of every unit up to 亿 has 31.
const LONGEST_CHINESE: usize = 32;

/// How a number was written, which decides what it may mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Style {
    /// `15`
    Ascii,
    /// 十五, 三百, 两
    Chinese,
    /// 一五, 二〇一五: figure by figure
    Positional,
    /// 两三, 三四: one or the other
    Pair,
    /// 几, 十几, 好几: not to be pinned down
    Vague,
}

/// A number, from `low` to `high` (equal where it is exact).
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Numeral {
    pub(super) end: usize,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) style: Style,
    /// How many characters it was written with.
    pub(super) figures: usize,
}

impl Numeral {
    /// The value as a whole number, when it is an exact one.
    pub(super) fn whole(&self) -> Option<u32> {
        let exact = !matches!(self.style, Style::Pair | Style::Vague) && self.low.fract() == 0.0;
        (exact && (0.0..=99_999_999.0).contains(&self.low)).then_some(self.low as u32)
    }
}

/// The whole number that starts at `at`.
pub(super) fn integer(text: Text<'_>, at: usize) -> Option<Numeral> {
    if text.byte(at).is_ascii_digit() {
        let end = text.digits(at, LONGEST + 1);
        let low: f64 = text.str().get(at..end)?.parse().ok()?;
        let figures = end - at;
        return (figures <= LONGEST).then_some(Numeral { end, low, high: low, style: Style::Ascii, figures });
    }
    chinese(text, at)
}

/// The number that starts at `at`, decimals, thousands and 万 included: 1.5, 一点五, 35,000, 2000万.
pub(super) fn quantity(text: Text<'_>, at: usize) -> Option<Numeral> {
    let mut number = integer(text, at)?;
    if number.style == Style::Ascii {
        number = grouped(text, at).unwrap_or(number);
        if let Some((fraction, end)) = ascii_fraction(text, number.end) {
            number.low += fraction;
            number.end = end;
        }
        for (word, factor) in
            [("亿", 1e8), ("千万", 1e7), ("百万", 1e6), ("万", 1e4), ("千", 1e3), ("百", 1e2)]
        {
            // Some keyboards part figures and characters: 20 万元.
            let spaced = number.end + usize::from(text.byte(number.end) == b' ' && factor >= 1e4);
            if let Some(end) = text.eat(spaced, word) {
                number.low *= factor;
                number.end = end;
                break;
            }
        }
        number.high = number.low;
    } else if matches!(number.style, Style::Chinese)
        && let Some((fraction, end)) = chinese_fraction(text, number.end)
    {
        number.low += fraction;
        number.high = number.low;
        number.end = end;
    }
    Some(number)
}

/// `35,000`: groups of exactly three figures.
fn grouped(text: Text<'_>, at: usize) -> Option<Numeral> {
    let mut end = text.digits(at, 4);
    if end - at > 3 {
        return None;
    }
    let mut value: f64 = text.str().get(at..end)?.parse().ok()?;
    let mut groups = 0;
    while groups < 4 && text.byte(end) == b',' && text.digits(end + 1, 4) == end + 4 {
        value = value * 1000.0 + text.str().get(end + 1..end + 4)?.parse::<f64>().ok()?;
        end += 4;
        groups += 1;
    }
    (groups > 0).then_some(Numeral { end, low: value, high: value, style: Style::Ascii, figures: end - at })
}

fn ascii_fraction(text: Text<'_>, at: usize) -> Option<(f64, usize)> {
    if text.byte(at) != b'.' {
        return None;
    }
    let end = text.digits(at + 1, 9);
    if end == at + 1 || text.byte(end) == b'.' {
        return None;
    }
    text.str().get(at..end)?.parse().ok().map(|fraction| (fraction, end))
}

fn chinese_fraction(text: Text<'_>, at: usize) -> Option<(f64, usize)> {
    let mut end = text.eat(at, "点")?;
    let (mut value, mut scale, start) = (0.0, 0.1, end);
    while let Some(digit) = text.char(end).and_then(figure).filter(|_| scale > 1e-17) {
        value += f64::from(digit) * scale;
        scale /= 10.0;
        end += 3;
    }
    (end > start).then_some((value, end))
}

/// The value of a single Chinese figure.
pub(super) fn figure(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Whether `c` belongs to Chinese numbers.
pub(super) fn is_chinese(c: char) -> bool {
    figure(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '亿' | '廿' | '卅' | '俩' | '仨' | '几')
}

/// The everyday character for one of the formal numerals of cheques: 壹, 拾.
fn everyday(c: char) -> Option<char> {
    Some(match c {
        '壹' => '一',
        '贰' => '二',
        '叁' => '三',
        '肆' => '四',
        '伍' => '五',
        '陆' => '六',
        '柒' => '七',
        '捌' => '八',
        '玖' => '九',
        '拾' => '十',
        '佰' => '百',
        '仟' => '千',
        _ => return None,
    })
}

/// Whether a formal number starts at `at`: a figure before its unit (伍拾) or right before the yuan (伍圆), so that 登陆三次
/// and 收拾 have none.
pub(super) fn is_formal(text: Text<'_>, at: usize) -> bool {
    const OTHER: [char; 8] = ['登', '大', '着', '内', '海', '上', '水', '收'];
    const NEXT: [char; 11] = ['拾', '佰', '仟', '百', '千', '万', '亿', '元', '圆', '角', '分'];
    let first = text.char(at).filter(|c| everyday(*c).is_some());
    if first.is_none() {
        return false;
    }
    let next = first.and_then(|c| text.char(at + c.len_utf8()));
    let ten = first == Some('拾') && next.is_some_and(|c| everyday(c).is_some() || matches!(c, '元' | '圆'));
    let figure =
        first.is_some_and(|c| !matches!(c, '拾' | '佰' | '仟')) && next.is_some_and(|c| NEXT.contains(&c));
    (ten || figure) && !text.char_before(at).is_some_and(|c| OTHER.contains(&c) || everyday(c).is_some())
}

/// What has been read of a Chinese number: each sum as (low, high).
#[derive(Default)]
struct Sum {
    total: (f64, f64),
    section: (f64, f64),
    figure: Option<(f64, f64)>,
    last_unit: f64,
    any_unit: bool,
    after_zero: bool,
    vague: bool,
    pair: bool,
    /// Figure by figure, so that no unit may follow.
    spelt: bool,
}

impl Sum {
    fn figure(&mut self, value: f64) -> bool {
        match self.figure {
            None => self.figure = Some((value, value)),
            Some((low, high)) if low == high && (value == low + 1.0 || (low, value) == (3.0, 5.0)) => {
                self.figure = Some((low, value));
                self.pair = true;
            }
            Some(_) => {
                self.spelt = true;
                return false;
            }
        }
        true
    }

    fn unit(&mut self, unit: f64) -> bool {
        if self.spelt || self.figure.is_none() && unit != 10.0 {
            return false;
        }
        let (low, high) = self.figure.take().unwrap_or((1.0, 1.0));
        self.section = (self.section.0 + low * unit, self.section.1 + high * unit);
        self.mark(unit);
        true
    }

    fn big(&mut self, unit: f64) -> bool {
        let (low, high) = self.figure.take().unwrap_or((0.0, 0.0));
        let section = (self.section.0 + low, self.section.1 + high);
        if self.spelt || section.1 == 0.0 && self.total.1 == 0.0 {
            return false;
        }
        // 一万亿: what stands before the larger unit is all multiplied by it.
        self.total = if self.total.1 > 0.0 && self.total.1 < unit {
            ((self.total.0 + section.0) * unit, (self.total.1 + section.1) * unit)
        } else {
            (self.total.0 + section.0 * unit, self.total.1 + section.1 * unit)
        };
        self.section = (0.0, 0.0);
        self.mark(unit);
        true
    }

    fn mark(&mut self, unit: f64) {
        self.last_unit = unit;
        self.any_unit = true;
        self.after_zero = false;
    }

    /// The value; a last figure after 百, 千 or 万 counts its tenth: 两万四.
    fn value(&self) -> (f64, f64) {
        let tail = self.figure.unwrap_or((0.0, 0.0));
        let short = self.last_unit >= 100.0 && !self.after_zero && !self.vague;
        let scale = if short { self.last_unit / 10.0 } else { 1.0 };
        let low = self.total.0 + self.section.0 + tail.0 * scale;
        (low, self.total.1 + self.section.1 + tail.1 * scale)
    }
}

fn chinese(text: Text<'_>, at: usize) -> Option<Numeral> {
    let mut at_now = text.eat(at, "好几").map_or(at, |end| end - "几".len());
    let mut sum = Sum::default();
    let mut positional: Option<f64> = Some(0.0);
    let mut figures = 0;
    let formal = is_formal(text, at);
    while let Some(c) = text.char(at_now).filter(|_| figures < LONGEST_CHINESE) {
        let c = everyday(c).filter(|_| formal).unwrap_or(c);
        let taken = match c {
            '零' | '〇' if sum.any_unit && sum.figure.is_none() => {
                sum.after_zero = true;
                true
            }
            '几' => {
                sum.vague = true;
                sum.figure.is_none() && sum.figure(2.0) && {
                    sum.figure = Some((2.0, 9.0));
                    true
                }
            }
            '十' => sum.unit(10.0),
            '百' => sum.unit(100.0),
            '千' => sum.unit(1000.0),
            '万' => sum.big(1e4),
            '亿' => sum.big(1e8),
            '廿' | '卅' => {
                sum.figure.is_none() && {
                    sum.figure = Some(if c == '廿' { (2.0, 2.0) } else { (3.0, 3.0) });
                    sum.unit(10.0)
                }
            }
            '俩' | '仨' => figures == 0 && sum.figure(if c == '俩' { 2.0 } else { 3.0 }),
            _ => match figure(c) {
                Some(value) => {
                    positional = positional.filter(|_| !sum.any_unit).map(|v| v * 10.0 + f64::from(value));
                    sum.figure(f64::from(value)) || (positional.is_some() && !sum.any_unit)
                }
                None => break,
            },
        };
        if !taken {
            break;
        }
        figures += 1;
        at_now += c.len_utf8();
        if matches!(c, '俩' | '仨') {
            break;
        }
    }
    if figures == 0 {
        return None;
    }
    let (mut low, mut high) = sum.value();
    let style = if sum.vague {
        Style::Vague
    } else if !sum.any_unit && figures > 1 && !(figures == 2 && sum.pair) {
        low = positional?;
        high = low;
        Style::Positional
    } else if sum.pair {
        Style::Pair
    } else {
        Style::Chinese
    };
    Some(Numeral { end: at_now, low, high, style, figures })
}

#[cfg(test)]
mod tests {
    use super::{Style, integer, quantity};
    use crate::detect::reading::Text;

    #[test]
    fn numbers_as_people_write_them() {
        for (written, low, high, style) in [
            ("15", 15.0, 15.0, Style::Ascii),
            ("35,000", 35_000.0, 35_000.0, Style::Ascii),
            ("2.50", 2.5, 2.5, Style::Ascii),
            ("3万", 30_000.0, 30_000.0, Style::Ascii),
            ("十", 10.0, 10.0, Style::Chinese),
            ("二十一", 21.0, 21.0, Style::Chinese),
            ("两万四", 24_000.0, 24_000.0, Style::Chinese),
            ("三百零五", 305.0, 305.0, Style::Chinese),
            ("一千二百三十四万", 12_340_000.0, 12_340_000.0, Style::Chinese),
            ("一点五", 1.5, 1.5, Style::Chinese),
            ("二〇一五", 2015.0, 2015.0, Style::Positional),
            ("两三", 2.0, 3.0, Style::Pair),
            ("三四十", 30.0, 40.0, Style::Pair),
            ("十几", 12.0, 19.0, Style::Vague),
            ("好几", 2.0, 9.0, Style::Vague),
            ("廿三", 23.0, 23.0, Style::Chinese),
            ("俩", 2.0, 2.0, Style::Chinese),
            ("伍拾", 50.0, 50.0, Style::Chinese),
            ("拾叁", 13.0, 13.0, Style::Chinese),
            ("贰万三千零八", 23_008.0, 23_008.0, Style::Chinese),
            ("三万亿", 3e12, 3e12, Style::Chinese),
            ("七亿二千万", 720_000_000.0, 720_000_000.0, Style::Chinese),
            ("三五百", 300.0, 500.0, Style::Pair),
        ] {
            let number = quantity(Text::new(written), 0).unwrap();
            assert_eq!(
                (number.low, number.high, number.style, number.end),
                (low, high, style, written.len()),
                "{written}"
            );
        }
        assert_eq!(integer(Text::new("12345678901234567"), 0), None);
        assert_eq!(integer(Text::new("百货"), 0), None);
        assert_eq!(integer(Text::new("陆续"), 0), None);
        assert_eq!(integer(Text::new("登陆三次"), "登".len()), None);
    }
}
