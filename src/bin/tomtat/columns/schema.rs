//! Which columns a file has, and which all files of an input have.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};
use arrow_schema::{Field, Schema, SchemaRef};
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use tomtat::Format;
use tomtat::arrow::{Articles, Columns};
use tomtat::export::input::Fields;

use crate::args::Enrich;
use crate::input;

/// Where the articles stand in a file of these columns: its HTML is read where it has no text.
pub fn columns(schema: &Schema, fields: &Fields) -> Columns {
    let Fields { text, html, id, title, published, url } = fields.clone();
    let has = |name: &str| schema.column_with_name(name).is_some();
    let (text, format) = if text.is_empty() || !has(&text) && has(&html) { (html, Format::Html) } else { (text, Format::Text) };
    Columns { text, id, title, published, url, format, ..Columns::default() }
}

/// The columns that all the Parquet files of an input have; none where it is other files.
pub fn of_input(options: &Enrich) -> Result<Option<SchemaRef>> {
    let (mut common, mut other): (Option<(PathBuf, Schema)>, Option<PathBuf>) = (None, None);
    for (path, has_columns) in input::kinds(&options.input.files, options.input.form) {
        if !has_columns {
            other = other.or(Some(path));
        } else if let Some(schema) = of_file(&path) {
            Articles::check(&schema, &columns(&schema, &options.input.fields()))?;
            common = Some(match common {
                None => (path, schema),
                Some((first, common)) => match both(&common, &schema) {
                    Some(schema) => (first, schema),
                    None => bail!(
                        "{} has other columns than {}; write them to different files, or as JSON Lines",
                        path.display(),
                        first.display()
                    ),
                },
            });
        }
        if let (Some(other), Some((parquet, _))) = (&other, &common) {
            let (other, parquet) = (other.display(), parquet.display());
            bail!("{parquet} has columns, {other} has none; write them to different files, or as JSON Lines");
        }
    }
    Ok(common.map(|(_, schema)| Arc::new(schema)))
}

/// None where it cannot be read, which its error record will say.
fn of_file(path: &Path) -> Option<Schema> {
    let file = File::open(path).ok()?;
    let metadata = super::read::unharmed(|| ArrowReaderMetadata::load(&file, ArrowReaderOptions::new())).ok()?;
    Some(metadata.schema().as_ref().clone())
}

/// The schema of the rows of both; none where their columns differ.
fn both(one: &Schema, other: &Schema) -> Option<Schema> {
    let same = |(a, b): (&Field, &Field)| {
        (a.name() == b.name() && a.data_type() == b.data_type()).then(|| a.clone().with_nullable(a.is_nullable() || b.is_nullable()))
    };
    let fields = |s: &Schema| s.fields().iter().map(|f| f.as_ref().clone()).collect::<Vec<_>>();
    let (ones, others) = (fields(one), fields(other));
    let all: Option<Vec<Field>> = ones.iter().zip(&others).map(same).collect();
    all.filter(|_| ones.len() == others.len()).map(|all| Schema::new_with_metadata(all, one.metadata().clone()))
}
