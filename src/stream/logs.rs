//! Log lines: the prefix in front of a message, by a layout with a name or by a regular expression.

use jiff::civil::DateTime;
use regex::Regex;

use super::fields::Keep;
use super::record::{BadRecord, Draft, Field, Record};
use crate::calendar::parse_moment;

/// A layout of log lines that many programs share.
pub struct Layout {
    /// Its name.
    pub name: &'static str,
    /// What writes it, for people.
    pub of: &'static str,
    /// The prefixes, of which the first that fits is taken.
    patterns: &'static [&'static str],
    /// Lines in this layout, each with its time, level and message.
    #[cfg(test)]
    examples: &'static [(&'static str, &'static str, &'static str, &'static str)],
}

macro_rules! layouts {
    ($($name:literal, $of:literal, [$($pattern:literal),+ $(,)?], [$($example:expr),+ $(,)?];)+) => {
        /// All layouts.
        pub const LAYOUTS: &[Layout] = &[$(Layout {
            name: $name,
            of: $of,
            patterns: &[$($pattern),+],
            #[cfg(test)]
            examples: &[$($example),+],
        }),+];
    };
}

layouts! {
    "syslog", "rsyslog, journald, BSD (RFC 3164, RFC 5424)",
    [
        r"^<\d{1,3}>\d (?P<time>\S+) (?P<host>\S+) (?P<app>\S+) (?P<pid>\S+) \S+ (?:-|(?:\[(?:[^\]\\]|\\.)*\])+) ?(?:\x{feff})?",
        r"^(?:<\d{1,3}>)?(?P<time>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S+) (?P<host>\S+) (?P<app>[^\s:\[]+)(?:\[(?P<pid>\d+)\])?: ",
    ],
    [
        ("Nov 24 09:05:01 web-1 kefu[812]: 退款没到账", "2026-11-24T09:05:01", "", "退款没到账"),
        ("Nov  4 09:05:01 web-1 kefu: a: b", "2026-11-04T09:05:01", "", "a: b"),
        ("2026-11-24T01:05:01.25+00:00 web-1 kefu[812]: 你好", "2026-11-24T09:05:01.25", "", "你好"),
        ("<34>1 2026-11-24T01:05:01Z web-1 kefu 812 - - 付不了款", "2026-11-24T09:05:01", "", "付不了款"),
        ("<34>1 2026-11-24T01:05:01Z web-1 kefu - ID47 [a@1 b=\"c\"] 好", "2026-11-24T09:05:01", "", "好"),
    ];
    "nginx", "nginx and Apache: error logs, and access logs, whose message is the request",
    [
        r"^(?P<time>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) \[(?P<level>\w+)\] \d+#\d+: (?:\*\d+ )?",
        r#"^(?P<client>\S+) \S+ (?P<user>\S+) \[(?P<time>[^\]]+)\] "(?P<text>[^"]*)" (?P<status>\d{3}) (?P<size>\d+|-)"#,
    ],
    [
        ("2026/11/24 09:05:01 [error] 31#0: *7 支付回调超时", "2026-11-24T09:05:01", "error", "支付回调超时"),
        (
            "1.2.3.4 - - [24/Nov/2026:01:05:01 +0000] \"GET /退款 HTTP/1.1\" 404 12 \"-\" \"x\"",
            "2026-11-24T09:05:01", "", "GET /退款 HTTP/1.1",
        ),
    ];
    "log4j", "Log4j, Logback, Spring Boot",
    [
        r"^(?P<time>\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?) +(?P<level>[A-Z]{4,7}) +\d+ +--- +\[ *(?P<thread>[^\]]*)\] +(?P<logger>\S+) +: ?",
        r"^(?P<time>\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?) +\[(?P<thread>[^\]]*)\] +(?P<level>[A-Z]{4,7}) +(?P<logger>\S+) +[-:] +",
        r"^(?P<time>\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?) +\[?(?P<level>[A-Z]{4,7})\]? +(?:\[(?P<thread>[^\]]*)\] +)?(?P<logger>\S+) +[-:] +",
    ],
    [
        ("2026-11-24 09:05:01,250 [http-1] ERROR c.kefu.Chat - 扣了两次钱", "2026-11-24T09:05:01.25", "ERROR", "扣了两次钱"),
        ("2026-11-24 09:05:01.250  WARN 812 --- [  main] c.kefu.Chat   : 登不上去", "2026-11-24T09:05:01.25", "WARN", "登不上去"),
        ("2026-11-24 09:05:01 INFO [main] kefu.Chat - 你好", "2026-11-24T09:05:01", "INFO", "你好"),
        ("2026-11-24T09:05:01 INFO kefu.Chat: 你好", "", "", ""),
    ];
    "python", "Python's logging, as it comes and with times",
    [
        r"^(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:,\d+)?) - (?P<logger>\S+) - (?P<level>[A-Z]+) - ",
        r"^(?P<level>DEBUG|INFO|WARNING|ERROR|CRITICAL):(?P<logger>[^:\s]+):",
    ],
    [
        ("2026-11-24 09:05:01,250 - kefu - ERROR - 付款失败", "2026-11-24T09:05:01.25", "ERROR", "付款失败"),
        ("WARNING:kefu.chat:付款失败", "", "WARNING", "付款失败"),
    ];
    "glog", "glog, klog, Kubernetes",
    [r"^(?P<level>[IWEF])(?P<time>\d{4} \d\d:\d\d:\d\d)(?:\.\d+)? +(?P<thread>\d+) (?P<file>[^\s\]]+)\] "],
    [("E1124 09:05:01.250000     812 chat.go:41] 付款失败", "2026-11-24T09:05:01", "E", "付款失败")];
    "cri", "containers: containerd, CRI-O",
    [r"^(?P<time>\d{4}-\d\d-\d\dT\S+) (?P<stream>stdout|stderr) [FP] "],
    [("2026-11-24T01:05:01.25Z stdout F 付款失败", "2026-11-24T09:05:01.25", "", "付款失败")];
}

