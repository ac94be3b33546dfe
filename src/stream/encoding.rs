//! Bytes of whole records to text: UTF-8, else what the rest of the input says they are.

use encoding_rs::{BIG5, GB18030};
use serde::{Deserialize, Serialize};

use super::survey::Legacy;

/// What the bytes of an input are written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Encoding {
    /// Each record that is UTF-8 is read as UTF-8; all others as GB18030 or as Big5, whichever the input as a whole says.
    /// UTF-16 where a byte order mark says so.
    #[default]
    Auto,
    /// UTF-8.
    Utf8,
    /// GB18030, of which GBK and GB 2312 are part.
    Gb18030,
    /// Big5, with the characters of Hong Kong.
    Big5,
    /// UTF-16, by its byte order mark; without one, little-endian.
    Utf16,
}

impl Encoding {
    /// What is known of the records that are no UTF-8 before any is read: `None` if they have to say it themselves.
    pub(super) fn reading(self) -> Option<ReadAs> {
        match self {
            Self::Auto => None,
            Self::Utf8 | Self::Utf16 => Some(ReadAs::Utf8),
            Self::Gb18030 => Some(ReadAs::Legacy(Legacy::Gb18030)),
            Self::Big5 => Some(ReadAs::Legacy(Legacy::Big5)),
        }
    }

    /// Whether a record that is UTF-8 is taken as such.
    pub(super) fn takes_utf8(self) -> bool {
        !matches!(self, Self::Gb18030 | Self::Big5)
    }
}

/// How the bytes of one record are read.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "snake_case")]
pub(super) enum ReadAs {
    Utf8,
    Legacy(Legacy),
}

impl ReadAs {
    /// The text, with U+FFFD for what is no character. Of a record that was cut, half a character at the end is left out.
    pub(super) fn text(self, bytes: &[u8], cut: bool) -> String {
        let encoding = match self {
            Self::Utf8 => return utf8(bytes, cut),
            Self::Legacy(Legacy::Gb18030) => GB18030,
            Self::Legacy(Legacy::Big5) => BIG5,
        };
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let most = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len());
        let mut text = String::with_capacity(most);
        let _ = decoder.decode_to_string(bytes, &mut text, !cut);
        text
    }
}

fn utf8(bytes: &[u8], cut: bool) -> String {
    let bytes = if cut { whole_characters(bytes) } else { bytes };
    String::from_utf8_lossy(bytes).into_owned()
}

/// Without the beginning of a UTF-8 character whose end is missing.
pub(super) fn whole_characters(bytes: &[u8]) -> &[u8] {
    let tail = bytes.len().saturating_sub(3);
    for at in (tail..bytes.len()).rev() {
        let length = match bytes[at] {
            0x80..=0xBF => continue,
            0xC0..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF7 => 4,
            _ => 1,
        };
        return if at + length > bytes.len() { &bytes[..at] } else { bytes };
    }
    bytes
}

/// Whether bytes that are no UTF-8 are UTF-8 all the same, with a few bytes lost or broken: at least four of them in
/// characters of three bytes or more for each one in none. In GBK and Big5 such characters come by chance alone.
pub(super) fn broken_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().map(char::len_utf8).filter(|&length| length > 2).sum::<usize>();
        broken += chunk.invalid().len();
    }
    sound >= 4 * broken
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GB18030};
    use proptest::prelude::*;

    use super::{ReadAs, broken_utf8, whole_characters};
    use crate::stream::survey::Legacy;

    const GB: ReadAs = ReadAs::Legacy(Legacy::Gb18030);

    #[test]
    fn broken_utf8_is_no_gbk() {
        for text in ["退款没到账", "订单页面打不开", "a退款"] {
            let utf8 = text.as_bytes();
            assert!(broken_utf8(&[utf8, b"\xFF"].concat()), "{text}");
            assert!(!broken_utf8(&GB18030.encode(text).0), "{text}");
        }
        assert!(!broken_utf8(&BIG5.encode("退款還沒有收到").0));
    }

    #[test]
    fn half_a_character_at_a_cut_is_left_out() {
        let bytes = "a退𠀀".as_bytes();
        let rows = [(8, 8), (7, 4), (6, 4), (5, 4), (4, 4), (3, 1), (2, 1), (1, 1), (0, 0)];
        for (cut, whole) in rows {
            assert_eq!(whole_characters(&bytes[..cut]).len(), whole, "{cut}");
        }
        let gbk = GB18030.encode("退款").0.into_owned();
        assert_eq!(GB.text(&gbk[..3], true), "退");
        assert_eq!(GB.text(&gbk[..3], false), "退\u{fffd}");
    }

    proptest! {
        #[test]
        fn whatever_is_written_in_gb18030_comes_back(text in "\\PC{0,60}") {
            let (bytes, _, lost) = GB18030.encode(&text);
            prop_assume!(!lost);
            prop_assert_eq!(GB.text(&bytes, false), text);
        }

        #[test]
        fn a_cut_never_adds_a_character(text in "[退款a𠀀é]{1,20}", at in any::<prop::sample::Index>()) {
            for (bytes, read_as) in [(GB18030.encode(&text).0.into_owned(), GB), (text.clone().into_bytes(), ReadAs::Utf8)] {
                let cut = read_as.text(&bytes[..at.index(bytes.len())], true);
                prop_assert!(text.starts_with(&cut) || read_as == GB, "{cut}");
                prop_assert!(!cut.contains('\u{fffd}'), "{cut}");
            }
        }
    }
}
