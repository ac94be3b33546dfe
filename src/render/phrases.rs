//! The words for people, in both languages: one table for each family of stable names.

use super::origin::Lang;

/// The stable name, its Chinese, its English. A name that is in no row is shown as it is.
type Row = (&'static str, &'static str, &'static str);

const NEEDS: &[Row] = &[
    ("none", "不用处理", "nothing to do"),
    ("inquiry", "来咨询", "a question"),
    ("problem", "遇到问题", "a problem"),
    ("dispute", "有争议", "a dispute"),
];

const TIERS: &[Row] = &[
    ("1", "自助可以解决", "self-service can answer"),
    ("2", "要专员处理", "for a specialist"),
    ("3", "要督导处理", "for a supervisor"),
];

const EMERGENCIES: &[Row] = &[
    ("fund_loss", "资金损失", "money lost"),
    ("account_frozen", "账号冻结", "account frozen"),
    ("minor", "未成年人消费", "a child spent money"),
    ("overseas", "人在海外", "abroad"),
];

const SIGNALS: &[Row] = &[
    ("fund_loss", "资金损失", "money lost"),
    ("account_frozen", "账号冻结", "account frozen"),
    ("minor", "未成年人消费", "a child spent money"),
    ("overseas", "人在海外", "abroad"),
    ("handoff", "想找人工", "asks for a person"),
    ("pressure", "催促的话", "pressure"),
    ("greeting", "寒暄", "a greeting"),
    ("question", "提问", "a question"),
    ("request", "请求", "a request"),
    ("praise", "表扬", "praise"),
    ("consumer_platform", "12315 平台", "consumer platform 12315"),
    ("company_site", "客服官网", "the company's service site"),
    ("ministry", "工信部申诉", "the ministry's appeal system"),
];

const KINDS: &[Row] = &[
    ("term", "词语", "term"),
    ("code", "错误代码", "error code"),
    ("time", "时间", "time"),
    ("duration", "时长", "duration"),
    ("recurrence", "反复", "recurrence"),
    ("count", "次数", "count"),
    ("amount", "金额", "amount"),
    ("order", "订单号", "order number"),
    ("ticket", "以前的工单", "earlier case"),
    ("phone", "电话", "phone number"),
    ("card", "银行卡号", "card number"),
    ("identity", "证件号", "identity number"),
    ("email", "邮箱", "e-mail"),
    ("url", "链接", "link"),
    ("device", "设备", "device"),
    ("version", "版本", "version"),
    ("attachment", "附件", "attachment"),
];

const STATES: &[Row] = &[
    ("affirmed", "说的是事实", "stated as fact"),
    ("negated", "说的是没有", "said not to be so"),
    ("resolved", "已经解决", "settled already"),
    ("hypothetical", "只是假设", "only supposed"),
    ("asked", "只是询问", "only asked about"),
    ("past", "过去的事", "past and over"),
    ("someone_else", "别人的事", "someone else's"),
    ("praise", "在表扬", "praise"),
];

const STAGES: &[Row] = &[
    ("topic", "只点明话题", "names the subject"),
    ("problem", "出了问题", "something went wrong"),
    ("dispute", "已经升级", "it has escalated"),
];

const WEIGHTS: &[Row] = &[
    ("1", "沾边", "touches it"),
    ("2", "可疑", "suspicious"),
    ("3", "明确", "clear"),
    ("4", "严重", "urgent"),
    ("5", "单凭它就够", "enough on its own"),
];

const CLOCKS: &[Row] = &[
    ("record", "记录自带的时间", "the record's own time"),
    ("option", "命令指定的时间", "the time given with the command"),
    ("system", "电脑的时间", "the computer's clock"),
];

const HANDOVERS: &[Row] = &[
    ("none", "还不用转人工", "no person needed yet"),
    ("offered", "建议转人工", "offer a person"),
    ("requested", "客户要求转人工", "a person was asked for"),
    ("handed", "人工已经接手", "a person is here"),
];

const WHYS: &[Row] = &[
    ("switches", "接连换类别", "the category keeps changing"),
    ("repeat", "同一个问题又问了一遍", "the same request again"),
    ("rising", "问题越来越严重", "the need keeps rising"),
    ("handoff", "客户想找人工", "the writer asks for a person"),
    ("agent", "人工说话了", "a person has spoken"),
];

const TREATMENTS: &[Row] = &[
    ("direct", "直接进入", "goes there at once"),
    ("specialist", "转接专员", "passed on to a specialist"),
    ("priority", "优先分配人工", "given to a person first"),
];

const LEVELS: &[Row] =
    &[("regulator", "升级至监管层级", "lifts it to the regulator"), ("written", "书面说明", "in writing")];

const REQUIRED: &[Row] = &[
    ("order_no", "订单号或交易单号", "order or transaction number"),
    ("event_time", "事情发生的时间", "when it happened"),
    ("bound_minor", "未成年账号的绑定和监护证明", "proof that the child's account is bound"),
];

const GROUPS: &[Row] = &[
    ("entry", "入口", "ways in"),
    ("emergency", "紧急情形", "emergencies"),
    ("desk", "坐席", "desks"),
    ("outside", "站外渠道", "outside channels"),
];

const ACCOUNTS: &[Row] =
    &[("personal", "个人账号", "personal account"), ("enterprise", "企业账号", "enterprise account")];

const DAYS: &[Row] = &[
    ("workday", "工作日", "a workday"),
    ("make_up_workday", "调休上班", "a make-up workday"),
    ("weekend", "周末", "a weekend"),
    ("holiday", "法定节假日", "a legal holiday"),
    ("unknown", "不知道这一年的放假安排", "holidays of this year unknown"),
];

fn find<'w>(rows: &[Row], name: &'w str, lang: Lang) -> &'w str {
    let row = rows.iter().find(|(id, ..)| *id == name);
    row.map_or(name, |&(_, zh, en)| lang.pick(zh, en))
}