/// What stands in front of the messages of a log.
#[derive(Clone, Debug)]
pub struct Prefix {
    patterns: Vec<Regex>,
    now: DateTime,
}

impl Prefix {
    /// The layout with a name. `now` gives times without a year theirs.
    #[must_use]
    pub fn named(name: &str, now: DateTime) -> Option<Self> {
        let layout = LAYOUTS.iter().find(|layout| layout.name == name)?;
        let patterns = layout.patterns.iter().filter_map(|pattern| Regex::new(pattern).ok());
        Some(Self { patterns: patterns.collect(), now })
    }

    /// Messages begin behind the first match of a regular expression, or are its group `text`.
    #[must_use]
    pub fn of(regex: Regex, now: DateTime) -> Self {
        Self { patterns: vec![regex], now }
    }

    /// The record that a line makes; a line that does not fit is a message as a whole.
    pub(super) fn record(&self, line: &str, number: u64, keep: &Keep) -> Result<Record, BadRecord> {
        let whole = || Ok(Record { unmatched: true, ..Record::of_text(line.to_owned(), number) });
        let found = self.patterns.iter().find_map(|regex| Some((regex, regex.captures(line)?)));
        let Some((regex, groups)) = found else { return whole() };
        let mut draft = Draft::default();
        let behind = groups.get(0).map_or(0, |all| all.end());
        draft.set(Field::Text, line[behind..].into());
        for (name, value) in
            regex.capture_names().flatten().filter_map(|name| Some((name, groups.name(name)?)))
        {
            let value = value.as_str();
            let read = match (name, Field::named(name)) {
                ("level", _) => {
                    draft.level = Some(value.to_owned());
                    true
                }
                (_, Some(Field::Time)) => {
                    let Some(time) = self.time(value) else { return whole() };
                    draft.time = Some(time);
                    true
                }
                (_, Some(field)) => {
                    draft.set(field, value.into());
                    true
                }
                (_, None) => false,
            };
            if keep.holds(name, read) {
                draft.keep(name, &serde_json::Value::from(value).to_string());
            }
        }
        draft.finish(number, "text")
    }

    /// A time as logs write it: as `--now`, with slashes, as nginx, syslog and glog.
    fn time(&self, written: &str) -> Option<DateTime> {
        let bytes = written.as_bytes();
        if bytes.first()?.is_ascii_alphabetic() {
            let (month, rest) = (month(written.get(..3)?)?, written.get(4..)?);
            let (day, clock) = (rest.get(..2)?.trim(), rest.get(3..)?);
            return self.in_a_year(month, day.parse().ok()?, clock);
        }
        if bytes.get(4) == Some(&b' ') {
            let (month, day) = (written.get(..2)?.parse().ok()?, written.get(2..4)?.parse().ok()?);
            return self.in_a_year(month, day, written.get(5..)?);
        }
        if bytes.get(2) == Some(&b'/') {
            let (day, year, clock) = (written.get(..2)?, written.get(7..11)?, written.get(12..20)?);
            let offset = written.get(20..)?.trim();
            let (hours, minutes) = (offset.get(..3).unwrap_or("+08"), offset.get(3..).unwrap_or("00"));
            let month = month(written.get(3..6)?)?;
            return parse_moment(&format!("{year}-{month:02}-{day}T{clock}{hours}:{minutes}")).ok();
        }
        parse_moment(&written.replacen('/', "-", 2)).ok()
    }

