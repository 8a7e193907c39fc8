//! Reads Vietnamese news: clean text, sentences, words, officials with their positions, units, laws, dates, a summary, tags.
//!
//! ```
//! use tomtat::{Article, Pipeline};
//!
//! let record = Pipeline::new().enrich(&Article::new("Ngày 14/3/2024, Bộ Nội vụ ban hành Nghị định 30/2020/NĐ-CP."));
//! assert_eq!(record.schema, 1);
//! ```

#![deny(missing_docs)]

#[cfg(feature = "arrow")]
pub mod arrow;
pub mod article;
pub mod clean;
pub mod date;
pub mod digest;
pub mod error;
pub mod event;
pub mod export;
#[cfg(feature = "generate")]
pub mod generate;
pub mod knowledge;
pub mod law;
pub mod lexicon;
pub mod mention;
#[cfg(feature = "model")]
pub mod model;
mod number;
pub mod official;
pub mod pipeline;
pub mod record;
pub mod sentence;
pub mod span;
pub mod summary;
mod table;
pub mod tag;
pub mod text;
pub mod unit;
pub mod word;

pub use article::{Article, Format};
pub use clean::{Part, PartKind};
pub use digest::Digest;
pub use error::{Error, Result};
pub use pipeline::{Options, Pipeline};
pub use record::Record;
pub use span::Span;
pub use text::Document;
pub use text::fold::fold;
pub use word::Segmenter;

#[cfg(all(doctest, feature = "model"))]
#[doc = include_str!("../README.md")]
struct Readme;
