//! Bytes to records: whatever they are written in, however they come, and wherever reading goes on.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fs::File;
use std::io::{Cursor, Read, Write};

use encoding_rs::{BIG5, GB18030};
use fenliu::stream::{
    Again, Column, Encoding, Fields, Format, Input, Keep, Noticed, Position, ReadOptions, Reader, Record,
    Separator,
};
use proptest::prelude::*;

const FORMATS: [Format; 3] = [Format::Text, Format::Ndjson, Format::Table(b',')];
/// Messages in both scripts, with characters whose second byte in GBK or Big5 is one of `\ | ` { }` or a quote's.
const MESSAGES: [&str; 6] = [
    "退款三天了还没到账",
    "許功蓋的帳號登不進去，錢也被扣了",
    "誠実に、珅乗俓俕",
    "他说\"等一下\"，然后{就}没有下文了",
    "付款页面打不开\\，报错 400",
    "",
];

const PIECES: &[&[u8]] =
    &[b"\n", b"\r\n", b"\"", b",", b"{\"text\":\"", b"\"}\n", "退".as_bytes(), b"\xCD\xCB"];
const BEGINNINGS: &[&[u8]] =
    &[b"", b"\xFF\xFE", b"\xFE\xFF", b"\xEF\xBB\xBF", b"text,id\n", b"\xEF\xBB", b"\xEF\xBB\xBFtext\n"];

fn options() -> ReadOptions {
    ReadOptions { fields: Fields { keep: Keep::Others, ..Fields::default() }, ..ReadOptions::default() }
}

/// A handle that gives few bytes a read, as a slow pipe does.
struct Slow(Cursor<Vec<u8>>, usize);

impl Read for Slow {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let most = into.len().min(self.1);
        self.0.read(&mut into[..most])
    }
}

/// Everything that comes out: records and complaints with the place behind each, and what was noticed.
fn read(input: Input, format: Format, options: ReadOptions) -> (Vec<String>, Noticed) {
    let mut reader = match Reader::open_with(input, format, options).unwrap() {
        Ok(reader) => reader,
        Err(error) => return (vec![error], Noticed::default()),
    };
    let mut found = Vec::new();
    while let Some(record) = reader.next() {
        let stop = record.is_err();
        found.push(format!("{record:?} {:?}", reader.position()));
        if stop {
            break;
        }
    }
    (found, reader.notice().now())
}

fn stream(bytes: &[u8], encoding: Encoding, chunk: usize) -> Input {
    Input::open_as(Box::new(Slow(Cursor::new(bytes.to_vec()), chunk)), encoding).unwrap()
}

/// An input that can be read a second time.
fn file(bytes: &[u8], encoding: Encoding) -> Input {
    let mut file = tempfile();
    file.write_all(bytes).unwrap();
    std::io::Seek::rewind(&mut file).unwrap();
    let bytes = bytes.to_vec();
    let again: Again = Box::new(move || Ok(Box::new(Cursor::new(bytes.clone())) as Box<dyn Read + Send>));
    Input::open_file(file, encoding, Some(again)).unwrap()
}

/// A file that has no name any more.
fn tempfile() -> File {
    static NUMBER: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("reading-{}-{number}", std::process::id()));
    let file = File::options().read(true).write(true).create_new(true).open(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    file
}

fn texts(input: Input, format: Format) -> Vec<String> {
    let reader = Reader::open_with(input, format, ReadOptions::default()).unwrap().unwrap();
    let text = |record: Record| record.text;
    reader.map(|record| record.unwrap().map_or_else(|bad| format!("! {}", bad.error), text)).collect()
}

/// Messages as records of a format.
fn written(messages: &[String], format: Format) -> String {
    let mut out =
        if matches!(format, Format::Table(_)) { "id,text,more\n".to_owned() } else { String::new() };
    for (id, text) in messages.iter().enumerate() {
        out += &match format {
            Format::Text => text.replace(['\n', '\r'], " "),
            Format::Ndjson => serde_json::json!({"id": id, "text": text, "more": text}).to_string(),
            Format::Table(_) => {
                let cell = text.replace('"', "\"\"");
                format!("{id},\"{cell}\",\"{cell}\"")
            }
        };
        out.push('\n');
    }
    out
}

