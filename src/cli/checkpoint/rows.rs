//! JSON that people can look through: a line for each entry of what is listed, however deep it goes on inside.

use std::io::{self, Write};

use serde_json::ser::Formatter;

/// Levels that are laid out; what lies deeper stands on one line.
const LEVELS: usize = 2;

/// Lays out the upper levels of a document.
#[derive(Default)]
pub(super) struct Rows {
    depth: usize,
    /// The last array or object that was begun holds something.
    any: bool,
}

impl Rows {
    fn begin<W: Write + ?Sized>(&mut self, mark: &[u8], out: &mut W) -> io::Result<()> {
        self.depth += 1;
        self.any = false;
        out.write_all(mark)
    }

    fn entry<W: Write + ?Sized>(&mut self, first: bool, out: &mut W) -> io::Result<()> {
        match (first, self.depth <= LEVELS) {
            (true, false) => Ok(()),
            (false, false) => out.write_all(b", "),
            (true, true) => self.line(out),
            (false, true) => {
                out.write_all(b",")?;
                self.line(out)
            }
        }
    }

    fn end<W: Write + ?Sized>(&mut self, mark: &[u8], out: &mut W) -> io::Result<()> {
        let laid_out = self.any && self.depth <= LEVELS;
        self.depth -= 1;
        if laid_out {
            self.line(out)?;
        }
        self.any = true;
        out.write_all(mark)
    }

    fn line<W: Write + ?Sized>(&self, out: &mut W) -> io::Result<()> {
        out.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| out.write_all(b"  "))
    }
}

impl Formatter for Rows {
    fn begin_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(b"[", out)
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.entry(first, out)
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.any = true;
        Ok(())
    }

    fn end_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(b"]", out)
    }

    fn begin_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(b"{", out)
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.entry(first, out)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.any = true;
        Ok(())
    }

    fn end_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(b"}", out)
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize as _;

    use super::Rows;

    #[test]
    fn the_upper_levels_have_lines() {
        let value = serde_json::json!({"a": [], "b": [{"c": [1, 2], "d": {}}, 3], "e": "f"});
        let mut out = Vec::new();
        value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Rows::default())).unwrap();
        let wanted =
            "{\n  \"a\": [],\n  \"b\": [\n    {\"c\": [1, 2], \"d\": {}},\n    3\n  ],\n  \"e\": \"f\"\n}";
        assert_eq!(String::from_utf8(out).unwrap(), wanted);
    }
}
