//! `fenliu man`: the manual page.

use clap::CommandFactory as _;

use super::arguments::Arguments;
use super::messages::Stop;
use super::start::print;

pub(super) fn run() -> Result<u8, Stop> {
    let mut page = Vec::new();
    let manual = clap_mangen::Man::new(Arguments::command());
    manual.render(&mut page).map_err(|error| Stop::of_output(&error))?;
    print(&String::from_utf8_lossy(&page))
}
