//! Words that stand beside error codes, and how much they prove.

use crate::detect::reading::Text;

/// How much a cue proves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Strength {
    /// 返回, 提示, 失败: stands beside codes and beside much else.
    Weak,
    /// 报错, error: a code is likely if its shape allows one.
    Medium,
    /// 错误码, errcode: the slot where a code belongs.
    Strong,
}

use Strength::{Medium, Strong, Weak};

/// Cues before a code. A cue that ends with another one must come first.
const BEFORE: &[(&str, Strength)] = &[
    ("错误码", Strong),
    ("错误代码", Strong),
    ("错误代号", Strong),
    ("错误编码", Strong),
    ("错误编号", Strong),
    ("错误号", Strong),
    ("报错码", Strong),
    ("报错代码", Strong),
    ("报错代号", Strong),
    ("异常码", Strong),
    ("异常代码", Strong),
    ("故障码", Strong),
    ("故障代码", Strong),
    ("返回码", Strong),
    ("返回代码", Strong),
    ("状态码", Strong),
    ("响应码", Strong),
    ("应答码", Strong),
    ("结果码", Strong),
    ("退出码", Strong),
    ("停止代码", Strong),
    ("错误码段", Strong),
    ("errorcode", Strong),
    ("error_code", Strong),
    ("error code", Strong),
    ("err_code", Strong),
    ("errcode", Strong),
    ("err code", Strong),
    ("errno", Strong),
    ("sub_code", Strong),
    ("subcode", Strong),
    ("result_code", Strong),
    ("resultcode", Strong),
    ("resultstatus", Strong),
    ("returncode", Strong),
    ("return_code", Strong),
    ("retcode", Strong),
    ("ret_code", Strong),
    ("statuscode", Strong),
    ("status_code", Strong),
    ("status code", Strong),
    ("sqlstate", Strong),
    ("nsurlerrordomain", Strong),
    ("nserror", Medium),
    ("winerror", Strong),
    ("oserror", Strong),
    ("fatal signal", Strong),
    ("signal", Strong),
    ("stop code", Strong),
    ("exit code", Strong),
    ("hresult", Strong),
    ("code", Strong),
    ("http", Strong),
    ("报错信息", Medium),
    ("错误信息", Medium),
    ("报错提示", Medium),
    ("错误提示", Medium),
    ("报错", Medium),
    ("报了", Medium),
    ("报", Medium),
    ("抛出", Medium),
    ("抛", Medium),
    ("触发", Medium),
    ("导致", Weak),
    ("错误", Medium),
    ("异常", Medium),
    ("error", Medium),
    ("err", Medium),
    ("errors", Medium),
    ("exception", Medium),
    ("返回值", Weak),
    ("返回", Weak),
    ("提示", Weak),
    ("显示", Weak),
    ("出现", Weak),
    ("响应", Weak),
    ("弹出", Weak),
    ("弹窗", Weak),
    ("弹", Weak),
    ("跳出", Weak),
    ("表现为", Weak),
    ("遇到", Weak),
    ("失败", Weak),
    ("超时", Weak),
    ("蓝屏", Weak),
    ("服务器", Weak),
    ("页面", Weak),
    ("网页", Weak),
    ("网站", Weak),
    ("网关", Weak),
    ("nginx", Weak),
    ("接口", Weak),
    ("一直", Weak),
    ("老是", Weak),
    ("总是", Weak),
    ("status", Weak),
    ("state", Weak),
    ("type", Weak),
    ("代码", Weak),
    ("failed", Weak),
];

/// What may stand between a cue and its code.
const BRIDGES: &[&str] = &[
    " ", ":", "：", "=", "\"", "“", "”", "'", "‘", "「", "『", "【", "[", "(", "（", "<", "《", "→", "是",
    "为", "了", "着", "出", "一个", "个", "这个", "如下", "的", "号", "段", "值", "代码", "uncaught", "上",
    "，", "有", "过",
];

/// The cue right before `at`, over at most a few bridges: its strength and where it starts.
pub(super) fn before(text: Text<'_>, at: usize) -> Option<(Strength, usize)> {
    let mut at = at;
    let mut comma = false;
    for _ in 0..6 {
        if let Some(found) = cue(text, at) {
            // Over a comma only a medium cue reaches, and only just.
            return (!comma || found.0 < Strong).then_some(if comma { (Weak, found.1) } else { found });
        }
        let before = text.any_before(at, BRIDGES)?;
        comma |= text.eat(before, "，").is_some();
        at = before;
    }
    None
}

