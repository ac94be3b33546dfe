//! Profiles of writers: past tickets by category, each by its user, and those of accounts alike.

use std::collections::HashMap;

use serde::Deserialize;

use super::record::{Account, Record};
use crate::judge::{Alike, History, Past, PastSource};

/// What is known of the writers of many messages.
#[derive(Debug, Default)]
pub struct Profiles {
    by_user: HashMap<String, Profile>,
    /// The profile of every message, whoever wrote it.
    of_all: Option<Profile>,
    alike: Vec<Alike>,
}

#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
struct Profile {
    #[serde(default)]
    history: Option<History>,
    #[serde(default)]
    account: Option<Sort>,
    #[serde(default)]
    region: Option<String>,
}

#[derive(Deserialize, Clone, Copy, Debug)]
#[serde(rename_all = "lowercase")]
enum Sort {
    Personal,
    Enterprise,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    #[serde(default)]
    account: Option<Sort>,
    #[serde(default)]
    region: Option<String>,
    history: History,
}

/// A file of many profiles.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Many {
    profiles: HashMap<String, Profile>,
    #[serde(default)]
    alike: Vec<Group>,
}

/// A file of one profile.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct One {
    #[serde(default)]
    history: Option<History>,
    #[serde(default)]
    account: Option<Sort>,
    #[serde(default)]
    region: Option<String>,
    #[serde(default)]
    alike: Vec<Group>,
}

impl Profiles {
    /// Reads a file of profiles: an object with `profiles` holds one for each user, any other object is the profile of
    /// every message.
    ///
    /// # Errors
    /// What is wrong with it, and on which line.
    pub fn parse(text: &str) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Kind {
            profiles: Option<serde::de::IgnoredAny>,
        }
        let kind: Kind = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let (by_user, of_all, alike) = if kind.profiles.is_some() {
            let Many { profiles, alike } = serde_json::from_str(text).map_err(|error| error.to_string())?;
            (profiles, None, alike)
        } else {
            let One { history, account, region, alike } =
                serde_json::from_str(text).map_err(|error| error.to_string())?;
            (HashMap::new(), Some(Profile { history, account, region }), alike)
        };
        let group = |group: Group| Alike {
            account: group.account.map(|sort| sort.name().to_owned()),
            region: group.region,
            history: group.history,
        };
        Ok(Self { by_user, of_all, alike: alike.into_iter().map(group).collect() })
    }

    fn of<'p>(&'p self, record: &Record) -> Option<&'p Profile> {
        let named = record.user.as_ref().and_then(|user| self.by_user.get(user));
        named.or(self.of_all.as_ref())
    }
}

impl Sort {
    const fn name(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Enterprise => "enterprise",
        }
    }
}

/// What is known of the past of a record's writer. The record's own history goes before that of its profile; of the groups
/// of accounts alike, the first that fits is taken. `account` and `region` are those the record is decided by; where
/// nothing names them, the profile's say which group fits, and nothing else.
pub(super) fn past<'r>(
    profiles: Option<&'r Profiles>,
    record: &'r Record,
    account: Option<Account>,
    region: Option<&str>,
) -> Past<'r> {
    let profile = profiles.and_then(|profiles| profiles.of(record));
    let by_record = record.history.as_ref().map(|history| (history, PastSource::Record));
    let by_profile = || Some((profile?.history.as_ref()?, PastSource::Profile));
    let account = account.map(|account| match account {
        Account::Personal => Sort::Personal,
        Account::Enterprise => Sort::Enterprise,
    });
    let account = account.or_else(|| profile?.account).map(Sort::name);
    let region = region.or_else(|| profile?.region.as_deref());
    let fits = |stated: Option<&str>, is: Option<&str>| stated.is_none_or(|stated| is == Some(stated));
    let alike = profiles.and_then(|profiles| {
        profiles
            .alike
            .iter()
            .find(|one| fits(one.account.as_deref(), account) && fits(one.region.as_deref(), region))
    });
    Past { user: record.user.as_deref(), own: by_record.or_else(by_profile), alike }
}

#[cfg(test)]
mod tests {
    use super::{Account, PastSource, Profiles, past};
    use crate::stream::parse;

    const MANY: &str = r#"{
        "profiles": {"u1": {"history": {"payment": 3}, "account": "enterprise"}, "7": {"history": {"fault": 1}}},
        "alike": [{"account": "enterprise", "history": {"payment": 9}}, {"region": "HK", "history": {"security": 2}}]
    }"#;

    fn told(profiles: &str, line: &str, account: Option<Account>) -> String {
        let profiles = Profiles::parse(profiles).unwrap();
        let record = parse(line.as_bytes(), 1).unwrap();
        let past = past(Some(&profiles), &record, record.account.or(account), record.region.as_deref());
        format!("{:?} {:?}", past.own.map(|(own, by)| (own.clone(), by)), past.alike.map(|one| &one.history))
    }

    #[test]
    fn a_record_goes_before_its_profile() {
        let rows = [
            (r#"{"text":"","user":"u1"}"#, r#"Some(({"payment": 3}, Profile)) Some({"payment": 9})"#),
            (r#"{"text":"","customer":7}"#, r#"Some(({"fault": 1}, Profile)) None"#),
            (
                r#"{"text":"","user":"u1","history":{"fault":2}}"#,
                r#"Some(({"fault": 2}, Record)) Some({"payment": 9})"#,
            ),
            (r#"{"text":"","user":"nobody","region":"HK"}"#, r#"None Some({"security": 2})"#),
            (r#"{"text":"","user":"u1","account":"personal"}"#, r#"Some(({"payment": 3}, Profile)) None"#),
            // What is no history, or no user, is let pass like a field that is not known.
            (r#"{"text":"","user":{"id":1},"history":["早上好"]}"#, "None None"),
            (
                r#"{"text":"","user":"u1","history":{"fault":-1}}"#,
                r#"Some(({"payment": 3}, Profile)) Some({"payment": 9})"#,
            ),
        ];
        for (line, expected) in rows {
            assert_eq!(told(MANY, line, None), expected, "{line}");
        }
        let one = r#"{"history": {"fault": 4}}"#;
        assert_eq!(told(one, r#"{"text":"","user":"x"}"#, None), r#"Some(({"fault": 4}, Profile)) None"#);
        let enterprise = told(MANY, r#"{"text":""}"#, Some(Account::Enterprise));
        assert_eq!(enterprise, r#"None Some({"payment": 9})"#);
    }

    #[test]
    fn a_file_that_is_wrong_says_where() {
        for (text, part) in [
            ("[]", "expected struct"),
            (r#"{"histroy":{}}"#, "unknown field `histroy`, expected one of"),
            (r#"{"history":{"payment":-3}}"#, "at line 1"),
            ("{\"profiles\":{\n\"a\":{\"account\":\"vip\"}}}", "at line 2"),
            ("{", "EOF"),
        ] {
            let error = Profiles::parse(text).unwrap_err();
            assert!(error.contains(part), "{text}: {error}");
        }
        assert_eq!(PastSource::Profile.name(), "profile");
    }
}
