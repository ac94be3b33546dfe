//! Prints each line of standard input folded: what detectors read.

use std::io::{self, BufRead as _, Write as _};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", fenliu::text::fold(&line?))?;
    }
    out.flush()
}
