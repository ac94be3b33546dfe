//! What is compressed becomes what it was: gzip, Zstandard, bzip2 and xz, told by their first bytes.
//!
//! All four decoders are Rust alone, so that nothing that a hostile file holds reaches C. Files that were put one behind
//! the other are read to the end of the last.

use std::error::Error;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;
use ruzstd::decoding::errors::{FrameDecoderError, FrameHeaderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::input::read_once;

/// Memory that a compressed file may ask for, in KiB: twice what `xz -9` needs.
const MEMORY: u32 = 128 * 1024;

/// The extensions that say no more than that a file is compressed.
pub(super) const EXTENSIONS: [&str; 5] = ["gz", "zst", "zstd", "bz2", "xz"];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Gzip,
    Zstandard,
    Bzip2,
    Xz,
}

/// The bytes that a kind begins with. For bzip2 those of the first block too, or of the end where there is none: three
/// letters alone might begin a message.
const MAGIC: [(Kind, &[Byte]); 6] = [
    (Kind::Gzip, &[Byte::Is(0x1F), Byte::Is(0x8B), Byte::Is(8)]),
    (Kind::Zstandard, &[Byte::Is(0x28), Byte::Is(0xB5), Byte::Is(0x2F), Byte::Is(0xFD)]),
    (Kind::Zstandard, &[Byte::From(0x50, 0x5F), Byte::Is(0x2A), Byte::Is(0x4D), Byte::Is(0x18)]),
    (Kind::Bzip2, &bzip2_magic([0x31, 0x41, 0x59, 0x26, 0x53, 0x59])),
    (Kind::Bzip2, &bzip2_magic([0x17, 0x72, 0x45, 0x38, 0x50, 0x90])),
    (
        Kind::Xz,
        &[Byte::Is(0xFD), Byte::Is(b'7'), Byte::Is(b'z'), Byte::Is(b'X'), Byte::Is(b'Z'), Byte::Is(0)],
    ),
];

#[derive(Clone, Copy)]
enum Byte {
    Is(u8),
    From(u8, u8),
}

const fn bzip2_magic(block: [u8; 6]) -> [Byte; 10] {
    let [a, b, c, d, e, f] = block;
    [
        Byte::Is(b'B'),
        Byte::Is(b'Z'),
        Byte::Is(b'h'),
        Byte::From(b'1', b'9'),
        Byte::Is(a),
        Byte::Is(b),
        Byte::Is(c),
        Byte::Is(d),
        Byte::Is(e),
        Byte::Is(f),
    ]
}

/// The bytes of a handle, decompressed where they are compressed. Of a stream no more is waited for than is needed to
/// tell. And whether they are.
///
/// # Errors
/// The handle can't be read.
pub(super) fn decompressed(mut handle: Box<dyn Read + Send>) -> io::Result<(Box<dyn Read + Send>, bool)> {
    let mut head = Vec::new();
    while undecided(&head) && read_once(&mut handle, &mut head)? > 0 {}
    let kind = kind(&head);
    let bytes: Box<dyn Read + Send> = Box::new(Cursor::new(head).chain(handle));
    let Some(kind) = kind else { return Ok((bytes, false)) };
    let bytes = BufReader::new(bytes);
    let decoder: Box<dyn Read + Send> = match kind {
        Kind::Gzip => Box::new(MultiGzDecoder::new(bytes)),
        Kind::Zstandard => {
            let mut decoder = FrameDecoder::new();
            decoder.set_max_window_size(u64::from(MEMORY) * 1024);
            Box::new(Frames { bytes, decoder, inside: false })
        }
        Kind::Bzip2 => Box::new(MultiBzDecoder::new(bytes)),
        Kind::Xz => Box::new(XzReader::new_mem_limit(bytes, true, MEMORY)),
    };
    Ok((Box::new(Explained { kind, decoder }), true))
}

/// Whether a beginning is that of a compressed file.
#[must_use]
pub fn is_compressed(head: &[u8]) -> bool {
    kind(head).is_some()
}

