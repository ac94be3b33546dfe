//! Counts in a window: 近24小时发生3次 links the count with its time, 连续三天 counts its days.

use std::ops::Range;

use super::evidence::Claim;
use super::finding::{Count, Grain, Moment, TimeKind, What, Window};
use super::reading::Text;
use crate::text::Message;

/// At most so many bytes stand between a time and its count, or a count and its time.
const GAP: usize = 48;

/// At most so many bytes stand between two counts of one time.
const ROW: usize = 24;

/// Words that make a length a run of its units.
const RUNS: &[&str] = &["连续", "一连", "接连", "连着"];

/// Links every count with the nearest time before it in the same sentence, and puts a count beside every run of days.
pub(super) fn link(message: &Message<'_>, claims: &mut Vec<Claim>) {
    let text = Text::new(message.folded());
    let mut time: Option<Timed> = None;
    for place in 0..claims.len() {
        let (range, what) = &mut claims[place];
        match what {
            Some(What::Count(count)) => {
                time = time.take().filter(|time| time.holds(text, range));
                let Some(time) = &mut time else { continue };
                count.window = Some(window(message, time.range.clone(), &time.moment, time.seconds));
                time.counted = Some(range.end);
                let deadline = time.place;
                if let Some((range, Some(What::Duration(moment)))) = claims.get_mut(deadline) {
                    look_back(text, range.end, moment);
                }
            }
            Some(What::Time(moment) | What::Duration(moment) | What::Recurrence(moment)) => {
                time = length(moment).map(|seconds| Timed {
                    place,
                    range: range.clone(),
                    moment: *moment,
                    seconds,
                    counted: None,
                });
            }
            _ => {}
        }
    }
    count_runs(message, text, claims);
}

/// Puts a count beside every run of days.
fn count_runs(message: &Message<'_>, text: Text<'_>, claims: &mut Vec<Claim>) {
    let before = claims.len();
    for place in 0..before {
        let (range, Some(What::Duration(moment))) = &claims[place] else { continue };
        let Some((value, seconds)) = run(text, range, moment) else { continue };
        let window = Some(window(message, range.clone(), moment, seconds));
        let count = (range.clone(), Some(What::Count(Count { value: Some(value), window })));
        claims.push(count);
    }
    // Brought in order once: to insert each where it belongs would move all behind it each time.
    if claims.len() > before {
        claims.sort_by_key(|(range, _)| range.start);
    }
}

/// A time that counts may fall into.
struct Timed {
    /// Its place among the claims.
    place: usize,
    range: Range<usize>,
    moment: Moment,
    seconds: u64,
    /// The end of the last count that it holds.
    counted: Option<usize>,
}

impl Timed {
    /// Whether it holds the count too: the first one behind it, and those in a row with that: 失败3次、掉线2次.
    fn holds(&self, text: Text<'_>, count: &Range<usize>) -> bool {
        let Some(last) = self.counted else { return follows(text, self.range.end, count, &self.moment) };
        let between = text.between(last..count.start, ROW);
        let row = between.is_some_and(|between| {
            let parts = |c: char| matches!(c, '，' | ',' | '、' | '和' | '又' | '还');
            between.chars().filter(|c| matches!(c, '，' | ',' | '、')).count() <= 1
                && between.contains(parts)
                && !between.chars().any(ends)
        });
        row && text.char(count.start) != Some('第') && !never(text, count.end)
    }
}

/// 24小时内失败了3次 looks back, though 24小时内 alone looks ahead; 24小时内最多试3次 is a rule.
fn look_back(text: Text<'_>, end: usize, moment: &mut Moment) {
    const RULES: &[&str] = &[
        "最多",
        "至多",
        "只能",
        "不能超过",
        "只可",
        "不超过",
        "不得",
        "可以",
        "允许",
        "限",
        "必须",
        "需要",
        "能试",
        "能改",
        "给我",
        "给个",
        "请在",
    ];
    let (Some(from), Some(until)) = (moment.from, moment.until) else { return };
    let ahead = text.str().get(end..).unwrap_or_default();
    let near = ahead.char_indices().nth(8).map_or(ahead, |(stop, _)| ahead.get(..stop).unwrap_or_default());
    let rule = RULES.iter().any(|word| near.contains(word));
    if moment.time_kind != TimeKind::Deadline || rule {
        return;
    }
    let back = from.until((jiff::Unit::Year, until)).and_then(|length| from.checked_sub(length));
    let Ok(back) = back else { return };
    (moment.from, moment.until, moment.time_kind) = (Some(back), Some(from), TimeKind::Range);
}

fn window(message: &Message<'_>, at: Range<usize>, moment: &Moment, seconds: u64) -> Window {
    Window { span: message.span(at), seconds, grain: moment.grain }
}

/// How long a window is, if it is one: a length, a step, a range with two ends, or a whole day and more.
fn length(moment: &Moment) -> Option<u64> {
    match moment.time_kind {
        TimeKind::Vague => None,
        TimeKind::Point if matches!(moment.grain, Grain::Second | Grain::Minute | Grain::Hour) => None,
        _ => moment.seconds.or_else(|| {
            let (from, until) = moment.from.zip(moment.until)?;
            u64::try_from(from.duration_until(until).as_secs()).ok()
        }),
    }
    .filter(|seconds| *seconds > 0)
}

/// Whether a count belongs to the time before it. A comma may stand between only where the time is anchored: in
/// 等了两小时，打了3次 both are said for themselves.
fn follows(text: Text<'_>, end: usize, count: &Range<usize>, moment: &Moment) -> bool {
    let Some(between) = text.between(end..count.start, GAP) else { return false };
    let commas = between.chars().filter(|c| matches!(c, '，' | ',' | '、')).count();
    let over = between.chars().any(ends);
    // 三天才一次 and 三天前…一次 say how far apart.
    let apart = between.starts_with(['前', '后', '才']) || between.contains("第");
    let anchored = !matches!(moment.time_kind, TimeKind::Length | TimeKind::Elapsed);
    commas <= usize::from(anchored) && !over && !never(text, count.end) && !apart
}

/// Ends of sentences.
fn ends(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | ';' | '\n')
}

/// 一次都没有 says never.
fn never(text: Text<'_>, end: usize) -> bool {
    text.any(end, &["都没", "也没", "都不", "也不"]).is_some()
}

/// How many units a run has, and its length in seconds: 3 of 连续三天.
fn run(text: Text<'_>, range: &Range<usize>, moment: &Moment) -> Option<(f64, u64)> {
    text.any(range.start, RUNS).or_else(|| text.any_before(range.start, RUNS))?;
    let unit = match moment.grain {
        Grain::Minute => 60,
        Grain::Hour => 3_600,
        Grain::Day => 86_400,
        Grain::Week => 7 * 86_400,
        Grain::Month => 30 * 86_400,
        Grain::Year => 365 * 86_400,
        _ => return None,
    };
    let seconds = moment.seconds.filter(|_| moment.time_kind != TimeKind::Vague)?;
    let count = u32::try_from(seconds / unit).ok().filter(|_| seconds % unit == 0)?;
    (1..=999).contains(&count).then(|| (f64::from(count), seconds))
}
