//! Whether a message speaks of an error code, named or not: 有个错误码, 报错了.

use super::reading::{Firsts, Text};
use crate::text::Message;

/// Words for the code itself, and for what comes with one.
const MENTIONS: &[&str] = &[
    "错误码",
    "错误代码",
    "错误代号",
    "错误编号",
    "错误编码",
    "错误号",
    "错误提示",
    "错误信息",
    "报错",
    "报了个错",
    "报个错",
    "报了错",
    "异常码",
    "异常代码",
    "故障码",
    "故障代码",
    "返回码",
    "状态码",
    "提示错误",
    "提示异常",
    "未知错误",
    "系统错误",
    "errcode",
    "errorcode",
    "error code",
];

/// What a mention begins with.
static FIRST: Firsts = Firsts::of(MENTIONS);

/// Words before a mention that take it back.
const DENIED: &[&str] = &[
    "没有",
    "没",
    "不",
    "无",
    "不会",
    "不再",
    "没有再",
    "没再",
    "别",
    "没有任何",
    "没任何",
    "没有什么",
    "没有显示",
    "不显示",
    "没显示",
    "没有提示",
    "没提示",
    "没看到",
    "没有看到",
];

/// Whether a message speaks of an error code. It may name one as well.
#[must_use]
pub fn mentions_code(message: &Message<'_>) -> bool {
    let text = Text::new(message.folded());
    let mut at = FIRST.next(text, 0);
    while at < text.len() {
        // One denial and one mention: it speaks of a code.
        if text.any(at, MENTIONS).is_some() && text.any_before(at, DENIED).is_none() {
            return true;
        }
        at = FIRST.next(text, at + text.char(at).map_or(1, char::len_utf8));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::mentions_code;
    use crate::text::Message;

    #[test]
    fn a_code_is_spoken_of() {
        for text in [
            "登录的时候弹出来一个错误码",
            "提示错误代码，我没记住",
            "一打开就报错了",
            "顯示錯誤代碼",
            "付款报了个错，页面就关了",
            "有个 Error Code 看不懂",
            "昨天没报错，今天又报错",
        ] {
            assert!(mentions_code(&Message::new(text)), "{text}");
        }
        for text in
            ["没有报错，就是打不开", "现在不报错了", "也没有任何错误提示", "付款失败", "今天没显示错误码"]
        {
            assert!(!mentions_code(&Message::new(text)), "{text}");
        }
    }
}
