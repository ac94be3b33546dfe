//! `fenliu lexicon fmt`: brings pack files into their one layout.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use similar::TextDiff;

use super::output::write;
use crate::cli::arguments::Common;
use crate::cli::messages::{Messages, Stop, cause, visible};
use crate::cli::start::print;
use crate::review::format;

/// Arguments of `fmt`.
#[derive(Args, Debug)]
#[command(
    override_usage = "fenliu lexicon fmt [OPTIONS] [PATH]...",
    after_help = "\
Exit codes: 0 all files are laid out (now); 1 some are not (with --check or --diff); 2 a file could not be read or written."
)]
pub(in crate::cli) struct Fmt {
    /// Folders whose TOML files are meant, or files [default: --pack, else lexicons/]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Name the files that are not laid out, and write nothing
    #[arg(long, conflicts_with = "diff")]
    pub(super) check: bool,
    /// Show what would change, and write nothing
    #[arg(long)]
    pub(super) diff: bool,
}

pub(super) fn run(arguments: &Fmt, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    let mut untidy = 0;
    let mut out = String::new();
    for path in files(arguments, common)? {
        let name = path.display().to_string();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) => {
                messages.error(&format!("{name}: can't be read: {}", cause(&error)));
                continue;
            }
        };
        let tidy = match format(&text) {
            Ok(tidy) => tidy,
            Err(why) => {
                messages.error(&format!("{name}: {why}"));
                continue;
            }
        };
        if tidy == text {
            continue;
        }
        untidy += 1;
        if arguments.check {
            out.push_str(&format!("{}\n", visible(&name)));
        } else if arguments.diff {
            let diff = TextDiff::from_lines(&text, &tidy);
            let head = visible(&name);
            let lines = diff.unified_diff().context_radius(2).header(&head, &head).to_string();
            out.extend(lines.lines().map(|line| visible(line) + "\n"));
        } else {
            write(&path, &tidy)?;
            messages.note(&format!("{name}: laid out"));
        }
    }
    if !out.is_empty() {
        print(&out)?;
    }
    Ok(u8::from(untidy > 0 && (arguments.check || arguments.diff)))
}

/// The files that are meant: those named, and the TOML files of the folders named.
fn files(arguments: &Fmt, common: &Common) -> Result<Vec<PathBuf>, Stop> {
    let default = || vec![common.pack.clone().unwrap_or_else(|| PathBuf::from("lexicons"))];
    let paths = if arguments.paths.is_empty() { default() } else { arguments.paths.clone() };
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(toml_files(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let failed = |error| Stop::Failed(format!("{}: can't be read: {}", folder.display(), cause(&error)));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
