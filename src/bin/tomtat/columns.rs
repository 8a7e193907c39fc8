//! Files of columns, Parquet: in, one article a row, and out, the records beside the columns that came in.

mod form;
mod read;
mod schema;
mod write;

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_json::WriterBuilder;
use arrow_json::writer::LineDelimited;
use serde_json::{Map, Value};
use tomtat::Article;
use tomtat::arrow::Articles;

pub use form::Form;
pub use read::read;
pub use write::write;

/// The columns that are written.
pub type Schema = arrow_schema::SchemaRef;

/// What a Parquet file begins and ends with.
pub const MAGIC: &[u8] = b"PAR1";
pub const NO_STREAM: &str = "Parquet cannot be read from a stream or compressed once more; name the file itself";

/// Rows that were read together.
pub struct Batch {
    columns: RecordBatch,
    articles: Articles,
    /// Places of the columns that are not the article's.
    rest: Vec<usize>,
    /// About the bytes of a row.
    row_size: usize,
}

/// One row of a batch.
#[derive(Clone)]
pub struct Row {
    batch: Arc<Batch>,
    index: usize,
}

impl Row {
    /// The article, or why there is none.
    pub fn article(&self) -> Result<Article<'_>, String> {
        self.batch.articles.get(self.index)
    }

    pub fn id(&self) -> Option<&str> {
        self.batch.articles.id(self.index)
    }

    /// Bytes it holds in memory, about.
    pub fn size(&self) -> usize {
        self.article().map_or(0, |a| a.text.len()).max(self.batch.row_size)
    }

    /// The columns that are not the article's, as JSON.
    pub fn rest(&self) -> Result<Option<Map<String, Value>>, String> {
        if self.batch.rest.is_empty() {
            return Ok(None);
        }
        let row = self.batch.columns.slice(self.index, 1).project(&self.batch.rest);
        let mut writer = WriterBuilder::new().with_explicit_nulls(true).build::<_, LineDelimited>(Vec::new());
        row.and_then(|row| writer.write(&row)).map_err(|e| format!("its other columns are no JSON ({e}); write Parquet"))?;
        serde_json::from_slice(&writer.into_inner()).map(Some).map_err(|e| format!("its other columns are no JSON ({e}); write Parquet"))
    }
}

impl Hash for Row {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.article() {
            Ok(Article { text, id, title, published, url, .. }) => (text, id, title, published, url).hash(state),
            Err(reason) => (reason, self.id()).hash(state),
        }
    }
}