/// A need.
pub(super) fn need(name: &str, lang: Lang) -> &str {
    find(NEEDS, name, lang)
}

/// What a level of the funnel means.
pub(super) fn tier(tier: u8, lang: Lang) -> &'static str {
    find(TIERS, digit(tier), lang)
}

/// An emergency.
pub(super) fn emergency(name: &str, lang: Lang) -> &str {
    find(EMERGENCIES, name, lang)
}

/// How a message comes to a desk.
pub(super) fn treatment(name: &str, lang: Lang) -> &str {
    find(TREATMENTS, name, lang)
}

/// The level that a channel lifts a case to, or the form that it wants.
pub(super) fn level(name: &str, lang: Lang) -> &str {
    find(LEVELS, name, lang)
}

/// Proof that a desk asks for.
pub(super) fn required(name: &str, lang: Lang) -> &str {
    find(REQUIRED, name, lang)
}

/// A group of places.
pub(super) fn group(name: &str, lang: Lang) -> &str {
    find(GROUPS, name, lang)
}

/// A kind of account.
pub(super) fn account(name: &str, lang: Lang) -> &str {
    find(ACCOUNTS, name, lang)
}

/// A sort of day.
pub(super) fn day(name: &str, lang: Lang) -> &str {
    find(DAYS, name, lang)
}

/// A signal.
pub(super) fn signal(name: &str, lang: Lang) -> &str {
    find(SIGNALS, name, lang)
}

/// A kind of finding.
pub(super) fn kind(name: &str, lang: Lang) -> &str {
    find(KINDS, name, lang)
}

/// A proof that a message carries.
pub(super) fn proof(name: &str, lang: Lang) -> &str {
    match name {
        "time" => lang.pick("时间或次数", "time or count"),
        _ => kind(name, lang),
    }
}

/// How a finding is meant.
pub(super) fn state(name: &str, lang: Lang) -> &str {
    find(STATES, name, lang)
}

/// How far things have gone.
pub(super) fn stage(name: &str, lang: Lang) -> &str {
    find(STAGES, name, lang)
}

/// What a weight means.
pub(super) fn weight(weight: u8, lang: Lang) -> &'static str {
    find(WEIGHTS, digit(weight), lang)
}

/// Where the time comes from.
pub(super) fn clock(name: &str, lang: Lang) -> &str {
    find(CLOCKS, name, lang)
}

/// How far a conversation has come.
pub(super) fn handover(name: &str, lang: Lang) -> &str {
    find(HANDOVERS, name, lang)
}

/// What brought a conversation there.
pub(super) fn why(name: &str, lang: Lang) -> &str {
    find(WHYS, name, lang)
}

/// What a floor belongs to: a need, an emergency, a wish.
pub(super) fn floor(name: &str, lang: Lang) -> &str {
    let known = [NEEDS, EMERGENCIES, SIGNALS].into_iter().find(|rows| rows.iter().any(|row| row.0 == name));
    known.map_or(name, |rows| find(rows, name, lang))
}