fn messages() -> impl Strategy<Value = Vec<String>> {
    let message = prop_oneof![
        proptest::sample::select(&MESSAGES[..]).prop_map(str::to_owned),
        "[退款沒到帐珅許a\"\\\\{},|`\u{1f600}\n]{0,20}",
    ];
    proptest::collection::vec(message, 0..8)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

/// Reading on from any place gives the rest, and everything noticed, as if nobody had stopped there. What a place carries is
/// written down and read again on the way.
fn goes_on(bytes: &[u8], format: Format, encoding: Encoding, options: &ReadOptions) {
    let open = || Reader::open_with(file(bytes, encoding), format, options.clone()).unwrap();
    let Ok(mut reader) = open() else { return };
    let mut stands = vec![reader.stand()];
    let mut all = Vec::new();
    while let Some(record) = reader.next() {
        all.push(format!("{:?}", record.unwrap()));
        stands.push(reader.stand());
    }
    let noticed = reader.notice().now();
    for (given, stand) in stands.iter().enumerate() {
        let written = serde_json::to_string(stand).unwrap();
        let mut later = open().unwrap();
        later.go_on(&serde_json::from_str(&written).unwrap()).unwrap();
        let rest: Vec<_> = later.by_ref().map(|record| format!("{:?}", record.unwrap())).collect();
        assert_eq!(rest, all[given..], "{written}");
        assert_eq!(later.notice().now(), noticed, "{written}");
    }
}

/// What follows a quote that is never closed is read once more; another such quote in it is not.
#[test]
fn reading_goes_on_behind_a_quote_that_is_never_closed() {
    let table = "text,id\n一,1\n\"二\n三\",\"\n四,4\n五,5\n";
    for bytes in [table.as_bytes(), &gzip(table.as_bytes())] {
        goes_on(bytes, Format::Table(b','), Encoding::Auto, &ReadOptions::default());
    }
    // The first row of a table without a header is read, to the end of the file, before anybody asks for it.
    let fields = Fields { headless: true, column: Some(Column("1".to_owned())), ..Fields::default() };
    let options = ReadOptions { fields, ..ReadOptions::default() };
    for bytes in [b"\"1\n2\n3\n".to_vec(), gzip(b"\"1\n2\n3\n")] {
        goes_on(&bytes, Format::Table(b','), Encoding::Auto, &options);
    }
}

proptest! {
    #[test]
    fn the_encoding_changes_nothing(messages in messages()) {
        for format in FORMATS {
            let utf8 = written(&messages, format);
            let plain = texts(stream(utf8.as_bytes(), Encoding::Auto, 4096), format);
            let gb = GB18030.encode(&utf8).0;
            prop_assert_eq!(&texts(stream(&gb, Encoding::Gb18030, 4096), format), &plain);
            for big in [false, true] {
                let input = stream(&utf16(&utf8, big), Encoding::Auto, 4096);
                prop_assert_eq!(&texts(input, format), &plain);
            }
            let (big5, _, lost) = BIG5.encode(&utf8);
            if !lost {
                prop_assert_eq!(&texts(stream(&big5, Encoding::Big5, 4096), format), &plain);
            }
        }
    }

    #[test]
    fn chunks_change_nothing(
        bytes in proptest::collection::vec(prop_oneof![
            any::<u8>().prop_map(|byte| vec![byte]),
            proptest::sample::select(PIECES).prop_map(<[u8]>::to_vec),
        ], 0..60),
        start in proptest::sample::select(BEGINNINGS),
        cap in 1_usize..40,
    ) {
        let bytes = [start, &bytes.concat()].concat();
        for format in FORMATS {
            for encoding in [Encoding::Auto, Encoding::Big5, Encoding::Utf16] {
                let options = || ReadOptions { max_record: cap, ..options() };
                let whole = read(stream(&bytes, encoding, usize::MAX), format, options());
                for chunk in [1, 3] {
                    let parted = read(stream(&bytes, encoding, chunk), format, options());
                    prop_assert_eq!(&parted.0, &whole.0);
                    prop_assert_eq!(format!("{:?}", parted.1), format!("{:?}", whole.1));
                }
            }
        }
    }

    #[test]
    fn reading_goes_on_at_every_position(messages in messages(), cap in 8_usize..80) {
        for format in FORMATS {
            let utf8 = written(&messages, format);
            let gzip = gzip(utf8.as_bytes());
            let marked = [b"\xEF\xBB\xBF", utf8.as_bytes()].concat();
            for bytes in [utf8.as_bytes(), &marked, &gzip, &utf16(&utf8, false)] {
                let options = || ReadOptions { max_record: cap, ..options() };
                let open = |plain: bool| {
                    let input = if plain { file(bytes, Encoding::Auto) } else { stream(bytes, Encoding::Auto, 7) };
                    Reader::open_with(input, format, options()).unwrap().unwrap()
                };
                let all: Vec<_> = open(true).map(|record| format!("{record:?}")).collect();
                let mut reader = open(false);
                for given in 0..=all.len() {
                    let position = reader.position();
                    for plain in [true, false] {
                        let mut later = open(plain);
                        later.skip_to(position).unwrap();
                        prop_assert_eq!(later.position(), position);
                        let rest: Vec<_> = later.map(|record| format!("{record:?}")).collect();
                        prop_assert_eq!(&rest, &all[given..]);
                    }
                    let _ = reader.next();
                }
            }
        }
    }

    #[test]
    fn reading_goes_on_wherever_it_stood(
        bytes in proptest::collection::vec(prop_oneof![
            any::<u8>().prop_map(|byte| vec![byte]),
            proptest::sample::select(PIECES).prop_map(<[u8]>::to_vec),
        ], 0..60),
        start in proptest::sample::select(BEGINNINGS),
        cap in 1_usize..40,
        headless in any::<bool>(),
        encoding in proptest::sample::select(&[Encoding::Auto, Encoding::Gb18030, Encoding::Utf16][..]),
    ) {
        let bytes = [start, &bytes.concat()].concat();
        let column = headless.then(|| Column("1".to_owned()));
        let fields = Fields { headless, column, ..Fields::default() };
        let options = ReadOptions { max_record: cap, fields, ..ReadOptions::default() };
        for bytes in [&gzip(&bytes), &bytes] {
            FORMATS.iter().for_each(|&format| goes_on(bytes, format, encoding, &options));
        }
    }

    #[test]
    fn a_cut_record_is_the_beginning_of_the_whole_one(messages in messages(), cap in 1_usize..60) {
        for format in FORMATS {
            let utf8 = written(&messages, format);
            for (bytes, encoding) in [
                (utf8.clone().into_bytes(), Encoding::Auto),
                (GB18030.encode(&utf8).0.into_owned(), Encoding::Gb18030),
            ] {
                let open = |max_record| {
                    let options = ReadOptions { max_record, ..options() };
                    Reader::open_with(stream(&bytes, encoding, 4096), format, options).unwrap()
                };
                let (Ok(cut), Ok(whole)) = (open(cap), open(10_000)) else { continue };
                let pairs: Vec<_> = cut.zip(whole).collect();
                prop_assert_eq!(pairs.len(), messages.len());
                for pair in pairs {
                    let (cut, Ok(whole)) = (pair.0.unwrap(), pair.1.unwrap()) else { unreachable!() };
                    match cut {
                        Err(bad) => prop_assert!(bad.error.contains("--max-record"), "{}", bad.error),
                        Ok(cut) if cut.cut.is_some() => {
                            prop_assert!(whole.text.starts_with(&cut.text), "{:?} {:?}", cut, whole);
                            prop_assert_eq!(cut.line, whole.line);
                        }
                        Ok(cut) => prop_assert_eq!(cut, whole),
                    }
                }
            }
        }
    }
}

#[test]
fn of_two_encodings_the_whole_input_decides() {
    let simple = ["付款的时候提示网络错误，钱已经扣了", "怎么修改绑定的银行卡"].map(str::to_owned);
    let traditional = ["付款的時候顯示網路錯誤，錢已經被扣了", "怎麼更改綁定的信用卡"].map(str::to_owned);
    for format in FORMATS {
        let utf8 = written(&["中文，已經是 UTF-8".to_owned()], format);
        let rest = |messages| written(messages, format).replace("id,text,more\n", "");
        for (text, encoding) in [(rest(&simple), GB18030), (rest(&traditional), BIG5)] {
            let bytes = [utf8.as_bytes(), &encoding.encode(&text).0].concat();
            let expected =
                texts(stream([utf8.as_str(), &text].concat().as_bytes(), Encoding::Auto, 99), format);
            assert_eq!(texts(file(&bytes, Encoding::Auto), format), expected);
            assert_eq!(texts(stream(&bytes, Encoding::Auto, 5), format), expected);
        }
    }
}

#[test]
fn what_comes_first_does_not_decide_for_a_file() {
    // One record of the other encoding comes first. A file is judged as a whole; a stream by what is held back: all of it.
    let head = GB18030.encode("怎么修改绑定的银行卡\n").0.into_owned();
    let rest = BIG5.encode("付款的時候顯示網路錯誤，錢已經被扣了\n").0.into_owned().repeat(20);
    let bytes = [head, rest].concat();
    for input in [file(&bytes, Encoding::Auto), stream(&bytes, Encoding::Auto, 4096)] {
        let (found, noticed) = read(input, Format::Text, options());
        assert_eq!(found.len(), 21);
        assert_eq!((noticed.big5, noticed.gb18030), (21, 0));
        assert_eq!(noticed.contrary.first, [1]);
    }
    let strict = ReadOptions { strict: true, ..options() };
    let (found, _) = read(file(&bytes, Encoding::Auto), Format::Text, strict.clone());
    assert!(found.len() == 1 && found[0].contains("line 1 is written in another encoding"), "{found:?}");
    let (found, _) = read(stream(b"a\xFFb\n", Encoding::Utf8, 9), Format::Text, strict);
    assert!(found.len() == 1 && found[0].contains("line 1 holds bytes that are no characters"), "{found:?}");
}

#[test]
fn a_stream_is_held_back_up_to_four_mebibytes() {
    let gb = GB18030.encode("付款的时候提示网络错误，钱已经扣了\n").0.into_owned();
    let big5 = BIG5.encode("付款的時候顯示網路錯誤，錢已經被扣了\n").0.into_owned();
    let enough = 4 * 1024 * 1024 / gb.len() + 1;
    let bytes = [gb.repeat(enough), big5.repeat(2 * enough)].concat();
    let (found, noticed) = read(stream(&bytes, Encoding::Auto, 1 << 16), Format::Text, options());
    assert_eq!(found.len(), 3 * enough);
    assert_eq!((noticed.gb18030, noticed.big5), (3 * enough as u64, 0));
    assert_eq!(noticed.contrary.count, 2 * enough as u64);
    let (_, noticed) = read(file(&bytes, Encoding::Auto), Format::Text, options());
    assert_eq!((noticed.gb18030, noticed.big5), (0, 3 * enough as u64));
}

#[test]
fn what_is_no_character_is_replaced_and_counted() {
    let rows: [(&[u8], Encoding, &str, u64); 6] = [
        (b"\xFF\xE9\x80\x80\xCB\n", Encoding::Gb18030, "\u{fffd}\u{95ab}\u{20ac}\u{fffd}", 2),
        (b"a\xFFb\n", Encoding::Utf8, "a\u{fffd}b", 1),
        ("退款没\u{fffd}到".as_bytes(), Encoding::Auto, "退款没\u{fffd}到", 0),
        (b"\xFF\xFEa\0\x00\xD8b\0\n\0", Encoding::Auto, "a\u{fffd}b", 1),
        (b"\xFE\xFF\0a\0", Encoding::Auto, "a\u{fffd}", 1),
        (b"a\0b\0", Encoding::Utf16, "ab", 0),
    ];
    for (bytes, encoding, text, replaced) in rows {
        for chunk in [1, 100] {
            let mut reader = Reader::open(stream(bytes, encoding, chunk), Format::Text, Separator::Newline)
                .unwrap()
                .unwrap();
            let record = reader.next().unwrap().unwrap().unwrap();
            assert_eq!(record.text, text, "{bytes:?}");
            assert_eq!(reader.notice().now().replaced_characters, replaced, "{bytes:?}");
        }
    }
}

/// So many letters.
struct Endless(u64);

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let size = (into.len() as u64).min(self.0) as usize;
        into[..size].fill(b'a');
        self.0 -= size as u64;
        Ok(size)
    }
}

