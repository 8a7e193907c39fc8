//! What a run has done, kept beside its unfinished output, so that a killed run can be continued.
//!
//! Records go to `FILE.partial`. Now and then both that file and the side file of errors are synced to the disk, and then how
//! long they are and how many articles that was goes to `FILE.resume`, which is replaced whole. So it never tells of bytes that
//! are not there. A run that continues cuts the files to the lengths told, passes over so many articles, whose hash must be the
//! one told, and goes on; what had been written after the last note is done again. At the end `FILE.partial` becomes `FILE`.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::args::{Enrich, Input};

/// What is done of the input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    pub articles: u64,
    /// Hash of these articles.
    pub hash: u64,
    /// Articles that became records.
    pub records: u64,
    /// Records with problems, where they are checked.
    pub unsound: u64,
    /// Length of the output.
    pub bytes: u64,
    /// Length of the side file of errors.
    pub error_bytes: u64,
}

impl Done {
    pub fn errors(&self) -> u64 {
        self.articles - self.records
    }
}

/// The content of `FILE.resume`.
#[derive(Serialize, Deserialize)]
pub struct Note {
    /// Options on which the records depend.
    pub options: String,
    pub done: Done,
}

impl Note {
    /// The note in a file; none where there is no such file.
    pub fn read(path: &Path) -> Result<Option<Self>> {
        let text = match fs::read(path) {
            Ok(text) => text,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(e).with_context(|| format!("{}: cannot read it", path.display())),
        };
        let note = serde_json::from_slice(&text);
        note.map(Some).with_context(|| format!("{}: not written by this command; remove it to start again", path.display()))
    }

    /// Replaces the file as a whole.
    pub fn write(&self, path: &Path) -> Result<()> {
        let new = beside(path, ".new");
        let write = || {
            let mut file = File::create(&new)?;
            file.write_all(&serde_json::to_vec(self)?)?;
            file.sync_data()?;
            fs::rename(&new, path)
        };
        write().with_context(|| format!("{}: cannot write it", path.display()))
    }
}

/// Everything but the input that records depend on.
pub fn options(options: &Enrich) -> String {
    let Enrich { input: Input { form, columns, .. }, prefix, offsets, errors, check, reading, .. } = options;
    let format = options.form();
    format!("{} {form:?} {columns:?} {format:?} {prefix:?} {offsets:?} {errors:?} {check} {reading:?}", env!("CARGO_PKG_VERSION"))
}

/// The path with something behind its name.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

/// Makes the names of a folder last; where a system cannot, they last as long as it runs.
pub fn sync_folder(of: &Path) {
    let folder = of.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = File::open(folder).and_then(|f| f.sync_all());
}
