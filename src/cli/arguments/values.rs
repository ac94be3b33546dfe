//! Values of options that are types of other rooms.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::render::{Lang, Offsets};
use crate::stream::{Account, Split};

impl ValueEnum for Offsets {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Bytes, Self::Chars, Self::Utf16]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Bytes => "bytes",
            Self::Chars => "chars",
            Self::Utf16 => "utf16",
        }))
    }
}

impl ValueEnum for Lang {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Zh, Self::En]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Zh => "zh",
            Self::En => "en",
        }))
    }
}

impl ValueEnum for Account {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Personal, Self::Enterprise]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Personal => "personal",
            Self::Enterprise => "enterprise",
        }))
    }
}

impl ValueEnum for Split {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Desk, Self::Category, Self::Need, Self::Tier]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Desk => "desk",
            Self::Category => "category",
            Self::Need => "need",
            Self::Tier => "tier",
        }))
    }
}
