//! What stands in for columns where the feature `parquet` is off: files of columns are named as such and not read.

use std::convert::Infallible;
use std::fs::File;
use std::path::Path;
use std::sync::atomic::AtomicU64;

use anyhow::{Result, bail};
use serde_json::{Map, Value};
use tomtat::Article;
use tomtat::export::input::Fields;
use tomtat::record::{ErrorRecord, Record};

use crate::args::Enrich;
use crate::enrich;
use crate::input::{Item, Origin};

pub type Schema = Infallible;

pub const MAGIC: &[u8] = b"PAR1";
pub const NO_STREAM: &str = "this command was built without Parquet; build it with the feature `parquet`";

/// There is none.
#[derive(Clone, Hash)]
pub enum Row {}

impl Row {
    pub fn article(&self) -> Result<Article<'_>, String> {
        match *self {}
    }

    pub fn id(&self) -> Option<&str> {
        match *self {}
    }

    pub fn size(&self) -> usize {
        match *self {}
    }

    pub fn rest(&self) -> Result<Option<Map<String, Value>>, String> {
        match *self {}
    }
}

pub fn read(path: &Path, _: &File, _: &Fields, _: &AtomicU64, give: &mut impl FnMut(Item) -> bool) -> bool {
    give(Item::Failed { origin: Origin { file: path.to_owned(), line: None }, reason: NO_STREAM.to_owned() })
}

pub enum Form {}

impl Form {
    pub fn new(_: &Enrich) -> Result<Self> {
        bail!(NO_STREAM)
    }

    pub fn schema(&self) -> &Schema {
        match *self {}
    }
}

impl enrich::Form for Form {
    type Entry = Infallible;

    fn wants_rest(&self) -> bool {
        match *self {}
    }

    fn entry(&self, _: Record, _: &Article, _: Option<Row>) -> Infallible {
        match *self {}
    }

    fn failed(&self, _: &ErrorRecord, _: Option<Row>) -> Option<Infallible> {
        match *self {}
    }

    fn piece(&self, _: Vec<Infallible>) -> Result<Vec<u8>> {
        match *self {}
    }
}

pub fn write(_: &File, schema: &Schema, _: &Path) -> Result<bool> {
    match *schema {}
}
