//! Compressed bombs, by ratio, by size and by the memory that they ask for, in all four forms: they cost time, never memory.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use flate2::write::GzEncoder;
use flate2::{Compression, Crc};

const MIB: usize = 1024 * 1024;

/// What a bomb becomes, all of it one line: more than the program may have.
const UNPACKED: usize = 256 * MIB;

/// The address space of the program, in KiB.
const ROOM: usize = 200 * 1024;

/// One letter over and over, then a line of its own.
struct Bomb {
    ending: &'static str,
    packed: Vec<u8>,
}

/// A bomb out of one member, as often as it takes, and a last one.
fn of_members(ending: &'static str, each: usize, pack: impl Fn(&[u8]) -> Vec<u8>) -> Bomb {
    let mut packed = pack(&vec![b'a'; each]).repeat(UNPACKED / each);
    packed.extend(pack("\n二\n".as_bytes()));
    Bomb { ending, packed }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    bzip2.write_all(bytes).unwrap();
    bzip2.finish().unwrap()
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut xz = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(0)).unwrap();
    xz.write_all(bytes).unwrap();
    xz.finish().unwrap()
}

/// A frame of blocks that each repeat one byte: 128 KiB in four bytes.
fn zstandard() -> Vec<u8> {
    const MOST: usize = 128 * 1024;
    let block = |length: usize, sort: usize, last: bool| {
        let head = length << 3 | sort << 1 | usize::from(last);
        head.to_le_bytes()[..3].to_vec()
    };
    // No checksum, no length, a window of two MiB.
    let mut frame = vec![0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58];
    for _ in 0..UNPACKED / MOST {
        frame.extend(block(MOST, 1, false));
        frame.push(b'a');
    }
    let tail = "\n二\n".as_bytes();
    frame.extend(block(tail.len(), 0, true));
    frame.extend(tail);
    frame
}

fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("fenliu-bombs-{name}-{}", std::process::id()));
    fs::create_dir_all(&path).unwrap();
    path
}

/// The program in so little room that nothing of a bomb can be kept.
fn fenliu(folder: &PathBuf, files: &str) -> Output {
    let script = format!("ulimit -v {ROOM}; exec \"$FENLIU\" -j 1 --fields id,cut {files}");
    let mut command = Command::new("sh");
    command.args(["-c", &script]).current_dir(folder).stdin(Stdio::null());
    command.env("FENLIU", env!("CARGO_BIN_EXE_fenliu")).env("LC_ALL", "C.UTF-8").output().unwrap()
}

#[test]
fn a_bomb_is_one_long_record_and_then_the_next() {
    let bombs = [
        of_members("gz", 32 * MIB, gzip),
        of_members("bz2", 32 * MIB, bzip2),
        of_members("xz", 16 * MIB, xz),
        Bomb { ending: "zst", packed: zstandard() },
    ];
    let folder = folder("ratio");
    for Bomb { ending, packed } in bombs {
        assert!(packed.len() * 900 < UNPACKED, "{ending}: {} bytes are no bomb", packed.len());
        let name = format!("b.txt.{ending}");
        fs::write(folder.join(&name), packed).unwrap();
        let output = fenliu(&folder, &name);
        let (out, said) =
            (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert_eq!(
            out,
            format!("{{\"id\":1,\"cut\":{{\"bytes\":{UNPACKED},\"read\":{MIB}}}}}\n{{\"id\":2}}\n"),
            "{name}: {said}"
        );
        assert_eq!(output.status.code(), Some(0), "{name}: {said}");
        assert!(said.contains("over --max-record decided by the beginning"), "{said}");
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_file_that_asks_for_too_much_memory_is_left() {
    let folder = folder("memory");
    fs::write(folder.join("1.txt.xz"), greedy(xz("一\n".as_bytes()))).unwrap();
    // A window of 3.75 TiB, then one of 144 MiB.
    for (name, window) in [("2.txt.zst", 0xFF), ("3.txt.zst", 0x89)] {
        fs::write(
            folder.join(name),
            [0x28, 0xB5, 0x2F, 0xFD, 0x00, window, 0x21, 0, 0, b'a', b'a', b'a', b'\n'],
        )
        .unwrap();
    }
    fs::write(folder.join("4.txt"), "一\n").unwrap();
    let output = fenliu(&folder, "1.txt.xz 2.txt.zst 3.txt.zst 4.txt");
    fs::remove_dir_all(&folder).unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b"{\"id\":1}\n"[..]), "{said}");
    for (name, form) in [("1.txt.xz", "xz"), ("2.txt.zst", "Zstandard"), ("3.txt.zst", "Zstandard")] {
        let line = format!(
            "fenliu: {name}: can't be read: to unpack the {form} data takes more than 128 MiB of memory.\n"
        );
        assert!(said.contains(&line), "{said}");
    }
}

/// The same xz file, whose header asks for the largest dictionary there is.
fn greedy(mut xz: Vec<u8>) -> Vec<u8> {
    let (start, end) = (12, 12 + (usize::from(xz[12]) + 1) * 4);
    let filter = xz[start..end].iter().position(|byte| *byte == 0x21).unwrap();
    xz[start + filter + 2] = 40;
    let mut crc = Crc::new();
    crc.update(&xz[start..end - 4]);
    xz[end - 4..end].copy_from_slice(&crc.sum().to_le_bytes());
    xz
}