fn matches(head: &[u8], magic: &[Byte]) -> bool {
    head.iter().zip(magic).all(|(&byte, magic)| match *magic {
        Byte::Is(only) => byte == only,
        Byte::From(least, most) => (least..=most).contains(&byte),
    })
}

fn undecided(head: &[u8]) -> bool {
    MAGIC.iter().any(|(_, magic)| head.len() < magic.len() && matches(head, magic))
}

fn kind(head: &[u8]) -> Option<Kind> {
    let found = MAGIC.iter().find(|(_, magic)| head.len() >= magic.len() && matches(head, magic));
    found.map(|(kind, _)| *kind)
}

/// Frames of Zstandard one behind the other, those to be skipped among them.
struct Frames {
    bytes: BufReader<Box<dyn Read + Send>>,
    decoder: FrameDecoder,
    inside: bool,
}

impl Frames {
    /// Goes into the next frame, or past one that is to be skipped; false at the end.
    fn enter(&mut self) -> io::Result<bool> {
        if self.bytes.fill_buf()?.is_empty() {
            return Ok(false);
        }
        match self.decoder.reset(&mut self.bytes) {
            Ok(()) => self.inside = true,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length, ..
            })) => {
                let length = u64::from(length);
                if io::copy(&mut (&mut self.bytes).take(length), &mut io::sink())? < length {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
            }
            Err(
                FrameDecoderError::WindowSizeTooBig { .. }
                | FrameDecoderError::FailedToInitialize(FrameHeaderError::WindowTooBig { .. })
                | FrameDecoderError::FrameHeaderError(FrameHeaderError::WindowTooBig { .. }),
            ) => return Err(io::ErrorKind::OutOfMemory.into()),
            Err(error) => return Err(io::Error::other(error)),
        }
        Ok(true)
    }

    /// Leaves a frame that was read whole.
    fn leave(&mut self) -> io::Result<()> {
        self.inside = false;
        let written = self.decoder.get_checksum_from_data();
        if written.is_some() && written != self.decoder.get_calculated_checksum() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the checksum is another"));
        }
        Ok(())
    }
}

impl Read for Frames {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while !into.is_empty() {
            if !self.inside {
                if !self.enter()? {
                    break;
                }
            } else if self.decoder.can_collect() > 0 {
                return self.decoder.read(into);
            } else if self.decoder.is_finished() {
                self.leave()?;
            } else {
                let blocks = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.bytes, blocks).map_err(io::Error::other)?;
            }
        }
        Ok(0)
    }
}

/// A decoder whose errors say, for people, what is wrong.
struct Explained {
    kind: Kind,
    decoder: Box<dyn Read + Send>,
}

impl Read for Explained {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.decoder.read(into).map_err(|error| {
            let name = match self.kind {
                Kind::Gzip => "gzip",
                Kind::Zstandard => "Zstandard",
                Kind::Bzip2 => "bzip2",
                Kind::Xz => "xz",
            };
            if error.kind() == io::ErrorKind::Interrupted || error.raw_os_error().is_some() {
                error
            } else if cut_off(&error) {
                let said = format!("the {name} data stops in the middle. Was the file cut off?");
                io::Error::new(io::ErrorKind::UnexpectedEof, said)
            } else if error.kind() == io::ErrorKind::OutOfMemory {
                let said =
                    format!("to unpack the {name} data takes more than {} MiB of memory", MEMORY / 1024);
                io::Error::new(io::ErrorKind::OutOfMemory, said)
            } else {
                io::Error::new(io::ErrorKind::InvalidData, format!("broken {name} data: {error}"))
            }
        })
    }
}