fn cue(text: Text<'_>, at: usize) -> Option<(Strength, usize)> {
    BEFORE.iter().find_map(|&(word, strength)| {
        let start = text.any_before(at, &[word])?;
        let inside = word.is_ascii() && {
            let byte = text.byte_before(start);
            byte.is_ascii_alphanumeric() || byte == b'_'
        };
        let other = word == "报"
            && text.any_before(start, &["举", "汇", "申", "上", "填", "预", "谎", "海", "日"]).is_some()
            || word == "代码" && other_codes(text, start);
        (!inside && !other).then_some((strength, start))
    })
}

/// Whether what ends before `at` has a 代码 that is no error's: 股票代码, 优惠代码.
pub(super) fn other_codes(text: Text<'_>, at: usize) -> bool {
    const OTHER: &[&str] = &[
        "提额", "股票", "基金", "证券", "债券", "行业", "优化", "源", "优惠", "折扣", "邀请", "推荐", "兑换",
        "促销", "国家", "地区", "邮政", "机构", "信用",
    ];
    text.any_before(at, OTHER).is_some()
}

/// Cues behind a code.
const AFTER: &[(&str, Strength)] = &[
    ("错误码", Strong),
    ("错误代码", Strong),
    ("错误", Strong),
    ("报错", Strong),
    ("异常", Strong),
    ("状态码", Strong),
    ("返回码", Strong),
    ("error", Strong),
    ("的错", Strong),
    ("错", Medium),
    ("页面", Weak),
    ("失败", Weak),
    ("问题", Weak),
    ("提示", Weak),
];

/// The strength of the cue right behind `end`.
pub(super) fn after(text: Text<'_>, end: usize) -> Option<Strength> {
    let mut at = end;
    for _ in 0..3 {
        if let Some((strength, _)) = text.look(at, AFTER) {
            return Some(strength);
        }
        at = text.any(
            at,
            &[" ", "】", "]", ")", "）", "”", "\"", "'", "」", "的", "这个", "之类的", "网络", "服务器"],
        )?;
    }
    None
}

/// Words of trouble that a row of a table of codes contains.
const TROUBLE: &[&str] = &[
    "错误",
    "失败",
    "异常",
    "非法",
    "不合法",
    "不正确",
    "不支持",
    "未授权",
    "未找到",
    "不存在",
    "无效",
    "超时",
    "拒绝",
    "不符",
    "不足",
    "过期",
    "不一致",
    "受限",
    "error",
    "failed",
    "invalid",
];

/// Whether the next few words after `at` speak of trouble.
pub(super) fn trouble_ahead(text: Text<'_>, at: usize) -> bool {
    let mut at = at;
    for _ in 0..30 {
        if text.any(at, TROUBLE).is_some() {
            return true;
        }
        match text.char(at) {
            Some(c) if !matches!(c, '。' | '；' | '\n' | '！' | '？') => at += c.len_utf8(),
            _ => return false,
        }
    }
    false
}

/// The system that speaks: the ASCII word before a cue, as in `wx-pay error 400`.
pub(super) fn family(text: Text<'_>, cue: usize) -> Option<String> {
    if text.eat(cue, "fatal signal").is_some() {
        return Some("signal".to_owned());
    }
    if let Some(known) = ["http", "sqlstate", "errno", "winerror", "signal"]
        .iter()
        .find(|known| text.eat(cue, known).is_some())
    {
        return Some((*known).to_owned());
    }
    let end = if text.byte_before(cue) == b' ' { cue - 1 } else { cue };
    let start = (end.saturating_sub(32)..end)
        .rev()
        .take_while(|&i| text.byte(i).is_ascii_alphanumeric() || matches!(text.byte(i), b'-' | b'_' | b'.'))
        .last()?;
    let word = text.str().get(start..end)?.trim_matches(['-', '_', '.']);
    let cue_word = BEFORE.iter().any(|(cue, _)| *cue == word);
    let plain = word.len() < 2
        || !word.as_bytes()[0].is_ascii_alphabetic()
        || matches!(word, "an" | "the" | "got" | "get" | "fatal" | "unknown" | "app" | "rpc");
    (!cue_word && !plain).then(|| word.to_owned())
}
