//! Where records go: standard output, or a file that gets its name only when it is complete.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::args::{Enrich, RecordForm};
use crate::chunk::Reached;
use crate::columns;
use crate::packing::Packing;
use crate::resume::{self, Done, Note, beside};

/// How long work may be done that a kill loses.
const NOTE_EVERY: Duration = Duration::from_millis(250);

/// The records of a chunk, in the form in which they are written.
#[derive(Default)]
pub struct Piece {
    /// Packed, but for an array: there every record begins with `,` and packing comes last. Of columns, pieces of a file.
    pub bytes: Vec<u8>,
    pub errors: Vec<u8>,
    pub records: u64,
    pub unsound: u64,
    /// Bytes of the articles.
    pub size: u64,
    pub reached: Reached,
}

pub struct Records {
    to: To,
    errors: Option<File>,
    /// Records stand in one JSON array.
    array: bool,
    /// Of a file of columns, whose pieces stand in the unfinished output.
    schema: Option<columns::Schema>,
    packing: Option<Packing>,
    done: Done,
}

enum To {
    /// Standard output, or a device or pipe that has a name.
    Stream(Box<dyn Write>),
    File(Unfinished),
}

struct Unfinished {
    file: File,
    path: PathBuf,
    options: String,
    noted: Instant,
}

impl Unfinished {
    fn partial(path: &Path) -> PathBuf {
        beside(path, ".partial")
    }

    fn note(path: &Path) -> PathBuf {
        beside(path, ".resume")
    }

    /// The file that is made of the pieces of the unfinished output.
    fn joined(path: &Path) -> PathBuf {
        beside(path, ".joined")
    }

    /// Opens the unfinished output, and tells what an earlier run has done of it; none where the output is complete.
    fn open(path: &Path, options: &Enrich) -> Result<Option<(Self, Done)>> {
        let (partial, note, described) = (Self::partial(path), Self::note(path), resume::options(options));
        if !partial.exists() {
            // Left where the output was finished or removed.
            let _ = fs::remove_file(&note);
            let _ = fs::remove_file(Self::joined(path));
            if options.resume && path.exists() {
                return Ok(None);
            }
        }
        let file = open(OpenOptions::new().read(true), &partial)?;
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            bail!("{}: another run is writing it", partial.display());
        }
        let done = match Note::read(&note)? {
            None => Done::default(),
            Some(earlier) if earlier.done.articles == 0 => Done::default(),
            Some(_) if !options.resume => {
                bail!("{} is what a stopped run has done; add --resume to continue it, or remove it to start again", partial.display())
            }
            Some(earlier) if earlier.options != described => bail!(
                "{} was begun with other options or by another version ({}, now {described}); use those, or remove it to start again",
                partial.display(),
                earlier.options
            ),
            Some(earlier) => earlier.done,
        };
        cut(&file, &partial, done.bytes)?;
        Ok(Some((Self { file, path: path.to_owned(), options: described, noted: Instant::now() }, done)))
    }

    /// Makes one file of columns of the pieces; false where it was asked to stop.
    fn join(&self, schema: &columns::Schema) -> Result<bool> {
        let joined = Self::joined(&self.path);
        (&self.file).rewind()?;
        columns::write(&self.file, schema, &joined).with_context(|| format!("{}: cannot write it", joined.display()))
    }

    /// Gives the output its name. A kill between any two of these steps leaves what the next run makes complete.
    fn finish(self, joined: bool) -> Result<()> {
        let (partial, path) = (Self::partial(&self.path), &self.path);
        let from = if joined { &Self::joined(path) } else { &partial };
        drop(self.file);
        fs::rename(from, path).with_context(|| format!("{}: cannot rename to it", path.display()))?;
        resume::sync_folder(path);
        if joined {
            fs::remove_file(&partial)?;
        }
        let _ = fs::remove_file(Self::note(path));
        Ok(())
    }
}

