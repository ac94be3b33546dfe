//! The file of a checkpoint: JSON that people can read, with a sum by which a damaged one is known.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::about::About;
use super::inputs::{KnownInput, hex};
use super::rows::Rows;
use crate::calendar::Clock;
use crate::cli::kept_file::replace;
use crate::cli::messages::cause;
use crate::review::Counts;
use crate::session::Sessions;
use crate::stream::{Stand, Tally};

/// The version of the format. Another one is refused.
const FORMAT: u32 = 1;

/// Everything that is noted.
#[derive(Serialize, Deserialize)]
pub(super) struct Document<'d> {
    #[serde(rename = "fenliu_checkpoint")]
    pub(super) format: u32,
    /// The run has come to its end: there is nothing to go on with.
    pub(super) finished: bool,
    /// Which run it is.
    pub(super) run: Cow<'d, About>,
    /// Now, for all that the run decides.
    pub(super) clock: Clock,
    /// How long it has taken until here, in seconds.
    pub(super) seconds: f64,
    /// The files that were begun, in order.
    pub(super) inputs: Cow<'d, [KnownInput]>,
    /// Where the last of them stands; none between two.
    pub(super) within: Option<Within>,
    /// Bytes of those that are done.
    pub(super) read: u64,
    /// Records of those that are done, by the encoding that they were read in.
    pub(super) encodings: Cow<'d, BTreeMap<String, u64>>,
    /// The files that are written, in order.
    pub(super) outputs: Cow<'d, [Written]>,
    /// What was counted.
    pub(super) tally: Tally,
    /// The first record that could not be read.
    pub(super) first_bad: Option<Cow<'d, str>>,
    /// Something went wrong, so that the exit code says so.
    pub(super) failed: bool,
    /// What a summary is made of, where one is wanted.
    pub(super) counts: Option<Cow<'d, Counts>>,
    /// What is remembered of conversations.
    pub(super) conversations: Cow<'d, Sessions>,
}

/// Where an input stands.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub(in crate::cli) struct Within {
    /// Records of all inputs before it.
    pub(in crate::cli) before: u64,
    pub(in crate::cli) stand: Stand,
}

/// A file that is written.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub(in crate::cli) struct Written {
    pub(in crate::cli) file: String,
    /// Bytes that it holds for good.
    pub(in crate::cli) bytes: u64,
}

/// What a checkpoint of any version says.
#[derive(Deserialize)]
struct Head {
    fenliu_checkpoint: u32,
}

/// What stands before the sum.
const BEFORE_SUM: &str = ",\n  \"sum\": \"";

impl Document<'_> {
    /// The version that is written.
    pub(super) const FORMAT: u32 = FORMAT;

    /// Writes it, so that at every moment this one or the one before is there.
    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        let mut bytes = Vec::new();
        self.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, Rows::default()))?;
        let text = String::from_utf8(bytes).map_err(io::Error::other)?;
        let body = text.strip_suffix("\n}").unwrap_or_default();
        replace(path, &format!("{body}{BEFORE_SUM}{}\"\n}}\n", sum(body)))
    }

    /// Reads it; none if there is none yet.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn read(path: &Path) -> Result<Option<Document<'static>>, String> {
        let text = match fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("can't be read: {}", cause(&error))),
            Ok(bytes) => String::from_utf8(bytes).map_err(|_| NONE.to_owned())?,
        };
        let head: Head = serde_json::from_str(&text).map_err(|_| NONE.to_owned())?;
        if head.fenliu_checkpoint != FORMAT {
            let version = head.fenliu_checkpoint;
            return Err(format!(
                "another fenliu wrote it, in version {version} of the format; this one knows {FORMAT}"
            ));
        }
        let sound = text
            .rsplit_once(BEFORE_SUM)
            .is_some_and(|(body, end)| end.trim_end() == format!("{}\"\n}}", sum(body)));
        if !sound {
            return Err("it is damaged, or was changed by hand".to_owned());
        }
        serde_json::from_str(&text).map(Some).map_err(|error| format!("it is damaged: {error}"))
    }
}

const NONE: &str = "it is no checkpoint, or a damaged one";

fn sum(body: &str) -> String {
    hex(&Sha256::digest(body))
}
