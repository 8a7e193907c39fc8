//! What comes in: files, folders and standard input, compressed or not, cut into articles, in bounded memory. Files of columns are
//! read by [`crate::columns`].

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use same_file::Handle;
use tomtat::export::input::Fields;
use walkdir::WalkDir;

use crate::args::{Input, InputForm};
use crate::columns::{self, Row};
use crate::packing::{Packing, unpacked_name};

/// Where an article stood, for error records.
#[derive(Clone, Hash)]
pub struct Origin {
    pub file: PathBuf,
    /// Line of a JSON Lines file or row of a Parquet file, from 1.
    pub line: Option<usize>,
}

/// How files are read.
#[derive(Clone)]
pub struct Reading {
    pub form: InputForm,
    pub fields: Arc<Fields>,
}

impl Reading {
    /// By the ending of the file, with the usual names of the fields.
    pub fn usual() -> Self {
        Self { form: InputForm::Auto, fields: Arc::default() }
    }
}

impl From<&Input> for Reading {
    fn from(asked: &Input) -> Self {
        Self { form: asked.form, fields: Arc::new(asked.fields()) }
    }
}

/// One article as it came, not yet parsed.
#[derive(Hash)]
pub enum Item {
    Json { origin: Origin, bytes: Vec<u8>, fields: Arc<Fields> },
    Row { origin: Origin, row: Row },
    Plain { origin: Origin, bytes: Vec<u8>, html: bool },
    Failed { origin: Origin, reason: String },
}

impl Item {
    /// Bytes it holds in memory.
    pub fn size(&self) -> usize {
        match self {
            Self::Json { bytes, .. } | Self::Plain { bytes, .. } => bytes.len(),
            Self::Row { row, .. } => row.size(),
            Self::Failed { reason, .. } => reason.len(),
        }
    }
}

/// Calls `give` with every article of `files`, in order, until it returns false.
pub fn read(files: &[PathBuf], reading: &Reading, give: impl FnMut(Item) -> bool) {
    read_counted(files, reading, &AtomicU64::new(0), give);
}

/// [`read`] that counts the bytes of the files, as they lie on the disk, in `consumed`.
pub fn read_counted(files: &[PathBuf], reading: &Reading, consumed: &AtomicU64, mut give: impl FnMut(Item) -> bool) {
    for path in files {
        let more = if path.as_os_str() == "-" {
            stream(path, reading, BufReader::new(io::stdin()), &mut give)
        } else {
            files_of(path).all(|found| match found.and_then(open) {
                Ok((path, file)) if holds_columns(&path, &file, reading.form) => {
                    columns::read(&path, &file, &reading.fields, consumed, &mut give)
                }
                Ok((path, inner)) => stream(&path, reading, BufReader::with_capacity(1 << 16, Counting { inner, consumed }), &mut give),
                Err(item) => give(item),
            })
        };
        if !more {
            return;
        }
    }
}

/// Bytes of all the files; none where only reading tells.
pub fn size(files: &[PathBuf]) -> Option<u64> {
    if files.iter().any(|f| f.as_os_str() == "-") {
        return None;
    }
    let of = |file: &Path| file.metadata().ok().filter(fs::Metadata::is_file).map(|m| m.len());
    files.iter().flat_map(|f| files_of(f)).map(|file| of(&file.ok()?)).sum()
}

/// The files that are read, and whether each holds columns; those that cannot be opened are left out.
pub fn kinds(files: &[PathBuf], form: InputForm) -> impl Iterator<Item = (PathBuf, bool)> {
    let named = files.iter().filter(|f| f.as_os_str() != "-").flat_map(|f| files_of(f)).filter_map(|found| found.and_then(open).ok());
    let named = named.map(move |(path, file)| (holds_columns(&path, &file, form), path)).map(|(columns, path)| (path, columns));
    named.chain(files.iter().filter(|f| f.as_os_str() == "-").map(|f| (f.clone(), false)))
}

/// Whether a file is one of those that are read, or lies in a folder and would be read with it.
pub fn holds(files: &[PathBuf], file: &Path) -> bool {
    let same = |other: &Path| file.is_file() && other.is_file() && same_file::is_same_file(file, other).unwrap_or(false);
    let standard = || file.is_file() && Handle::stdin().and_then(|stdin| Ok(stdin == Handle::from_path(file)?)).unwrap_or(false);
    let inside = |folder: &Path| {
        let parent = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let paths = parent.canonicalize().and_then(|parent| Ok((parent, folder.canonicalize()?)));
        form_of(file).is_some() && paths.is_ok_and(|(parent, folder)| parent.starts_with(folder))
    };
    files.iter().any(|read| match read.as_os_str() == "-" {
        true => standard(),
        false => same(read) || read.is_dir() && inside(read),
    })
}

/// The file itself; of a folder all files below it whose kind is known, in the order of their names.
fn files_of(path: &Path) -> impl Iterator<Item = Result<PathBuf, Item>> {
    let walk = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
    let seen = walk.filter_entry(|e| e.depth() == 0 || !e.file_name().as_encoded_bytes().starts_with(b"."));
    seen.filter_map(|entry| match entry {
        Ok(entry) if entry.file_type().is_dir() || entry.depth() > 0 && form_of(entry.path()).is_none() => None,
        Ok(entry) => Some(Ok(entry.into_path())),
        Err(e) => {
            let path = e.path().unwrap_or(Path::new("")).to_owned();
            Some(Err(failed(&path, None, None, &e.into())))
        }
    })
}