#[test]
fn a_line_of_a_gibibyte_is_decided_by_its_beginning() {
    const LENGTH: u64 = 1024 * 1024 * 1024;
    for format in [Format::Text, Format::Ndjson] {
        let head = if format == Format::Ndjson { "{\"id\":7,\"text\":\"退款" } else { "退款" };
        let handle = head.as_bytes().chain(Endless(LENGTH)).chain("\nb\n".as_bytes());
        let input = Input::open(Box::new(handle)).unwrap();
        let mut reader = Reader::open(input, format, Separator::Newline).unwrap().unwrap();
        let record = reader.next().unwrap().unwrap().unwrap();
        let cut = record.cut.unwrap();
        assert_eq!((cut.bytes, cut.read), (head.len() as u64 + LENGTH, 1024 * 1024));
        assert!(record.text.starts_with("退款aaa") && record.text.len() <= 1024 * 1024);
        assert_eq!(reader.position(), Position { lines: 1, bytes: cut.bytes + 1 });
        let next = reader.next().unwrap().unwrap();
        assert_eq!(next.map_or_else(|bad| bad.line, |record| record.line), 2);
    }
}

#[test]
fn a_bomb_costs_time_and_no_memory() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::copy(&mut Endless(200 * 1024 * 1024), &mut gzip).unwrap();
    gzip.write_all(b"\nb\n").unwrap();
    let bytes = gzip.finish().unwrap();
    assert!(bytes.len() < 2_000_000);
    let input = Input::open(Box::new(Cursor::new(bytes))).unwrap();
    let reader = Reader::open(input, Format::Text, Separator::Newline).unwrap().unwrap();
    let lengths: Vec<_> = reader.map(|record| record.unwrap().unwrap().text.len()).collect();
    assert_eq!(lengths, [1024 * 1024, 1]);
}

#[test]
fn compressed_bytes_in_any_encoding_are_read() {
    let text = "付款的时候提示网络错误，钱已经扣了\n";
    let utf16 = utf16(text, false);
    let gb = GB18030.encode(text).0.into_owned();
    for bytes in [utf16, gb] {
        let mut two = Vec::new();
        // Two members, parted in the middle of a character.
        for part in [&bytes[..9], &bytes[9..]] {
            let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            gzip.write_all(part).unwrap();
            two.extend(gzip.finish().unwrap());
        }
        assert_eq!(texts(stream(&two, Encoding::Auto, 3), Format::Text), [text.trim_end()]);
        assert_eq!(texts(file(&two, Encoding::Auto), Format::Text), [text.trim_end()]);
        let (found, _) = read(stream(&two[..two.len() - 4], Encoding::Auto, 3), Format::Text, options());
        assert!(found.last().unwrap().contains("stops in the middle"), "{found:?}");
    }
}
