//! UTF-16 becomes UTF-8 while it is read, so that everything behind sees one encoding.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_16BE, UTF_16LE};

use super::noticed::Notes;

/// Bytes read at once.
const CHUNK: usize = 32 * 1024;
const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

/// The byte order that a beginning names.
pub(super) fn marked(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-8 made of the UTF-16 of a handle. The byte order mark is to be taken off before.
pub(super) struct Utf16 {
    handle: Box<dyn Read + Send>,
    decoder: Decoder,
    notes: Notes,
    raw: Vec<u8>,
    /// The bytes of `raw` that are not decoded yet.
    from: usize,
    until: usize,
    /// UTF-8 that nobody took yet.
    ready: Vec<u8>,
    taken: usize,
    ended: bool,
}

impl Utf16 {
    pub(super) fn new(handle: Box<dyn Read + Send>, order: &'static Encoding, notes: Notes) -> Self {
        Self {
            handle,
            decoder: order.new_decoder_without_bom_handling(),
            notes,
            raw: vec![0; CHUNK],
            from: 0,
            until: 0,
            // Every unit of two bytes gives three at most.
            ready: Vec::with_capacity(2 * CHUNK),
            taken: 0,
            ended: false,
        }
    }

    /// Decodes what one read gives.
    fn fill(&mut self) -> io::Result<()> {
        if self.from == self.until {
            (self.from, self.until) = (0, self.handle.read(&mut self.raw)?);
            self.ended = self.until == 0;
        }
        self.ready.resize(2 * CHUNK, 0);
        let (mut written, last) = (0, self.ended);
        // There is always room for one replacement behind what the decoder may fill.
        let room = self.ready.len() - REPLACEMENT.len();
        while written < room {
            let (raw, into) = (&self.raw[self.from..self.until], &mut self.ready[written..room]);
            let (result, read, made) = self.decoder.decode_to_utf8_without_replacement(raw, into, last);
            self.from += read;
            written += made;
            match result {
                DecoderResult::InputEmpty | DecoderResult::OutputFull => break,
                DecoderResult::Malformed(..) => {
                    self.notes.change(|noticed| noticed.replaced_characters += 1);
                    self.ready[written..written + REPLACEMENT.len()].copy_from_slice(REPLACEMENT);
                    written += REPLACEMENT.len();
                }
            }
        }
        self.ready.truncate(written);
        self.taken = 0;
        Ok(())
    }
}

impl Read for Utf16 {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.ready.len() && !self.ended {
            self.fill()?;
        }
        let read = into.len().min(self.ready.len() - self.taken);
        into[..read].copy_from_slice(&self.ready[self.taken..self.taken + read]);
        self.taken += read;
        Ok(read)
    }
}
