//! `fenliu man`: the manual page of the whole, or of one command.

use clap::CommandFactory as _;
use clap_mangen::Man;

use super::arguments::Arguments;
use super::messages::Stop;
use super::start::print;

pub(super) fn run(name: Option<&str>) -> Result<u8, Stop> {
    let mut command = Arguments::command();
    command.build();
    if let Some(name) = name {
        let found = command.find_subcommand(name).cloned();
        command = found
            .ok_or_else(|| Stop::Failed(format!("{name}: no such command. `fenliu --help` names them")))?;
    }
    let mut page = Vec::new();
    Man::new(command).render(&mut page).map_err(|error| Stop::of_output(&error))?;
    print(&String::from_utf8_lossy(&page))
}