/// Whether more bytes were wanted than there are, however deep that is said.
fn cut_off(error: &io::Error) -> bool {
    let inside = |error: &io::Error| error.kind() == io::ErrorKind::UnexpectedEof;
    let mut cause = error.get_ref().map(|cause| cause as &(dyn Error + 'static));
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(inside) {
            return true;
        }
        cause = error.source();
    }
    inside(error)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read, Write};

    use proptest::prelude::*;

    use super::{Kind, decompressed, kind};

    const ALL: [Kind; 4] = [Kind::Gzip, Kind::Zstandard, Kind::Bzip2, Kind::Xz];

    fn compress(of: Kind, bytes: &[u8]) -> Vec<u8> {
        match of {
            Kind::Gzip => {
                let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
                gzip.write_all(bytes).unwrap();
                gzip.finish().unwrap()
            }
            Kind::Zstandard => {
                let level = ruzstd::encoding::CompressionLevel::Fastest;
                ruzstd::encoding::compress_to_vec(bytes, level)
            }
            Kind::Bzip2 => {
                let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
                bzip2.write_all(bytes).unwrap();
                bzip2.finish().unwrap()
            }
            Kind::Xz => {
                let options = lzma_rust2::XzOptions::with_preset(1);
                let mut xz = lzma_rust2::XzWriter::new(Vec::new(), options).unwrap();
                xz.write_all(bytes).unwrap();
                xz.finish().unwrap()
            }
        }
    }

    /// What could be read, and the error that ended it.
    fn read(bytes: Vec<u8>) -> (Vec<u8>, Option<String>) {
        let mut found = Vec::new();
        let read =
            decompressed(Box::new(Cursor::new(bytes))).and_then(|(mut it, _)| it.read_to_end(&mut found));
        (found, read.err().map(|error| error.to_string()))
    }

    fn sample() -> Vec<u8> {
        (0..20_000)
            .flat_map(|n: u32| format!("{} 退款没到账\n", n.wrapping_mul(2_654_435_761)).into_bytes())
            .collect()
    }

    #[test]
    fn files_one_behind_the_other_are_read_whole() {
        for of in ALL {
            let mut bytes = compress(of, &sample());
            assert_eq!(kind(&bytes), Some(of));
            assert_eq!(kind(&compress(of, b"")), Some(of));
            bytes.extend(compress(of, b""));
            bytes.extend(compress(of, "二\n".as_bytes()));
            let expected = [sample().as_slice(), "二\n".as_bytes()].concat();
            assert!(read(bytes) == (expected, None), "{of:?}");
        }
    }

    #[test]
    fn a_file_that_was_cut_off_gives_what_it_has_and_an_error() {
        for of in ALL {
            let whole = compress(of, &sample());
            for length in [12, 40, whole.len() / 2, whole.len() - 3, whole.len() - 1] {
                let (found, error) = read(whole[..length].to_vec());
                assert!(sample().starts_with(&found), "{of:?} {length}");
                let error = error.unwrap_or_default();
                assert!(error.contains("stops in the middle"), "{of:?} {length} of {}: {error}", whole.len());
            }
        }
    }

    #[test]
    fn a_changed_byte_is_no_silent_change() {
        for of in ALL {
            let mut bytes = compress(of, &sample());
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0x10;
            let (found, error) = read(bytes);
            assert!(error.is_some() || found == sample(), "{of:?}");
        }
    }

    #[test]
    fn a_frame_to_be_skipped_is_skipped() {
        let skipped = |length: u8| [&[0x53, 0x2A, 0x4D, 0x18, length, 0, 0, 0][..], b"abc"].concat();
        let bytes = [skipped(3), compress(Kind::Zstandard, b"one"), skipped(3)].concat();
        assert_eq!(read(bytes), (b"one".to_vec(), None));
        assert!(read(skipped(4)).1.unwrap().contains("stops in the middle"));
    }

    #[test]
    fn what_only_begins_like_it_is_a_message() {
        for text in ["BZh9 退款", "B", "BZ", "\u{1f}", "(", "P*M", "", "\u{fd}7zXZ"] {
            assert_eq!(read(text.into()), (text.into(), None));
        }
    }

    proptest! {
        #[test]
        fn no_bytes_are_a_danger(which in 0_usize..4, at in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let whole = compress(ALL[which], &b"0123456789 abcdefgh\n".repeat(20));
            let at = at.index(whole.len());
            let _ = read([&whole[..at], &bytes, &whole[(at + bytes.len()).min(whole.len())..]].concat());
        }
    }
}
