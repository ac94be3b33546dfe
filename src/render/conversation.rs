//! How a conversation stands, in words.

use jiff::civil::DateTime;

use super::canvas::cut;
use super::phrases;
use super::reasons::minute;
use crate::render::Lang;
use crate::session::{Handover, SessionView};

/// An id is shown to so many columns: it is whoever's who sent the record.
const ID: usize = 32;

/// Everything about it, a part at a time.
pub(super) fn whole(view: &SessionView<'_>, now: DateTime, lang: Lang) -> Vec<String> {
    let mut parts = vec![cut(view.id, ID)];
    parts.push(match lang {
        Lang::Zh => format!("客户第 {} 句", view.turn),
        Lang::En => format!("turn {} of the writer", view.turn),
    });
    if view.switches > 0 {
        parts.push(match lang {
            Lang::Zh => format!("接连换了 {} 次类别", view.switches),
            Lang::En => format!("{} changes of category in a row", view.switches),
        });
    }
    if view.state == Handover::None {
        parts.push(phrases::handover(view.state.name(), lang).to_owned());
    }
    parts.extend(news(view, now, lang));
    parts
}

/// What somebody who reads on should know; nothing while nothing speaks for a person. Times of today are shown without
/// their day.
pub(super) fn news(view: &SessionView<'_>, now: DateTime, lang: Lang) -> Vec<String> {
    let mut parts = Vec::new();
    if view.state != Handover::None {
        let mut words = phrases::handover(view.state.name(), lang).to_owned();
        if let (Handover::Offered, Some(why)) = (view.state, view.why) {
            let why = phrases::why(why.name(), lang);
            words.push_str(&match lang {
                Lang::Zh => format!("（{why}）"),
                Lang::En => format!(" ({why})"),
            });
        }
        parts.push(words);
    }
    if let Some(offer) = view.offer {
        let from = moment(offer.from, now);
        let until = moment(offer.until, offer.from);
        parts.push(match lang {
            Lang::Zh => format!("{from}–{until} 生效"),
            Lang::En => format!("takes effect {from}–{until}"),
        });
    }
    if view.late {
        parts.push(lang.pick("比上一句还早，到得晚了", "late: earlier than a turn before it").to_owned());
    }
    if view.forgotten {
        parts.push(
            lang.pick("会话太多，前文已经清掉", "begins anew: too many conversations at once").to_owned(),
        );
    }
    parts
}

/// A moment as it is said on a day.
fn moment(moment: DateTime, day: DateTime) -> String {
    let full = minute(moment, true);
    if moment.date() == day.date() {
        full.split(' ').next_back().unwrap_or_default().to_owned()
    } else {
        full
    }
}
