//! How the records of one input are decoded: told, found out from the input as a whole, and watched from then on.

use std::borrow::Cow;
use std::io;

use super::encoding::{Encoding, ReadAs, broken_utf8, whole_characters};
use super::input::{Again, Input};
use super::lines::{Lines, MAX_RECORD, Raw, Separator};
use super::noticed::{Notes, Noticed};
use super::survey::{Legacy, Survey};
use super::tabular::cells;

/// Bytes of records that wait at most until it is settled what those are that are no UTF-8, where an input can be read
/// only once.
pub(super) const HELD: usize = 4 * 1024 * 1024;

/// A record as text, and where the cells of a row end in it.
pub(super) struct Text<'r> {
    pub(super) text: Cow<'r, str>,
    pub(super) ends: Cow<'r, [usize]>,
}

/// What is known about the encoding of an input.
pub(super) struct Decoding {
    encoding: Encoding,
    strict: bool,
    /// How records are read that are no UTF-8, once that is known.
    otherwise: Option<ReadAs>,
    survey: Survey,
    pub(super) again: Option<Again>,
    pub(super) notes: Notes,
}

impl Decoding {
    pub(super) fn new(input: &Input, strict: bool) -> Self {
        let (encoding, notes) = (input.encoding(), input.notes.clone());
        let utf16 = notes.copy().utf16;
        let told = if utf16 { Some(ReadAs::Utf8) } else { encoding.reading() };
        // What grows has no whole that could say it.
        let otherwise = told.or(input.is_live().then_some(ReadAs::Legacy(Legacy::Gb18030)));
        Self { encoding, strict, otherwise, survey: Survey::default(), again: None, notes }
    }

    /// For text that needs no decoding.
    pub(super) fn none() -> Self {
        let (notes, survey) = (Notes::default(), Survey::default());
        let otherwise = Some(ReadAs::Utf8);
        Self { encoding: Encoding::Utf8, strict: false, otherwise, survey, again: None, notes }
    }

    /// A cell of a header. It is short, and what it says of the encoding holds for it alone.
    pub(super) fn of_header(&self, cell: &[u8]) -> String {
        if self.is_utf8(cell) {
            return String::from_utf8_lossy(cell).into_owned();
        }
        let guess = || ReadAs::Legacy(Survey::of(cell).better());
        self.otherwise.unwrap_or_else(guess).text(cell, false)
    }

    /// Whether a record is UTF-8, whole or with a few bytes broken, and is to be taken so.
    fn is_utf8(&self, bytes: &[u8]) -> bool {
        self.encoding.takes_utf8() && (std::str::from_utf8(bytes).is_ok() || broken_utf8(bytes))
    }

    /// The text of a record; `None` while it is not known how to decode it.
    ///
    /// # Errors
    /// Bytes are no characters, and the reading is strict.
    pub(super) fn text<'r>(&self, raw: &'r Raw) -> io::Result<Option<Text<'r>>> {
        let bytes = if raw.cut { whole_characters(&raw.bytes) } else { &raw.bytes };
        if (self.encoding.takes_utf8() || bytes.is_ascii())
            && let Ok(text) = std::str::from_utf8(bytes)
            && raw.ends.iter().all(|&end| text.is_char_boundary(end))
        {
            self.strictly(raw, 0, false)?;
            return Ok(Some(Text { text: text.into(), ends: raw.ends.as_slice().into() }));
        }
        let utf8 = self.encoding.takes_utf8() && broken_utf8(bytes);
        let read_as = if utf8 { Some(ReadAs::Utf8) } else { self.otherwise };
        let Some(read_as) = read_as else { return Ok(None) };
        let (text, ends) = decoded(raw, read_as);
        let replaced = text.matches('\u{fffd}').count() as u64;
        let contrary = match read_as {
            ReadAs::Legacy(legacy) if self.encoding == Encoding::Auto => {
                Survey::of(&raw.bytes).contradicts(legacy)
            }
            ReadAs::Legacy(_) | ReadAs::Utf8 => false,
        };
        self.strictly(raw, replaced, contrary)?;
        self.notes.change(|noticed| {
            match read_as {
                ReadAs::Legacy(Legacy::Gb18030) => noticed.gb18030 += 1,
                ReadAs::Legacy(Legacy::Big5) => noticed.big5 += 1,
                ReadAs::Utf8 => {}
            }
            if replaced > 0 {
                noticed.replaced_characters += replaced;
                noticed.replaced.add(raw.line);
            }
            if contrary {
                noticed.contrary.add(raw.line);
            }
        });
        Ok(Some(Text { text: text.into(), ends: ends.into() }))
    }

    /// Refuses what was not written in the encoding, if that was asked for.
    fn strictly(&self, raw: &Raw, replaced: u64, contrary: bool) -> io::Result<()> {
        if !self.strict {
            return Ok(());
        }
        let line = raw.line;
        let said = if replaced > 0 || self.notes.copy().replaced_characters > 0 {
            format!(
                "line {line} holds bytes that are no characters. Leave out --strict-encoding, or say --encoding"
            )
        } else if contrary {
            format!(
                "line {line} is written in another encoding than the rest. Leave out --strict-encoding, or say --encoding"
            )
        } else {
            return Ok(());
        };
        Err(io::Error::new(io::ErrorKind::InvalidData, said))
    }

    /// Reads the input a second time, where that can be done, for all of its records that are no UTF-8; false where not.
    pub(super) fn look_ahead(&mut self) -> io::Result<bool> {
        let Some(again) = self.again.take() else { return Ok(false) };
        let input = Input::open_as(again()?, self.encoding)?;
        let mut lines = Lines::new(input.bytes, 0, Separator::Newline, MAX_RECORD);
        let mut raw = Raw::default();
        // What breaks off is told by whoever reads the records.
        while lines.next(&mut raw).unwrap_or(false) {
            self.weigh(&raw);
        }
        self.settle();
        Ok(true)
    }

    /// Adds what a record says about the encoding, if it is no UTF-8; how many bytes it holds.
    pub(super) fn weigh(&mut self, raw: &Raw) -> usize {
        if !self.is_utf8(&raw.bytes) {
            self.survey.add(Survey::of(&raw.bytes));
        }
        raw.bytes.len()
    }

    /// How records are read that are no UTF-8, once that is known.
    pub(super) fn settled(&self) -> Option<ReadAs> {
        self.otherwise
    }

    /// Takes over what was known and noticed where the reading goes on.
    pub(super) fn go_on(&mut self, otherwise: Option<ReadAs>, before: &Noticed) {
        self.otherwise = otherwise.or(self.otherwise);
        self.notes.change(|noticed| {
            // UTF-16 is always decoded from the beginning, so what is none is met again.
            let replaced =
                if before.utf16 { noticed.replaced_characters } else { before.replaced_characters };
            *noticed = Noticed { replaced_characters: replaced, ..before.clone() };
        });
    }

    /// Takes the reading for which more speaks.
    pub(super) fn settle(&mut self) {
        self.otherwise = Some(ReadAs::Legacy(self.survey.better()));
    }
}

/// The text of a record, cell by cell if it is a row.
fn decoded(raw: &Raw, read_as: ReadAs) -> (String, Vec<usize>) {
    let (mut text, mut ends) = (String::new(), Vec::with_capacity(raw.ends.len()));
    for cell in cells(&raw.bytes, &raw.ends) {
        text.push_str(&read_as.text(cell, false));
        ends.push(text.len());
    }
    let rest = raw.bytes.get(raw.ends.last().copied().unwrap_or(0)..).unwrap_or_default();
    text.push_str(&read_as.text(rest, raw.cut));
    (text, ends)
}
