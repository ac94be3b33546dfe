//! Which of the two old Chinese encodings bytes were written in: how many characters each reading makes rare.
//!
//! Nearly every pair of bytes is a character of both, so validity alone tells little. What tells is that people write common
//! characters: in GB18030 those lie in the first level of GB 2312 (lead bytes 0xB0 to 0xD7, trail bytes from 0xA1), in Big5
//! in its first level (lead bytes 0xA4 to 0xC6). The wrong reading scatters them over the rest of the table.

use serde::{Deserialize, Serialize};

/// The old Chinese encodings.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "snake_case")]
pub(super) enum Legacy {
    /// GB18030, of which GBK and GB 2312 are part.
    Gb18030,
    /// Big5 with the characters of Hong Kong.
    Big5,
}

/// What a pair counts that no reading of the kind allows; a rare character counts 1.
const IMPOSSIBLE: u64 = 4;

/// What speaks against each reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Survey {
    against_gb18030: u64,
    against_big5: u64,
}

impl Survey {
    /// What speaks against each reading of one record, which may be cut anywhere.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { against_gb18030: against(bytes, gb18030), against_big5: against(bytes, big5) }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.against_gb18030 += other.against_gb18030;
        self.against_big5 += other.against_big5;
    }

    /// The better reading; GB18030 where neither is.
    pub(super) fn better(self) -> Legacy {
        if self.against_big5 < self.against_gb18030 { Legacy::Big5 } else { Legacy::Gb18030 }
    }

    /// Whether the other reading would be much better: too much for a few odd characters.
    pub(super) fn contradicts(self, read_as: Legacy) -> bool {
        let (this, other) = match read_as {
            Legacy::Gb18030 => (self.against_gb18030, self.against_big5),
            Legacy::Big5 => (self.against_big5, self.against_gb18030),
        };
        this >= 4 && this > 2 * other
    }
}

/// The cost of one character: how many bytes it has, and what speaks against it.
type Cost = fn(&[u8]) -> (usize, u64);

fn against(mut bytes: &[u8], cost: Cost) -> u64 {
    let mut sum = 0;
    loop {
        let ascii = bytes.iter().take_while(|byte| byte.is_ascii()).count();
        bytes = &bytes[ascii..];
        // A single byte at the end may be half of a character.
        if bytes.len() < 2 {
            return sum;
        }
        let (length, against) = cost(bytes);
        sum += against;
        bytes = &bytes[length.min(bytes.len())..];
    }
}

fn gb18030(bytes: &[u8]) -> (usize, u64) {
    match (bytes[0], bytes[1]) {
        // 0xA1 to 0xA3: punctuation and full-width letters.
        (0xA1..=0xA3 | 0xB0..=0xD7, 0xA1..=0xFE) => (2, 0),
        (0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE) => (2, 1),
        (0x81..=0xFE, b'0'..=b'9') if bytes.len() < 4 => (bytes.len(), 0),
        (0x81..=0xFE, b'0'..=b'9') if matches!(bytes[2..4], [0x81..=0xFE, b'0'..=b'9']) => (4, 1),
        _ => (1, IMPOSSIBLE),
    }
}

fn big5(bytes: &[u8]) -> (usize, u64) {
    match (bytes[0], bytes[1]) {
        // From 0xA1 punctuation and full-width letters, from 0xA4 the first level.
        (0xA1..=0xC6, 0x40..=0x7E | 0xA1..=0xFE) => (2, 0),
        (0x81..=0xFE, 0x40..=0x7E | 0xA1..=0xFE) => (2, 1),
        _ => (1, IMPOSSIBLE),
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GB18030};

    use super::{Legacy, Survey};

    /// Messages as people write them, in both scripts.
    const SIMPLIFIED: [&str; 6] = [
        "你好，我昨天充的话费一直没有到，什么时候能到",
        "付款的时候提示网络错误，钱已经扣了",
        "账号登不上去，收不到验证码",
        "商家不给退货，我要投诉",
        "怎么修改绑定的银行卡",
        "转错人了能不能追回来？",
    ];
    const TRADITIONAL: [&str; 6] = [
        "你好，我昨天儲值的點數一直沒有到，請問什麼時候會到",
        "付款的時候顯示網路錯誤，錢已經被扣了",
        "帳號登不進去，收不到驗證碼",
        "店家不給退貨，我要申訴",
        "怎麼更改綁定的信用卡",
        "轉錯人了可以追回來嗎？",
    ];

    #[test]
    fn the_encoding_of_every_message_is_told() {
        for text in SIMPLIFIED.into_iter().chain(TRADITIONAL) {
            let survey = Survey::of(&GB18030.encode(text).0);
            assert_eq!(survey.better(), Legacy::Gb18030, "{text}: {survey:?}");
            assert!(!survey.contradicts(Legacy::Gb18030), "{text}: {survey:?}");
        }
        for text in TRADITIONAL {
            let survey = Survey::of(&BIG5.encode(text).0);
            assert_eq!(survey.better(), Legacy::Big5, "{text}: {survey:?}");
            assert!(survey.contradicts(Legacy::Gb18030), "{text}: {survey:?}");
            assert!(!survey.contradicts(Legacy::Big5), "{text}: {survey:?}");
        }
    }

    #[test]
    fn a_cut_or_an_end_speaks_for_nobody() {
        for bytes in [&b""[..], b"abc", b"\xC4", b"ab\xC4"] {
            assert_eq!(Survey::of(bytes), Survey::default());
        }
        assert_eq!(Survey::of(b"\x81\x30\x81").against_gb18030, 0);
        assert!(Survey::of(b"\xFF\xFF\xFF").against_gb18030 > 0);
    }
}
