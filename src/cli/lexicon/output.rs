//! `--output FORMAT[=FILE]` and `--fail-on`, for every command that looks at a pack.

use std::env;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::arguments::Common;
use crate::cli::messages::Stop;
use crate::cli::start::print;
use crate::cli::whole_file::unwritable;
pub(super) use crate::cli::whole_file::write;
use crate::cli::world;
use crate::diagnostic::Level;
use crate::render::audit;
use crate::review::Audit;

/// How findings and cases are written, and when they are too many.
#[derive(Args, Debug)]
pub(in crate::cli) struct Reporting {
    /// How findings are written, and where: text, json, sarif, junit, github, gitlab or markdown; may be given several
    /// times, all but one with a file. A Markdown file that leaves out rows has a NAME.full.md beside it [default: text, and github where GITHUB_ACTIONS is true]
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = target, help_heading = "Output")]
    pub(super) output: Vec<Target>,
    /// Leave with 1 on findings that are so bad, or worse
    #[arg(long, value_name = "LEVEL", default_value = "warning", help_heading = "Output")]
    pub(super) fail_on: FailOn,
}

/// The least level that makes a command leave with 1.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum FailOn {
    Error,
    Warning,
}

impl FailOn {
    pub(super) fn level(self) -> Level {
        match self {
            Self::Error => Level::Error,
            Self::Warning => Level::Warning,
        }
    }
}

/// The formats.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum Format {
    Text,
    Json,
    Sarif,
    Junit,
    Github,
    Gitlab,
    Markdown,
}

/// A format, and the file that it goes to instead of standard output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::cli) struct Target {
    pub(super) format: Format,
    pub(super) file: Option<PathBuf>,
}

fn target(text: &str) -> Result<Target, String> {
    let (name, file) = match text.split_once('=') {
        Some((_, "")) => return Err("a file's name is missing after =".to_owned()),
        Some((name, file)) => (name, Some(PathBuf::from(file))),
        None => (text, None),
    };
    let format = Format::from_str(name, false).map_err(|_| {
        let names: Vec<String> = Format::value_variants()
            .iter()
            .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
            .collect();
        format!("there is no such format. There are {}", names.join(", "))
    })?;
    Ok(Target { format, file })
}

/// Writes an audit in every format asked for, and gives the exit code that it deserves.
///
/// # Errors
/// Something can't be written, or two formats would go to standard output.
pub(super) fn report(audit: &Audit, reporting: &Reporting, common: &Common) -> Result<u8, Stop> {
    let targets = targets(reporting)?;
    for target in &targets {
        let style = match target.file {
            None => world::output_style(common),
            // What goes to a file is read by whoever opens it, perhaps on no terminal at all.
            Some(_) => crate::render::Style { color: false, width: 100, ..world::output_style(common) },
        };
        let text = match target.format {
            Format::Text => audit::text(audit, &style),
            Format::Json => audit::json(audit),
            Format::Sarif => audit::sarif(audit, style.lang),
            Format::Junit => audit::junit(audit, style.lang),
            Format::Github => audit::github(audit, style.lang),
            Format::Gitlab => audit::gitlab(audit, style.lang),
            Format::Markdown => audit::markdown(audit, style.lang).0,
        };
        match &target.file {
            Some(file) => {
                write(file, &text)?;
                if target.format == Format::Markdown && audit::markdown(audit, style.lang).1 {
                    write(&file.with_extension("full.md"), &audit::whole_markdown(audit, style.lang))?;
                }
            }
            None if text.is_empty() => {}
            None => {
                print(&text)?;
            }
        }
        if target.format == Format::Github && target.file.is_none() {
            summarize(&audit::markdown(audit, style.lang).0)?;
        }
    }
    Ok(u8::from(audit.fails(reporting.fail_on.level())))
}

/// The targets asked for, or what suits the surroundings. Annotations are commands in a log, so they may stand below text.
fn targets(reporting: &Reporting) -> Result<Vec<Target>, Stop> {
    if reporting.output.is_empty() {
        let mut targets = vec![Target { format: Format::Text, file: None }];
        if env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true") {
            targets.push(Target { format: Format::Github, file: None });
        }
        return Ok(targets);
    }
    let printed: Vec<Format> =
        reporting.output.iter().filter(|target| target.file.is_none()).map(|target| target.format).collect();
    let both = printed.len() == 2 && printed.contains(&Format::Text) && printed.contains(&Format::Github);
    if printed.len() > 1 && !both {
        let text = "two formats can't both go to standard output. Give one a file: --output FORMAT=FILE";
        return Err(Stop::Failed(text.to_owned()));
    }
    Ok(reporting.output.clone())
}

/// Adds to the summary page of a step on GitHub, where there is one.
fn summarize(text: &str) -> Result<(), Stop> {
    let Some(path) = env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else {
        return Ok(());
    };
    let path = PathBuf::from(path);
    let failed = |error: io::Error| Stop::Failed(unwritable(&path, &error));
    let mut file = OpenOptions::new().append(true).create(true).open(&path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}
