//! `fenliu tune`: fits the figures of the score to labels, and writes them into the pack if it is asked to.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::arguments::{Common, EvalFormat, Tune};
use super::feed::nothing_to_read;
use super::labelled::{Row, Rows, reading};
use super::messages::{Messages, Stop, cause};
use super::start::{print, print_help};
use super::{pack, world};
use crate::diagnostic::Source;
use crate::lexicon::Lexicon;
use crate::render::Offsets;
use crate::render::tune::{self as render, About};
use crate::review::{Evaluator, Figures, Options, Sample, rewrite, tune};
use crate::stream::{Form, Output};

/// The field that parts the rows when none is named.
const GROUP: &str = "source";

/// The file that holds the figures.
const POLICY: &str = "policy.toml";

pub(super) fn run(arguments: &Tune, common: &Common, messages: &Messages) -> Result<u8, Stop> {
    let reading = reading(&arguments.files);
    if nothing_to_read(&reading) {
        return print_help(Some("tune"));
    }
    let triage = pack::triage(common)?;
    let style = world::output_style(common);
    let job = world::job(&triage, common, Output { form: Form::Text, style, offsets: Offsets::Bytes });
    let group = arguments.group.as_deref().unwrap_or(GROUP);
    let options = Options { by: vec![group.to_owned()], ..Options::default() };
    let evaluator = Evaluator::new(triage.lexicon(), options);
    let mut samples = Vec::new();
    let mut on_row = |mut row: Row<'_>| {
        let group = row.label.values.pop().flatten();
        samples.push(Sample::of(triage.lexicon(), &row.report, row.label.escalates(), group));
    };
    let read = Rows { evaluator: &evaluator, job: &job }.read(&reading, messages, &mut on_row)?;
    let grouped = samples.iter().any(|sample| sample.group.is_some());
    if arguments.group.is_some() && !grouped {
        return Err(Stop::Failed(read.no_such_field("group", group)));
    }
    let tuning = tune(triage.lexicon(), &samples, arguments.prior);
    let written = match (&common.pack, arguments.write) {
        (_, false) => None,
        (Some(folder), true) => Some(write(folder, &tuning.figures).map_err(Stop::Failed)?),
        // The command line does not let this through.
        (None, true) => None,
    };
    let shown = written.map(|path| path.display().to_string());
    let about = About {
        pack: job.pack(),
        bad: read.tally.bad,
        group: grouped.then_some(group),
        prior: arguments.prior,
        written: shown.as_deref(),
    };
    let mut out = String::new();
    match arguments.output {
        EvalFormat::Text => render::text(&tuning, &about, &style, &mut out),
        EvalFormat::Json => render::object(&tuning, &about, &mut out),
    }
    print(&out)
}

/// Writes the figures into the policy of a pack. One that rests on the built-in policy gets a copy of it.
fn write(folder: &Path, figures: &Figures) -> Result<PathBuf, String> {
    let path = folder.join(POLICY);
    let shown = path.display();
    let sources = pack::read(folder)?;
    let is_policy = |source: &&Source| Path::new(&source.name).file_name().is_some_and(|name| name == POLICY);
    let builtin = Lexicon::builtin_sources();
    let present = sources.iter().find(is_policy).or_else(|| builtin.iter().find(is_policy));
    let present = present.ok_or_else(|| format!("{shown}: there is no policy to start from"))?;
    let text = rewrite(&present.text, figures).map_err(|error| format!("{shown}: not written: {error}"))?;
    let mut then: Vec<Source> = sources.iter().filter(|source| !is_policy(source)).cloned().collect();
    then.push(Source { name: shown.to_string(), text: text.clone() });
    if Lexicon::parse(&then).is_err() {
        return Err(format!("{shown}: not written: the pack would not be sound any more"));
    }
    replace(&path, &text).map_err(|error| format!("{shown}: can't be written: {}", cause(&error)))?;
    Ok(path)
}

/// Puts a whole new file in the place of one: whoever reads it finds the old text or the new one, never a part.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let draft = path.with_extension(format!("toml.{}.new", std::process::id()));
    let write = || {
        let mut file = File::create_new(&draft)?;
        if let Ok(before) = fs::metadata(path) {
            file.set_permissions(before.permissions())?;
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&draft, path)
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(&draft);
    })
}
