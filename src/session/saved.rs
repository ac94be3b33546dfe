//! A memory of conversations as it is written down, and read again.

use jiff::civil::DateTime;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::course::Course;
use super::sessions::Sessions;
use super::shelf::Key;

/// A conversation; without a course it is one that had to go to make room.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row<C> {
    #[serde(with = "digits")]
    id: Key,
    last: Option<DateTime>,
    course: Option<C>,
}

/// A row a conversation, the longest silent ones first.
impl Serialize for Sessions {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let evicted = self.evicted.iter().map(|(&id, last, ())| Row { id, last, course: None });
        let courses = self.courses.iter().map(|(&id, last, course)| Row { id, last, course: Some(course) });
        out.collect_seq(evicted.chain(courses))
    }
}

/// The policy is not written down: see [`Sessions::under`].
impl<'de> Deserialize<'de> for Sessions {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let rows = Vec::<Row<Course>>::deserialize(from)?;
        let mut sessions = Self::default();
        for Row { id, last, course } in rows {
            match course {
                Some(course) => sessions.courses.put(id, last, course),
                None => sessions.evicted.put(id, last, ()),
            }
        }
        Ok(sessions)
    }
}

/// 128 bits as 32 hexadecimal digits.
pub(super) mod digits {
    use std::borrow::Cow;

    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(in crate::session) fn serialize<S: Serializer>(bits: &[u8; 16], out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(&format_args!("{:032x}", u128::from_be_bytes(*bits)))
    }

    pub(in crate::session) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 16], D::Error> {
        let text = Cow::<str>::deserialize(from)?;
        let sound = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let bits = sound.then(|| u128::from_str_radix(&text, 16).ok()).flatten();
        bits.map(u128::to_be_bytes).ok_or_else(|| D::Error::custom("expected 32 hexadecimal digits"))
    }
}
