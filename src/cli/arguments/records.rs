//! How records are cut, decoded and taken apart.

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, ValueEnum};
use jiff::civil::DateTime;
use regex::Regex;

use crate::stream::{Encoding, FieldPath, LAYOUTS, MAX_RECORD};

/// The records of an input.
#[derive(Args, Clone, Debug, Default)]
pub(in crate::cli) struct Records {
    /// Where the message stands in an NDJSON object, e.g. data.message.text or /data/message/text
    #[arg(long, value_name = "PATH", value_parser = FieldPath::parse, help_heading = "Input")]
    pub(in crate::cli) field: Option<FieldPath>,
    /// The column of a table that holds the message, by name or by number from 1
    #[arg(long, value_name = "COLUMN", help_heading = "Input")]
    pub(in crate::cli) column: Option<String>,
    /// The first row of a table is a record, no header; needs --column
    #[arg(long, requires = "column", help_heading = "Input")]
    pub(in crate::cli) no_header: bool,
    /// Hand other fields through to the output: all, or those named, with commas between them
    #[arg(
        long,
        value_name = "NAMES",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        help_heading = "Input"
    )]
    pub(in crate::cli) keep: Option<String>,
    /// Lines of a log: the message begins behind what this matches, or is its group `text`; groups may be named like
    /// fields: time, level, id, session …
    #[arg(long, value_name = "REGEX", value_parser = regex, conflicts_with = "layout", help_heading = "Input")]
    pub(in crate::cli) after: Option<Regex>,
    /// Lines of a log in a layout that is known
    #[arg(long, value_name = "NAME", value_parser = layouts(), help_heading = "Input")]
    pub(in crate::cli) layout: Option<String>,
    /// What bytes are written in; auto: each record that is UTF-8 is, the others are GB18030 or Big5 by what the whole
    /// input says
    #[arg(long, value_name = "ENCODING", default_value = "auto", help_heading = "Input")]
    pub(in crate::cli) encoding: Written,
    /// Stop at bytes that are no characters, instead of writing U+FFFD for them
    #[arg(long, help_heading = "Input")]
    pub(in crate::cli) strict_encoding: bool,
    /// Decide longer records by their beginning of this size; a number of bytes, or with K or M behind it
    #[arg(long, value_name = "SIZE", default_value = "1M", value_parser = size, help_heading = "Input")]
    pub(in crate::cli) max_record: Size,
    /// Now, for times in logs that have no year.
    #[arg(skip)]
    pub(in crate::cli) now: Option<DateTime>,
}

/// A number of bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) struct Size(pub(in crate::cli) usize);

impl Default for Size {
    fn default() -> Self {
        Self(MAX_RECORD)
    }
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::cli) enum Written {
    #[default]
    Auto,
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    #[value(alias = "gbk", alias = "gb2312")]
    Gb18030,
    Big5,
    #[value(name = "utf-16", alias = "utf16")]
    Utf16,
}

impl Written {
    pub(in crate::cli) fn encoding(self) -> Encoding {
        match self {
            Self::Auto => Encoding::Auto,
            Self::Utf8 => Encoding::Utf8,
            Self::Gb18030 => Encoding::Gb18030,
            Self::Big5 => Encoding::Big5,
            Self::Utf16 => Encoding::Utf16,
        }
    }
}

/// The least and the most that a record may be limited to: a line, and what is surely no message.
const SIZES: std::ops::RangeInclusive<usize> = 1024..=1024 * 1024 * 1024;

fn size(text: &str) -> Result<Size, String> {
    let upper = text.to_ascii_uppercase();
    let upper = upper.strip_suffix("IB").or(upper.strip_suffix('B')).unwrap_or(&upper);
    let (digits, unit) = match upper.strip_suffix(['K', 'M', 'G']) {
        Some(digits) => (digits, upper.chars().last()),
        None => (upper, None),
    };
    let unit = match unit {
        Some('K') => 1024,
        Some('M') => 1024 * 1024,
        Some('G') => 1024 * 1024 * 1024,
        _ => 1,
    };
    let bytes = digits.parse::<usize>().ok().and_then(|digits| digits.checked_mul(unit));
    bytes
        .filter(|bytes| SIZES.contains(bytes))
        .map(Size)
        .ok_or_else(|| "write a size from 1K to 1G, e.g. 64K, 1M or 2000000".to_owned())
}

fn regex(text: &str) -> Result<Regex, String> {
    // The last line of the complaint is the reason; those before draw the expression.
    Regex::new(text).map_err(|error| {
        let said = error.to_string();
        said.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
    })
}

fn layouts() -> PossibleValuesParser {
    LAYOUTS.iter().map(|layout| PossibleValue::new(layout.name).help(layout.of)).collect::<Vec<_>>().into()
}

#[cfg(test)]
mod tests {
    use super::{Size, size};

    #[test]
    fn sizes_are_bytes_or_multiples_of_1024() {
        for (text, bytes) in
            [("1024", 1024), ("64k", 65536), ("1MiB", 1 << 20), ("2MB", 2 << 20), ("1G", 1 << 30)]
        {
            assert_eq!(size(text), Ok(Size(bytes)), "{text}");
        }
        for wrong in ["", "K", "0", "1023", "2G", "-1", "1.5M", "99999999999999999999G", "1T", "退"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_limit_of_the_library_is_the_one_of_the_command() {
        assert_eq!(size("1M"), Ok(Size::default()));
    }
}
