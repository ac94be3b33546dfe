//! Going on in the middle of an input, as if everything before had just been read.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use super::checkpoint::Stand;
use super::input::{Bytes, CHUNK};
use super::lines::Position;
use super::reader::{Kind, Reader};

impl Reader {
    /// Where the next record begins: behind the last one that was given.
    #[must_use]
    pub fn position(&self) -> Position {
        self.at
    }

    /// Where the next record begins, with all that reading it takes from those before.
    #[must_use]
    pub fn stand(&self) -> Stand {
        let recovered = matches!(&self.kind, Kind::Table(table) if table.recovered());
        let (otherwise, noticed) = (self.decoding.settled(), self.notice().now());
        Stand { position: self.at, otherwise, recovered, noticed }
    }

    /// Goes on where a reader of the same input with the same options stood. Nothing may have been read yet.
    ///
    /// # Errors
    /// The input is shorter, can't be read, or is past that already.
    pub fn go_on(&mut self, stand: &Stand) -> io::Result<()> {
        self.skip_to(stand.position)?;
        if let Kind::Table(table) = &mut self.kind {
            table.set_recovered(stand.recovered);
        }
        self.decoding.go_on(stand.otherwise, &stand.noticed);
        Ok(())
    }

    /// Goes on at a position that a reader of the same input gave before: at once in a plain file, else by reading up
    /// to it. Nothing may have been read yet.
    ///
    /// # Errors
    /// The input is shorter, can't be read, or is past that already.
    pub fn skip_to(&mut self, position: Position) -> io::Result<()> {
        if position == self.at {
            return Ok(());
        }
        let here = self.consumed();
        let short =
            || io::Error::new(io::ErrorKind::UnexpectedEof, "the input ends before the place to go on at");
        if position.bytes < here.bytes {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "the place to go on at was passed already",
            ));
        }
        let sought = match self.plain.take() {
            Some(mut file) => {
                if file.metadata()?.len() < position.bytes {
                    return Err(short());
                }
                file.seek(SeekFrom::Start(position.bytes))?;
                let handle: Box<dyn Read + Send> = Box::new(file);
                Some(BufReader::with_capacity(CHUNK, handle))
            }
            None => {
                let wanted = position.bytes - here.bytes;
                let passed = self.bytes().map_or(Ok(0), |bytes| skip(bytes, wanted))?;
                if passed < wanted {
                    return Err(short());
                }
                None
            }
        };
        match &mut self.kind {
            Kind::Given(..) => {}
            Kind::Text(lines) | Kind::Ndjson(lines) => lines.go_on(sought, position),
            Kind::Table(table) => table.go_on(sought, position),
        }
        self.at = position;
        Ok(())
    }

    fn bytes(&mut self) -> Option<&mut Bytes> {
        match &mut self.kind {
            Kind::Given(..) => None,
            Kind::Text(lines) | Kind::Ndjson(lines) => Some(&mut lines.bytes),
            Kind::Table(table) => Some(table.bytes()),
        }
    }

    /// Where the bytes stand, which is ahead of what was given if a first row waits.
    fn consumed(&mut self) -> Position {
        match &mut self.kind {
            Kind::Given(..) => self.at,
            Kind::Text(lines) | Kind::Ndjson(lines) => lines.at,
            Kind::Table(table) => table.consumed(),
        }
    }
}

/// Passes over bytes; how many there were.
fn skip(bytes: &mut Bytes, wanted: u64) -> io::Result<u64> {
    let mut passed = 0;
    while passed < wanted {
        let chunk = match bytes.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            chunk => chunk?.len(),
        };
        if chunk == 0 {
            break;
        }
        let used = chunk.min(usize::try_from(wanted - passed).unwrap_or(chunk));
        bytes.consume(used);
        passed += used as u64;
    }
    Ok(passed)
}