impl Records {
    /// Opens what the options name; none where a run that is to be continued was finished.
    pub fn open(options: &Enrich, schema: Option<columns::Schema>) -> Result<Option<Self>> {
        let (to, done) = match &options.output {
            None => (To::Stream(Box::new(io::stdout())), Done::default()),
            Some(path) if path.is_dir() => bail!("{} is a folder; name a file", path.display()),
            Some(path) if path.exists() && !path.is_file() && schema.is_some() => {
                bail!("{} is no file, and Parquet cannot be written as a stream", path.display())
            }
            Some(path) if path.exists() && !path.is_file() => {
                let device =
                    OpenOptions::new().write(true).open(path).with_context(|| format!("{}: cannot write there", path.display()))?;
                (To::Stream(Box::new(device)), Done::default())
            }
            Some(path) => match Unfinished::open(path, options)? {
                Some((file, done)) => (To::File(file), done),
                None => return Ok(None),
            },
        };
        let errors = options
            .errors
            .as_deref()
            .map(|path| open(&mut OpenOptions::new(), path).and_then(|file| cut(&file, path, done.error_bytes).map(|()| file)));
        let packing = options.output.as_deref().and_then(Packing::of_name);
        Ok(Some(Self { to, errors: errors.transpose()?, array: options.form() == RecordForm::Json, schema, packing, done }))
    }

    pub fn done(&self) -> Done {
        self.done
    }

    pub fn write(&mut self, piece: &Piece) -> Result<()> {
        if !self.array {
            self.put(&piece.bytes)?;
        } else if let Some(first) = piece.bytes.strip_prefix(b",").filter(|_| self.done.bytes == 0) {
            self.pack(&[b"[", first].concat())?;
        } else if !piece.bytes.is_empty() {
            self.pack(&piece.bytes)?;
        }
        if let Some(file) = &mut self.errors {
            file.write_all(&piece.errors).context("cannot write the file of errors")?;
        }
        self.done.articles = piece.reached.articles;
        self.done.hash = piece.reached.hash;
        self.done.records += piece.records;
        self.done.unsound += piece.unsound;
        self.done.error_bytes += piece.errors.len() as u64;
        match &mut self.to {
            To::Stream(stream) => Ok(stream.flush()?),
            To::File(file) if file.noted.elapsed() >= NOTE_EVERY => self.note(),
            To::File(_) => Ok(()),
        }
    }

    /// Ends the output: a complete file takes its name, another waits for a run that continues it.
    pub fn finish(mut self, complete: bool) -> Result<()> {
        self.note()?;
        if self.array {
            let opening: &[u8] = if self.done.bytes == 0 { b"[" } else { b"" };
            self.pack(&[opening, b"\n]\n"].concat())?;
        }
        match self.to {
            To::Stream(mut stream) => Ok(stream.flush()?),
            To::File(unfinished) => {
                unfinished.file.sync_all()?;
                let partial = Unfinished::partial(&unfinished.path);
                let complete = complete && self.schema.as_ref().map_or(Ok(true), |schema| unfinished.join(schema))?;
                if !complete {
                    eprintln!("tomtat: stopped; what was done is in {}, and --resume continues it", partial.display());
                    return Ok(());
                }
                unfinished.finish(self.schema.is_some())
            }
        }
    }

    fn pack(&mut self, bytes: &[u8]) -> Result<()> {
        match self.packing {
            Some(packing) => self.put(&packing.pack(bytes)?),
            None => self.put(bytes),
        }
    }

    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        match &mut self.to {
            To::Stream(stream) => stream.write_all(bytes)?,
            To::File(Unfinished { file, path, .. }) => {
                file.write_all(bytes).with_context(|| format!("{}: cannot write it", Unfinished::partial(path).display()))?;
            }
        }
        self.done.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Notes what is done, for a run that continues this one.
    fn note(&mut self) -> Result<()> {
        let To::File(unfinished) = &mut self.to else { return Ok(()) };
        if let Some(errors) = &self.errors {
            errors.sync_data()?;
        }
        unfinished.file.sync_data()?;
        Note { options: unfinished.options.clone(), done: self.done }.write(&Unfinished::note(&unfinished.path))?;
        unfinished.noted = Instant::now();
        Ok(())
    }
}

/// Opens a file to write, with what is in it.
fn open(options: &mut OpenOptions, path: &Path) -> Result<File> {
    let file = options.write(true).create(true).truncate(false).open(path);
    file.with_context(|| format!("{}: cannot write there", path.display()))
}

/// Leaves the first bytes of a file and goes behind them.
fn cut(mut file: &File, path: &Path, bytes: u64) -> Result<()> {
    let there = file.metadata()?.len();
    if there < bytes {
        bail!(
            "{} has {there} bytes of the {bytes} that the stopped run has written; remove the unfinished output to start again",
            path.display()
        );
    }
    if file.metadata()?.is_file() {
        file.set_len(bytes)?;
        file.seek(io::SeekFrom::End(0))?;
    }
    Ok(())
}
