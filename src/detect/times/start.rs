//! Where a time phrase can start at all: the cheap test that spares all the others.

use crate::detect::reading::{Firsts, Text};

/// Every character that begins some phrase.
const FIRST_CHARS: &str = "0123456789q\
     子丑寅卯辰巳午申酉戌亥整到至截成零〇一二两三四五六七八九十廿卅几百好数多半大小个俩仨若许今昨明前后当次同去上下\
     这本近最刚方现目此眼如而宜依从自由每隔天日年月夜周星礼拜工节双非凌清早晚朝晏中午正傍黄深夜白全春夏秋冬暑寒农\
     阴旧腊闰首第倒圣元情女妇植国消愚劳青护儿建台教万光澳平母父感新除端七重惊谷立芒处霜三五六八四过再未今将往向之\
     接随来翌听寻琴北民康雍很老一久期期假那往陆连阳贞神开洪永嘉崇顺乾道咸宣昭令不";

/// The same as a set.
pub(in crate::detect) static FIRST: Firsts = Firsts::each(FIRST_CHARS);

/// What may stand where a number begins; a space or a digit as well.
const NUMBER: &str = "零〇一二两三四五六七八九十廿卅几百千多好数俩仨若许大小半";

/// The characters that begin a unit or a part of the day, or join the ends of a range.
const UNIT: &str =
    "年月日天周星礼季世分秒刻小点时钟个工交自昼夜载晚早旬号下上中午凌清傍深整半hmdsw到至或、-—~～–－ー.：:/";

/// What goes on after a first character that mostly begins something else. A first character that isn't here may be
/// followed by anything.
fn seconds(first: char) -> Option<[&'static str; 3]> {
    Some(match first {
        '一' => [NUMBER, UNIT, "些会阵段大直度万亿拜期来余代"],
        '好' => [NUMBER, "", "些久长"],
        '个' => ["半", UNIT, "多"],
        '这' => [NUMBER, UNIT, "些会段阵次前"],
        '很' => ["", "", "久长多"],
        '不' => ["", "", "久"],
        '到' => [NUMBER, UNIT, "今昨明后前目现次本这去年底最了春夏秋冬元国五端劳清双"],
        '上' => [NUMBER, UNIT, "前"],
        '下' => [NUMBER, UNIT, "前"],
        '大' => ["半", UNIT, "前后大年寒暑雪促昨"],
        '多' => ["半", UNIT, "余几多来个"],
        '来' => ["", "年月", ""],
        '天' => ["", "天", ""],
        '小' => ["半", "时年", "长寒暑满雪"],
        '开' => ["", "", "元年皇宝庆禧平运泰耀成"],
        '后' => [NUMBER, UNIT, "面的来前晨朝"],
        '过' => [NUMBER, UNIT, "去了些段完前"],
        '次' => ["", UNIT, "一晨"],
        '子' => ["", "时", ""],
        '最' => [NUMBER, "", "近后初"],
        '那' => [NUMBER, UNIT, "些会段阵"],
        '如' => ["", "", "今"],
        '感' => ["", "", "恩"],
        '方' => ["", "", "才"],
        '新' => ["", "", "年春"],
        '再' => [NUMBER, "", "过等有"],
        '成' => ["", "天", ""],
        '情' => ["", "", "人"],
        '而' => ["", "", "家"],
        '非' => ["", "工", ""],
        '工' => ["", "", "作"],
        '接' => ["", "", "下"],
        '去' => ["", "年", "今冬夏春秋"],
        '期' => ["", "", "间"],
        '中' => ["", "", "元午旬期秋"],
        '道' => ["", "", "光"],
        '前' => [NUMBER, UNIT, "些提期段的阵面前晨朝"],
        '现' => ["", "", "在"],
        '自' => [NUMBER, UNIT, "从然现本今昨前去上此"],
        '之' => ["", "", "久内前后间"],
        '国' => ["", "", "庆际"],
        '元' => ["", "", "宵年旦月"],
        '全' => ["", UNIT, ""],
        '老' => ["", "", "半"],
        '当' => ["", UNIT, "一前晨朝"],
        '清' => ["", "", "明晨"],
        '重' => ["", "", "阳"],
        '正' => ["", "月", "午点"],
        '同' => ["", UNIT, "一治"],
        '本' => ["", UNIT, "一"],
        '消' => ["", "", "费"],
        '听' => ["", UNIT, "朝晨"],
        '台' => ["", "", "湾"],
        '建' => ["", "", "党军"],
        '女' => ["", "", "生神"],
        '平' => ["", "", "安成"],
        '教' => ["", "", "师"],
        '青' => ["", "年", ""],
        '光' => ["", "", "棍绪"],
        '北' => ["", "", "京"],
        '连' => ["", "", "续着"],
        '民' => ["", "", "国"],
        '永' => ["", "", "乐"],
        '康' => ["", "", "熙"],
        '往' => ["", "年", "前后"],
        '除' => ["", "", "夕"],
        '处' => ["", "", "暑"],
        _ => return None,
    })
}

