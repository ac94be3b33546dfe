//! From the arguments to the exit code.

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _};

use super::arguments::{Arguments, Command, Options};
use super::messages::{Messages, Stop, say_drawing, visible};
use super::watch::INTERRUPTED;
use super::{
    classify, completions, desk, eval, explain, extract, lexicon, manual, replay, schema, segment, suggest,
    track, tune,
};

/// The exit code of what could not run.
const COULD_NOT_RUN: u8 = 2;

/// Runs the command that the arguments name. 0: it ran; 1: nothing reached the score (only if asked); 2: it could not
/// run, or not on everything.
pub fn start(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let mut arguments = match parse(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return ExitCode::from(usage(&error)),
    };
    arguments.hand_over_now();
    let messages = Messages::new(arguments.common.quiet, arguments.common.verbose);
    let code = match run(&arguments, &messages) {
        Ok(code) => code,
        Err(Stop::Closed) => 0,
        Err(Stop::Failed(text)) => {
            messages.error(&text);
            COULD_NOT_RUN
        }
    };
    // An interruption is said even if something went wrong before.
    let failed = messages.failed() && code != INTERRUPTED;
    ExitCode::from(if failed { COULD_NOT_RUN } else { code })
}

fn run(arguments: &Arguments, messages: &Messages) -> Result<u8, Stop> {
    let common = &arguments.common;
    match &arguments.command {
        None => classify::run(&arguments.classify, common, messages),
        Some(Command::Classify(classify)) => classify::run(classify, common, messages),
        Some(Command::Explain(explain)) => explain::run(explain, common),
        Some(Command::Extract(extract)) => extract::run(extract, common, messages),
        Some(Command::Segment(segment)) => segment::run(segment, common, messages),
        Some(Command::Desk(desk)) => desk::run(desk, common),
        Some(Command::Track(track)) => track::run(track, common, messages),
        Some(Command::Replay(replay)) => replay::run(replay, common, messages),
        Some(Command::Eval(eval)) => eval::run(eval, common, messages),
        Some(Command::Lexicon { command }) => lexicon::run(command, common, messages),
        Some(Command::Tune(tune)) => tune::run(tune, common, messages),
        Some(Command::Suggest(suggest)) => suggest::run(suggest, common, messages),
        Some(Command::Schema { what }) => schema::run(*what),
        Some(Command::Completions { shell }) => completions::run(*shell),
        Some(Command::Man { command }) => manual::run(command.as_deref()),
    }
}

fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    let mut command = Arguments::command();
    let matches = command.try_get_matches_from_mut(arguments)?;
    misplaced(&mut command, &matches)?;
    let mut arguments = Arguments::from_arg_matches(&matches)?;
    arguments.hand_over_options(match matches.subcommand() {
        None => given(&command, &matches),
        Some((name, matches)) => {
            command.find_subcommand(name).map(|command| given(command, matches)).unwrap_or_default()
        }
    });
    Ok(arguments)
}

/// Everything that was given on the command line or in the environment, by long names; files under theirs.
fn given(command: &clap::Command, matches: &ArgMatches) -> Options {
    let given = command.get_arguments().filter(|argument| {
        let source = matches.value_source(argument.get_id().as_str());
        matches!(source, Some(ValueSource::CommandLine | ValueSource::EnvVariable))
    });
    let option = |argument: &clap::Arg| {
        let id = argument.get_id().as_str();
        let values = matches.get_raw(id).into_iter().flatten();
        let values = values.map(|value| value.to_string_lossy().into_owned()).collect();
        (argument.get_long().unwrap_or(id).to_owned(), values)
    };
    given.map(option).collect()
}

/// Options of `classify` in front of another command would be ignored in silence: refuse them.
fn misplaced(command: &mut clap::Command, matches: &ArgMatches) -> Result<(), clap::Error> {
    let Some(name) = matches.subcommand_name() else { return Ok(()) };
    let given = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let own = command.get_arguments().filter(|argument| !argument.is_global_set());
    let stray = own.filter(|argument| given(argument.get_id().as_str())).find_map(clap::Arg::get_long);
    match stray {
        None => Ok(()),
        Some(option) => {
            let text = format!(
                "--{option} stands before the command; write it behind: `fenliu {name} --{option} …`"
            );
            Err(command.error(ErrorKind::ArgumentConflict, text))
        }
    }
}

/// Says what is wrong with the arguments, or gives the help that they ask for.
fn usage(error: &clap::Error) -> u8 {
    if !error.use_stderr() {
        return match error.print().map_err(|error| Stop::of_output(&error)) {
            Ok(()) | Err(Stop::Closed) => 0,
            Err(Stop::Failed(text)) => {
                Messages::new(false, false).error(&text);
                COULD_NOT_RUN
            }
        };
    }
    let text = error.render().to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    let lines: Vec<_> = text.lines().map(visible).collect();
    say_drawing(&format!("fenliu: {}\n", lines.join("\n")));
    COULD_NOT_RUN
}

/// Prints a text on standard output.
pub(super) fn print(text: &str) -> Result<u8, Stop> {
    let mut out = io::stdout().lock();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let written = out.write_all(text.as_bytes()).and_then(|()| out.write_all(end.as_bytes()));
    written.and_then(|()| out.flush()).map_err(|error| Stop::of_output(&error))?;
    Ok(0)
}

/// Prints the short help of a command that somebody called without anything to read.
pub(super) fn print_help(command: Option<&str>) -> Result<u8, Stop> {
    let mut arguments = Arguments::command();
    arguments.build();
    let mut command =
        command.and_then(|name| arguments.find_subcommand_mut(name).cloned()).unwrap_or(arguments);
    let help = command.render_help().to_string();
    print(&format!(
        "{help}\nThere was nothing to read, so nothing is waited for: name a file, give -t TEXT, or - to type.\n"
    ))
}
