//! One item of the input as an article, or the error record that tells why it is none.

use serde_json::{Map, Value};
use tomtat::record::ErrorRecord;
use tomtat::{Article, export};

use crate::input::{Item, Origin};

/// Decodes and parses one item and gives the article, with its fields that are not ours, to `read`.
pub fn read<T>(item: Item, clean: bool, read: impl FnOnce(&Article, Option<Map<String, Value>>) -> T) -> Result<T, ErrorRecord> {
    match item {
        Item::Failed { origin, reason } => Err(error(&origin, None, reason)),
        Item::Plain { origin, bytes, html } => {
            let text = utf8(&bytes).map_err(|reason| error(&origin, None, reason))?;
            let name = origin.file.to_string_lossy();
            let mut article = if html { Article::html(text) } else { Article::new(text) };
            article.id = (name != "-").then_some(&*name);
            article.clean = clean;
            Ok(read(&article, None))
        }
        Item::Json { origin, bytes } => {
            let mut input = utf8(&bytes).and_then(export::input::Input::parse).map_err(|reason| error(&origin, None, reason))?;
            let rest = input.rest.take();
            let mut article = input.article();
            article.clean |= clean;
            Ok(read(&article, rest))
        }
    }
}

/// The text of a file or line.
pub fn utf8(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|e| format!("not UTF-8 at byte {}; convert the file to UTF-8", e.valid_up_to()))
}

/// The error record of an article.
pub fn error(origin: &Origin, id: Option<String>, reason: String) -> ErrorRecord {
    ErrorRecord::new(id, origin.file.display().to_string(), origin.line, reason)
}

/// Where an article stood, as people write it.
pub fn place(e: &ErrorRecord) -> String {
    e.error.line.map_or_else(|| e.error.file.clone(), |line| format!("{}, line {line}", e.error.file))
}