fn open(path: PathBuf) -> Result<(PathBuf, File), Item> {
    match File::open(&path) {
        Ok(file) => Ok((path, file)),
        Err(e) => Err(failed(&path, None, None, &e)),
    }
}

/// Whether a file is to be read as Parquet.
fn holds_columns(path: &Path, mut file: &File, form: InputForm) -> bool {
    let mut head = [0; columns::MAGIC.len()];
    match (form, form_of(path)) {
        (InputForm::Auto, Some(InputForm::Parquet)) => Packing::of_name(path).is_none(),
        (InputForm::Auto, None) if file.metadata().is_ok_and(|m| m.is_file()) => {
            let read = file.read_exact(&mut head);
            read.is_ok() & file.rewind().is_ok() && head == columns::MAGIC
        }
        (form, _) => form == InputForm::Parquet,
    }
}

fn stream(path: &Path, reading: &Reading, mut reader: impl BufRead, give: &mut impl FnMut(Item) -> bool) -> bool {
    // An error here comes again with the first read.
    let packing = Packing::of_head(reader.fill_buf().unwrap_or_default());
    let mut reader: Box<dyn BufRead + '_> = match packing {
        None => Box::new(reader),
        Some(p) => match p.unpack(reader) {
            Ok(unpacked) => unpacked,
            Err(e) => return give(failed(path, None, packing, &e)),
        },
    };
    let form = if reading.form == InputForm::Auto { guess(path, &mut reader) } else { reading.form };
    let origin = Origin { file: path.to_owned(), line: None };
    let json = |origin, bytes| Item::Json { origin, bytes, fields: Arc::clone(&reading.fields) };
    match form {
        InputForm::Jsonl if unpacked_name(path).extension().is_none_or(|e| e != "json") => return lines(path, packing, reader, json, give),
        InputForm::Parquet => return give(Item::Failed { origin, reason: columns::NO_STREAM.to_owned() }),
        _ => {}
    }
    let mut bytes = Vec::new();
    match reader.read_to_end(&mut bytes) {
        Err(e) => give(failed(path, None, packing, &e)),
        Ok(_) if form == InputForm::Jsonl => document(origin, bytes, json, give),
        Ok(_) => give(Item::Plain { origin, bytes, html: form == InputForm::Html }),
    }
}

/// What the ending of a name says of its form.
fn form_of(path: &Path) -> Option<InputForm> {
    match unpacked_name(path).extension()?.to_str()? {
        "jsonl" | "ndjson" | "json" => Some(InputForm::Jsonl),
        "html" | "htm" | "xhtml" => Some(InputForm::Html),
        "txt" => Some(InputForm::Text),
        "parquet" => Some(InputForm::Parquet),
        _ => None,
    }
}

fn guess(path: &Path, reader: &mut impl BufRead) -> InputForm {
    if unpacked_name(path).extension().is_some() {
        return form_of(path).unwrap_or(InputForm::Text);
    }
    let head = reader.fill_buf().unwrap_or_default();
    if head.starts_with(columns::MAGIC) {
        return InputForm::Parquet;
    }
    match head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start() {
        [b'{', ..] => InputForm::Jsonl,
        [b'<', b'!' | b'a'..=b'z' | b'A'..=b'Z', ..] => InputForm::Html,
        _ => InputForm::Text,
    }
}

fn lines(
    path: &Path,
    packing: Option<Packing>,
    mut reader: impl BufRead,
    json: impl Fn(Origin, Vec<u8>) -> Item,
    give: &mut impl FnMut(Item) -> bool,
) -> bool {
    for number in 1.. {
        let mut bytes = Vec::new();
        match reader.read_until(b'\n', &mut bytes) {
            Ok(0) => return true,
            Ok(_) if bytes.trim_ascii().is_empty() => {}
            Ok(_) => {
                let origin = Origin { file: path.to_owned(), line: Some(number) };
                if !give(json(origin, bytes)) {
                    return false;
                }
            }
            Err(e) => return give(failed(path, Some(number), packing, &e)),
        }
    }
    true
}

/// A `.json` file: one article, or an array of articles.
fn document(origin: Origin, bytes: Vec<u8>, json: impl Fn(Origin, Vec<u8>) -> Item, give: &mut impl FnMut(Item) -> bool) -> bool {
    match serde_json::from_slice::<Vec<&serde_json::value::RawValue>>(&bytes) {
        Ok(many) => many.into_iter().all(|one| give(json(origin.clone(), one.get().as_bytes().to_vec()))),
        Err(_) => give(json(origin, bytes)),
    }
}

fn failed(path: &Path, line: Option<usize>, packing: Option<Packing>, error: &io::Error) -> Item {
    let reason = match packing {
        Some(packing) => format!("the {} data is damaged or cut off here ({error}); what stood before was read", packing.name()),
        None => error.to_string(),
    };
    Item::Failed { origin: Origin { file: path.to_owned(), line }, reason }
}

/// A file of which one can see how much was read.
struct Counting<'a> {
    inner: File,
    consumed: &'a AtomicU64,
}

impl Read for Counting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.inner.read(buffer)?;
        self.consumed.fetch_add(bytes as u64, Ordering::Relaxed);
        Ok(bytes)
    }
}
