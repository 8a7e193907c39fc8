//! What comes in: files and standard input, cut into articles, in bounded memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::args::InputForm;

/// Where an article stood, for error records.
#[derive(Clone)]
pub struct Origin {
    pub file: PathBuf,
    /// Line of a JSON Lines file, from 1.
    pub line: Option<usize>,
}

/// One article as it came, not yet parsed.
pub enum Item {
    Json { origin: Origin, bytes: Vec<u8> },
    Plain { origin: Origin, bytes: Vec<u8>, html: bool },
    Failed { origin: Origin, reason: String },
}

impl Item {
    /// Bytes it holds in memory.
    pub fn size(&self) -> usize {
        match self {
            Self::Json { bytes, .. } | Self::Plain { bytes, .. } => bytes.len(),
            Self::Failed { reason, .. } => reason.len(),
        }
    }
}

/// Calls `give` with every article of `files`, in order, until it returns false.
pub fn read(files: &[PathBuf], form: InputForm, mut give: impl FnMut(Item) -> bool) {
    for file in files {
        let more = if file.as_os_str() == "-" {
            stream(Path::new("-"), form, BufReader::new(io::stdin()), &mut give)
        } else {
            match File::open(file).and_then(|f| if f.metadata()?.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { Ok(f) }) {
                Ok(f) => stream(file, form, BufReader::with_capacity(1 << 16, f), &mut give),
                Err(e) => give(failed(file, None, &e)),
            }
        };
        if !more {
            return;
        }
    }
}

fn stream(path: &Path, form: InputForm, mut reader: impl BufRead, give: &mut impl FnMut(Item) -> bool) -> bool {
    let form = if form == InputForm::Auto { guess(path, &mut reader) } else { form };
    if form == InputForm::Jsonl {
        return if path.extension().is_some_and(|e| e == "json") { document(path, reader, give) } else { lines(path, reader, give) };
    }
    let mut bytes = Vec::new();
    let origin = Origin { file: path.to_owned(), line: None };
    match reader.read_to_end(&mut bytes) {
        Ok(_) => give(Item::Plain { origin, bytes, html: form == InputForm::Html }),
        Err(e) => give(failed(path, None, &e)),
    }
}

fn guess(path: &Path, reader: &mut impl BufRead) -> InputForm {
    match path.extension().and_then(|e| e.to_str()) {
        Some("jsonl" | "ndjson" | "json") => return InputForm::Jsonl,
        Some("html" | "htm" | "xhtml") => return InputForm::Html,
        Some(_) => return InputForm::Text,
        None => {}
    }
    let head = reader.fill_buf().unwrap_or_default();
    match head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start() {
        [b'{', ..] => InputForm::Jsonl,
        [b'<', b'!' | b'a'..=b'z' | b'A'..=b'Z', ..] => InputForm::Html,
        _ => InputForm::Text,
    }
}

fn lines(path: &Path, mut reader: impl BufRead, give: &mut impl FnMut(Item) -> bool) -> bool {
    for number in 1.. {
        let mut bytes = Vec::new();
        match reader.read_until(b'\n', &mut bytes) {
            Ok(0) => return true,
            Ok(_) if bytes.trim_ascii().is_empty() => {}
            Ok(_) => {
                let origin = Origin { file: path.to_owned(), line: Some(number) };
                if !give(Item::Json { origin, bytes }) {
                    return false;
                }
            }
            Err(e) => return give(failed(path, Some(number), &e)),
        }
    }
    true
}

/// A `.json` file: one article, or an array of articles.
fn document(path: &Path, mut reader: impl Read, give: &mut impl FnMut(Item) -> bool) -> bool {
    let mut bytes = Vec::new();
    if let Err(e) = reader.read_to_end(&mut bytes) {
        return give(failed(path, None, &e));
    }
    let origin = Origin { file: path.to_owned(), line: None };
    match serde_json::from_slice::<Vec<&serde_json::value::RawValue>>(&bytes) {
        Ok(many) => many.into_iter().all(|one| give(Item::Json { origin: origin.clone(), bytes: one.get().as_bytes().to_vec() })),
        Err(_) => give(Item::Json { origin, bytes }),
    }
}

fn failed(path: &Path, line: Option<usize>, error: &io::Error) -> Item {
    Item::Failed { origin: Origin { file: path.to_owned(), line }, reason: error.to_string() }
}