/// Why a finding was refused; `detail` is the word or phrase that spoke against it.
pub(super) fn refusal(name: &str, detail: Option<&str>, lang: Lang) -> String {
    let detail = detail.unwrap_or_default();
    match (lang, name) {
        (Lang::Zh, "word") => format!("它切断了“{detail}”这个词"),
        (Lang::Zh, "whole_words") => "它只是别的词的一部分".into(),
        (Lang::Zh, "a_not_a") => "它只是“好不好”这类问话的后一半".into(),
        (Lang::Zh, "not_within") => format!("在“{detail}”里是别的意思"),
        (Lang::Zh, "not_after") => format!("跟在“{detail}”后面是别的意思"),
        (Lang::Zh, "not_before") => format!("后面接着“{detail}”，是别的意思"),
        (Lang::Zh, "pressure") => "催促的话不加分".into(),
        (Lang::Zh, "overlap") => "这里已有更重的一条".into(),
        (Lang::Zh, "address") => "它在网址或邮箱里，不是话".into(),
        (Lang::Zh, "greeting") => "它在问候语里".into(),
        (Lang::Zh, "repeat") => "同一条只算一次".into(),
        (Lang::Zh, "passing") => "只是顺口提到".into(),
        (Lang::En, "word") => format!("it cuts the word “{detail}”"),
        (Lang::En, "whole_words") => "it is only a part of another word".into(),
        (Lang::En, "a_not_a") => "it is half of a question that offers both, like 好不好".into(),
        (Lang::En, "not_within") => format!("inside “{detail}” it means something else"),
        (Lang::En, "not_after") => format!("right after “{detail}” it means something else"),
        (Lang::En, "not_before") => format!("right before “{detail}” it means something else"),
        (Lang::En, "pressure") => "pressure never counts".into(),
        (Lang::En, "overlap") => "a heavier one stands here already".into(),
        (Lang::En, "address") => "it lies in a web or e-mail address".into(),
        (Lang::En, "greeting") => "it lies in a greeting".into(),
        (Lang::En, "repeat") => "the same thing counts only once".into(),
        (Lang::En, "passing") => "it is only named in passing".into(),
        _ => name.into(),
    }
}

const fn digit(number: u8) -> &'static str {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    DIGITS[(number % 10) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::{Identifier, Refusal};
    use crate::judge::Group;
    use crate::lexicon::{Emergency, Need, Stage, State, Treatment};
    use crate::session::{Handover, Why};

    #[test]
    fn every_stable_name_has_its_words() {
        for lang in [Lang::Zh, Lang::En] {
            for name in [Need::None, Need::Inquiry, Need::Problem, Need::Dispute].map(Need::name) {
                assert_ne!(need(name, lang), name);
                assert_ne!(floor(name, lang), name);
            }
            use Emergency::{AccountFrozen, FundLoss, Minor, Overseas};
            for name in [FundLoss, AccountFrozen, Minor, Overseas].map(Emergency::name) {
                assert_ne!(emergency(name, lang), name);
                assert_ne!(signal(name, lang), name);
            }
            for name in [Stage::Topic, Stage::Problem, Stage::Dispute].map(Stage::name) {
                assert_ne!(stage(name, lang), name);
            }
            use State::{Affirmed, Asked, Hypothetical, Negated, Past, Praise, Resolved, SomeoneElse};
            for state_ in [Affirmed, Negated, Resolved, Hypothetical, Asked, Past, SomeoneElse] {
                assert_ne!(state(state_.name(), lang), state_.name());
            }
            assert_eq!(state(Praise.name(), Lang::Zh), "在表扬");
            for name in Handover::ALL.map(Handover::name) {
                assert_ne!(handover(name, lang), name);
            }
            for name in Treatment::ALL.map(Treatment::name) {
                assert_ne!(treatment(name, lang), name);
            }
            for name in Group::ALL.map(Group::name) {
                assert_ne!(group(name, lang), name);
            }
            for name in ["order_no", "event_time", "bound_minor"] {
                assert_ne!(required(name, lang), name);
            }
            for name in Why::ALL.map(Why::name) {
                assert_ne!(why(name, lang), name);
            }
            for refused in [
                Refusal::NotWhole,
                Refusal::Pressure,
                Refusal::Address,
                Refusal::Greeting,
                Refusal::Overlap,
                Refusal::Repeat,
                Refusal::Passing,
                Refusal::ANotA,
            ] {
                assert_ne!(refusal(refused.name(), None, lang), refused.name());
            }
            for refused in [Refusal::Within("词"), Refusal::After("词"), Refusal::Before("词")] {
                assert!(refusal(refused.name(), Some("词"), lang).contains("词"));
            }
        }
        for kind_ in [Identifier::Ticket, Identifier::Url, Identifier::Attachment, Identifier::Order] {
            assert_ne!(kind(kind_.name(), Lang::Zh), kind_.name());
        }
        assert_eq!(weight(5, Lang::Zh), "单凭它就够");
        assert_eq!(tier(3, Lang::En), "for a supervisor");
    }
}
