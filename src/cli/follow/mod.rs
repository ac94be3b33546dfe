//! Files that grow while they are read: what is added to them is answered as it comes, file beside file.

mod arrivals;
mod growing;
mod reading;
mod run;

pub(super) use run::{follow, refuse};
