//! What the writer's past would lead one to expect, in words that say that it is a guess.

use super::origin::Lang;
use super::writer::rounded;
use crate::judge::Prior;

/// Where the guess comes from: 以前 4 张工单：支付问题 3、功能故障 1.
pub(super) fn grounds(prior: &Prior<'_>, lang: Lang) -> String {
    let own: Vec<String> =
        prior.own.iter().map(|(category, tickets)| format!("{} {tickets}", category.name)).collect();
    let own = own.join(lang.pick("、", ", "));
    let others = prior.alike.as_ref().map_or(0, |(_, tickets)| *tickets);
    match (lang, prior.tickets(), others) {
        (Lang::Zh, 0, 0) => "没有以前的工单".to_owned(),
        (Lang::En, 0, 0) => "no earlier tickets".to_owned(),
        (Lang::Zh, 0, others) => format!("没有自己的工单；同类账号 {others} 张"),
        (Lang::En, 0, others) => format!("no tickets of their own; {others} of accounts alike"),
        (Lang::Zh, mine, 0) => format!("以前 {mine} 张工单：{own}"),
        (Lang::En, mine, 0) => format!("{mine} earlier tickets: {own}"),
        (Lang::Zh, mine, others) => format!("以前 {mine} 张工单：{own}；同类账号 {others} 张"),
        (Lang::En, mine, others) => format!("{mine} earlier tickets: {own}; {others} of accounts alike"),
    }
}

/// The shares, the greatest first: 支付问题 50%、功能故障 25%.
pub(super) fn shares(prior: &Prior<'_>, lang: Lang) -> String {
    let mut shares: Vec<_> = prior.categories.iter().collect();
    shares.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let shares = shares.iter().map(|(category, p)| format!("{} {}%", category.name, rounded(p * 100.0, 1)));
    shares.collect::<Vec<_>>().join(lang.pick("、", ", "))
}

/// What one may ask about where the message names no subject, marked as a guess where a narrow line won't cut it off; `None` where it does, or where nothing is likelier.
pub(super) fn suggestion(prior: &Prior<'_>, lang: Lang) -> Option<String> {
    let name = &prior.suggests?.name;
    let grounds = grounds(prior, lang);
    Some(match lang {
        Lang::Zh => format!("猜测：没说是什么事，也许是{name}，问一句再定；{grounds}"),
        Lang::En => format!("a guess: perhaps {name}, ask first; {grounds}"),
    })
}

/// What a guess is worth, whatever it says.
pub(super) const fn caveat(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "只是猜测：分数、类别、去处都不受影响",
        Lang::En => "only a guess: it changes neither score nor category nor desk",
    }
}

/// Whether this kind of account can see its own tickets; `None` when the pack does not say.
pub(super) fn offered(offered: Option<bool>, lang: Lang) -> Option<&'static str> {
    offered.map(|offered| match (lang, offered) {
        (Lang::Zh, true) => "这种账号自己能查历史工单",
        (Lang::Zh, false) => "这种账号自己查不到历史工单",
        (Lang::En, true) => "this kind of account can look its earlier tickets up",
        (Lang::En, false) => "this kind of account is not offered its earlier tickets",
    })
}
