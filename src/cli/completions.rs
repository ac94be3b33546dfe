//! `fenliu completions`: what the shell needs to complete a command line.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::arguments::Arguments;
use super::messages::Stop;
use super::start::print;

pub(super) fn run(shell: Shell) -> Result<u8, Stop> {
    // By way of memory: the generator panics where it can't write.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "fenliu", &mut script);
    print(&String::from_utf8_lossy(&script))
}
