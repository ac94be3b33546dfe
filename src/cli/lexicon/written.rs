//! `--output FORMAT[=FILE]` of commands whose answer is a report of its own: text, JSON or Markdown.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::output::write;
use crate::cli::arguments::Common;
use crate::cli::messages::Stop;
use crate::cli::start::print;
use crate::cli::world;
use crate::render::Style;

/// A comment on GitHub holds 65,536 characters; whoever posts it may want to add some.
const COMMENT: usize = 60_000;
/// Columns of text in a file.
const WIDTH: usize = 100;

/// How a report is written, and where.
#[derive(Args, Debug)]
pub(in crate::cli) struct Writing {
    /// How the report is written, and where: text, json or markdown; may be given several times, all but one with a file
    /// [default: text]
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = target, help_heading = "Output")]
    pub(super) output: Vec<Target>,
}

/// The forms of a report.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum Form {
    Text,
    Json,
    Markdown,
}

/// A form, and the file that it goes to instead of standard output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::cli) struct Target {
    form: Form,
    file: Option<PathBuf>,
}

fn target(text: &str) -> Result<Target, String> {
    let (name, file) = match text.split_once('=') {
        Some((_, "")) => return Err("a file's name is missing after =".to_owned()),
        Some((name, file)) => (name, Some(PathBuf::from(file))),
        None => (text, None),
    };
    let form = Form::from_str(name, false)
        .map_err(|_| "there is no such format. There are text, json, markdown".to_owned())?;
    Ok(Target { form, file })
}

impl Writing {
    /// Whether two forms would go to standard output. Asked before the work is done.
    pub(super) fn check(&self) -> Result<(), Stop> {
        if self.output.iter().filter(|target| target.file.is_none()).count() > 1 {
            let text = "two formats can't both go to standard output. Give one a file: --output FORMAT=FILE";
            return Err(Stop::Failed(text.to_owned()));
        }
        Ok(())
    }
}

/// Writes a report in every form asked for. `draw` draws it with at most so many characters; Markdown that had to be cut
/// has the full text in a file beside it: `diff.md`, `diff.full.md`.
///
/// # Errors
/// Something can't be written.
pub(super) fn deliver(
    writing: &Writing,
    common: &Common,
    draw: &dyn Fn(Form, &Style, Option<usize>) -> String,
) -> Result<(), Stop> {
    let default = [Target { form: Form::Text, file: None }];
    let targets = if writing.output.is_empty() { &default[..] } else { &writing.output };
    let style = world::output_style(common);
    for Target { form, file } in targets {
        let Some(file) = file else {
            print(&draw(*form, &style, Some(COMMENT)))?;
            continue;
        };
        let style = Style { color: false, width: WIDTH, ..style };
        let text = draw(*form, &style, Some(COMMENT));
        write(file, &text)?;
        if *form == Form::Markdown {
            let full = draw(*form, &style, None);
            if full != text {
                write(&file.with_extension("full.md"), &full)?;
            }
        }
    }
    Ok(())
}
