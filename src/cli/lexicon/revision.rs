//! The files of a pack as they were at a revision, by way of the `git` command.

use std::path::Path;
use std::process::Command;

use crate::cli::messages::Stop;
use crate::diagnostic::Source;

/// The files that a folder held where `reference` and the present commit parted. None of them where there was no folder.
///
/// # Errors
/// There is no `git`, no repository, no such revision, or the clone is too shallow to know where they parted; the sentence says
/// what to fetch.
pub(super) fn sources_at(reference: &str, folder: &Path) -> Result<Vec<Source>, Stop> {
    if reference.starts_with('-') {
        return Err(failed(reference, "it is no revision"));
    }
    let prefix = git(folder, &["rev-parse", "--show-prefix"])?.map_err(|said| {
        failed(reference, &format!("{} lies in no git repository: {said}", folder.display()))
    })?;
    let commit = format!("{reference}^{{commit}}");
    if git(folder, &["rev-parse", "--verify", "--quiet", &commit])?.is_err() {
        let remote = reference.strip_prefix("origin/").unwrap_or(reference);
        let shallow = if is_shallow(folder)? { "this is a shallow clone, and " } else { "" };
        return Err(failed(
            reference,
            &format!("{shallow}git knows no such revision. Fetch it: `git fetch origin {remote}`"),
        ));
    }
    let Ok(base) = git(folder, &["merge-base", reference, "HEAD"])? else {
        let why = if is_shallow(folder)? {
            "this is a shallow clone that does not reach back to where the two parted. Fetch the rest: `git fetch --unshallow`"
        } else {
            "it has no commit in common with HEAD"
        };
        return Err(failed(reference, why));
    };
    let (base, prefix) = (base.trim(), prefix.trim_end_matches('\n'));
    let tree = format!("{base}:{prefix}");
    let Ok(names) = git(folder, &["ls-tree", "-z", "--full-tree", "--name-only", &tree])? else {
        return Ok(Vec::new());
    };
    let mut sources = Vec::new();
    for name in names.split('\0').filter(|name| name.ends_with(".toml")) {
        let text = git(folder, &["show", &format!("{base}:{prefix}{name}")])?
            .map_err(|said| failed(reference, &format!("{name} can't be read there: {said}")))?;
        sources.push(Source { name: folder.join(name).display().to_string(), text });
    }
    Ok(sources)
}

fn is_shallow(folder: &Path) -> Result<bool, Stop> {
    Ok(git(folder, &["rev-parse", "--is-shallow-repository"])?.is_ok_and(|said| said.trim() == "true"))
}

fn failed(reference: &str, why: &str) -> Stop {
    Stop::Failed(format!("--against {reference}: {why}"))
}

/// What git says in a folder, or what it complains of.
fn git(folder: &Path, arguments: &[&str]) -> Result<Result<String, String>, Stop> {
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).output();
    let output = output.map_err(|error| {
        Stop::Failed(format!(
            "--against needs the git command, which can't be run: {error}. Name a folder instead"
        ))
    })?;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ok(if output.status.success() {
        Ok(text(output.stdout))
    } else {
        Err(text(output.stderr).trim().to_owned())
    })
}