    /// A time without a year: the last such day, up to tomorrow, for clocks run ahead.
    fn in_a_year(&self, month: i8, day: i8, clock: &str) -> Option<DateTime> {
        let tomorrow = self.now.date().tomorrow().ok()?;
        let year = self.now.year();
        let times = [year.checked_add(1)?, year, year - 1].into_iter();
        let mut times =
            times.filter_map(|year| parse_moment(&format!("{year:04}-{month:02}-{day:02}T{clock}")).ok());
        times.find(|time| time.date() <= tomorrow)
    }
}

fn month(name: &str) -> Option<i8> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let at = MONTHS.find(name).filter(|at| at % 3 == 0)?;
    i8::try_from(at / 3 + 1).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

    use super::{LAYOUTS, Prefix};
    use crate::calendar::parse_moment;
    use crate::stream::fields::Keep;

    fn named(name: &str, now: &str) -> Prefix {
        Prefix::named(name, parse_moment(now).unwrap()).unwrap()
    }

    #[test]
    fn every_layout_reads_its_examples() {
        for layout in LAYOUTS {
            let prefix = named(layout.name, "2026-11-24T12:00");
            assert_eq!(prefix.patterns.len(), layout.patterns.len(), "{}", layout.name);
            for &(line, time, level, text) in layout.examples {
                let record = prefix.record(line, 1, &Keep::Nothing).unwrap();
                // An example without anything is one that only looks like it.
                let fits = !(time.is_empty() && level.is_empty() && text.is_empty());
                assert_eq!(record.unmatched, !fits, "{line}");
                assert_eq!(record.text, if fits { text } else { line }, "{line}");
                assert_eq!(record.time, parse_moment(time).ok(), "{line}");
                assert_eq!(record.level.unwrap_or_default(), level, "{line}");
            }
        }
    }

    #[test]
    fn a_day_without_a_year_is_the_last_one() {
        for (now, line, expected) in [
            ("2027-01-01T00:10", "Dec 31 23:59:01 a b: c", "2026-12-31T23:59:01"),
            ("2026-12-31T23:50", "Jan  1 00:00:01 a b: c", "2027-01-01T00:00:01"),
            ("2026-03-01T00:00", "Feb 29 00:00:01 a b: c", ""),
            ("2026-03-01T00:00", "Xyz 29 00:00:01 a b: c", ""),
        ] {
            let record = named("syslog", now).record(line, 1, &Keep::Nothing).unwrap();
            assert_eq!(record.time, parse_moment(expected).ok(), "{line}");
            assert_eq!(record.unmatched, expected.is_empty(), "{line}");
        }
    }

    #[test]
    fn groups_are_fields_and_others_are_kept() {
        let regex = Regex::new(r"^(?P<id>\d+)\|(?P<shop>[^|]*)\|(?P<role>\w+)\|").unwrap();
        let prefix = Prefix::of(regex, parse_moment("2026-11-24").unwrap());
        let record = prefix.record("7|旗\"舰|agent|退款", 1, &Keep::Others).unwrap();
        assert_eq!((record.text.as_str(), record.kept.as_deref()), ("退款", Some(r#"{"shop":"旗\"舰"}"#)));
        let bad = prefix.record("7|x|nobody|退款", 4, &Keep::Nothing).unwrap_err();
        assert!(bad.error.starts_with("\"role\" is 'nobody'"), "{}", bad.error);
        assert!(prefix.record("退款", 1, &Keep::Nothing).unwrap().unmatched);
    }

    proptest! {
        #[test]
        fn no_line_is_a_danger(line in "[0-9A-Za-z/:., \\[\\]<>+|Nov退-]{0,40}", of in 0..LAYOUTS.len()) {
            let prefix = named(LAYOUTS[of].name, "2026-11-24");
            let _ = prefix.record(&line, 1, &Keep::Others);
            let _ = prefix.time(&line);
        }
    }
}