/// Whether a time phrase can start with the character at `at`, by that character and the next.
pub(super) fn can_start(text: Text<'_>, at: usize) -> bool {
    let Some(first) = text.char(at).filter(|c| FIRST.has(*c)) else { return false };
    if first.is_ascii_digit() && text.byte_before(at).is_ascii_digit() {
        return false;
    }
    let Some(allowed) = seconds(first) else { return true };
    let Some(second) = text.char(at + first.len_utf8()) else { return true };
    second.is_ascii_digit() || second == ' ' || allowed.iter().any(|chars| chars.contains(second))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{can_start, seconds};
    use crate::calendar::parse_moment;
    use crate::detect::reading::Text;
    use crate::detect::times::phrase::reading;

    /// Every word that this folder writes in its tables.
    fn vocabulary() -> BTreeSet<&'static str> {
        let sources = [
            include_str!("clocks.rs"),
            include_str!("days.rs"),
            include_str!("edges.rs"),
            include_str!("eras.rs"),
            include_str!("feasts.rs"),
            include_str!("length.rs"),
            include_str!("lunar.rs"),
            include_str!("minutes.rs"),
            include_str!("months.rs"),
            include_str!("named.rs"),
            include_str!("nth.rs"),
            include_str!("parts.rs"),
            include_str!("ranges.rs"),
            include_str!("recurrence.rs"),
            include_str!("spells.rs"),
            include_str!("suffixes.rs"),
            include_str!("units.rs"),
            include_str!("vague.rs"),
            include_str!("weeks.rs"),
            include_str!("window.rs"),
            include_str!("written.rs"),
            include_str!("years.rs"),
        ];
        let code =
            sources.iter().flat_map(|source| source.lines()).filter(|line| !line.trim().starts_with("//"));
        let mut words: BTreeSet<&str> =
            code.flat_map(|line| line.split('"').skip(1).step_by(2)).filter(|word| word.len() < 20).collect();
        words.extend(["零", "一", "二", "十", "百", "几", "半", "0", "3", "12", " "]);
        words
    }

    /// All of them take a minute; this many fewer a second or two.
    const STRIDE: usize = 101;

    #[test]
    fn nothing_that_could_be_read_is_refused() {
        let now = parse_moment("2026-11-24T19:30").unwrap();
        let vocabulary = vocabulary();
        let words = &vocabulary;
        let seconds_there: BTreeSet<char> = words.iter().flat_map(|word| word.chars()).collect();
        let firsts = super::FIRST_CHARS.chars().filter(|first| seconds(*first).is_some());
        let (mut asked, mut refused) = (0, BTreeMap::new());
        for first in firsts {
            let words = words.iter().filter(|word| word.starts_with(first)).map(|word| (*word).to_owned());
            let pairs = seconds_there.iter().map(|second| format!("{first}{second}"));
            let begun: BTreeSet<String> = words.chain(pairs).collect();
            for begun in begun.into_iter().filter(|begun| !can_start(Text::new(begun), 0)) {
                // A few of the words that may follow each, not the same ones each time.
                for rest in vocabulary.iter().skip(asked % STRIDE).step_by(STRIDE) {
                    asked += 1;
                    let text = format!("{begun}{rest}三天");
                    if reading(Text::new(&text), 0, now).is_some() {
                        refused.insert(begun.clone(), text);
                    }
                }
            }
        }
        assert_eq!(refused, BTreeMap::new());
        assert!(asked > 100_000, "{asked}");
    }
}
