//! Files that appear whole or not at all: written into a neighbour, which takes their name at the end.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::messages::{Stop, cause};

/// Bytes that wait to be written together.
const WAITING: usize = 64 * 1024;

/// A file under way. Dropped before it is finished, it leaves nothing behind.
pub(super) struct WholeFile {
    path: PathBuf,
    /// The neighbour; none for what is written in sight, and for a device or a pipe, which has no neighbour that could take its
    /// name.
    beside: Option<PathBuf>,
    out: BufWriter<File>,
}

impl WholeFile {
    /// Begins a file.
    ///
    /// # Errors
    /// It can't be written.
    pub(super) fn create(path: &Path) -> Result<Self, Stop> {
        // A link stays a link: its target is what is written anew.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let failed = |error: io::Error| Stop::Failed(unwritable(&path, &error));
        let known = fs::metadata(&path);
        if known.as_ref().is_ok_and(|metadata| !metadata.is_file()) {
            let out = BufWriter::with_capacity(WAITING, File::create(&path).map_err(failed)?);
            return Ok(Self { path, beside: None, out });
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let beside = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
        let file = File::create(&beside).map_err(failed)?;
        let out = BufWriter::with_capacity(WAITING, file);
        // From here on, the neighbour goes when something fails.
        let whole = Self { path, beside: Some(beside), out };
        if let (Ok(metadata), Some(beside)) = (known, &whole.beside) {
            let set = fs::set_permissions(beside, metadata.permissions());
            set.map_err(|error| Stop::Failed(unwritable(&whole.path, &error)))?;
        }
        Ok(whole)
    }

    /// Begins a file that others read while it is written.
    ///
    /// # Errors
    /// It can't be written.
    pub(super) fn create_in_sight(path: &Path) -> Result<Self, Stop> {
        let path = path.to_owned();
        let file = File::create(&path).map_err(|error| Stop::Failed(unwritable(&path, &error)))?;
        Ok(Self { path, beside: None, out: BufWriter::with_capacity(WAITING, file) })
    }

    /// What it will be called.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The file that is written, and the one that has its name until it appears.
    pub(super) fn handles(&self) -> impl Iterator<Item = Handle> {
        let written = self.out.get_ref().try_clone().and_then(Handle::from_file);
        [written, Handle::from_path(&self.path)].into_iter().flatten()
    }

    /// Lets it appear.
    pub(super) fn finish(self) -> Result<(), Stop> {
        let path = self.path.clone();
        self.appear_as(&path)
    }

    /// Lets what there is appear under a name that says so, and gives that name.
    pub(super) fn finish_in_part(self) -> Result<PathBuf, Stop> {
        let mut name = self.path.clone().into_os_string();
        name.push(".partial");
        let path = if self.beside.is_some() { PathBuf::from(name) } else { self.path.clone() };
        self.appear_as(&path).map(|()| path)
    }

    fn appear_as(mut self, path: &Path) -> Result<(), Stop> {
        let written = self.out.flush();
        let renamed =
            written.and_then(|()| self.beside.as_ref().map_or(Ok(()), |from| fs::rename(from, path)));
        renamed.map_err(|error| Stop::Failed(unwritable(path, &error)))?;
        self.beside = None;
        Ok(())
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            let _ = fs::remove_file(beside);
        }
    }
}

/// Writes a file whole or not at all.
///
/// # Errors
/// The file can't be written.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Stop> {
    let mut file = WholeFile::create(path)?;
    let written = file.write_all(text.as_bytes());
    written.map_err(|error| Stop::Failed(unwritable(path, &error)))?;
    file.finish()
}

pub(super) fn unwritable(path: &Path, error: &io::Error) -> String {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to write it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => cause(error),
    };
    format!("{}: can't be written: {why}", path.display())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write as _;

    use super::WholeFile;

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = std::env::temp_dir().join(format!("fenliu-whole-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("a.txt");
        let begin = || {
            let mut file = WholeFile::create(&path).map_err(|_| ()).unwrap();
            file.write_all(b"new").unwrap();
            file
        };
        let names = || {
            let mut names: Vec<String> = fs::read_dir(&folder)
                .unwrap()
                .map(|at| at.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        drop(begin());
        assert_eq!(names(), [""; 0]);
        fs::write(&path, "old").unwrap();
        drop(begin());
        assert_eq!(
            (names(), fs::read_to_string(&path).unwrap()),
            (vec!["a.txt".to_owned()], "old".to_owned())
        );
        assert!(begin().finish_in_part().is_ok());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(names(), ["a.txt", "a.txt.partial"]);
        assert!(begin().finish().is_ok());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        fs::remove_dir_all(&folder).unwrap();
    }
}
