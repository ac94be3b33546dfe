//! Files that last while they grow: written in place, so that what was written before anything happens is there after it.

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::messages::Stop;
use super::whole_file::unwritable;

/// Bytes that wait to be written together.
const WAITING: usize = 64 * 1024;

/// A file that grows.
pub(super) struct KeptFile {
    path: PathBuf,
    out: BufWriter<File>,
    /// Bytes that it got.
    bytes: u64,
    /// Bytes that are on the disk for good.
    lasting: u64,
}

impl KeptFile {
    /// Begins a file, in the place of one that is there.
    ///
    /// # Errors
    /// It can't be written, or is a device or a pipe.
    pub(super) fn create(path: &Path) -> Result<Self, Stop> {
        if fs::metadata(path).is_ok_and(|known| !known.is_file()) {
            return Err(Stop::Failed(format!(
                "{}: it is no file, and what is no file can't be gone on with. Name a file, or leave out --checkpoint",
                path.display()
            )));
        }
        let file = File::create(path).map_err(|error| Stop::Failed(unwritable(path, &error)))?;
        settle_folder(path);
        Ok(Self::of(path, file, 0))
    }

    /// Goes on with a file behind so many bytes; what it holds beyond them goes.
    ///
    /// # Errors
    /// It can't be written, or is shorter.
    pub(super) fn resume(path: &Path, bytes: u64) -> Result<Self, Stop> {
        Self::check(path, bytes)?;
        let failed = |error: io::Error| Stop::Failed(unwritable(path, &error));
        let mut file = File::options().write(true).open(path).map_err(failed)?;
        file.set_len(bytes).and_then(|()| file.seek(SeekFrom::Start(bytes))).map_err(failed)?;
        Ok(Self::of(path, file, bytes))
    }

    /// Whether it can be gone on with behind so many bytes.
    ///
    /// # Errors
    /// It is not there, is no file, or is shorter.
    pub(super) fn check(path: &Path, bytes: u64) -> Result<(), Stop> {
        let name = path.display();
        let wrong = match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => "it is not there any more".to_owned(),
            Err(error) => return Err(Stop::Failed(unwritable(path, &error))),
            Ok(known) if !known.is_file() => "it is no file any more".to_owned(),
            Ok(known) if known.len() < bytes => {
                format!("it has {} bytes, and had {bytes} at the checkpoint", known.len())
            }
            Ok(_) => return Ok(()),
        };
        Err(Stop::Failed(format!("{name}: {wrong}. Bring it back, or delete the checkpoint and begin anew")))
    }

    fn of(path: &Path, file: File, bytes: u64) -> Self {
        let out = BufWriter::with_capacity(WAITING, file);
        Self { path: path.to_owned(), out, bytes, lasting: bytes }
    }

    /// What it is called.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The file itself, whatever it is called.
    pub(super) fn handle(&self) -> Option<Handle> {
        self.out.get_ref().try_clone().and_then(Handle::from_file).ok()
    }

    /// Lets everything that it got last, and says how many bytes that are.
    pub(super) fn settle(&mut self) -> io::Result<u64> {
        self.out.flush()?;
        if self.lasting < self.bytes {
            self.out.get_ref().sync_data()?;
            self.lasting = self.bytes;
        }
        Ok(self.bytes)
    }
}

impl Write for KeptFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Puts a text in the place of a file, so that at every moment, whatever happens, the old one or the new one is there.
///
/// # Errors
/// It can't be written; then the old one is there.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    // A link stays a link: its target is what is written anew.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.new"));
    let mut file = File::create(&beside)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    let renamed = written.and_then(|()| fs::rename(&beside, &path));
    if renamed.is_err() {
        let _ = fs::remove_file(&beside);
    }
    settle_folder(&path);
    renamed
}

/// Lets the names in a file's folder last. Some systems can't, and need not: their names last anyway.
fn settle_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let _ = File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all());
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write as _;

    use super::{KeptFile, replace};

    #[test]
    fn a_file_goes_on_behind_what_lasts() {
        let folder = std::env::temp_dir().join(format!("fenliu-kept-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("a.txt");
        let sound = |made: Result<KeptFile, _>| made.map_err(|_| ()).unwrap();
        let mut file = sound(KeptFile::create(&path));
        file.write_all(b"12345").unwrap();
        assert_eq!(file.settle().unwrap(), 5);
        file.write_all(b"678").unwrap();
        drop(file);
        assert_eq!(fs::read(&path).unwrap(), b"12345678");
        let mut file = sound(KeptFile::resume(&path, 5));
        file.write_all(b"x").unwrap();
        assert_eq!(file.settle().unwrap(), 6);
        assert_eq!(fs::read(&path).unwrap(), b"12345x");
        assert!(KeptFile::resume(&path, 7).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"12345x");
        replace(&path, "new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
    }
}
