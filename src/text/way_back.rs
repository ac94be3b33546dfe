//! The exact way back from a text that was rewritten to the text it came from, kept only where the two differ.

use std::ops::Range;

/// From here on, units of `here_unit` bytes came from units of `there_unit` bytes each.
///
/// Text that was copied is a run of units of one byte. A unit is never cut: a position inside it goes to its start or
/// its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Piece {
    here: usize,
    there: usize,
    here_unit: usize,
    there_unit: usize,
}

impl Piece {
    const COPY: Self = Self { here: 0, there: 0, here_unit: 1, there_unit: 1 };

    fn there_after(&self, units: usize) -> usize {
        self.there + units * self.there_unit
    }
}

/// Maps byte positions of a rewritten text ("here") to the text it was made from ("there").
///
/// A sorted list of pieces, one only where the distance between the two changes or several characters became one
/// unit; empty when nothing changed. Asking is a binary search.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct WayBack {
    pieces: Vec<Piece>,
}

impl WayBack {
    /// Notes that what is written at `here` from now on, one byte or more, was copied from `there` on.
    pub(crate) fn copied(&mut self, here: usize, there: usize) {
        let last = self.last();
        // Without the division that `unit` needs: this is asked for every character of a traditional text.
        let continues = last.here_unit == 1 && last.there_unit == 1 && there - last.there == here - last.here;
        if !continues {
            self.pieces.push(Piece { here, there, ..Piece::COPY });
        }
    }

    /// Notes that the `here_unit` bytes at `here` came from the `there_unit` bytes at `there`, as one. Calls come in
    /// the order of the text, and the first unit of a different size, or after a hole, opens a new piece.
    pub(crate) fn unit(&mut self, here: usize, there: usize, here_unit: usize, there_unit: usize) {
        let last = self.last();
        let continues = last.here_unit == here_unit
            && last.there_unit == there_unit
            && last.there_after((here - last.here) / here_unit) == there;
        if !continues {
            self.pieces.push(Piece { here, there, here_unit, there_unit });
        }
    }

    fn last(&self) -> &Piece {
        self.pieces.last().unwrap_or(&Piece::COPY)
    }

    /// Where the character that begins at `here` came from: the first byte, or that of the unit it lies in.
    pub(crate) fn start(&self, here: usize) -> usize {
        let piece = self.piece(here);
        piece.there_after((here - piece.here) / piece.here_unit)
    }

    /// Where the character that ends at `here` came from: one past the last byte, or past that of its unit. What was
    /// dropped after it does not belong to it.
    pub(crate) fn end(&self, here: usize) -> usize {
        let Some(last_byte) = here.checked_sub(1) else { return 0 };
        let piece = self.piece(last_byte);
        piece.there_after((last_byte - piece.here) / piece.here_unit + 1)
    }

    /// The place that a range came from; an empty range stays empty.
    pub(crate) fn range(&self, here: Range<usize>) -> Range<usize> {
        let start = self.start(here.start);
        if here.is_empty() { start..start } else { start..self.end(here.end) }
    }

    fn piece(&self, here: usize) -> &Piece {
        let after = self.pieces.partition_point(|piece| piece.here <= here);
        after.checked_sub(1).and_then(|i| self.pieces.get(i)).unwrap_or(&Piece::COPY)
    }
}

#[cfg(test)]
mod tests {
    use super::WayBack;

    #[test]
    fn nothing_noted_is_the_identity() {
        let way = WayBack::default();
        assert_eq!(way.range(3..7), 3..7);
        assert_eq!(way.range(4..4), 4..4);
    }

    #[test]
    fn a_run_of_equal_units_is_one_piece() {
        let mut way = WayBack::default();
        way.copied(0, 0);
        for i in 0..5 {
            way.unit(2 + i, 2 + 3 * i, 1, 3);
        }
        way.copied(7, 17);
        assert_eq!(way.pieces.len(), 2);
        assert_eq!((way.start(4), way.end(4)), (8, 8));
        assert_eq!((way.start(9), way.end(9)), (19, 19));
    }

    #[test]
    fn a_unit_is_never_cut_and_a_hole_belongs_to_nobody() {
        let mut way = WayBack::default();
        way.unit(2, 2, 3, 3);
        way.copied(5, 9);
        assert_eq!(way.range(3..4), 2..5);
        assert_eq!(way.range(2..5), 2..5);
        assert_eq!(way.range(4..6), 2..10);
        assert_eq!(way.start(5), 9);
    }
}
