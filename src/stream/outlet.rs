//! Where lines of output go: one handle, or as many as somebody has opened.

use std::io::{self, Write};

use super::checkpoint::Reached;

/// What is written for one record.
#[derive(Clone, Copy, Debug)]
pub struct Lines<'l> {
    /// The lines of all forms one behind the other, each with its line end.
    pub text: &'l str,
    /// Where the lines of each form end; empty when there is one form.
    pub ends: &'l [usize],
    /// The place of the group that the record belongs to; 0 where nothing is parted.
    pub group: usize,
}

impl<'l> Lines<'l> {
    /// The lines of one form after the other.
    pub fn forms(&self) -> impl Iterator<Item = &'l str> {
        let (text, ends) = (self.text, self.ends);
        let whole = ends.is_empty().then_some(text);
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let parts = starts.zip(ends).map(|(start, &end)| text.get(start..end).unwrap_or_default());
        whole.into_iter().chain(parts)
    }
}

/// Takes the lines of records, in the order of the input.
pub trait Outlet: Send {
    /// Takes the lines of one record.
    ///
    /// # Errors
    /// A handle can't be written.
    fn put(&mut self, lines: &Lines<'_>) -> io::Result<()>;

    /// Gives on what waits, because nothing may come for a while.
    ///
    /// # Errors
    /// A handle can't be written.
    fn pass_on(&mut self) -> io::Result<()>;

    /// Whether it wants to note how far the run has come, after so many records, or because the run is asked to end.
    fn due(&mut self, _records: u64, _ending: bool) -> bool {
        false
    }

    /// Notes how far the run has come. Everything up to there was put.
    ///
    /// # Errors
    /// It can't be noted.
    fn keep(&mut self, _reached: &Reached<'_>) -> io::Result<()> {
        Ok(())
    }
}

/// One handle gets everything.
impl<W: Write + Send> Outlet for W {
    fn put(&mut self, lines: &Lines<'_>) -> io::Result<()> {
        self.write_all(lines.text.as_bytes())
    }

    fn pass_on(&mut self) -> io::Result<()> {
        self.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn lines_are_parted_by_form() {
        let parted = |text, ends| Lines { text, ends, group: 0 }.forms().collect::<Vec<_>>();
        assert_eq!(parted("a\n", &[]), ["a\n"]);
        assert_eq!(parted("a\nbc\n", &[2, 5]), ["a\n", "bc\n"]);
        assert_eq!(parted("bc\n", &[0, 3]), ["", "bc\n"]);
    }
}
