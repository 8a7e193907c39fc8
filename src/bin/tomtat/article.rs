//! One item of the input as an article, or the error record that tells why it is none.

use std::str::Utf8Error;

use serde_json::{Map, Value};
use tomtat::Article;
use tomtat::export::input::Input;
use tomtat::record::ErrorRecord;

use crate::columns::Row;
use crate::input::{Item, Origin};

/// One item of the input, decoded and parsed: an article that owns its text.
pub enum Owned {
    Plain { id: Option<String>, text: String, html: bool },
    Json(Box<Input>),
    Row(Origin, Row),
}

impl Owned {
    pub fn of(item: Item) -> Result<Self, ErrorRecord> {
        match item {
            Item::Failed { origin, reason } => Err(error(&origin, None, reason)),
            Item::Plain { origin, bytes, html } => {
                let text = String::from_utf8(bytes).map_err(|e| error(&origin, None, not_utf8(e.utf8_error())))?;
                let id = Some(origin.file.to_string_lossy().into_owned()).filter(|name| name != "-");
                Ok(Self::Plain { id, text, html })
            }
            Item::Json { origin, bytes, fields } => {
                let input = utf8(&bytes).and_then(|json| Input::parse_named(json, &fields));
                Ok(Self::Json(Box::new(input.map_err(|reason| error(&origin, None, reason))?)))
            }
            Item::Row { origin, row } => match row.article() {
                Ok(_) => Ok(Self::Row(origin, row)),
                Err(reason) => Err(error(&origin, row.id().map(str::to_owned), reason)),
            },
        }
    }

    /// The fields that are not ours.
    pub fn take_rest(&mut self) -> Result<Option<Map<String, Value>>, ErrorRecord> {
        match self {
            Self::Plain { .. } => Ok(None),
            Self::Json(input) => Ok(input.rest.take()),
            Self::Row(origin, row) => row.rest().map_err(|reason| error(origin, row.id().map(str::to_owned), reason)),
        }
    }

    /// With `clean` nothing is taken for boilerplate.
    pub fn article(&self, clean: bool) -> Article<'_> {
        let mut article = match self {
            Self::Plain { text, html: true, .. } => Article::html(text),
            Self::Plain { text, .. } => Article::new(text),
            Self::Json(input) => input.article(),
            Self::Row(_, row) => row.article().unwrap_or_default(),
        };
        if let Self::Plain { id, .. } = self {
            article.id = id.as_deref();
        }
        article.clean |= clean;
        article
    }
}

/// Decodes and parses one item and gives the article, with its fields that are not ours, to `read`.
pub fn read<T>(item: Item, clean: bool, read: impl FnOnce(&Article, Option<Map<String, Value>>) -> T) -> Result<T, ErrorRecord> {
    let mut owned = Owned::of(item)?;
    let rest = owned.take_rest()?;
    Ok(read(&owned.article(clean), rest))
}

/// The text of a file or line.
pub fn utf8(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(not_utf8)
}

fn not_utf8(e: Utf8Error) -> String {
    format!("not UTF-8 at byte {}; convert the file to UTF-8", e.valid_up_to())
}

/// The error record of an article.
pub fn error(origin: &Origin, id: Option<String>, reason: String) -> ErrorRecord {
    ErrorRecord::new(id, origin.file.display().to_string(), origin.line, reason)
}

/// Where an article stood, as people write it.
pub fn place(e: &ErrorRecord) -> String {
    e.error.line.map_or_else(|| e.error.file.clone(), |line| format!("{}, line {line}", e.error.file))
}
